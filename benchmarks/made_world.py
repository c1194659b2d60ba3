"""A made-up world of millions, shaped like the built-in data, as files of the server's offline import.

The world is many copies of the built-in data and the built-in data itself. Inside a copy everything is as there: which bodies govern a
topic, which steps make up a route, who cites which source. As many more links as are wanted join the copies: each copies a built-in link,
from some copy of its subject to some copy of its object, so that a relation stays between the kinds, roles and places that it joins there.
Which copies, chance says; at the ends that grow with a world (`HUBS`) a rank-size law, its exponent taken from the degrees that the
type has there. A whole has no more parts than there, and places and governance models are not copied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.derive import FOLDED
from graph.export_admin import ARRAY, export_admin
from graph.folding import kept
from graph.ids import relation_key
from graph.kinds import kinds_of
from graph.reading import nodes, relations
from graph.schema import ENTITY_LABELS, LABELS, RECORD_RELATIONS, TYPES
from graph.store import Row, Store

PLACE, MODEL = "Jurisdiction", "GovernanceModel"
INSIDE = "PART_OF"
"""The type that joins no copies."""
HUBS = {
    "APPROVED_BY": ("object",),
    "DEVELOPS": ("subject",),
    "INVESTED_IN": ("subject",),
    "ISSUED": ("subject",),
    "LISTED_ON": ("object",),
    "MEMBER_OF": ("object",),
    "OPERATES_IN": ("object",),
    "PARTNERS_WITH": ("subject", "object"),
    "SUBSIDIARY_OF": ("object",),
    "USES": ("object",),
}
"""Ends at which a larger world has larger hubs: companies in a market, on an exchange, in an association; products, holdings, rules."""
NAMES = ("name", "name_zh", "short_name", "short_name_zh")
ENDS = ("subject_id", "licensor_id", "licensee_id")
"""Columns of figures and deals that name a node."""
COPY, FORM, SUBJECT, OBJECT = "\x01", "\x04", "\x02", "\x03"
"""Places in the text of a copied record: which copy, the same inside a name as it is compared, and the ends of a relation."""

Picks = npt.NDArray[np.int64]


class MadeWorld:
    """`MadeWorld(store, nodes, links).write(folder)`; the store holds the built-in data."""

    def __init__(self, store: Store, size: int, links: int) -> None:
        self._store, self._wanted = store, links
        self._chance = np.random.default_rng(1)
        self._rows = {label: list(nodes(store, label)) for label in LABELS}
        self._label = {row["id"]: label for label, rows in self._rows.items() if label != "Source" for row in rows}
        built_in = sum(map(len, self._rows.values()))
        copied = built_in - len(self._rows[PLACE]) - len(self._rows[MODEL])
        self.copies = round((size - built_in) / copied)
        self._marks = ["", *(f"-x{n}" for n in range(1, self.copies + 1))]
        first = self._chance.integers(len(self._marks), size=len(self._label)).tolist()
        self._first: dict[str, int] = dict(zip(self._label, first, strict=True))
        self.nodes = built_in + self.copies * copied
        self.links = 0

    def write(self, folder: Path) -> None:
        """The files of the built-in data with all else appended, and the import's `import.args`."""
        export_admin(self._store, folder)
        for label, rows in self._rows.items():
            if label not in (PLACE, MODEL):
                _append(folder / f"{label}.csv", self._nodes(label, rows))
        links = {type_: list(relations(self._store, type_)) for type_ in (*TYPES, *RECORD_RELATIONS)}
        copied = {type_: [row for row in rows if self._is_copied(row)] for type_, rows in links.items()}
        self.links = sum(map(len, links.values())) + self.copies * sum(map(len, copied.values()))
        joining = {type_: [row for row in rows if self._joins(type_, row)] for type_, rows in copied.items()}
        each = round((self._wanted - self.links) / sum(map(len, joining.values())))
        for type_ in links:
            _append(folder / f"{type_}.csv", self._relations(type_, copied[type_], joining[type_], each))

    def _is_copied(self, row: Row) -> bool:
        labels = {self._label[row["subject"]], self._label[row["object"]]}
        return MODEL not in labels and labels != {PLACE}

    def _joins(self, type_: str, row: Row) -> bool:
        return type_ in TYPES and type_ != INSIDE and PLACE not in (self._label[row["subject"]], self._label[row["object"]])

    def _nodes(self, label: str, rows: list[Row]) -> Iterator[str]:
        kinds = [*(name for name in kinds_of(label) if name != "id"), *([FOLDED] if label in ENTITY_LABELS else [])]
        for row in rows:
            made = dict(row) | {name: row[name] + COPY for name in NAMES if row.get(name)}
            made |= {name: [alias + COPY for alias in row[name]] for name in ("aliases", "sources") if row.get(name)}
            made |= {name: row[name] + COPY for name in ENDS if row.get(name) and self._label[row[name]] not in (PLACE, MODEL)}
            made |= {"datasets": ["made"], FOLDED: [form + FORM for form in kept(row["id"], row)]}
            text = ",".join([_cell(row["id"] + COPY), *(_cell(made[name]) for name in kinds)]) + "\n"
            yield from (text.replace(COPY, mark).replace(FORM, mark[1:]) for mark in self._marks[1:])

    def _relations(self, type_: str, copied: list[Row], joining: list[Row], each: int) -> Iterator[str]:
        for row in copied:
            marks = self._marks[1:]
            yield from self._lines(type_, row, zip(marks, marks, strict=True))
        hubs = HUBS.get(type_, ())
        laws = [self._law(Counter(row[end] for row in joining) if end in hubs else Counter()) for end in ("subject", "object")]
        for row in joining:
            pairs = self._pairs(row, laws, each)
            self.links += len(pairs)
            yield from self._lines(type_, row, ((self._marks[a], self._marks[b]) for a, b in pairs.tolist()))

    def _law(self, degrees: Counter[str]) -> npt.NDArray[np.float64]:
        """Cumulated shares of the copies of a node by their rank: falling as the degrees do in the built-in data, else even."""
        sizes = np.log(sorted(degrees.values(), reverse=True))
        fall = -np.polyfit(np.log(np.arange(1, len(sizes) + 1)), sizes, 1)[0] if len(sizes) > 1 else 0.0
        shares = np.cumsum(np.arange(1, len(self._marks) + 1) ** -fall)
        return np.asarray(shares / shares[-1])

    def _pairs(self, row: Row, laws: list[npt.NDArray[np.float64]], count: int) -> Picks:
        """Different pairs of different copies; which copy of a node comes first is the node's own."""
        found = np.empty((0, 2), dtype=np.int64)
        while len(found) < count:
            ends = zip(("subject", "object"), laws, strict=True)
            ranks = [np.searchsorted(law, self._chance.random(count)) + self._first[row[end]] for end, law in ends]
            drawn = np.stack(ranks, axis=1) % len(self._marks)
            found = np.unique(np.concatenate([found, drawn[drawn[:, 0] != drawn[:, 1]]]), axis=0)
        return found[np.sort(self._chance.permutation(len(found))[:count])]

    def _lines(self, type_: str, row: Row, marks: Iterable[tuple[str, str]]) -> Iterator[str]:
        tie = type_ in RECORD_RELATIONS
        key = f"|{SUBJECT}|{type_}|{OBJECT}|" if tie else relation_key("made", SUBJECT, type_, OBJECT, row["start_date"], symmetric=False)
        made = dict(row) | {"key": key, "sources": [id_ + COPY for id_ in row.get("sources") or ()]}
        text = f'"{SUBJECT}","{OBJECT}",' + ",".join(_cell(made[name]) for name in kinds_of(type_)) + "\n"
        symmetric = type_ in TYPES and TYPES[type_].symmetric
        fixed = [self._label[row[end]] in (PLACE, MODEL) for end in ("subject", "object")]
        for a, b in marks:
            one, other = row["subject"] + (a, "")[fixed[0]], row["object"] + (b, "")[fixed[1]]
            if symmetric and other < one:
                one, other = other, one
            yield text.replace(SUBJECT, one).replace(OBJECT, other).replace(COPY, a)


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
