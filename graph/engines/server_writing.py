"""Writing a change to a server so that readers see it whole or not at all.

A change that fits one transaction is one. A larger one writes its new records first, in batches that nobody sees — they lack `shown`,
which every reading text asks for; in a store that no load has finished yet, the store itself counts as empty — and then, in a last
transaction, what changes, what becomes shown and the marker. If the loader dies, nothing of it counts and the next load removes it.

Few texts, since planning one costs as much as writing thousands of rows: labels and types are values (`$(row.label)`, checked against
the schema when the change was made), and ends are found by the ids that the server gave when it created them, used within one load only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import orjson
from neo4j import ManagedTransaction, Record

from graph.engines import server_marker as marker
from graph.errors import StoreError
from graph.schema import ACTORS
from graph.store import Change, Progress, Row

ONE_STEP = 20_000
"""Rows up to which a change is one transaction."""
BATCH_ROWS, BATCH_BYTES = 10_000, 4_000_000
"""Most rows and bytes of one message."""

Work = Callable[[ManagedTransaction], Any]
Send = Callable[[Work], Any]
"""Runs work in a write transaction, again where the server says so."""

CREATE_NODES = """
    UNWIND $rows AS row
    CREATE (n:$(row[0])) SET n = row[1]
    RETURN n.id AS id, CASE row[0][0] WHEN 'Source' THEN null ELSE elementId(n) END AS place"""
CREATE_RELATIONS = """
    UNWIND $rows AS row
    MATCH (a) WHERE elementId(a) = row[0]
    MATCH (b) WHERE elementId(b) = row[1]
    CREATE (a)-[r:$(row[2])]->(b) SET r = row[3]
    RETURN count(*) AS written"""
_SHOW = (
    " WHERE r.digest IS NOT NULL AND r.shown IS NULL"
    " SET r.shown = coalesce(left([s IN r.states WHERE NOT s ENDS WITH ' absent'][0], 10), '9999-12-31')"
)
Places = dict[str, str]
"""Id of an entity, figure or deal -> where the server keeps it, valid within one load."""


def batches(rows: Iterable[Any], size: Callable[[Any], Any] = lambda row: row) -> Iterator[list[Any]]:
    """Rows in messages of bounded length."""
    batch: list[Any] = []
    weight = 0
    for row in rows:
        batch.append(row)
        weight += len(orjson.dumps(size(row)))
        if len(batch) >= BATCH_ROWS or weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class Writing:
    """One change on its way."""

    def __init__(self, change: Change, taken: marker.Taken, progress: Progress) -> None:
        self.change, self.progress = change, progress
        self.done, self.total = 0, change.size()
        self.places: Places = {}
        self.first = taken.version is None
        self.staged = self.total > ONE_STEP
        self.hides = self.staged and not self.first

    def run(self, send: Send) -> None:
        """Write it. Raises: Locked, StoreError."""
        if self.staged:
            self._stage(send)
        staged = self.done

        def last(tx: ManagedTransaction) -> None:
            self.done = staged
            if marker.guard_all(tx, self.change.load_id):
                self._last(tx)

        send(last)

    def _stage(self, send: Send) -> None:
        """New records, each batch a transaction."""
        for number, work in enumerate(self._new(hide=self.hides), start=1):

            def one(tx: ManagedTransaction, work: Work = work, number: int = number) -> Any:
                return work(tx) if marker.guard(tx, self.change.load_id, marker.WRITERS[0], number) else None

            self._placed(send(one))

    def _last(self, tx: ManagedTransaction) -> None:
        if not self.staged:
            self.places.clear()
            for work in self._new(hide=False):
                self._placed(work(tx))
        for text, rows in _changes(self.change):
            for batch in batches(rows):
                tx.run(text, rows=batch).consume()
                self._count(len(batch))
        if self.hides:
            for label in self.change.new_nodes:
                tx.run(f"MATCH (r:{label}){_SHOW}").consume()
            for type_ in dict.fromkeys(type_ for _, type_, _ in self.change.new_relations):
                tx.run(f"MATCH ()-[r:{type_}]->(){_SHOW}").consume()
        marker.finish(tx, self.change.load_id)

    def _new(self, *, hide: bool) -> Iterator[Work]:
        for batch in batches(self._nodes(hide)):
            yield partial(self._create, batch)
        if self.change.new_relations:
            yield self._find_ends
        for batch in batches(self._relations(hide), lambda row: row[3]):
            yield partial(self._relate, batch)

    def _nodes(self, hide: bool) -> Iterator[list[Any]]:
        for label, rows in self.change.new_nodes.items():
            labels = [label, "Stakeholder"] if label in ACTORS else [label]
            for row in rows:
                yield [labels, {"id": row["id"], **_seen(row["props"], hide)}]

    def _relations(self, hide: bool) -> Iterator[list[Any]]:
        for (_, type_, _), rows in self.change.new_relations.items():
            for row in rows:
                yield [row["subject"], row["object"], type_, _seen(row["props"], hide)]

    def _find_ends(self, tx: ManagedTransaction) -> None:
        """Places of ends that were there before, or whose batch an earlier try had stored."""
        missing: dict[str, set[str]] = {}
        for (subject, _, obj), rows in self.change.new_relations.items():
            for label, end in ((subject, "subject"), (obj, "object")):
                missing.setdefault(label, set()).update(row[end] for row in rows if row[end] not in self.places)
        for label, ids in missing.items():
            for batch in batches(sorted(ids)):
                found = tx.run(
                    f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.digest IS NOT NULL RETURN id, elementId(n)", ids=batch
                )
                self.places.update(map(tuple, found.values()))

    def _create(self, rows: list[list[Any]], tx: ManagedTransaction) -> list[Record]:
        return list(tx.run(CREATE_NODES, rows=rows))

    def _relate(self, rows: list[list[Any]], tx: ManagedTransaction) -> int:
        try:
            placed = [[self.places[row[0]], self.places[row[1]], *row[2:]] for row in rows]
        except KeyError as lost:
            raise StoreError(f"{lost} is to be related and is not in the store; run the load again") from None
        if tx.run(CREATE_RELATIONS, rows=placed).single(strict=True)["written"] != len(rows):
            raise StoreError("entities vanished from the store while it was loaded; run the load again")
        return len(rows)

    def _placed(self, answer: Any) -> None:
        """Take note of what a batch wrote; None is a batch that an earlier try had stored."""
        if isinstance(answer, list):
            self.places.update((record["id"], place) for record in answer if (place := record["place"]))
        self._count(len(answer) if isinstance(answer, list) else answer or 0)

    def _count(self, rows: int) -> None:
        self.done = min(self.total, self.done + rows)
        self.progress("writing", self.done, self.total)


def _seen(props: Row, hide: bool) -> Row:
    return {k: v for k, v in props.items() if k != "shown"} if hide else props


def _changes(change: Change) -> Iterator[tuple[str, list[Row]]]:
    for label, rows in change.nodes.items():
        yield f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.props", rows
    by_type: dict[str, list[Row]] = {}
    for (_, type_, _), rows in change.relations.items():
        by_type.setdefault(type_, []).extend(rows)
    for type_, rows in by_type.items():
        yield f"UNWIND $rows AS row MATCH ()-[r:{type_} {{key: row.key}}]->() SET r += row.props", rows
