"""The built-in data, loaded into both engines, are the same record by record."""

from __future__ import annotations

import pytest

from graph.derive import all_types
from graph.load import load
from graph.reading import nodes, relations
from graph.report import Count
from graph.schema import LABELS
from graph.store import Store
from loaders.folder import built_in


@pytest.mark.parametrize("label", LABELS)
def test_the_nodes_are_the_same(pack: Store, served: Store, label: str) -> None:
    assert list(nodes(served, label)) == list(nodes(pack, label))


@pytest.mark.parametrize("type_", all_types())
def test_the_relations_are_the_same(pack: Store, served: Store, type_: str) -> None:
    assert list(relations(served, type_)) == list(relations(pack, type_))


def test_a_second_load_changes_nothing(served: Store) -> None:
    report = load(served, built_in())
    assert (report.created, report.changed, report.retired) == (Count(), Count(), Count())
