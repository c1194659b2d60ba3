"""A page of a large network beside those of pyvis, neo4j-viz and a bare d3 canvas, all on the same graph, in one run.

python benchmarks/bench_pages.py [--nodes 5000 20000] [--d3 d3.min.js] [--neo4j-viz PYTHON]

Times of building are CPU seconds in process; in headless Chromium, CPU of all its processes. pyvis is measured as it comes (its physics
lays out in the browser, for `--patience` seconds at most) and once more with the same places as the others and physics off. What a
machine lacks (Chromium, graphviz, d3, a Python with neo4j-viz) is left out and said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from world import table

from graph.layout import positions
from graph.page import page_html

LABELS = ("Agency", "Policy", "Company", "Product", "Payer", "Market")
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
BROWSER += ["--disable-component-update", "--disable-sync"]
CHROMIUM = os.environ.get("ECOMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WATCH = """
    let first = 0;
    const seen = (object, names) => names.forEach(name => {
      const plain = object?.prototype[name];
      if (plain) object.prototype[name] = function (...given) {
        if (!first && this.canvas.width > 300)
          first = 1, requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.first = performance.now())));
        return plain.apply(this, given);
      };
    });
    seen(window.CanvasRenderingContext2D, ['stroke', 'fill', 'drawImage', 'fillText']);
    seen(window.WebGL2RenderingContext, ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']);
    seen(window.WebGLRenderingContext, ['drawArrays', 'drawElements']);
"""
"""Notes on the root element when a first picture has been drawn on a canvas and shown; waiting for that needs no eval in the page."""
D3_PAGE = """<!doctype html><meta charset="utf-8"><title>d3</title><style>body{margin:0}</style><canvas width="1400" height="900"></canvas>
<script>@@D3@@</script><script>
const {nodes, edges} = @@DATA@@;
const canvas = document.querySelector('canvas'), c = canvas.getContext('2d');
const xs = d3.extent(nodes, n => n.x), ys = d3.extent(nodes, n => n.y), colour = d3.scaleOrdinal(d3.schemeTableau10);
const k = Math.min(1300 / (xs[1] - xs[0]), 820 / (ys[1] - ys[0]));
const start = d3.zoomIdentity.translate(700, 450).scale(k).translate(-(xs[0] + xs[1]) / 2, -(ys[0] + ys[1]) / 2);
function draw(t) {
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.clearRect(0, 0, 1400, 900);
  c.setTransform(t.k, 0, 0, t.k, t.x, t.y);
  c.strokeStyle = 'rgba(90,100,125,.3)'; c.lineWidth = 1 / t.k; c.beginPath();
  for (const [a, b] of edges) { c.moveTo(nodes[a].x, nodes[a].y); c.lineTo(nodes[b].x, nodes[b].y); }
  c.stroke();
  for (const n of nodes) { c.fillStyle = colour(n.label); c.beginPath(); c.arc(n.x, n.y, n.r, 0, 7); c.fill(); }
  c.fillStyle = '#111'; c.font = `${12 / t.k}px sans-serif`;
  for (const n of nodes) if (n.r * t.k > 5) c.fillText(n.name, n.x + n.r, n.y);
}
const zoom = d3.zoom().scaleExtent([.01, 8]).on('zoom', event => draw(event.transform));
d3.select(canvas).call(zoom).call(zoom.transform, start);
</script>"""
NEO4J_VIZ = """
import json, sys, time
from neo4j_viz import Node, Relationship, VisualizationGraph
data = json.load(open(sys.argv[1]))
begin = time.process_time()
nodes = [Node(id=str(i), caption=n["name"], x=n["x"], y=n["y"], size=n["r"]) for i, n in enumerate(data["nodes"])]
links = [Relationship(source=str(a), target=str(b), caption="REGULATES") for a, b in data["edges"]]
html = VisualizationGraph(nodes=nodes, relationships=links).render(layout="free", max_allowed_nodes=len(nodes)).data
spent = time.process_time() - begin
open(sys.argv[2], "w").write("<!doctype html><meta charset=utf-8><body>" + html)
print(spent)
"""


def world(nodes: int) -> nx.MultiDiGraph[str]:
    """Communities of some hundred nodes with hubs, 2.4 links a node, one in ten of them to another community."""
    chance, groups = random.Random(7), max(8, nodes // 150)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    members: list[list[str]] = [[] for _ in range(groups)]
    for n in range(nodes):
        group = min(chance.randrange(groups), chance.randrange(groups))
        members[group].append(f"n-{n}")
        graph.add_node(f"n-{n}", label=LABELS[n % 6], name=f"Entity number {n}", name_zh=None, state="in force", group=str(group))
    for _ in range(int(nodes * 2.4)):
        home = chance.choice(members)
        away = chance.choice(members) if chance.random() < 0.1 else home
        if home and away:
            a, b = home[min(chance.randrange(len(home)), chance.randrange(len(home)))], chance.choice(away)
            graph.add_edge(a, b, type="REGULATES", state="in force")
    return graph


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a piece of work gives, and the CPU seconds that it took."""
    begin = time.process_time()
    found = work()
    return found, time.process_time() - begin


def sfdp(graph: nx.MultiDiGraph[str], folder: Path) -> float | None:
    """CPU seconds of graphviz's sfdp."""
    program = shutil.which("sfdp")
    if program is None:
        return None
    source = folder / "graph.dot"
    source.write_text("graph {" + "".join(f'"{a}"--"{b}";' for a, b in graph.edges()) + "}", encoding="utf-8")
    before = os.times().children_user
    subprocess.run([program, "-Tplain", "-o", str(folder / "graph.plain"), str(source)], check=True, capture_output=True)
    return os.times().children_user - before


def pyvis_page(graph: nx.MultiDiGraph[str], *, physics: bool) -> str:
    """pyvis in directed mode with everything in the file."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="900px", width="100%")
    for id_, data in graph.nodes(data=True):
        net.add_node(id_, label=data["name"], x=data["x"], y=data["y"], group=data["label"], title=data["name"])
    for a, b, data in graph.edges(data=True):
        net.add_edge(a, b, title=data["type"])
    net.toggle_physics(physics)
    html: str = net.generate_html()
    return html


def bare(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """The graph as numbers, for pages without a library of their own for data."""
    index = {id_: n for n, id_ in enumerate(graph)}
    nodes = [{**{k: d[k] for k in ("name", "label", "x", "y")}, "r": 3 + graph.degree(id_) ** 0.5} for id_, d in graph.nodes(data=True)]
    return {"nodes": nodes, "edges": [(index[a], index[b]) for a, b in graph.edges()]}


def pages(graph: nx.MultiDiGraph[str], folder: Path, d3: Path | None, other: str | None) -> dict[str, tuple[Path, float]]:
    """Every page, written, with the CPU seconds of building it."""
    data = bare(graph)
    works: dict[str, Callable[[], str]] = {
        "ecomap": lambda: page_html(graph),
        "pyvis, as it comes": lambda: pyvis_page(graph, physics=True),
        "pyvis, physics off": lambda: pyvis_page(graph, physics=False),
    }
    if d3:
        works["d3 canvas"] = lambda: D3_PAGE.replace("@@D3@@", d3.read_text(encoding="utf-8")).replace("@@DATA@@", json.dumps(data))
    page_html(nx.path_graph(3))
    found = {}
    for number, (name, work) in enumerate(works.items()):
        html, spent = cpu(work)
        path = folder / f"page{number}.html"
        path.write_text(html, encoding="utf-8")
        found[name] = (path, spent)
    if other:
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        done = subprocess.run([other, "-c", NEO4J_VIZ, folder / "data.json", folder / "n.html"], capture_output=True, text=True)
        if done.returncode:
            print("neo4j-viz is left out:", done.stderr.strip().splitlines()[-1])
        else:
            found["neo4j-viz"] = (folder / "n.html", float(done.stdout.split()[-1]))
    return found


def burnt() -> float:
    """CPU seconds so far of every process below this one."""
    import psutil

    spent = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        spent += times.user + times.system
    return spent


def seen(path: Path, patience: float) -> dict[str, float | None]:
    """A page in a fresh browser: CPU and time to the first picture, CPU a frame while it is moved, memory of its script."""
    from playwright.sync_api import TimeoutError as Late
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=BROWSER)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto("about:blank")
        page.wait_for_timeout(500)
        page.add_init_script(WATCH)
        before = burnt()
        page.goto(path.as_uri(), wait_until="commit")
        found: dict[str, float | None] = {"first": None, "wall": None, "frame": None, "heap": None}
        try:
            page.wait_for_selector("html[data-first]", timeout=patience * 1000)
        except Late:
            pass
        else:
            found |= {"first": burnt() - before, "wall": float(page.get_attribute("html", "data-first")) / 1000}
            page.wait_for_timeout(1500)
            found |= {"frame": moved(page), "heap": heap(page)}
        browser.close()
    return found


def moved(page: Any) -> float:
    """Milliseconds of CPU a frame, over 30 steps of the wheel and 60 of a drag, the still picture after them included."""
    box = page.locator("canvas").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 700) / 2
    page.mouse.move(x, y)
    page.evaluate("window.frames_ = 0; (function count() { window.frames_++; requestAnimationFrame(count); })()")
    before = burnt()
    for turn in range(30):
        page.mouse.wheel(0, -60 if turn % 10 < 5 else 60)
        page.wait_for_timeout(16)
    page.mouse.move(x + 137, y + 91)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + 137 + 3 * step, y + 91 + step)
        page.wait_for_timeout(16)
    page.mouse.up()
    frames: float = page.evaluate("window.frames_")
    page.wait_for_timeout(300)
    return 1000 * (burnt() - before) / frames


def heap(page: Any) -> float:
    """Megabytes of the script's memory after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def written(html: str, folder: Path) -> float:
    """CPU seconds of writing a page's bytes, the least of five."""
    raw = html.encode()
    return min(cpu(lambda: (folder / "raw").write_bytes(raw))[1] for _ in range(5))


def as_json(graph: nx.MultiDiGraph[str], folder: Path) -> float:
    """CPU seconds of writing the graph as plain JSON, names, kinds, places and links, the least of five."""
    return min(cpu(lambda: (folder / "graph.json").write_text(json.dumps(bare(graph)), encoding="utf-8"))[1] for _ in range(5))


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--nodes", type=int, nargs="+", default=[5000, 20000])
    ask.add_argument("--d3", type=Path, help="d3.min.js, as of `npm pack d3@7`")
    ask.add_argument("--neo4j-viz", help="a Python that has neo4j-viz")
    ask.add_argument("--patience", type=float, default=30)
    given = ask.parse_args()
    for size in given.nodes:
        with tempfile.TemporaryDirectory() as name:
            folder, graph = Path(name), world(size)
            spots, laid = cpu(lambda: positions(graph))  # noqa: B023
            rival = sfdp(graph, folder)
            for id_, (x, y) in spots.items():
                graph.nodes[id_].update(x=x, y=y)
            made = pages(graph, folder, given.d3, given.neo4j_viz)
            bytes_ = written(made["ecomap"][0].read_text(encoding="utf-8"), folder)
            if CHROMIUM:
                seen(made["ecomap"][0], given.patience)  # not the first to read the browser from disk
            rows = []
            for page, (path, built) in made.items():
                eye = seen(path, given.patience) if CHROMIUM else {}
                print(f"{size:,} nodes: {page}: {eye}", file=sys.stderr, flush=True)
                rows.append(
                    (
                        page,
                        f"{built:.2f}",
                        f"{path.stat().st_size / 1e6:.2f}",
                        *(said(eye.get(key), form) for key, form in (("first", ".2f"), ("wall", ".2f"), ("frame", ".1f"), ("heap", ".0f"))),
                    )
                )
            table(
                f"Pages: {size:,} nodes, {graph.number_of_edges():,} links",
                ("page", "build, CPU s", "MB", "first picture, CPU s", "s", "a frame moved, CPU ms", "script, MB"),
                rows,
            )
            against = f"{laid / rival:.2f} × sfdp ({rival:.2f} s)" if rival else "no graphviz here"
            print(f"\nLayout {laid:.2f} s CPU, {against}; writing the bytes of the page {bytes_ * 1000:.1f} ms CPU,")
            print(f"making and writing those of the graph as JSON {as_json(graph, folder) * 1000:.1f} ms.")


def said(value: float | None, form: str) -> str:
    """A figure, or that there was none in time."""
    return "none in time" if value is None else format(value, form)


if __name__ == "__main__":
    main()
