"""Servers that a test may stop, kill and configure anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from neo4j_server import Server


@pytest.fixture(scope="module")
def own_server(neo4j_jars: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the module's own, running."""
    with Server(tmp_path_factory.mktemp("own"), settings={"server.bolt.connection_keep_alive": "1s"}) as server:
        yield server
