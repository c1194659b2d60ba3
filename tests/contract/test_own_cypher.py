"""Texts that somebody else wrote: they may read the graph, and nothing else, whatever they look like."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import world

from graph.errors import StoreError, TimedOut
from graph.load import load
from graph.store import Store

SECRET = "only-in-the-file"


class Listener:
    """A local port that counts who knocks."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.knocks = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.knocks += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Nobody may knock."""
    found = Listener()
    yield found
    found.socket.close()
    assert found.knocks == 0


@pytest.fixture
def full(store: Store) -> Store:
    """A store that holds the world."""
    load(store, world())
    return store


def held(store: Store) -> list[dict[str, object]]:
    return store.rows("MATCH (n) RETURN count(n) AS nodes, sum(size(n.name)) AS letters")


def test_it_reads(full: Store) -> None:
    text = (
        "MATCH (a:Agency)-[r:REGULATES]->(m:Market) WHERE a.id = $id RETURN a.name_zh AS body, r.role AS role, m.id AS topic ORDER BY topic"
    )
    expected = [{"body": "国家药品监督管理局", "role": ["market-approval", "quality"], "topic": "cn-ai-healthcare"}]
    assert full.ask(text, {"id": "nmpa"}, limit=10) == (expected, False)


def test_it_gets_no_more_rows_than_asked(full: Store) -> None:
    assert full.ask("UNWIND range(1, 100000) AS x RETURN x ORDER BY x", limit=2) == ([{"x": 1}, {"x": 2}], True)
    assert full.ask("UNWIND range(1, 2) AS x RETURN x ORDER BY x", limit=2) == ([{"x": 1}, {"x": 2}], False)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Agency {id: 'new'})",
        "MATCH (n:Agency) SET n.name = 'x' RETURN n.id AS id",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Agency) REMOVE n.name",
        "MERGE (n:Agency {id: 'new'}) RETURN n.id AS id",
        "UNWIND [1] AS x CALL (x) { CREATE (n:Agency {id: 'new'}) } RETURN x",
        "MATCH (n:Agency) CALL (n) { SET n.name = 'x' } IN TRANSACTIONS OF 1 ROWS",
        "FOREACH (x IN [1] | CREATE (:Agency {id: 'new'}))",
        "RETURN 1 AS x UNION CREATE (n:Agency {id: 'new'}) RETURN 1 AS x",
        "/* RETURN 1 */ CREATE (n:Agency {id: 'new'})",
        "CREATE INDEX stray FOR (n:Agency) ON (n.subtype)",
        "DROP CONSTRAINT agency_id",
        "RETURN 1 AS x; CREATE (n:Agency {id: 'new'})",
        "C\\u0052EATE (n:Agency {id: 'new'})",
    ],
)
def test_it_writes_nothing(full: Store, text: str) -> None:
    before = held(full)
    with pytest.raises(StoreError):
        full.ask(text, limit=10)
    assert held(full) == before


@pytest.mark.parametrize(
    "text",
    [
        "SHOW USERS",
        "SHOW TRANSACTIONS",
        "SHOW SETTINGS",
        "SHOW DATABASES YIELD name RETURN name",
        "TERMINATE TRANSACTION 'neo4j-transaction-1'",
        "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
        "CALL dbms.listConfig() YIELD name, value RETURN name, value",
        "CALL dbms.killConnection('bolt-1')",
        "CALL `dbms`.`listConfig`()",
        "CALL tx.setMetaData({a: 1})",
        "CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value",
        "USE system SHOW USERS",
    ],
)
def test_it_administers_nothing(full: Store, text: str) -> None:
    with pytest.raises(StoreError):
        full.ask(text, limit=10)


READS_FILE = [
    "LOAD CSV FROM '{0}' AS r RETURN r",
    "load /* */ csv with headers from '{0}' as r return r",
    "RETURN ['a'] AS r UNION LOAD CSV FROM '{0}' AS r RETURN r",
    "CALL {{ LOAD CSV FROM '{0}' AS r RETURN r }} RETURN r",
    "UNWIND [1] AS x CALL (x) {{ LOAD CSV FROM '{0}' AS r RETURN r }} RETURN r",
    "RETURN COLLECT {{ LOAD CSV FROM '{0}' AS r RETURN r }} AS r",
    "RETURN [x IN [1] | COLLECT {{ LOAD CSV FROM '{0}' AS r RETURN r }}] AS r",
    "RETURN reduce(a = [], x IN [1] | a + COLLECT {{ LOAD CSV FROM '{0}' AS r RETURN r }}) AS r",
    "RETURN CASE WHEN true THEN COLLECT {{ LOAD CSV FROM '{0}' AS r RETURN r }} END AS r",
    "RETURN [x IN [1] | collect/**/{{ CALL {{ LOAD CSV FROM '{0}' AS r RETURN r }} RETURN r }}] AS r",
    "WITH {{a: [" + "1, " * 3000 + "1]}} AS m RETURN [x IN [1] | [m, COLLECT {{ LOAD CSV FROM '{0}' AS r RETURN r }}]] AS r",
    "MATCH (n:Agency) WHERE any(x IN [1] WHERE EXISTS {{ LOAD CSV FROM '{0}' AS r RETURN r }}) RETURN n.id AS r",
    "MATCH (n:Agency) WHERE EXISTS {{ LOAD CSV FROM '{0}' AS r RETURN r }} RETURN n.id AS r",
    "MATCH (n:Agency) RETURN n.id AS r ORDER BY COUNT {{ LOAD CSV FROM '{0}' AS r RETURN r }}",
    "PROFILE LOAD CSV FROM '{0}' AS r RETURN r",
    "CYPHER runtime=slotted LOAD CSV FROM '{0}' AS r RETURN r",
    "WITH '{0}' AS url LOAD CSV FROM url AS r RETURN r",
    "LOAD CSV FROM $url AS r RETURN r",
]


def outcome(store: Store, text: str, params: dict[str, object]) -> str:
    """Whatever comes back, an answer or a refusal."""
    try:
        return str(store.ask(text, params, limit=10))
    except StoreError as error:
        return str(error)


@pytest.mark.parametrize("text", READS_FILE)
def test_it_reads_no_file_and_fetches_no_address(full: Store, listener: Listener, tmp_path: Path, text: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text(f"{SECRET}\n")
    for url in (file.as_uri(), f"http://127.0.0.1:{listener.port}/x.csv", f"ftp://127.0.0.1:{listener.port}/x.csv"):
        assert SECRET not in outcome(full, text.format(url), {"url": url})


def test_it_ends_in_time(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMAP_TIMEOUT", "0.5")
    began = time.monotonic()
    with pytest.raises(TimedOut):
        full.ask(
            "MATCH (a), (b), (c), (d), (e), (f), (g) WHERE a.id + b.id + c.id + d.id + e.id + f.id + g.id = 'x' RETURN count(*) AS n",
            limit=1,
        )
    assert time.monotonic() - began < 20


def test_doubling_strings_end(full: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMAP_TIMEOUT", "5")
    with pytest.raises(StoreError):
        full.ask("RETURN reduce(s = 'aaaaaaaaaaaaaaaa', x IN range(1, 40) | s + s) AS s", limit=1)
    assert full.ask("RETURN 1 AS still", limit=1) == ([{"still": 1}], False)
