"""The file: closed to the network, its policy true, its data block exact, the same for the same network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from browser.small_world import small_network

from graph.page import embedded, page_html, write_page
from graph.page.model import MapNetwork


def test_policy_names_the_hashes_of_what_is_there() -> None:
    html = page_html(small_network())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    styles = re.findall(r"<style>(.*?)</style>", html, re.S)
    assert (len(scripts), len(styles)) == (1, 1)
    for kind, text in (("script-src", scripts[0]), ("style-src", styles[0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_no_markup_that_asks_runs_or_styles() -> None:
    html = page_html(small_network())
    outside = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", html, flags=re.S)
    assert not re.search(r"\s(on\w+|style|src|srcset)\s*=", outside)
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b", outside)


def test_data_block_is_the_answer() -> None:
    html = page_html(small_network())
    block = re.search(r'<script type="application/json" id="ecomap-data">(.*?)</script>', html, re.S)
    assert block
    data = json.loads(block[1])
    assert (data["question"], data["as_of"], data["params"]) == ("who-governs", "2026-11-22", {"topic": "ai-care"})
    assert [row["body"] for row in data["rows"]] == ["cac", "cac", "nhsa", None]
    assert {node["id"] for node in data["nodes"]} == {"cac", "nhsa", "pipl", "class-c", "ai-care"}
    assert {"id", "label", "name", "name_zh", "state"} <= set(next(n for n in data["nodes"] if n["id"] == "cac"))
    edge = next(e for e in data["edges"] if e["type"] == "REGULATES")
    assert edge == {"from": "cac", "to": "ai-care", "type": "REGULATES", "state": "in force", "claims": ["c1"]}
    assert data["claims"]["c3"]["confidence"] == "unverified"
    assert data["sources"]["s1"]["publisher"] == "CAC"
    assert set(data["entities"]) == {"cac", "nhsa", "pipl", "class-c", "ai-care"}


def test_a_map_without_a_question_leaves_out_what_goes_without_saying() -> None:
    network = small_network()
    answer = {**network.graph["answer"], "question": None, "rows": []}
    answer["claims"] = {**answer["claims"], "c4": {"kind": "deal", "subject": "d", "upfront_usd_m": 0, "sources": [], "state": "in force"}}
    network.graph["answer"] = answer
    data = json.loads(re.search(r'id="ecomap-data">(.*?)</script>', page_html(network), re.S)[1])  # type: ignore[index]
    assert data["claims"]["c4"] == {"kind": "deal", "subject": "d", "upfront_usd_m": 0}
    assert data["claims"]["c3"]["state"] == "planned"
    assert "effect" not in data["claims"]["c1"]
    assert data["entities"] == {}, "all of them are nodes"
    assert {"id", "label", "name", "state", "confidence"} <= set(data["nodes"][0])


def test_the_same_network_gives_the_same_page() -> None:
    network = nx.gnm_random_graph(120, 300, seed=4)
    turned = nx.Graph()
    turned.add_nodes_from(sorted(network.nodes, reverse=True))
    turned.add_edges_from(network.edges)
    assert page_html(network) == page_html(network)
    places = [{n["id"]: (n["x"], n["y"]) for n in _nodes(page_html(g))} for g in (network, turned)]
    assert places[0] == places[1]


def _nodes(html: str) -> list[dict[str, float]]:
    block = re.search(r'id="ecomap-data">(.*?)</script>', html, re.S)
    assert block
    nodes: list[dict[str, float]] = json.loads(block[1])["nodes"]
    return nodes


def test_places_that_are_given_stay(tmp_path: Path) -> None:
    network = nx.MultiDiGraph()
    network.add_node("a", x=12.5, y=-3)
    network.add_node("b", x=float("nan"), y=0)
    network.add_edge("a", "b")
    before = {node: dict(data) for node, data in network.nodes(data=True)}
    nodes = {node["id"]: node for node in _nodes(write_page(network, tmp_path / "p.html").read_text(encoding="utf-8"))}
    assert (nodes["a"]["x"], nodes["a"]["y"]) == (12.5, -3)
    assert abs(nodes["b"]["x"]) < 1e6
    assert {n: d for n, d in network.nodes(data=True) if n == "a"}["a"] == before["a"], "the network itself is not touched"


def test_written_as_utf8_with_plain_newlines(tmp_path: Path) -> None:
    raw = write_page(small_network(), tmp_path / "p.html").read_bytes()
    assert b"\r" not in raw
    assert "国家医疗保障局".encode() in raw


class Odd:
    """An object that cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__


def test_any_graph_has_a_page() -> None:
    network = nx.Graph()
    network.add_edge(1, "1", weight=2)
    network.add_edge((1, 2), Odd(), type=Odd())
    network.add_node(frozenset({3}), label=["x"], aliases=7, size="big", x="here")
    network.add_node("\ud800", name="lone \ud800 surrogate", description=b"bytes", more={1: {2: {3}}})
    network.graph.update({5: 6, "answer": "not an answer", "title": Odd(), "story": "no", "marks": 3, "history": {"a": 1}})
    assert len(_nodes(page_html(network))) == 6
    assert "<h1" in page_html(nx.Graph())
    assert "<h1" in page_html(nx.MultiDiGraph(), title="</title><script>alert(1)</script>")


def test_page_of_a_weird_graph_opens(open_page) -> None:  # type: ignore[no-untyped-def]
    network = nx.DiGraph()
    network.add_edge(1, "1", type=["list"])
    network.add_edge("__proto__", "constructor", type="toString", role={"a": 1})
    network.add_node("hasOwnProperty", label="__proto__", name=3, aliases={"a"}, states="2020", sources=None)
    network.graph.update(
        answer={"rows": [{"constructor": "__proto__"}], "columns": ["constructor", "__proto__"]}, story=[1], history=[3], links=[]
    )
    open_page(network).quiet()
    open_page(nx.MultiDiGraph()).quiet()


def test_pyvis_is_the_model() -> None:
    model = MapNetwork()
    model.add_node("a", label="First", color="red")
    model.add_node("b")
    model.add_node("a", label="Again")
    model.add_edge("a", "b", title="ab")
    model.add_edge("b", "a")
    assert [node["id"] for node in model.nodes] == ["a", "b"]
    assert [(edge["from"], edge["to"]) for edge in model.edges] == [("a", "b"), ("b", "a")], "pyvis drops the reverse edge"
    with pytest.raises(KeyError, match="nowhere"):
        model.add_edge("a", "nowhere")
    assert "First" in model.generate_html()


def test_a_notebook_shows_it_in_a_frame(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    frame = embedded(page_html(small_network()))
    holder = tmp_path / "holder.html"
    holder.write_text(f"<!doctype html><html data-ready='true'><body>{frame}</body></html>", encoding="utf-8")
    opened = open_page(file=holder)
    inner = opened.page.frame_locator("iframe")
    inner.locator("html[data-ready=true]").wait_for(timeout=10_000)
    assert inner.locator("#question").inner_text() == "Who governs AI in care?"
    opened.quiet()


def test_a_frame_that_is_shown_later_draws_then(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A tab that nobody has opened yet gives its frame no room; a map drawn for no width would stay empty."""
    holder = tmp_path / "tabs.html"
    body = f"<body><div id='tab' hidden>{embedded(page_html(small_network()))}</div></body>"
    holder.write_text(f"<!doctype html><html data-ready='true'>{body}</html>", encoding="utf-8")
    opened = open_page(file=holder)
    frame = opened.page.frames[1]
    frame.wait_for_load_state("load")
    assert frame.evaluate("document.querySelector('#figure svg.fig')") is None
    opened.page.evaluate("document.getElementById('tab').hidden = false")
    frame.wait_for_selector("html[data-ready=true]", timeout=10_000)
    assert frame.evaluate("+document.querySelector('#figure svg.fig').getAttribute('width')") > 600
    opened.quiet()


def test_it_works_under_the_policy_of_an_editor(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A notebook in an editor frames its outputs under a policy of its own, which the page inherits: pictures by data: only, for one."""
    policy = (
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src https: http: data:; "
        "font-src https:; connect-src https:; child-src https: data:"
    )
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    holder = tmp_path / "editor.html"
    body = f"<body>{embedded(page_html(small_network()))}</body>"
    holder.write_text(f"<!doctype html><html data-ready='true'><head>{head}</head>{body}</html>", encoding="utf-8")
    opened = open_page(file=holder)
    inner = opened.page.frame_locator("iframe")
    inner.locator("html[data-ready=true]").wait_for(timeout=10_000)
    for button, magic in (("savepng", b"\x89PNG"), ("savesvg", b"<svg"), ("savejson", b"{")):
        with opened.page.expect_download(timeout=10_000) as waiting:
            inner.locator(f"#{button}").click()
        assert Path(waiting.value.path()).read_bytes().startswith(magic)
    opened.quiet()
