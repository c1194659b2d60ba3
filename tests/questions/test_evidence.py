"""Time and evidence: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

import pytest
from asked import answer, rows
from pydantic import ValidationError
from tiny import tiny

from graph.answer_table import AnswerTable
from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)

TIMES = """
Market drugs jurisdiction=cn
Market gene-therapy jurisdiction=cn
Agency body jurisdiction=cn start_date=2018-03
Agency other-body jurisdiction=us
PaymentMechanism list jurisdiction=cn status_in_force=in_force start_date=2026-01-01
Policy draft jurisdiction=cn status_in_force=draft start_date=2025-03 end_date=2025-07-03
Policy plan jurisdiction=us start_date=2025-07-03 end_date=2027
Policy reform jurisdiction=cn status_in_force=planned start_date=2027-01-01
Event meeting jurisdiction=cn start_date=2024-12
Event deadline jurisdiction=cn status_in_force=planned start_date=2026-12-18
Event rumour jurisdiction=cn
gene-therapy PART_OF drugs
body REGULATES drugs start_date=2019
body PROPOSED list start_date=2025-01
body ISSUED list start_date=2025-12-07
list TARGETS drugs start_date=2026-01-01
list COVERS gene-therapy start_date=2026-01-01
draft TARGETS drugs start_date=2025-03 end_date=2025-07-03
plan TARGETS drugs start_date=2025-07-03
body ISSUED plan start_date=2025-07-03
other-body ISSUED plan start_date=2025-07-03
meeting CONCERNS list
deadline CONCERNS plan start_date=2026-12-18
rumour CONCERNS drugs
body ISSUED reform start_date=2026-05
reform TARGETS drugs start_date=2027-01-01
"""


def test_what_happened_and_is_due() -> None:
    store = tiny(TIMES)
    got = answer(store, "timeline", topic="drugs", as_of=date(2026, 6, 1))
    assert [(r.date, r.item, r.kind, r.relation, r.via) for r in got.rows] == [
        ("2019", "body", "in force", "REGULATES", None),
        ("2024-12", "meeting", "happened", "CONCERNS", None),
        ("2025-01", "list", "happened", "PROPOSED", None),
        ("2025-03", "draft", "happened", "TARGETS", None),
        ("2025-07-03", "draft", "ends", "TARGETS", None),
        ("2025-07-03", "plan", "in force", "TARGETS", None),
        ("2025-07-03", "plan", "issued", "ISSUED", None),
        ("2025-12-07", "list", "issued", "ISSUED", None),
        ("2026-01-01", "list", "in force", "COVERS", "gene-therapy"),
        ("2026-01-01", "list", "in force", "TARGETS", None),
        ("2026-12-18", "deadline", "due", "CONCERNS", None),
        ("2027-01-01", "reform", "due", "TARGETS", None),
        ("2027", "plan", "ends", "TARGETS", None),
    ], "a draft is put forward, never in force; a partial end lasts to its last day; two issuers make one row"
    assert got.notes[0] == "1 events and acts about it have no date and cannot stand on a timeline."
    (issued,) = [r for r in got.rows if r.item == "plan" and r.kind == "issued"]
    assert len(issued.claims) == 2


def test_a_timeline_on_an_earlier_day_in_a_window_and_of_one_place() -> None:
    store = tiny(TIMES)
    then = rows(store, "timeline", topic="drugs", as_of=date(2025, 4, 1))
    assert [r[:4] for r in then] == [
        ("2019", "body", "in force", "REGULATES"),
        ("2025-03", "draft", "happened", "TARGETS"),
        ("2025-07-03", "draft", "ends", "TARGETS"),
        ("2026-01-01", "list", "due", "COVERS"),
        ("2026-01-01", "list", "due", "TARGETS"),
    ], "the list was announced in January 2025 and is due"
    assert [r[:3] for r in rows(store, "timeline", topic="list", as_of=date(2025, 4, 1))] == [
        ("2024-12", "meeting", "happened"),
        ("2025-01", "list", "happened"),
        ("2026-01-01", "list", "due"),
    ]
    window = rows(store, "timeline", topic="drugs", start="2025-12", end="2026-06", as_of=date(2026, 6, 1))
    assert [r[0] for r in window] == ["2025-12-07", "2026-01-01", "2026-01-01"]
    assert {r[1] for r in rows(store, "timeline", topic="drugs", jurisdiction="us")} == {"plan"}


def test_the_commercial_list_in_order(pack: Store) -> None:
    """Article: "In early 2025 NHSA revealed its plan to release the first Class C list", after a conference of December 2024.

    relations.csv: PROPOSED 2025-01, ISSUED 2025-12-07; payers.csv: start 2026-01-01. Nothing else of it was known on 2025-03-06.
    """
    then = rows(pack, "timeline", topic="commercial-innovative-drug-list", as_of=AFTER_THE_WORK_REPORT)
    assert then == [
        ("2024-12", "nhsa-work-conference-2024", "happened", "CONCERNS", None),
        ("2025-01", "class-c-announcement-2025", "happened", "CONCERNS", None),
        ("2025-01", "commercial-innovative-drug-list", "happened", "PROPOSED", None),
        ("2026-01-01", "commercial-innovative-drug-list", "due", None, None),
    ]
    now = rows(pack, "timeline", topic="commercial-innovative-drug-list")
    assert ("2025-12-07", "commercial-innovative-drug-list", "issued", "ISSUED", None) in now
    assert ("2026-01-01", "commercial-innovative-drug-list", "in force", None, None) in now
    assert ("2026-01-20", "evt-ganhuibao-2026", "happened", "CONCERNS", None) in now


def test_the_beijing_draft_is_never_in_force(pack: Store) -> None:
    """The draft for comment of 2025-03 was superseded by the final plan on 2025-07-03: a trap of the ontology."""
    got = [r for r in rows(pack, "timeline", topic="beijing-ai-pharma-health-plan-draft") if r[1] == "beijing-ai-pharma-health-plan-draft"]
    assert {r[2] for r in got} == {"happened", "ends"}
    assert ("2025-07-03", "beijing-ai-pharma-health-plan-draft", "ends", None, None) in got


def test_what_is_still_due(pack: Store) -> None:
    """other.csv: evt-bcc-list-due-2026 is stored planned for 2026-12-18 and CONCERNS us-biosecure, law since 2025-12-18.

    policies.csv: us-co-sb189 is planned, starts 2027-01-01, and REGULATES us-ai-healthcare; issued on 2026-05-14.
    """
    law = rows(pack, "timeline", topic="us-biosecure", as_of=date(2026, 9, 1))
    assert ("2026-12-18", "evt-bcc-list-due-2026", "due", "CONCERNS", None) in law
    assert ("2025-12-18", "us-biosecure", "issued", "ISSUED", None) in law
    colorado = ("2027-01-01", "us-co-sb189", "due", "REGULATES", None)
    assert colorado in rows(pack, "timeline", topic="us-ai-healthcare", as_of=date(2026, 9, 1))
    assert colorado not in rows(pack, "timeline", topic="us-ai-healthcare", as_of=AFTER_THE_WORK_REPORT)


WHY = """
Source s2 date=2024-05
Source s3 date=2023
Agency body jurisdiction=cn
Agency other jurisdiction=cn
Market drugs jurisdiction=cn
Policy plan jurisdiction=cn start_date=2024-01-01
body REGULATES drugs role=quality sources=s2;s3;s1
body REGULATES drugs role=quality;price start_date=2020 sources=s2
body REGULATES drugs role=data start_date=2021 sources=s2
body SUPPORTS plan start_date=2024-02 effect=mixed sources=s2
body SUPPORTS plan start_date=2025-02 sources=s2
body OPPOSES plan start_date=2023-02 end_date=2024-01 sources= confidence=unverified
plan TARGETS drugs effect=favours sources=s2
plan TARGETS drugs effect=burdens start_date=2024-03 sources=s3
other REGULATES drugs
Figure f1 subject_id=drugs measure=size value=190 unit="USD bn" period=2030 sources=s2
Figure f2 subject_id=drugs measure=size value=187.7 unit="USD bn" period=2030 sources=s3
Figure f3 subject_id=drugs measure=size value=187.7 unit="USD bn" period=2031 sources=s3
"""


def test_every_claim_with_its_sources_and_what_disagrees() -> None:
    store = tiny(WHY)
    got = rows(store, "why", entity="drugs")
    key = "tiny|{}|{}|drugs|{}".format
    assert got == [
        ("drugs", "s1", None, "verified", None),
        (key("body", "REGULATES", ""), "s3", "2023", "verified", True),
        (key("body", "REGULATES", ""), "s2", "2024-05", "verified", True),
        (key("body", "REGULATES", ""), "s1", None, "verified", True),
        (key("body", "REGULATES", "2020"), "s2", "2024-05", "verified", True),
        (key("body", "REGULATES", "2021"), "s2", "2024-05", "verified", None),
        (key("other", "REGULATES", ""), "s1", None, "verified", None),
        (key("plan", "TARGETS", ""), "s2", "2024-05", "verified", False),
        (key("plan", "TARGETS", "2024-03"), "s3", "2023", "verified", False),
        ("f1", "s2", "2024-05", "verified", False),
        ("f2", "s3", "2023", "verified", False),
        ("f3", "s3", "2023", "verified", None),
    ], "roles that differ neither agree nor contradict; signs that differ contradict; figures are rivals within their period"


def test_why_between_two_on_a_day_and_through_what_lies_between() -> None:
    store = tiny(WHY)
    key = "tiny|body|{}|plan|{}".format
    assert rows(store, "why", entity="plan", other="body") == [
        (key("OPPOSES", "2023-02"), None, None, "unverified", None),
        (key("SUPPORTS", "2024-02"), "s2", "2024-05", "verified", None),
        (key("SUPPORTS", "2025-02"), "s2", "2024-05", "verified", None),
    ], "a claim that cites nothing has a row; a change of mind is no contradiction"
    assert [r[0] for r in rows(store, "why", entity="plan", other="body", as_of=date(2024, 6, 1))] == [
        key("OPPOSES", "2023-02"),
        key("SUPPORTS", "2024-02"),
    ]
    assert [r[3] for r in rows(store, "why", entity="plan", other="body", min_confidence="verified")] == ["verified", "verified"]
    between = answer(store, "why", entity="other", other="plan")
    assert between.notes[0].startswith("No claim joins other and plan directly")
    assert [r.claim for r in between.rows] == [
        "tiny|other|REGULATES|drugs|",
        "tiny|plan|TARGETS|drugs|",
        "tiny|plan|TARGETS|drugs|2024-03",
    ]
    table = AnswerTable(answer(store, "why", entity="plan", other="drugs"), "en")
    assert table.rows()[0][:2] == ["plan · Targets · drugs", "s2"], "a claim is shown as a sentence, a source by its title"


def test_who_says_what_bio_thought_of_the_bill(pack: Store) -> None:
    """relations.csv, sources.csv: the letter is dated January by st-epoch-fara (2024-03), February by st-nr-fara and st-axios-fara."""
    got = {(r[0].split("|")[2], r[0].split("|")[4], r[1]): r[2:] for r in rows(pack, "why", entity="us-bio", other="us-biosecure-2024")}
    assert got["OPPOSES", "2024-01", "st-epoch-fara"] == ("2024-03", "verified", True)
    assert got["OPPOSES", "2024-02", "st-axios-fara"] == ("2024-03-12", "verified", True)
    assert got["SUPPORTS", "2024-03-13", "st-axios-bio24"] == ("2024-03-13", "verified", None)
    then = {r[0].split("|")[2] for r in rows(pack, "why", entity="us-bio", other="us-biosecure-2024", as_of=date(2024, 3, 1))}
    assert then == {"OPPOSES"}


def test_estimates_of_the_world_market_disagree(pack: Store) -> None:
    """figures.csv: 190 (podcast), 187.7, 187.95 and 110.61 USD bn for 2030, each from one source, none of them dated."""
    got = [r for r in rows(pack, "why", entity="global-ai-healthcare") if r[0].startswith("fig-")]
    assert [(r[1], r[4]) for r in got] == [("podcast-e3", False), ("co-p147", False), ("co-p146", False), ("co-p145", False)]
    sure = [r for r in rows(pack, "why", entity="global-ai-healthcare", min_confidence="verified") if r[0].startswith("fig-")]
    assert [r[1] for r in sure] == ["co-p147", "co-p146", "co-p145"], "the podcast's figure is only reported"


def test_why_the_list_and_nhsa(pack: Store) -> None:
    """relations.csv: nhsa PROPOSED (2025-01, article-drugs, reported), ISSUED, ADMINISTERS and SUPPORTS the list."""
    got = rows(pack, "why", entity="commercial-innovative-drug-list", other="nhsa")
    assert ("ecomap|nhsa|PROPOSED|commercial-innovative-drug-list|2025-01", "article-drugs", "2025-03-06", "reported", None) in got
    issued = {r[1] for r in got if "|ISSUED|" in r[0]}
    assert issued == {"yg-chiidl", "cms-nrdl25"}, "the article of March 2025 is no source for December"
    then = rows(pack, "why", entity="commercial-innovative-drug-list", other="nhsa", as_of=AFTER_THE_WORK_REPORT)
    assert {r[0].split("|")[2] for r in then} == {"PROPOSED"}
    through = answer(pack, "why", entity="nhsa", other="innovative-drugs")
    assert through.notes[0].startswith("No claim joins nhsa and innovative-drugs directly")
    assert "ecomap|nhsa|ADMINISTERS|nrdl|2018" in {r.claim for r in through.rows}


MAP = """
PaymentMechanism list jurisdiction=cn start_date=2026-01-01
PaymentMechanism old jurisdiction=cn start_date=2015 end_date=2025-07-01
PaymentMechanism steady jurisdiction=us
PaymentMechanism alone jurisdiction=cn start_date=2025-05-01
Payer fund jurisdiction=cn
Payer other jurisdiction=us
Benefit care jurisdiction=intl
Agency body jurisdiction=cn
Policy rule jurisdiction=cn start_date=2025-05-01
Market market jurisdiction=cn
body PROPOSED list start_date=2025-01
body ADMINISTERS list start_date=2026-01-01
fund REIMBURSES_VIA list
fund REIMBURSES_VIA old
fund COVERS care start_date=2025-06-01
other COVERS care start_date=2025-06-01 confidence=reported
other REIMBURSES_VIA steady end_date=2025-04
rule TARGETS market
"""


def test_a_map_then_and_now() -> None:
    store = tiny(MAP)
    got = answer(store, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31")
    assert [(r.change, r.item, r.before, r.after) for r in got.rows] == [
        ("added", "tiny|fund|COVERS|care|2025-06-01", None, "in force"),
        ("added", "tiny|other|COVERS|care|2025-06-01", None, "in force"),
        ("ended", "old", "in force", "ended"),
        ("ended", "tiny|other|REIMBURSES_VIA|steady|", "in force", "ended"),
        ("status", "list", "planned", "in force"),
    ], "the rule is no part of this map, what stands alone is not drawn, the list's own relations stand behind it"
    (listed,) = [r for r in got.rows if r.item == "list"]
    assert listed.claims == ["list", "tiny|body|ADMINISTERS|list|2026-01-01", "tiny|fund|REIMBURSES_VIA|list|"]
    cn = rows(store, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31", jurisdiction="cn", min_confidence="verified")
    assert [r[1] for r in cn] == ["tiny|fund|COVERS|care|2025-06-01", "old", "list"]
    back = rows(store, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31", as_of=date(2025, 6, 15))
    assert [r[:2] for r in back] == [
        ("added", "tiny|fund|COVERS|care|2025-06-01"),
        ("added", "tiny|other|COVERS|care|2025-06-01"),
        ("ended", "tiny|other|REIMBURSES_VIA|steady|"),
    ], "nothing after the day of the answer"
    assert rows(store, "then-and-now", map="payment", earlier="2026-07-31", later="2025-03-06") == []
    with pytest.raises(ValidationError):
        rows(store, "then-and-now", map="nowhere", earlier="2025", later="2026")


def test_payment_since_the_work_report(pack: Store) -> None:
    """payers.csv, relations.csv: the list and its route start 2026-01-01 and were planned on 2025-03-06.

    benefit-commercial-list-drugs starts with the list; mof FUNDS trade-in-subsidy ended with 2025; us-nih FUNDS a stage from 2026.
    """
    got = rows(pack, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31")
    assert ("status", "commercial-innovative-drug-list", "planned", "in force") in got
    assert ("status", "route-cn-drug-commercial-list", "planned", "in force") in got
    assert ("added", "benefit-commercial-list-drugs", None, "in force") in got
    assert ("ended", "ecomap|mof|FUNDS|trade-in-subsidy|2025", "in force", "ended") in got
    assert ("added", "ecomap|us-nih|FUNDS|stage-basic-research|2026", None, "in force") in got
    then = rows(pack, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31", as_of=date(2025, 12, 31))
    assert "commercial-innovative-drug-list" not in {r[1] for r in then}, "still planned on the last day of 2025"
    us = {r[1] for r in rows(pack, "then-and-now", map="payment", earlier="2025-03-06", later="2026-07-31", jurisdiction="us")}
    assert "ecomap|us-nih|FUNDS|stage-basic-research|2026" in us
    assert "commercial-innovative-drug-list" not in us


def test_governance_before_the_reform_of_2018(pack: Store) -> None:
    """nhsa begins 2018-05-31 (agencies.csv) and ADMINISTERS basic-medical-insurance from that day."""
    got = {r[1]: r for r in rows(pack, "then-and-now", map="governance", earlier="2018-01-01", later="2019-01-01")}
    assert got["nhsa"] == ("added", "nhsa", None, "in force")


DOUBT = """
Source fresh date=2026-01-01 kind=law
Source news date=2024-01 kind=news
Source old date=2022-01-01 kind=law
Deal d1 name=d1 licensor_id=a licensee_id=b date=2026-02-01 sources=fresh;old
Deal d2 name=d2 licensor_id=b licensee_id=a sources=fresh;old
Company a sources=fresh;old
Company b sources=news
Company c sources=news
Risk gap sources=fresh;old
Policy rule sources=fresh;old
a INVESTED_IN b start_date=2020 sources= confidence=unverified
rule MITIGATES gap sources=fresh;old effect=favours start_date=2025-01-01
rule MITIGATES gap sources=fresh;old effect=burdens start_date=2025-02-01
"""


def test_what_is_not_known_of_a_map() -> None:
    got = answer(tiny(DOUBT), "unknowns", map="capital", as_of=date(2026, 6, 1))
    assert [(r.problem, r.item, r.since) for r in got.rows] == [
        ("no source", "tiny|a|INVESTED_IN|b|2020", None),
        ("single source", "b", "2024-01"),
        ("unverified", "tiny|a|INVESTED_IN|b|2020", None),
        ("undated", "d2", "2026-01-01"),
        ("undated", "rule", "2026-01-01"),
        ("stale", "b", "2025-07-31"),
        ("disputed", "tiny|rule|MITIGATES|gap|2025-01-01", "2026-01-01"),
        ("disputed", "tiny|rule|MITIGATES|gap|2025-02-01", "2026-01-01"),
    ], "c is joined to nothing on the map; news of January 2024 is old eighteen months after its last day"
    assert got.rows[-1].claims == ["tiny|rule|MITIGATES|gap|2025-02-01", "tiny|rule|MITIGATES|gap|2025-01-01"]
    assert ("stale", "b") not in {(r[1], r[0]) for r in rows(tiny(DOUBT), "unknowns", map="capital", as_of=date(2025, 7, 30))}


def test_what_is_not_known_of_the_facts(pack: Store) -> None:
    """figures.csv: four rival sizes of the world market; silver economy 2035: 19 against 30; other.csv: aia-china cites nothing.

    sources.csv: podcast-e3 has no date, so its figure is not stale. rt-pbmsel alone is behind one link of the US drug route.
    """
    technology = {(r[1], r[0]) for r in rows(pack, "unknowns", map="technology")}
    assert ("disputed", "fig-global-ai-healthcare-projected-market-size-2030") in technology
    assert ("disputed", "fig-silver-economy-projected-market-size-other-estimate-2035") in technology
    assert ("no source", "aia-china") in technology
    assert ("single source", "fig-global-ai-healthcare-projected-market-size-2030") in technology
    assert ("stale", "fig-global-ai-healthcare-projected-market-size-2030") not in technology
    sure = {(r[1], r[0]) for r in rows(pack, "unknowns", map="technology", min_confidence="verified")}
    assert ("disputed", "fig-global-ai-healthcare-projected-market-size-2030") not in sure
    assert {word for word, item in sure if "|" in item} <= {"single source", "undated", "stale", "disputed"}
    payment = {(r[1], r[0]) for r in rows(pack, "unknowns", map="payment", as_of=AFTER_THE_WORK_REPORT)}
    assert ("single source", "ecomap|us-stage-fda-approval|PRECEDES|us-step-launch-price|") in payment
    assert not {item for _, item in payment if item == "ecomap|commercial-innovative-drug-list|COVERS|car-t|2026-01-01"}
    entry = {
        word for word, item in {(r[1], r[0]) for r in rows(pack, "unknowns", map="entry")} if "|SUPPORTS|" in item or "|OPPOSES|" in item
    }
    assert "disputed" not in entry, "a change of mind is a later relation, no dispute"


def test_deals_on_a_timeline_by_their_other_party() -> None:
    store = tiny(
        """
        Company maker jurisdiction=cn
        Company buyer jurisdiction=us
        Company rival jurisdiction=gb
        Deal d1 name=d1 licensor_id=maker licensee_id=buyer date=2025-01-10
        Deal d2 name=d2 licensor_id=rival licensee_id=maker date=2024-05
        Deal d3 name=d3 licensor_id=maker licensee_id=buyer date=2026-01-10 confidence=reported
        """
    )
    asked = {"topic": "maker", "as_of": date(2026, 6, 1)}
    assert [r[:4] for r in rows(store, "timeline", **asked)] == [
        ("2024-05", "d2", "happened", "Deal"),
        ("2025-01-10", "d1", "happened", "Deal"),
        ("2026-01-10", "d3", "happened", "Deal"),
    ]
    assert [r[1] for r in rows(store, "timeline", jurisdiction="us", **asked)] == ["d1", "d3"]
    assert [r[1] for r in rows(store, "timeline", jurisdiction="us", min_confidence="verified", **asked)] == ["d1"]
    assert [r[1] for r in rows(store, "timeline", topic="maker", as_of=AFTER_THE_WORK_REPORT)] == ["d2", "d1"]
