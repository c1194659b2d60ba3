"""What a server keeps of an entity's names, so that an index finds a name however it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.derive import FOLDED
from graph.matching import LONGEST, folded
from graph.schema import ENTITY_LABELS
from graph.store import Row


def kept(id_: str, row: Mapping[str, Any]) -> list[str]:
    """The names of an entity as they are compared, without those that are too long for the index."""
    return [form for form in folded(id_, row) if len(form) <= LONGEST]


def with_names(label: str, id_: str, props: Row) -> Row:
    """Properties of a node that is new, with its names as they are compared if it is an entity."""
    return {**props, FOLDED: kept(id_, props)} if label in ENTITY_LABELS else props


def changing(label: str, row: Row) -> Row:
    """A row of a change, with the names as they are compared beside its properties where names are among these."""
    return {**row, FOLDED: kept(row["id"], row["props"])} if label in ENTITY_LABELS and "name" in row["props"] else row
