"""The boundary between what we ask and what answers. Two engines implement it; nothing outside graph/engines asks which one it holds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from graph.errors import StoreError, TimedOut
from graph.parting import InParts, Parted
from graph.spool import IN_MEMORY, Room, Rows

T = TypeVar("T")
G = TypeVar("G")
Row = dict[str, Any]
Group = tuple[str, str, str]
"""Label of the subject, type, label of the object."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is."""


def quiet(_what: str, _done: int, _all: int) -> None:
    """A progress that nobody watches."""


@dataclass
class Change:
    """What a load writes, in one step: seen whole or not at all.

    Node rows are `{"id", "props"}` of a label; relationship rows `{"subject", "object", "key", "props"}` of a group. `props` holds every
    property that changes; null removes one. What is new comes in no order and may be more than fits into memory. Nothing is ever deleted.
    """

    load_id: str = ""
    """One id for the whole load, for markers and logs."""
    base: str | None = None
    """Version of the store that the change was made against; None = whatever it is."""
    fingerprint: str = ""
    """Of the files that the store holds afterwards (graph/fingerprint.py); empty where that is not known."""
    new_nodes: Rows[tuple[str, Row]] = ()
    new_relations: InParts[tuple[Group, Row]] = field(default_factory=lambda: relation_rows())
    nodes: dict[str, list[Row]] = field(default_factory=dict)
    relations: dict[Group, list[Row]] = field(default_factory=dict)

    def size(self) -> int:
        """Rows to write."""
        changed: Sequence[Mapping[Any, list[Row]]] = (self.nodes, self.relations)
        return len(self.new_nodes) + len(self.new_relations) + sum(len(rows) for group in changed for rows in group.values())


def relation_rows() -> Parted[tuple[Group, Row]]:
    """A place for new relations."""
    return Parted(
        Room(IN_MEMORY),
        lambda item: (item[1]["subject"], item[1]["object"]),
        lambda item: [*item[0], item[1]],
        lambda packed: ((packed[0], packed[1], packed[2]), packed[3]),
    )


def grouped(rows: Iterable[tuple[G, Row]]) -> dict[G, list[Row]]:
    """New rows by their label or group."""
    found: dict[G, list[Row]] = {}
    for group, row in rows:
        found.setdefault(group, []).append(row)
    return found


class Store(Protocol):
    """A graph that answers Cypher and takes changes. Every engine passes tests/contract."""

    name: str
    """Where it is, as it may be shown: never with a password."""

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Answer a read; plain Python values, keys are the aliases. Raises: StoreError, TimedOut."""
        ...

    def ask(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int) -> tuple[list[Row], bool]:
        """Answer a text that a user or another program wrote: at most `limit` rows, and whether there were more.

        It may read the graph and nothing else: no write, no file, no address, no administration, whatever it looks like.
        Raises: Refused, StoreError, TimedOut.
        """
        ...

    def bearing(self, form: str) -> dict[str, str] | None:
        """Id -> label of the entities, without retired ones, that bear a name, given as graph.matching.folded has it.

        None where names are not indexed and have to be read. Raises: StoreError, TimedOut.
        """
        ...

    def version(self) -> str:
        """Changes with every write; empty while nothing was ever written. What is just being shown is waited for."""
        ...

    def fingerprint(self) -> str:
        """That of the last change; empty where it had none."""
        ...

    def prepare(self, progress: Progress = quiet) -> None:
        """Make ready for a load: wait for another one, clear away a dead one, bring constraints up to date. Raises: StoreError, Locked."""
        ...

    def write(self, change: Change, progress: Progress = quiet) -> None:
        """Write a change, atomically as seen from outside. Raises: StoreError, Locked, Outdated when the store is not at `change.base`."""
        ...

    def facts(self) -> dict[str, str]:
        """Engine, version and what else `doctor` shows."""
        ...

    def close(self) -> None: ...


STEADY = 5
"""How often something is read again because a load finished meanwhile."""


def steady(store: Store, read: Callable[[str], T]) -> T:
    """What is read, by however many texts, of one state of the store, whose version `read` is given.

    Where a load finished meanwhile it is read again. Raises: StoreError, when that happens again and again; what `read` raises.
    """
    for _ in range(STEADY):
        version = store.version()
        try:
            found = read(version)
        except Exception:
            if store.version() == version:
                raise
            continue
        if store.version() == version:
            return found
    raise StoreError(f"{store.name} was loaded again and again while it was read; ask once more when that is over")


_ENDS: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def one_limit() -> Iterator[None]:
    """Reads inside it, be they many, have the time of one. Inside another one it changes nothing."""
    before = _ENDS.get()
    _ENDS.set(before if before is not None else time.monotonic() + longest())
    try:
        yield
    finally:
        _ENDS.set(before)


def timeout() -> float:
    """Seconds that the next read may take. Raises: TimedOut, when none are left."""
    ends = _ENDS.get()
    left = longest() if ends is None else ends - time.monotonic()
    if left <= 0:
        raise TimedOut(longest())
    return left


def longest() -> float:
    """Seconds that a read or a question may take: ECOMAP_TIMEOUT, else 60."""
    try:
        return max(0.001, float(os.environ.get("ECOMAP_TIMEOUT", "60")))
    except ValueError:
        return 60.0


def default_path() -> Path:
    """The embedded file in the user's data directory."""
    from platformdirs import user_data_path

    return user_data_path("ecomap", appauthor=False) / "ecomap.kgl"


SERVER_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def open_store(url: str) -> Store:
    """`neo4j://host` opens a server, anything else a file of the embedded engine; `:memory:` keeps nothing. Raises: StoreError."""
    if url.startswith(SERVER_SCHEMES):
        from graph.engines.server import ServerStore

        return ServerStore(url)
    from graph.engines.embedded import EmbeddedStore

    return EmbeddedStore(url)
