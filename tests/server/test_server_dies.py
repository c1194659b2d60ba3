"""A server that is killed, restarted, cut off, full or read-only in the middle of a load: the load ends well or says what to do."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable

import pytest
from neo4j_fixtures import cypher, wipe
from neo4j_server import Server
from network_proxy import Proxy
from server_loader import numbered
from server_seen import leftovers, seen, whole

from graph.engines import server, server_writing
from graph.errors import StoreError
from graph.load import load
from graph.report import Count
from graph.store import open_store

KILLS = int(os.environ.get("ECOMAP_KILLS", "4")) // 2
NODES = 600


@pytest.fixture
def running(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """An empty server, and loads of many steps."""
    monkeypatch.setattr(server_writing, "ONE_STEP", 0)
    monkeypatch.setattr(server_writing, "BATCH_ROWS", 60)
    if own_server.process is None or own_server.process.poll() is not None:
        own_server.start()
    wipe(own_server.url)
    return own_server


def load_and(url: str, what: Callable[[], object], at: int) -> list[str]:
    """Load a world while something happens to the server once so many rows are written; what the load said."""
    said: list[str] = []
    happens = threading.Thread(target=what)

    def progress(now: str, done: int, _all: int) -> None:
        said.append(now)
        if now == "writing" and done >= at and happens.ident is None:
            happens.start()

    store = open_store(url)
    try:
        load(store, numbered("b", NODES), progress=progress)
    finally:
        if happens.ident is not None:
            happens.join()
        store.close()
    return said


def stands(url: str) -> None:
    """The load is whole, nothing lies about, a second one changes nothing."""
    store = open_store(url)
    assert seen(store) == whole("b", NODES)
    assert leftovers(url) == 0
    report = load(store, numbered("b", NODES))
    assert (report.created, report.changed, report.unchanged) == (Count(), Count(), Count(NODES + 1, NODES - 1))
    store.close()


ALL = 2 * NODES
WHEN = [0.0, 0.05, 0.2]


@pytest.mark.parametrize("number", range(KILLS))
def test_kill_and_restart(running: Server, number: int) -> None:
    chance = random.Random(number)
    at = ALL if number % 2 else chance.randrange(ALL)  # every second one around the last commit

    def die() -> None:
        time.sleep(chance.choice(WHEN) / 4)
        running.stop(signal.SIGKILL)
        running.start()

    load_and(running.url, die, at)
    stands(running.url)


@pytest.mark.slow
def test_stop_and_restart(running: Server) -> None:
    def restart() -> None:
        running.stop()
        running.start()

    said = load_and(running.url, restart, 200)
    assert "the server did not take it; trying again" in said
    stands(running.url)


def test_connections_cut(running: Server) -> None:
    with Proxy(running.port) as proxy:
        for at in (1, 300, 700, ALL):
            wipe(running.url)
            load_and(f"bolt://127.0.0.1:{proxy.port}", proxy.cut, at)
            stands(running.url)


def test_network_gone_for_a_while(running: Server) -> None:
    with Proxy(running.port) as proxy:

        def swallow() -> None:
            proxy.silent.set()
            time.sleep(4)
            proxy.silent.clear()
            proxy.cut()

        said = load_and(f"bolt://127.0.0.1:{proxy.port}", swallow, 300)
        assert "the server did not take it; trying again" in said
        stands(running.url)


def test_server_waits_for_a_client_that_is_gone(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "STEP", 8.0)
    with Proxy(running.port) as proxy:
        load_and(f"bolt://127.0.0.1:{proxy.port}", proxy.cut_near, 500)
    stands(running.url)


def test_server_gone_for_good(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 2.0)
    with pytest.raises(
        StoreError, match=r"^bolt://127.0.0.1:\d+ does not answer; is it running, and is the port right \(7687 by default\)\?$"
    ):
        load_and(running.url, lambda: running.stop(signal.SIGKILL), 200)
    running.start()
    store = open_store(running.url)
    load(store, numbered("b", NODES))
    store.close()
    stands(running.url)


@pytest.mark.slow
def test_read_only(running: Server) -> None:
    store = open_store(running.url)
    load(store, numbered("a", 5))
    store.close()
    settings = running.settings
    running.stop()
    running.configure({**settings, "server.databases.default_to_read_only": "true"})
    running.start()
    try:
        store = open_store(running.url)
        with pytest.raises(StoreError, match="takes no writes, it or the database is read-only; load into another store, or unset"):
            load(store, numbered("b", NODES))
        assert seen(store) == whole("a", 5)
        store.close()
    finally:
        running.stop()
        running.configure(settings)
        running.start()


@pytest.mark.slow
def test_too_little_memory(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_writing, "ONE_STEP", 10_000)
    settings = running.settings
    running.stop()
    running.configure({**settings, "db.memory.transaction.max": "3m"})
    running.start()
    began = time.monotonic()
    try:
        store = open_store(running.url)
        with pytest.raises(StoreError, match="has too little memory for that"):
            load(store, numbered("b", 3000))
        store.close()
    finally:
        running.stop()
        running.configure(settings)
        running.start()
    assert time.monotonic() - began < 60
    assert cypher(running.url, "MATCH (n:Market) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits another process by prlimit")
def test_disk_full(running: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 3.0)
    settings = running.settings
    running.stop()
    running.configure({**settings, "db.tx_log.preallocate": "false"})
    running.start()
    assert running.process
    size = max(path.stat().st_size for path in running.home.rglob("data/transactions/neo4j/*"))
    try:
        resource.prlimit(
            running.process.pid, resource.RLIMIT_FSIZE, (size + 60_000, size + 60_000)
        )  # a file that cannot grow, as on a full disk
        with pytest.raises(StoreError, match=r"^bolt://127.0.0.1:\d+ .*(no space left|not running|cannot store)"):
            load_and(running.url, lambda: None, ALL)
    finally:
        running.stop(signal.SIGKILL)
        running.configure(settings)
        running.start()
    store = open_store(running.url)
    load(store, numbered("b", NODES))
    store.close()
    stands(running.url)
