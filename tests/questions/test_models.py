"""Governance models compared: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

MODELS = """
Jurisdiction cn
Jurisdiction us
Jurisdiction us-ca jurisdiction=us
Jurisdiction gb
us-ca PART_OF us
Market ai jurisdiction=cn
Market us-ai jurisdiction=us
Market eu-ai jurisdiction=eu
Market devices jurisdiction=intl
Market scanners jurisdiction=intl
scanners PART_OF devices
GovernanceModel model-cn
GovernanceModel model-us
GovernanceModel model-eu
model-cn APPLIES_TO ai
model-us APPLIES_TO us-ai
model-eu APPLIES_TO eu-ai
Agency nmpa jurisdiction=cn
Agency fda jurisdiction=us
Agency california jurisdiction=us-ca
Agency mhra jurisdiction=gb
Agency notified-bodies jurisdiction=eu
Policy rule jurisdiction=us start_date=2024-05
nmpa REGULATES ai role=market-approval
fda REGULATES us-ai role=market-approval
fda ISSUED rule role=market-approval start_date=2024-05
rule REGULATES us-ai
california RESPONSIBLE_FOR us-ai role=legislation start_date=2024-09-28
notified-bodies REGULATES eu-ai role=market-approval confidence=reported
mhra REGULATES devices role=market-approval
nmpa REGULATES scanners role=market-approval
"""


def test_function_by_function_with_gaps() -> None:
    assert rows(tiny(MODELS), "governance-models", topic="ai", as_of=date(2025, 1, 1)) == [
        ("legislation", "cn", [], [], None),
        ("legislation", "eu", [], [], None),
        ("legislation", "us", ["california"], [], None),
        ("market-approval", "cn", ["nmpa"], [], None),
        ("market-approval", "eu", ["notified-bodies"], [], None),
        ("market-approval", "us", ["fda"], ["rule"], None),
    ]


def test_a_day_a_confidence_and_a_place() -> None:
    store = tiny(MODELS)
    assert rows(store, "governance-models", topic="us-ai", as_of=date(2024, 1, 1), min_confidence="verified") == [
        ("market-approval", "cn", ["nmpa"], [], None),
        ("market-approval", "eu", [], [], None),
        ("market-approval", "us", ["fda"], [], None),
    ]
    assert rows(store, "governance-models", topic="ai", jurisdiction="us-ca", as_of=date(2025, 1, 1)) == [
        ("legislation", "us", ["california"], [], None),
        ("market-approval", "us", [], [], None),
    ]


def test_any_other_topic_by_the_jurisdiction_of_the_body() -> None:
    got = answer(tiny(MODELS), "governance-models", topic="devices", as_of=date(2025, 1, 1))
    assert [(r.function, r.jurisdiction, r.bodies, r.via) for r in got.rows] == [  # type: ignore[attr-defined]
        ("market-approval", "cn", ["nmpa"], "scanners"),
        ("market-approval", "eu", [], None),
        ("market-approval", "gb", ["mhra"], None),
        ("market-approval", "us", [], None),
    ]
    assert got.notes[0].startswith("No governance model applies to this topic")
    gap = next(r for r in got.rows if not r.bodies)  # type: ignore[attr-defined]
    assert len(gap.claims) == 2, "a gap rests on what is found elsewhere"


def test_market_approval_in_the_three_models(pack: Store) -> None:
    """relations.csv: nmpa, cmde and us-fda, us-fda-cdrh, eu-notified-bodies REGULATE or are RESPONSIBLE_FOR their market with the role
    market-approval, eu-mdcg ISSUED eu-mdcg-2025-6 with it; podcast-e1 and e2 name NMPA and FDA."""
    got = {
        (function, place): bodies
        for function, place, bodies, _, via in rows(pack, "governance-models", topic="cn-ai-healthcare")
        if not via
    }
    assert got["market-approval", "cn"] == ["cmde", "nmpa"]
    assert got["market-approval", "us"] == ["us-fda", "us-fda-cdrh"]
    assert "eu-notified-bodies" in got["market-approval", "eu"]
    assert got["ethics", "us"] == []
    assert got["legislation", "us"] == [
        "us-ca-legislature",
        "us-co-legislature",
        "us-congress",
        "us-tx-legislature",
        "us-ut-legislature",
    ], "states count as the US"


def test_the_three_counterparts_give_the_same_comparison(pack: Store) -> None:
    """Any of the three markets stands for the others."""
    day = date(2026, 7, 1)
    got = [
        rows(pack, "governance-models", topic=topic, as_of=day) for topic in ("cn-ai-healthcare", "us-ai-healthcare", "eu-ai-healthcare")
    ]
    assert got[0] == got[1] == got[2]


def test_on_the_day_after_the_work_report(pack: Store) -> None:
    """Colorado's law is of 2026-05-14, Texas of 2025-09-01, Utah of 2025-05-07: by 2025-03-06 only California (2024-09-28) and Congress.
    eu-ai-market-surveillance polices from 2025-08-02, miit's ethics review is of 2026-03-20 (st-ethics-review-2023 holds)."""
    found = rows(pack, "governance-models", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
    got = {(function, place): bodies for function, place, bodies, _, via in found if not via}
    assert got["legislation", "us"] == ["us-ca-legislature", "us-congress"]
    assert "eu-ai-market-surveillance" not in got["enforcement", "eu"]
    assert "most" in got["ethics", "cn"]


def test_only_the_us_and_only_what_was_verified(pack: Store) -> None:
    """cac REGULATES cn-ai-healthcare (data, algorithms) is reported only, cac RESPONSIBLE_FOR it (algorithms) is verified; it issued
    data-elements-plan and data-export-assessment-2022 for data. eu-ai-office (algorithms) and us-astp-onc REGULATE by verified claims."""
    us = rows(pack, "governance-models", topic="cn-ai-healthcare", jurisdiction="us", as_of=date(2026, 7, 1))
    assert {place for _, place, *_ in us} == {"us"}
    verified = rows(pack, "governance-models", topic="cn-ai-healthcare", min_confidence="verified", as_of=date(2026, 7, 1))
    got = {(function, place): bodies for function, place, bodies, _, via in verified if not via}
    assert got["algorithms", "cn"] == ["cac"]
    assert "eu-ai-office" in got["algorithms", "eu"], "the pairing of the markets is reported, what it compares is verified"
    assert "us-astp-onc" in got["algorithms", "us"]
