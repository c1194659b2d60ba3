"""Loads a numbered world into a server, in many small transactions, saying what it does: made to be killed.

python server_loader.py URL BATCH TEXT NODES [DATASET]
"""

from __future__ import annotations

import sys

from tiny import records

from graph.dataset import Dataset
from graph.engines import server_writing
from graph.load import load
from graph.store import open_store


def numbered(text: str, nodes: int, name: str = "many") -> Dataset:
    """Markets in a chain of PART_OF; every record says `text`, so that a mixture of two loads shows."""
    lines = [f"Market {name}-{n} description={text}" for n in range(nodes)]
    lines += [f"{name}-{n} PART_OF {name}-{n - 1} detail={text}" for n in range(1, nodes)]
    return records("\n".join(lines), name)


def small_steps(rows: int) -> None:
    """Make loads of this process write in batches of so many rows, never in one step."""
    server_writing.ONE_STEP, server_writing.BATCH_ROWS = 0, rows


if __name__ == "__main__":
    url, batch, text, nodes, *name = sys.argv[1:]
    small_steps(int(batch))
    store = open_store(url)
    report = load(store, numbered(text, int(nodes), *name), progress=lambda what, done, all_: print(what, done, all_, flush=True))
    print("loaded", report.created.nodes, report.changed.nodes, flush=True)
    store.close()
