"""Peak memory of a load of many rows against a load of few, beyond what the store itself takes once it is open.

    python benchmarks/bench_memory.py [--few 100000] [--many 1000000]

Each load runs in a process of its own; so does the opening of the store that it left.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from world import table, write_world

READ, LOAD, OPEN = "read", "load", "open"


def work(what: str, folder: str, store: str) -> None:
    """What one process does."""
    from graph.engines.embedded import EmbeddedStore
    from graph.load import load
    from loaders.folder import user_data

    if what == OPEN:
        EmbeddedStore(store).rows("MATCH (n:Market) RETURN n.id AS id ORDER BY id LIMIT 1")
    else:
        dataset, _ = user_data([Path(folder)])
        if what == LOAD:
            load(EmbeddedStore(store), dataset)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def peak(what: str, folder: Path, store: Path) -> int:
    """Peak of a process, in MB."""
    done = subprocess.run([sys.executable, __file__, what, str(folder), str(store)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--few", type=int, default=100_000)
    ask.add_argument("--many", type=int, default=1_000_000)
    given = ask.parse_args()
    rows, beyond = [], []
    with tempfile.TemporaryDirectory() as name:
        for count in (given.few, given.many):
            folder, store = Path(name) / str(count), Path(name) / f"{count}.kgl"
            write_world(folder, count // 6, count - count // 6)
            read, load = peak(READ, folder, store), peak(LOAD, folder, store)
            own = peak(OPEN, folder, store)
            beyond.append(load - own)
            rows.append((f"{count:,}", f"{read:,}", f"{load:,}", f"{own:,}", f"{load - own:,}", f"{beyond[-1] / beyond[0]:.1f} ×"))
    table("Peak memory of a load, MB", ("rows", "files read", "load", "store opened", "load beyond the store", "against the few"), rows)


if __name__ == "__main__":
    work(*sys.argv[1:]) if len(sys.argv) == 4 and sys.argv[1] in (READ, LOAD, OPEN) else main()
