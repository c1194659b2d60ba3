"""The words of the schema in both languages, as pages and tables show them."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.schema.edge import relationship_type
from graph.schema.edges import EDGES
from graph.schema.nodes import NODES
from graph.schema.words import (
    COLOURS,
    Confidence,
    DealKind,
    DealStatus,
    Effect,
    Function,
    Group,
    Layer,
    Lever,
    PolicySubtype,
    State,
    Status,
    Word,
)


def _both(words: type[Word]) -> dict[str, dict[str, str]]:
    return {word.value: {"en": word.en, "zh": word.zh} for word in words}


@cache
def vocabulary() -> dict[str, dict[str, dict[str, str]]]:
    """Set of words -> word -> language -> what a reader sees; labels name their group, relations their inverse."""
    statuses = _both(Status) | _both(State)
    return {
        "groups": {g.value: {"en": g.en, "zh": g.zh, "light": COLOURS[g][0], "dark": COLOURS[g][1]} for g in Group},
        "labels": {n.__name__: {"en": n.words[0], "zh": n.words[1], "group": n.group.value} for n in NODES},
        "relations": {
            relationship_type(e): {"en": e.words.en, "en_inv": e.words.en_inverse, "zh": e.words.zh, "zh_inv": e.words.zh_inverse}
            for e in EDGES
        }
        | RECORD_RELATIONS,
        "functions": _both(Function),
        "levers": _both(Lever),
        "effects": _both(Effect),
        "layers": _both(Layer),
        "policy_subtypes": _both(PolicySubtype),
        "statuses": statuses,
        "confidence": _both(Confidence),
        "deal_kinds": _both(DealKind),
        "deal_statuses": _both(DealStatus),
    }


RECORD_RELATIONS: dict[str, dict[str, str]] = {
    "MEASURES": {"en": "Measures", "en_inv": "Figures", "zh": "衡量对象", "zh_inv": "相关数据"},
    "FROM_PARTY": {"en": "From", "en_inv": "Gave in the deal", "zh": "转让方", "zh_inv": "作为转让方的交易"},
    "TO_PARTY": {"en": "To", "en_inv": "Took in the deal", "zh": "受让方", "zh_inv": "作为受让方的交易"},
}
"""Relationships that tie a figure to its subject and a deal to its parties; they carry no claim of their own."""


def word(value: str, lang: str, *sets: str) -> str:
    """What a reader sees for a word of the data; the word itself where no set knows it.

    >>> word("market-approval", "zh", "functions")
    '上市审批'
    """
    known: dict[str, Any] = vocabulary()
    return next((known[s][value][lang] for s in sets if value in known[s]), value)
