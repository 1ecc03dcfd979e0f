"""The dossiers that come with the package: an example, and one to start from."""

from coopgraph._base.opening import read_packaged
from coopgraph.io.read.json import JsonFile
from coopgraph.io.read.read import validated
from coopgraph.io.read.text import ParsedText
from coopgraph.records.dossier import Dossier

__all__ = ["example", "example_text", "starter"]


def example() -> Dossier:
    """Return the bundled dossier: ANRUR's visit to ANRU in November 2019 and what it recommended.

    Examples
    --------
    >>> import coopgraph as cg
    >>> len(cg.example().institutions)
    12
    """
    # JSON, because it is parsed ten times as fast; a test holds it equal to the YAML.
    return validated(ParsedText(example_text("anru-visit-2019.json").encode(), JsonFile))


def starter(lang: str) -> Dossier:
    """Return a dossier to start from, as ``coopgraph new`` writes it, in French or English."""
    from coopgraph.io.read.yaml import YamlFile

    return validated(ParsedText(example_text(f"starter.{lang}.yaml").encode(), YamlFile))


def example_text(name: str) -> str:
    """Return a bundled file: ``anru-visit-2019.yaml`` (or ``.json``), ``starter.fr.yaml``."""
    return read_packaged("data", name)
