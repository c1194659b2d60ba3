"""Reading, validating and loading into the embedded engine, against the engine's own bulk path on the same rows.

    python benchmarks/bench_load.py [--nodes 100000] [--relations 500000] [--runs 3]

Seconds are of the process's own CPU, so that other work on the machine counts less; the best of the runs. The ratio to the bulk path is the
median of the runs' own.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kglite
import pandas as pd
from world import table, write_world

from graph.dataset import Dataset
from graph.engines.embedded import EmbeddedStore
from graph.load import load
from graph.pausing import without_collection
from graph.store import Change, Group, Progress, Row, grouped, quiet
from loaders.folder import user_data

kglite.set_query_warning_policy("silent")
warnings.simplefilter("ignore", kglite.MappedFallbackWarning)


class Watched(EmbeddedStore):
    """Keeps the new records of the last change, and how long writing them took."""

    nodes: dict[str, list[Row]]
    relations: dict[Group, list[Row]]
    spent: float

    def write(self, change: Change, progress: Progress = quiet) -> None:
        """Write records that are made already, and time it."""
        change.new_nodes, change.new_relations = list(change.new_nodes), list(change.new_relations)
        start = time.process_time()
        super().write(change, progress)
        self.spent = time.process_time() - start
        self.nodes, self.relations = grouped(change.new_nodes), grouped(change.new_relations)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds and what came of it."""
    start = time.process_time()
    out = work()
    return time.process_time() - start, out


def only_read(folder: Path) -> None:
    """What the standard library alone needs to turn the files into maps."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.DictReader(file):
                pass


def bulk(made: Watched, path: Path) -> tuple[float, float]:
    """The engine's bulk path as its guide shows it: DataFrames of the same columns, then a save. Nodes and relations, in seconds."""
    with without_collection():
        graph = kglite.KnowledgeGraph()
        start = time.process_time()
        for label, rows in made.nodes.items():
            frame = pd.DataFrame([{"id": row["id"], **row["props"]} for row in rows])
            graph.add_nodes(frame, label, "id", "name")
        nodes = time.process_time() - start
        for (subject, type_, obj), rows in made.relations.items():
            frame = pd.DataFrame([{"subject": row["subject"], "object": row["object"], **row["props"]} for row in rows])
            graph.add_relationships(frame, type_, subject, "subject", obj, "object")
        graph.save(str(path))
        return nodes, time.process_time() - start


def run(folder: Path, rows: int, work: Path) -> dict[str, float]:
    """One run of everything."""
    out: dict[str, float] = {}
    out["csv"], _ = timed(lambda: only_read(folder))
    out["read"], (dataset, _) = timed(lambda: user_data([folder]))
    store = Watched(str(work / "ours.kgl"))
    out["load"], report = timed(lambda: load(store, dataset))
    out["write"] = store.spent
    assert report.created.nodes + report.created.relationships == rows
    _, out["bulk"] = bulk(store, work / "bulk.kgl")
    out["again"] = again(store, folder)
    return out


def again(store: EmbeddedStore, folder: Path) -> float:
    """A second load of the same files, reading included; nothing changes."""
    spent, report = timed(lambda: load(store, _read(folder)))
    assert report.created.nodes == report.changed.nodes == report.retired.relationships == 0
    return spent


def _read(folder: Path) -> Dataset:
    return user_data([folder])[0]


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--nodes", type=int, default=100_000)
    ask.add_argument("--relations", type=int, default=500_000)
    ask.add_argument("--runs", type=int, default=3)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "world"
        rows = write_world(folder, given.nodes, given.relations)
        runs = []
        for n in range(given.runs):
            (work := Path(name) / str(n)).mkdir()
            runs.append(run(folder, rows, work))
    best = {key: min(r[key] for r in runs) for key in runs[0]}
    ratio = statistics.median(r["bulk"] / r["write"] for r in runs)
    table(
        f"Loading {rows:,} rows ({given.nodes:,} nodes, {given.relations:,} relationships)",
        ("step", "CPU s", "rows/s", "against"),
        [
            ("csv.DictReader alone", f"{best['csv']:.1f}", f"{rows / best['csv']:,.0f}", ""),
            (
                "files read and validated",
                f"{best['read']:.1f}",
                f"{rows / best['read']:,.0f}",
                f"{best['csv'] / best['read']:.0%} of csv.DictReader",
            ),
            ("kglite's bulk path, DataFrames built, saved", f"{best['bulk']:.1f}", f"{rows / best['bulk']:,.0f}", ""),
            (
                "the same rows written by a load, saved",
                f"{best['write']:.1f}",
                f"{rows / best['write']:,.0f}",
                f"{ratio:.0%} of the bulk path",
            ),
            (
                "load after validation: checks, as-of rule, comparison, write",
                f"{best['load']:.1f}",
                f"{rows / best['load']:,.0f}",
                f"{best['bulk'] / best['load']:.0%} of the bulk path",
            ),
            ("second load, files read again, nothing changed", f"{best['again']:.1f}", f"{rows / best['again']:,.0f}", ""),
        ],
    )


if __name__ == "__main__":
    main()
