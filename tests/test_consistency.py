"""The data's own consistency: one tiny world per problem, and the shape of the whole on the built-in data."""

from __future__ import annotations

from datetime import date

import pytest
from tiny import records, tiny

from graph.consistency import PROBLEMS, Finding, check
from graph.load import load
from graph.store import Store

TODAY = date(2026, 11, 26)
QUIET = {"single source", "undated", "no Chinese name", "stale"}


def found(world: str, *, quiet: bool = False) -> list[tuple[str, ...]]:
    """Findings of a world in short; those that nearly every tiny row has only when asked."""
    return [(f.problem, f.kind, f.id, f.detail) for f in check(tiny(world), TODAY) if quiet or f.problem not in QUIET]


def test_a_clean_world_has_no_findings() -> None:
    world = "Agency a name_zh=甲 sources=s1;s2\nMarket m name_zh=乙 sources=s1;s2\nSource s2\na REGULATES m start_date=2025 sources=s1;s2"
    assert found(world, quiet=True) == []


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        (
            "Agency a end_date=2018\nMarket m start_date=2020\na REGULATES m",
            ("never shown", "relation", "tiny|a|REGULATES|m|", "from … to …, a … to 2018, m 2020 to …"),
        ),
        (
            "Agency a start_date=2020-05\nMarket m\na REGULATES m start_date=2020-04",
            ("before its ends", "relation", "tiny|a|REGULATES|m|2020-04", "starts 2020-04, a 2020-05"),
        ),
        ("Agency a confidence=unverified sources=", ("unverified", "entity", "a", "")),
        ("Agency a\nAgency b name=A", ("duplicate name", "entity", "a", "b")),
        ("Agency a name=X name_zh=甲\nAgency b name=Y name_zh=甲", ("duplicate name", "entity", "b", "a")),
        (
            "Agency a\nMarket m\na REGULATES m start_date=2020 end_date=2021\na REGULATES m start_date=2023",
            ("gap in time", "relation", "tiny|a|REGULATES|m|2023", "did not hold from 2022-01-01 to 2023-01-01"),
        ),
        (
            "Market m\nFigure f subject_id=m measure=size unit=USD period=2025 value=1\n"
            "Figure g subject_id=m measure=size unit=USD period=2025 value=2 value_high=3",
            ("disputed", "figure", "f", "g says 2-3"),
        ),
        (
            "Company a\nCompany b\nDeal d licensor_id=a licensee_id=b date=2025 total_usd_m=1\n"
            "Deal e licensor_id=a licensee_id=b date=2025 total_usd_m=2.5",
            ("disputed", "deal", "d", "e says 2.5"),
        ),
        (
            "Agency a\nPolicy p\na SUPPORTS p start_date=2025\na OPPOSES p start_date=2025",
            ("disputed", "relation", "tiny|a|OPPOSES|p|2025", "tiny|a|SUPPORTS|p|2025 says the opposite"),
        ),
        ("Policy p\nPolicy q\np CONFLICTS_WITH q detail='in scope'", ("conflict", "relation", "tiny|p|CONFLICTS_WITH|q|", "in scope")),
        ("Agency a confidence=unverified sources=", ("no source", "entity", "a", "")),
    ],
)
def test_each_problem(world: str, expected: tuple[str, ...]) -> None:
    assert expected in found(world)


@pytest.mark.parametrize(
    "world",
    [
        "Agency a\nPolicy p start_date=2025\na ISSUED p start_date=2024-12",
        "Agency a start_date=2020-05-03\nMarket m\na REGULATES m start_date=2020",
        "Agency a\nPolicy p\na SUPPORTS p start_date=2025\na OPPOSES p start_date=2026",
        "Market m\nFigure f subject_id=m measure=size period=2025 value=1\nFigure g subject_id=m measure=size period=2026 value=2",
        "Market m\nFigure f subject_id=m measure=size value=1\nFigure g subject_id=m measure=size qualifier='tens of billions'",
        "Agency a\nMarket m\na REGULATES m start_date=2020 end_date=2021\na REGULATES m start_date=2022",
        "Agency a name=Same\nMarket b name=Same",
    ],
)
def test_what_is_no_problem(world: str) -> None:
    """An act before its object's start; dates that may agree; a change of mind; other periods; no value; no gap; two kinds."""
    assert found(world) == []


def test_ages_of_sources_and_what_needs_a_date() -> None:
    world = "Policy p sources=s2;s3\nMarket m sources=s2\nSource s2 kind=news date=2025-05\nSource s3 kind=law date=2023-11"
    now = [(problem, id_) for problem, _, id_, _ in found(world, quiet=True) if problem != "no Chinese name"]
    assert now == [("single source", "m"), ("undated", "p")]
    later = [(f.problem, f.id, f.detail) for f in check(tiny(world), date(2026, 11, 30)) if f.problem == "stale"]
    assert later == [("stale", "m", "since 2026-11-30"), ("stale", "p", "since 2026-11-30")], "news after 18 months, law after 36"


def test_claims_of_two_datasets_are_compared() -> None:
    store = tiny("Agency a\nMarket m\na REGULATES m effect=favours")
    load(store, records("Agency a\nMarket m\na REGULATES m effect=burdens", name="client"))
    assert Finding("disputed", "relation", "client|a|REGULATES|m|", "tiny|a|REGULATES|m| says favours") in check(store, TODAY)


def test_what_was_retired_is_left_out() -> None:
    store = tiny("Agency a\nAgency b name=A")
    load(store, records("Agency a"), today=date(2026, 1, 1))
    assert not [f for f in check(store, TODAY) if f.problem == "duplicate name"]


def test_the_built_in_data(pack: Store) -> None:
    """figures.csv has two counts of licences in 2025 (157, 186); nothing dangles."""
    findings = check(pack, TODAY)
    assert findings == check(pack, TODAY)
    assert [PROBLEMS.index(f.problem) for f in findings] == sorted(PROBLEMS.index(f.problem) for f in findings)
    assert not [f for f in findings if f.problem in ("dangling", "reversed dates")]
    disputed = {f.id: f.detail for f in findings if f.problem == "disputed"}
    assert disputed["fig-cn-outlicensing-out-licensing-deals-2025"].endswith("says 186")
