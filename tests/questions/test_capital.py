"""Deals and money: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)

DEALS = """
Jurisdiction cn
Jurisdiction cn-hk jurisdiction=cn
cn-hk PART_OF cn
Company maker jurisdiction=cn
Company harbour jurisdiction=cn-hk
Company giant jurisdiction=us
Company rival jurisdiction=gb
Company stateless
Deal d1 name=d1 kind=license licensor_id=maker licensee_id=giant date=2024-05-01 total_usd_m=100 upfront_usd_m=10 modality=adc
Deal d2 name=d2 kind=license licensor_id=harbour licensee_id=giant date=2024-06 total_usd_m=50 modality="adc and antibody" status=terminated
Deal d3 name=d3 kind=license licensor_id=giant licensee_id=maker date=2024 modality=antibody
Deal d4 name=d4 kind=local-investment licensor_id=giant licensee_id=cn date=2024-11-01 total_usd_m=2500
Deal d5 name=d5 kind=newco licensor_id=maker licensee_id=harbour date=2025-02-01 total_usd_m=7
Deal d6 name=d6 kind=acquisition licensor_id=giant licensee_id=rival date=2025-06-01 total_usd_m=9
Deal d7 name=d7 kind=option licensor_id=stateless licensee_id=maker upfront_usd_m=1
"""


def test_partnerships_by_year_kind_and_direction() -> None:
    got = answer(tiny(DEALS), "partnership-mix")
    assert [(r.year, r.kind, r.direction, r.deals, r.count, r.total_usd_m, r.upfront_usd_m) for r in got.rows] == [
        (2024, "license", "in", ["d3"], 1, None, None),
        (2024, "license", "out", ["d1", "d2"], 2, 150.0, 10.0),
        (2024, "local-investment", "in", ["d4"], 1, None, None),
        (2025, "acquisition", "other", ["d6"], 1, 9.0, None),
        (2025, "newco", "within", ["d5"], 1, 7.0, None),
        (None, "option", "in", ["d7"], 1, None, 1.0),
    ], "Hong Kong is China, a pledge's money is not summed, terminated deals count"
    assert got.notes == [
        "2 of 6 deals have no known total; the sums leave them out.",
        "4 of 6 deals have no known upfront payment; the sums leave them out.",
    ]


def test_partnerships_of_some_years_kinds_and_parties() -> None:
    store = tiny(DEALS)
    assert [r[:4] for r in rows(store, "partnership-mix", modality="ADC")] == [(2024, "license", "out", ["d1", "d2"])]
    assert [r[3] for r in rows(store, "partnership-mix", start=2025)] == [["d6"], ["d5"]]
    assert answer(store, "partnership-mix", start=2025).notes[-1] == "Left out, since years were asked for: 1 deal without a date."
    assert [r[3] for r in rows(store, "partnership-mix", jurisdiction="gb")] == [["d6"]]
    assert [r[3] for r in rows(store, "partnership-mix", as_of=date(2024, 5, 20))] == [["d3"], ["d1"], ["d7"]], (
        "an undated deal is always shown"
    )


CHAIN = """
Stage research subtype=stage jurisdiction=intl
Stage trials subtype=stage jurisdiction=intl
Stage access subtype=stage jurisdiction=intl
Stage step subtype="route step" jurisdiction=cn
research PRECEDES trials
trials PRECEDES access
Agency grants jurisdiction=cn
Agency nih jurisdiction=us
Program plan jurisdiction=cn status_in_force=proposed
grants FUNDS research figure="RMB 3 bn"
nih FUNDS research
plan FUNDS trials
grants FUNDS step
Risk winter jurisdiction=cn
Risk gap jurisdiction=intl
Risk lonely jurisdiction=cn
Risk of-a-step jurisdiction=cn
trials EXPOSED_TO winter
research EXPOSED_TO winter
access EXPOSED_TO gap
access EXPOSED_TO lonely
step EXPOSED_TO of-a-step
Policy opinions jurisdiction=cn start_date=2025-01-07
Policy american jurisdiction=us start_date=2020
Investor fund jurisdiction=cn
opinions MITIGATES winter role=capital;tax start_date=2025-01-07
plan MITIGATES gap role=coverage
american MITIGATES gap role=price
fund MITIGATES lonely
"""


def test_who_funds_which_stage() -> None:
    store = tiny(CHAIN)
    assert rows(store, "funding-stages") == [
        ("research", ["grants", "nih"], ["RMB 3 bn"], "met"),
        ("trials", ["plan"], [], "planned"),
        ("access", [], [], "none"),
    ], "in the order of the stages; steps of routes are not among them"
    assert rows(store, "funding-stages", jurisdiction="us") == [
        ("research", ["nih"], [], "met"),
        ("trials", [], [], "none"),
        ("access", [], [], "none"),
    ]


def test_bottlenecks_and_the_policies_that_answer_them() -> None:
    store = tiny(CHAIN)
    assert rows(store, "bottlenecks") == [
        ("winter", ["research", "trials"], ["opinions"], ["capital", "tax"], "met"),
        ("gap", ["access"], ["american", "plan"], ["coverage", "price"], "met"),
        ("lonely", ["access"], [], [], "none"),
    ], "an investor is no policy"
    assert rows(store, "bottlenecks", jurisdiction="cn", as_of=date(2024, 12, 31)) == [
        ("winter", ["research", "trials"], [], [], "none"),
        ("gap", ["access"], ["plan"], ["coverage"], "planned"),
        ("lonely", ["access"], [], [], "none"),
    ]


# The facts.


def test_deals_of_2019(pack: Store) -> None:
    """deals.csv, dated 2019: BeiGene (now Swiss BeOne) to Amgen, Novartis's Suzhou site, and three licences to Chinese firms.

    The licences: Everest 835 with 65 upfront (terminated), Luye total unknown with 5, Zai Lab 205 with 20.
    """
    assert rows(pack, "partnership-mix", start=2019, end=2019) == [
        (2019, "acquisition", "in", ["deal-suzhou-novartis-jiuzhou-2019"], 1, None, 110.5),
        (2019, "equity", "other", ["deal-beigene-amgen-2019"], 1, None, 2780.0),
        (2019, "license", "in", ["deal-everest-immunomedics-2019", "deal-luye-pharmamar-2019", "deal-zai-deciphera-2019"], 3, 1040.0, 90.0),
    ]


def test_pledges_are_counted_and_not_summed(pack: Store) -> None:
    """Five deals of kind local-investment, from Siemens 2023 (142) to Lilly 2026 (3,000); two of them in 2026."""
    got = [r for r in rows(pack, "partnership-mix") if r[1] == "local-investment"]
    assert [(r[0], r[4], r[5], r[6]) for r in got] == [
        (2023, 1, None, None),
        (2024, 1, None, None),
        (2025, 1, None, None),
        (2026, 2, None, None),
    ]


def test_newcos_known_in_march_2025(pack: Store) -> None:
    """Dated 2025-01: Windward, Prolium, Ouro, Timberlyne (970 + 520 + 626 + 367.5), Verdiva on 2025-01-09 without a total.

    Braveheart (2025-09-05), Multivalent (2025-12-22) and the one within China (2025-08) were not announced.
    """
    got = [r for r in rows(pack, "partnership-mix", start=2025, end=2025, as_of=AFTER_THE_WORK_REPORT) if r[1] == "newco"]
    assert [(r[2], r[4], r[5], r[6]) for r in got] == [("out", 5, 2483.5, 108.5)]
    within = [r for r in rows(pack, "partnership-mix", start=2025, end=2025) if r[1:3] == ("newco", "within")]
    assert [r[3] for r in within] == [["deal-lepu-hongshan-newco-2025"]]


def test_deals_with_a_party_of_one_country(pack: Store) -> None:
    """Spanish parties in deals.csv: PharmaMar to Luye (2019), Simcere to Almirall (2022), Grifols to Haier (2023)."""
    got = {d for r in rows(pack, "partnership-mix", jurisdiction="es") for d in r[3]}
    assert got == {"deal-luye-pharmamar-2019", "deal-simcere-almirall-2022", "deal-raas-haier-2023"}


def test_stages_that_chinas_money_reaches(pack: Store) -> None:
    """relations.csv, FUNDS towards stages: nsfc and most for research; nobody for wet-lab validation or review."""
    got = {r[0]: r[1:] for r in rows(pack, "funding-stages", jurisdiction="cn")}
    assert got["stage-basic-research"][0] == ["most", "nsfc"]
    assert got["stage-wet-lab"] == ([], [], "none")
    assert got["stage-registration"] == ([], [], "none")
    assert "national-vc-guidance-fund" in got["stage-rd-translation"][0]
    assert "us-nih" in {f for r in rows(pack, "funding-stages") for f in r[1]}
    order = [r[0] for r in rows(pack, "funding-stages")]
    assert order[:3] == ["stage-basic-research", "stage-rd-translation", "stage-drug-discovery"]


def test_early_stages_in_march_2025(pack: Store) -> None:
    """The guidance fund's FUNDS start on 2025-12-26; future-industry-investment-mechanism, proposed on 2025-03-05, is all there is."""
    got = {r[0]: r[1:] for r in rows(pack, "funding-stages", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT)}
    assert got["stage-rd-translation"] == (["future-industry-investment-mechanism"], ["no amount given"], "planned")
    before = {r[0]: r[1:] for r in rows(pack, "funding-stages", jurisdiction="cn", as_of=date(2024, 1, 1))}
    assert before["stage-rd-translation"] == ([], [], "none")


def test_bottlenecks_of_translation(pack: Store) -> None:
    """The article: long chain, too few specialists, fragile money, technology away from the market. No MITIGATES towards the talent gap."""
    got = {r[0]: r[1:] for r in rows(pack, "bottlenecks", jurisdiction="cn")}
    assert got["risk-translation-talent-gap"] == (["stage-rd-translation"], [], [], "none")
    assert got["risk-long-translation-chain"][1] == ["biomanufacturing-pilot-notice-2025", "clinical-trial-30day-2025"], (
        "work reports ended with their year"
    )
    assert got["risk-payment-gap"][3] == "met"
    assert "us-risk-early-funding-gap" not in got


def test_bottlenecks_in_march_2025(pack: Store) -> None:
    """The commercial list answers the payment gap from 2026-01-01; gwr-2025 answered the long chain since 2025-03-05, the others later."""
    got = {r[0]: r[1:] for r in rows(pack, "bottlenecks", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT)}
    assert got["risk-long-translation-chain"] == (["stage-rd-translation"], ["gwr-2025"], ["supply"], "met")
    assert got["risk-payment-gap"] == (["stage-market-access"], ["diversified-payment-channels"], ["coverage"], "planned")
    strict = {r[0]: r[1:] for r in rows(pack, "bottlenecks", as_of=AFTER_THE_WORK_REPORT, min_confidence="verified")}
    assert strict["risk-payment-gap"] == (["stage-market-access"], [], [], "none")
