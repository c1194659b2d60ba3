"""Files into records: every column is read or an error, every wrong cell is listed with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from graph.dataset import Dataset, Origin, mark, mark_of
from graph.derive import REQUIRED, RETIRED, columns, labels_of
from graph.errors import Problem, SourceError
from graph.fingerprint import Fingerprint
from graph.ids import relation_key
from graph.pausing import without_collection
from graph.schema import Edge, Node, Record, Source, relationship_type
from graph.schema.values import Day, split
from loaders.base import Cell, Loader
from loaders.tables import read_table

BATCH = 100
"""Rows of a kind that are validated at once; more would leave the processor's cache before they are stored."""

Fields = dict[str, Any]
_DAY = TypeAdapter(Day)
_ANY: set[str] = set()


@cache
def _adapter(record: type[Record]) -> TypeAdapter[list[Record]]:
    return TypeAdapter(list[record])  # type: ignore[valid-type]


def read_files(files: Iterable[tuple[Loader, Path]], name: str, shown: Callable[[Path], str] = str) -> Dataset:
    """Read and validate files as one dataset; its `problems` are the wrong cells of all of them.

    Raises: SourceError where a file cannot be read to its end, since what cites its rows would seem wrong too.
    """
    reading, unreadable = _Reading(name), list[Problem]()
    with without_collection():
        for loader, path in files:
            try:
                reading.read(loader, path, shown(path))
            except SourceError as error:
                unreadable += error.problems
    if unreadable:
        raise SourceError([*unreadable, *reading.dataset.problems])
    reading.dataset.fingerprint = str(reading.fingerprint)
    return reading.dataset


class _Reading:
    def __init__(self, name: str) -> None:
        self.dataset = Dataset(name)
        self.fingerprint = Fingerprint(name)
        self.retired: dict[str, str] = {}
        self.dataset.retired = self.retired

    def read(self, loader: Loader, path: Path, shown: str) -> None:
        """One file."""
        allowed = labels_of(loader.file)
        self.dataset.labels |= set(allowed)
        self.dataset.relations |= loader.file == "relations"
        self.fingerprint.add(f"\0{loader.file}\0")
        cells, rows = read_table(path, shown, self.fingerprint)
        heading = _heading(loader.file, cells, shown)
        batches: dict[type[Record], list[tuple[Origin, Fields]]] = {}
        for line, cells in rows:
            origin = Origin(shown, line)
            try:
                record, fields = loader.read(_row(heading, cells))
                if record.__name__ not in allowed and not issubclass(record, Edge):
                    raise Cell("label", record.__name__, f"does not belong into this file, which holds {', '.join(allowed)}")
            except Cell as bad:
                self.dataset.problems.append(origin.problem(bad.column, bad.value, bad.text))
                self._spoil(loader.file == "sources", dict(zip(heading, cells, strict=False)), origin, {bad.column})
                continue
            batch = batches.setdefault(record, [])
            batch.append((origin, fields))
            if len(batch) == BATCH:
                self._validate(record, batch)
                batch.clear()
        for record, batch in batches.items():
            self._validate(record, batch)

    def _validate(self, record: type[Record], batch: list[tuple[Origin, Fields]]) -> None:
        days = {n: fields.pop(RETIRED) for n, (_, fields) in enumerate(batch) if RETIRED in fields}
        try:
            records = _adapter(record).validate_python([fields for _, fields in batch])
        except ValidationError as error:
            wrong: dict[int, set[str]] = {}
            for one in error.errors(include_url=False, include_context=False):
                wrong.setdefault(int(one["loc"][0]), set()).update(str(part) for part in one["loc"][1:2])
            self.dataset.problems.extend(_problems(record, batch, error))
            for n, columns_ in wrong.items():
                self._spoil(record is Source, batch[n][1], batch[n][0], columns_)
            self._validate(record, [(o, f | ({RETIRED: days[n]} if n in days else {})) for n, (o, f) in enumerate(batch) if n not in wrong])
            return
        for made in records:  # which fields were given is asked by nobody, and would take nearly half of the memory
            object.__setattr__(made, "__pydantic_fields_set__", _ANY)
        kept: list[tuple[Any, Origin]] = [(made, origin) for made, (origin, _) in zip(records, batch, strict=True)]
        if issubclass(record, Edge):
            self.dataset.edges.extend(kept)
        else:
            self.dataset.nodes.extend(kept)
        for n, day in days.items():
            self._retire(records[n], batch[n][0], day)

    def _spoil(self, is_source: bool, fields: Fields, origin: Origin, wrong: set[str]) -> None:
        """Note the id of a row with wrong cells, so that what cites it is not called wrong too, and what its right cells cite."""
        self.dataset.spoilt.add(mark_of(str(fields.get("id", "")).strip(), is_source))
        for column, what in _CITING.items():
            if column in fields and column not in wrong:
                shown = "source_ids" if what == "source" else column
                self.dataset.cited += [(origin, shown, id_, what) for id_ in split(str(fields[column]))]

    def _retire(self, record: Record, origin: Origin, day: str) -> None:
        try:
            self.retired[_ref(record, self.dataset.name)] = _DAY.validate_python(day)
        except ValidationError as error:
            self.dataset.problems.append(origin.problem(RETIRED, day, error.errors()[0]["msg"]))


_CITING = {
    **dict.fromkeys(("subject_id", "object_id", "licensor_id", "licensee_id"), "entity"),
    **dict.fromkeys(("sources", "source_ids"), "source"),
    "jurisdiction": "jurisdiction",
}
"""Columns that cite something, and what."""


def _row(heading: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Column -> cell, without those that are empty. Raises: Cell."""
    if len(cells) != len(heading):
        side = "more" if len(cells) > len(heading) else "fewer"
        raise Cell("", "", f"has {len(cells)} cells, {side} than the {len(heading)} of the heading; quote cells that hold commas")
    if any(map(str.isspace, cells)):
        cells = ["" if cell.isspace() else cell for cell in cells]
    return dict(compress(zip(heading, cells, strict=True), cells))


def _ref(made: Record, dataset: str) -> str:
    if isinstance(made, Edge):
        type_ = relationship_type(type(made))
        return relation_key(dataset, made.subject_id, type_, made.object_id, made.start_date, symmetric=made.symmetric)
    return mark(made) if isinstance(made, Node) else ""


def _problems(record: type[Record], batch: list[tuple[Origin, Fields]], error: ValidationError) -> Iterator[Problem]:
    for wrong in error.errors(include_url=False):
        at, *where = wrong["loc"]
        origin, fields = batch[int(at)]
        column = str(where[0]) if where else str(wrong.get("ctx", {}).get("column", ""))
        value = None if wrong["type"] == "missing" else fields.get(column)
        text = {
            "missing": f"is missing; every {record.__name__} needs one",
            "extra_forbidden": f"does not belong to {record.__name__}; leave the cell empty",
            "literal_error": f"is not one of {wrong.get('ctx', {}).get('expected', '')}",
        }.get(wrong["type"], wrong["msg"])
        yield origin.problem("source_ids" if column == "sources" else column, value, text)


def _heading(file: str, cells: Sequence[str], shown: str) -> list[str]:
    names = [name.strip() for name in cells]
    known = (*columns(file), RETIRED)
    if len(names) == 1 and (sign := next((s for s in ";\t|" if s in names[0]), None)):
        raise SourceError([Problem(shown, 1, "", names[0], f"is separated by {sign!r}; save the file with commas between the cells")])
    problems = [
        Problem(shown, 1, name, "", "stands twice; keep one") for name in dict.fromkeys(names) if names.count(name) > 1 and name in known
    ]
    for name in names:
        if name not in known:
            near = process.extractOne(name, known, score_cutoff=70)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(known[:-1])}"
            problems.append(Problem(shown, 1, name or "(blank)", "", f"is not a column of {file}; {hint}"))
    problems += [
        Problem(shown, 1, name, "", f"is missing; {file} needs it (`ecomap schema --csv {file}` prints the heading)")
        for name in REQUIRED[file]
        if name not in names
    ]
    if problems:
        raise SourceError(problems)
    return names
