"""Peak memory of a load of many rows against a load of few.

    python benchmarks/bench_memory.py [--few 100000] [--many 1000000] [--url bolt://…]

Each step runs in a process of its own: reading the files, loading them into an empty Neo4j (one of its own, unless --url names one that may
be emptied), loading them once more with everything compared, and loading them into an embedded store, which is itself in memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from world import table, write_world

STEPS = ("read", "server", "again", "embedded", "opened")


def work(what: str, folder: str, store: str) -> None:
    """What one process does."""
    from graph.load import load
    from graph.store import open_store
    from loaders.folder import user_data

    if what == "opened":
        open_store(store).rows("MATCH (n:Market) RETURN n.id AS id ORDER BY id LIMIT 1")
    else:
        dataset, _ = user_data([Path(folder)])
        if what != "read":
            load(open_store(store), dataset, full=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def peak(what: str, folder: Path, store: str) -> int:
    """Peak of a process, in MB."""
    done = subprocess.run([sys.executable, __file__, what, str(folder), store], capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> None:
    """Run and print."""
    from load_server import empty, server

    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--few", type=int, default=100_000)
    ask.add_argument("--many", type=int, default=1_000_000)
    ask.add_argument("--url")
    given = ask.parse_args()
    peaks: list[list[int]] = []
    with tempfile.TemporaryDirectory() as name, server(given.url) as url:
        for count in (given.few, given.many):
            folder, file = Path(name) / str(count), str(Path(name) / f"{count}.kgl")
            write_world(folder, count // 6, count - count // 6)
            empty(url)
            found = [peak(what, folder, url if what in ("server", "again") else file) for what in STEPS]
            peaks.append([*found[:3], found[3] - found[4]])
    few, many = peaks
    steps = ("files read", "loaded into Neo4j", "loaded again, all compared", "embedded, beyond the store itself")
    rows = [(step, f"{a:,}", f"{b:,}", f"{b / a:.2f} ×") for step, a, b in zip(steps, few, many, strict=True)]
    table("Peak memory, MB", ("step", f"{given.few:,} rows", f"{given.many:,} rows", "against the few"), rows)


if __name__ == "__main__":
    work(*sys.argv[1:]) if len(sys.argv) == 4 and sys.argv[1] in STEPS else main()
