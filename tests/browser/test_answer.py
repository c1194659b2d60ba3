"""An answer on its page: picture, details with footnotes, table, search, languages, days, address, story."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
from browser.small_world import small_answer, small_network
from playwright.sync_api import expect

from graph.drawing import Table


def test_head_says_the_question_and_the_answer(open_page) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(small_network())
    assert opened.page.inner_text("#question") == "Who governs AI in care?"
    assert opened.page.inner_text("#answer") == "Two bodies, one gap."
    assert opened.page.inner_text("#answer b") == "Two bodies"
    foot = opened.page.inner_text("#foot")
    assert "22 Nov 2026" in foot
    assert "CC BY 4.0" in foot
    assert "31 Jul 2026" in foot
    opened.quiet()


def test_panel_shows_claims_with_their_footnotes(open_page) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(small_network(), address="cac")
    panel = opened.page.locator("#panel")
    text = panel.inner_text()
    assert "Cyberspace Administration of China" in text
    assert "国家互联网信息办公室" in text
    assert "AI healthcare in China" in text
    assert "from 20 Aug 2021" in text
    links = panel.locator("a[target=_blank]")
    assert links.get_attribute("href") == "https://example.org/one"
    assert links.get_attribute("rel") == "noopener noreferrer"
    assert links.count() == 1, "the javascript: address of the second source is text"
    assert "Notice two" in text
    assert sorted(panel.locator("sup a").all_inner_texts()) == ["1", "2"]


def test_doubt_and_plan_are_said_and_drawn(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(), address="id=nhsa").page
    assert "Unverified" in page.inner_text("#panel")
    assert "Planned" in page.inner_text("#panel")
    chip = page.locator("g.m[data-id=class-c]").first
    assert "s-planned" in chip.get_attribute("class")
    dashes = (
        chip.locator(".chipbox").first.evaluate("node => getComputedStyle(node).strokeDasharray")
        if chip.locator(".chipbox").count()
        else "glyph"
    )
    assert dashes != "none"


def test_a_gap_is_drawn_named_and_listed(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network()).page
    assert page.locator(".cellgap").count() >= 1
    assert "Payment" in page.locator("#panel .gaprow").inner_text()
    assert page.locator("tr.isgap").count() == 1


def test_row_and_mark_light_each_other(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network()).page
    page.hover("#table tbody tr:nth-child(2)")
    assert page.locator("g.m.on[data-id=pipl]").count() >= 1
    page.locator("g.m[data-id=pipl]").first.click()
    assert "pin" in page.locator("#table tbody tr:nth-child(2)").get_attribute("class")
    assert "Personal Information Protection Law" in page.inner_text("#panel h2")
    page.keyboard.press("Escape")
    assert page.locator("tr.pin").count() == 0


def test_table_sorts_filters_and_saves(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    network = small_network(Table())
    network.graph["answer"]["rows"][0]["function"] = "=cmd|calc"
    page = open_page(network).page
    page.click("#table th:nth-child(2) button")
    assert page.get_attribute("#table th:nth-child(2)", "aria-sort") == "ascending"
    cells = page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
    assert cells == [*sorted(cells[:3]), ""], "empty cells come last"
    page.click("#table th:nth-child(2) button")
    assert page.get_attribute("#table th:nth-child(2)", "aria-sort") == "descending"
    assert page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()[-1] == ""
    page.fill("#sieve", "security")
    assert page.locator("#table tbody tr").count() == 1
    page.fill("#sieve", "")
    with page.expect_download() as waiting:
        page.click("#savecsv")
    waiting.value.save_as(tmp_path / "table.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0][:2] == ["Function", "Body"]
    assert len(rows) == 5
    assert "'=cmd|calc" in [row[0] for row in rows]


def test_everything_switches_language(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(), address="id=cac").page
    page.click("#langs [data-lang=zh]")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert page.inner_text("#question") == "谁监管医疗人工智能？"
    assert page.inner_text("#panel h2") == "国家互联网信息办公室"
    assert "数据治理" in page.inner_text("#figure")
    assert "现行有效" in page.inner_text("#table")
    english = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, th, h2, h3, label, .note, .sub')]
            .map(x => x.textContent.trim()).filter(x => /[a-z]{3}/.test(x) && !/[\\u4e00-\\u9fff]/.test(x))"""
    )
    assert [word for word in english if word not in ("English", "AI healthcare in China")] == []
    page.click("#langs [data-lang=en]")
    assert page.inner_text("#question") == "Who governs AI in care?"


def test_the_day_is_a_control(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network()).page
    assert page.locator("#table tbody tr").count() == 4
    page.evaluate(
        """() => {
            const slider = document.getElementById('day');
            slider.value = Math.round(Date.parse('2020-06-01') / 864e5);
            slider.dispatchEvent(new Event('input'));
        }"""
    )
    expect(page.locator("#table tbody tr")).to_have_count(1)
    assert page.inner_text("#answer") == "One body."
    assert "day=2020-06-01" in page.evaluate("location.hash")
    assert page.locator("g.m[data-id=pipl]").count() == 0, "what was not yet announced is not on the page"
    page.click("#marks button >> text=22 Nov 2026")
    expect(page.locator("#table tbody tr")).to_have_count(4)


def test_address_restores_the_view(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(), address="id=pipl&lang=zh&view=network&theme=dark&off=k:market").page
    assert page.inner_text("#panel h2") == "个人信息保护法"
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.locator("canvas.net").count() == 1
    assert page.locator("#legend button[data-token='k:market']").get_attribute("aria-pressed") == "false"
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert page.inner_text("#panel h2") == "个人信息保护法"


def test_undo_and_saved_views(open_page) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(small_network())
    page, path = opened.page, opened.path
    page.locator("g.m[data-id=pipl]").first.click()
    page.click("#kept summary")
    page.click("#kept .quiet")
    page.click("#undo")
    assert page.locator("#panel h2").inner_text() == "How to read this"
    page.click("#kept .name")
    assert "Personal Information" in page.inner_text("#panel h2")
    page.goto("about:blank")
    page.goto(path.as_uri())
    page.click("#kept summary")
    assert page.locator("#kept .name").count() == 1, "kept by the browser"
    page.click("#kept .close")
    page.reload()
    page.click("#kept summary")
    assert page.locator("#kept .name").count() == 0, "and forgotten"


def test_path_between_two(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(), address="id=pipl&to=ai-care").page
    panel = page.inner_text("#panel")
    assert "2 links" in panel
    assert "CAC" in panel
    assert "No path" in open_page(small_network(), address="id=pipl&to=nhsa").page.inner_text("#panel")


def test_story_walks_through_views(open_page) -> None:  # type: ignore[no-untyped-def]
    network = small_network()
    network.graph["story"] = [
        {"title": {"en": "First", "zh": "其一"}, "text": {"en": "Look here.", "zh": "看这里。"}, "view": {"id": "cac"}},
        {
            "title": {"en": "Second", "zh": "其二"},
            "text": {"en": "Then there.", "zh": "再看那里。"},
            "view": {"id": "nhsa", "view": "network"},
        },
    ]
    page = open_page(network).page
    page.click("#next")
    assert page.inner_text("#panel h2") == "Cyberspace Administration of China"
    assert "Look here." in page.inner_text("#story")
    page.click("#langs [data-lang=zh]")
    page.click("#next")
    assert page.inner_text("#panel h2") == "国家医疗保障局"
    assert "其二" in page.inner_text("#story")
    assert page.evaluate("document.activeElement.id") == "before", "the focus stays in the story"
    assert page.locator("canvas.net").count() == 1


def test_rivals_and_conflicts_are_marked(open_page) -> None:  # type: ignore[no-untyped-def]
    answer = small_answer()
    about = {"kind": "figure", "subject": "ai-care", "measure": "market size", "unit": "USD bn", "period": "2030", "sources": ["s1"]}
    for name, value in (("f1", 190), ("f2", 110.6)):
        answer["claims"][name] = {**about, "id": name, "value": value, "value_high": None, "qualifier": "about", "confidence": "verified"}
    network = small_network()
    network.graph["answer"] = answer
    panel = open_page(network, address="ai-care").page.inner_text("#panel")
    assert "190 USD bn" in panel
    assert "110.6 USD bn" in panel
    assert panel.count("≠") == 2


def test_print_shows_table_and_sources_whole(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network()).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.getElementById('sources').open")
    assert page.locator("#sourcelist li").count() == 2
    assert page.locator(".tools").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4", landscape=True)[:5] == b"%PDF-"


def test_a_map_without_an_answer_has_its_links_as_a_table(open_page) -> None:  # type: ignore[no-untyped-def]
    network = nx.MultiDiGraph()
    network.add_node("a", label="Agency", name="Alpha")
    network.add_node("b", label="Something", name="Beta")
    network.add_edge("a", "b", type="LIKES", detail="since long")
    page = open_page(network, title="Two things").page
    assert page.locator("#table tbody tr").count() == 1
    assert page.locator("#table tbody tr").inner_text().split("\t")[:3] == ["Alpha", "LIKES", "Beta"]
    page.click("#table tbody tr")
    assert "since long" in page.inner_text("#panel")
