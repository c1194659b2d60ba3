"""Regional plans, effects on segments and gaps: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

PLANS = """
Jurisdiction cn
Jurisdiction cn-bj jurisdiction=cn
cn-bj PART_OF cn
Agency beijing jurisdiction=cn-bj
Program initiative jurisdiction=cn start_date=2024-03-05
Policy opinions jurisdiction=cn start_date=2024-08
Policy draft jurisdiction=cn-bj status_in_force=draft start_date=2025-03 end_date=2025-07-03
Policy final jurisdiction=cn-bj start_date=2025-07-03 end_date=2027
Policy shanghai jurisdiction=cn-sh start_date=2026-01
Policy guangdong jurisdiction=cn-gd end_date=2027
Market ai jurisdiction=cn
Market drugs jurisdiction=cn
opinions IMPLEMENTS initiative start_date=2024-08
draft IMPLEMENTS initiative start_date=2025-03 end_date=2025-07-03
final IMPLEMENTS initiative start_date=2025-07-03
final SUPERSEDES draft start_date=2025-07-03
shanghai BASED_ON opinions start_date=2026-01 confidence=reported
guangdong IMPLEMENTS initiative confidence=unverified
beijing PROPOSED draft start_date=2025-03
beijing ISSUED final start_date=2025-06-30
draft TARGETS ai role=supply;data
final TARGETS ai role=supply
final TARGETS drugs role=supply;capital
final PROMOTES initiative
"""


def test_plans_by_region_with_their_measures_by_lever() -> None:
    assert rows(tiny(PLANS), "regional-plans", initiative="initiative", as_of=date(2026, 3, 1)) == [
        ("cn-bj", "final", "in force", "2025-06-30", "2025–2027", "capital", ["drugs"]),
        ("cn-bj", "final", "in force", "2025-06-30", "2025–2027", "supply", ["ai", "drugs"]),
        ("cn-bj", "final", "in force", "2025-06-30", "2025–2027", None, ["initiative"]),
        ("cn-gd", "guangdong", "in force", None, "–2027", None, []),
        ("cn-sh", "shanghai", "in force", "2026-01", "2026–", None, []),
    ]


def test_a_draft_is_a_plan_of_its_day() -> None:
    assert rows(tiny(PLANS), "regional-plans", initiative="initiative", as_of=date(2025, 3, 6), min_confidence="reported") == [
        ("cn-bj", "draft", "draft", "2025-03", "2025", "data", ["ai"]),
        ("cn-bj", "draft", "draft", "2025-03", "2025", "supply", ["ai"]),
    ]
    got = rows(tiny(PLANS), "regional-plans", initiative="initiative", as_of=date(2026, 3, 1), jurisdiction="cn-sh")
    assert [row[:2] for row in got] == [("cn-sh", "shanghai")]


def test_beijing_and_shanghai_on_the_day_after_the_work_report(pack: Store) -> None:
    """The article: Beijing's draft for comment of March 2025, Shanghai's plan of November 2024 (issued 2024-11-23, to 2027). Levers of the
    draft in relations.csv: training bases (infrastructure, data), AI drug research (data, supply), joint laboratories (infrastructure),
    multi-scale models and ai-drug-discovery (supply)."""
    got = rows(pack, "regional-plans", initiative="ai-plus-initiative", as_of=date(2025, 3, 6))
    assert [row for row in got if row[0] == "cn-bj"] == [
        ("cn-bj", "beijing-ai-pharma-health-plan-draft", "draft", "2025-03", "2025", "data", ["ai-data-training-bases", "ai-drug-rd"]),
        (
            "cn-bj",
            "beijing-ai-pharma-health-plan-draft",
            "draft",
            "2025-03",
            "2025",
            "infrastructure",
            ["ai-data-training-bases", "joint-key-labs-innovation-centres"],
        ),
        (
            "cn-bj",
            "beijing-ai-pharma-health-plan-draft",
            "draft",
            "2025-03",
            "2025",
            "supply",
            ["ai-drug-discovery", "ai-drug-rd", "multiscale-foundation-models"],
        ),
    ]
    shanghai = [row for row in got if row[0] == "cn-sh"]
    assert {row[1:5] for row in shanghai} == {("shanghai-medical-ai-plan", "in force", "2024-11-23", "2024–2027")}
    assert {row[1] for row in got} & {"beijing-ai-pharma-health-plan", "zhejiang-ai-health-plan"} == set()


def test_the_final_beijing_plan_replaces_the_draft(pack: Store) -> None:
    """Issued on 2025-07-03, in force to 2027; a plan of the same year that stands only in the regional group is Fujian's (PART_OF it)."""
    got = rows(pack, "regional-plans", initiative="ai-plus-initiative", as_of=date(2025, 7, 3))
    assert {row[1:5] for row in got if row[0] == "cn-bj"} == {("beijing-ai-pharma-health-plan", "in force", "2025-07-03", "2025–2027")}
    later = rows(pack, "regional-plans", initiative="ai-plus-initiative", as_of=date(2026, 7, 1))
    assert ("cn-fj", "fujian-15fyp-ai", "in force", "2026", "2026–2030", "data", ["ai-quality-datasets"]) in later
    assert not any(row[0] == "cn" for row in later), "the national opinions are no regional plan"


def test_verified_plans_of_guangdong(pack: Store) -> None:
    """Shenzhen is part of Guangdong and its tie to AI Plus verified; the province's and Guangzhou's ties are unverified."""
    got = rows(
        pack, "regional-plans", initiative="ai-plus-initiative", jurisdiction="cn-gd", min_confidence="verified", as_of=date(2026, 7, 1)
    )
    assert {(region, plan) for region, plan, *_ in got} == {("shenzhen", "shenzhen-ai-health-goals")}


EFFECTS = """
Market drugs jurisdiction=cn
Market devices jurisdiction=cn
Market reagents jurisdiction=us
StakeholderGroup makers
Technology llm
Policy report jurisdiction=cn subtype=work-report start_date=2025-03-05 end_date=2025
Program boost jurisdiction=cn start_date=2025-03-05
PaymentMechanism list jurisdiction=cn start_date=2018
PaymentMechanism later-list jurisdiction=cn start_date=2026
report TARGETS drugs role=supply;price effect=favours
report APPLIES_TO devices
report PROMOTES boost
report REFORMS list role=price effect=mixed
report USES later-list
boost INFLUENCES devices role=demand effect=favours confidence=reported
boost TARGETS devices role=demand
list TARGETS reagents effect=burdens
list TARGETS drugs role=price
makers EXPOSED_TO list effect=mixed
later-list COVERS llm role=coverage effect=favours
"""


def test_effects_directly_and_over_one_step() -> None:
    assert rows(tiny(EFFECTS), "segment-effects", policy="report", as_of=date(2025, 6, 1)) == [
        ("devices", "demand", "favours", "boost"),
        ("drugs", "price", "favours", None),
        ("drugs", "supply", "favours", None),
        ("makers", None, "mixed", "list"),
        ("reagents", None, "burdens", "list"),
        ("drugs", "price", None, "list"),
    ], "scope alone (devices) is no effect; the later list is of 2026"
    assert rows(
        tiny(EFFECTS), "segment-effects", policy="report", jurisdiction="cn", min_confidence="verified", as_of=date(2026, 6, 1)
    ) == [
        ("drugs", "price", "favours", None),
        ("drugs", "supply", "favours", None),
        ("makers", None, "mixed", "list"),
        ("devices", "demand", None, "boost"),
        ("drugs", "price", None, "list"),
    ], "the report has ended and is taken as on its last day, before the later list"


def test_what_the_2025_report_does_to_segments(pack: Store) -> None:
    """The article: trade-in subsidies favour home-use devices; consumption-boost is expected to help dermatology, FSMP, supplements; 6G is
    named for the first time, with investment (capital; infrastructure); vbp has mixed effects on generic-drugs (price and procurement)."""
    got = rows(pack, "segment-effects", policy="gwr-2025", as_of=date(2025, 3, 6))
    assert {row[1:] for row in got if row[0] == "6g"} == {("capital", "favours", None), ("infrastructure", "favours", None)}
    assert ("home-medical-devices", "demand", "favours", "trade-in-subsidy") in got
    assert ("dermatology", "demand", "favours", "consumption-boost") in got
    assert {row[1:] for row in got if row[0] == "generic-drugs"} == {("price", "mixed", "vbp"), ("procurement", "mixed", "vbp")}
    assert ("innovative-drugs", "price", "favours", None) in got


def test_biosecure_burdens_chinese_firms_and_cuts_both_ways_in_services(pack: Store) -> None:
    """relations.csv: TARGETS cxo and genomics-sequencing (mixed, procurement), APPLIES_TO chinese-healthcare-companies (burdens)."""
    assert rows(pack, "segment-effects", policy="us-biosecure", as_of=date(2026, 7, 1)) == [
        ("cxo", "procurement", "mixed", None),
        ("genomics-sequencing", "procurement", "mixed", None),
        ("chinese-healthcare-companies", "procurement", "burdens", None),
    ]
    early = answer(pack, "segment-effects", policy="us-biosecure", as_of=date(2025, 3, 6))
    assert (early.rows, early.notes[0][:32]) == ([], "us-biosecure is not yet shown on")


def test_what_a_report_says_is_left_out_where_only_verified_counts(pack: Store) -> None:
    """consumption-boost INFLUENCES dermatology by report only; gwr-2025 TARGETS tcm-services is verified."""
    got = rows(pack, "segment-effects", policy="gwr-2025", min_confidence="verified", as_of=date(2025, 3, 6))
    assert ("tcm-services", "supply", "favours", None) in got
    assert not any(segment == "dermatology" for segment, *_ in got)


GAPS = """
Market care jurisdiction=cn start_date=2020
Market drugs jurisdiction=cn
Market oncology jurisdiction=cn
Market tcm jurisdiction=cn
Market us-care jurisdiction=us
Benefit chemo jurisdiction=intl
Driver ageing
StakeholderGroup patients
Figure size subject_id=drugs measure=size value=3
Policy report jurisdiction=cn subtype=work-report start_date=2024
Policy plan jurisdiction=cn start_date=2025
Program boost jurisdiction=cn
Payer fund jurisdiction=cn
Payer medicare jurisdiction=us
oncology PART_OF drugs
chemo PART_OF oncology
ageing DRIVES care
patients OPERATES_IN care confidence=reported
patients OPERATES_IN oncology
report TARGETS care
boost INFLUENCES care
plan TARGETS drugs
plan TARGETS oncology
medicare COVERS chemo
fund PAYS_FOR care confidence=unverified
"""


def test_gaps_by_segment() -> None:
    store = tiny(GAPS)
    assert rows(store, "policy-gaps", as_of=date(2025, 6, 1)) == [
        ("care", ["ageing", "patients"], [], ["fund"], "no policy"),
        ("drugs", ["size"], ["plan"], [], "no payer"),
        ("oncology", ["patients"], ["plan"], [], "no payer"),
        ("tcm", [], [], [], "no demand known"),
    ], "a report and an expectation are no policy of its own; Medicare does not pay in China"
    assert rows(store, "policy-gaps", as_of=date(2024, 6, 1), min_confidence="reported", segments=["care", "drugs"]) == [
        ("care", ["ageing", "patients"], [], [], "no policy and no payer"),
        ("drugs", ["size"], [], [], "no policy and no payer"),
    ]


def test_segments_by_name_are_asked_one_by_one() -> None:
    got = answer(tiny(GAPS), "policy-gaps", segments=["care", "us-care"], as_of=date(2019, 6, 1))
    assert [row.segment for row in got.rows] == ["us-care"]  # type: ignore[attr-defined]
    assert got.notes[0] == "care is not yet shown on 2019-06-01; it is from 2020-01-01."


def test_segments_with_demand_and_no_policy(pack: Store) -> None:
    """tech-transfer-services: agencies are active in it, only work reports name it, nobody pays. dermatology: consumers, the article
    expects an effect (INFLUENCES), out-of-pocket pays."""
    got = {segment: row for segment, *row in rows(pack, "policy-gaps", as_of=date(2026, 7, 1))}
    assert got["tech-transfer-services"] == [["tech-transfer-agencies"], [], [], "no policy and no payer"]
    assert got["dermatology"] == [["health-consumers"], [], ["out-of-pocket"], "no policy"]
    assert got["mental-health-services"] == [
        ["driver-mental-distress", "patients"],
        ["mental-health-service-years-2025-2027"],
        ["basic-medical-insurance", "out-of-pocket"],
        "none",
    ]
    assert not any(segment in got for segment in ("us-healthcare-market", "eu-healthcare-market"))


def test_the_list_beyond_basic_cover_pays_for_nothing_before_2026(pack: Store) -> None:
    """All relations of commercial-innovative-drug-list towards innovative drugs start on 2026-01-01; nrdl and the fund paid before."""
    for day, there in ((date(2025, 3, 6), False), (date(2026, 1, 1), True)):
        ((_, _, policies, payers, _),) = rows(pack, "policy-gaps", segments=["innovative-drugs"], as_of=day)
        assert ("commercial-innovative-drug-list" in policies, "commercial-innovative-drug-list" in payers) == (there, there)
        assert {"basic-medical-insurance", "nrdl"} <= set(payers)


def test_verified_demand_only(pack: Store) -> None:
    """dermatology's consumers are implied by the article (reported); out-of-pocket is verified."""
    assert rows(pack, "policy-gaps", segments=["dermatology"], min_confidence="verified") == [
        ("dermatology", [], [], ["out-of-pocket"], "no demand known")
    ]
