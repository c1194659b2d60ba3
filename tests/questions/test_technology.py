"""Segments, technology, figures: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)

CHAIN = """
Stage discovery subtype=stage
Stage care subtype=stage
discovery PRECEDES care
Technology learning
Technology language
language PART_OF learning
Application search jurisdiction=intl
Application chat jurisdiction=intl
Application loose jurisdiction=intl
learning ENABLES search
language ENABLES chat
learning ENABLES loose
search PART_OF discovery
chat PART_OF care
Policy opinions jurisdiction=cn start_date=2025-11-04
Policy act jurisdiction=eu start_date=2024-08-01
Policy plan jurisdiction=cn start_date=2024-01-01
Payer fund jurisdiction=cn
PaymentMechanism code jurisdiction=us
PaymentMechanism list jurisdiction=cn
opinions APPLIES_TO chat
act RESTRICTS chat
plan PROMOTES language
fund REIMBURSES_VIA list
list COVERS chat
code COVERS search
fund PAYS_FOR learning
"""


def test_what_a_technology_serves() -> None:
    store = tiny(CHAIN)
    assert rows(store, "technology-value-chain", technology="learning") == [
        ("discovery", "search", [], ["code"]),
        ("care", "chat", ["act", "opinions"], ["fund"]),
        (None, "loose", [], []),
        (None, None, ["plan"], ["fund"]),
    ], "a mechanism stands for the payers that pay through it; what bears on the technology itself is last"
    assert rows(store, "technology-value-chain", technology="language", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT) == [
        ("care", "chat", [], ["fund"]),
        (None, None, ["plan"], []),
    ]


FIGURES = """
Market silver
Source later date=2025-05
Figure f1 subject_id=silver measure=size value=19 unit="RMB tn" period=2035
Figure f2 subject_id=silver measure=size value=30 unit="RMB tn" period=2035 qualifier="other estimate"
Figure f3 subject_id=silver measure=size value=30 unit="RMB tn" period=2035 sources=later confidence=reported
Figure f4 subject_id=silver measure=size value=7 value_high=9 unit="RMB tn" period=2023 qualifier=about
Figure f5 subject_id=silver measure=size unit="RMB tn" period=2035 qualifier=trillions
"""


def test_figures_and_their_rivals() -> None:
    store = tiny(FIGURES)
    assert rows(store, "segment-figures", segment="silver") == [
        ("size", "2023", 7.0, "RMB tn", "about; up to 9", []),
        ("size", "2035", 30.0, "RMB tn", "other estimate", ["f1"]),
        ("size", "2035", 30.0, "RMB tn", None, ["f1"]),
        ("size", "2035", 19.0, "RMB tn", None, ["f2", "f3"]),
        ("size", "2035", None, "RMB tn", "trillions", []),
    ], "two that say the same do not disagree; a magnitude has no value to disagree"
    early = rows(store, "segment-figures", segment="silver", as_of=AFTER_THE_WORK_REPORT)
    assert [r[5] for r in early] == [[], ["f1"], ["f2"], []], "f3 is known from the end of May"
    strict = answer(store, "segment-figures", segment="silver", min_confidence="verified")
    assert [row.claims for row in strict.rows] == [["f4"], ["f2", "f1"], ["f1", "f2"], ["f5"]]


# The facts.


def test_how_large_health_ai_will_be(pack: Store) -> None:
    """Episode 3: could approach USD 190 bn by 2030; figures.csv has 187.95, 187.7 and 110.61 beside it. Nothing is averaged."""
    got = rows(pack, "segment-figures", segment="global-ai-healthcare")
    assert [(r[0], r[1], r[2], r[3], r[4], len(r[5])) for r in got] == [
        ("projected market size", "2030", 190.0, "USD bn", "could approach", 3),
        ("projected market size", "2030", 187.95, "USD bn", "other estimate", 3),
        ("projected market size", "2030", 187.7, "USD bn", "other estimate", 3),
        ("projected market size", "2030", 110.61, "USD bn", "lower estimate", 3),
    ]
    verified = rows(pack, "segment-figures", segment="global-ai-healthcare", min_confidence="verified")
    assert [r[2] for r in verified] == [187.95, 187.7, 110.61], "only the podcast says 190"


def test_silver_economy(pack: Store) -> None:
    """co-p162: about 7 in 2023, 19 in 2035; co-p163: 30 in 2035 (RMB tn)."""
    assert rows(pack, "segment-figures", segment="silver-economy") == [
        ("market size", "2023", 7.0, "RMB tn", "about", []),
        ("projected market size", "2035", 30.0, "RMB tn", "other estimate", ["fig-silver-economy-projected-market-size-2035"]),
        ("projected market size", "2035", 19.0, "RMB tn", None, ["fig-silver-economy-projected-market-size-other-estimate-2035"]),
    ]


def test_medical_models_in_march_2025(pack: Store) -> None:
    """Dated 2025-03-06 (the article): more than 100 models in use, RMB 100 bn with the podcast. The others are of May and July."""
    got = rows(pack, "segment-figures", segment="cn-medical-llm", as_of=AFTER_THE_WORK_REPORT)
    assert [(r[0], r[2], r[3]) for r in got] == [
        ("medical large language models in use", 100.0, "models"),
        ("segment size", 100.0, "RMB bn"),
    ]
    assert rows(pack, "segment-figures", segment="cn-medical-llm", as_of=date(2025, 3, 5)) == []


def test_what_language_models_serve(pack: Store) -> None:
    """relations.csv: large-language-models ENABLES eight applications; llm-health-assistant is PART_OF two stages."""
    got = rows(pack, "technology-value-chain", technology="large-language-models")
    assert {r[1] for r in got if r[1]} == {
        "ai-drug-rd",
        "ai-health-counselling",
        "ai-hospital-operations",
        "ai-pre-consultation",
        "ai-report-interpretation",
        "ai-triage",
        "clinical-decision-support",
        "llm-health-assistant",
    }
    assert [r[0] for r in got if r[1] == "llm-health-assistant"] == ["stage-prevention-screening", "stage-post-care"]
    assert next(r for r in got if r[1] == "ai-report-interpretation") == ("stage-post-care", "ai-report-interpretation", [], [])


def test_imaging_in_america_and_in_march_2025(pack: Store) -> None:
    """us-ntap COVERS it since 2020 and us-medicare-a pays through it; us-medicare-b PAYS_FOR it from 2026. The opinions: 2025-11-04."""
    us = {r[1]: r for r in rows(pack, "technology-value-chain", technology="deep-learning", jurisdiction="us")}
    assert us["ai-imaging-diagnosis"][3] == ["us-medicare-a", "us-medicare-b"]
    assert "ai-healthcare-opinions-2025" not in us["ai-imaging-diagnosis"][2]
    then = {r[1]: r for r in rows(pack, "technology-value-chain", technology="deep-learning", as_of=AFTER_THE_WORK_REPORT)}
    assert then["ai-imaging-diagnosis"][3] == ["us-medicare-a"]
    assert "ai-healthcare-opinions-2025" not in then["ai-imaging-diagnosis"][2]
    assert "ai-device-registration-guideline-2022" in then["ai-imaging-diagnosis"][2]


def test_antibody_conjugates_are_paid_by_lists(pack: Store) -> None:
    """nrdl COVERS adc and basic-medical-insurance REIMBURSES_VIA nrdl; us-medicare-b PAYS_FOR adc (unverified)."""
    got = rows(pack, "technology-value-chain", technology="adc")
    assert (None, None, [], ["basic-medical-insurance", "us-medicare-b"]) in got
    sure = rows(pack, "technology-value-chain", technology="adc", min_confidence="verified")
    assert (None, None, [], ["basic-medical-insurance"]) in sure
