"""Commercial insurance beside the public fund: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)

LINKS = """
Agency office jurisdiction=cn
Agency city jurisdiction=cn-sh
Payer fund jurisdiction=cn subtype="social insurance"
Payer layer jurisdiction=cn subtype="private insurance layer"
Payer pocket jurisdiction=cn subtype=household
StakeholderGroup insurers jurisdiction=cn
StakeholderGroup patients jurisdiction=cn
Program sharing jurisdiction=cn start_date=2024-01
Program clearing jurisdiction=cn start_date=2025-08
Program accounts jurisdiction=cn start_date=2020
PaymentMechanism list jurisdiction=cn start_date=2026-01-01
insurers UNDERWRITES layer
office ADMINISTERS fund
office PROPOSED sharing start_date=2024-12 role=data
city ADMINISTERS sharing start_date=2024-01 role=data
office PROPOSED clearing start_date=2024-12 role=payment;data
clearing APPLIES_TO fund role=infrastructure
clearing APPLIES_TO layer
sharing APPLIES_TO insurers
sharing APPLIES_TO pocket
sharing APPLIES_TO patients
office ISSUED list start_date=2025-12-07 role=coverage
list APPLIES_TO layer start_date=2026-01-01
fund PARTICIPATES_IN accounts
accounts APPLIES_TO insurers
"""


def test_what_ties_the_two_sides_and_since_when() -> None:
    got = answer(tiny(LINKS), "insurer-links", payer="office", as_of=date(2026, 3, 1))
    assert [(r.function, r.counterpart, r.through, r.status) for r in got.rows] == [
        ("coverage", "layer", "list", "in force"),
        ("data", "layer", "clearing", "in force"),
        ("data", "insurers", "sharing", "planned"),
        ("payment", "layer", "clearing", "in force"),
        (None, "insurers", "accounts", "in force"),
    ], "the office only proposed the sharing that the city runs; the fund itself takes part in the clearing"
    assert got.notes[0] == "office and its side have only proposed sharing; it is run by city."


def test_a_payer_and_the_agency_that_runs_it_are_one_side() -> None:
    world = LINKS.replace("insurers USES accounts\n", "accounts APPLIES_TO insurers\n").replace(
        "layer USES list start_date=2026-01-01\n", ""
    )
    store = tiny(world)
    day = date(2025, 3, 6)
    assert (
        rows(store, "insurer-links", payer="fund", as_of=day)
        == rows(store, "insurer-links", payer="office", as_of=day)
        == [
            ("data", "layer", "clearing", "planned"),
            ("data", "insurers", "sharing", "planned"),
            ("payment", "layer", "clearing", "planned"),
            (None, "insurers", "accounts", "in force"),
        ]
    )
    assert [r[3] for r in rows(store, "insurer-links", payer="city", as_of=day)] == ["in force"]
    assert rows(store, "insurer-links", payer="office", as_of=date(2024, 6, 1)) == [(None, "insurers", "accounts", "in force")]


COVER = """
Payer fund jurisdiction=cn subtype="social insurance"
Payer helper jurisdiction=cn subtype="safety-net programme"
Payer insurer jurisdiction=cn subtype=insurer
Payer city-plan jurisdiction=cn-sh subtype="city-customised insurance"
Payer pocket jurisdiction=cn subtype=household
Payer medicare jurisdiction=us subtype="public program"
Jurisdiction cn
Jurisdiction us
Jurisdiction cn-sh jurisdiction=cn
cn-sh PART_OF cn
PaymentMechanism list jurisdiction=cn subtype=formulary
PaymentMechanism private-list jurisdiction=cn subtype=formulary start_date=2026-01-01
PaymentMechanism voucher jurisdiction=cn subtype="fiscal subsidy"
Benefit surgery jurisdiction=intl
Benefit drugs jurisdiction=intl
Benefit gene jurisdiction=intl
Benefit teeth jurisdiction=intl
Benefit beauty jurisdiction=intl
Benefit childcare jurisdiction=cn
fund REIMBURSES_VIA list
insurer REIMBURSES_VIA private-list start_date=2026-01-01
fund COVERS surgery
insurer COVERS surgery
pocket COVERS surgery
list COVERS drugs
list EXCLUDES drugs start_date=2020
city-plan COVERS drugs
private-list COVERS gene start_date=2026-01-01
fund EXCLUDES gene
helper COVERS teeth
medicare COVERS teeth
pocket COVERS beauty
voucher COVERS childcare
"""


def test_where_cover_meets() -> None:
    assert rows(tiny(COVER), "cover-overlap", as_of=date(2026, 3, 1)) == [
        ("beauty", [], [], [], "uncovered"),
        ("childcare", ["voucher"], [], [], "public only"),
        ("drugs", ["list"], ["city-plan"], ["list"], "differs"),
        ("gene", [], ["private-list"], ["fund"], "commercial only"),
        ("surgery", ["fund"], ["insurer"], [], "duplicates"),
        ("teeth", ["helper"], [], [], "public only"),
        ("teeth", ["medicare"], [], [], "public only"),
    ], "cover is compared within one country; the patient's pocket is neither"


def test_cover_of_one_place_and_day() -> None:
    store = tiny(COVER)
    before = {r[0]: r[1:] for r in rows(store, "cover-overlap", as_of=AFTER_THE_WORK_REPORT)}
    assert before["gene"] == ([], [], ["fund"], "uncovered"), "the private list is not yet there"
    us = {r[0]: r[1:] for r in rows(store, "cover-overlap", jurisdiction="us", as_of=date(2026, 3, 1))}
    assert us["teeth"] == (["medicare"], [], [], "public only")
    assert us["drugs"] == ([], [], [], "uncovered"), "known elsewhere, covered by nobody there: a gap in this dataset"
    assert "childcare" not in us
    assert rows(store, "cover-overlap", jurisdiction="cn-sh", as_of=date(2026, 3, 1)) == [
        ("drugs", ["list"], ["city-plan"], ["list"], "differs"),
    ], "a city's rows are those in which a payer of the city speaks, beside the national ones"


# The facts.


def test_chinas_links_today(pack: Store) -> None:
    """relations.csv: nhsa PROPOSED five schemes in 2024-12, ESTABLISHED the cloud pilot in 2026-01, ISSUED the commercial list in 2025-12.

    Only the city of Shanghai ADMINISTERS data sharing (2024-01); joint clearing APPLIES_TO the basic fund itself.
    """
    got = {(r[0], r[2]): r[3] for r in rows(pack, "insurer-links", payer="nhsa") if r[1] == "commercial-insurers"}
    assert got == {
        ("coverage", "commercial-innovative-drug-list"): "in force",
        ("data", "data-sharing-with-insurers"): "planned",
        ("data", "medical-insurance-cloud-pilot"): "in force",
        ("enforcement", "insurance-antifraud-cooperation"): "unknown",
        ("funding", "account-use-for-commercial-cover"): "planned",
        ("investment", "insurance-fund-allocation-to-innovation"): "planned",
        ("payment", "synchronised-settlement"): "in force",
    }
    shanghai = rows(pack, "insurer-links", payer="shanghai-healthcare-security-bureau")
    assert ("data", "commercial-insurers", "data-sharing-with-insurers", "in force") in shanghai


def test_five_fields_were_only_named_in_december_2024(pack: Store) -> None:
    """The article: data sharing, individual accounts, settlement, fighting fraud, and money for innovation. None was in force."""
    got = rows(pack, "insurer-links", payer="basic-medical-insurance", as_of=AFTER_THE_WORK_REPORT)
    assert {r[0] for r in got} == {"data", "funding", "payment", "enforcement", "investment"}
    assert {r[3] for r in got} == {"planned", "unknown"}
    assert rows(pack, "insurer-links", payer="basic-medical-insurance", as_of=date(2024, 6, 1)) == []


def test_without_unverified_and_reported_claims_less_is_left(pack: Store) -> None:
    """nhsa PROPOSED synchronised-settlement is verified, the other five proposals are reported."""
    got = rows(pack, "insurer-links", payer="nhsa", min_confidence="verified")
    assert {r[2] for r in got} == {"commercial-innovative-drug-list", "medical-insurance-cloud-pilot", "synchronised-settlement"}
    assert rows(pack, "insurer-links", payer="nhsa", jurisdiction="us") == []


def test_cover_in_china(pack: Store) -> None:
    """COVERS and EXCLUDES in relations.csv: CAR-T is excluded by the fund and the NRDL, and covered by city plans and the new list."""
    got = {r[0]: r[1:] for r in rows(pack, "cover-overlap", jurisdiction="cn")}
    assert got["benefit-car-t"] == (
        [],
        ["commercial-innovative-drug-list", "huhuibao", "huiminbao"],
        ["basic-medical-insurance", "nrdl"],
        "commercial only",
    )
    assert got["benefit-hospital-cost-sharing"] == (
        ["critical-illness-insurance", "individual-accounts", "medical-assistance"],
        ["commercial-health-insurance", "huiminbao", "million-yuan-medical"],
        [],
        "duplicates",
    ), "the main overlap, says its detail"
    assert got["benefit-rare-disease-drugs"][3] == "differs", "nrdl COVERS and EXCLUDES it: partial cover"
    assert got["benefit-dental-implants"] == ([], [], ["basic-medical-insurance"], "uncovered")
    assert got["benefit-tcm"][3] == "public only"
    assert not [b for b in got if b.startswith("us-")]


def test_cover_in_march_2025(pack: Store) -> None:
    """The list covers CAR-T from 2026-01-01, Shanghai's city plan since 2022; beijing-puhui's special drugs since 2024."""
    got = {r[0]: r[1:] for r in rows(pack, "cover-overlap", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT)}
    assert got["benefit-car-t"][1] == ["huhuibao", "huiminbao"]
    assert "benefit-childcare" in got
    assert got["benefit-childcare"][3] == "uncovered", "the allowance starts on 2025-07-28"
    in_2023 = {r[0]: r[1:] for r in rows(pack, "cover-overlap", jurisdiction="cn", as_of=date(2023, 1, 1))}
    assert in_2023["benefit-drugs-outside-nrdl"][1] == ["huhuibao", "huiminbao", "million-yuan-medical"]


def test_american_cover_is_a_row_of_its_own(pack: Store) -> None:
    """us-medicare-d EXCLUDES weight-loss drugs; us-medicaid and, since 2026-07-01, the GLP-1 bridge cover them, commercial plans too."""
    got = [r for r in rows(pack, "cover-overlap") if r[0] == "benefit-obesity-drugs"]
    assert got == [
        ("benefit-obesity-drugs", [], [], ["basic-medical-insurance"], "uncovered"),
        (
            "benefit-obesity-drugs",
            ["us-glp1-bridge", "us-medicaid"],
            ["us-commercial-plans", "us-cvs-caremark"],
            ["us-cvs-caremark", "us-medicare-d"],
            "differs",
        ),
    ]
