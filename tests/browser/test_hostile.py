"""Data is hostile: payloads in every text field, through every view and every export; nothing runs, asks or leaves."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from browser.small_world import small_network

from graph.drawing import (
    Columns,
    Comparison,
    Drawing,
    Facets,
    Figures,
    Flow,
    Grid,
    Lanes,
    Layers,
    Matrix,
    Paths,
    Ranking,
    Rings,
    Routes,
    Stacks,
    Table,
    Timeline,
)

RUN = "window.planted=1"
TAGS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}</script>-->",
    f"<img src=x onerror={RUN}>",
    f"<img src=https://evil.example/{'{n}'} onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f'<iframe srcdoc="<script>{RUN}</script>">',
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<math><mtext><style><img src=x onerror={RUN}></style></mtext></math>",
    f"<a href=javascript:{RUN}>x</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/y)}</style>",
    f"<object data=javascript:{RUN}>",
    f"<embed src=javascript:{RUN}>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<template><script>{RUN}</script></template>",
]
QUOTES = [
    '"',
    "'",
    "`",
    '">',
    "'>",
    "`>",
    "-->",
    "]]>",
    "}}",
    "\\",
    "\\u003c",
    "&lt;",
    "&#60;",
    "%3C",
    "\u2028",
    "\u2029",
    "\x00",
    "\u202e",
    "\ufeff",
]
SCRIPTS = [
    f'";{RUN};//',
    f"';{RUN};//",
    f"${{{RUN}}}",
    f"`-{RUN}-`",
    f"{{{{{RUN}}}}}",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f" javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "@@SCRIPT@@",
    "@@DATA@@",
    "@@TITLE@@",
    "{n}",
    "{day}",
    "**bold**",
    "file:///etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "https://evil.example/",
    "http://user:pass@evil.example/",
    "https:evil.example",
]
SHEETS = [
    "=1+1",
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "=cmd|' /C calc'!A0",
    'a"b',
    "a,b",
    "a\nb",
]
LONG = ["x" * 3000, "长" * 800, "\n" * 50, "a\u0301" * 200, "😀" * 100, "\u200b", " ", "."]
PLAIN = [*TAGS, *QUOTES, *SCRIPTS, *SHEETS, *LONG]
PAYLOADS = [
    *PLAIN,
    *(quote + tag for tag, quote in itertools.product(TAGS[:18], ('"', "'", "`", "</title>", "</textarea>", "</style>", "</svg>", "]]>"))),
]


def test_there_are_more_than_three_hundred() -> None:
    assert len(set(PAYLOADS)) > 230
    assert len(set(PAYLOADS)) * 12 > 300, "each stands in a dozen fields"


COLUMNS = ["one", "two", "three", "four", "many", "number"]


def hostile_network(drawing: Drawing | None, start: int = 0, count: int = 40) -> nx.MultiDiGraph[str]:
    """Every text field of nodes, links, claims, sources, rows and of the page itself is a payload."""
    bad = itertools.cycle(PAYLOADS[start:] + PAYLOADS[:start])
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ids = list(dict.fromkeys(next(bad) for _ in range(count)))
    for id_ in ids:
        fields = (
            "name",
            "name_zh",
            "short_name",
            "short_name_zh",
            "jurisdiction",
            "subtype",
            "start_date",
            "end_date",
            "description",
            "state",
            "confidence",
        )
        network.add_node(
            id_, label=next(bad), aliases=[next(bad)], identifiers=[next(bad)], sources=[next(bad)], **{f: next(bad) for f in fields}
        )
        network.nodes[id_]["extra"] = next(bad)
    claims: dict[str, dict[str, Any]] = {}
    sources: dict[str, dict[str, Any]] = {}
    for number, id_ in enumerate(ids):
        other, source, claim = ids[(number * 7 + 3) % len(ids)], next(bad) + str(number), f"c{number}"
        sources[source] = {field: next(bad) for field in ("title", "publisher", "url", "date", "kind")}
        words = (
            "type",
            "effect",
            "detail",
            "state",
            "confidence",
            "start_date",
            "end_date",
            "measure",
            "unit",
            "qualifier",
            "period",
            "name",
        )
        claims[claim] = {
            "kind": ("relation", "figure", "deal", next(bad))[number % 4],
            "subject": id_,
            "object": other,
            "role": [next(bad)],
            "sources": [source],
        }
        claims[claim] |= {word: next(bad) for word in words} | {
            "order": next(bad),
            "value": next(bad),
            "licensor_id": id_,
            "licensee_id": other,
        }
        network.add_edge(id_, other, type=next(bad), state=next(bad), claims=[claim])
    rows = [
        {
            "one": ids[k],
            "two": next(bad),
            "three": next(bad),
            "four": next(bad),
            "many": [next(bad), ids[k - 1]],
            "number": k % 5,
            "claims": [f"c{k}"],
        }
        for k in range(len(ids))
    ]
    network.graph.update(
        answer={
            "question": next(bad),
            "params": {"company": ids[0], "b": next(bad)},
            "as_of": "2026-11-22",
            "columns": COLUMNS,
            "rows": rows,
            "claims": claims,
            "entities": {id_: {"label": next(bad), "name": next(bad), "name_zh": next(bad), "jurisdiction": next(bad)} for id_ in ids},
            "sources": sources,
            "notes": [next(bad) for _ in range(5)],
        },
        title={"en": next(bad), "zh": next(bad)},
        sentence={"en": next(bad), "zh": "**" + next(bad) + "**"},
        licence={"en": next(bad), "zh": next(bad)},
        columns=[{"name": name, "type": next(bad), "help": next(bad), "heading": {"en": next(bad), "zh": next(bad)}} for name in COLUMNS],
        marks=["2025-03-06", next(bad)],
        seen=next(bad),
        map=next(bad),
        links={ids[0]: next(bad), ids[1]: "other.html#x"},
        history=[{"as_of": "2024-01-01", "rows": rows[:3], "sentence": {"en": next(bad), "zh": next(bad)}}],
        story=[
            {"title": {"en": next(bad), "zh": next(bad)}, "text": next(bad), "view": {"id": ids[2], "day": next(bad), "view": next(bad)}}
        ],
        drawing=drawing,
    )
    return network


DRAWINGS: list[Drawing | None] = [
    None,
    Table(),
    Matrix(row="two", column="one", cell="many", status="three", state="four", lead="three"),
    Matrix(row="two", column="four", cell="many", cells="names", gaps=("none",)),
    Matrix(row="one", column="two", cell="many", sign="three", cells="signs"),
    Facets(item="one", facets=("two", "many"), state="three"),
    Flow(source="one", target="two", level="number", word="three", status="four"),
    Flow(stages=("one", "two", "many")),
    Routes(route="two", order="number", step="one", next="many", gates="many", status="three"),
    Lanes(lane="two", order="number", item="one", status="three"),
    Layers(layer="two", item="one", start="three", end="four", note="four"),
    Timeline(date="three", item="one", kind="two", note="four"),
    Rings(kind="two", item="one", hops="number", centre="company"),
    Grid(x="number", y="number", item="one", sign="two", quadrant="three"),
    Paths(path="many", relations="two", rank="number", weight="number", end="one", kind="two"),
    Comparison(aspect="two", a="many", b="one"),
    Columns(group="two", item="one", before="three", after="four", note="four", sign="three"),
    Stacks(x="two", part="three", value="number", side="four", money="number"),
    Ranking(item="one", value="number", note="many"),
    Figures(measure="two", period="three", value="number", unit="four", qualifier="three"),
]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: type(drawing).__name__)
@pytest.mark.parametrize("wide", [1400, 360])
def test_every_shape_takes_every_payload(open_page, drawing: Drawing | None, wide: int) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(hostile_network(drawing, start=DRAWINGS.index(drawing) * 13), wide=wide)
    page = opened.page
    page.evaluate(
        """async () => {
            const rest = () => new Promise(done => setTimeout(done, 0));
            for (const g of [...document.querySelectorAll('svg.fig .m')].slice(0, 60)) {
                g.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
                g.dispatchEvent(new MouseEvent('click', {bubbles: true}));
                await rest();
            }
            for (const tr of [...document.querySelectorAll('#table tbody tr')].slice(0, 60)) tr.click();
            for (const button of document.querySelectorAll('.legend button, th button, #views button, #story button')) button.click();
            document.querySelector('#langs [data-lang=zh]').click();
            await rest();
        }"""
    )
    opened.quiet()
    harmless(page)


def harmless(page: Any) -> None:
    """Only the template's own elements run or load; links lead to http(s), into the page, or to a sister file."""
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, object, embed, base, link, form, style ~ style, video, audio, math').length")
        == 0
    )
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(x => [...x.attributes]).filter(a => /^on/i.test(a.name)).map(a => a.name)"
        )
        == []
    ), "no handler in markup"
    for href, rel, target in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => [a.getAttribute('href'), a.rel, a.target])"):
        if href.startswith("#") or re.fullmatch(r"other\.html#id=x&lang=(en|zh)(&theme=(light|dark))?", href):
            continue
        assert href.startswith(("http://", "https://")), href
        assert (rel, target) == ("noopener noreferrer", "_blank")


def test_panel_search_and_exports(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(hostile_network(Table(), count=60))
    page = opened.page
    for query in ("<script>", '"', "javascript", "=1", "x", "</"):
        page.fill("#search", query)
        page.press("#search", "Enter")
    for id_ in [node["id"] for node in opened.data()["nodes"]][:40]:
        page.evaluate("id => { location.hash = new URLSearchParams({id}).toString(); }", id_)
        page.wait_for_timeout(5)
    saved = {}
    for button in ("savecsv", "savejson"):
        with page.expect_download() as waiting:
            page.click(f"#{button}")
        waiting.value.save_as(tmp_path / button)
        saved[button] = (tmp_path / button).read_text(encoding="utf-8-sig")
    page.click("#views button[data-view=network]")
    with page.expect_download() as waiting:
        page.click("#savesvg")
    waiting.value.save_as(tmp_path / "picture.svg")
    for row in csv.reader(io.StringIO(saved["savecsv"])):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith("'"), cell
    json.loads(saved["savejson"])
    drawn = ElementTree.parse(tmp_path / "picture.svg").getroot()
    assert {node.tag.split("}")[1] for node in drawn.iter()} <= {"svg", "g", "path", "rect", "text", "title", "circle", "line"}
    assert not [key for node in drawn.iter() for key in node.attrib if key.lower().startswith("on") or "href" in key]
    opened.quiet()
    harmless(page)


def test_addresses_are_not_trusted(open_page) -> None:  # type: ignore[no-untyped-def]
    addresses = [
        "id=<img src=x onerror=window.planted=1>",
        "%E0%A4%A",
        "day=9999-99-99&view=constructor&lang=__proto__&theme=x",
        "row=r999",
        "row=wx=y&to=z",
        "off=~~~&around=NaN",
        "=",
        "__proto__",
    ]
    for address in addresses:
        opened = open_page(small_network(), address=address)
        opened.quiet()
        harmless(opened.page)
