"""Rows in, records out: every column is read or an error, every wrong cell is listed with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from graph.dataset import Dataset, Origin, mark
from graph.derive import REQUIRED, RETIRED, columns, labels_of
from graph.errors import Problem, SourceError
from graph.ids import relation_key
from graph.schema import LABELS, TYPES, Edge, Node, Record
from graph.schema.values import Day
from loaders.tables import read_table

_DAY = TypeAdapter(Day)
Row = dict[str, str]
"""Column -> cell; empty cells are left out. Reading a row pops what it uses."""


@dataclass(frozen=True)
class Loader:
    """One domain: its file, and the function that turns a row into the class it is of and that class's fields.

    `expect` is the plausible number of rows of the built-in file.
    """

    id: str
    title: str
    publisher: str
    licence: str
    expect: tuple[int, int]
    read: Callable[[Row], tuple[type[Record], dict[str, Any]]]

    @property
    def file(self) -> str:
        """Its file name, without the ending."""
        return self.id


def entity(default: str | None) -> Callable[[Row], tuple[type[Record], dict[str, Any]]]:
    """A reader of rows of entities; `default` is the label of rows that name none."""

    def read(row: Row) -> tuple[type[Record], dict[str, Any]]:
        label = row.pop("label", default)
        if label not in LABELS:
            raise Cell("label", label or "", f"is not a label; take one of {', '.join(labels_of('entities'))}")
        return LABELS[label], claim(row)

    return read


def claim(row: Row) -> dict[str, Any]:
    """What is left of a row, as fields: `source_ids` become `sources`, no confidence means unverified."""
    fields: dict[str, Any] = dict(row)
    row.clear()
    if (sources := fields.pop("source_ids", None)) is not None:
        fields["sources"] = sources
    fields.setdefault("confidence", "unverified")
    return fields


class Cell(Exception):
    """A cell that stops its row from being read at all."""

    def __init__(self, column: str, value: str, text: str) -> None:
        super().__init__(text)
        self.column, self.value, self.text = column, value, text


@cache
def _adapter(record: type[Record]) -> TypeAdapter[list[Record]]:
    return TypeAdapter(list[record])  # type: ignore[valid-type]


def read_files(files: Iterable[tuple[Loader, Path]], name: str, shown: Callable[[Path], str] = str) -> Dataset:
    """Read and validate files as one dataset. Raises: SourceError, with the wrong cells of all of them."""
    dataset, problems = Dataset(name), list[Problem]()
    labels: set[str] = set()
    retired: dict[str, str] = {}
    for loader, path in files:
        try:
            _read(loader, path, shown(path), dataset, problems, retired)
        except SourceError as error:
            problems += error.problems
        labels.update(labels_of(loader.file))
        dataset.relations |= loader.file == "relations"
    if problems:
        raise SourceError(problems)
    dataset.labels, dataset.retired = frozenset(labels), retired
    return dataset


def _read(loader: Loader, path: Path, shown: str, dataset: Dataset, problems: list[Problem], retired: dict[str, str]) -> None:
    heading, rows = read_table(path, shown)
    heading = _heading(loader.file, heading, shown)
    batches: dict[type[Record], list[tuple[Origin, dict[str, Any]]]] = {}
    for line, cells in rows:
        origin = Origin(shown, line)
        if len(cells) != len(heading):
            side = "more" if len(cells) > len(heading) else "fewer"
            text = f"has {len(cells)} cells, {side} than the {len(heading)} of the heading; quote cells that hold commas"
            problems.append(origin.problem("", None, text))
            continue
        row = {column: cell for column, cell in zip(heading, cells, strict=True) if cell and not cell.isspace()}
        try:
            record, fields = loader.read(row)
        except Cell as bad:
            problems.append(origin.problem(bad.column, bad.value, bad.text))
            continue
        if record.__name__ not in labels_of(loader.file) and not issubclass(record, Edge):
            problems.append(
                origin.problem("label", record.__name__, f"does not belong into this file, which holds {', '.join(labels_of(loader.file))}")
            )
            continue
        batches.setdefault(record, []).append((origin, fields))
    for record, batch in batches.items():
        _validate(record, batch, dataset, problems, retired)


def _validate(
    record: type[Record], batch: list[tuple[Origin, dict[str, Any]]], dataset: Dataset, problems: list[Problem], retired: dict[str, str]
) -> None:
    days = [_retired_on(fields, origin, problems) for origin, fields in batch]
    try:
        records = _adapter(record).validate_python([fields for _, fields in batch])
    except ValidationError as error:
        problems.extend(_problems(record, batch, error))
        return
    for made, (origin, _), day in zip(records, batch, days, strict=True):
        if isinstance(made, Node):
            dataset.nodes.append((made, origin))
        elif isinstance(made, Edge):
            dataset.edges.append((made, origin))
        if day:
            retired[_ref(made, dataset.name)] = day


def _ref(made: Record, dataset: str) -> str:
    if isinstance(made, Edge):
        type_ = next(t for t, edge in TYPES.items() if edge is type(made))
        return relation_key(dataset, made.subject_id, type_, made.object_id, made.start_date, symmetric=made.symmetric)
    return mark(made) if isinstance(made, Node) else ""


def _retired_on(fields: dict[str, Any], origin: Origin, problems: list[Problem]) -> str | None:
    """Take the day on which a row was retired out of its fields."""
    if (day := fields.pop(RETIRED, None)) is None:
        return None
    try:
        return _DAY.validate_python(day)
    except ValidationError as error:
        problems.append(origin.problem(RETIRED, day, error.errors()[0]["msg"]))
        return None


def _problems(record: type[Record], batch: list[tuple[Origin, dict[str, Any]]], error: ValidationError) -> Iterator[Problem]:
    for wrong in error.errors(include_url=False):
        at, *where = wrong["loc"]
        origin, fields = batch[int(at)]
        column = str(where[0]) if where else "confidence"
        value = wrong["input"] if where else fields.get("confidence")
        text = {
            "missing": f"is missing; a {record.__name__} needs it",
            "extra_forbidden": f"does not belong to {record.__name__}; leave the cell empty",
        }.get(wrong["type"], wrong["msg"])
        yield origin.problem("source_ids" if column == "sources" else column, None if wrong["type"] == "missing" else value, text)


def _heading(file: str, heading: list[str], shown: str) -> list[str]:
    names = [name.strip() for name in heading]
    known = (*columns(file), RETIRED)
    problems = []
    for name in names:
        if name not in known:
            near = process.extractOne(name, known, score_cutoff=70)
            hint = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(known[:-1])}"
            problems.append(Problem(shown, 1, name or "(blank)", "", f"is not a column of {file}; {hint}"))
    problems += [
        Problem(shown, 1, name, "", "stands twice; keep one") for name in dict.fromkeys(names) if names.count(name) > 1 and name in known
    ]
    problems += [
        Problem(shown, 1, name, "", f"is missing; {file} needs it (`ecomap schema --csv {file}`)")
        for name in REQUIRED[file]
        if name not in names
    ]
    if problems:
        raise SourceError(problems)
    return names
