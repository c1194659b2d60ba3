"""From approval to payment: literal rows on tiny worlds."""

from __future__ import annotations

from datetime import date

import pytest
from asked import answer, rows
from tiny import tiny

from graph.errors import AskError

AFTER_THE_WORK_REPORT = date(2025, 3, 6)

WORLD = """
Market drugs jurisdiction=cn
Market biologics jurisdiction=cn
Market vaccines jurisdiction=cn
Product jab jurisdiction=cn
Product orphan jurisdiction=cn
Benefit rare jurisdiction=intl
jab PART_OF drugs
biologics PART_OF drugs
rare PART_OF drugs
Agency regulator jurisdiction=cn
Agency fund-office jurisdiction=cn
Agency adviser jurisdiction=cn
StakeholderGroup makers jurisdiction=cn
Payer fund jurisdiction=cn subtype="social insurance"
Payer insurer jurisdiction=cn subtype=insurer
Payer pocket jurisdiction=cn subtype=household
PaymentMechanism basic-list jurisdiction=cn subtype=formulary
PaymentMechanism new-list jurisdiction=cn subtype=formulary start_date=2026-01-01
PaymentMechanism cases jurisdiction=cn subtype="provider payment"
Event announcement start_date=2025-01-10
announcement CONCERNS new-list
announcement CONCERNS by-new-list
Route wide jurisdiction=cn
Route by-basic-list jurisdiction=cn
Route by-new-list jurisdiction=cn start_date=2026-01-01
Route alone jurisdiction=cn
Route ladder jurisdiction=cn subtype="trust ladder"
by-basic-list PART_OF wide
by-new-list PART_OF wide start_date=2026-01-01
alone PART_OF wide
wide APPLIES_TO drugs
by-basic-list APPLIES_TO drugs
by-new-list APPLIES_TO drugs
alone APPLIES_TO drugs
ladder APPLIES_TO drugs
Stage approval
Stage price
Stage listing
Stage new-listing start_date=2026-01-01
Stage bill
Stage new-bill start_date=2026-01-01
Stage rest
approval PART_OF wide
approval PART_OF by-basic-list
price PART_OF by-basic-list
listing PART_OF by-basic-list
bill PART_OF by-basic-list
rest PART_OF by-basic-list
approval PART_OF by-new-list
new-listing PART_OF by-new-list
new-bill PART_OF by-new-list
rest PART_OF by-new-list
approval PART_OF alone
rest PART_OF alone
approval PRECEDES price
approval PRECEDES listing
price PRECEDES listing
listing PRECEDES bill
bill PRECEDES rest
approval PRECEDES new-listing
new-listing PRECEDES new-bill
new-bill PRECEDES rest
approval PRECEDES rest
regulator DECIDES approval
makers DECIDES price
fund-office DECIDES listing
adviser ADVISES listing
fund-office DECIDES new-listing
insurer DECIDES new-bill start_date=2026-01-01
listing USES basic-list
new-listing USES new-list
bill USES cases
new-listing EXEMPTS cases
fund FUNDS bill order=1 detail="the case rate"
insurer FUNDS new-bill order=1
pocket FUNDS rest order=99 detail="the rest"
insurer FUNDS rest
fund REIMBURSES_VIA basic-list
fund REIMBURSES_VIA cases
basic-list COVERS drugs detail="most of them"
new-list COVERS rare start_date=2026-01-01
fund EXCLUDES rare detail="too costly"
insurer PAYS_FOR drugs
fund-office ADMINISTERS basic-list
new-list EXEMPTS cases start_date=2026-01-01
new-list APPLIES_TO insurer start_date=2026-01-01
"""
LATER = date(2026, 3, 1)


def test_routes_at_their_narrowest_in_order() -> None:
    got = rows(tiny(WORLD), "payment-routes", product="drugs", as_of=LATER)
    assert [r for r in got if r[0] == "by-basic-list"] == [
        ("by-basic-list", 1, "approval", ["regulator"], [], [], ["listing", "price", "rest"], "in force"),
        ("by-basic-list", 2, "price", ["makers"], [], [], ["listing"], "in force"),
        ("by-basic-list", 3, "listing", ["fund-office"], ["adviser"], ["basic-list"], ["bill"], "in force"),
        ("by-basic-list", 4, "bill", [], [], ["cases"], ["rest"], "in force"),
        ("by-basic-list", 5, "rest", [], [], [], [], "in force"),
    ], "direct links from approval to listing and to the rest do not shorten the order"
    assert [(r[0], r[2]) for r in got if r[0] != "by-basic-list"] == [
        ("alone", "approval"),
        ("alone", "rest"),
        ("by-new-list", "approval"),
        ("by-new-list", "new-listing"),
        ("by-new-list", "new-bill"),
        ("by-new-list", "rest"),
    ], "neither the wider route nor the ladder to trust"


def test_a_planned_route_makes_its_steps_planned() -> None:
    got = rows(tiny(WORLD), "payment-routes", product="drugs", as_of=AFTER_THE_WORK_REPORT)
    assert {(route, status) for route, *_, status in got} == {
        ("alone", "in force"),
        ("by-basic-list", "in force"),
        ("by-new-list", "planned"),
    }
    before = rows(tiny(WORLD), "payment-routes", product="drugs", as_of=date(2025, 1, 1))
    assert "by-new-list" not in {r[0] for r in before}, "not before it was announced"


def test_a_product_is_answered_by_its_kind_or_refused() -> None:
    store = tiny(WORLD)
    assert rows(store, "payment-routes", product="jab", as_of=LATER) == rows(store, "payment-routes", product="drugs", as_of=LATER)
    with pytest.raises(AskError, match="orphan is part of no kind of product; ask for a kind, one of: drugs"):
        rows(store, "payment-routes", product="orphan", as_of=LATER)


def test_a_kind_without_routes_is_answered_by_the_wider_one_and_says_so() -> None:
    got = answer(tiny(WORLD), "payment-routes", product="biologics", as_of=LATER)
    assert {row.route for row in got.rows} == {"alone", "by-basic-list", "by-new-list"}
    assert got.notes[0] == "No route applies to biologics itself; these are the routes of what it belongs to: drugs."
    assert answer(tiny(WORLD), "payment-routes", product="vaccines", as_of=LATER).rows == []


def test_who_pays_in_which_order_and_who_refuses() -> None:
    assert rows(tiny(WORLD), "who-pays", product="drugs", as_of=LATER) == [
        ("alone", "rest", 99, "pocket", [], "the rest", "in force"),
        ("alone", "rest", None, "insurer", [], None, "in force"),
        ("by-basic-list", "bill", 1, "fund", ["cases"], "the case rate", "in force"),
        ("by-basic-list", "rest", 99, "pocket", [], "the rest", "in force"),
        ("by-basic-list", "rest", None, "insurer", [], None, "in force"),
        ("by-new-list", "new-bill", 1, "insurer", [], None, "in force"),
        ("by-new-list", "rest", 99, "pocket", [], "the rest", "in force"),
        ("by-new-list", "rest", None, "insurer", [], None, "in force"),
        (None, None, None, "fund", ["basic-list"], "most of them", "in force"),
        (None, None, None, "insurer", [], None, "in force"),
        (None, None, None, None, ["new-list"], None, "in force"),
        (None, None, None, "fund", ["basic-list", "cases"], "Excluded: too costly", "in force"),
    ], "an unknown order comes last, a list without a payer has none, exclusions are last"


def test_nobody_pays_by_a_list_that_is_not_in_force() -> None:
    got = rows(tiny(WORLD), "who-pays", product="drugs", as_of=AFTER_THE_WORK_REPORT)
    assert [r for r in got if "new-list" in r[4]] == []
    assert {r[-1] for r in got if r[0] == "by-new-list"} == {"planned"}


def test_two_lists_aspect_by_aspect() -> None:
    assert rows(tiny(WORLD), "list-comparison", list_a="basic-list", list_b="new-list", as_of=LATER) == [
        ("decided by", ["fund-office"], ["fund-office"], True),
        ("payer", ["fund"], [], False),
        ("scope", [], ["insurer"], False),
        ("covers", ["drugs"], ["rare"], False),
        ("cases", [], ["new-list", "new-listing"], False),
        ("steps", ["listing"], ["new-listing"], False),
    ]


def test_a_planned_list_is_compared_by_what_is_known_and_a_note_says_so() -> None:
    got = answer(tiny(WORLD), "list-comparison", list_a="basic-list", list_b="new-list", as_of=AFTER_THE_WORK_REPORT)
    assert {row.aspect: row.b for row in got.rows} == {
        "decided by": ["fund-office"],
        "payer": [],
        "covers": [],
        "cases": ["new-listing"],
        "steps": ["new-listing"],
    }
    assert "new-list is planned on 2025-03-06." in got.notes


def test_what_a_move_changes() -> None:
    store = tiny(WORLD.replace("insurer FUNDS rest\n", ""))
    assert rows(store, "listing-scenario", product="drugs", before="uncovered", after="basic-list", as_of=LATER) == [
        ("adviser", "gains", "ADVISES", "listing"),
        ("basic-list", "gains", "COVERS", "drugs"),
        ("fund", "gains", "FUNDS", "bill"),
        ("fund", "gains", "REIMBURSES_VIA", "basic-list"),
        ("fund-office", "gains", "DECIDES", "listing"),
        ("makers", "gains", "DECIDES", "price"),
    ], "approval and the patient's rest are on both sides"
    back = rows(store, "listing-scenario", product="drugs", before="basic-list", after="uncovered", as_of=LATER)
    assert {change for _, change, *_ in back} == {"loses"}


def test_a_part_that_moves_to_another_step_changes() -> None:
    got = rows(tiny(WORLD), "listing-scenario", product="drugs", before="basic-list", after="new-list", as_of=LATER)
    assert got == [
        ("insurer", "gains", "DECIDES", "new-bill"),
        ("insurer", "gains", "FUNDS", "new-bill"),
        ("new-list", "gains", "COVERS", "rare"),
        ("new-list", "gains", "EXEMPTS", "cases"),
        ("adviser", "loses", "ADVISES", "listing"),
        ("basic-list", "loses", "COVERS", "drugs"),
        ("fund", "loses", "FUNDS", "bill"),
        ("fund", "loses", "REIMBURSES_VIA", "basic-list"),
        ("fund-office", "loses", "DECIDES", "listing"),
        ("makers", "loses", "DECIDES", "price"),
        ("fund-office", "changes", "DECIDES", "new-listing"),
    ]


def test_without_a_route_for_a_list_there_is_a_note() -> None:
    got = answer(tiny(WORLD), "listing-scenario", product="drugs", before="uncovered", after="cases", as_of=LATER)
    assert got.rows, "the step of the bill uses case payment, so its route stands for it"
    none = answer(tiny(WORLD), "listing-scenario", product="biologics", before="new-list", after="basic-list", as_of=date(2024, 1, 1))
    assert none.rows == []
    assert none.notes == ["new-list is not yet shown on 2024-01-01; it is from 2025-01-10."]


# The facts.
