"""How long `ecomap --help` takes, against importing typer alone.

python benchmarks/bench_start.py [--runs 9]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from world import table

WORK = {
    'python -c "import typer"': ["-c", "import typer"],
    "ecomap --help": ["-c", "from graph.cli import main; main()", "--help"],
}


def spent(command: list[str]) -> float:
    """Milliseconds of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Run and print; the two take turns, so that both meet the same machine."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--runs", type=int, default=9)
    given = ask.parse_args()
    times: dict[str, list[float]] = {name: [] for name in WORK}
    for _ in range(given.runs + 1):
        for name, command in WORK.items():
            times[name].append(spent(command))
    medians = {name: statistics.median(each[1:]) for name, each in times.items()}
    base = next(iter(medians.values()))
    table("Starting, ms", ("command", "median", "against"), [(name, f"{ms:.0f}", f"{ms / base:.2f} ×") for name, ms in medians.items()])


if __name__ == "__main__":
    main()
