"""What is wrong or doubtful in the data itself, by its own lights: dates, references, sources, rival claims, names.

Grain: one finding per problem and record; what is retired is left out. Ages of sources and what counts as undated are those of
`graph.analysis.doubts` and of the question `unknowns`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.analysis.doubts import Cited, doubts
from graph.asof import ACTS, NEVER, first_day, first_day_after, last_day
from graph.disputes import conflicts, contradicting_positions, rival_claims, rival_deals, rival_figures
from graph.matching import words
from graph.reading import nodes, relations
from graph.schema import ENTITY_LABELS, TYPES
from graph.schema.iso3166 import is_jurisdiction
from graph.store import Row, Store

PROBLEMS = (
    "reversed dates",
    "never shown",
    "before its ends",
    "dangling",
    "no source",
    "disputed",
    "conflict",
    "duplicate name",
    "gap in time",
    "stale",
    "unverified",
    "single source",
    "undated",
    "no Chinese name",
)
"""Every problem, the gravest first; findings come in this order, then by kind and id."""

DATED = frozenset({"Policy", "Program", "PaymentMechanism", "Event"})
"""Labels whose entities are expected to have a start."""


@dataclass(frozen=True)
class Finding:
    """One problem of one record; `kind` is entity, relation, figure or deal."""

    problem: str
    kind: str
    id: str
    """Id of a node, key of a relation."""
    detail: str


def check(store: Store, today: date) -> list[Finding]:
    """Every finding, in a fixed order."""
    data = _Data(store)
    found = [
        *_dates(data),
        *_dangling(data),
        *_doubts(data, today.isoformat()),
        *_names(data),
        *_gaps(data),
        *(Finding("disputed", *rest) for rest in rival_figures(data.figures)),
        *(Finding("disputed", *rest) for rest in rival_deals(data.deals)),
        *(Finding("disputed", *rest) for rest in rival_claims(data.relations)),
        *(Finding("disputed", *rest) for rest in contradicting_positions(data.relations)),
        *(Finding("conflict", *rest) for rest in conflicts(data.relations)),
    ]
    return sorted(set(found), key=lambda f: (PROBLEMS.index(f.problem), f.kind, f.id, f.detail))


class _Data:
    """Everything that is not retired."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.entities = [{"label": label, **row} for label in ENTITY_LABELS for row in self._nodes(label)]
        self.figures, self.deals = self._nodes("Figure"), self._nodes("Deal")
        self.sources = {row["id"]: row for row in self._nodes("Source")}
        self.relations = [{"type": t, **row} for t in TYPES for row in relations(store, t) if not row["retired_on"]]

    def _nodes(self, label: str) -> list[Row]:
        return [row for row in nodes(self._store, label) if not row["retired_on"]]

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """Entities by id."""
        return {row["id"]: row for row in self.entities}

    def claims(self) -> Iterator[tuple[str, str, Row]]:
        """Kind, reference and row of everything that makes a claim."""
        yield from (("entity", row["id"], row) for row in self.entities)
        yield from (("relation", row["key"], row) for row in self.relations)
        yield from (("figure", row["id"], row) for row in self.figures)
        yield from (("deal", row["id"], row) for row in self.deals)


def _dates(data: _Data) -> Iterator[Finding]:
    """Ends before starts; relations that no day shows, or that begin before one of their ends does. Acts may outlive both."""
    for kind, ref, row in data.claims():
        first, last = _span(row)
        if last <= first:
            yield Finding("reversed dates", kind, ref, f"starts {row['start_date']}, ends {row['end_date']}")
        ends = [data.by_id[end] for column in ("subject", "object") if (end := row.get(column)) in data.by_id]
        if row["shown"] == NEVER:
            said = [f"from {_said(row)}", *(f"{end['id']} {_said(end)}" for end in ends)]
            yield Finding("never shown", kind, ref, ", ".join(said))
        elif kind == "relation" and row["type"] not in ACTS and row["start_date"]:
            for end in ends:
                if last_day(row["start_date"]) < _span(end)[0]:
                    yield Finding("before its ends", kind, ref, f"starts {row['start_date']}, {end['id']} {end['start_date']}")


def _span(row: Row) -> tuple[str, str]:
    start, end = row.get("start_date"), row.get("end_date")
    return first_day(start) if start else "", first_day_after(end) if end else NEVER


def _said(row: Row) -> str:
    return f"{row.get('start_date') or '…'} to {row.get('end_date') or '…'}"


def _dangling(data: _Data) -> Iterator[Finding]:
    """References to what is not there or was retired."""
    for kind, ref, row in data.claims():
        for source in row["sources"]:
            if source not in data.sources:
                yield Finding("dangling", kind, ref, f"source {source}")
        for column in ("subject", "object", "subject_id", "licensor_id", "licensee_id"):
            if (end := row.get(column)) and end not in data.by_id:
                yield Finding("dangling", kind, ref, f"{column} {end}")
        place = row.get("jurisdiction")
        if place and data.by_id.get(place, {}).get("label") != "Jurisdiction" and not is_jurisdiction(place):
            yield Finding("dangling", kind, ref, f"jurisdiction {place}")


def _doubts(data: _Data, day: str) -> Iterator[Finding]:
    """No or one source, nothing read, no date, sources grown old."""
    for kind, ref, row in data.claims():
        dated = row.get("start_date") or row.get("end_date") or row.get("date")
        undated = not dated and (kind in ("relation", "deal") or row.get("label") in DATED)
        cited = [data.sources[s] for s in row["sources"] if s in data.sources]
        for problem, since in doubts([Cited(s["date"], s["kind"]) for s in cited], row["confidence"], day, undated=undated, disputed=False):
            detail = f"since {since}" if problem == "stale" else "; ".join(row["sources"]) if problem == "single source" else ""
            yield Finding(problem, kind, ref, detail)


def _names(data: _Data) -> Iterator[Finding]:
    """Entities of one label that bear one name; entities without a Chinese one."""
    bearers: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for row in data.entities:
        if not row["name_zh"]:
            yield Finding("no Chinese name", "entity", row["id"], row["name"])
        for name in (row["name"], row["name_zh"]):
            if name and (compared := words(name)):
                bearers.setdefault((row["label"], compared), set()).add(row["id"])
    for ids in bearers.values():
        for id_ in ids if len(ids) > 1 else ():
            yield Finding("duplicate name", "entity", id_, ", ".join(sorted(ids - {id_})))


def _gaps(data: _Data) -> Iterator[Finding]:
    """Relations of the same ends and type that hold again after a time in which they did not."""
    spells: dict[tuple[str, str, str], list[Row]] = {}
    for row in data.relations:
        if row["type"] not in ACTS:
            spells.setdefault((row["subject"], row["type"], row["object"]), []).append(row)
    for rows in spells.values():
        ordered = sorted(rows, key=_span)
        for n, later in enumerate(ordered[1:], start=1):
            ended = max(_span(earlier)[1] for earlier in ordered[:n])
            if ended < _span(later)[0]:
                yield Finding("gap in time", "relation", later["key"], f"did not hold from {ended} to {_span(later)[0]}")
