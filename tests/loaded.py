"""A small world to load, and what a store holds and a load says afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.reading import nodes, relations
from graph.report import LoadReport
from graph.schema import LABELS, RECORD_RELATIONS, TYPES
from graph.store import Store

DAY = date(2026, 3, 1)

WORLD = """
Agency nmpa jurisdiction=cn
Market ai
Market imaging
Policy plan start_date=2027
Figure f1 subject_id=ai measure=size value=1 sources=s2
Deal d1 licensor_id=acme licensee_id=maker
Company acme
Company maker
Source s2 date=2025-02
imaging PART_OF ai
nmpa REGULATES ai role=data
plan TARGETS imaging
"""
NOTHING = {"created": (0, 0), "changed": (0, 0), "retired": (0, 0)}


def everything(store: Store) -> list[Any]:
    """All that is stored."""
    return [list(nodes(store, label)) for label in LABELS] + [list(relations(store, t)) for t in (*TYPES, *RECORD_RELATIONS)]


def counts(report: LoadReport) -> dict[str, tuple[int, int]]:
    """Nodes and relationships created, changed, retired."""
    return {n: (c.nodes, c.relationships) for n in ("created", "changed", "retired") for c in [getattr(report, n)]}
