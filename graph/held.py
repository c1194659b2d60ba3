"""What a store holds, as far as a load compares it and the as-of rule needs it: read by some nodes at a time, and kept small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from graph.dataset import mark_of
from graph.derive import all_types
from graph.ids import ends_of
from graph.parting import Part, Parted
from graph.reading import LABEL_OF
from graph.schema import LABELS
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
_Some = tuple[str, list[str]]
"""Labels, as a text has them, and ids."""


def _held(store: Store, version: str) -> Held:
    some = list(_some(store))
    nodes = {mark_of(node.id, node.label == "Source"): node for node in _nodes(store, some)}
    relations = Parted[HeldRelation](Room(IN_MEMORY), lambda row: ends_of(row.key), tuple, HeldRelation._make)
    for row in _relations(store, some):
        relations.append(row)
    return Held(version, nodes, relations)


def _some(store: Store) -> Iterator[_Some]:
    """All nodes, some at a time: of large graphs most are of one label, and of small ones all are read by one text."""
    text = f"MATCH (n:{'|'.join(LABELS)}) WHERE n.shown IS NOT NULL RETURN {LABEL_OF.format('n')} AS label, n.id AS id ORDER BY label, id"
    rows = [(row["label"], row["id"]) for row in store.rows(text)]
    for at in range(0, len(rows), AT_ONCE):
        labels, ids = zip(*rows[at : at + AT_ONCE], strict=True)
        yield "|".join(sorted(set(labels))), list(ids)


def _nodes(store: Store, all_: Sequence[_Some]) -> Iterator[HeldNode]:
    """Lists that most nodes have alike are kept once, and so are the ids of sources."""
    fields = ", ".join(f"n.{name} AS {name}" for name in HeldNode._fields[2:])
    alike: dict[Any, Any] = {}
    for labels, ids in all_:
        found = f"MATCH (n:{labels}) WHERE n.id IN $ids AND n.shown IS NOT NULL"
        for row in store.rows(f"{found} RETURN n.id AS id, {LABEL_OF.format('n')} AS label, {fields} ORDER BY label, id", {"ids": ids}):
            for name in ("datasets", "states"):
                row[name] = alike.setdefault(tuple(row[name]), row[name])
            if row["sources"]:
                row["sources"] = [alike.setdefault(source, source) for source in row["sources"]]
            yield HeldNode(**row)


def _relations(store: Store, all_: Sequence[_Some]) -> Iterator[HeldRelation]:
    fields = ", ".join(f"r.{name} AS {name}" for name in HeldRelation._fields[4:])
    for labels, ids in all_:
        found = f"MATCH (a:{labels})-[r:{'|'.join(all_types())}]->(b) WHERE a.id IN $ids AND r.shown IS NOT NULL"
        told = f"r.key AS key, a.id AS subject, type(r) AS type, b.id AS object, {fields}"
        for row in store.rows(f"{found} RETURN {told} ORDER BY key", {"ids": ids}):
            yield HeldRelation(**row)
