"""Several at one database: readers during a load, two writers, other people's data, a store of another version of ours."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from neo4j_fixtures import cypher, wipe
from server_loader import numbered
from server_seen import Seen, leftovers, seen, whole
from tiny import records
from world import world

from graph.engines import server_marker, server_writing
from graph.errors import Locked, StoreError
from graph.load import load
from graph.reading import is_empty, nodes
from graph.report import Count
from graph.store import Store, open_store, steady


@pytest.fixture
def url(neo4j_url: str) -> str:
    """Address of an empty database."""
    wipe(neo4j_url)
    return neo4j_url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.mark.parametrize("staged", [True, False])
def test_readers_see_before_or_after(url: str, store: Store, staged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, numbered("a", 300))
    if staged:
        monkeypatch.setattr(server_writing, "ONE_STEP", 0)
        monkeypatch.setattr(server_writing, "BATCH_ROWS", 40)
    found: list[Seen] = []
    over = threading.Event()

    def read() -> None:
        other = open_store(url)
        while not over.is_set():
            found.append(steady(other, lambda _: seen(other)))
        found.append(steady(other, lambda _: seen(other)))
        other.close()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        load(store, numbered("b", 900))
    finally:
        over.set()
        reader.join()
    assert len(found) > 2
    assert [f for f in found if f not in (whole("a", 300), whole("b", 900))] == []
    assert (found[0], found[-1]) == (whole("a", 300), whole("b", 900))
    assert leftovers(url) == 0


def test_two_writers_take_turns(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_writing, "ONE_STEP", 0)
    monkeypatch.setattr(server_writing, "BATCH_ROWS", 40)
    said: list[str] = []
    failed: list[BaseException] = []
    together = threading.Barrier(2)

    def write(name: str) -> None:
        try:
            own = open_store(url)
            together.wait()
            load(own, numbered("x", 200, name), progress=lambda what, _done, _all: said.append(what))
            own.close()
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert any(what.startswith("waiting for the load by process") or what.startswith("somebody else loaded") for what in said)
    store = open_store(url)
    assert seen(store) == ({"x": 400}, {"x": 398})
    for name in ("one", "two"):
        assert load(store, numbered("x", 200, name)).unchanged == Count(201, 199)
    store.close()


def test_a_load_that_is_in_the_way_is_named(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.engines.server.PATIENCE", 1.0)
    load(store, world())
    cypher(url, "MATCH (m:EcomapMarker {id: 'store'}) SET m.load = 'x', m.host = 'elsewhere', m.pid = 7, m.since = timestamp()")
    cypher(url, "MATCH (m:EcomapMarker) WHERE m.id <> 'store' SET m.beat = timestamp()")
    with pytest.raises(Locked, match=r"is being loaded by process 7 on elsewhere; wait until it ends"):
        load(store, numbered("a", 3))


def test_a_loader_that_was_given_up_writes_nothing_more(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_writing, "ONE_STEP", 0)
    monkeypatch.setattr(server_writing, "BATCH_ROWS", 40)
    load(store, world())

    def taken_over(what: str, done: int, _all: int) -> None:
        if what == "writing" and done > 100:
            cypher(url, "MATCH (m:EcomapMarker) SET m.load = 'another'")

    with pytest.raises(Locked, match="another load took over"):
        load(store, numbered("a", 200), progress=taken_over)
    assert seen(store)[0] == {None: 1}
    cypher(url, "MATCH (m:EcomapMarker) SET m.beat = 0, m.host = 'elsewhere'")
    load(store, numbered("a", 200))
    assert (seen(store)[0]["a"], leftovers(url)) == (200, 0)


FOREIGN = """
    CREATE (a:Agency {id: 'theirs', name: 'Not ours'})-[:REGULATES {key: 'theirs'}]->(:Market {id: 'their-market'})
    CREATE (a)-[:KNOWS]->(:Person {name: 'Ada'})"""
HELD = "MATCH (n) WHERE n.shown IS NULL AND NOT n:EcomapMarker RETURN labels(n) AS labels, properties(n) AS properties ORDER BY labels"


def test_an_interruption_stops_both_writers(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_writing, "ONE_STEP", 0)
    monkeypatch.setattr(server_writing, "BATCH_ROWS", 20)
    written = list[int]()

    def interrupt(what: str, done: int, _: int) -> None:
        if what == "writing":
            written.append(done)
            if len(written) == 1:
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        load(store, numbered("a", 4000), progress=interrupt)
    assert max(written) < 2000, "the rest of the nodes was not written"
    load(store, numbered("a", 30))
    assert leftovers(url) == 0


def test_other_peoples_data_are_not_touched_and_not_counted(url: str, store: Store) -> None:
    cypher(url, FOREIGN)
    before = cypher(url, HELD)
    assert is_empty(store)
    report = load(store, world())
    assert report.created == Count(18, 11)
    assert [row["id"] for row in nodes(store, "Agency")] == ["nhsa", "nmpa", "sfda", "state-council"]
    assert list(nodes(store, "Agency", ["theirs"])) == []
    assert (store.facts()["nodes"], store.facts()["other nodes"]) == ("18", "3")
    load(store, records("", "world"), today=date(2026, 1, 1))
    assert cypher(url, HELD) == before
    assert cypher(url, "MATCH (:Agency {id: 'theirs'})-[r]->() RETURN type(r) AS type ORDER BY type") == [
        {"type": "KNOWS"},
        {"type": "REGULATES"},
    ]


def test_an_id_that_other_data_hold_is_refused(url: str, store: Store) -> None:
    load(store, numbered("a", 3))
    cypher(url, "CREATE (:Agency {id: 'nmpa', name: 'Not ours'})")
    with pytest.raises(StoreError, match="holds other data under an id that is to be loaded; load into a database of its own"):
        load(store, world())
    assert cypher(url, "MATCH (n:Agency) RETURN n.name AS name") == [{"name": "Not ours"}]
    assert seen(store) == whole("a", 3)


def test_an_older_store_is_refused_with_the_command_and_mended_by_it(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, world())
    cypher(url, "DROP CONSTRAINT agency_id")
    cypher(url, "DROP INDEX market_name")
    assert "2 constraints or indexes (agency_id, market_name): run `ecomap load`" in store.facts()["missing"]
    cypher(url, "MATCH (m:EcomapMarker {id: 'store'}) SET m.schema = 'older', m.format = 0")
    again = open_store(url)
    with pytest.raises(
        StoreError, match=rf"laid out as format 0, this version reads 2; run `ecomap load --store {url}` to bring it up to date"
    ):
        is_empty(again)
    assert load(again, world()).unchanged == Count(18, 11)
    assert "ecomap load" not in again.facts()["missing"]
    again.close()
    monkeypatch.setattr(server_marker, "FORMAT", 0)
    newer = open_store(url)
    with pytest.raises(StoreError, match="upgrade ecomap to use it"):
        is_empty(newer)
    newer.close()
