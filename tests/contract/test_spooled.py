"""A load whose records are kept in files, because there are too many for memory, is the same load."""

from __future__ import annotations

from datetime import date

import pytest
from loaded import everything
from tiny import records

from graph.engines import server_writing
from graph.engines.embedded import EmbeddedStore
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


BEFORE = """
    Agency nmpa
    Company a
    Company b
    Company c
    Market ai
    Source ai date=2024-05
    Figure f subject_id=ai measure=size value=3
    Deal d name=D kind=license licensor_id=a licensee_id=b
    a PARTNERS_WITH b detail=once
    a OPERATES_IN ai
    b OPERATES_IN ai sources=ai
    nmpa REGULATES ai
"""
AFTER = BEFORE.replace("a PARTNERS_WITH b detail=once", "b PARTNERS_WITH a detail=twice").replace("nmpa REGULATES ai", "c OPERATES_IN ai")


def test_a_store_that_is_compared_from_files_is_compared_alike(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few nodes at a time, of several labels, one with the id of a source; a symmetric relation with its ends exchanged."""
    other = EmbeddedStore(":memory:")
    for text in (BEFORE, AFTER):
        load(other, records(text), today=DAY)
    for name, few in (("held.IN_MEMORY", 0), ("held.AT_ONCE", 2), ("spool.BLOCK", 1)):
        monkeypatch.setattr(f"graph.{name}", few)
    load(store, records(BEFORE), today=DAY)
    report = load(store, records(AFTER), today=DAY)
    assert (report.created, report.changed, report.retired) == (Count(0, 1), Count(0, 1), Count(0, 1))
    assert report.unchanged == Count(9, 2 + 3), "nmpa, a, b, c, ai, two sources, figure, deal; two OPERATES_IN, what ties figure and deal"
    assert everything(store) == everything(other)
