"""Every question on a world of a million nodes in Neo4j, through the product, and its own texts by the raw driver; ms.

    python benchmarks/bench_scale.py [--size 1000000] [--runs 9] [--seconds 20] [--home FOLDER] [QUESTION …]

The world (benchmarks/made_world.py) goes in by the server's offline import. With --home it is kept there and used again. A question may
take `--limit` seconds and is asked `--runs` times or for `--seconds`. `names` in place of a question resolves names.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import neo4j
from made_world import MadeWorld
from world import table

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from neo4j_server import Server

from graph.engines.embedded import EmbeddedStore
from graph.errors import EcomapError
from graph.find import Finder
from graph.load import load
from graph.store import Row, Store, open_store
from graph.workbench import Workbench
from loaders.folder import built_in
from queries import CATALOGUE


class Recorder:
    """A store that remembers the texts it is asked, and how long they took."""

    def __init__(self, store: Store) -> None:
        self.store, self.name = store, store.name
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.spent = 0.0

    def version(self) -> str:
        """As the store."""
        return self.store.version()

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """As the store, with the time it took."""
        self.asked.append((cypher, dict(params or {})))
        start = time.perf_counter()
        try:
            return self.store.rows(cypher, params)
        finally:
            self.spent += time.perf_counter() - start

    def bearing(self, form: str) -> dict[str, str] | None:
        """As the store."""
        return self.store.bearing(form)

    def again(self) -> None:
        """Forget."""
        self.asked, self.spent = [], 0.0


def make(server: Server, size: int) -> None:
    """Write, import, prepare."""
    steps = []

    def step(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        done = work()
        steps.append((name, f"{time.perf_counter() - start:.0f}"))
        return done

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = EmbeddedStore(str(folder / "pack.kgl"))
        load(pack, built_in())
        world = MadeWorld(pack, size, 5 * size)
        step("files written", lambda: world.write(folder / "files"))
        pack.close()
        arguments = (folder / "files/import.args").read_text().replace("=./", f"={folder}/files/")
        (folder / "import.args").write_text(arguments)
        options = ("--overwrite-destination", f"--report-file={folder}/report", f"@{folder}/import.args")
        step("import", lambda: server.admin("database", "import", "full", "neo4j", *options))
    with server:
        store = open_store(server.url)
        step("constraints, indexes, empty lists", store.prepare)
        store.close()
    table(f"A world of {world.nodes:,} nodes and {world.links:,} links, s", ("step", "s"), steps)


def p95(times: list[float]) -> float:
    """The value that 95 % do not exceed."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def measure(work: Callable[[], float], other: Callable[[], float], runs: int, seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds of two works in turn, the first run of each left out."""
    work(), other()
    end, ones, others = time.monotonic() + seconds, list[float](), list[float]()
    while len(ones) < runs and (len(ones) < 2 or time.monotonic() < end):
        ones.append(work() * 1000)
        others.append(other() * 1000)
    return ones, others


NAMES = (
    ("an id", "nhsa"),
    ("a name", "National Healthcare Security Administration"),
    ("a name, otherwise written", "national healthcare-security administration"),
    ("a Chinese short name", "国家医保局"),
    ("pinyin, first", "guojia yibaoju"),
    ("pinyin, again", "guojia yibaoju"),
)


def resolve_names(url: str) -> None:
    """What stands in place of an id, looked up by one workbench; print."""
    store = open_store(url)
    finder, out = Finder(store), []
    finder.resolve("us-fda")
    for what, text in NAMES:
        start = time.perf_counter()
        found = finder.resolve(text)
        out.append((what, found, f"{(time.perf_counter() - start) * 1000:,.0f}"))
    store.close()
    table("In place of an id, ms", ("what", "found", "ms"), out)


def ask_all(url: str, questions: list[str], runs: int, seconds: float) -> None:
    """Ask and print."""
    store = open_store(url)
    recorder = Recorder(store)
    eco = Workbench(recorder, fill=False)  # type: ignore[arg-type]
    out, slow = [], []
    with neo4j.GraphDatabase.driver(url) as driver:

        def raw(texts: list[tuple[str, dict[str, Any]]]) -> float:
            start = time.perf_counter()
            with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                for cypher, params in texts:
                    session.execute_read(lambda tx, cypher=cypher, params=params: tx.run(cypher, params).data())
            return time.perf_counter() - start

        for id_ in questions:
            whole: list[float] = []
            texts: list[tuple[str, dict[str, Any]]] = []
            rows = 0

            def ours(id_: str = id_, whole: list[float] = whole, texts: list[tuple[str, dict[str, Any]]] = texts) -> float:
                nonlocal rows
                recorder.again()
                start = time.perf_counter()
                rows = len(eco.ask(id_, **CATALOGUE[id_].example).rows)
                whole.append((time.perf_counter() - start) * 1000)
                texts[:] = recorder.asked
                return recorder.spent

            try:
                cypher, bare = measure(ours, lambda texts=texts: raw(texts), runs, seconds)  # type: ignore[misc]
            except EcomapError as error:
                slow.append((id_, str(error)))
                print(*slow[-1], file=sys.stderr, flush=True)
                continue
            ratio = statistics.median(cypher) / statistics.median(bare)
            figures = (statistics.median(whole[1:]), p95(whole[1:]), statistics.median(cypher), statistics.median(bare), p95(bare))
            out.append((id_, rows, len(texts), *(f"{n:,.0f}" for n in figures), f"{ratio:.2f}"))
            print(*out[-1], file=sys.stderr, flush=True)
    store.close()
    heading = ("question", "rows", "texts", "median", "p95", "in Cypher, median", "raw driver, median", "raw driver, p95", "ratio")
    table("Questions, ms", heading, out)
    if slow:
        table("Stopped by the time limit", ("question", "message"), slow)


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("questions", nargs="*", default=[*CATALOGUE, "names"])
    ask.add_argument("--size", type=int, default=1_000_000)
    ask.add_argument("--runs", type=int, default=9)
    ask.add_argument("--seconds", type=float, default=20)
    ask.add_argument("--limit", type=float, default=15)
    ask.add_argument("--home", type=Path)
    given = ask.parse_args()
    os.environ["ECOMAP_TIMEOUT"] = str(given.limit)
    with tempfile.TemporaryDirectory() as scratch:
        home = given.home or Path(scratch)
        server = Server(home, heap="4g", small=False, settings={"server.memory.pagecache.size": "3g"})
        if not (home / "data/databases/neo4j").exists():
            make(server, given.size)
        with server:
            if questions := [id_ for id_ in given.questions if id_ != "names"]:
                ask_all(server.url, questions, given.runs, given.seconds)
            if "names" in given.questions:
                resolve_names(server.url)


if __name__ == "__main__":
    main()
