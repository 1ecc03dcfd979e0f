"""The dossiers that come with the package: the examples, and one to start from."""

from typing import Final

from coopgraph._base.errors import UnknownWordError
from coopgraph._base.opening import read_packaged
from coopgraph.io.read.json import JsonFile
from coopgraph.io.read.read import validated
from coopgraph.io.read.text import ParsedText
from coopgraph.records.dossier import Dossier

__all__ = ["EXAMPLES", "example", "example_text", "starter"]

#: The names of the bundled examples, the default one first.
EXAMPLES: Final = ("anru-visit-2019", "kyoto")


def example(name: str = EXAMPLES[0]) -> Dossier:
    """Return a bundled dossier.

    - ``anru-visit-2019``: ANRUR's visit to ANRU in November 2019 and what it recommended.
    - ``kyoto``: how the Kyoto Protocol entered into force, with every signature and ratification up
      to 12 July 2005, and the carbon dioxide emissions of 1990 that article 25 counts, in
      gigagrams, as the weight ``co2-1990``.

    Parameters
    ----------
    name
        Which one.

    Raises
    ------
    ValueError
        If no bundled dossier has that name; the message lists those that there are.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    >>> graph = cg.build_graph(cg.example("kyoto"))
    >>> impact = cg.what_if(graph, ratifies={"kyoto-protocol": "ru"}, as_of="2004-10-15")
    >>> [(row.item.id, str(row.effect), str(row.certainty)) for row in impact]
    [('kyoto-protocol', 'freed', 'certain')]
    """
    if name not in EXAMPLES:
        raise UnknownWordError(name, EXAMPLES)
    # JSON, because it is parsed ten times as fast; a test holds it equal to the YAML.
    return validated(ParsedText(example_text(f"{name}.json").encode(), JsonFile))


def starter(lang: str) -> Dossier:
    """Return a dossier to start from, as ``coopgraph new`` writes it, in French or English."""
    from coopgraph.io.read.yaml import YamlFile

    return validated(ParsedText(example_text(f"starter.{lang}.yaml").encode(), YamlFile))


def example_text(name: str) -> str:
    """Return a bundled file: ``kyoto.yaml`` (or ``.json``), ``starter.fr.yaml``."""
    return read_packaged("data", name)
