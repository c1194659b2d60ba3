"""The files of a load as plain rows, for those that validate nothing. Needs nothing but Python."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Nodes = dict[str, list[dict[str, Any]]]
"""Label -> rows."""
Relations = dict[tuple[str, str, str], list[dict[str, Any]]]
"""(label, type, label) -> rows of `a`, `b`, `key` and `props`."""


def rows_of(folder: Path) -> tuple[Nodes, Relations]:
    """Nodes and relationships as they stand in the files."""
    nodes: Nodes = {}
    label: dict[str, str] = {}
    with open(folder / "entities.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label[row["id"]] = row.pop("label")
            nodes.setdefault(label[row["id"]], []).append(row)
    relations: Relations = {}
    with open(folder / "relations.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            a, t, b = row.pop("subject_id"), row.pop("type"), row.pop("object_id")
            relations.setdefault((label[a], t, label[b]), []).append({"a": a, "b": b, "key": f"{a}|{t}|{b}", "props": row})
    return nodes, relations


def batches(rows: list[Any], size: int = 10_000) -> Iterator[list[Any]]:
    """Rows in messages of a size."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
