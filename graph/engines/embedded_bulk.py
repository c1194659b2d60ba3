"""The embedded engine's own bulk path, fed without pandas.

It takes columns, not rows, and so spares the engine a map per row. Of a table it asks only for column names, a column's type, which
cells are empty, and the cells: `Frame` is that much of a DataFrame, and building it costs a fraction of building one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np

from graph.schema import ACTORS
from graph.store import Change, Row, grouped, relation_rows

BATCH = 50_000


class _Column:
    def __init__(self, values: list[Any], dtype: str) -> None:
        self._values, self.dtype = values, dtype

    def __len__(self) -> int:
        return len(self._values)

    def __array__(self, *_: Any, **__: Any) -> np.ndarray[Any, Any]:
        out = np.empty(len(self._values), dtype=object)
        out[:] = self._values
        return out

    def tolist(self) -> list[Any]:
        return self._values

    def isna(self) -> _Column:
        empty = [value is None for value in self._values] if None in self._values else [False] * len(self._values)
        return _Column(empty, "bool")

    def dropna(self) -> _Column:
        return _Column([value for value in self._values if value is not None], self.dtype)


class Frame:
    """Maps as columns, beside columns of their own."""

    def __init__(self, maps: Sequence[Row], **columns: list[Any]) -> None:
        self._columns = {name: _column(values) for name, values in columns.items()}
        self._columns |= {name: _column(_values(name, maps)) for name in dict.fromkeys(chain.from_iterable(maps))}
        self.columns = list(self._columns)

    def __getitem__(self, name: str) -> _Column:
        return self._columns[name]

    def reset_index(self, drop: bool) -> Frame:
        return self


def _values(name: str, maps: Sequence[Row]) -> list[Any]:
    try:
        return list(map(itemgetter(name), maps))
    except KeyError:
        return [row.get(name) for row in maps]


_DTYPES = {str: "str", bool: "bool", int: "int64", float: "float64"}


def _column(values: list[Any]) -> _Column:
    kind = next((type(value) for value in values if value is not None), str)
    return _Column(values, _DTYPES.get(kind, "object"))


def add(graph: Any, change: Change, wrote: Callable[[int], None]) -> Change:
    """Add what the bulk path takes and return what is left for Cypher.

    It creates a relationship per row only where none of its type joins the same two nodes: another one would be merged into it.
    """
    relations = grouped(change.new_relations)
    held = {(subject, type_) for subject, type_, _ in relations if _holds(graph, subject, type_)}
    for label, rows in grouped(change.new_nodes).items():
        for batch in _batches(rows):
            frame = Frame(_values("props", batch), id=_values("id", batch))
            actor = ["Stakeholder"] if label in ACTORS else None
            graph.add_nodes(frame, label, "id", "name" if "name" in frame.columns else None, labels=actor)
            wrote(len(batch))
    left = relation_rows()
    for (subject, type_, obj), rows in relations.items():
        once, again = ([], rows) if (subject, type_) in held else _once(rows)
        for batch in _batches(once):
            frame = Frame(_values("props", batch), subject=_values("subject", batch), object=_values("object", batch))
            graph.add_relationships(frame, type_, subject, "subject", obj, "object")
            wrote(len(batch))
        left.extend([((subject, type_, obj), row) for row in again])
    return replace(change, new_nodes=(), new_relations=left)


def _holds(graph: Any, subject: str, type_: str) -> bool:
    found = graph.cypher(f"MATCH (a:{subject})-[r:{type_}]->(b) RETURN r.key AS key ORDER BY key LIMIT 1", hide_structural_keys=True)
    return bool(found.to_list())


def _once(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Rows that are the first to join their two nodes, and the others."""
    seen: set[tuple[str, str]] = set()
    once, again = list[Row](), list[Row]()
    for row in rows:
        pair = (row["subject"], row["object"])
        (again if pair in seen else once).append(row)
        seen.add(pair)
    return once, again


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
