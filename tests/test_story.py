"""Stories: each opens on its page, shows what is there, and rests on rows that exist."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.errors import QuestionError
from graph.store import Store
from graph.story import Story, read_story, story_of, told
from graph.workbench import Workbench
from queries import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted(path.stem for path in (ROOT / "queries" / "stories").iterdir())


def the_story(question: str) -> Story:
    story = story_of(question)
    assert story is not None
    return story


def rows() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "loaders" / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["id"] if "id" in row else f"{row['subject_id']} {row['type']} {row['object_id']}" for row in csv.DictReader(file)}
    return found


def test_three_are_shipped_for_the_examples() -> None:
    assert SHIPPED == ["entry-stakeholders", "payment-routes", "who-governs"]
    for question in SHIPPED:
        assert the_story(question).given == CATALOGUE[question].example


@pytest.mark.parametrize("question", SHIPPED)
def test_a_view_shows_what_is_on_the_page(pack: Store, question: str) -> None:
    story, eco = the_story(question), Workbench(pack, fill=False)
    network = eco.ask(question, as_of="2026-11-22", **story.given).network()
    assert network.graph["story"] == told(question, story.given, "2026-11-22")
    for step in story.steps:
        assert {step.view.id, step.view.to} - {None} <= set(network)
        if step.view.id and step.view.day:
            assert step.view.id in eco.ask(question, as_of=step.view.day, **story.given).network()


@pytest.mark.parametrize("question", SHIPPED)
def test_every_step_rests_on_rows_of_the_data(question: str) -> None:
    known = rows()
    assert [row for step in the_story(question).steps for row in step.rests_on if row not in known] == []


def test_another_answer_has_no_story() -> None:
    assert len(told("who-governs", {"topic": "cn-ai-healthcare", "jurisdiction": None}, "2026-11-22")) == 6
    assert told("who-governs", {"topic": "imaging-ai"}, "2026-11-22") == []
    assert told("who-governs", {"topic": "cn-ai-healthcare", "min_confidence": "verified"}, "2026-11-22") == []
    assert told("who-governs", {"topic": "cn-ai-healthcare"}, "2024-01-01") == []
    assert told("brokers", {}, "2026-11-22") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "x.yaml is not YAML"),
        ("- 1", "x.yaml: the file: "),
        ("for: {}\nsince: 2026-01-01\nsteps: []", "x.yaml: steps: "),
        ("for: {}\nsince: 2026-01-01\nsteps: [{title: {en: A}, text: {en: B, zh: C}, rests_on: [a]}]", "x.yaml: steps.0.title.zh: Field"),
        ("for: {}\nsince: soon\nsteps: [{title: {en: A, zh: A}, text: {en: B, zh: C}, rests_on: [a]}]", "x.yaml: since: "),
        ("for: {}\nsince: 2026-01-01\nsteps: [{title: {en: A, zh: A}, text: {en: B, zh: C}, rests_on: [a], view: {hops: 1}}]", "view.hops"),
    ],
)  # fmt: skip
def test_what_is_no_story_is_named(text: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        read_story(text, "x.yaml")
    assert said in str(caught.value)
