"""Claims that cannot all be right, or that pull against each other; each is kept, and none is preferred.

Every function yields (kind, reference, what stands against it) for each side of a dispute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph.store import Row

Side = tuple[str, str, str]


def _rivals(kind: str, rows: Iterable[Row], about: Callable[[Row], Any], says: Callable[[Row], Any]) -> Iterator[Side]:
    """Rows about the same of which another says something else."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[about(row)].append(row)
    for group in groups.values():
        for row in group:
            for other in group:
                if says(row) != says(other):
                    yield kind, _ref(row), f"{_ref(other)} says {_words(says(other))}"


def _ref(row: Row) -> str:
    return str(row.get("key") or row["id"])


def _words(said: Any) -> str:
    return "-".join(f"{v:g}" if isinstance(v, float) else str(v) for v in said if v not in (None, [])) or "nothing"


def rival_figures(figures: Iterable[Row]) -> Iterator[Side]:
    """Figures of one subject, measure, unit and period with other values; one without a value contradicts none."""
    stated = (f for f in figures if f["value"] is not None)
    about = ("subject_id", "measure", "unit", "period")
    return _rivals("figure", stated, lambda f: tuple(f[c] for c in about), lambda f: (f["value"], f["value_high"]))


def rival_deals(deals: Iterable[Row]) -> Iterator[Side]:
    """Deals of the same parties, asset and date with other totals."""
    stated = (d for d in deals if d["total_usd_m"] is not None)
    about = ("licensor_id", "licensee_id", "asset", "date")
    return _rivals("deal", stated, lambda d: tuple(d[c] for c in about), lambda d: (d["total_usd_m"],))


def rival_claims(relations: Iterable[Row]) -> Iterator[Side]:
    """The same relation, of the same start, in several datasets, with another effect."""
    stated = (r for r in relations if r["effect"])
    about = ("subject", "type", "object", "start_date")
    return _rivals("relation", stated, lambda r: tuple(r[c] for c in about), lambda r: (r["effect"],))


def contradicting_positions(relations: Iterable[Row]) -> Iterator[Side]:
    """Support and opposition of one actor to one thing, of one day or without a day: a later one is a change of mind."""
    by_pair: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in relations:
        if row["type"] in ("SUPPORTS", "OPPOSES"):
            by_pair[row["subject"], row["object"]][row["type"]].append(row)
    for sides in by_pair.values():
        for one, other in (("SUPPORTS", "OPPOSES"), ("OPPOSES", "SUPPORTS")):
            for row in sides[one]:
                for against in sides[other]:
                    if row["start_date"] == against["start_date"] or not (row["start_date"] and against["start_date"]):
                        yield "relation", row["key"], f"{against['key']} says the opposite"


def conflicts(relations: Iterable[Row]) -> Iterator[Side]:
    """Rules and duties that pull against each other, as the data itself says."""
    for row in relations:
        if row["type"] == "CONFLICTS_WITH":
            yield "relation", row["key"], row["detail"] or ""
