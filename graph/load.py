"""Loading: a dataset against what the store holds, checked whole, then written in one step.

Nothing is deleted. What the dataset no longer holds is retired with the day of the load; what differs is written, the rest is not.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import uuid4

import orjson

from graph.asof import Steps, Thing, Tie, World, gone, last_day, pack, shown
from graph.check import problems_of
from graph.dataset import Dataset, mark
from graph.derive import STORED_AS
from graph.errors import Empty, Outdated, SourceError
from graph.ids import relation_key
from graph.pausing import without_collection
from graph.reading import citing, nodes, snapshot_nodes, snapshot_relations
from graph.schema import Deal, Edge, Figure, Node, Source, relationship_type
from graph.sharing import merge, without
from graph.store import Change, Progress, Row, Store, quiet

TRIES = 5
"""How often a load is compared anew because another one finished meanwhile."""


@dataclass
class Count:
    """Nodes and relationships, figures, deals, sources and what ties them included."""

    nodes: int = 0
    relationships: int = 0


@dataclass
class LoadReport:
    """What a load did. Unchanged counts only what the dataset holds."""

    store: str
    dataset: str
    created: Count = field(default_factory=Count)
    changed: Count = field(default_factory=Count)
    retired: Count = field(default_factory=Count)
    unchanged: Count = field(default_factory=Count)

    def as_dict(self) -> dict[str, Any]:
        """As printed by `load --format json`."""
        return asdict(self)


@dataclass(slots=True)
class _Item:
    """A node or relation as it will stand: its own properties, or None where nothing of them is written.

    A new one's hold no null, a held one's hold null where it loses a property.
    """

    thing: Thing | Tie
    props: Row | None = None
    new: bool = False
    held: Row | None = None


def load(store: Store, dataset: Dataset, *, today: date | None = None, full: bool = False, progress: Progress = quiet) -> LoadReport:
    """Bring the store to what the dataset says.

    Files that were the last to be loaded, and are the same, are not compared again unless `full`.
    Raises: SourceError with every problem found, before anything is written; Locked, StoreError.
    """
    with without_collection():
        for _ in range(TRIES - 1):
            try:
                return _load(store, dataset, (today or date.today()).isoformat(), full, progress)
            except (Empty, Outdated):  # Empty: somebody else's first load is under way
                progress("somebody else loaded meanwhile; comparing again", 0, 0)
        return _load(store, dataset, (today or date.today()).isoformat(), full, progress)


def _load(store: Store, dataset: Dataset, today: str, full: bool, progress: Progress) -> LoadReport:
    store.prepare(progress)
    if not full and not dataset.problems and dataset.fingerprint and dataset.fingerprint == store.fingerprint():
        ties = sum(len(_record_ties(node)) for node, _ in dataset.nodes)
        return LoadReport(store.name, dataset.name, unchanged=Count(len(dataset.nodes), len(dataset.edges) + ties))
    return _Load(store, dataset, today, progress).run()


def digest(props: Mapping[str, Any]) -> str:
    """A hash of a record's own properties."""
    return hashlib.blake2b(orjson.dumps(props, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def _props(record: Node | Edge, *leave: str) -> Row:
    props = {k: v for k, v in record.__dict__.items() if v is not None}
    for name in leave:
        del props[name]
    if isinstance(record, Source):
        props = {STORED_AS.get(k, k): v for k, v in props.items()}
    return props


class _Load:
    def __init__(self, store: Store, dataset: Dataset, today: str, progress: Progress) -> None:
        self.store, self.dataset, self.today, self.progress = store, dataset, today, progress
        self.base = store.version()
        self.held_nodes = {(row["label"] == "Source", row["id"]): row for row in snapshot_nodes(store)}
        self.held_relations = {row["key"]: row for row in snapshot_relations(store)}
        self.report = LoadReport(store.name, dataset.name)
        self.nodes: dict[tuple[bool, str], _Item] = {}
        self.merged: dict[tuple[bool, str], Node] = {}
        self.cells: dict[tuple[bool, str], list[str]] = {}
        self.relations: dict[str, _Item] = {}

    def run(self) -> LoadReport:
        leaving = self._leaving()
        stored = {
            (is_source, id_): row["label"]
            for (is_source, id_), row in self.held_nodes.items()
            if not row["retired_on"] and (is_source, id_) not in leaving
        }
        kept = [row for row in self.held_relations.values() if not row["retired_on"] and not self._covers(row)]
        self.progress("checking", 0, len(self.dataset.nodes) + len(self.dataset.edges))
        if (
            problems := self.dataset.problems
            + problems_of(self.dataset, stored, kept, self.held_nodes, self._citing(leaving))
            + self._merge_shared()
        ):
            raise SourceError(problems)
        self._place_nodes(leaving)
        self._place_relations()
        change = self._change()
        if change.size():
            self.store.write(change, self.progress)
        return self.report

    def _covers(self, row: Row) -> bool:
        return self.dataset.relations and row["key"].startswith(f"{self.dataset.name}|")

    def _leaving(self) -> set[tuple[bool, str]]:
        """Nodes that this dataset held and no longer holds, and nobody else does."""
        here = {(isinstance(n, Source), n.id) for n, _ in self.dataset.nodes}
        return {
            key
            for key, row in self.held_nodes.items()
            if row["label"] in self.dataset.labels and key not in here and row["datasets"] == [self.dataset.name] and not row["retired_on"]
        }

    def _citing(self, leaving: set[tuple[bool, str]]) -> dict[str, list[str]]:
        """Relations in the store that cite a source which is about to be retired: key -> sources."""
        gone = [id_ for is_source, id_ in leaving if is_source]
        return citing(self.store, gone) if gone else {}

    def _merge_shared(self) -> list[Any]:
        """Give rows that another dataset holds too its cells where they are empty; name both files where cells differ."""
        shared: dict[str, dict[str, int]] = defaultdict(dict)
        for at, (node, _) in enumerate(self.dataset.nodes):
            held = self.held_nodes.get((isinstance(node, Source), node.id))
            if held and not held["retired_on"] and set(held["datasets"]) - {self.dataset.name} and held["label"] == type(node).__name__:
                shared[held["label"]][node.id] = at
        problems = []
        for label, places in shared.items():
            for row in nodes(self.store, label, places):
                node, origin = self.dataset.nodes[places[row["id"]]]
                key = (label == "Source", node.id)
                self.merged[key], self.cells[key], wrong = merge(node, row, self.dataset.name, origin)
                problems += wrong
        return problems

    def _place_nodes(self, leaving: set[tuple[bool, str]]) -> None:
        source_dates = {i: r["date"] for (s, i), r in self.held_nodes.items() if s} | {
            n.id: n.date for n, _ in self.dataset.nodes if isinstance(n, Source)
        }
        for (is_source, id_), row in self.held_nodes.items():
            self.nodes[is_source, id_] = _Item(_thing(row, source_dates), held=row)
        for key in leaving:
            self._retire(self.nodes[key], self.report.retired, "nodes")
        self._give_up(source_dates)
        for node, _ in self.dataset.nodes:
            self._place_node(self.merged.get((isinstance(node, Source), node.id), node), source_dates)

    def _give_up(self, source_dates: Mapping[str, str | None]) -> None:
        """Take this dataset, and what only it said, from nodes that others hold too and its files no longer do."""
        here = {(isinstance(n, Source), n.id) for n, _ in self.dataset.nodes}
        given_up: dict[str, list[str]] = defaultdict(list)
        for (is_source, id_), row in self.held_nodes.items():
            shared = row["label"] in self.dataset.labels and self.dataset.name in row["datasets"] and len(row["datasets"]) > 1
            if shared and (is_source, id_) not in here and not row["retired_on"]:
                given_up[row["label"]].append(id_)
        for label, ids in given_up.items():
            for row in nodes(self.store, label, ids):
                node, cells = without(label, row, self.dataset.name)
                props = _props(node, "id")
                item = self.nodes[label == "Source", row["id"]]
                rest = [d for d in row["datasets"] if d != self.dataset.name]
                item.thing = _thing({**row, **_gaps(node), **props, "label": label}, source_dates)
                item.props = {**_gaps(node), **props, "datasets": rest, "cells": cells, "digest": digest(props)}
                self.report.changed.nodes += row["digest"] != digest(props)

    def _place_node(self, node: Node, source_dates: Mapping[str, str | None]) -> None:
        key = (isinstance(node, Source), node.id)
        held = self.held_nodes.get(key)
        props = _props(node, "id")
        own = digest(props)
        retired = self.dataset.retired.get(mark(node))
        start = (
            _earliest(node.sources, source_dates)
            if isinstance(node, Figure)
            else props.get("date")
            if isinstance(node, Deal)
            else props.get("start_date")
        )
        thing = Thing(type(node).__name__, start, props.get("end_date"), props.get("status_in_force"), retired)
        there = held is not None and (not held["retired_on"] or bool(retired))
        datasets = sorted({*(held["datasets"] if held and there else ()), self.dataset.name})
        cells = self.cells.get(key)
        kept = {"datasets": datasets, "cells": cells, "digest": own, "retired_on": retired}
        if held and there and all(held[name] == value for name, value in kept.items()):
            self.report.unchanged.nodes += 1
            self.nodes[key] = _Item(thing, held=held)
            return
        self._count(held, there, own, retired).nodes += 1
        self.nodes[key] = _item(thing, props, kept, held, _gaps(node) if held else {})

    def _place_relations(self) -> None:
        for key, row in self.held_relations.items():
            self.relations[key] = _Item(
                Tie(row["subject"], row["type"], row["object"], row["start_date"], row["end_date"], row["retired_on"]), held=row
            )
        given: set[str] = set()
        for edge, _ in self.dataset.edges:
            type_ = relationship_type(type(edge))
            key = relation_key(self.dataset.name, edge.subject_id, type_, edge.object_id, edge.start_date, symmetric=edge.symmetric)
            given.add(key)
            retired = self.dataset.retired.get(key)
            tie = Tie(edge.subject_id, type_, edge.object_id, edge.start_date, edge.end_date, retired)
            self._place_relation(key, tie, _props(edge, "subject_id", "object_id"), type(edge).model_fields)
        for node, _ in self.dataset.nodes:
            for type_, end in _record_ties(node):
                key = f"|{node.id}|{type_}|{end}|"
                given.add(key)
                self._place_relation(key, Tie(node.id, type_, end, None, None, self.dataset.retired.get(mark(node))), {}, {})
        for key, item in self.relations.items():
            held = item.held
            if held is None or held["retired_on"] or key in given:
                continue
            owner = self.nodes[False, held["subject"]].thing
            follows = key.startswith("|") and (owner.retired is not None or self._is_given(held["subject"]))
            if self._covers(held) or follows:
                self._retire(item, self.report.retired, "relationships")

    def _is_given(self, id_: str) -> bool:
        if not hasattr(self, "_given"):
            self._given = {n.id for n, _ in self.dataset.nodes if isinstance(n, Figure | Deal)}
        return id_ in self._given

    def _place_relation(self, key: str, tie: Tie, props: Row, fields: Mapping[str, Any]) -> None:
        held = self.held_relations.get(key)
        flipped = held is not None and held["subject"] != tie.subject
        if held and flipped:
            tie = Tie(held["subject"], tie.type, held["object"], tie.start, tie.end, tie.retired)
        own = digest(props)
        there = held is not None and (not held["retired_on"] or bool(tie.retired))
        if held and there and held["digest"] == own and held["retired_on"] == tie.retired:
            self.report.unchanged.relationships += 1
            self.relations[key] = _Item(tie, held=held)
            return
        self._count(held, there, own, tie.retired).relationships += 1
        gaps = dict.fromkeys((f for f in fields if f not in ("subject_id", "object_id")), None) if held else {}
        self.relations[key] = _item(tie, props, {"key": key, "digest": own, "retired_on": tie.retired}, held, gaps)

    def _count(self, held: Row | None, there: bool, own: str, retired: str | None) -> Count:
        """Where a row that is written counts."""
        if held is None or not there:
            return self.report.created
        if retired and not held["retired_on"]:
            return self.report.retired
        return self.report.unchanged if held["digest"] == own else self.report.changed

    def _retire(self, item: _Item, count: Count, what: str) -> None:
        item.thing = item.thing._replace(retired=self.today)
        item.props = {"retired_on": self.today}
        setattr(count, what, getattr(count, what) + 1)

    def _change(self) -> Change:
        """Everything that is new, differs, or whose steps differ because a neighbour changed."""
        things = {id_: item.thing for (is_source, id_), item in self.nodes.items() if not is_source and isinstance(item.thing, Thing)}
        world = World(things, {key: item.thing for key, item in self.relations.items() if isinstance(item.thing, Tie)})
        change = Change(uuid4().hex, self.base, self.dataset.fingerprint)
        for (is_source, id_), item in self.nodes.items():
            steps = SOURCE_STEPS if is_source else world.nodes[id_]
            if (props := _to_write(item, steps)) is not None and isinstance(item.thing, Thing):
                (change.new_nodes if item.new else change.nodes).setdefault(item.thing.label, []).append({"id": id_, "props": props})
        for key, steps in world.relations():
            item = self.relations[key]
            if (props := _to_write(item, steps)) is not None and isinstance(tie := item.thing, Tie):
                group = (things[tie.subject].label, tie.type, things[tie.object].label)
                row = {"subject": tie.subject, "object": tie.object, "key": key, "props": props}
                (change.new_relations if item.new else change.relations).setdefault(group, []).append(row)
        return change


SOURCE_STEPS: Steps = (("0000-00-00", "in force"),)


def _item(thing: Thing | Tie, props: Row, kept: Row, held: Row | None, gaps: Row) -> _Item:
    """What is written of a record: its own properties, what loading keeps of it, and null for what it lost (`gaps`)."""
    if held is None:
        props.update((name, value) for name, value in kept.items() if value is not None)
        return _Item(thing, props, new=True)
    return _Item(thing, {**gaps, **props, **kept}, held=held)


def _to_write(item: _Item, steps: Steps) -> Row | None:
    """What to write of an item, if anything; the item lets go of it."""
    days = _days(steps)
    if item.props is None and item.held and item.held["states"] == days["states"]:
        return None
    props, item.props = item.props or {}, None
    props.update(days)
    return props


@lru_cache(maxsize=65536)
def _days(steps: Steps) -> Row:
    return {"shown": shown(steps), "gone": gone(steps), "states": pack(steps)}


def _gaps(node: Node) -> Row:
    """Null for every property that a node of its kind may have."""
    return dict.fromkeys(STORED_AS.get(f, f) if isinstance(node, Source) else f for f in type(node).model_fields if f != "id")


def _thing(row: Row, source_dates: Mapping[str, str | None]) -> Thing:
    label = row["label"]
    start = _earliest(row["sources"], source_dates) if label == "Figure" else row["date" if label == "Deal" else "start_date"]
    return Thing(label, start, row.get("end_date"), row.get("status_in_force"), row["retired_on"])


def _earliest(sources: list[str], dates: Mapping[str, str | None]) -> str | None:
    """Day from which a figure is known: the earliest date of its sources, each counting from the last day of its period."""
    return min((last_day(day) for s in sources if (day := dates.get(s))), default=None)


def _record_ties(node: Node) -> list[tuple[str, str]]:
    if isinstance(node, Figure):
        return [("MEASURES", node.subject_id)]
    if isinstance(node, Deal):
        return [("FROM_PARTY", node.licensor_id), ("TO_PARTY", node.licensee_id)]
    return []
