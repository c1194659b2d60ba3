"""Finding entities of the built-in data: milliseconds of CPU in process, and what the first search costs.

python benchmarks/bench_find.py [--runs 20]
"""

from __future__ import annotations

import argparse
import statistics
import time

from world import table

from graph.engines.embedded import EmbeddedStore
from graph.find import Finder
from graph.load import load
from loaders.folder import built_in

KINDS = {
    "an id or exact name": ["nhsa", "NMPA", "国家医保局", "WuXi AppTec", "AI healthcare in China"],
    "part of a name": ["医保局", "health", "hengrui", "AI healthcare China", "目录"],
    "pinyin": ["yibaoju", "yi bao ju", "yībǎojú", "yaoming", "shang hai"],
    "misspelt": ["Wuxi Aptec", "natonal healthcare securty", "astrazenca", "药明康得", "medical produts administration"],
    "nothing": ["zzzzzzzz", "qwertyuiop asdfgh", "龘龘龘"],
}


def spent(finder: Finder, text: str) -> float:
    """Milliseconds of one search."""
    start = time.thread_time()
    finder.find(text)
    return (time.thread_time() - start) * 1000


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=20)
    given = ask.parse_args()
    store = EmbeddedStore(":memory:")
    load(store, built_in())
    finder = Finder(store)
    first = [
        ("first search in Chinese (index of names)", f"{spent(finder, '医保局'):.0f}", ""),
        ("first search in Latin letters (pinyin and its dictionary)", f"{spent(finder, 'yibaoju'):.0f}", ""),
    ]
    rows, every = [], []
    for kind, texts in KINDS.items():
        times = sorted(spent(finder, text) for text in texts for _ in range(given.runs))
        every += times
        rows.append((kind, f"{statistics.median(times):.1f}", f"{times[int(len(times) * 0.95)]:.1f}"))
    every.sort()
    rows.append(("**all**", f"{statistics.median(every):.1f}", f"**{every[int(len(every) * 0.95)]:.1f}**"))
    table("Finding, ms of CPU", ("search", "median", "p95"), [*rows, *first])


if __name__ == "__main__":
    main()
