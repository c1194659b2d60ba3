"""Governance models compared: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

import pytest
from asked import answer, rows
from tiny import tiny

from graph.errors import AskError
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
    assert len(gap.claims) == 3, "a gap rests on what is found elsewhere, and on what makes scanners a part"


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


DUTIES = """
Jurisdiction eu
Jurisdiction de jurisdiction=eu
Application imaging
Application chat
Market ai jurisdiction=cn
Market other jurisdiction=cn
Product scanner
Product orphan
scanner PART_OF imaging
ai HAS_APPLICATION imaging
Duty labelling
Duty transfer
Duty training
Duty filing
Policy cn-law jurisdiction=cn start_date=2021
Policy cn-guide jurisdiction=cn start_date=2021
Policy us-rule jurisdiction=us start_date=2025-04-08
Policy us-other jurisdiction=us start_date=2020
Policy de-law jurisdiction=de start_date=2020
Policy eu-act jurisdiction=eu start_date=2028
transfer APPLIES_TO imaging
training APPLIES_TO imaging
labelling APPLIES_TO imaging
filing APPLIES_TO chat
cn-law IMPOSES transfer detail="Assessment."
us-rule IMPOSES transfer detail="No access."
cn-law CONFLICTS_WITH us-rule
de-law IMPOSES training
us-other IMPOSES training detail="Describe data." confidence=reported
cn-guide IMPOSES labelling detail="Label it."
eu-act IMPOSES labelling detail="Mark it." start_date=2028
cn-law APPLIES_TO imaging
us-rule APPLIES_TO imaging
us-other APPLIES_TO chat
de-law APPLIES_TO imaging
"""


def test_duties_conflict_stack_or_stand_alone() -> None:
    expected = [
        ("labelling", "cn", ["cn-guide"], ["general: Label it."], "single"),
        ("training", "eu", ["de-law"], ["–"], "stack"),
        ("training", "us", ["us-other"], ["general: Describe data."], "stack"),
        ("transfer", "cn", ["cn-law"], ["Assessment."], "conflict"),
        ("transfer", "us", ["us-rule"], ["No access."], "conflict"),
    ]
    store = tiny(DUTIES)
    assert rows(store, "stacked-duties", product="imaging", as_of=date(2026, 1, 1)) == expected
    assert rows(store, "stacked-duties", product="scanner", as_of=date(2026, 1, 1)) == expected, "a product, by the kind that it is part of"
    by_market = answer(store, "stacked-duties", product="ai", as_of=date(2026, 1, 1))
    assert len(by_market.rows) == 5
    assert by_market.notes[0] == "No duty applies to ai itself; these are the duties of its applications: imaging."


def test_duties_of_a_day_a_place_and_a_confidence() -> None:
    store = tiny(DUTIES)
    assert rows(store, "stacked-duties", product="imaging", as_of=date(2025, 1, 1), jurisdiction="cn", min_confidence="verified") == [
        ("labelling", "cn", ["cn-guide"], ["general: Label it."], "single"),
        ("transfer", "cn", ["cn-law"], ["Assessment."], "single"),
    ], "before the US rule there is nothing to conflict with"
    got = rows(store, "stacked-duties", product="imaging", as_of=date(2026, 1, 1), jurisdiction="cn")
    assert [row[-1] for row in got] == ["single", "conflict"], "the verdict is the duty's, whatever place is asked for"


def test_a_product_of_no_kind_and_a_kind_without_duties() -> None:
    store = tiny(DUTIES)
    with pytest.raises(AskError, match="orphan is part of no kind of product; ask for a kind, one of: chat, imaging"):
        rows(store, "stacked-duties", product="orphan")
    got = answer(store, "stacked-duties", product="other")
    assert (got.rows, got.notes) == ([], ["In this dataset duties are stated for chat, imaging only."])


def test_change_of_a_model_conflicts(pack: Store) -> None:
    """us-fda-pccp (agreed updates go live) CONFLICTS_WITH ai-device-registration-guideline-2022 (locked model) and eu-mdr; all three impose
    duty-change-control and apply to ai-imaging-diagnosis."""
    got = [
        row
        for row in rows(pack, "stacked-duties", product="ai-imaging-diagnosis", as_of=date(2026, 7, 1))
        if row[0] == "duty-change-control"
    ]
    assert [(place, policies, verdict) for _, place, policies, _, verdict in got] == [
        ("cn", ["ai-device-registration-guideline-2022"], "conflict"),
        ("eu", ["eu-mdr"], "conflict"),
        ("us", ["us-fda-pccp"], "conflict"),
    ]
    assert got[0][3] == ["Model is expected to be locked; later change needs a new filing."]


def test_duties_on_the_day_after_the_work_report(pack: Store) -> None:
    """us-doj-bulk-data-rule is of 2025-04-08: before, China and the EU control transfers of imaging data, and data-export-assessment-2022
    conflicts with nothing; the duty still conflicts with training-data governance and clinical evaluation (this dataset's reading)."""
    got = rows(pack, "stacked-duties", product="ai-imaging-diagnosis", as_of=date(2025, 3, 6))
    transfer = {
        place: policies for duty, place, policies, _, verdict in got if duty == "duty-data-transfer-control" and verdict == "conflict"
    }
    assert set(transfer) == {"cn", "eu"}
    assert transfer["eu"] == ["eu-gdpr"]
    assert not any(duty == "duty-quality-system" and place == "us" for duty, place, *_ in got), "us-qmsr is of 2026-02-02"
    assert {verdict for duty, *_, verdict in got if duty == "duty-event-logging"} == {"single"}


def test_german_duties_of_cancer_drugs(pack: Store) -> None:
    """de-amnog (Germany) IMPOSES duty-hta-dossier and duty-price-commitment and APPLIES_TO oncology-therapeutics; EU-wide law is wider."""
    got = rows(pack, "stacked-duties", product="oncology-therapeutics", jurisdiction="de", as_of=date(2026, 7, 1))
    german = [(duty, place, policies, verdict) for duty, place, policies, _, verdict in got if place != "intl"]
    assert german == [
        ("duty-hta-dossier", "eu", ["de-amnog"], "stack"),
        ("duty-price-commitment", "eu", ["de-amnog"], "stack"),
    ]


PAIRS = """
Jurisdiction eu
Jurisdiction de jurisdiction=eu
Agency nmpa jurisdiction=cn
Agency fda jurisdiction=us
Agency bfarm jurisdiction=de end_date=2025
Agency who jurisdiction=intl
Association certifiers
nmpa EQUIVALENT_TO fda role=market-approval;quality detail="The FDA decides alone."
bfarm EQUIVALENT_TO nmpa role=market-approval confidence=unverified
nmpa EQUIVALENT_TO certifiers
fda EQUIVALENT_TO who role=standards
"""


def test_equivalents_in_either_direction() -> None:
    store = tiny(PAIRS)
    assert rows(store, "equivalent-bodies", body="nmpa", as_of=date(2025, 1, 1)) == [
        ("eu", "bfarm", "market-approval", None),
        ("us", "fda", "market-approval", "The FDA decides alone."),
        ("us", "fda", "quality", "The FDA decides alone."),
        (None, "certifiers", None, None),
    ], "an equivalent of an equivalent is none"
    assert [row[1] for row in rows(store, "equivalent-bodies", body="fda", as_of=date(2026, 1, 1))] == ["nmpa", "nmpa", "who"]
    assert rows(store, "equivalent-bodies", body="nmpa", as_of=date(2026, 1, 1), jurisdiction="eu") == [(None, "certifiers", None, None)]


def test_equivalents_of_the_nmpa(pack: Store) -> None:
    """relations.csv has four pairs with nmpa, all market-approval: us-fda, eu-ema (medicines only), eu-notified-bodies, gb-mhra."""
    got = rows(pack, "equivalent-bodies", body="nmpa")
    assert [row[:3] for row in got] == [
        ("eu", "eu-ema", "market-approval"),
        ("eu", "eu-notified-bodies", "market-approval"),
        ("gb", "gb-mhra", "market-approval"),
        ("us", "us-fda", "market-approval"),
    ]
    assert got[0][3].startswith("The EMA assesses medicines only")


def test_equivalents_of_the_payer_by_day_place_and_confidence(pack: Store) -> None:
    """nhsa = us-cms, de-gkv, gb-nhs-england (payment), all unverified; the NHSA was created on 2018-03-17 and had none before."""
    assert [row[1] for row in rows(pack, "equivalent-bodies", body="nhsa")] == ["de-gkv", "gb-nhs-england", "us-cms"]
    assert [row[:2] for row in rows(pack, "equivalent-bodies", body="nhsa", jurisdiction="de")] == [("eu", "de-gkv")]
    assert rows(pack, "equivalent-bodies", body="nhsa", min_confidence="reported") == []
    assert rows(pack, "equivalent-bodies", body="nhsa", as_of=date(2017, 1, 1)) == []
    assert [row[1] for row in rows(pack, "equivalent-bodies", body="us-icer", as_of=date(2025, 3, 6))] == [
        "cn-nrdl-expert-panels",
        "de-gba",
        "gb-nice",
    ]
