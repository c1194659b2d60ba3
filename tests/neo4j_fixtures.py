"""The Neo4j server of a test run: TEST_NEO4J_URL where given, else one that is started for the session.

The database behind TEST_NEO4J_URL is emptied by the tests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from neo4j import Driver, GraphDatabase
from neo4j_server import Server, Unavailable, jars, java

from graph.engines.server_access import credentials, database


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: restarts servers; runs with ECOMAP_REQUIRE=all or -m slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("ECOMAP_REQUIRE") != "all" and not config.getoption("markexpr"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: run with ECOMAP_REQUIRE=all or -m slow"))


def required(reason: str) -> None:
    """Skip with a reason, or fail where everything is required."""
    (pytest.fail if os.environ.get("ECOMAP_REQUIRE") == "all" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def neo4j_jars() -> None:
    """What a server of one's own needs, or a skip."""
    try:
        java()
        jars()
    except Unavailable as why:
        required(f"no Neo4j server to test with: {why}")


@pytest.fixture(scope="session")
def neo4j_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running server."""
    if url := os.environ.get("TEST_NEO4J_URL"):
        yield url
        return
    request.getfixturevalue("neo4j_jars")
    with Server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server.url


@pytest.fixture(scope="session", autouse=True)
def _close_drivers() -> Iterator[None]:
    yield
    for driver in _DRIVERS.values():
        driver.close()


_DRIVERS: dict[str, Driver] = {}


def cypher(url: str, text: str, **params: object) -> list[dict[str, object]]:
    """Run anything on a server, behind the store's back."""
    if url not in _DRIVERS:
        _DRIVERS[url] = GraphDatabase.driver(url, auth=credentials(), notifications_min_severity="OFF")
    with _DRIVERS[url].session(database=database()) as session:
        return session.run(text, params).data()


def wipe(url: str) -> None:
    """Empty the database. Constraints and indexes stay: making them costs seconds, and every load asks for them anyway."""
    cypher(url, "MATCH (n) WHERE NOT n:EcomapMarker CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
    cypher(
        url,
        "MATCH (m:EcomapMarker) WITH m, m.schema AS schema, m.id AS id SET m = {id: id, schema: schema}"
        " WITH m WHERE m.schema IS NULL DELETE m",
    )
