"""Moving a graph from one store into another, as it stands: datasets, history and all."""

from __future__ import annotations

from uuid import uuid4

from graph.derive import all_types
from graph.errors import Empty, StoreError
from graph.reading import nodes, relations
from graph.report import LoadReport
from graph.schema import LABELS
from graph.store import Change, Progress, Row, Store, quiet, relation_rows, steady

TIE = ("subject", "object")


def copy(source: Store, target: Store, progress: Progress = quiet) -> LoadReport:
    """Make the target hold what the source holds; a second time it changes nothing.

    Raises: Empty; StoreError where the target holds records that the source does not know; Locked, Outdated.
    """
    target.prepare(progress)
    change, report = steady(source, lambda _: _compared(source, target))
    if change.size():
        target.write(change, progress)
    return report


def _compared(source: Store, target: Store) -> tuple[Change, LoadReport]:
    """What has to be written, and what that will have done."""
    change, new_nodes, new_relations = Change(uuid4().hex, target.version()), list[tuple[str, Row]](), relation_rows()
    report = LoadReport(target.name, f"copy of {source.name}")
    labels: dict[str, str] = {}
    foreign: list[str] = []
    for label in LABELS:
        there = {row["id"]: row for row in nodes(target, label)}
        for row in nodes(source, label):
            if label != "Source":
                labels[row["id"]] = label
            held = there.pop(row["id"], None)
            if held == row:
                report.unchanged.nodes += 1
                continue
            (report.changed if held else report.created).nodes += 1
            written = {"id": row["id"], "props": _props(row, held, "id")}
            if held:
                change.nodes.setdefault(label, []).append(written)
            else:
                new_nodes.append((label, written))
        foreign += there
    for type_ in all_types():
        present = {row["key"]: row for row in relations(target, type_)}
        for row in relations(source, type_):
            held = present.pop(row["key"], None)
            if held == row:
                report.unchanged.relationships += 1
                continue
            (report.changed if held else report.created).relationships += 1
            group = (labels[row["subject"]], type_, labels[row["object"]])
            ends = {end: row[end] for end in TIE}
            written = {**ends, "key": row["key"], "props": _props(row, held, *TIE)}
            if held:
                change.relations.setdefault(group, []).append(written)
            else:
                new_relations.append((group, written))
        foreign += present
    if not labels:
        raise Empty(source.name)
    if foreign:
        some = ", ".join(sorted(foreign)[:3])
        raise StoreError(f"{target.name} holds {len(foreign)} records that {source.name} does not ({some}); copy into an empty store")
    change.new_nodes, change.new_relations = new_nodes, new_relations
    return change, report


def _props(row: Row, held: Row | None, *ends: str) -> Row:
    """What is written: of a new record what is there, of a changed one also what is not."""
    return {k: v for k, v in row.items() if k not in ends and (v is not None or held)}
