"""Neo4j behind the store: one server, a cluster or Aura, by the official driver.

Questions run in read transactions with a time limit. A load takes its turn by a marker node, so two never write at once, and one
that died is cleared away by the next (graph/engines/server_marker.py, server_writing.py).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError
from neo4j.graph import Node, Path, Relationship

from graph.derive import FOLDED, constraints, node_constraints
from graph.engines import server_gate, server_names
from graph.engines import server_marker as marker
from graph.engines.server_access import address, credentials, database, driver
from graph.engines.server_errors import Failure, explain
from graph.engines.server_pages import paged, rows_of
from graph.engines.server_writing import Step, Writing
from graph.errors import Empty, Locked, Outdated, StoreError
from graph.store import Change, Progress, Row, quiet, timeout

PATIENCE = 120.0
"""Seconds for which a load tries again what a server that went away did not take, or waits for another load."""
STEP = 60.0
"""Seconds that a batch may take. What a broken network left open on the server ends then, and with it its lock on the writer."""
ROWS_A_SECOND = 500
"""Slowest pace at which a server may store the last transaction of a load."""
SLOW = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")
"""Codes of a batch that took too long, or waited too long for the writer's lock."""
DEADLOCK = "DeadlockDetected"
"""Code of a batch that met another writer's at a chain of relationships: rare, passing, and nothing to tell a user."""
DEFINING = 1800.0
"""Seconds that making constraints and indexes over large data may take."""
PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types of the driver's values that stay as they are."""


class ServerStore:
    """A database of a Neo4j server, shared with whatever else is in it."""

    def __init__(self, url: str) -> None:
        self.name = address(url)
        self._auth, self._database = credentials(), database()
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._reader = self._open(patience=5.0)
        self._writer: Driver | None = None
        self._ready = False
        try:
            self._reader.verify_connectivity()
            self._marker()
        except StoreError:
            self.close()
            raise
        except Failure as error:
            self.close()
            raise explain(error, self.name) from error

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        self._check_ready()
        if (found := paged(cypher)) is None:
            return self._read(cypher, params)
        text, columns = found
        return list(rows_of(columns, (row["page"] for row in self._read(text, params))))

    def ask(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int) -> tuple[list[Row], bool]:
        self._check_ready()
        try:
            with self._session(READ_ACCESS) as session:
                rows, more = server_gate.run(session, cypher, params or {}, limit=limit, seconds=timeout())
                return [{key: plain(value) for key, value in row.items()} for row in rows], more
        except Failure as error:
            raise explain(error, self.name) from error

    def bearing(self, form: str) -> dict[str, str] | None:
        self._check_ready()
        if (term := server_names.term(form)) is None:
            return None
        try:
            return {row["id"]: row["label"] for row in self._read(server_names.BEARING, {"form": term})}
        except StoreError as error:
            if getattr(error.__cause__, "code", None) == server_names.LACKING:
                return None
            raise

    def version(self) -> str:
        """Id of the load that counts; empty before the first. One that is being shown is waited for."""
        end = time.monotonic() + marker.SWITCHING
        while (found := self._marker()).get("switching") and time.monotonic() < end:
            time.sleep(0.02)
        return str(found.get("version") or "")

    def _show(self, step: Step, progress: Progress, seconds: float) -> None:
        """Run the transaction that shows a load; readers are told before it is committed, and after."""

        def told(tx: ManagedTransaction) -> None:
            step(tx)
            self._send(lambda other: marker.switch(other, marker.SWITCHING), progress)

        self._send(told, progress, seconds)
        self._send(lambda tx: marker.switch(tx, 0), progress)

    def fingerprint(self) -> str:
        return str(self._marker().get("fingerprint") or "")

    def prepare(self, progress: Progress = quiet) -> None:
        """Wait for a running load, clear away a dead one, bring constraints and indexes up to date."""
        found = self._marker()
        self._refuse_newer(found)
        no_load_yet = found.get("version") is None
        up_to_date = no_load_yet or (found.get("schema") == marker.schema_mark() and found.get("format", marker.FORMAT) == marker.FORMAT)
        if found.get("load") or found.get("unfinished") or not up_to_date:
            load = f"prepare-{uuid4().hex}"
            with self._turn(load, progress) as taken:
                self._ready_for(taken, progress)
                if taken.version is not None:
                    self._define_all(taken, progress)
                self._send(lambda tx: marker.release(tx, load, unfinished=False), progress)

    def write(self, change: Change, progress: Progress = quiet) -> None:
        with self._turn(change.load_id, progress) as taken:
            if change.base is not None and change.base != (taken.version or ""):
                raise Outdated(self.name)
            self._ready_for(taken, progress)
            writing = Writing(change, taken, progress)
            if not writing.staged:
                self._define_all(taken, progress)
            longest = STEP + change.size() / ROWS_A_SECOND
            writing.run(
                lambda work: self._send(work, progress),
                lambda work: self._show(work, progress, longest),
                lambda: self._define_missing(taken, node_constraints()),
                lambda: self._define_all(taken, progress),
            )
        self._ready = False

    def facts(self) -> dict[str, str]:
        from graph.engines.server_facts import facts

        return facts(self.name, self._database, self._read, self._marker())

    def close(self) -> None:
        self._reader.close()
        if self._writer:
            self._writer.close()

    def _open(self, *, patience: float) -> Driver:
        try:
            return driver(self.name, self._auth, patience=patience)
        except Failure as error:
            raise explain(error, self.name) from error

    def _session(self, mode: str) -> Session:
        if mode == READ_ACCESS:
            found = self._reader
        else:
            found = self._writer = self._writer or self._open(patience=0)
        return found.session(database=self._database, default_access_mode=mode, bookmark_manager=self._bookmarks)

    def _read(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        @unit_of_work(timeout=timeout())
        def work(tx: ManagedTransaction) -> list[Row]:
            result = tx.run(cypher, dict(params or {}))
            keys = result.keys()
            return [dict(zip(keys, map(plain, values), strict=True)) for values in result.values()]

        try:
            with self._session(READ_ACCESS) as session:
                return session.execute_read(work)
        except Failure as error:
            raise explain(error, self.name) from error

    def _send(self, work: Step, progress: Progress = quiet, seconds: float | None = None) -> Any:
        """Run a write transaction; again for two minutes while the server is away, also when it left during the commit."""

        @unit_of_work(timeout=seconds or STEP)
        def once(tx: ManagedTransaction) -> Any:
            try:
                return work(tx)
            except Neo4jError as error:
                if "OutOfMemory" in (error.code or ""):  # counts as passing, and does not pass
                    raise explain(error, self.name) from error
                raise

        end = time.monotonic() + PATIENCE
        while True:
            try:
                with self._session(WRITE_ACCESS) as session:
                    return session.execute_write(once)
            except Failure as error:
                again = isinstance(error, IncompleteCommit) or (isinstance(error, Neo4jError | DriverError) and error.is_retryable())
                slow = isinstance(error, Neo4jError) and (error.code or "").endswith(SLOW)
                if slow and time.monotonic() > end:
                    raise StoreError(
                        f"{self.name} did not finish a step of the load in {seconds or STEP:g} s; run the command again"
                    ) from error
                if not (again or slow) or time.monotonic() > end:
                    raise explain(error, self.name) from error
                if not (isinstance(error, Neo4jError) and (error.code or "").endswith(DEADLOCK)):
                    progress("the server did not take it; trying again", 0, 0)

    @contextmanager
    def _turn(self, load: str, progress: Progress) -> Iterator[marker.Taken]:
        """Take the writer's turn, waiting for another load; give it back whatever happens."""
        marker.RUNNING.add(load)
        try:
            yield self._take(load, progress)
        except BaseException as error:
            if not isinstance(error, Locked):
                self._give_up(load, unfinished=not isinstance(error, Outdated))
            raise
        finally:
            marker.RUNNING.discard(load)

    def _take(self, load: str, progress: Progress) -> marker.Taken:
        end = time.monotonic() + PATIENCE
        self._define([marker.MARKER])
        while True:
            found: marker.Taken | str = self._send(lambda tx: marker.take(tx, load), progress)
            if isinstance(found, marker.Taken):
                return found
            if time.monotonic() > end:
                raise Locked(f"{self.name} is being loaded by {found}; wait until it ends, then run the command again")
            progress(f"waiting for the load by {found}", 0, 0)
            time.sleep(0.5)

    def _give_up(self, load: str, *, unfinished: bool) -> None:
        """Best effort: a load that ends badly frees the store at once; if even that fails, the next load finds out."""
        try:
            with self._open(patience=1.0) as away, away.session(database=self._database) as session:
                session.execute_write(marker.release, load, unfinished=unfinished)
        except (StoreError, *Failure):
            return

    def _ready_for(self, taken: marker.Taken, progress: Progress) -> None:
        """Clear away what a dead load left; make what writing itself needs; bring stored data to this format."""
        if taken.unfinished:
            while self._send(lambda tx: marker.clean(tx, everything=taken.version is None), progress):
                progress("clearing away an unfinished load", 0, 0)
        if taken.schema != marker.schema_mark():
            progress("preparing the database", 0, 0)
            self._define(marker.unique_ids())
        for step in range(taken.format, marker.FORMAT):
            progress("bringing stored records up to date", 0, 0)
            for text in marker.MIGRATIONS.get(step, ()):
                self._alone(text)
            if step + 1 == server_names.SINCE:
                server_names.fill(lambda work: self._send(work, progress))
            self._define([f"MATCH (m:EcomapMarker {{id: 'store'}}) SET m.format = {step + 1}"])

    def _define_all(self, taken: marker.Taken, progress: Progress) -> None:
        """All constraints and indexes. A first load makes them when its records are there: built at once they cost a third."""
        if taken.schema != (mark := marker.schema_mark()):
            progress("making indexes", 0, 0)
            self._define_missing(taken, constraints())
            self._send(lambda tx: tx.run("MATCH (m:EcomapMarker {id: 'store'}) SET m.schema = $mark", mark=mark).consume(), progress)

    def _define_missing(self, taken: marker.Taken, statements: Iterable[str]) -> None:
        """Some of them, a few in a transaction, where the store does not have all."""
        left = iter(statements if taken.schema != marker.schema_mark() else ())
        while some := list(islice(left, 20)):
            self._define(some)
            self._send(marker.beat)

    def _alone(self, text: str) -> None:
        """Run a text that makes transactions of its own."""
        try:
            with self._session(WRITE_ACCESS) as session:
                session.run(text).consume()
        except Failure as error:
            raise explain(error, self.name) from error

    def _define(self, statements: list[str]) -> None:
        self._send(lambda tx: [tx.run(statement).consume() for statement in statements], seconds=DEFINING)

    def _marker(self) -> Mapping[str, Any]:
        found = self._read(marker.READ)
        return found[0]["marker"] if found else {}

    def _check_ready(self) -> None:
        """Until a load has finished nothing counts, whatever one may have written so far. Raises: Empty, StoreError."""
        if self._ready:
            return
        found = self._marker()
        if found.get("version") is None:
            if found.get("load") or found.get("unfinished"):
                raise Empty(self.name)
            return
        self._refuse_newer(found)
        if (stored := found.get("format", marker.FORMAT)) < marker.FORMAT:
            way_out = f"run `ecomap load --store {self.name}` to bring it up to date"
            raise StoreError(f"{self.name} is laid out as format {stored}, this version reads {marker.FORMAT}; {way_out}")
        self._ready = True

    def _refuse_newer(self, found: Mapping[str, Any]) -> None:
        if (stored := found.get("format", marker.FORMAT)) > marker.FORMAT:
            raise StoreError(f"{self.name} is laid out as format {stored}, this version reads {marker.FORMAT}; upgrade ecomap to use it")


def plain(value: Any) -> Any:
    """A value of the driver as plain Python: nodes and relationships with their properties, dates as text."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, list):
        return [v if type(v) in PLAIN else plain(v) for v in value]
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": {k: plain(v) for k, v in value.items() if k != FOLDED}}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": plain(dict(value))}
    if isinstance(value, Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)
