"""Writing a change to a server so that readers see it whole or not at all.

A change that fits one transaction is one. A larger one writes its new records first, in batches that nobody sees — they lack `shown`,
which every reading text asks for; in a store that no load has finished yet, the store itself counts as empty — and then, in a last
transaction, what changes, what becomes shown and the marker. If the loader dies, nothing of it counts and the next load removes it.

Few texts, since planning one costs as much as writing thousands of rows: labels and types are values (`$(row.label)`, checked against
the schema when the change was made), and ends are found by the ids that the server gave when it created them, used within one load only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from math import ceil
from threading import Event, Lock
from typing import Any

import orjson
from neo4j import ManagedTransaction, Record

from graph.derive import FOLDED
from graph.engines import server_marker as marker
from graph.errors import StoreError
from graph.folding import changing, with_names
from graph.parting import Part
from graph.schema import ACTORS
from graph.store import Change, Group, Progress, Row

ONE_STEP = 20_000
"""Rows up to which a change is one transaction."""
BATCH_ROWS, BATCH_BYTES = 2_500, 2_000_000
"""Most rows of one message, and about how many bytes."""

MEETINGS: tuple[tuple[list[Part], list[Part]], ...] = (
    ([(0, 0), (0, 1), (1, 0), (1, 1)], [(2, 2), (2, 3), (3, 2), (3, 3)]),
    ([(0, 2), (2, 0)], [(1, 3), (3, 1)]),
    ([(0, 3), (3, 0)], [(1, 2), (2, 1)]),
)
"""Which parts each of the two writers takes, one meeting after the other; within a meeting they share no bin, and so no node."""

Step = Callable[[ManagedTransaction], Any]
Send = Callable[[Step], Any]
"""Runs a step in a write transaction, again where the server says so."""
Batch = Callable[[ManagedTransaction], int]
"""A step that writes rows and says how many."""

CREATE_NODES = """
    UNWIND $rows AS row
    CREATE (n:$(row[0])) SET n = row[1]
    RETURN collect(elementId(n)) AS places"""
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
_CHANGE_NODES = """
    UNWIND $rows AS row
    MATCH (n:{label} {{id: row.id}}) SET n += row.props
    FOREACH (names IN CASE WHEN row.{folded} <> coalesce(n.{folded}, []) THEN [row.{folded}] ELSE [] END | SET n.{folded} = names)"""
Relation = list[Any]
"""Label of the subject, type, label of the object, ids of both, properties."""
Places = dict[str, str]
"""Id of an entity, figure or deal -> where the server keeps it, valid within one load."""


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows in messages of bounded length."""
    left = iter(rows)
    while some := list(islice(left, BATCH_ROWS)):
        size = ceil(len(some) * min(1.0, BATCH_BYTES / len(orjson.dumps(some))))
        for start in range(0, len(some), size):
            yield some[start : start + size]


class _Rows(list[Any]):
    """Rows as they are sent. The driver words every message for a log, also where nobody keeps one, and these are not for it."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


class _Shared(Iterator[Batch]):
    """An iterator from which several threads take."""

    def __init__(self, inner: Iterator[Batch]) -> None:
        self._inner, self._lock = inner, Lock()

    def __next__(self) -> Batch:
        with self._lock:
            return next(self._inner)


class Writing:
    """One change on its way."""

    def __init__(self, change: Change, taken: marker.Taken, progress: Progress) -> None:
        self.change, self.progress = change, progress
        self.done, self.total = 0, change.size()
        self.places: Places = {}
        self.labels, self.types = set[str](), set[str]()
        """Of what is new."""
        self.first = taken.version is None
        self.staged = self.total > ONE_STEP
        self.hides = self.staged and not self.first
        self.stopped = Event()
        self.sent = dict.fromkeys(marker.WRITERS, 0)
        self._counting = Lock()

    def run(self, send: Send, send_last: Send, index_nodes: Callable[[], None], index_all: Callable[[], None]) -> None:
        """Write it; of a staged change new records are indexed when they are there. Raises: Locked, StoreError."""
        if self.staged:
            self._stage(send, index_nodes)
            index_all()
        staged = self.done

        def last(tx: ManagedTransaction) -> None:
            self.done = staged
            if marker.guard_all(tx, self.change.load_id):
                self._last(tx)

        send_last(last)

    def _stage(self, send: Send, index_nodes: Callable[[], None]) -> None:
        """New records, each batch a transaction, by two writers at once that never touch the same node."""
        with ThreadPoolExecutor(len(marker.WRITERS) + 1) as pool, self._stopping():
            shared = _Shared(self._new_nodes())
            self._together(pool, send, [shared] * len(marker.WRITERS))
            indexing = pool.submit(self._stopping()(index_nodes))
            for meeting in MEETINGS:
                self._together(pool, send, [self._relations_of(chain.from_iterable(map(self._part, parts))) for parts in meeting])
            indexing.result()

    def _together(self, pool: Executor, send: Send, queues: Sequence[Iterator[Batch]]) -> None:
        running = [pool.submit(self._drain, send, writer, queue) for writer, queue in zip(marker.WRITERS, queues, strict=True)]
        for one in running:
            one.result()

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """What goes wrong inside, an interruption too, stops all writers after the batch that they are at."""
        try:
            yield
        except BaseException:
            self.stopped.set()
            raise

    def _drain(self, send: Send, writer: str, queue: Iterator[Batch]) -> None:
        with self._stopping():
            for work in queue:
                if self.stopped.is_set():
                    return
                number = self.sent[writer] = self.sent[writer] + 1

                def one(tx: ManagedTransaction, work: Batch = work, number: int = number) -> int:
                    return work(tx) if marker.guard(tx, self.change.load_id, writer, number) else 0

                self._count(send(one))

    def _last(self, tx: ManagedTransaction) -> None:
        if not self.staged:
            self.places.clear()
            for work in self._new_nodes():
                self._count(work(tx))
            for work in self._relations_of(self._relations(self.change.new_relations)):
                self._count(work(tx))
        for text, rows in _changes(self.change):
            for batch in batches(rows):
                tx.run(text, rows=_Rows(batch)).consume()
                self._count(len(batch))
        if self.hides:
            for label in sorted(self.labels):
                tx.run(f"MATCH (r:{label}){_SHOW}").consume()
            for type_ in sorted(self.types):
                tx.run(f"MATCH ()-[r:{type_}]->(){_SHOW}").consume()
        marker.finish(tx, self.change.load_id, self.change.fingerprint)

    def _new_nodes(self) -> Iterator[Batch]:
        def rows() -> Iterator[list[Any]]:
            for label, row in self.change.new_nodes:
                self.labels.add(label)
                labels = [label, "Stakeholder"] if label in ACTORS else [label]
                yield [labels, {"id": row["id"], **_seen(with_names(label, row["id"], row["props"]), self.hides)}]

        return (partial(self._create, batch) for batch in batches(rows()))

    def _create(self, rows: list[list[Any]], tx: ManagedTransaction) -> int:
        places = _answer(tx, CREATE_NODES, rows)["places"]
        self.places.update((own["id"], place) for (labels, own), place in zip(rows, places, strict=True) if labels[0] != "Source")
        return len(rows)

    def _part(self, part: Part) -> Iterator[Relation]:
        return self._relations(self.change.new_relations.part(part))

    def _relations(self, rows: Iterable[tuple[Group, Row]]) -> Iterator[Relation]:
        for group, row in rows:
            self.types.add(group[1])
            yield [*group, row["subject"], row["object"], _seen(row["props"], self.hides)]

    def _relations_of(self, relations: Iterable[Relation]) -> Iterator[Batch]:
        return (partial(self._relate, batch) for batch in batches(relations))

    def _relate(self, relations: list[Relation], tx: ManagedTransaction) -> int:
        try:
            rows = self._placed(relations)
        except KeyError:
            self._find_ends(relations, tx)
            rows = self._placed(relations)
        if _answer(tx, CREATE_RELATIONS, rows)["written"] != len(rows):
            raise StoreError("entities vanished from the store while it was loaded; run the load again")
        return len(rows)

    def _placed(self, relations: Iterable[Relation]) -> list[list[Any]]:
        places = self.places
        return [[places[subject], places[obj], type_, props] for _, type_, _, subject, obj, props in relations]

    def _find_ends(self, relations: Iterable[Relation], tx: ManagedTransaction) -> None:
        """Places of ends that were there before, or whose batch an earlier try had stored."""
        missing: dict[str, set[str]] = {}
        for subject_label, _, object_label, subject, obj, _ in relations:
            for label, id_ in ((subject_label, subject), (object_label, obj)):
                if id_ not in self.places:
                    missing.setdefault(label, set()).add(id_)
        for label, ids in missing.items():
            text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) WHERE n.digest IS NOT NULL RETURN id, elementId(n)"
            found: Places = dict(tx.run(text, ids=sorted(ids)).values())
            if lost := ids - found.keys():
                raise StoreError(f"{min(lost)} is to be related and is not in the store; run the load again")
            self.places.update(found)

    def _count(self, rows: int) -> None:
        with self._counting:
            self.done = min(self.total, self.done + rows)
            self.progress("writing", self.done, self.total)


def _answer(tx: ManagedTransaction, text: str, rows: list[Any]) -> Record:
    """What a text answers of rows. The driver's transactions refer to themselves, so what they hold would outlast them: they get a copy
    that is emptied.
    """
    sent = _Rows(rows)
    try:
        return tx.run(text, rows=sent).single(strict=True)
    finally:
        sent.clear()


def _seen(props: Row, hide: bool) -> Row:
    return {k: v for k, v in props.items() if k != "shown"} if hide else props


def _changes(change: Change) -> Iterator[tuple[str, list[Row]]]:
    for label, nodes in change.nodes.items():
        yield _CHANGE_NODES.format(label=label, folded=FOLDED), [changing(label, row) for row in nodes]
    by_type: dict[str, list[Row]] = {}
    for (_, type_, _), rows in change.relations.items():
        by_type.setdefault(type_, []).extend(rows)
    for type_, rows in by_type.items():
        yield f"UNWIND $rows AS row MATCH ()-[r:{type_} {{key: row.key}}]->() SET r += row.props", rows
