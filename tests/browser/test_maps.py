"""The ten maps of the built-in data as a reader meets them: names that do not cover one another, days, and what was only known later."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from browser.conftest import Open

from graph.question import MAPS
from graph.store import Store
from graph.workbench import Workbench, map_question

OVERLAPS = """() => {
    const boxes = [];
    for (const t of document.querySelectorAll('#figure svg.fig text')) {
        const b = t.getBoundingClientRect(), turned = t.closest('[transform*=rotate]');
        if (b.width && !turned && getComputedStyle(t).opacity !== '0') boxes.push([b.left, b.top, b.right, b.bottom, t.textContent]);
    }
    const hits = [];
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
        if (a[0] < b[2] - 2 && b[0] < a[2] - 2 && a[1] < b[3] - 4 && b[1] < a[3] - 4) hits.push(`${a[4]} × ${b[4]}`);
    }));
    return [boxes.length, hits];
}"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("map_", MAPS)
def test_no_name_lies_on_another(open_page: Open, site: Path, map_: str, lang: str) -> None:
    opened = open_page(file=site / f"{map_}.html", address=f"lang={lang}")
    count, hits = opened.page.evaluate(OVERLAPS)
    assert count > 5
    assert hits == []
    opened.quiet()


@pytest.mark.parametrize("map_", MAPS)
def test_lines_break_as_chinese_breaks_them(open_page: Open, site: Path, map_: str) -> None:
    page = open_page(file=site / f"{map_}.html", address="lang=zh").page
    said = list[str]()
    for wide in (900, 1440):
        page.set_viewport_size({"width": wide, "height": 900})
        page.wait_for_timeout(300)
        said += page.locator("#figure svg.fig text").all_text_contents()
    assert [line for line in said if line.strip() and (line[-1] in "（“《" or line[0] in "，。、；：）”》")] == []


def test_a_year_without_deals_has_its_place(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "capital.html").page
    assert "2015" not in page.locator("#table td:first-child").all_inner_texts(), "a year without deals"
    years = [text for text in page.locator("#figure svg.fig text.mid").all_text_contents() if text.startswith("20")]
    assert years == [str(year) for year in range(2013, 2027)] * 4, "one axis a direction"


def test_regions_stand_apart_in_a_flow(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "cascade.html").page
    placed = "all => all.map(text => [text.textContent, +text.getAttribute('y')])"
    bands = page.locator("#figure svg.fig > text.q3").evaluate_all(placed)
    assert [text.rpartition(" · ")[0] for text, _ in bands] == ["National and general", "Provinces and cities"]
    below = [text for text, y in page.locator("#figure svg.fig text.label").evaluate_all(placed) if y > bands[1][1]]
    above = {"Opinions on Deeply Implementing the AI"}
    plans = {"Gansu AI+ Action Plan", "Jiangsu AI+ Action Plan", "Chongqing AI+ Action Plan", "Jiangxi AI+ Action Plan"}
    assert plans <= set(below)
    assert not above & set(below)


def test_what_was_only_known_later_stands_apart(open_page: Open, site: Path) -> None:
    then = open_page(file=site / "governance.html", address="id=miit&day=2025-03-06").page
    folded = then.locator("#panel details.later")
    assert "Known only after 6 Mar 2025" in folded.locator("summary").inner_text()
    assert not folded.locator("li").first.is_visible()
    unknown = "[...document.querySelectorAll('#panel li .tag')].filter(x => x.textContent === 'Not yet announced')"
    assert then.evaluate(f"{unknown}.length") > 0
    assert then.evaluate(f"{unknown}.every(x => x.closest('.later'))")
    now = open_page(file=site / "governance.html", address="id=miit").page
    assert now.locator("#panel li").count() > 5
    assert now.locator("#panel details.later").count() == 0


def test_a_date_that_lay_ahead_is_marked_as_known_since(open_page: Open, site: Path) -> None:
    then = open_page(file=site / "payment.html", address="id=nhsa&day=2025-03-06").page
    assert "known since: from 1 Jan 2026" in then.inner_text("#panel")
    now = open_page(file=site / "payment.html", address="id=nhsa").page
    assert "known since" not in now.inner_text("#panel")
    assert "from 1 Jan 2026" in now.inner_text("#panel")


def test_maps_lead_to_one_another_by_entity(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "governance.html", address="id=nhsa&lang=zh").page
    page.click("#panel p.note a[href^='payment.html']")
    page.wait_for_selector("html[data-ready=true]")
    assert page.url.startswith((site / "payment.html").as_uri())
    assert page.inner_text("#panel h2") == "国家医疗保障局"
    linked = {a.split("#")[0] for a in page.eval_on_selector_all("#panel p.note a", "all => all.map(a => a.getAttribute('href'))")}
    assert "governance.html" in linked
    assert "payment.html" not in linked
    assert all((site / name).is_file() for name in linked)


def test_the_index_says_what_each_map_holds(open_page: Open, site: Path, pack: Store) -> None:
    opened = open_page(file=site / "index.html")
    page = opened.page
    assert page.locator(".maps li").count() == len(MAPS)
    assert page.locator(".maps svg.thumb").count() == len(MAPS)
    question = map_question("cascade")
    answer = Workbench(pack, fill=False).ask(question.id, as_of="2026-11-22", **question.example)
    entities = {end for claim in answer.claims.values() for end in (claim["subject"], claim["object"])}
    said = page.locator(".maps li", has=page.locator("a[href*='cascade.html']")).locator(".counts").inner_text()
    sure = Counter(claim["confidence"] for claim in answer.claims.values())
    assert int(said.split(" entities")[0]) >= len(entities) > 50
    assert f"{len(answer.sources)} sources · {sure['verified']} claims verified" in said
    assert f"{sure['unverified']} unverified" in said
    page.click("#langs [data-lang=zh]")
    assert "条依据已核实" in page.locator(".counts").first.inner_text()
    opened.quiet()


def test_a_name_without_a_chinese_form_is_marked(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "cascade.html", address="id=jiangxi-ai-plus-plan&lang=zh").page
    assert page.inner_text("#panel h2") == "Jiangxi AI+ Action Plan［英］"
    assert "Jiangxi AI+ Action Plan［英］" in page.inner_text("#table")
    page.click("#langs [data-lang=en]")
    assert page.inner_text("#panel h2") == "Jiangxi AI+ Action Plan"
