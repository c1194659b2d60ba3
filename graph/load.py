"""Loading: a dataset against what the store holds, checked whole, then written in one step.

Nothing is deleted. What the dataset no longer holds is retired with the day of the load; what differs is written, the rest is not.
"""

from __future__ import annotations

from datetime import date

from graph.comparing import Comparison
from graph.dataset import Dataset
from graph.derive import ties_of
from graph.errors import Empty, Outdated
from graph.pausing import without_collection
from graph.report import Count, LoadReport
from graph.store import Progress, Store, quiet

TRIES = 5
"""How often a load is compared anew because another one finished meanwhile."""


def load(store: Store, dataset: Dataset, *, today: date | None = None, full: bool = False, progress: Progress = quiet) -> LoadReport:
    """Bring the store to what the dataset says.

    Files that were the last to be loaded, and are the same, are not compared again unless `full`.
    Raises: SourceError with every problem found, before anything is written; Locked, StoreError.
    """
    for _ in range(TRIES - 1):
        try:
            return _load(store, dataset, (today or date.today()).isoformat(), full, progress)
        except (Empty, Outdated):  # Empty: somebody else's first load is under way
            progress("somebody else loaded meanwhile; comparing again", 0, 0)
    return _load(store, dataset, (today or date.today()).isoformat(), full, progress)


def _load(store: Store, dataset: Dataset, today: str, full: bool, progress: Progress) -> LoadReport:
    store.prepare(progress)
    if not full and not dataset.problems and dataset.fingerprint and dataset.fingerprint == store.fingerprint():
        ties = sum(len(ties_of(node)) for node, _ in dataset.nodes)
        return LoadReport(store.name, dataset.name, unchanged=Count(len(dataset.nodes), len(dataset.edges) + ties))
    with without_collection():
        comparison = Comparison(store, dataset, today)
        change = comparison.change(progress)
        if change.size():
            store.write(change, progress)
    return comparison.report
