"""A tiny world in a few lines of text, for literal expected rows beside it.

    Agency nmpa jurisdiction=cn                        an entity: label, id, fields
    nmpa REGULATES ai role=market-approval;quality     a relation: subject, type, object, fields
    Figure f1 subject_id=ai measure=size value=3       a figure or deal, by its fields
    Source s2 date=2024-05                             a source

Names default to the id, confidence to verified, sources to s1 (which is always there); values with blanks stand in quotes.
"""

from __future__ import annotations

import shlex
from typing import Any

from graph.dataset import Dataset, Origin
from graph.engines.embedded import EmbeddedStore
from graph.load import load
from graph.schema import LABELS, TYPES
from graph.store import Store


def records(text: str, name: str = "tiny", *, source: bool = True) -> Dataset:
    """The dataset that a text describes; without `source` it cites s1 and does not hold it."""
    dataset = Dataset(name, labels=frozenset(LABELS), relations=True)
    if source:
        dataset.nodes.append((LABELS["Source"].model_validate({"id": "s1", "title": "First source"}), Origin("tiny", 0)))
    for number, line in enumerate(text.strip().splitlines(), start=1):
        if not (words := shlex.split(line, comments=True)):
            continue
        fields: dict[str, Any] = dict(word.split("=", 1) for word in words if "=" in word)
        head = [word for word in words if "=" not in word]
        origin = Origin("tiny", number)
        if head[0] == "Source":
            dataset.nodes.append((LABELS["Source"].model_validate({"id": head[1], "title": head[1], **fields}), origin))
            continue
        fields = {"confidence": "verified", "sources": "s1"} | fields
        if head[0] in LABELS:
            named = {} if head[0] == "Figure" else {"name": head[1]}
            dataset.nodes.append((LABELS[head[0]].model_validate({"id": head[1], **named, **fields}), origin))
        else:
            subject, type_, obj = head
            dataset.edges.append((TYPES[type_].model_validate({"subject_id": subject, "object_id": obj, **fields}), origin))
    return dataset


def tiny(text: str) -> Store:
    """An embedded store in memory that holds the world of a text."""
    store = EmbeddedStore(":memory:")
    load(store, records(text))
    return store
