"""Who can stop a route: literal rows on tiny worlds, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

AFTER_THE_WORK_REPORT = date(2025, 3, 6)


def test_veto_points_by_all_steps_of_a_decider() -> None:
    world = """
    Route way
    Stage a
    Stage b
    Stage c
    Stage d
    Stage e
    Agency one
    Agency two
    Agency both
    a PART_OF way
    b PART_OF way
    c PART_OF way
    d PART_OF way
    e PART_OF way
    a PRECEDES b
    a PRECEDES c
    b PRECEDES d
    c PRECEDES d
    d PRECEDES e
    one DECIDES b
    both DECIDES b
    both DECIDES c
    two DECIDES d
    """
    assert rows(tiny(world), "veto-points", route="way") == [
        ("a", [], False, []),
        ("b", ["both", "one"], True, ["a", "c", "d", "e"]),
        ("c", ["both"], True, ["a", "b", "d", "e"]),
        ("d", ["two"], True, []),
        ("e", [], False, []),
    ], "`both` can close either branch; `one` alone could not"
    assert [r[:3] for r in rows(tiny(world), "veto-points", route="way", origin="b", goal="d")] == [
        ("b", ["both", "one"], True),
        ("d", ["two"], True),
    ]


def test_the_fewest_steps_that_stop_every_path_where_nobody_can_alone() -> None:
    world = """
    Route way
    Stage a
    Stage b
    Stage c
    Stage d
    Stage e
    Stage f
    Agency one
    Agency two
    Agency three
    a PART_OF way
    b PART_OF way
    c PART_OF way
    d PART_OF way
    e PART_OF way
    f PART_OF way
    a PRECEDES b
    a PRECEDES c
    b PRECEDES d
    b PRECEDES e
    c PRECEDES e
    d PRECEDES f
    e PRECEDES f
    one DECIDES c
    two DECIDES d
    three DECIDES e
    """
    got = answer(tiny(world), "veto-points", route="way")
    assert [(r.step, r.unavoidable) for r in got.rows] == [(step, False) for step in "abcdef"]
    assert got.notes == ["No decider can stop every path alone. The fewest steps whose deciders together can: d, e."]
    alone = answer(tiny(world + "one DECIDES b"), "veto-points", route="way")
    assert [r.step for r in alone.rows if r.unavoidable] == ["b", "c"], "one may refuse at both branches"
    assert alone.notes == []
    free = answer(tiny(world.replace("two DECIDES d", "")), "veto-points", route="way")
    assert free.notes == ["At least one path has no step with a known decider: nobody in this dataset can stop it."]


def test_a_step_that_is_not_on_the_route_is_named() -> None:
    got = answer(tiny("Route way\nStage a\nStage z\na PART_OF way"), "veto-points", route="way", goal="z")
    assert (got.rows, got.notes) == ([], ["z is no step of way."])


def test_gates_of_the_british_route(pack: Store) -> None:
    """route-gb-drug: MHRA, then NICE, then either NHS funding at once or after a commercial deal; NICE is on both, the deal on one."""
    assert rows(pack, "veto-points", route="route-gb-drug") == [
        ("gb-step-mhra", ["gb-mhra"], True, []),
        ("gb-step-nice", ["gb-nice"], True, []),
        ("gb-step-commercial-deal", ["gb-nhs-england"], False, ["gb-step-mhra", "gb-step-nhs-funding", "gb-step-nice"]),
        ("gb-step-nhs-funding", [], False, []),
    ]
    before = rows(pack, "veto-points", route="route-gb-drug", as_of=date(2016, 1, 1))
    assert [r[0] for r in before] == ["gb-step-mhra", "gb-step-nice", "gb-step-nhs-funding"], "the deal step starts on 2017-04-01"
    assert rows(pack, "veto-points", route="route-gb-drug", jurisdiction="cn") == []


def test_who_can_stop_a_negotiated_drug(pack: Store) -> None:
    """Hospital and second channel are alternatives, so no hospital committee stops all paths; local authorities decide the platform."""
    got = {r[0]: r for r in rows(pack, "veto-points", route="route-cn-drug-nrdl")}
    assert got["step-cn-drug-registration"][1:] == (["nmpa"], True, [])
    assert got["stage-hospital-use"][2] is False
    assert "step-cn-drug-dual-channel" in got["stage-hospital-use"][3]
    assert got["step-cn-drug-dual-channel"][2] is True
    assert got["step-cn-nrdl-negotiation"][1:] == (["innovative-drug-enterprises", "nhsa"], True, [])
    in_hospital = {r[0]: r[2] for r in rows(pack, "veto-points", route="route-cn-drug-nrdl", origin="stage-hospital-use")}
    assert in_hospital["stage-hospital-use"] is True


def test_the_planned_branch_opens_a_way_round_in_2025(pack: Store) -> None:
    """On 2024-12-01 the wide route has no commercial branch; on 2025-03-06 its steps are planned."""
    before = {r[0] for r in rows(pack, "veto-points", route="route-cn-innovative-drug", as_of=date(2024, 12, 1))}
    after = {r[0] for r in rows(pack, "veto-points", route="route-cn-innovative-drug", as_of=AFTER_THE_WORK_REPORT)}
    assert {s for s in after - before if s.startswith("step-cn-chi")} == {
        "step-cn-chi-consultation",
        "step-cn-chi-exemptions",
        "step-cn-chi-expert-review",
        "step-cn-chi-insurer-contract",
        "step-cn-chi-list",
    }


def test_two_refusals_keep_a_marked_device_from_use(pack: Store) -> None:
    """After the CE mark, an app goes by the German institute and then the price, anything else by a hospital tender; nobody has both."""
    got = answer(pack, "veto-points", route="route-eu-device", origin="eu-step-ce-mark", goal="eu-step-device-use")
    assert {r.step for r in got.rows if r.unavoidable} == set()
    together = "The fewest steps whose deciders together can: de-step-diga-application, eu-step-hospital-tender."
    assert got.notes == [f"No decider can stop every path alone. {together}"]
