"""What stands in for others, such as "it or its successor", gives way to what it stands for."""

from collections.abc import Callable, Iterable

__all__ = ["expanded"]


def expanded(
    elements: Iterable[int], behind: Callable[[int], Iterable[int] | None]
) -> tuple[int, ...]:
    """Elements in order, each once, with others in place of those that only stand in for them.

    Parameters
    ----------
    elements
        Where to begin.
    behind
        What an element stands for, which may be stand-ins again; ``None`` if it is no stand-in.
    """
    found: dict[int, None] = {}
    seen: set[int] = set()
    stack = [*elements][::-1]
    while stack:
        element = stack.pop()
        if element in seen:
            continue
        seen.add(element)
        others = behind(element)
        if others is None:
            found[element] = None
        else:
            stack += reversed([*others])
    return tuple(found)
