"""What a loader is: one domain's file, and how a row of it becomes the fields of a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.derive import labels_of
from graph.schema import LABELS, Record

Row = dict[str, str]
"""Column -> cell; empty cells are left out. Reading a row pops what it uses and hands on the rest as fields."""


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
            what = "is not a label" if label else "is missing"
            raise Cell("label", label or "", f"{what}; take one of {', '.join(labels_of('entities'))}")
        return LABELS[label], claim(row)

    return read


def claim(row: Row) -> dict[str, Any]:
    """What is left of a row, as fields: `source_ids` become `sources`, no confidence means unverified."""
    fields: dict[str, Any] = row
    if (sources := row.pop("source_ids", None)) is not None:
        fields["sources"] = sources
    fields.setdefault("confidence", "unverified")
    return fields


class Cell(Exception):
    """A cell that stops its row from being read at all."""

    def __init__(self, column: str, value: str, text: str) -> None:
        super().__init__(text)
        self.column, self.value, self.text = column, value, text
