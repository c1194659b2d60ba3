"""A made-up world of millions, shaped like the built-in data and around it, as files of the server's offline import.

Every made record copies one of the built-in data under an id and names of its own, so that labels, types, allowed ends, dates, roles,
states and confidence come as often as there. Ends are drawn by a power law (`LEAN`), built-in records among the others, but a whole has no
more parts than there. Places and models do not multiply: a larger world has no more jurisdictions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.export_admin import ARRAY, export_admin
from graph.ids import relation_key
from graph.kinds import kinds_of
from graph.reading import nodes, relations
from graph.schema import LABELS, TYPES
from graph.store import Row, Store

FIXED = ("Jurisdiction", "GovernanceModel")
NAMES = ("name", "name_zh", "short_name", "short_name_zh")
TIES = {"Figure": {"subject_id": "MEASURES"}, "Deal": {"licensor_id": "FROM_PARTY", "licensee_id": "TO_PARTY"}}
"""Columns of a record that are relationships, too."""
LEAN = 2.0
"""An end is the node of rank N·u^LEAN for u between 0 and 1: degrees fall with the rank to the power of 1/LEAN − 1."""
NUMBER, SUBJECT, OBJECT, SOURCES = "\x01", "\x02", "\x03", "\x04"
"""Places in the text of a copied record."""

Picks = npt.NDArray[np.int64]


class MadeWorld:
    """`MadeWorld(store, nodes, links).write(folder)`; the store holds the built-in data."""

    def __init__(self, store: Store, size: int, links: int) -> None:
        self._store, self._links = store, links
        self._chance = np.random.default_rng(1)
        self._rows = {label: list(nodes(store, label)) for label in LABELS}
        times = size / sum(map(len, self._rows.values()))
        self._count = {label: 0 if label in FIXED else round(len(rows) * (times - 1)) for label, rows in self._rows.items()}
        self._label = {row["id"]: label for label, rows in self._rows.items() if label != "Source" for row in rows}
        self._ids = {label: self._ranked(label) for label in LABELS}
        self.nodes = sum(len(rows) + self._count[label] for label, rows in self._rows.items())
        self.links = 0

    def write(self, folder: Path) -> None:
        """The files of the built-in data with all else appended, and the import's `import.args`."""
        export_admin(self._store, folder)
        ties: dict[str, list[str]] = defaultdict(list)
        for label, count in self._count.items():
            if count:
                _append(folder / f"{label}.csv", self._nodes(label, count, ties))
        built_in: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for type_ in (*TYPES, *ties):
            for row in relations(self._store, type_):
                self.links += 1
                if type_ in TYPES:
                    built_in[self._label[row["subject"]], type_, self._label[row["object"]]].append(row)
        for type_, lines in ties.items():
            self.links += len(lines)
            _append(folder / f"{type_}.csv", lines)
        groups = {group: rows for group, rows in built_in.items() if not {group[0], group[2]} <= {*FIXED}}
        times = (self._links - self.links) / sum(map(len, groups.values()))
        for group, rows in groups.items():
            _append(folder / f"{group[1]}.csv", self._relations(*group, rows, round(len(rows) * times)))

    def _ranked(self, label: str) -> list[str]:
        """All ids of a label in the order of their degrees to be."""
        ids = [row["id"] for row in self._rows[label]] + [f"x-{label.lower()}-{n}" for n in range(self._count[label])]
        return [ids[at] for at in self._chance.permutation(len(ids)).tolist()]

    def _pick(self, label: str, count: int, lean: float = LEAN) -> Picks:
        return (len(self._ids[label]) * self._chance.random(count) ** lean).astype(np.int64)

    def _sources(self, count: int) -> list[int]:
        return self._chance.integers(len(self._ids["Source"]) - 20, size=count).tolist()

    def _nodes(self, label: str, count: int, ties: dict[str, list[str]]) -> Iterator[str]:
        rows, sources, ids = self._rows[label], self._sources(count), self._ids["Source"]
        kinds = [name for name in kinds_of(label) if name != "id"]
        texts, cites = [self._copy(label, row, kinds) for row in rows], [len(row.get("sources", ())) for row in rows]
        ends = {column: self._ends([row[column] for row in rows], count) for column in TIES.get(label, {})}
        kept = [",".join(_cell(row[name]) for name in ("digest", "retired_on", "shown", "gone", "states")) for row in rows]
        for n, cited in enumerate(sources):
            at = n % len(rows)
            line = texts[at].replace(NUMBER, str(n)).replace(SOURCES, ARRAY.join(ids[cited : cited + cites[at]]))
            for column, others in ends.items():
                type_, id_, other = TIES[label][column], f"x-{label.lower()}-{n}", others[n]
                line = line.replace(f"{column}{OBJECT}", other)
                ties[type_].append(f'"{id_}","{other}","|{id_}|{type_}|{other}|",{kept[at]}\n')
            yield line

    def _ends(self, built_in: list[str], count: int) -> list[str]:
        """Ends of the labels that the built-in records have, record by record."""
        drawn = {label: self._pick(label, count).tolist() for label in {self._label[id_] for id_ in built_in}}
        labels = [self._label[id_] for id_ in built_in]
        return [self._ids[label][drawn[label][n]] for n in range(count) for label in [labels[n % len(labels)]]]

    def _copy(self, label: str, row: Row, kinds: list[str]) -> str:
        made = dict(row) | {name: f"{row[name]} {NUMBER}" for name in NAMES if row.get(name)}
        made |= {"aliases": [f"{alias} {NUMBER}" for alias in row.get("aliases") or ()]}
        made |= {"sources": [SOURCES] if row.get("sources") else [], "datasets": ["made"]}
        made |= {column: f"{column}{OBJECT}" for column in TIES.get(label, {})}
        return ",".join([f'"x-{label.lower()}-{NUMBER}"', *(_cell(made[name]) for name in kinds)]) + "\n"

    def _relations(self, subject: str, type_: str, obj: str, rows: list[Row], count: int) -> Iterator[str]:
        lean = 1.0 if type_ == "PART_OF" else LEAN
        pairs = np.stack([self._pick(subject, count, lean), self._pick(obj, count, lean)])
        if subject == obj:  # the later one comes first: no loops, no cycles
            pairs = np.stack([pairs.max(axis=0), pairs.min(axis=0)])[:, pairs[0] != pairs[1]]
        size = len(self._ids[obj])
        pairs = np.stack(np.divmod(np.unique(pairs[0] * size + pairs[1]), size))
        count = pairs.shape[1]
        self.links += count
        kinds, symmetric = list(kinds_of(type_)), TYPES[type_].symmetric
        texts = []
        for row in rows:
            start = row["start_date"]
            key = relation_key("made", SUBJECT, type_, OBJECT, start, symmetric=False)
            made = dict(row) | {"key": key, "sources": [SOURCES] if row["sources"] else []}
            texts.append(f'"{SUBJECT}","{OBJECT}",' + ",".join(_cell(made[name]) for name in kinds) + "\n")
        ids, froms, tos, cites = self._ids["Source"], self._ids[subject], self._ids[obj], [len(row["sources"]) for row in rows]
        copied = self._chance.integers(len(rows), size=count).tolist()
        for a, b, at, cited in zip(pairs[0].tolist(), pairs[1].tolist(), copied, self._sources(count), strict=True):
            one, other = froms[a], tos[b]
            if symmetric and other < one and subject == obj:
                one, other = other, one
            yield texts[at].replace(SUBJECT, one).replace(OBJECT, other).replace(SOURCES, ARRAY.join(ids[cited : cited + cites[at]]))


def _append(path: Path, lines: Iterable[str]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _cell(value: Any) -> str:
    """A value as the import reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return '"' + (ARRAY.join(value) if isinstance(value, list) else str(value)).replace('"', '""') + '"'
