"""The network view: search in every script, legend, keyboard, labels that do not overlap, thousands of nodes, saving."""

from __future__ import annotations

import time
from pathlib import Path

import networkx as nx
import pytest
from browser.small_world import small_network

from graph.page import write_page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("personal information", "pipl"),
        ("law", "pipl"),
        ("国家医疗", "nhsa"),
        ("医保局", None),
        ("guojiayiliaobaozhangju", "nhsa"),
        ("guó jiā yī liáo", "nhsa"),
        ("gjylbzj", "nhsa"),
        ("网信办", "cac"),
        ("CAC", "cac"),
        ("cyberspcae administration", "cac"),
        ("guojiayiliaobaozangju", "nhsa"),
        ("class-c", "class-c"),
        ("zzzzzz", None),
    ],
)
def test_search_finds_and_centres(open_page, asked: str, found: str | None) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(None)).page
    page.keyboard.press("/")
    page.keyboard.type(asked)
    if found is None:
        assert "No match" in page.inner_text("#hits")
        return
    assert page.locator("#hits li").first.get_attribute("data-id") == found
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    name = page.evaluate("id => JSON.parse(document.getElementById('ecomap-data').textContent).nodes.find(n => n.id === id).name", found)
    assert page.inner_text("#panel h2") == name


def test_legend_filters_kinds_and_relations(open_page) -> None:  # type: ignore[no-untyped-def]
    network = small_network(None)
    network.graph["columns"] = []
    network.graph["answer"] |= {"rows": [], "columns": []}
    page = open_page(network).page
    rows = page.locator("#table tbody tr")
    assert rows.count() == 3
    page.click("#legend button[data-token='k:rule']")
    assert rows.count() == 2, "links of hidden marks are not in the table either"
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    assert page.locator("#legend button[data-token='k:rule']").get_attribute("aria-pressed") == "false"
    assert rows.count() == 2
    page.click("#legend summary >> text=Relations")
    page.click("#legend button[data-token='r:REGULATES']")
    assert "off=" in page.evaluate("location.hash")


def test_doubt_and_conflict_stand_in_the_legend(open_page) -> None:  # type: ignore[no-untyped-def]
    network = small_network(None)
    network.graph["columns"] = []
    network.graph["answer"] |= {"rows": [], "columns": []}
    network.nodes["pipl"]["confidence"] = "reported"
    network.add_edge("cac", "class-c", type="CONFLICTS_WITH", state="in force")
    page = open_page(network).page
    assert page.locator("#legend button[data-token='c:reported'] small").inner_text() == "1"
    red = """() => {
        const c = document.querySelector('canvas.net'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0;
        for (let k = 0; k < d.length; k += 4) if (d[k] > 180 && d[k + 1] < 110 && d[k + 2] < 130) n++;
        return n;
    }"""
    assert page.evaluate(red) > 20
    page.click("#legend summary >> text=Relations")
    page.click("#legend button[data-token='r:CONFLICTS_WITH']")
    assert page.evaluate(red) < 5
    page.click("#legend button[data-token='c:reported']")
    assert "Personal Information Protection Law" not in page.inner_text("#table")


def test_a_finger_finds_what_it_presses(chromium, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for network in (small_network(None), small_network()):
        page.goto(write_page(network, tmp_path / "page.html").as_uri())
        page.wait_for_selector("html[data-ready=true]")
        small = page.evaluate(
            """() => [...document.querySelectorAll('main button, header button, header input, summary, select')]
                .filter(x => x.offsetWidth && !x.closest('#panel, #table') && x.type !== 'range')
                .map(x => [x.textContent || x.id, x.getBoundingClientRect().height]).filter(x => x[1] < 44)"""
        )
        assert small == []
    context.close()


def test_keyboard_alone(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(None)).page
    page.focus("canvas.net")
    page.keyboard.press("ArrowRight")
    said = page.inner_text("#live")
    assert said
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == said.split(",")[0]
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "How to read this"
    picture = open_page(small_network()).page
    picture.focus("svg.fig .m[tabindex='0']")
    first = picture.evaluate("document.activeElement.getAttribute('aria-label')")
    picture.keyboard.press("ArrowDown")
    assert picture.evaluate("document.activeElement.getAttribute('aria-label')") != first
    picture.keyboard.press("Enter")
    assert picture.locator("g.m.pin").count() >= 1


def communities(size: int) -> nx.Graph[int]:
    graph = nx.random_partition_graph([100] * (size // 100), 0.05, 0.0004, seed=3)
    for node, data in graph.nodes(data=True):
        data.update(label=("Agency", "Policy", "Company", "Payer")[node % 4], name=f"Entity number {node}")
    return graph


@pytest.mark.parametrize(("size", "wide"), [(100, 1400), (5000, 1400), (100, 360)])
def test_big_networks_are_drawn_and_stay_usable(open_page, size: int, wide: int) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(communities(size), wide=wide)
    page = opened.page
    box = page.locator("canvas.net").bounding_box()
    ink = page.evaluate(
        """() => {
            const c = document.querySelector('canvas.net'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            let n = 0;
            for (let k = 0; k < d.length; k += 4) if (d[k] + d[k + 1] + d[k + 2] < 700) n++;
            return n / (c.width * c.height);
        }"""
    )
    assert ink > 0.005, "marks and links are drawn"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    start = time.monotonic()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 200 + step * 4, box["y"] + 200 + step * 3)
    page.mouse.up()
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    assert time.monotonic() - start < 20
    opened.quiet()


def test_labels_do_not_overlap_at_rest(open_page) -> None:  # type: ignore[no-untyped-def]
    drawing = """() => {
        const boxes = [];
        for (const t of document.querySelectorAll('#figure svg.fig text')) {
            const b = t.getBoundingClientRect(), s = getComputedStyle(t);
            if (b.width && s.opacity !== '0') boxes.push([b.left, b.top, b.right, b.bottom, t.textContent]);
        }
        let hits = 0;
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
            if (a[0] < b[2] - 2 && b[0] < a[2] - 2 && a[1] < b[3] - 4 && b[1] < a[3] - 4) hits++;
        }));
        return [boxes.length, hits];
    }"""
    count, hits = open_page(small_network()).page.evaluate(drawing)
    assert count > 5
    assert hits == 0


def test_pictures_are_saved(open_page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for network in (small_network(), small_network(None)):
        page = open_page(network).page
        for button, magic in (("savepng", b"\x89PNG"), ("savesvg", b"<svg")):
            with page.expect_download() as waiting:
                page.click(f"#{button}")
            target = tmp_path / waiting.value.suggested_filename
            waiting.value.save_as(target)
            raw = target.read_bytes()
            assert raw.startswith(magic)
            if button == "savepng":
                wide = int.from_bytes(raw[16:20], "big")
                assert wide > 1500, "twice the size on the screen"
            else:
                assert b"class=" not in raw, "looks right without a style sheet"
                assert b"Who governs AI in care?" in raw


def tall_network(rows: int) -> nx.MultiDiGraph[str]:
    network = small_network()
    first = network.graph["answer"]["rows"][0]
    network.graph["answer"]["rows"] = [{**first, "function": f"function {k}"} for k in range(rows)]
    return network


def test_a_tall_picture_is_saved_as_large_as_a_browser_can(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(tall_network(300)).page
    with page.expect_download() as waiting:
        page.click("#savepng")
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert 8_000 < int.from_bytes(raw[20:24], "big") <= 16_384


def test_a_picture_that_no_browser_draws_is_saved_as_svg(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(tall_network(3_000)).page
    with page.expect_download() as waiting:
        page.click("#savepng")
    assert waiting.value.suggested_filename.endswith(".svg")
    assert b"function 2999" in Path(waiting.value.path()).read_bytes()
    assert "SVG" in page.inner_text("#live")


def test_a_network_that_moves_may_be_left(open_page) -> None:  # type: ignore[no-untyped-def]
    """A network of thousands moves as a picture, and is drawn anew a moment later; by then another view may stand there."""
    network = small_network()
    network.add_edges_from((f"n{k}", f"n{k + 1}", {"type": "OPERATES_IN"}) for k in range(2_600))
    opened = open_page(network, address="view=network")
    opened.page.evaluate(
        """() => {
            document.querySelector('canvas.net').dispatchEvent(new WheelEvent('wheel', {deltaY: -50, cancelable: true}));
            document.querySelector('#views [data-view=matrix]').click();
        }"""
    )
    opened.page.wait_for_timeout(300)
    assert opened.page.locator("svg.fig").count() == 1
    opened.quiet()


LOOK = "new URLSearchParams(location.hash.slice(1)).get('look')?.split(' ').map(Number) ?? null"


def test_two_fingers_zoom_the_network(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page(small_network(None), wide=390, high=800).page
    box = page.locator("canvas.net").bounding_box()
    middle, high = box["x"] + box["width"] / 2, box["y"] + 200
    fingers = page.context.new_cdp_session(page)
    across = []
    for apart, then, by in ((80, 40, -5), (20, 60, 5)):
        for step, kind in ((apart, "touchStart"), *((n, "touchMove") for n in range(apart, then + by, by)), (None, "touchEnd")):
            points = [] if step is None else [{"x": middle + side * step, "y": high, "id": n} for n, side in enumerate((-1, 1))]
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(400)
        across.append(page.evaluate(LOOK)[2])
    assert across[0] / across[1] == pytest.approx(3, rel=0.05), "fingers three times as far apart: a third of the width"


def test_where_one_looks_stays_in_the_address(open_page) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(small_network(None))
    page = opened.page
    box = page.locator("canvas.net").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(400)
    x, y, across = page.evaluate(LOOK)
    page.click("#langs button[data-lang=zh]")
    assert page.evaluate(LOOK) == [x, y, across]
    other = open_page(file=opened.path, address=page.evaluate("location.hash.slice(1)"), wide=900).page
    assert other.evaluate(LOOK) == [x, y, across], "the same part on another screen"
    other.click(".nettools button >> nth=0")
    other.wait_for_timeout(400)
    assert other.evaluate(LOOK)[2] == pytest.approx(across / 1.5, abs=1)
    other.click(".nettools button >> nth=2")
    assert other.evaluate(LOOK) is None


@pytest.mark.parametrize("look", ["1 2", "a b c", "0 0 0", "0 0 -5", "NaN 1 1", "1 1 1e999"])
def test_a_look_that_is_none_is_passed_over(open_page, look: str) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(small_network(None), address=f"look={look}")
    assert opened.page.evaluate(LOOK) is None
    opened.quiet()


def test_nothing_wide_on_a_phone(open_page) -> None:  # type: ignore[no-untyped-def]
    for address in ("", "view=network", "id=cac", "lang=zh"):
        page = open_page(small_network(), wide=360, high=740, address=address).page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        small = page.evaluate(
            """() => [...document.querySelectorAll('.tools button, .bar button, .twintools button, .nettools button, .close')]
                .filter(x => x.offsetWidth).map(x => [x.textContent, x.getBoundingClientRect().height]).filter(x => x[1] < 40)"""
        )
        assert small == []


def test_contrast_of_text_in_light_and_dark(open_page) -> None:  # type: ignore[no-untyped-def]
    for dark in (False, True):
        page = open_page(small_network(), dark=dark).page
        weak = page.evaluate(
            """() => {
                const light = c => (c <= 10 ? c / 3295 : ((c / 255 + 0.055) / 1.055) ** 2.4);
                const parts = s => s.match(/[\\d.]+/g).map(Number);
                const lum = s => parts(s).slice(0, 3).reduce((sum, c, k) => sum + light(c) * [0.2126, 0.7152, 0.0722][k], 0);
                const paper = lum(getComputedStyle(document.body).backgroundColor);
                const ratio = s => (Math.max(lum(s), paper) + 0.05) / (Math.min(lum(s), paper) + 0.05);
                const inked = x => getComputedStyle(x)[x.namespaceURI.endsWith('svg') ? 'fill' : 'color'];
                return [...document.querySelectorAll('h1, p, li, td, .legend button, svg.fig text, footer, .tag:not(.s-in-force), h3')]
                    .map(x => [x.textContent.slice(0, 30), ratio(inked(x))])
                    .filter(x => x[1] < 4.5);
            }"""
        )
        assert weak == []


def test_everything_has_a_name(open_page) -> None:  # type: ignore[no-untyped-def]
    for address in ("", "view=network", "id=cac"):
        page = open_page(small_network(), address=address).page
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('button, input, select, canvas, [role=button], [role=listbox], summary')]
                .filter(x => !(x.getAttribute('aria-label') || x.textContent.trim() || (x.labels && x.labels.length) || x.placeholder))
                .map(x => x.outerHTML.slice(0, 80))"""
        )
        assert nameless == []
        assert page.evaluate(
            "[...document.querySelectorAll('[aria-controls]')].every(x => document.getElementById(x.getAttribute('aria-controls')))"
        )
        assert page.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map(x => x.id)).size === document.querySelectorAll('[id]').length"
        )
