"""How fast a load into Neo4j is, files to finished graph, against a bare driver and other tools.

    python benchmarks/load_server.py [--nodes 100000] [--relations 500000] [--runs 3] [--url bolt://…] [--peers PYTHON]

Every rate is of one run on one warm server, so compare within a run only. Without --url it starts a server of its own.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import neo4j

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from neo4j_fixtures import cypher, wipe
from neo4j_server import Server
from plain_rows import Nodes, Relations, batches, rows_of

from graph.load import load
from graph.schema import TYPES as SCHEMA
from graph.store import Change, grouped, open_store
from loaders.folder import user_data

LABELS = ("Company", "Product", "Policy", "Market")
PAIRS = (
    ("Company", "Product"),
    ("Policy", "Market"),
    ("Policy", "Policy"),
    ("Market", "Market"),
    ("Company", "Market"),
    ("Company", "Company"),
)
PAGES = {"server.memory.pagecache.size": "2g"}
"""Room for all that is written, as a server of that size has it."""
TYPES = {pair: next(t for t, edge in SCHEMA.items() if pair in edge.ends and not edge.symmetric) for pair in PAIRS}


def write_files(folder: Path, nodes: int, relations: int) -> None:
    """A world of four kinds and six types with twelve columns filled, without loops and repetitions."""
    chance = random.Random(1)
    with open(folder / "sources.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "title"], ["s1", "Source one"], ["s2", "Source two"]])
    with open(folder / "entities.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ["label", "id", "name", "name_zh", "aliases", "subtype", "start_date", "identifiers", "description", "source_ids", "confidence"]
        )
        for n in range(nodes):
            label = LABELS[n % 4]
            kind = "notice" if label == "Policy" else "a kind"
            text = f"The thing with number {n}, described in a sentence of ordinary length for a reader."
            out.writerow(
                [label, f"n-{n}", f"Thing number {n}", f"第{n}号", f"T{n};Th{n}", kind, "2025-01", "x=1", text, "s1;s2", "verified"]
            )
    seen: set[tuple[int, int]] = set()
    with open(folder / "relations.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["subject_id", "type", "object_id", "start_date", "detail", "source_ids", "confidence"])
        while len(seen) < relations:
            a, b = chance.randrange(nodes), chance.randrange(nodes)
            type_ = TYPES.get((LABELS[a % 4], LABELS[b % 4]))
            if type_ and a != b and (a, b) not in seen and (b, a) not in seen:
                seen.add((a, b))
                out.writerow([f"n-{a}", type_, f"n-{b}", "2025-06-01", f"a detail of the relation of {a} and {b}", "s1", "verified"])


def empty(url: str) -> None:
    """A server as it is before anybody loads: no records, no constraints, no indexes."""
    wipe(url)
    cypher(url, "MATCH (m:EcomapMarker) DELETE m")
    for row in cypher(url, "SHOW CONSTRAINTS YIELD name RETURN name"):
        cypher(url, f"DROP CONSTRAINT `{row['name']}`")
    for row in cypher(url, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        cypher(url, f"DROP INDEX `{row['name']}`")


def bare(url: str, folder: Path) -> None:
    """One session of the official driver, `UNWIND … MERGE` under unique ids, rows as they stand in the files, nothing checked."""
    merge(url, *rows_of(folder))


def same_records(url: str, folder: Path) -> Callable[[str, Path], None]:
    """The bare driver writing what ecomap writes, property by property, as if somebody had handed it over ready."""
    change = Change()
    store = open_store(":memory:")
    store.write = lambda made, progress=None: change.__dict__.update(made.__dict__)  # type: ignore[method-assign]
    load(store, user_data([folder])[0])
    nodes = {label: [{"id": row["id"], **row["props"]} for row in rows] for label, rows in grouped(change.new_nodes).items()}
    relations = {
        group: [{"a": row["subject"], "b": row["object"], "key": row["key"], "props": row["props"]} for row in rows]
        for group, rows in grouped(change.new_relations).items()
    }
    return lambda url, folder: merge(url, nodes, relations)


def merge(url: str, nodes: Nodes, relations: Relations) -> None:
    """Rows into an empty server."""
    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        for label in nodes:
            session.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for label, rows in nodes.items():
            text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())
        for (a, type_, b), rows in relations.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}}) "
                f"MERGE (a)-[r:{type_} {{key: row.key}}]->(b) SET r += row.props"
            )
            for batch in batches(rows):
                session.execute_write(lambda tx, text=text, batch=batch: tx.run(text, rows=batch).consume())


def ours(url: str, folder: Path, *, full: bool = False) -> None:
    """`ecomap load`: files read, every cell and reference checked, compared with the store, states reckoned, written."""
    dataset, _ = user_data([folder])
    store = open_store(url)
    load(store, dataset, full=full)
    store.close()


@contextmanager
def server(url: str | None) -> Iterator[str]:
    """The server named, or one of our own."""
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as home, Server(Path(home), heap="3g", settings=PAGES, small=False) as started:
        yield started.url


def timed(work: Callable[[str, Path], None], url: str, folder: Path) -> float:
    gc.collect()
    began = time.perf_counter()
    work(url, folder)
    return time.perf_counter() - began


def peer(python: str, name: str, url: str, folder: Path) -> float:
    """Seconds that another tool takes, in its own environment; it logs much that is not ours to show."""
    command = [python, str(Path(__file__).with_name("load_peers.py")), name, url, str(folder)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--nodes", type=int, default=100_000)
    arguments.add_argument("--relations", type=int, default=500_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--url")
    arguments.add_argument("--peers", help="a Python that has cartography, neomodel and neo4j-rust-ext; they run once")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as small, server(asked.url) as url:
        write_files(Path(folder), asked.nodes, asked.relations)
        write_files(Path(small), min(asked.nodes, 10_000), min(asked.relations, 50_000))
        for work in (ours, bare):
            empty(url)
            work(url, Path(small))
        times: dict[str, list[float]] = {}

        def note(name: str, seconds: float) -> None:
            times.setdefault(name, []).append(seconds)
            print(f"{name} {seconds:.1f} s", flush=True)

        for _ in range(asked.runs):
            empty(url)
            note("bare driver, cells as they stand", timed(bare, url, Path(folder)))
            empty(url)
            note("bare driver, the same records", timed(same_records(url, Path(folder)), url, Path(folder)))
            empty(url)
            note("ecomap", timed(ours, url, Path(folder)))
            note("ecomap, again", timed(ours, url, Path(folder)))
            note("ecomap, again, all compared", timed(partial(ours, full=True), url, Path(folder)))
        for name in ("cartography", "neomodel") if asked.peers else ():
            empty(url)
            note(name, peer(asked.peers, name, url, Path(folder)))
        rows = asked.nodes + asked.relations
        middle = statistics.median(times["ecomap"])
        for name, taken in times.items():
            seconds = statistics.median(taken)
            print(f"{name:34} {seconds:7.1f} s  {rows / seconds:8,.0f} rows/s  ecomap {seconds / middle:5.2f} × as fast")
        print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
