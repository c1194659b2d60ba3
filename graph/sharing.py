"""Entities and sources that several datasets hold: one node, each field of which may come from another of them.

Equal and empty cells agree, and so does an unverified claim with whatever another dataset says of its confidence; cells that differ do
not. Which dataset gave which field is kept beside the node (`cells`, as `"dataset field"`), so that each may change or drop its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.dataset import Origin
from graph.derive import file_of
from graph.errors import Problem
from graph.reading import own_fields
from graph.schema import LABELS, Node
from graph.store import Row

Givers = dict[str, set[str]]
"""Field -> datasets that gave it."""


def is_empty(field: str, value: Any) -> bool:
    """Whether a cell leaves the word to others."""
    return value in (None, [], "") or (field == "confidence" and value == "unverified")


def merge(node: Node, held: Row, dataset: str, origin: Origin) -> tuple[Node, list[str], list[Problem]]:
    """A dataset's row of a node that others hold too: with their cells where its own are empty; `cells`; cells that differ."""
    label = type(node).__name__
    theirs, givers = own_fields(label, held), _givers(label, held)
    own, problems = dict(node.__dict__), []
    for field, value in node.__dict__.items():
        others = sorted(givers.get(field, set()) - {dataset})
        givers[field] = {*others, *(() if is_empty(field, value) else (dataset,))}
        if not others or value == theirs[field]:
            continue
        if is_empty(field, value):
            own[field] = theirs[field]
        else:
            text = f"differs from {_shown(theirs[field])} in {others[0]}/{file_of(label)}.csv; make the cells equal or leave one empty"
            problems.append(origin.problem("source_ids" if field == "sources" else field, _cell(value), text))
    return LABELS[label].model_construct(**own), _cells(givers), problems


def without(label: str, held: Row, dataset: str) -> tuple[Node, list[str] | None]:
    """What is left of a node when a dataset no longer holds it, and `cells`; None where one dataset is left."""
    givers = {field: given - {dataset} for field, given in _givers(label, held).items()}
    fields = own_fields(label, held)
    own = {f: value if f == "id" or givers.get(f) else _nothing(f, value) for f, value in fields.items()}
    return LABELS[label].model_construct(**own), _cells(givers) if len(held["datasets"]) > 2 else None


def given_by(label: str, held: Row, dataset: str) -> dict[str, Any]:
    """Fields of a stored node that a dataset gave; null for the others."""
    fields = own_fields(label, held)
    if not held["cells"]:
        return fields
    givers = _givers(label, held)
    return {f: value if f == "id" or dataset in givers.get(f, ()) else None for f, value in fields.items()}


def _givers(label: str, held: Row) -> Givers:
    if held["cells"]:
        out: Givers = {}
        for dataset, field in (cell.split(" ") for cell in held["cells"]):
            out.setdefault(field, set()).add(dataset)
        return out
    return {field: set(held["datasets"]) for field, value in own_fields(label, held).items() if not is_empty(field, value)}


def _cells(givers: Mapping[str, Iterable[str]]) -> list[str]:
    return sorted(f"{dataset} {field}" for field, given in givers.items() for dataset in given)


def _nothing(field: str, value: Any) -> Any:
    return "unverified" if field == "confidence" else [] if isinstance(value, list) else None


def _cell(value: Any) -> str:
    return ";".join(value) if isinstance(value, list) else str(value)


def _shown(value: Any) -> str:
    return repr(_cell(value))
