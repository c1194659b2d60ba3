"""A load whose records are kept in files, because there are too many for memory, is the same load."""

from __future__ import annotations

from datetime import date

import pytest
from loaded import everything

from graph.engines import server_writing
from graph.load import load
from graph.report import Count
from graph.store import Store
from loaders.folder import built_in

DAY = date(2026, 3, 1)


def test_records_in_files_are_loaded_as_those_in_memory(store: Store, pack: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.dataset.IN_MEMORY", 0)
    monkeypatch.setattr(server_writing, "ONE_STEP", 0)
    dataset = built_in()
    first = load(store, dataset, today=DAY)
    assert first.created.nodes == len(dataset.nodes)
    assert everything(store) == everything(pack)
    again = load(store, built_in(), today=DAY, full=True)
    assert (again.created, again.changed, again.retired, again.unchanged) == (Count(), Count(), Count(), first.created)
