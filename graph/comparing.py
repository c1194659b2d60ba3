"""A dataset beside what a store holds: what a load has to write.

Records of the dataset are gone through several times rather than kept, and those that are new are made as they are written: there may be
millions.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from functools import partial
from uuid import uuid4

from graph.asof import Steps, Thing, Tie, World, last_day
from graph.check import Check, Relation
from graph.dataset import SOURCE, Dataset, Origin, mark
from graph.derive import ties_of
from graph.errors import Problem, SourceError
from graph.held import HeldNode, HeldRelation, read_held
from graph.ids import relation_key
from graph.parting import PARTS, Part, Parted, PartedStream
from graph.reading import citing, nodes
from graph.recording import SOURCE_STEPS, days, digest, nothing, own
from graph.report import Count, LoadReport
from graph.schema import Deal, Edge, Figure, Node, Source, relationship_type
from graph.sharing import merge, without
from graph.spool import IN_MEMORY, Room, Stream
from graph.store import Change, Group, Progress, Row, Store

_Tied = tuple[str, str, str, str | None]
"""A figure or deal, the type of a relation that it has, the id of its other end, and the day on which it was retired."""


class Comparison:
    """One comparison, by what identifies a record. `report` counts what the change will have done."""

    def __init__(self, store: Store, dataset: Dataset, today: str) -> None:
        self.store, self.dataset, self.today = store, dataset, today
        self.held = read_held(store)
        self.report = LoadReport(store.name, dataset.name)
        self.here: dict[str, str] = {}
        self.source_dates = {row.id: row.date for row in self.held.nodes.values() if row.label == "Source"}
        self.shared: dict[str, dict[str, tuple[Node, Origin]]] = defaultdict(dict)
        self.ties = Parted[_Tied](Room(IN_MEMORY), lambda tied: (tied[0], tied[2]))
        """What ties the dataset's figures and deals."""
        for node, origin in dataset.nodes:
            self._meet(node, origin)
        self.merged: dict[str, Node] = {}
        self.cells: dict[str, list[str]] = {}
        self.left: dict[str, tuple[Thing, Row]] = {}
        """Nodes that the dataset held and no longer holds: how they stand now, and what is written of them."""
        self.new_relations = 0

    def _meet(self, node: Node, origin: Origin) -> None:
        ref = mark(node)
        self.here[ref] = label = type(node).__name__
        if isinstance(node, Source):
            self.source_dates[node.id] = node.date
        row = self.held.nodes.get(ref)
        if row and not row.retired_on and set(row.datasets) - {self.dataset.name} and row.label == label:
            self.shared[label][node.id] = node, origin
        for _, type_, end in ties_of(node):
            self.ties.append((node.id, type_, end, self.dataset.retired.get(ref)))

    def change(self, progress: Progress) -> Change:
        """What is to be written, if the dataset is right; its new records are made as they are asked for. Raises: SourceError."""
        leaving = self._leaving()
        stored = {ref: row.label for ref, row in self.held.nodes.items() if not row.retired_on and ref not in leaving}
        kept = (row for row in self.held.relations if not row.retired_on and not self._covers(row))
        progress("checking", 0, len(self.dataset.nodes) + len(self.dataset.edges))
        check = Check(self.dataset, self.here, stored, self.held.nodes)
        check.all_but_relations(kept, self._citing(leaving))
        check.problems += self._merge_shared()
        if check.problems:  # what is wrong is named at once, though nothing can be reckoned of it
            for part in PARTS:
                deque(check.right(partial(self._relations, part)), maxlen=0)
            raise SourceError(check.problems)
        for ref in leaving:
            self.left[ref] = self._held_thing(self.held.nodes[ref])._replace(retired=self.today), {"retired_on": self.today}
            self.report.retired.nodes += 1
        self._give_up()
        self.things = self._things()
        self.world = World(self.things, self._ties(check))
        if check.problems:
            raise SourceError(check.problems)
        return self._change()

    def _covers(self, row: HeldRelation) -> bool:
        return self.dataset.relations and row.key.startswith(f"{self.dataset.name}|")

    def _leaving(self) -> set[str]:
        """Nodes that this dataset held and no longer holds, and nobody else does."""
        return {
            ref
            for ref, row in self.held.nodes.items()
            if row.label in self.dataset.labels and ref not in self.here and row.datasets == [self.dataset.name] and not row.retired_on
        }

    def _citing(self, leaving: set[str]) -> dict[str, list[str]]:
        """Relations in the store that cite a source which is about to be retired: key -> sources."""
        gone = [ref.removeprefix(SOURCE) for ref in leaving if ref.startswith(SOURCE)]
        return citing(self.store, gone) if gone else {}

    def _merge_shared(self) -> list[Problem]:
        """Give rows that another dataset holds too its cells where they are empty; name both files where cells differ."""
        problems = []
        for label, rows in self.shared.items():
            for held in nodes(self.store, label, rows):
                node, origin = rows[held["id"]]
                ref = mark(node)
                self.merged[ref], self.cells[ref], wrong = merge(node, held, self.dataset.name, origin)
                problems += wrong
        return problems

    def _give_up(self) -> None:
        """Take this dataset, and what only it said, from nodes that others hold too and its files no longer do."""
        given_up: dict[str, list[str]] = defaultdict(list)
        for ref, row in self.held.nodes.items():
            shared = row.label in self.dataset.labels and self.dataset.name in row.datasets and len(row.datasets) > 1
            if shared and ref not in self.here and not row.retired_on:
                given_up[row.label].append(row.id)
        for label, ids in given_up.items():
            for stored in nodes(self.store, label, ids):
                node, cells = without(label, stored, self.dataset.name)
                props = own(node)
                rest = [d for d in stored["datasets"] if d != self.dataset.name]
                written = {**nothing(node), **props, "datasets": rest, "cells": cells, "digest": digest(props)}
                self.left[mark(node)] = self._thing(node, None), written
                self.report.changed.nodes += stored["digest"] != digest(props)

    def _held_thing(self, row: HeldNode) -> Thing:
        """What the as-of rule needs of a stored node."""
        start = row.date if row.label == "Deal" else row.start_date
        if row.label == "Figure":
            start = self._known_from(row.sources)
        return Thing(row.label, start, row.end_date, row.status_in_force, row.retired_on)

    def _thing(self, node: Node, retired: str | None) -> Thing:
        """The same of a record."""
        given = node.__dict__
        start = given.get("date" if isinstance(node, Deal) else "start_date")
        if isinstance(node, Figure):
            start = self._known_from(node.sources)
        return Thing(type(node).__name__, start, given.get("end_date"), given.get("status_in_force"), retired)

    def _known_from(self, sources: list[str] | None) -> str | None:
        """Day from which a figure is known: the earliest date of its sources, each counting from the last day of its period."""
        return min((last_day(day) for s in sources or () if (day := self.source_dates.get(s))), default=None)

    def _things(self) -> dict[str, Thing]:
        """Id -> every node but sources, as it will stand."""
        things = dict[str, Thing]()
        alike = dict[Thing, Thing]()  # they are few, nodes are many
        for ref, row in self.held.nodes.items():
            if row.label != "Source" and ref not in self.here:
                left = self.left.get(ref)
                things[ref] = left[0] if left else self._held_thing(row)
        for ref, node in self._nodes():
            if not isinstance(node, Source):
                thing = self._thing(node, self.dataset.retired.get(ref))
                things[ref] = alike.setdefault(thing, thing)
        return things

    def _nodes(self) -> Iterator[tuple[str, Node]]:
        """The dataset's nodes by their marks, with what others say of those that they hold too."""
        for ref, (node, _) in zip(self.here, self.dataset.nodes, strict=True):
            yield ref, self.merged.get(ref, node)

    def _relations(self, part: Part) -> Iterator[Relation]:
        """The dataset's relations of a part, and what ties its figures and deals."""
        name, retired = self.dataset.name, self.dataset.retired
        for record in self.dataset.edges.part(part):
            edge, _ = record
            type_ = relationship_type(type(edge))
            key = relation_key(name, edge.subject_id, type_, edge.object_id, edge.start_date, symmetric=edge.symmetric)
            yield key, Tie(edge.subject_id, type_, edge.object_id, edge.start_date, edge.end_date, retired.get(key)), record
        for id_, type_, end, day in self.ties.part(part):
            yield f"|{id_}|{type_}|{end}|", Tie(id_, type_, end, None, None, day), None

    def _ties(self, check: Check) -> Iterator[Tie]:
        """Every relation as it will stand, the dataset's as they are checked."""
        for part in PARTS:
            held = self.held.part(part)
            for key, tie in check.right(partial(self._relations, part)):
                if row := held.pop(key, None):
                    yield _as_held(tie, row)
                else:
                    self.new_relations += 1
                    yield tie
            yield from map(self._left_tie, held.values())

    def _left_tie(self, row: HeldRelation) -> Tie:
        """A relation of the store that the dataset does not hold: retired today if it should, or if its figure or deal no longer has it."""
        subject, retired = row.subject, row.retired_on
        follows = row.key.startswith("|") and (self.things[subject].retired or subject in self.here)
        if not retired and (self._covers(row) or follows):
            retired = self.today
        return Tie(subject, row.type, row.object, row.start_date, row.end_date, retired)

    def _change(self) -> Change:
        """Everything that is new, differs, or whose steps differ because a neighbour changed."""
        change = Change(uuid4().hex, self.held.version, self.dataset.fingerprint)
        for label, row in self._changed_nodes() if self.held.nodes else ():
            change.nodes.setdefault(label, []).append(row)
        for group, row in self._changed_relations() if self.held.relations else ():
            change.relations.setdefault(group, []).append(row)
        new_nodes = sum(ref not in self.held.nodes for ref in self.here)
        self.report.created.nodes += new_nodes
        self.report.created.relationships += self.new_relations
        change.new_nodes = Stream(new_nodes, self._new_nodes)
        change.new_relations = PartedStream(self.new_relations, self._new_relations)
        return change

    def _steps(self, ref: str) -> Steps:
        return SOURCE_STEPS if ref.startswith(SOURCE) else self.world.nodes[ref]

    def _group(self, tie: Tie) -> Group:
        return self.things[tie.subject].label, tie.type, self.things[tie.object].label

    def _new_nodes(self) -> Iterator[tuple[str, Row]]:
        for ref, node in self._nodes():
            if ref not in self.held.nodes:
                props = own(node)
                props["digest"] = digest(props)
                props["datasets"] = [self.dataset.name]
                if retired := self.dataset.retired.get(ref):
                    props["retired_on"] = retired
                yield type(node).__name__, {"id": ref.removeprefix(SOURCE), "props": props | days(self._steps(ref))}

    def _new_relations(self, part: Part) -> Iterator[tuple[Group, Row]]:
        held = {row.key for row in self.held.relations.part(part)}
        for key, tie, record in self._relations(part):
            if key not in held:
                props = own(record[0]) if record else {}
                props["digest"] = digest(props)
                props["key"] = key
                if tie.retired:
                    props["retired_on"] = tie.retired
                props |= days(self.world.relation(tie))
                yield self._group(tie), _row(tie, key, props)

    def _changed_nodes(self) -> Iterator[tuple[str, Row]]:
        """Stored nodes of which something is to be written."""
        for ref, row in self.held.nodes.items():
            if ref not in self.here:
                _, props = self.left.get(ref, (None, None))
                if written := _written(props, row, self._steps(ref)):
                    yield row.label, {"id": row.id, "props": written}
        for ref, node in self._nodes():
            if (held := self.held.nodes.get(ref)) and (written := _written(self._differing_node(node, held), held, self._steps(ref))):
                yield held.label, {"id": node.id, "props": written}

    def _differing_node(self, node: Node, held: HeldNode) -> Row | None:
        """What a row of the dataset changes of a stored node, if anything."""
        props, retired = own(node), self.dataset.retired.get(mark(node))
        there = not held.retired_on or bool(retired)
        datasets = sorted({*(held.datasets if there else ()), self.dataset.name})
        kept = {"datasets": datasets, "cells": self.cells.get(mark(node)), "digest": digest(props), "retired_on": retired}
        self._count(held, kept).nodes += 1
        if all(getattr(held, name) == value for name, value in kept.items()):
            return None
        return {**nothing(node), **props, **kept}

    def _changed_relations(self) -> Iterator[tuple[Group, Row]]:
        """The same of relations."""
        for part in PARTS:
            held = self.held.part(part)
            for key, given, record in self._relations(part):
                if row := held.pop(key, None):
                    tie = _as_held(given, row)
                    differing = self._differing_relation(tie, record[0] if record else None, row)
                    if written := _written(differing, row, self.world.relation(tie)):
                        yield self._group(tie), _row(tie, key, written)
            for key, row in held.items():
                tie = self._left_tie(row)
                newly = tie.retired != row.retired_on
                self.report.retired.relationships += newly
                if written := _written({"retired_on": tie.retired} if newly else None, row, self.world.relation(tie)):
                    yield self._group(tie), _row(tie, key, written)

    def _differing_relation(self, tie: Tie, edge: Edge | None, held: HeldRelation) -> Row | None:
        props = own(edge) if edge else {}
        kept = {"digest": digest(props), "retired_on": tie.retired}
        self._count(held, kept).relationships += 1
        if all(getattr(held, name) == value for name, value in kept.items()):
            return None
        return {**(nothing(edge) if edge else {}), **props, **kept, "key": held.key}

    def _count(self, held: HeldNode | HeldRelation, kept: Row) -> Count:
        """Where a stored row that the dataset holds counts."""
        if held.retired_on and not kept["retired_on"]:
            return self.report.created
        if kept["retired_on"] and not held.retired_on:
            return self.report.retired
        return self.report.unchanged if held.digest == kept["digest"] else self.report.changed


def _as_held(tie: Tie, held: HeldRelation) -> Tie:
    """A relation between the ends that the store has it between: those of a symmetric one may be exchanged."""
    return tie._replace(subject=held.subject, object=held.object)


def _row(tie: Tie, key: str, props: Row) -> Row:
    return {"subject": tie.subject, "object": tie.object, "key": key, "props": props}


def _written(props: Row | None, held: HeldNode | HeldRelation, steps: Steps) -> Row | None:
    """What is written of a stored record, if anything: what differs, and its days, which may differ by themselves."""
    states = days(steps)
    return None if props is None and held.states == states["states"] else {**(props or {}), **states}
