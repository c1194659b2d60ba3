"""Showing an entity: its fields, what is said about it on a day, and where that was read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tiny import records, tiny

from graph.errors import NotFound
from graph.load import load
from graph.show import show
from graph.store import Store

WORLD = """
Jurisdiction cn
Agency nmpa name="Medical Products Administration" name_zh=药监局 jurisdiction=cn start_date=2018-03 description="Approves." sources=s2
Agency cfda end_date=2018
Company maker
Company taker
Market ai
Product scanner
nmpa REGULATES ai role=market-approval
cfda SUCCEEDED_BY nmpa start_date=2018-03
scanner APPROVED_BY nmpa start_date=2024-05 confidence=unverified sources=
nmpa ADMINISTERS later
Program later start_date=2027
Figure f1 subject_id=nmpa measure=staff value=90 unit=people sources=s2
Deal d1 licensor_id=maker licensee_id=taker kind=license date=2025-05 total_usd_m=605.5
Source s2 date=2019-02
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return tiny(WORLD)


def said(answer: dict[str, Any]) -> list[tuple[str, ...]]:
    """Claims in short, in order."""
    return [(c["kind"], c["subject"], c.get("type") or "", c.get("object") or "", c["state"]) for c in answer["claims"].values()]


def test_an_entity_with_all_its_fields(store: Store) -> None:
    assert show(store, "nmpa", "2026-01-01")["entity"] == {
        "id": "nmpa",
        "label": "Agency",
        "name": "Medical Products Administration",
        "name_zh": "药监局",
        "short_name": None,
        "short_name_zh": None,
        "aliases": [],
        "jurisdiction": "cn",
        "subtype": None,
        "start_date": "2018-03",
        "end_date": None,
        "identifiers": [],
        "description": "Approves.",
        "sources": ["s2"],
        "confidence": "verified",
        "state": "in force",
    }


def test_what_it_does_then_what_is_done_to_it_then_figures(store: Store) -> None:
    answer = show(store, "nmpa", "2026-01-01")
    assert said(answer) == [
        ("relation", "nmpa", "REGULATES", "ai", "in force"),
        ("relation", "scanner", "APPROVED_BY", "nmpa", "in force"),
        ("relation", "cfda", "SUCCEEDED_BY", "nmpa", "in force"),
        ("figure", "nmpa", "", "", "in force"),
    ], "a programme of 2027 that nobody announced is not yet known"
    assert list(answer["claims"]) == ["c1", "c2", "c3", "c4"]
    assert answer["claims"]["c2"]["sources"] == []
    assert answer["claims"]["c4"]["value"] == 90
    assert sorted(answer["entities"]) == ["ai", "cfda", "cn", "nmpa", "scanner"]
    assert sorted(answer["sources"]) == ["s1", "s2"]


def test_an_earlier_day_knows_less(store: Store) -> None:
    answer = show(store, "nmpa", "2018-06-01")
    assert ("relation", "scanner", "APPROVED_BY", "nmpa", "in force") not in said(answer)
    assert not any(kind == "figure" for kind, *_ in said(answer)), "its source is of February 2019"
    assert show(store, "nmpa", "2017-01-01")["entity"]["state"] == "absent"


def test_what_has_ended_keeps_its_past(store: Store) -> None:
    answer = show(store, "cfda", "2026-01-01")
    assert answer["entity"]["state"] == "ended"
    assert said(answer) == [("relation", "cfda", "SUCCEEDED_BY", "nmpa", "in force")]


def test_deals_of_a_party_and_a_deal_itself(store: Store) -> None:
    claim = show(store, "maker", "2026-01-01")["claims"]["c1"]
    assert (claim["kind"], claim["subject"], claim["deal_kind"], claim["total_usd_m"]) == ("deal", "d1", "license", 605.5)
    answer = show(store, "d1", "2026-01-01")
    assert answer["entity"]["label"] == "Deal"
    assert {"maker", "taker"} <= set(answer["entities"])


def test_retired_things_are_not_shown() -> None:
    store = tiny("Agency a\nMarket m\nMarket n\na REGULATES m\na REGULATES n")
    load(store, records("Agency a\nMarket m\na REGULATES m"), today=date(2026, 1, 1))
    assert [c["object"] for c in show(store, "a", "2026-01-01")["claims"].values()] == ["m"]
    assert [c["object"] for c in show(store, "a", "2025-12-31")["claims"].values()] == ["m", "n"]
    with pytest.raises(NotFound):
        show(store, "n", "2026-01-01")
    assert show(store, "n", "2025-12-31")["entity"]["id"] == "n"


def test_unknown_ids(store: Store) -> None:
    for id_ in ("nobody", "", "s1", "a|b"):
        with pytest.raises(NotFound):
            show(store, id_, "2026-01-01")


def test_the_regulator_of_the_built_in_data(pack: Store) -> None:
    """relations.csv: nmpa REGULATES cn-ai-healthcare for market approval, cited from the podcast and two pages."""
    answer = show(pack, "nmpa", "2026-11-26")
    (claim,) = (
        c for c in answer["claims"].values() if c["kind"] == "relation" and (c["type"], c["object"]) == ("REGULATES", "cn-ai-healthcare")
    )
    assert "market-approval" in claim["role"]
    assert set(claim["sources"]) <= set(answer["sources"])
    ends = {end for c in answer["claims"].values() if c["kind"] == "relation" for end in (c["subject"], c["object"])}
    assert ends <= set(answer["entities"])
