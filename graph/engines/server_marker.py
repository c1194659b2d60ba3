"""What tells our data from others' in a shared database, and one load from another.

One node `EcomapMarker {id: 'store'}` says which load is the last that counts (`version`), how its data are laid out (`format`,
`schema`), and which load is under way (`load`). A load writes its batches through nodes `writer-0`, `writer-1`: each transaction
locks one and finds the load's id there, so a loader that was given up can write nothing more, and a batch sent again is not applied twice.
A node `switch` says while the transaction that shows a load is being committed.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.derive import all_types, constraints
from graph.errors import Locked
from graph.kinds import own_lists
from graph.schema import LABELS, TYPES

FORMAT = 2
"""How records are laid out; raised when stored data must be written anew."""
WRITERS = ("writer-0", "writer-1")
LEASE = 60
"""Seconds without a sign of life after which a load counts as dead."""

RUNNING: set[str] = set()
"""Loads under way in this process."""

MARKER = "CREATE CONSTRAINT ecomap_marker IF NOT EXISTS FOR (m:EcomapMarker) REQUIRE m.id IS UNIQUE"
READ = """
    MATCH (m:EcomapMarker {id: 'store'}) WITH m {.*} AS marker
    OPTIONAL MATCH (s:EcomapMarker {id: 'switch'})
    RETURN marker {.*, switching: coalesce(s.until > timestamp(), false)} AS marker"""
SWITCHING = 60.0
"""Seconds that the commit that shows a load may take; after them readers no longer wait for its end."""
_SWITCH = "MERGE (s:EcomapMarker {id: 'switch'}) SET s.until = timestamp() + $milliseconds"
_LOCK = """
    MERGE (m:EcomapMarker {id: 'store'}) SET m.asked = timestamp() WITH m
    OPTIONAL MATCH (w:EcomapMarker) WHERE w.id IN $writers
    WITH m, max(w.beat) AS beat
    RETURN m {.*} AS marker, (timestamp() - coalesce(beat, m.since, 0)) / 1000 AS silent"""
_TAKE = """
    MATCH (m:EcomapMarker {id: 'store'})
    SET m.unfinished = coalesce(m.load, m.unfinished), m.load = $load, m.host = $host, m.pid = $pid, m.since = timestamp()
    WITH m UNWIND $writers AS writer
    MERGE (w:EcomapMarker {id: writer}) SET w.load = $load, w.batch = 0, w.beat = timestamp()"""
GUARD = """
    MATCH (w:EcomapMarker {id: $writer}) SET w.beat = timestamp()
    WITH w, w.load = $load AS mine, w.batch < $batch AS fresh SET w.batch = CASE WHEN mine AND fresh THEN $batch ELSE w.batch END
    RETURN mine, fresh"""
_GUARD_ALL = """
    MATCH (m:EcomapMarker {id: 'store'}) SET m.asked = timestamp() WITH m
    MATCH (w:EcomapMarker) WHERE w.id IN $writers SET w.beat = timestamp()
    RETURN m.version AS version, m.load AS load, count(w) AS writers"""
_FINISH = """
    MATCH (m:EcomapMarker {id: 'store'})
    SET m.version = $load, m.fingerprint = $fingerprint, m.loaded = toString(datetime()), m.format = $format
    REMOVE m.load, m.host, m.pid, m.since, m.unfinished
    WITH m MATCH (w:EcomapMarker) WHERE w.id IN $writers REMOVE w.load"""
_RELEASE = "MATCH (m:EcomapMarker {id: 'store'}) WHERE m.load = $load SET m.unfinished = $unfinished REMOVE m.load, m.host, m.pid, m.since"
_LEFT = "n.digest IS NOT NULL AND ($all OR n.shown IS NULL)"
_CLEAN = (
    f"MATCH ()-[n:{'|'.join(all_types())}]->() WHERE {_LEFT} WITH n LIMIT 5000 DELETE n RETURN count(*) AS removed",
    f"MATCH (n:{'|'.join(LABELS)}) WHERE {_LEFT} WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS removed",
)
"""Remove what an unfinished load left: records that were never shown, or all of ours where no load ever finished."""


def _empty_lists() -> tuple[str, ...]:
    """Give records the lists that an offline import leaves out because they are empty."""
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for kind in (*LABELS, *TYPES):
        groups.setdefault((kind in LABELS, own_lists(kind)), []).append(kind)
    return tuple(
        f"MATCH {f'(r:{any_of})' if is_node else f'()-[r:{any_of}]->()'} WHERE r.digest IS NOT NULL AND ({missing}) "
        f"CALL (r) {{ SET {filled} }} IN TRANSACTIONS OF 10000 ROWS"
        for (is_node, lists), kinds in groups.items()
        if lists
        for any_of in ["|".join(kinds)]
        for missing in [" OR ".join(f"r.{name} IS NULL" for name in lists)]
        for filled in [", ".join(f"r.{name} = coalesce(r.{name}, [])" for name in lists)]
    )


MIGRATIONS = {0: _empty_lists()}
"""Format -> texts, each a transaction or several of its own and safe to run again, that bring its data to the next format.

0 is what an offline import leaves (graph/export_admin.py).
"""


def unique_ids() -> list[str]:
    """The constraints that a load needs from its first record on."""
    return [statement for statement in constraints() if "REQUIRE n.id IS UNIQUE" in statement]


def schema_mark() -> str:
    """A hash of the constraints and indexes that the schema asks for."""
    return hashlib.blake2b("\n".join(constraints()).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Taken:
    """The store as a load found it when its turn came."""

    version: str | None
    unfinished: bool
    """An earlier load died and left records that nobody has seen."""
    schema: str | None
    format: int
    """FORMAT where nothing is stored yet."""


def take(tx: ManagedTransaction, load: str) -> Taken | str:
    """Begin a load, or say whose load is in the way."""
    found = tx.run(_LOCK, writers=WRITERS).single(strict=True)
    marker = found["marker"]
    other = marker.get("load")
    if other and other != load and _alive(marker, found["silent"]):
        return f"process {marker.get('pid')} on {marker.get('host')}"
    unfinished = bool((other and other != load) or marker.get("unfinished"))
    tx.run(_TAKE, load=load, host=socket.gethostname(), pid=os.getpid(), writers=WRITERS).consume()
    return Taken(marker.get("version"), unfinished, marker.get("schema"), marker.get("format", FORMAT))


def _alive(marker: Mapping[str, Any], silent: float) -> bool:
    """Whether a load may still be running: on this machine its process tells, elsewhere its last sign of life."""
    if silent >= LEASE:
        return False
    if marker.get("host") != socket.gethostname():
        return True
    if marker.get("pid") == os.getpid():
        return marker["load"] in RUNNING
    try:
        os.kill(int(marker["pid"]), 0)
    except ProcessLookupError:
        return False
    except (OSError, KeyError, ValueError):
        return True
    return True


def guard(tx: ManagedTransaction, load: str, writer: str, batch: int) -> bool:
    """Whether a batch is to be written: not when it has been, by an earlier try. Raises: Locked when another load took over."""
    found = tx.run(GUARD, load=load, writer=writer, batch=batch).single()
    if not found or not found["mine"]:
        raise taken_over()
    return bool(found["fresh"])


def guard_all(tx: ManagedTransaction, load: str) -> bool:
    """The same for the last transaction: whether it is still to be written."""
    found = tx.run(_GUARD_ALL, writers=WRITERS).single()
    if found and found["version"] == load:
        return False
    if not found or found["load"] != load:
        raise taken_over()
    return True


def clean(tx: ManagedTransaction, *, everything: bool) -> int:
    """Remove some of what an unfinished load left; returns how much, 0 at the end."""
    return sum(tx.run(text, all=everything).single(strict=True)["removed"] for text in _CLEAN)


def beat(tx: ManagedTransaction) -> None:
    """A sign of life between long steps."""
    tx.run("MATCH (w:EcomapMarker) WHERE w.id IN $writers SET w.beat = timestamp()", writers=WRITERS).consume()


def taken_over() -> Locked:
    return Locked("another load took over, because this one gave no sign of life for a minute; nothing of this one counts, run it again")


def finish(tx: ManagedTransaction, load: str, fingerprint: str) -> None:
    """Make the load the one that counts."""
    tx.run(_FINISH, load=load, fingerprint=fingerprint, format=FORMAT, writers=WRITERS).consume()


def switch(tx: ManagedTransaction, seconds: float) -> None:
    """Tell readers that what they see may change at any moment, for some seconds at most; 0 that it has.

    A server gives no snapshot: who reads while a transaction is committed may see part of it.
    """
    tx.run(_SWITCH, milliseconds=int(seconds * 1000)).consume()


def release(tx: ManagedTransaction, load: str, *, unfinished: bool) -> None:
    """End a load that does not count."""
    switch(tx, 0)
    tx.run(_RELEASE, load=load, unfinished=unfinished or None).consume()
