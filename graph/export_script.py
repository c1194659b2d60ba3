"""Writing a whole store, history included, as one Cypher script for an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from graph.derive import all_types, constraints
from graph.errors import EcomapError, Empty
from graph.folding import with_names
from graph.reading import is_empty, nodes, relations
from graph.schema import ACTORS, LABELS
from graph.store import Row, Store

SCRIPTED = 2
"""Format of the records as the marker tells it (graph/engines/server_marker.py)."""
ROWS = 500
"""Rows of a statement."""


def export_cypher(store: Store, path: Path) -> Path:
    """Write a script for cypher-shell or Browser that makes the graph in an empty database. Raises: Empty, EcomapError."""
    if is_empty(store):
        raise Empty(store.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{statement};\n" for statement in _script(store))
    except OSError as error:
        raise EcomapError(f"{path} cannot be written: {error.strerror or error}") from error
    return path


def _script(store: Store) -> Iterator[str]:
    yield from constraints()
    labels: dict[str, str] = {}
    for label in LABELS:
        actor = ":Stakeholder" if label in ACTORS else ""
        for rows in _chunks(nodes(store, label)):
            labels.update((row["id"], label) for row in rows if label != "Source")
            held = [_held(with_names(label, row["id"], row)) for row in rows]
            yield f"UNWIND {literal(held)} AS row CREATE (n:{label}{actor}) SET n = row"
    for type_ in all_types():
        groups: dict[tuple[str, str], list[Any]] = {}
        for row in relations(store, type_):
            ends = row.pop("subject"), row.pop("object")
            groups.setdefault((labels[ends[0]], labels[ends[1]]), []).append([*ends, _held(row)])
        for (subject, obj), all_rows in groups.items():
            for rows in _chunks(all_rows):
                match = f"MATCH (a:{subject} {{id: row[0]}}) MATCH (b:{obj} {{id: row[1]}})"
                yield f"UNWIND {literal(rows)} AS row {match} CREATE (a)-[r:{type_}]->(b) SET r = row[2]"
    yield f"MERGE (m:EcomapMarker {{id: 'store'}}) SET m.version = 'script-{uuid4().hex}', m.format = {SCRIPTED}"


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _held(row: Row) -> Row:
    return {k: v for k, v in row.items() if v is not None}


def literal(value: Any) -> str:
    """A value as Cypher writes it.

    >>> print(literal({"a": ["it's", None, True]}))
    {`a`: ['it\\'s', null, true]}
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
        return f"'{text}'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"`{k}`: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)
