"""Exposure, controls and impact: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

EXPOSED = """
Company maker jurisdiction=cn
Company parent jurisdiction=cn
Company child jurisdiction=cn
Company partner jurisdiction=us
Market tools jurisdiction=us
Risk war jurisdiction=intl
Risk lag
Risk far
Policy list jurisdiction=us start_date=2026-06-01
Policy duty jurisdiction=eu
Policy gift jurisdiction=cn
maker SUBSIDIARY_OF parent
child SUBSIDIARY_OF maker
child EXPOSED_TO war
partner PARTNERS_WITH maker
maker OPERATES_IN tools confidence=unverified
maker EXPOSED_TO lag
tools EXPOSED_TO lag
tools EXPOSED_TO war
parent EXPOSED_TO war
partner EXPOSED_TO far start_date=2025-01 end_date=2025-06-01
list RESTRICTS maker start_date=2026-06-01
duty REGULATES tools effect=burdens
gift TARGETS tools effect=favours
"""


def test_exposures_by_the_shortest_path() -> None:
    store = tiny(EXPOSED)
    got = rows(store, "risk-exposure", entity="maker", as_of=date(2026, 7, 1))
    assert got == [
        ("lag", "Risk", 1, ["maker", "lag"]),
        ("list", "Policy", 1, ["maker", "list"]),
        ("war", "Risk", 2, ["maker", "parent", "war"]),
        ("duty", "Policy", 2, ["maker", "tools", "duty"]),
    ], "of two paths to war the one with the smaller ids; a child's exposure does not run up"
    before = rows(store, "risk-exposure", entity="maker", as_of=date(2025, 3, 6))
    assert [r[0] for r in before] == ["lag", "war", "far", "duty"], "a partner's exposure while it lasted, either way round; no list yet"
    assert [r[0] for r in rows(store, "risk-exposure", entity="maker", max_hops=1, as_of=date(2026, 7, 1))] == ["lag", "list"]
    assert [r[0] for r in rows(store, "risk-exposure", entity="maker", min_confidence="verified", as_of=date(2026, 7, 1))] == [
        "lag",
        "list",
        "war",
    ]
    assert [r[0] for r in rows(store, "risk-exposure", entity="maker", jurisdiction="eu", as_of=date(2026, 7, 1))] == ["lag", "war", "duty"]


def test_wuxi_apptec_named_and_not_named(pack: Store) -> None:
    """relations.csv: the 2024 bill RESTRICTS wuxi-apptec (2024 to 2024-12), never law; EXPOSED_TO us-1260h-list on one day, 2026-02-13.

    us-1260h-list and us-biosecure RESTRICTS it from 2026-06, the second one unverified; it OPERATES_IN biomanufacturing since 2022, and
    that is EXPOSED_TO risk-scale-up-gap.
    """

    def direct(day: date, **more: str) -> list[str]:
        return [r[0] for r in rows(pack, "risk-exposure", entity="wuxi-apptec", as_of=day, **more) if r[2] == 1]

    assert direct(date(2024, 6, 1)) == ["us-biosecure-2024"]
    assert direct(date(2025, 3, 6)) == [], "the bill lapsed, the list was to come"
    assert direct(date(2026, 2, 13)) == ["us-1260h-list"]
    assert direct(date(2026, 3, 1)) == [], "the notice was withdrawn the same day"
    assert direct(date(2026, 7, 1)) == ["us-1260h-list", "us-biosecure"]
    assert direct(date(2026, 7, 1), min_confidence="verified") == ["us-1260h-list"]
    then = rows(pack, "risk-exposure", entity="wuxi-apptec", as_of=date(2025, 3, 6))
    assert ("risk-scale-up-gap", "Risk", 2, ["wuxi-apptec", "biomanufacturing", "risk-scale-up-gap"]) in then


CONTROLLED = """
Jurisdiction cn
Jurisdiction us
Jurisdiction eu
Jurisdiction cn-bj jurisdiction=cn
cn-bj PART_OF cn
Market ai jurisdiction=cn
Market imaging jurisdiction=cn
Risk bias
Risk box
Risk fee
Risk elsewhere
Policy law jurisdiction=cn start_date=2023-08-15
Policy local jurisdiction=cn-bj
Policy draft jurisdiction=us status_in_force=draft start_date=2025-01-07
Policy act jurisdiction=eu
Policy n88 jurisdiction=intl
Strategy care
imaging PART_OF ai
ai EXPOSED_TO bias confidence=reported
ai EXPOSED_TO box
imaging EXPOSED_TO box
imaging EXPOSED_TO fee
law MITIGATES bias
local MITIGATES box
draft MITIGATES box
act MITIGATES box
n88 MITIGATES bias
care MITIGATES bias
act MITIGATES elsewhere
"""


def test_controls_by_risk_and_jurisdiction() -> None:
    store = tiny(CONTROLLED)
    got = answer(store, "risk-controls", topic="ai")
    assert [(r.risk, r.jurisdiction, r.controls, r.state, r.via) for r in got.rows] == [
        ("bias", "cn", ["law"], "met", None),
        ("bias", "eu", [], "none", None),
        ("bias", "intl", ["n88"], "met", None),
        ("bias", "us", [], "none", None),
        ("bias", None, ["care"], "met", None),
        ("box", "cn", ["local"], "met", None),
        ("box", "eu", ["act"], "met", None),
        ("box", "us", ["draft"], "planned", None),
        ("fee", "cn", [], "none", "imaging"),
        ("fee", "eu", [], "none", "imaging"),
        ("fee", "us", [], "none", "imaging"),
    ]
    assert got.notes[0].startswith("none = no control in this dataset")
    assert rows(store, "risk-controls", topic="bias", jurisdiction="cn") == [
        ("bias", "cn", ["law"], "met", None),
        ("bias", "intl", ["n88"], "met", None),
        ("bias", None, ["care"], "met", None),
    ], "a risk stands for itself"
    assert [r[:4] for r in rows(store, "risk-controls", topic="imaging", as_of=date(2025, 1, 1))] == [
        ("box", "cn", ["local"], "met"),
        ("box", "eu", ["act"], "met"),
        ("fee", "cn", [], "none"),
        ("fee", "eu", [], "none"),
    ], "before the US draft nothing is compared with the US"
    assert {r[0] for r in rows(store, "risk-controls", topic="ai", min_confidence="verified")} == {"box", "fee"}
    assert [r[:4] for r in rows(store, "risk-controls", topic="ai", jurisdiction="cn-bj")] == [
        ("bias", "intl", ["n88"], "met"),
        ("bias", None, ["care"], "met"),
        ("box", "cn", ["local"], "met"),
    ], "a city without a control of its own is no gap of the country"


def test_controls_of_health_ai_in_china(pack: Store) -> None:
    """relations.csv: MITIGATES towards risk-unclear-accountability; the ethics measures start 2026-03-20, the agents opinions 2026-05-08,
    eu-ai-act only 2027-12-02 and eu-pld-2024 2026-12-09. us-ut-sb149 and us-ca-sb1120 are laws of Utah and California: us.
    """
    got = {
        r[1]: (r[2], r[3])
        for r in rows(pack, "risk-controls", topic="cn-ai-healthcare", as_of=date(2026, 11, 1))
        if r[0] == "risk-unclear-accountability"
    }
    assert got["cn"] == (
        ["ai-ethics-measures-2026", "cn-ai-agents-opinions-2026", "internet-diagnosis-supervision-2022", "strat-responsible-scaling"],
        "met",
    )
    assert got["us"] == (["us-ca-sb1120", "us-cms-4201f", "us-nist-ai-rmf", "us-tx-sb1188", "us-ut-sb149"], "met")
    assert got["eu"] == ([], "none")
    then = {
        r[1]: r[2:4]
        for r in rows(pack, "risk-controls", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
        if r[0] == "risk-unclear-accountability"
    }
    assert then["cn"] == (["internet-diagnosis-supervision-2022", "strat-responsible-scaling"], "met")
    assert then["us"] == (["us-ca-sb1120", "us-cms-4201f", "us-nist-ai-rmf", "us-ut-sb149"], "met"), "Texas from 2025-09-01"


def test_a_risk_that_nothing_answers_and_one_jurisdiction(pack: Store) -> None:
    """risk-ai-no-separate-fee comes from imaging-ai (2024-11-20) and nothing MITIGATES it; us-fda-ai-device-draft is a draft."""
    fee = [r[1:] for r in rows(pack, "risk-controls", topic="cn-ai-healthcare") if r[0] == "risk-ai-no-separate-fee"]
    assert ("cn", [], "none", "imaging-ai") in fee
    assert {r[2] for r in fee} == {"none"}
    us = rows(pack, "risk-controls", topic="cn-ai-healthcare", jurisdiction="us")
    assert {r[1] for r in us} <= {"us", "intl", None}
    black_box = next(
        r
        for r in rows(pack, "risk-controls", topic="cn-ai-healthcare", jurisdiction="us", as_of=date(2024, 12, 1))
        if r[0] == "risk-black-box"
    )
    assert black_box[1:4] == ("us", [], "none"), "us-hti-1 mitigates it from 2025-01-01, the draft is of 2025-01-07"


CHAIN = """
Agency body jurisdiction=cn
Agency office jurisdiction=cn
Policy rule jurisdiction=cn
Policy plan jurisdiction=cn-bj
Market a-market jurisdiction=cn
Market b-market jurisdiction=cn
Company maker jurisdiction=cn
Company arm jurisdiction=us
PaymentMechanism list jurisdiction=cn
Payer fund jurisdiction=cn
Jurisdiction cn-bj jurisdiction=cn
body ISSUED rule start_date=2025-01-01
office PART_OF body
rule TARGETS a-market effect=favours
rule REGULATES a-market effect=burdens
plan IMPLEMENTS rule start_date=2025-06-01
maker OPERATES_IN a-market
maker OPERATES_IN b-market
arm SUBSIDIARY_OF maker
rule REFORMS list
fund REIMBURSES_VIA list
body ADMINISTERS list confidence=reported
"""


def test_impact_level_by_level() -> None:
    store = tiny(CHAIN)
    got = rows(store, "rule-change-impact", entity="body", depth=3)
    assert got == [
        (1, "list", "body", None),
        (1, "office", "body", None),
        (1, "rule", "body", None),
        (2, "fund", "list", None),
        (2, "a-market", "rule", "mixed"),
        (2, "plan", "rule", None),
        (3, "maker", "a-market", None),
    ], "both signs side by side are mixed; a company's other market and its arm lie further on"
    assert [r[1] for r in rows(store, "rule-change-impact", entity="rule", as_of=date(2025, 3, 6))] == ["a-market", "list", "maker", "fund"]
    assert [r[1] for r in rows(store, "rule-change-impact", entity="body", depth=1, min_confidence="verified")] == ["office", "rule"]
    assert (4, "arm", "maker", None) in rows(store, "rule-change-impact", entity="body", depth=4)
    assert "arm" not in {r[1] for r in rows(store, "rule-change-impact", entity="body", depth=4, jurisdiction="cn")}


def test_impact_of_the_biosecure_act(pack: Store) -> None:
    """relations.csv: us-biosecure RESTRICTS bgi and mgi (burdens), APPLIES_TO chinese-healthcare-companies (burdens), TARGETS cxo and
    genomics-sequencing (mixed), all from 2025-12-18 or undated; wuxi-apptec from 2026-06, unverified. wuxi-sta is a SUBSIDIARY_OF it.
    """
    got = {r[1]: (r[0], r[2], r[3]) for r in rows(pack, "rule-change-impact", entity="us-biosecure")}
    first = {hit: effect for hit, (level, through, effect) in got.items() if level == 1}
    assert first == {
        "bgi": "burdens",
        "mgi": "burdens",
        "wuxi-apptec": "burdens",
        "chinese-healthcare-companies": "burdens",
        "cxo": "mixed",
        "genomics-sequencing": "mixed",
    }
    assert got["wuxi-sta"] == (2, "cxo", None), "it OPERATES_IN cxo too, the smaller id of two equal ways"
    sure = {r[1] for r in rows(pack, "rule-change-impact", entity="us-biosecure", depth=1, min_confidence="verified")}
    assert "wuxi-apptec" not in sure
    spring = {r[1] for r in rows(pack, "rule-change-impact", entity="us-biosecure", depth=1, as_of=date(2026, 3, 1))}
    assert spring == set(first) - {"wuxi-apptec"}
    assert rows(pack, "rule-change-impact", entity="us-biosecure", as_of=date(2025, 3, 6)) == [], "not yet there"


def test_impact_of_the_list_when_it_was_planned(pack: Store) -> None:
    """On 2025-03-06 only the planned steps that USE the list show of its relations; it COVERS, TARGETS, EXEMPTS since 2026-01-01."""
    then = rows(pack, "rule-change-impact", entity="commercial-innovative-drug-list", depth=1, as_of=date(2025, 3, 6))
    assert [r[1] for r in then] == ["step-cn-chi-exemptions", "step-cn-chi-list"]
    now = {r[1]: r[3] for r in rows(pack, "rule-change-impact", entity="commercial-innovative-drug-list", depth=1)}
    assert {"drg", "oop-ratio-indicator", "vbp-substitute-monitoring", "innovative-drugs"} <= set(now)
    assert (now["commercial-insurers"], now["innovative-drugs"]) == ("mixed", "favours")
