"""Every question with its example on the built-in data, embedded: milliseconds of CPU in process, and the page of its answer.

python benchmarks/bench_questions.py [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from world import table

from graph.engines.embedded import EmbeddedStore
from graph.load import load
from graph.workbench import open_workbench
from loaders.folder import built_in
from queries import CATALOGUE


def spent(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run, in order."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return sorted(times)


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=7)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = str(Path(name) / "pack.kgl")
        load(EmbeddedStore(path), built_in())
        eco = open_workbench(path)
        rows, slowest = [], []
        for id_, question in CATALOGUE.items():
            answer = eco.ask(id_, **question.example)
            times = spent(lambda id_=id_, question=question: eco.ask(id_, **question.example), given.runs)  # type: ignore[misc]
            page = spent(answer.page, 1)[0]
            slowest.append(times[-1])
            rows.append((id_, len(answer.rows), f"{statistics.median(times):.0f}", f"{times[-1]:.0f}", f"{page:.0f}"))
    rows.append((f"**{len(CATALOGUE)} questions**", "", "", f"**{max(slowest):.0f}**", ""))
    table("Questions, ms of CPU", ("question", "rows", "median", "slowest", "page of the answer"), rows)


if __name__ == "__main__":
    main()
