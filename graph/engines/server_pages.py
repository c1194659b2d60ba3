"""Rows in pages: a text of ours sent so that the server hands out its rows by the hundred instead of one by one.

The protocol costs as much for a row as for what is in it. So the last `RETURN` becomes a `WITH` whose ordered rows are collected and
returned a page at a time; a `UNION` is called as a whole. A text with a column without an alias is sent as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

PAGE = 500
"""Rows of a page."""

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_WORD = re.compile(r"\b(?:RETURN|UNION|ORDER BY|SKIP|LIMIT)\b|,")
_ITEM = re.compile(r"\bAS\s+(`[^`]+`|\w+)\s*\Z")


@lru_cache(maxsize=1024)
def paged(cypher: str) -> tuple[str, tuple[str, ...]] | None:
    """A text that returns pages, lists of rows that are lists, and the columns of a row; None where it stays as it is."""
    bare = _outermost(cypher)
    words = [(found[0], found.start()) for found in _WORD.finditer(bare)]
    begin = max((at for word, at in words if word == "RETURN"), default=None)
    if begin is None:
        return None
    end = next((at for word, at in words if at > begin and word != ","), len(bare))
    cuts = [begin + len("RETURN"), *(at for word, at in words if word == "," and begin < at < end), end]
    items = [_ITEM.search(bare[one:other]) for one, other in pairwise(cuts)]
    columns = [item[1] for item in items if item]
    if len(columns) != len(items):
        return None
    if any(word == "UNION" for word, _ in words):
        rows = f"CALL () {{ {cypher} }}"
    else:
        rows = f"{cypher[:begin]}WITH{cypher[begin + len('RETURN') :]}"
    pages = f"UNWIND range(0, size(rows) - 1, {PAGE}) AS at RETURN rows[at..at + {PAGE}] AS page"
    text = f"{rows} WITH collect([{', '.join(columns)}]) AS rows {pages}"
    return text, tuple(column.strip("`") for column in columns)


def _outermost(cypher: str) -> str:
    """A text with blanks where something is quoted or stands in brackets."""
    out, depth = [], 0
    for char in _QUOTED.sub(lambda found: " " * len(found[0]), cypher):
        depth -= char in ")]}"
        out.append(" " if depth else char)
        depth += char in "([{"
    return "".join(out)


def rows_of(columns: tuple[str, ...], pages: Iterable[list[list[Any]]]) -> Iterator[dict[str, Any]]:
    """The rows of pages, as maps."""
    return (dict(zip(columns, row, strict=True)) for page in pages for row in page)
