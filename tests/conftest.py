"""What every test may use: the built-in data loaded once, and skips that a full run turns into failures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engines.embedded import EmbeddedStore
from graph.load import load
from graph.store import Store
from loaders.folder import built_in

pytest_plugins = ["neo4j_fixtures"]
SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(what: bool, reason: str) -> None:
    """Skip with a reason where a machine lacks something; fail where everything is required (ECOMAP_REQUIRE=all)."""
    if not what:
        (pytest.fail if os.environ.get("ECOMAP_REQUIRE") == "all" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The built-in data in an embedded store; read only."""
    store = EmbeddedStore(str(tmp_path_factory.mktemp("pack") / "pack.kgl"))
    load(store, built_in())
    yield store
    store.close()
