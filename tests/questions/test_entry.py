"""A company enters a market: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

WORLD = """
Jurisdiction us
Jurisdiction cn
Jurisdiction us-tx jurisdiction=us
us-tx PART_OF us
Market market jurisdiction=us
Company maker jurisdiction=cn
Company arm jurisdiction=us-tx
Company rival jurisdiction=us
Company home-partner jurisdiction=cn
Company buyer jurisdiction=us
Provider clinic jurisdiction=us
Agency fda jurisdiction=us
Agency cder jurisdiction=us
Agency congress jurisdiction=us
Association lobby jurisdiction=us
StakeholderGroup payers jurisdiction=us
Payer aetna jurisdiction=us
StakeholderGroup patients jurisdiction=us start_date=2026-02
Policy act jurisdiction=us status_in_force=in_force start_date=2025-12-18
Stage trust jurisdiction=us
Route ladder jurisdiction=us subtype="trust ladder"
Stage listing jurisdiction=us
arm SUBSIDIARY_OF maker
arm PARTNERS_WITH clinic
maker PARTNERS_WITH home-partner
Deal d1 name=d1 licensor_id=maker licensee_id=buyer date=2025-01-10
rival OPERATES_IN market
fda REGULATES market role=market-approval
cder PART_OF fda
cder ADVISES listing
payers INFLUENCES market confidence=reported
aetna MEMBER_OF payers
patients INFLUENCES market
trust PART_OF market
congress PROPOSED trust
ladder APPLIES_TO market
listing PART_OF ladder
payers DECIDES listing
act RESTRICTS maker effect=burdens start_date=2025-12-18
lobby SUPPORTS act start_date=2025-12
"""


def test_who_matters_by_kind_and_distance() -> None:
    got = answer(tiny(WORLD), "entry-stakeholders", company="maker", market="market", as_of=date(2026, 3, 1))
    assert [(r.kind, r.stakeholder, r.links, r.hops) for r in got.rows] == [
        ("Agency", "congress", ["PROPOSED"], 3),
        ("Association", "lobby", ["SUPPORTS"], 2),
        ("Company", "arm", ["SUBSIDIARY_OF"], 1),
        ("Company", "buyer", ["Deal"], 1),
        ("Company", "rival", ["OPERATES_IN"], 2),
        ("Payer", "aetna", ["MEMBER_OF"], 3),
        ("Provider", "clinic", ["PARTNERS_WITH"], 2),
        ("StakeholderGroup", "patients", ["INFLUENCES"], 2),
        ("StakeholderGroup", "payers", ["DECIDES", "INFLUENCES"], 2),
    ], "the regulator and its centre are beside the question, a partner at home is of another jurisdiction"
    assert got.notes[0].startswith("Beyond the regulator: fda")
    (aetna,) = [r for r in got.rows if r.stakeholder == "aetna"]
    assert {"tiny|aetna|MEMBER_OF|payers|", "tiny|payers|INFLUENCES|market|"} <= set(aetna.claims)


def test_who_mattered_on_an_earlier_day_and_who_is_sure() -> None:
    store = tiny(WORLD)
    before = {r[1] for r in rows(store, "entry-stakeholders", company="maker", market="market", as_of=date(2025, 6, 1))}
    assert before == {"arm", "buyer", "clinic", "congress", "rival", "payers", "aetna"}, "neither the act nor the patients were there"
    sure = {r[1]: r[2] for r in rows(store, "entry-stakeholders", company="maker", market="market", min_confidence="verified")}
    assert sure["payers"] == ["DECIDES"], "its influence is only reported"


def test_the_us_ecosystem_of_the_podcast(pack: Store) -> None:
    """Episode 1: payers, providers, investors, patient groups and media, "FDA is only the start".

    relations.csv: each of the groups INFLUENCES us-healthcare-market; us-united-imaging is a SUBSIDIARY_OF united-imaging, which
    PARTNERS_WITH us-uc-davis-health; us-fda REGULATES the market with market-approval, us-usitc with trade and competition.
    """
    got = {r[1]: r for r in rows(pack, "entry-stakeholders", company="united-imaging", market="us-healthcare-market")}
    groups = {"us-payers", "us-providers", "us-investors", "us-patient-groups", "us-media", "us-policymakers"}
    assert {(got[g][0], got[g][3]) for g in groups} == {("StakeholderGroup", 2)}
    assert got["us-united-imaging"][2:] == (["OPERATES_IN", "SUBSIDIARY_OF"], 1)
    assert got["us-uc-davis-health"][2:] == (["PARTNERS_WITH"], 1), "built the total-body scanner with the company itself"
    assert got["us-usitc"][2:] == (["REGULATES"], 2)
    assert got["us-unitedhealth"][2:] == (["MEMBER_OF"], 3), "MEMBER_OF us-payers"
    assert not {"us-fda", "us-fda-cder", "mindray", "united-imaging"} & set(got)


def test_the_us_ecosystem_before_a_membership_and_when_sure(pack: Store) -> None:
    """beone-medicines MEMBER_OF us-bionj starts 2026-02-05; the groups' influence is only reported.

    luzsana OPERATES_IN the market from 2022-05-18, verified.
    """
    asked = {"company": "beone-medicines", "market": "us-healthcare-market"}
    assert "us-bionj" in {r[1] for r in rows(pack, "entry-stakeholders", **asked)}
    then = {r[1]: r for r in rows(pack, "entry-stakeholders", as_of=date(2025, 3, 6), **asked)}
    assert "us-bionj" not in then
    assert then["amgen"][2:] == (["Deal", "INVESTED_IN"], 1), "the stake of 2020-01-02 and the deal of 2019-10-31"
    assert "luzsana" not in {r[1] for r in rows(pack, "entry-stakeholders", as_of=date(2022, 5, 17), **asked)}
    sure = {r[1] for r in rows(pack, "entry-stakeholders", min_confidence="verified", **asked)}
    assert {"luzsana", "us-usitc", "amgen"} <= sure
    assert not {"us-payers", "us-media"} & sure


PATHS = """
Company us-co jurisdiction=cn
Company partner jurisdiction=us
Company parent jurisdiction=us
Association club jurisdiction=us
Agency decider jurisdiction=us
Agency office jurisdiction=us
Market market
Policy rule jurisdiction=us
us-co PARTNERS_WITH partner
partner MEMBER_OF club
parent MEMBER_OF club
club INFLUENCES decider
us-co SUBSIDIARY_OF parent end_date=2025-06-01
office PART_OF decider
Deal d1 name=d1 licensor_id=us-co licensee_id=parent date=2024-01-01 confidence=reported
us-co OPERATES_IN market
decider REGULATES market
decider ISSUED rule
us-co EXPOSED_TO rule
"""


def test_paths_by_trust_and_through_actors_only() -> None:
    store = tiny(PATHS)
    got = rows(store, "warm-path", origin="us-co", goal="decider", as_of=date(2026, 1, 1))
    assert got == [
        (1, ["us-co", "partner", "club", "decider"], ["PARTNERS_WITH", "MEMBER_OF", "INFLUENCES"], 0.28),
        (2, ["us-co", "parent", "club", "decider"], ["Deal", "MEMBER_OF", "INFLUENCES"], 0.224),
    ], "0.8 x 0.7 x 0.5; the reported deal 0.8 x 0.8; the shared market and rule make no path"
    before = rows(store, "warm-path", origin="us-co", goal="office", as_of=date(2025, 1, 1))
    assert before[0][1:] == (
        ["us-co", "parent", "club", "decider", "office"],
        ["SUBSIDIARY_OF", "MEMBER_OF", "INFLUENCES", "PART_OF"],
        0.2205,
    )
    assert [r[1][1] for r in rows(store, "warm-path", origin="us-co", goal="decider", via="parent")] == ["parent"]
    assert len(rows(store, "warm-path", origin="us-co", goal="decider", limit=1)) == 1
    assert rows(store, "warm-path", origin="us-co", goal="decider", min_confidence="verified") == [got[0]]


def test_from_beone_to_congress(pack: Store) -> None:
    """relations.csv, all verified: beone-medicines MEMBER_OF us-bionj (from 2026-02-05), us-bionj INFLUENCES us-congress: 0.7 x 0.5.

    amgen INVESTED_IN beone-medicines (from 2020-01-02), amgen MEMBER_OF us-phrma, us-phrma INFLUENCES us-congress: 0.9 x 0.7 x 0.5.
    """
    got = rows(pack, "warm-path", origin="beone-medicines", goal="us-congress", limit=2)
    assert got == [
        (1, ["beone-medicines", "us-bionj", "us-congress"], ["MEMBER_OF", "INFLUENCES"], 0.35),
        (2, ["beone-medicines", "amgen", "us-phrma", "us-congress"], ["INVESTED_IN", "MEMBER_OF", "INFLUENCES"], 0.315),
    ]
    then = rows(pack, "warm-path", origin="beone-medicines", goal="us-congress", as_of=date(2025, 3, 6), limit=1)
    assert then == [(1, got[1][1], got[1][2], 0.315)]
    long_before = rows(pack, "warm-path", origin="beone-medicines", goal="us-congress", as_of=date(2019, 12, 1), limit=1)
    assert long_before[0][1][:2] == ["beone-medicines", "amgen"], (
        "deal-beigene-amgen-2019 was announced on 2019-10-31, the stake came in 2020"
    )
    assert long_before[0][2:] == (["Deal", "MEMBER_OF", "INFLUENCES"], 0.28)
    via = rows(pack, "warm-path", origin="beone-medicines", goal="us-congress", via="us-phrma", limit=1)
    assert via == [(1, got[1][1], got[1][2], 0.315)]


LADDER = """
Market market jurisdiction=us
Market segment jurisdiction=us
Company maker jurisdiction=cn
Product drug jurisdiction=cn
Agency fda jurisdiction=us
StakeholderGroup entrants jurisdiction=cn
Route ladder jurisdiction=us subtype="trust ladder"
Route other jurisdiction=us
Stage approval jurisdiction=us
Stage story jurisdiction=us
Stage trust jurisdiction=us
Stage launch jurisdiction=us
Event approved jurisdiction=us start_date=2023-10-27
Event refused jurisdiction=us start_date=2025-02-01
segment PART_OF market
ladder APPLIES_TO market
other APPLIES_TO segment
approval PART_OF ladder
story PART_OF ladder
trust PART_OF ladder
launch PART_OF other
approval PRECEDES story
story PRECEDES trust
story PRECEDES launch
fda DECIDES approval
entrants RESPONSIBLE_FOR story confidence=reported
fda ADVISES story
approved ILLUSTRATES approval start_date=2023-10-27
refused ILLUSTRATES approval start_date=2025-02-01
approved CONCERNS drug
maker DEVELOPS drug
"""


def test_the_ladder_its_owners_and_precedents() -> None:
    store = tiny(LADDER)
    got = answer(store, "entry-ladder", market="market")
    assert [(r.route, r.order, r.step, r.owners, r.precedents, r.status) for r in got.rows] == [
        ("ladder", 1, "approval", ["fda"], ["approved", "refused"], "in force"),
        ("ladder", 2, "story", ["entrants"], [], "in force"),
        ("ladder", 3, "trust", [], [], "in force"),
    ]
    assert got.notes == ["Further routes apply to parts of market: other."]
    assert [r[4] for r in rows(store, "entry-ladder", market="market", company="maker")] == [["approved"], [], []]
    assert rows(store, "entry-ladder", market="market", as_of=date(2024, 1, 1))[0][4] == ["approved"]
    assert [r[3] for r in rows(store, "entry-ladder", market="market", min_confidence="verified")] == [["fda"], [], []]
    assert [r[:3] for r in rows(store, "entry-ladder", market="segment")] == [("other", 1, "launch")]


def test_the_ladder_of_the_podcast(pack: Store) -> None:
    """Episode 1: approval is only the start; then entry strategy, value story, engagement, trust. relations.csv: the five steps of
    route-us-trust-ladder in this order of PRECEDES; us-fda DECIDES the first, the entering companies are RESPONSIBLE_FOR the others.
    """
    got = rows(pack, "entry-ladder", market="us-healthcare-market")
    assert [(r[1], r[2], r[3]) for r in got] == [
        (1, "us-stage-fda-approval", ["us-fda"]),
        (2, "us-stage-entry-strategy", ["chinese-healthcare-companies"]),
        (3, "us-stage-value-story", ["chinese-healthcare-companies"]),
        (4, "us-stage-stakeholder-engagement", ["chinese-healthcare-companies"]),
        (5, "us-stage-trust", ["chinese-healthcare-companies"]),
    ]
    assert got[0][4] == [
        "evt-cilta-cel-fda",
        "evt-fruquintinib-fda",
        "evt-penpulimab-fda",
        "evt-sintilimab-crl",
        "evt-sintilimab-odac",
        "evt-sunvozertinib-fda",
        "evt-toripalimab-fda",
        "evt-zanubrutinib-fda",
    ], "the eight events that ILLUSTRATE us-stage-fda-approval"


def test_the_ladder_then_for_one_company_and_in_one_place(pack: Store) -> None:
    """penpulimab was approved in 2025-04 and sunvozertinib on 2025-07-02; junshi DEVELOPS toripalimab.

    evt-toripalimab-fda CONCERNS toripalimab; evt-zanubrutinib-nice alone ILLUSTRATES gb-step-nice.
    """
    then = rows(pack, "entry-ladder", market="us-healthcare-market", as_of=date(2025, 3, 6))
    assert {"evt-penpulimab-fda", "evt-sunvozertinib-fda"} & set(then[0][4]) == set()
    assert "evt-toripalimab-fda" in then[0][4]
    assert rows(pack, "entry-ladder", market="us-healthcare-market", as_of=date(2020, 1, 1))[0][4] == ["evt-zanubrutinib-fda"], (
        "2019-11-14, the first"
    )
    own = rows(pack, "entry-ladder", market="us-healthcare-market", company="junshi")
    assert [r[4] for r in own] == [["evt-toripalimab-fda"], [], [], [], []]
    gb = rows(pack, "entry-ladder", market="innovative-drugs", jurisdiction="gb")
    assert {r[0] for r in gb} == {"route-gb-drug"}
    assert [r[4] for r in gb if r[2] == "gb-step-nice"] == [["evt-zanubrutinib-nice"]]
