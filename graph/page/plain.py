"""Values of a foreign graph as plain data: whatever stands in an attribute, the page gets text, numbers and lists."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

LONGEST = 20_000
"""Characters of one text; longer ones are cut, so that one field cannot drown a page."""
DEEPEST = 12
"""Levels of lists and mappings that are kept."""


def text(value: object) -> str:
    """Any value as text that UTF-8 can hold; an object that cannot say what it is is named by its type.

    >>> text("a\\ud800b")
    'a\ufffdb'
    """
    if type(value) is str and len(value) <= LONGEST and value.isascii():
        return value
    if not isinstance(value, str):
        try:
            value = str(value)
        except Exception:  # a foreign object may raise anything
            value = type(value).__name__
    return value[:LONGEST].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(value: object, depth: int = 0) -> Any:
    """A value that JSON can hold: numbers stay numbers, what is not a number (NaN, infinity) is absent."""
    if type(value) is str:
        return text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value) if abs(value) < 10**300 else "…"
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return text(value)
    if depth >= DEEPEST:
        return text(type(value).__name__)
    if isinstance(value, Mapping):
        return {text(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item, depth + 1) for item in value]
    if hasattr(value, "item") and hasattr(value, "dtype"):  # a number of numpy
        try:
            return plain(value.item(), depth + 1)
        except Exception:
            return text(value)
    return text(value)


def texts(value: object) -> list[str]:
    """A list of texts from a list, a single value or nothing."""
    if value is None or value == "":
        return []
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [text(value)]
    return [text(item) for item in value]


def names_of(nodes: Iterable[Hashable]) -> dict[Hashable, str]:
    """A text id for every node, unique even where 1 and "1" are two nodes."""
    found: dict[Hashable, str] = {}
    taken: set[str] = set()
    for node in nodes:
        base = name = text(node)
        number = 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        found[node] = name
        taken.add(name)
    return found
