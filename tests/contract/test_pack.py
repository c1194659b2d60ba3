"""The built-in data, loaded into both engines, are the same record by record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from neo4j_fixtures import wipe

from graph.derive import all_types
from graph.load import Count, load
from graph.reading import nodes, relations
from graph.schema import LABELS
from graph.store import Store, open_store
from loaders.folder import built_in


@pytest.fixture(scope="module")
def served(neo4j_url: str) -> Iterator[Store]:
    """The built-in data on a server."""
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    load(store, built_in())
    yield store
    store.close()


@pytest.mark.parametrize("label", LABELS)
def test_the_nodes_are_the_same(pack: Store, served: Store, label: str) -> None:
    assert list(nodes(served, label)) == list(nodes(pack, label))


@pytest.mark.parametrize("type_", all_types())
def test_the_relations_are_the_same(pack: Store, served: Store, type_: str) -> None:
    assert list(relations(served, type_)) == list(relations(pack, type_))


def test_a_second_load_changes_nothing(served: Store) -> None:
    report = load(served, built_in())
    assert (report.created, report.changed, report.retired) == (Count(), Count(), Count())
