"""Asking in tests: rows as tuples of their columns, without the claims."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.asking import Answer, Scope, ask
from graph.store import Store
from queries import CATALOGUE


def answer(
    store: Store,
    question: str,
    *,
    as_of: date | None = None,
    jurisdiction: str | None = None,
    min_confidence: str | None = None,
    **params: Any,
) -> Answer:
    """The answer of a question of the catalogue; ids in `params` are taken as they are."""
    asked = CATALOGUE[question]
    scope = Scope(as_of or date.today(), jurisdiction, min_confidence)
    return ask(store, asked, asked.params.model_validate(params), scope)


def rows(store: Store, question: str, **params: Any) -> list[tuple[Any, ...]]:
    """Its rows."""
    got = answer(store, question, **params)
    return [tuple(getattr(row, column) for column in type(row).columns()) for row in got.rows]
