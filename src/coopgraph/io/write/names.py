"""Names that do not clash: with one another, or with those that a format reserves."""

from collections.abc import Callable, Collection
from itertools import chain, count

__all__ = ["new_names", "reserved_names", "unique_name"]


def reserved_names(
    node: Collection[str] = (), edge: Collection[str] = (), graph: Collection[str] = ()
) -> Callable[[str, str], bool]:
    """The function that :meth:`FlatGraph.renamed` takes, for fixed sets of names."""
    names = {"node": node, "edge": edge, "graph": graph}
    return lambda where, name: name in names[where]


def unique_name(name: str, is_taken: Callable[[str], bool], mark: str = "~") -> str:
    """The name, or else the first of ``name~2``, ``name~3`` … that is free.

    Examples
    --------
    >>> unique_name("a", {"a", "a~2"}.__contains__)
    'a~3'
    """
    candidates = chain([name], (f"{name}{mark}{number}" for number in count(2)))
    return next(one for one in candidates if not is_taken(one))


def new_names(columns: Collection[str], reserved: Callable[[str], bool]) -> dict[str, str]:
    """A free name for each column whose own is reserved."""
    names: dict[str, str] = {}
    for name in sorted(filter(reserved, columns)):
        free = f"data_{name}"
        free = free.replace(":", "_") if reserved(free) else free  # the colon may be the reason
        while free in columns or free in names.values() or reserved(free):
            free += "_"
        names[name] = free
    return names
