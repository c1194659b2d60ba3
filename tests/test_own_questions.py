"""Questions of a user's own join the catalogue, with the same checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import QuestionError
from queries.own import own_questions

GOOD = """
from graph.columns import Id
from graph.question import Params, Question, Row
class Taken(Params):
    body: Id
class Given(Row):
    policy: Id
QUESTIONS = (Question(
    id="mine", map="governance", title=("Mine?", "我的？"), description="d", params=Taken, row=Given, example={"body": "nmpa"},
    cypher="MATCH (a:Agency {id: $body})-[r:ISSUED]->(p:Policy) RETURN p.id AS policy ORDER BY policy"),)
"""


def test_a_module_of_a_folder_joins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.py").write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("ECOMAP_QUESTIONS", str(tmp_path))
    assert [question.id for question in own_questions()] == ["mine"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("ISSUED", "ISSUES"), "unknown types"),
        ("QUESTIONS = 3", "holds no QUESTIONS"),
        ("import nothing_of_that_name", "cannot be imported: ModuleNotFoundError"),
        (None, "holds no module"),
    ],
)
def test_a_wrong_module_is_named(text: str | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if text is not None:
        (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ECOMAP_QUESTIONS", str(tmp_path))
    with pytest.raises(QuestionError, match=says) as caught:
        list(own_questions())
    assert str(tmp_path) in str(caught.value)
