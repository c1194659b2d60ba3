"""What must hold between the rows of a dataset, and between them and the store, before anything is written."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping

from rapidfuzz import process

from graph.asof import Tie, first_day, last_day
from graph.dataset import SOURCE, Dataset, Origin, mark, mark_of
from graph.derive import ties_of
from graph.errors import SHOWN, Problem
from graph.held import HeldNode, HeldRelation
from graph.schema import Claim, Edge, Entity, Figure, Node
from graph.schema.iso3166 import is_jurisdiction

SPOILT = ""
"""Label of a row that has wrong cells: nothing more is asked of it."""
Labels = Mapping[str, str]
"""`mark` of a node -> label."""


Relation = tuple[str, Tie, tuple[Edge, Origin] | None]
"""Key, what the as-of rule needs, and the record; None for what ties a figure or deal, which is checked with that."""


class Check:
    """One check. `here` is what the dataset holds, `stored` what stays in the store beside it, `held` all that is there now.

    `problems` takes every problem, in no order.
    """

    def __init__(self, dataset: Dataset, here: Labels, stored: Labels, held: Mapping[str, HeldNode]) -> None:
        self.dataset, self.here, self.stored, self.held = dataset, here, stored, held
        self.problems = [*dataset.problems]
        self.hints = 0
        """Misspelt ids for which the nearest were looked up: only as many as are shown, since each looks at every id."""
        self.live: dict[str, str] = {**stored, **dict.fromkeys(dataset.spoilt, SPOILT)}
        self.past = {key: row.label for key, row in held.items() if row.retired_on}
        """What is retired: only what is retired itself may still cite it."""
        for ref, label in here.items():
            (self.past if ref in dataset.retired else self.live)[ref] = label

    def all_but_relations(self, kept: Iterable[HeldRelation], citing: Mapping[str, list[str]]) -> None:
        """Check nodes, and what stays in the store: `kept` relations, and `citing`, what those cite that cite a source which goes."""
        self.problems += [*self._nodes(), *self._spoilt(), *self._left_behind(kept, citing)]

    def _nodes(self) -> Iterator[Problem]:
        if len(self.here) < len(self.dataset.nodes):
            yield from self._nodes_twice()
        for node, origin in self.dataset.nodes:
            key = mark(node)
            if (held := self.held.get(key)) and held.label != type(node).__name__:
                is_was = "was" if held.retired_on else "is"
                yield origin.problem("id", node.id, f"{is_was} a {held.label} in the store, here a {type(node).__name__}; take another id")
            if isinstance(node, Entity):
                yield from self._dates(node.start_date, node.end_date, origin)
                place = node.jurisdiction
                if place and self.live.get(place) not in ("Jurisdiction", SPOILT) and not is_jurisdiction(place):
                    yield self._missing(origin, "jurisdiction", place, "jurisdiction")
            there = self._citable(mark(node))
            yield from self._retired(node, origin)
            for column, _, end in ties_of(node):
                if end not in there:
                    yield self._missing(origin, column, end, "entity")
            if isinstance(node, Figure) and node.value is not None and node.value_high is not None and node.value_high < node.value:
                yield origin.problem("value_high", node.value_high, f"is below value {node.value:g}; a range goes from low to high")
            yield from self._sources(node, origin, there)

    def _nodes_twice(self) -> Iterator[Problem]:
        first: dict[str, tuple[str, Origin]] = {}
        for node, origin in self.dataset.nodes:
            label, where = first.setdefault(mark(node), (type(node).__name__, origin))
            if where is not origin:
                under = f" under the label {label}" if label != type(node).__name__ else ""
                yield origin.problem(
                    "id", node.id, f"stands already in {where.file}:{where.line}{under}; give each thing one id and one row"
                )

    def right(self, relations: Callable[[], Iterable[Relation]]) -> Iterator[tuple[str, Tie]]:
        """Of some relations, among them all of their keys, those that are right, as they are checked."""
        keys, twice = set[str](), set[str]()
        for key, tie, record in relations():
            if record:
                (twice if key in keys else keys).add(key)
                known = len(self.problems)
                self.problems += self._edge(key, tie, *record)
                if len(self.problems) > known:
                    continue
            yield key, tie
        if twice:
            self.problems += _twice(one for one in relations() if one[0] in twice)

    def _edge(self, key: str, tie: Tie, edge: Edge, origin: Origin) -> list[Problem]:
        there, wrong = self._citable(key), list[Problem]()
        subject, obj = there.get(tie.subject), there.get(tie.object)
        if tie.end:
            wrong += self._dates(tie.start, tie.end, origin)
        if subject is None:
            wrong.append(self._missing(origin, "subject_id", tie.subject, "entity"))
        if obj is None:
            wrong.append(self._missing(origin, "object_id", tie.object, "entity"))
        if subject and obj and (subject, obj) not in edge.ends and not (edge.symmetric and (obj, subject) in edge.ends):
            allowed = "; ".join(sorted(f"{a} to {b}" for a, b in edge.ends))
            text = f"cannot go from {subject} {tie.subject} to {obj} {tie.object}; it goes from {allowed}"
            wrong.append(origin.problem("type", tie.type, text))
        wrong += self._sources(edge, origin, there)
        return wrong

    def _spoilt(self) -> Iterator[Problem]:
        """What rows with wrong cells cite besides."""
        for origin, column, id_, what in self.dataset.cited:
            there = mark_of(id_, what == "source") in self.live
            if not there and not (what == "jurisdiction" and is_jurisdiction(id_)):
                yield self._missing(origin, column, id_, what)

    def _left_behind(self, kept: Iterable[HeldRelation], citing: Mapping[str, list[str]]) -> Iterator[Problem]:
        """What stays in the store but cites what this load would retire."""
        for row in kept:
            if row.key.startswith("|"):
                continue
            dataset, subject, type_, obj, _ = row.key.split("|")
            cited = [row.subject, row.object, *(SOURCE + source for source in citing.get(row.key, ()))]
            yield from self._cited(cited, f"{subject} {type_} {obj} of dataset {dataset}")
        for ref, node in self.held.items():
            if ref in self.stored and ref not in self.here:
                cited = [id_ for id_ in (node.subject_id, node.licensor_id, node.licensee_id) if id_]
                cited += [SOURCE + source for source in node.sources or ()]
                yield from self._cited(cited, f"{node.label} {node.id} of dataset {' and '.join(node.datasets)}")

    def _cited(self, cited: Iterable[str], by: str) -> Iterator[Problem]:
        for key in cited:
            if key not in self.live:
                text = f"is no longer in the files, but {by} still cites it; load that row's removal too, or keep it"
                held = self.held[key]
                yield Problem(self.dataset.name, 0, held.label, held.id, text)

    def _citable(self, ref: str) -> Labels:
        """What a node or relation may cite."""
        return ChainMap(self.live, self.past) if ref in self.dataset.retired else self.live

    def _retired(self, node: Node, origin: Origin) -> Iterator[Problem]:
        held = self.held.get(mark(node))
        if (day := self.dataset.retired.get(mark(node))) and held and not held.retired_on:
            for other in sorted({*held.datasets} - {self.dataset.name}):
                yield origin.problem("retired_on", day, f"dataset {other} still holds {node.id}; leave the row out")

    def _sources(self, claim: Node | Edge, origin: Origin, there: Labels) -> list[Problem]:
        cited = claim.sources if isinstance(claim, Claim) else ()
        return [self._missing(origin, "source_ids", source, "source") for source in cited if SOURCE + source not in there]

    def _missing(self, origin: Origin, column: str, value: str, what: str) -> Problem:
        among = (
            ref.removeprefix(SOURCE)
            for ref, label in self.live.items()
            if ref.startswith(SOURCE) == (what == "source") and (what != "jurisdiction" or label == "Jurisdiction")
        )
        self.hints += 1
        near = process.extractOne(value, among, score_cutoff=75) if self.hints <= SHOWN else None
        hint = f"did you mean {near[0]}? Else add it" if near else "correct it, or add it"
        where = "sources.csv" if what == "source" else "agencies.csv" if what == "jurisdiction" else "a file of entities"
        return origin.problem(column, value, f"there is no such {what} in the folder or the store; {hint} to {where}")

    def _dates(self, start: str | None, end: str | None, origin: Origin) -> Iterator[Problem]:
        if start and end and last_day(end) < first_day(start):
            yield origin.problem("end_date", end, f"lies before start_date {start}; exchange them or correct one")


def _twice(relations: Iterable[Relation]) -> Iterator[Problem]:
    first: dict[str, Origin] = {}
    rows = sorted((record[1], key, tie.type) for key, tie, record in relations if record)
    for origin, key, type_ in rows:
        if (where := first.setdefault(key, origin)) is not origin:
            text = f"the same relation stands already in {where.file}:{where.line}; join the rows, or give them start dates"
            yield origin.problem("type", type_, text)
