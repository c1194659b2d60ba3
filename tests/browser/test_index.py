"""The first page of a folder: what it says of each map is what the map holds."""

from __future__ import annotations

import re
from pathlib import Path

from browser.conftest import Open

from graph.question import MAPS
from graph.store import Store
from graph.workbench import Workbench, map_question


def test_each_map_is_counted_and_drawn(open_page: Open, site: Path, pack: Store) -> None:
    index = open_page(file=site / "index.html")
    entries = index.page.locator(".maps li")
    assert entries.count() == len(MAPS)
    for at, name in enumerate(MAPS):
        text = entries.nth(at).locator(".small").inner_text()
        counts = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+(?= (?:entities|claims|sources))", text)]
        question = map_question(name)
        answer = Workbench(pack, fill=False).ask(question.id, as_of="2026-11-22", **question.example)
        assert counts == [len(answer.network()), len(answer.json()["claims"]), len(answer.json()["sources"])], name
        box = entries.nth(at).locator("svg.thumb").bounding_box()
        assert box
        assert box["width"] == 200
    index.quiet()


def test_what_is_less_certain_is_what_the_question_says(open_page: Open, site: Path, pack: Store) -> None:
    page = open_page(file=site / "index.html", address="lang=zh").page
    said = page.locator(".maps li").nth(list(MAPS).index("insurance")).locator(".small").inner_text()
    rows = Workbench(pack, fill=False).ask("unknowns", map="insurance", as_of="2026-11-22").json()["rows"]
    assert f"单一来源 {sum(row['problem'] == 'single source' for row in rows)}" in said


def test_a_picture_leads_to_its_map(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "index.html", address="lang=zh").page
    page.locator("svg.thumb").nth(2).click()
    page.wait_for_selector("html[data-ready=true]")
    assert page.url.endswith("payment.html#lang=zh")
