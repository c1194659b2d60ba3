"""The same file in another engine: drawn, found, chosen, switched, and as closed as in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from browser.firefox import FIREFOX, Firefox
from browser.small_world import small_network
from browser.test_hostile import DRAWINGS, hostile_network
from conftest import need

from graph.drawing import Drawing
from graph.page import write_page
from graph.site import part_page
from graph.store import Store
from graph.workbench import Workbench, map_question

INK = """(() => {
    const c = document.querySelector('canvas.net'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    let n = 0;
    for (let k = 0; k < d.length; k += 4) if (d[k] + d[k + 1] + d[k + 2] < 700) n++;
    return n / (c.width * c.height);
})()"""
"""The share of the canvas that is not paper."""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    need(bool(FIREFOX), "no Firefox on this machine: apt-get install firefox-esr")
    browser = Firefox(tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


def test_the_watch_sees_what_a_page_does(firefox: Firefox, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><html data-ready=true><img src=http://127.0.0.1:18999/x><iframe srcdoc=x></iframe>"
        "<script>window.planted = 1; console.error('said'); setTimeout(() => nowhere())</script>"
    )
    firefox.open(bad)
    firefox.wait("true")
    assert firefox.asked == ["http://127.0.0.1:18999/x"]
    assert firefox.said[0].startswith("frame or window")
    assert sorted(firefox.said[1:]) == ["ReferenceError: nowhere is not defined", "said"]
    with pytest.raises(AssertionError):
        firefox.quiet()


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("governance", "beijingshiweijianwei", "Beijing Municipal Health Commission"),
        ("payment", "bingleimulu", "Commercial Health Insurance Innovative Drug List (Class C list)"),
        ("risk", "yaomingkangde", "WuXi AppTec"),
        ("capital", "sanshengzhiyao", "3SBio"),
    ],
)
def test_a_map_is_drawn_searched_and_switched(firefox: Firefox, pack: Store, tmp_path: Path, name: str, typed: str, found: str) -> None:
    question = map_question(name)
    page = Workbench(pack, fill=False).ask(question.id, **question.example).page().write(tmp_path / f"{name}.html")
    firefox.open(page)
    marks = "[...document.querySelectorAll('#figure svg.fig .m')].filter(m => m.getBoundingClientRect().width > 4).length"
    assert firefox.run(marks) > 5
    assert firefox.run("document.documentElement.scrollWidth <= innerWidth")
    rows = firefox.run("document.querySelectorAll('#table tbody tr').length")
    assert rows > 0
    firefox.click("#table thead th:nth-child(2) button")
    assert firefox.run("document.querySelector('#table th:nth-child(2)').ariaSort") == "ascending"
    assert firefox.run("document.querySelectorAll('#table tbody tr').length") == rows
    firefox.keys("/", *typed, "\ue007")
    assert firefox.run("document.querySelector('#panel h2').textContent") == found
    english = firefox.run("document.querySelector('#question').textContent")
    firefox.click("#langs [data-lang=zh]")
    assert firefox.run("document.documentElement.lang") == "zh-Hans"
    assert firefox.run("document.querySelector('#question').textContent") != english
    assert "lang=zh" in firefox.run("location.hash")
    firefox.quiet()


def test_everything_at_once(firefox: Firefox, pack: Store, tmp_path: Path) -> None:
    page, _ = part_page(Workbench(pack, fill=False), None, 1)
    firefox.open(page.write(tmp_path / "all.html"))
    assert firefox.run(INK) > 0.005
    firefox.keys("/", *"yibaoju")
    firefox.wait("!document.querySelector('#hits').hidden")
    firefox.keys("\ue007")
    assert "NHSA" in firefox.run("document.querySelector('#panel').textContent")
    assert "id=nhsa" in firefox.run("location.hash")
    firefox.quiet()


def test_marks_answer_to_pointer_and_keys(firefox: Firefox, tmp_path: Path) -> None:
    firefox.open(write_page(small_network(), tmp_path / "small.html"))
    firefox.click("g.m[data-id=pipl]")
    assert firefox.run("document.querySelector('#panel h2').textContent") == "Personal Information Protection Law"
    firefox.keys("\ue00c")
    assert firefox.run("document.querySelector('#panel h2').textContent") == "How to read this"
    firefox.open(write_page(small_network(None), tmp_path / "network.html"))
    firefox.run("document.querySelector('canvas.net').focus()")
    firefox.keys("\ue014", "\ue007")
    said = firefox.run("document.querySelector('#live').textContent")
    assert firefox.run("document.querySelector('#panel h2').textContent") == said.split(",")[0]
    firefox.quiet()


def test_a_network_of_thousands(firefox: Firefox, tmp_path: Path) -> None:
    graph = nx.random_partition_graph([100] * 30, 0.05, 0.0004, seed=3)
    for node, data in graph.nodes(data=True):
        data.update(label=("Agency", "Policy", "Company", "Payer")[node % 4], name=f"Entity number {node}")
    firefox.open(write_page(graph, tmp_path / "many.html"))
    before = firefox.run(INK)
    assert before > 0.005
    firefox.run("document.querySelector('canvas.net').focus()")
    firefox.keys("+", "+")
    firefox.wait(f"Math.abs({INK} - {before}) > 0.001")
    firefox.quiet()


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: type(drawing).__name__)
def test_hostile_data_stays_data(firefox: Firefox, tmp_path: Path, drawing: Drawing | None) -> None:
    firefox.open(write_page(hostile_network(drawing, start=DRAWINGS.index(drawing) * 13, count=20), tmp_path / "hostile.html"))
    firefox.run(
        """(async () => {
            for (const g of [...document.querySelectorAll('svg.fig .m')].slice(0, 20))
                g.dispatchEvent(new MouseEvent('click', {bubbles: true}));
            for (const tr of [...document.querySelectorAll('#table tbody tr')].slice(0, 20)) tr.click();
            for (const button of document.querySelectorAll('.legend button, th button, #views button, #story button')) button.click();
            document.querySelector('#langs [data-lang=zh]').click();
        })()"""
    )
    assert firefox.run("document.querySelectorAll('script').length") == 2
    loaded = "document.querySelectorAll('img, iframe, object, embed, base, link, form, style ~ style, video, audio, math').length"
    assert firefox.run(loaded) == 0
    handlers = "[...document.querySelectorAll('*')].flatMap(x => [...x.attributes]).map(a => a.name).filter(a => a.startsWith('on'))"
    assert firefox.run(handlers) == []
    firefox.quiet()
