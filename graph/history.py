"""An answer on every day on which it changes: what a page needs to show the world of a day that the reader drags to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx

from graph.asking import Answer
from graph.picture import drawn, said

DAYS = 80
"""How many days at most; of more, the latest."""
SINCE = 10
"""How many years back a page reaches, unless a marked day lies earlier."""

Ask = Callable[[date], Answer]


def with_history(answer: Answer, ask: Ask) -> nx.MultiDiGraph[str]:
    """The network of an answer and of all its earlier states, with the rows and the sentence of each day on which they change.

    Days are found by asking: the days on which a claim or an entity of an answer changes, again for what is found there.
    """
    past: dict[str, Answer] = {}
    wanted = _changes(answer) | {mark for mark in answer.question.marks if mark < answer.as_of}
    while days := sorted(wanted - set(past), reverse=True)[: DAYS - len(past)]:
        for day in days:
            past[day] = ask(date.fromisoformat(day))
            wanted |= {d for d in _changes(past[day]) if d < answer.as_of}
    whole = _merged(answer, past)
    graph = drawn(whole)
    texts: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    history, last = [], None
    for day in sorted(past):
        rows = [_row(row, whole.claim_ids) for row in past[day].rows]
        at = [_place(row, places, texts) for row in rows]
        sentence = said(past[day])
        if (at, sentence) != last:
            history.append({"as_of": day, "rows": at, "sentence": sentence})
        last = (at, sentence)
    graph.graph |= {"history": history, "past": texts}
    graph.graph["answer"]["rows"] = answer.json()["rows"]
    return graph


def _changes(answer: Answer) -> set[str]:
    """Days before the answer's own on which something in it changes."""
    first = min([f"{int(answer.as_of[:4]) - SINCE}{answer.as_of[4:]}", *answer.question.marks])
    shown = [answer.evidence.stored[ref]["states"] for ref in answer.claim_ids]
    shown += [answer.evidence.nodes[id_]["states"] for id_ in answer.entities]
    return {step[:10] for states in shown for step in states if first <= step[:10] < answer.as_of}


def _merged(answer: Answer, past: dict[str, Answer]) -> Answer:
    """The answer with the claims, entities and sources of all days, under one numbering."""
    ids, claims = dict(answer.claim_ids), dict(answer.claims)
    entities, sources = dict(answer.entities), dict(answer.sources)
    evidence = replace(answer.evidence, nodes=dict(answer.evidence.nodes), stored=dict(answer.evidence.stored))
    for earlier in past.values():
        for ref, name in earlier.claim_ids.items():
            if ref not in ids:
                ids[ref] = f"c{len(ids) + 1}"
                claims[ids[ref]] = earlier.claims[name]
        entities = earlier.entities | entities
        sources = earlier.sources | sources
        evidence.nodes = earlier.evidence.nodes | evidence.nodes
        evidence.stored = earlier.evidence.stored | evidence.stored
    return replace(answer, claim_ids=ids, claims=claims, entities=entities, sources=sources, evidence=evidence)


def _row(row: Any, ids: dict[str, str]) -> dict[str, Any]:
    return {**row.model_dump(exclude={"claims"}), "claims": [ids[c] for c in row.claims]}


def _place(row: dict[str, Any], places: dict[str, int], texts: list[dict[str, Any]]) -> int:
    """Place of a row among those of all days, each kept once."""
    key = repr(sorted(row.items(), key=lambda pair: pair[0]))
    if key not in places:
        places[key] = len(texts)
        texts.append(row)
    return places[key]
