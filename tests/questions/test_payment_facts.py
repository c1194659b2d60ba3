"""From approval to payment, on the built-in data: rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows

from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)


def test_chinas_routes_of_an_innovative_drug(pack: Store) -> None:
    """relations.csv: four branches are PART_OF route-cn-innovative-drug and apply to innovative-drugs, as does the life after listing.

    The NRDL branch: registration, self-assessed price, platform, application, formal review, expert review, valuation, negotiation,
    edition make nine PRECEDES in a row, so the hospital and the second channel are the tenth step.
    """
    got = rows(pack, "payment-routes", product="innovative-drugs", jurisdiction="cn")
    assert {r[0] for r in got} == {
        "route-cn-drug-commercial-list",
        "route-cn-drug-huiminbao",
        "route-cn-drug-nrdl",
        "route-cn-drug-self-paid",
        "route-cn-nrdl-after-listing",
    }
    tenth = {r[2]: r[3] for r in got if r[:2] == ("route-cn-drug-nrdl", 10)}
    assert tenth == {
        "stage-hospital-use": ["cn-hospital-pharmacy-committees", "public-hospital"],
        "step-cn-drug-dual-channel": ["local-healthcare-security-authorities", "retail-pharmacy"],
    }
    edition = next(r for r in got if r[0] == "route-cn-drug-nrdl" and r[2] == "step-cn-nrdl-edition")
    assert edition[3:6] == (["mohrss", "nhsa"], [], ["nrdl", "nrdl-2025"])


def test_other_countries_come_at_their_narrowest_too(pack: Store) -> None:
    """route-eu-drug applies, but its German and French branches do as well; route-us-drug has three branches; NICE has none."""
    routes = {r[0] for r in rows(pack, "payment-routes", product="innovative-drugs")}
    assert {"route-de-drug", "route-fr-drug", "route-gb-drug", "route-us-drug-part-b", "route-us-drug-part-d"} <= routes
    assert not routes & {"route-eu-drug", "route-us-drug", "route-cn-innovative-drug", "route-us-trust-ladder"}
    assert {r[0] for r in rows(pack, "payment-routes", product="innovative-drugs", jurisdiction="de")} == {"route-de-drug"}


def test_the_commercial_list_is_only_planned_the_day_after_the_work_report(pack: Store) -> None:
    """nhsa PROPOSED it and class-c-announcement-2025 CONCERNS its route in 2025-01; list and route start on 2026-01-01."""
    got = rows(pack, "payment-routes", product="innovative-drugs", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT)
    uses = [r for r in got if "commercial-innovative-drug-list" in r[5]]
    assert {r[-1] for r in uses} == {"planned"}
    assert {r[2] for r in uses} == {"step-cn-chi-list", "step-cn-chi-exemptions"}
    assert all(r[-1] == "planned" for r in got if r[0] == "route-cn-drug-commercial-list")
    assert "price-self-assessment" not in {m for r in got for m in r[5]}, "it starts on 2026-04-14"
    earlier = rows(pack, "payment-routes", product="innovative-drugs", jurisdiction="cn", as_of=date(2024, 12, 1))
    assert "route-cn-drug-commercial-list" not in {r[0] for r in earlier}, "the conference of December 2024 was not over"


def test_ai_imaging_products_find_the_device_route(pack: Store) -> None:
    """cn-ai-healthcare HAS_APPLICATION ai-imaging-diagnosis, and route-cn-ai-device APPLIES_TO cn-ai-healthcare, not to the use."""
    got = answer(pack, "payment-routes", product="ai-imaging-diagnosis", jurisdiction="cn")
    assert {row.route for row in got.rows} == {"route-cn-ai-device"}
    assert got.notes[0].startswith("No route applies to ai-imaging-diagnosis itself")


def test_nrdl_against_the_commercial_list(pack: Store) -> None:
    """Section 3 of the article: public cover is basic, Class C beyond it; left out of the self-pay ratio, of monitoring, of DRG payment."""
    got = {r[0]: r[1:] for r in rows(pack, "list-comparison", list_a="nrdl", list_b="commercial-innovative-drug-list")}
    assert got["payer"] == (["basic-medical-insurance"], ["commercial-health-insurance"], False)
    by_list_and_step = ["commercial-innovative-drug-list", "step-cn-chi-exemptions"]
    for exempted in ("drg", "oop-ratio-indicator", "vbp-substitute-monitoring"):
        assert got[exempted] == ([], by_list_and_step, False)
    assert got["how it is paid"] == ([], ["fee-for-service"], False)
    assert got["decided by"] == (["mohrss", "nhsa"], ["local-healthcare-security-authorities", "nhsa"], False)
    assert "commercial-health-insurance" in got["scope"][1]
    assert "benefit-car-t" in got["covers"][1]
    assert "benefit-car-t" in got["excludes"][0]


def test_the_comparison_before_the_list_was_in_force(pack: Store) -> None:
    """Its own EXEMPTS, COVERS and REIMBURSES_VIA start on 2026-01-01 and do not show; its planned steps and their deciders do."""
    got = answer(pack, "list-comparison", list_a="nrdl", list_b="commercial-innovative-drug-list", as_of=AFTER_THE_WORK_REPORT)
    aspects = {row.aspect for row in got.rows}
    assert not aspects & {"drg", "oop-ratio-indicator", "how it is paid", "scope"}
    assert "commercial-innovative-drug-list is planned on 2025-03-06." in got.notes


def test_reported_claims_can_be_left_out_of_the_comparison(pack: Store) -> None:
    """commercial-innovative-drug-list REIMBURSES_VIA fee-for-service is only reported; REIMBURSES_VIA into it is verified."""
    got = {r[0] for r in rows(pack, "list-comparison", list_a="nrdl", list_b="commercial-innovative-drug-list", min_confidence="verified")}
    assert "how it is paid" not in got
    assert "payer" in got


def test_who_pays_for_an_innovative_drug_in_china(pack: Store) -> None:
    """FUNDS towards the NRDL steps carry the orders 1 (fund), 2 (critical illness), 3 (assistance), 4 (city plan) and 99 (patient)."""
    got = rows(pack, "who-pays", product="innovative-drugs", jurisdiction="cn")
    nrdl = [(r[2], r[3]) for r in got if r[0] == "route-cn-drug-nrdl"]
    assert nrdl == [
        (1, "basic-medical-insurance"),
        (1, "basic-medical-insurance"),
        (1, "basic-medical-insurance"),
        (2, "critical-illness-insurance"),
        (3, "medical-assistance"),
        (4, "huiminbao"),
        (99, "out-of-pocket"),
        (None, "shanghai-healthcare-security-bureau"),
    ], "the order of Shanghai's separate budget is not known, so it is not first"
    self_paid = {(r[3], r[1], r[5]) for r in got if r[0] == "route-cn-drug-self-paid" and r[3] != "out-of-pocket"}
    budget = "New negotiated drugs get a separate budget outside the hospital ceiling for three years."
    expected = {("shanghai-healthcare-security-bureau", "stage-hospital-use", budget)}
    assert self_paid == expected, "the step is shared, the limit says for what"
    excluded = [r for r in got if r[0] is None and (r[5] or "").startswith("Excluded: ")]
    assert ("basic-medical-insurance", "Excluded: Drugs outside the list are paid by the individual.") in {(r[3], r[5]) for r in excluded}


def test_nobody_paid_by_the_commercial_list_in_march_2025(pack: Store) -> None:
    got = rows(pack, "who-pays", product="innovative-drugs", jurisdiction="cn", as_of=AFTER_THE_WORK_REPORT)
    assert not [r for r in got if "commercial-innovative-drug-list" in r[4] and r[-1] == "in force"]
    assert {r[-1] for r in got if r[0] == "route-cn-drug-commercial-list"} == {"planned"}
    today = rows(pack, "who-pays", product="innovative-drugs", jurisdiction="cn")
    via = [r for r in today if r[3] == "commercial-health-insurance" and r[4] == ["commercial-innovative-drug-list"]]
    assert via, "commercial-health-insurance REIMBURSES_VIA the list since 2026-01-01"


def test_a_car_t_product_is_paid_as_its_kind_and_by_its_own_payer(pack: Store) -> None:
    """axicabtagene-fosun PART_OF cell-gene-therapy; huhuibao PAYS_FOR it since 2022-05-25; the basic list excludes CAR-T."""
    got = rows(pack, "who-pays", product="axicabtagene-fosun", jurisdiction="cn")
    own = [r[5] for r in got if r[3] == "huhuibao"]
    assert "CAR-T paid in full up to the cap; second-line use added in 2024" in own
    assert (None, None, None, "basic-medical-insurance", ["dip", "drg", "nrdl"], "Excluded: Not on the public list.", "in force") in got
    assert not [r for r in got if r[0] == "route-cn-drug-nrdl"]


def test_a_drug_that_was_uncovered_joins_the_commercial_list(pack: Store) -> None:
    """Self-paid branch: only out-of-pocket FUNDS, no list. The patient no longer carries step-cn-pay-self; insurers decide and pay."""
    got = set(rows(pack, "listing-scenario", product="innovative-drugs", before="uncovered", after="commercial-innovative-drug-list"))
    assert {row for row in got if row[1] == "loses"} == {
        ("innovative-drug-enterprises", "loses", "DECIDES", "step-cn-drug-stay-self-paid"),
        ("out-of-pocket", "loses", "FUNDS", "step-cn-pay-self"),
        ("patients", "loses", "DECIDES", "step-cn-pay-self"),
    }
    assert {
        ("commercial-insurers", "gains", "DECIDES", "step-cn-chi-insurer-contract"),
        ("commercial-health-insurance", "gains", "FUNDS", "step-cn-pay-commercial"),
        ("commercial-innovative-drug-list", "gains", "EXEMPTS", "drg"),
    } <= got
    assert not {row for row in got if row[0] == "basic-medical-insurance"}, "the basic fund does not pay for it"


def test_from_the_basic_to_the_commercial_list_the_fund_stops_paying(pack: Store) -> None:
    got = rows(pack, "listing-scenario", product="innovative-drugs", before="nrdl", after="commercial-innovative-drug-list")
    assert ("basic-medical-insurance", "loses", "FUNDS", "step-cn-pay-case") in got
    assert ("mohrss", "loses", "DECIDES", "step-cn-nrdl-edition") in got
    assert ("cn-nrdl-expert-panels", "changes", "DECIDES", "step-cn-chi-expert-review") in got, (
        "they decided step-cn-nrdl-expert-review before"
    )
    assert ("huiminbao", "changes", "FUNDS", "step-cn-pay-commercial") in got, "from the fourth to the first payer"
    assert ("commercial-insurers", "gains", "DECIDES", "step-cn-pay-commercial") in got


def test_the_move_before_it_was_possible(pack: Store) -> None:
    """Planned on 2025-03-06, and a note says so; not yet announced on 2024-12-01 (the conference counts from the end of December)."""
    planned = answer(
        pack,
        "listing-scenario",
        product="innovative-drugs",
        before="nrdl",
        after="commercial-innovative-drug-list",
        as_of=AFTER_THE_WORK_REPORT,
    )
    assert "Not in force on 2025-03-06: route-cn-drug-commercial-list." in planned.notes
    none = answer(
        pack,
        "listing-scenario",
        product="innovative-drugs",
        before="nrdl",
        after="commercial-innovative-drug-list",
        as_of=date(2024, 12, 1),
    )
    assert none.rows == []
    only_us = answer(pack, "listing-scenario", product="innovative-drugs", before="uncovered", after="nrdl", jurisdiction="us")
    assert only_us.rows == []
