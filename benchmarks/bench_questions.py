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
        rows, every = list[tuple[object, ...]](), list[float]()
        for id_, question in CATALOGUE.items():
            (first,) = spent(lambda id_=id_, question=question: eco.ask(id_, **question.example), 1)  # type: ignore[misc]
            times = spent(lambda id_=id_, question=question: eco.ask(id_, **question.example), given.runs)  # type: ignore[misc]
            answer = eco.ask(id_, **question.example)
            page = spent(answer.page, 1)[0]
            every += times
            figures = (first, statistics.median(times), times[-1], page)
            rows.append((id_, len(answer.rows), *(f"{ms:.0f}" for ms in figures)))
    p95 = sorted(every)[int(0.95 * len(every))]
    rows.append((f"**{len(CATALOGUE)} questions**", "", "", f"**p95 {p95:.0f}**", f"**{max(every):.0f}**", ""))
    table("Questions, ms of CPU", ("question", "rows", "first", "median", "slowest", "page of the answer"), rows)


if __name__ == "__main__":
    main()
