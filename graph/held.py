"""What a store holds, as far as a load compares it and the as-of rule needs it: read by some nodes at a time, and kept small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from graph.dataset import mark_of
from graph.derive import all_types
from graph.ids import ends_of
from graph.parting import Part, Parted
from graph.reading import ANY, LABEL_OF
from graph.spool import IN_MEMORY, Room
from graph.store import Store, steady


class HeldNode(NamedTuple):
    """A node; what its label has not is null."""

    id: str
    label: str
    digest: str
    datasets: list[str]
    cells: list[str] | None
    retired_on: str | None
    states: list[str]
    start_date: str | None
    end_date: str | None
    date: str | None
    status_in_force: str | None
    sources: list[str] | None
    subject_id: str | None
    licensor_id: str | None
    licensee_id: str | None


class HeldRelation(NamedTuple):
    """A relation, between the ends that the store has it between."""

    key: str
    subject: str
    type: str
    object: str
    start_date: str | None
    end_date: str | None
    digest: str
    retired_on: str | None
    states: list[str]


class Held(NamedTuple):
    """Everything in a store, of one state of it."""

    version: str
    nodes: dict[str, HeldNode]
    """By their marks."""
    relations: Parted[HeldRelation]
    """In parts by the ends of their keys."""

    def part(self, part: Part) -> dict[str, HeldRelation]:
        """Key -> relation, of one part."""
        return {row.key: row for row in self.relations.part(part)}


def read_held(store: Store) -> Held:
    """Read it. Raises: StoreError, TimedOut."""
    return steady(store, partial(_held, store))


AT_ONCE = 5_000
"""Nodes that are read, or of which the relations are read, at once."""
_Chunk = tuple[str, list[str]]
"""Some nodes: their labels, as a text has them, and their ids."""


def _held(store: Store, version: str) -> Held:
    sources, others = _chunks(store, "Source"), _chunks(store, ANY)
    nodes = {mark_of(node.id, node.label == "Source"): node for node in _nodes(store, [*others, *sources])}
    relations = Parted[HeldRelation](Room(IN_MEMORY), lambda row: ends_of(row.key), tuple, HeldRelation._make)
    for some in _relations(store, others):
        relations.extend(some)
    return Held(version, nodes, relations)


def _chunks(store: Store, labels: str) -> list[_Chunk]:
    """In a large graph most are of one label; a small one is one chunk, since planning a text costs more than reading by it."""
    told = f"RETURN {LABEL_OF.format('n')} AS label, n.id AS id ORDER BY label, id"
    rows = store.rows(f"MATCH (n:{labels}) WHERE n.shown IS NOT NULL {told}")
    some = (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))
    return [("|".join(sorted({row["label"] for row in chunk})), [row["id"] for row in chunk]) for chunk in some]


def _nodes(store: Store, chunks: Sequence[_Chunk]) -> Iterator[HeldNode]:
    """Lists that most nodes have alike are kept once, and so are the ids of sources."""
    fields = ", ".join(f"n.{name} AS {name}" for name in HeldNode._fields[2:])
    alike: dict[Any, Any] = {}
    for labels, ids in chunks:
        found = f"MATCH (n:{labels}) WHERE n.id IN $ids AND n.shown IS NOT NULL"
        for row in store.rows(f"{found} RETURN n.id AS id, {LABEL_OF.format('n')} AS label, {fields} ORDER BY label, id", {"ids": ids}):
            for name in ("datasets", "states"):
                row[name] = alike.setdefault(tuple(row[name]), row[name])
            if row["sources"]:
                row["sources"] = [alike.setdefault(source, source) for source in row["sources"]]
            yield HeldNode(**row)


def _relations(store: Store, chunks: Sequence[_Chunk]) -> Iterator[list[HeldRelation]]:
    """Those of one chunk at a time."""
    fields = ", ".join(f"r.{name} AS {name}" for name in HeldRelation._fields[4:])
    for labels, ids in chunks:
        found = f"MATCH (a:{labels})-[r:{'|'.join(all_types())}]->(b) WHERE a.id IN $ids AND r.shown IS NOT NULL"
        told = f"r.key AS key, a.id AS subject, type(r) AS type, b.id AS object, {fields}"
        yield [HeldRelation(**row) for row in store.rows(f"{found} RETURN {told} ORDER BY key", {"ids": ids})]
