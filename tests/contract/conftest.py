"""The engines that every contract test runs on: `store` is an empty store of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from neo4j_fixtures import wipe

from graph.load import load
from graph.store import Store, open_store
from loaders.folder import built_in


@pytest.fixture(params=["embedded", "neo4j"])
def store_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """Address of an empty store."""
    if request.param == "embedded":
        return f"{tmp_path}/world.kgl"
    url: str = request.getfixturevalue("neo4j_url")
    wipe(url)
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def served(neo4j_url: str) -> Iterator[Store]:
    """The built-in data on a server."""
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    load(store, built_in())
    yield store
    store.close()
