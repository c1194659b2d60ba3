"""Who governs: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import rows
from tiny import tiny

from graph.store import Store

WORLD = """
Market ai jurisdiction=cn
Market imaging jurisdiction=cn
Application triage jurisdiction=cn
Agency nmpa jurisdiction=cn
Agency nhc jurisdiction=cn start_date=2018-03
Agency fda jurisdiction=us
Policy guideline jurisdiction=cn start_date=2022-03-07
Policy draft jurisdiction=cn status_in_force=draft start_date=2026-02-01
Route drug-route jurisdiction=cn
Stage approval jurisdiction=cn
imaging PART_OF ai
nmpa REGULATES ai role=market-approval
nhc RESPONSIBLE_FOR ai
fda REGULATES imaging role=market-approval
nmpa ISSUED guideline role=market-approval;quality start_date=2022-03-07
guideline APPLIES_TO triage
guideline TARGETS ai
nmpa ISSUED draft role=data start_date=2026-02-01
draft TARGETS imaging
drug-route APPLIES_TO ai
approval PART_OF drug-route
nmpa DECIDES approval role=market-approval
"""


def test_bodies_by_function_with_their_instruments() -> None:
    got = rows(tiny(WORLD), "who-governs", topic="ai", as_of=date(2026, 3, 1))
    assert got == [
        ("data", "nmpa", "ISSUED", ["draft"], "draft", "imaging"),
        ("market-approval", "nmpa", "DECIDES", ["guideline"], "in force", None),
        ("market-approval", "nmpa", "ISSUED", ["guideline"], "in force", None),
        ("market-approval", "nmpa", "REGULATES", ["guideline"], "in force", None),
        ("quality", "nmpa", "ISSUED", ["guideline"], "in force", None),
        (None, "nhc", "RESPONSIBLE_FOR", [], "in force", None),
    ], "the FDA comes only from a part and is of another jurisdiction"


def test_a_body_that_was_not_yet_there_governs_nothing() -> None:
    got = rows(tiny(WORLD), "who-governs", topic="ai", as_of=date(2017, 1, 1))
    assert [(function, body) for function, body, *_ in got] == [("market-approval", "nmpa"), ("market-approval", "nmpa")]


def test_chinas_health_ai_today(pack: Store) -> None:
    """relations.csv: nhc, nmpa and cac REGULATE cn-ai-healthcare with exactly these roles; section 4.1 of the article says the same."""
    got = {
        (function, body)
        for function, body, relation, _, _, via in rows(pack, "who-governs", topic="cn-ai-healthcare")
        if relation == "REGULATES" and not via
    }
    assert {("clinical-use", "nhc"), ("market-approval", "nmpa"), ("data", "cac"), ("algorithms", "cac")} <= got
    assert not any(body == "us-fda" for _, body in got)


def test_chinas_health_ai_on_the_day_after_the_work_report(pack: Store) -> None:
    """ai-healthcare-opinions-2025 is of November 2025, ai-health-scenarios-2024 of November 2024: only the second shows in March 2025."""
    got = rows(pack, "who-governs", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
    by_nhc = next(
        instruments
        for function, body, relation, instruments, _, via in got
        if (function, body, relation, via) == ("clinical-use", "nhc", "REGULATES", None)
    )
    assert by_nhc == ["ai-health-scenarios-2024"]


def test_jurisdiction_keeps_its_provinces_and_drops_others(pack: Store) -> None:
    """beijing-municipal-government issued the Beijing plan (cn-bj is PART_OF cn); the FDA regulates us-ai-healthcare."""
    cn = {body for _, body, *_ in rows(pack, "who-governs", topic="cn-ai-healthcare", jurisdiction="cn-bj")}
    assert "beijing-municipal-government" in cn
    assert "nmpa" not in cn
