"""A question that would fail or lie does not build."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from graph.asking import Scope, ask
from graph.columns import Id, Text
from graph.drawing import Matrix
from graph.errors import QuestionError, TimedOut
from graph.question import MAPS, Params, Question, Row
from graph.store import Store, one_limit, timeout
from queries import CATALOGUE


class Take(Params):
    body: Id


class Give(Row):
    name: Text


GOOD = Question(
    id="x",
    map="governance",
    title=("x?", "x？"),
    description="x",
    params=Take,
    row=Give,
    example={"body": "nmpa"},
    cypher="MATCH (a:Agency {id: $body}) RETURN a.name AS name ORDER BY name",
)


@pytest.mark.parametrize(
    ("cypher", "problem"),
    [
        ("MATCH (a:Agency {id: $x}) RETURN a.name AS name ORDER BY name", "unknown parameters"),
        ("MATCH (a:Agency {id: $body}) RETURN a.name AS nom ORDER BY nom", "columns of the text"),
        ("MATCH (a:Agency {id: $body}) RETURN a.name AS name", "no ORDER BY"),
        ("MATCH (a:Firm {id: $body}) RETURN a.name AS name ORDER BY name", "unknown labels"),
        ("MATCH (a {id: $body}) RETURN a.name AS name ORDER BY name", "names no label"),
        ("MATCH (a:Agency {id: $body})-[:OWNS]->(b:Policy) RETURN b.name AS name ORDER BY name", "unknown types"),
        ("MATCH (a:Agency {id: $body}) RETURN a.title AS name ORDER BY name", "unknown properties"),
        ("MATCH (a:Agency {id: $body})-[:ISSUED]-(b:Policy) RETURN b.name AS name ORDER BY name", "without direction"),
        ("MATCH (a:Agency {id: $body})-[:PART_OF*]->(b:Agency) RETURN b.name AS name ORDER BY name", "open expansion"),
        ("MATCH (a:Agency {id: $body}) SET a.name = 'x' RETURN a.name AS name ORDER BY name", "a write"),
        ("MATCH (a:Agency {id: $body}) RETURN COLLECT { MATCH (a) RETURN a.name AS n } AS name ORDER BY name", "COLLECT"),
    ],
)
def test_a_wrong_text_does_not_build(cypher: str, problem: str) -> None:
    with pytest.raises(QuestionError, match=problem):
        replace(GOOD, cypher=cypher)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"map": "nowhere"}, "unknown map"),
        ({"drawing": Matrix(row="name", column="body")}, "the drawing reads columns"),
        ({"found": Give}, "go together"),
    ],
)
def test_a_wrong_declaration_does_not_build(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(QuestionError, match=problem):
        replace(GOOD, **change)


@pytest.mark.parametrize("question", CATALOGUE.values(), ids=CATALOGUE.keys())
def test_a_question_is_written_for_a_reader(question: Question) -> None:
    assert "?" in question.title[0]
    assert "？" in question.title[1]
    assert len(question.description) > 60
    assert question.say is not None


def test_every_map_has_a_question() -> None:
    assert {question.map for question in CATALOGUE.values()} == set(MAPS)


def test_reads_of_one_question_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many short texts stop like one long one, with the limit itself in the message."""
    monkeypatch.setenv("ECOMAP_TIMEOUT", "0.05")
    with one_limit(), one_limit():
        assert timeout() <= 0.05
        time.sleep(0.06)
        with pytest.raises(TimedOut, match=r"took longer than 0\.05 s"):
            timeout()
    assert timeout() == 0.05


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("brokers", "narrow it by scope, or set ECOMAP_TIMEOUT"),
        ("partnership-mix", "narrow it by start or end, or set ECOMAP_TIMEOUT"),
        ("unknowns", "narrow it by map, or set ECOMAP_TIMEOUT"),
        ("cover-overlap", "it looks at everything and cannot be narrowed; set ECOMAP_TIMEOUT"),
    ],
)
def test_a_question_that_takes_too_long_says_what_narrows_it(question: str, way: str, pack: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOMAP_TIMEOUT", "0.000001")
    asked = CATALOGUE[question]
    with pytest.raises(TimedOut, match=f"took longer than 0.001 s and was stopped; {way}"):
        ask(pack, asked, asked.params(**asked.example), Scope())
