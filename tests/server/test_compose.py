"""What compose.yaml sets, on a real server: it starts with it, and LOAD CSV reaches neither files nor addresses, whoever asks."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
import yaml
from neo4j_server import Server
from world import world

from graph.load import load
from graph.store import open_store

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["neo4j"]
HERE = {"server.memory.heap.initial_size": "256m", "server.memory.heap.max_size": "512m", "server.memory.pagecache.size": "128m"}
"""Smaller than in the file, since other servers run beside it."""


def settings() -> dict[str, str]:
    """The environment as the image of the server reads it: one underscore is a dot, two are one."""
    given = {name.removeprefix("NEO4J_"): value for name, value in COMPOSE["environment"].items() if name != "NEO4J_AUTH"}
    return {name.replace("__", "\0").replace("_", ".").replace("\0", "_"): value for name, value in given.items()}


@pytest.fixture(scope="module")
def advised(neo4j_jars: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("compose"), settings=settings() | HERE) as server:
        yield server


def test_every_setting_is_one_and_holds(advised: Server) -> None:
    with neo4j.GraphDatabase.driver(advised.url) as driver:
        found = driver.execute_query("SHOW SETTINGS YIELD name, value, isExplicitlySet RETURN name, value, isExplicitlySet").records
    explicit = {row["name"] for row in found if row["isExplicitlySet"]}
    listed = {name for name in settings() if not name.startswith("internal.")}
    assert listed <= explicit
    assert {row["value"] for row in found if row["name"] == "dbms.security.allow_csv_import_from_file_urls"} == {"false"}


def test_load_csv_reaches_nothing_also_for_others(advised: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n")
    with socket.create_server(("127.0.0.1", 0)) as listener, neo4j.GraphDatabase.driver(advised.url) as driver:
        listener.settimeout(0.5)
        for address in (secret.as_uri(), f"http://127.0.0.1:{listener.getsockname()[1]}/a.csv"):
            with pytest.raises(neo4j.exceptions.ClientError) as caught:
                driver.execute_query("LOAD CSV FROM $address AS row RETURN row", address=address)
            assert "Cannot load from URL" in str(caught.value) or "blocked" in str(caught.value)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_load_and_a_question_pass(advised: Server) -> None:
    store = open_store(advised.url)
    assert load(store, world()).created.nodes > 10
    assert store.rows("MATCH (a:Agency {id: 'nmpa'}) RETURN a.name_zh AS name") == [{"name": "国家药品监督管理局"}]
    store.close()


def test_ports_are_open_on_the_loopback_only_and_the_password_is_asked_for() -> None:
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["ports"])
    assert "${NEO4J_PASSWORD:?" in COMPOSE["environment"]["NEO4J_AUTH"]
    assert (ROOT / ".env.example").read_text(encoding="utf-8").rstrip().endswith("NEO4J_PASSWORD=")
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_the_manual_advises_what_the_file_sets() -> None:
    advised = {line.strip() for line in (ROOT / "docs/server.md").read_text(encoding="utf-8").splitlines() if line.startswith("    ")}
    for name in ("db.transaction.timeout", "dbms.security.allow_csv_import_from_file_urls", "internal.dbms.cypher_ip_blocklist"):
        assert f"{name}={settings()[name]}" in advised
