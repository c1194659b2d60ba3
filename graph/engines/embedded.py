"""kglite behind the store: a graph in one file, read into memory, written whole.

A write takes the writer's lease, changes a private copy and replaces the file in one step, so a reader sees the graph before
or after a load, never between. Readers take no lease and notice a replaced file.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames
from typing import Any

import kglite

from graph.engines import embedded_bulk
from graph.engines.embedded_ask import apart
from graph.errors import Locked, Outdated, StoreError, TimedOut
from graph.schema import ACTORS
from graph.store import Change, Progress, Row, grouped, longest, quiet, timeout

BATCH = 10_000
kglite.set_query_warning_policy("silent")


class EmbeddedStore:
    """One file, or `:memory:`."""

    def __init__(self, path: str) -> None:
        self.name = path
        self._path = None if path == ":memory:" else Path(path).expanduser()
        self._lock = threading.RLock()
        self._graph: Any = kglite.KnowledgeGraph() if self._path is None else None
        self._stamp: tuple[int, int] | None = None
        self._writes = 0

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        milliseconds = max(1, int(timeout() * 1000))
        with self._lock:
            graph = self._current()
            try:
                answer = graph.cypher(cypher, params=dict(params or {}), timeout_ms=milliseconds, hide_structural_keys=True)
                rows: list[Row] = answer.to_list()
            except kglite.CypherTimeoutError as error:
                raise TimedOut(longest()) from error
            except kglite.KgError as error:
                raise StoreError(f"the embedded engine refused a question: {error}") from error
        return rows

    def ask(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int) -> tuple[list[Row], bool]:
        with self._lock:
            graph = self._current()
            return apart(graph.to_bytes(), cypher, params or {}, limit=limit, seconds=timeout())

    def bearing(self, form: str) -> dict[str, str] | None:
        """Not indexed: reading every name takes milliseconds here."""

    def version(self) -> str:
        if self._path is None:
            return str(self._writes or "")
        try:
            stat = self._path.stat()
        except OSError:
            return ""
        return f"{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_size}"

    def fingerprint(self) -> str:
        found = self.rows("MATCH (m:EcomapMarker) RETURN m.fingerprint AS fingerprint ORDER BY fingerprint LIMIT 1")
        return str(found[0]["fingerprint"]) if found else ""

    def prepare(self, progress: Progress = quiet) -> None:
        """Nothing to do: a write replaces the file in one step."""

    def write(self, change: Change, progress: Progress = quiet) -> None:
        with self._lock, _refusals(self.name):
            if self._path is None:
                self._refuse_outdated(change)
                with self._graph.begin() as copy:
                    _apply(copy, change, progress)
                self._writes += 1
            else:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._replace(self._path, change, progress)
                self._graph = None

    def _replace(self, path: Path, change: Change, progress: Progress) -> None:
        graph = self._writable(path)
        self._refuse_outdated(change)
        _apply(graph, change, progress)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
            graph.save()

    def _refuse_outdated(self, change: Change) -> None:
        if change.base is not None and change.base != self.version():
            raise Outdated(self.name)

    def facts(self) -> dict[str, str]:
        size = self._path.stat().st_size if self._path and self._path.exists() else 0
        return {"engine": "embedded (kglite)", "version": str(kglite.__version__), "file": self.name, "bytes": str(size)}

    def close(self) -> None:
        with self._lock:
            self._graph = None if self._path else self._graph

    def _current(self) -> Any:
        if self._path is None:
            return self._graph
        if not self._path.exists():
            return kglite.KnowledgeGraph()
        stat = self._path.stat()
        if self._graph is None or self._stamp != (stat.st_mtime_ns, stat.st_size):
            try:
                self._graph = kglite.load(str(self._path))
            except (kglite.KgError, OSError) as error:
                raise StoreError(f"{self.name} is not a graph that this version reads ({error}); load it anew into another file") from error
            self._stamp = (stat.st_mtime_ns, stat.st_size)
        return self._graph

    def _writable(self, path: Path) -> Any:
        try:
            return kglite.open(str(path), durable="off")
        except kglite.WriterLeaseHeldError as error:
            holder = str(error).partition(" is open for writing by ")[2].partition(";")[0]
            raise Locked(
                f"{self.name} is being written by {holder or 'another process'}; wait until it ends, or load into another store"
            ) from error
        except (kglite.KgError, OSError) as error:
            raise StoreError(f"{self.name} cannot be opened for writing: {error}") from error


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """What the engine or the system refuses, as our own errors.

    A graph opened for writing is never closed, since closing one saves it, also after a failure; it lets go of the file when nothing
    refers to it any more, which the frames of a traceback still would.
    """
    try:
        yield
    except BaseException as error:
        clear_frames(error.__traceback__)
        if isinstance(error, kglite.KgError):
            raise StoreError(f"the embedded engine refused a change, nothing was written: {error}") from error
        if isinstance(error, OSError):
            raise StoreError(f"{name} cannot be written: {error.strerror or error}") from error
        raise


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _apply(graph: Any, change: Change, progress: Progress) -> None:
    done, total = 0, change.size()

    def wrote(rows: int) -> None:
        nonlocal done
        done += rows
        progress("writing", done, total)

    if isinstance(graph, kglite.KnowledgeGraph):  # a transaction has no bulk path
        change = embedded_bulk.add(graph, change, wrote)
    for text, rows in _statements(change):
        for batch in _batches(rows):
            graph.cypher(text, params={"rows": batch})
            wrote(len(batch))
    graph.cypher("MERGE (m:EcomapMarker {id: 'store'}) SET m.fingerprint = $own", params={"own": change.fingerprint})


def _statements(change: Change) -> Iterator[tuple[str, list[Row]]]:
    """Texts and their rows, nodes before relationships; labels and types come from the schema, never from data."""
    for label, rows in grouped(change.new_nodes).items():
        actor = " SET n:Stakeholder" if label in ACTORS else ""
        yield f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n += row.props{actor}", rows
    for label, rows in change.nodes.items():
        yield f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.props", rows
    for (subject, type_, obj), rows in grouped(change.new_relations).items():
        yield (
            f"UNWIND $rows AS row MATCH (a:{subject} {{id: row.subject}}) MATCH (b:{obj} {{id: row.object}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r += row.props",
            rows,
        )
    for (subject, type_, obj), rows in change.relations.items():
        yield (
            f"UNWIND $rows AS row MATCH (a:{subject} {{id: row.subject}})-[r:{type_} {{key: row.key}}]->(b:{obj} {{id: row.object}}) "
            f"SET r += row.props",
            rows,
        )
