"""The parts of an answer in the form that the page reads, whatever form they come in; what does not fit is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graph.page.plain import plain, text, texts

DAY = re.compile(r"\d{4}-\d\d-\d\d")
STEP = re.compile(r"\d{4}-\d\d-\d\d \S.*", re.S)
CLAIM_LISTS = ("sources", "role")
CLAIM_TEXTS = (
    "kind", "subject", "type", "object", "effect", "state", "detail", "confidence", "start_date", "end_date", "measure", "unit",
    "qualifier", "period", "name", "licensor_id", "licensee_id",
)  # fmt: skip


def rows(value: object) -> list[dict[str, Any]]:
    """Rows as mappings from column to value; `claims` a list of ids."""
    found = [plain(row) for row in _list(value) if isinstance(row, Mapping)]
    return [{**row, "claims": texts(row.get("claims"))} for row in found]


def claims(value: object) -> dict[str, dict[str, Any]]:
    """Claims by their id; every field that the page writes is text or absent."""
    found = records(value)
    for claim in found.values():
        for field in CLAIM_LISTS:
            claim[field] = texts(claim.get(field))
        for field in CLAIM_TEXTS:
            if claim.get(field) is not None:
                claim[field] = text(claim[field])
    return found


def entities(value: object) -> dict[str, dict[str, Any]]:
    """Entities by id; names, label and place are text or absent."""
    return {key: {field: _said(item) for field, item in entity.items()} for key, entity in records(value).items()}


def _said(item: object) -> str | list[str] | None:
    return None if item is None else texts(item) if isinstance(item, (list, tuple)) else text(item)


def records(value: object) -> dict[str, dict[str, Any]]:
    """Mappings by their id."""
    if not isinstance(value, Mapping):
        return {}
    return {text(key): dict(plain(item)) for key, item in value.items() if isinstance(item, Mapping)}


def history(value: object) -> list[dict[str, Any]]:
    """Answers of other days, in order; a row may be its place in the list of past rows."""
    found = []
    for past in _list(value):
        if isinstance(past, Mapping) and isinstance(past.get("as_of"), str) and DAY.fullmatch(past["as_of"]):
            mixed = [row if isinstance(row, int) else rows([row])[0] for row in _list(past.get("rows")) if isinstance(row, (int, Mapping))]
            found.append({"as_of": past["as_of"], "rows": mixed, "sentence": both(past.get("sentence"))})
    return found


def story(value: object) -> list[dict[str, Any]]:
    """Steps with a title, a text and a view, each in both languages."""
    return [
        {"title": both(step.get("title")), "text": both(step.get("text")), "view": records({"view": step.get("view")}).get("view", {})}
        for step in _list(value)
        if isinstance(step, Mapping)
    ]


def days(value: object) -> list[str]:
    """Whole days of the calendar, as text."""
    return [day for day in texts(value) if DAY.fullmatch(day)]


def states(value: object) -> list[str]:
    """Steps of a state: a day and the word that holds from it."""
    return [step for step in texts(value) if STEP.fullmatch(step)]


def links(value: object) -> dict[str, list[str]]:
    """Where else an entity is shown."""
    return {text(key): texts(item) for key, item in value.items() if item} if isinstance(value, Mapping) else {}


def both(value: object) -> dict[str, str] | None:
    """A text in both languages; one that comes in a single language stands for both."""
    if isinstance(value, Mapping):
        first = next((item for item in value.values() if item), "")
        return {lang: text(value.get(lang) or first) for lang in ("en", "zh")}
    return None if value in (None, "") else {"en": text(value), "zh": text(value)}


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []
