"""One module per map; a question joins the catalogue by standing in its module's QUESTIONS."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import QuestionError
from graph.maps import MAPS
from graph.question import Question
from queries import capital, cascade, entry, evidence, governance, insurance, models, payment, risk, technology
from queries.own import own_questions

MODULES = (governance, cascade, payment, insurance, entry, risk, models, technology, capital, evidence)
"""In the order of the maps."""

MAPS.update({module.__name__.rpartition(".")[2]: module.DRAWN for module in MODULES})


def _all() -> Iterator[tuple[str, Question]]:
    seen: set[str] = set()
    for question in (*(question for module in MODULES for question in module.QUESTIONS), *own_questions()):
        if question.id in seen:
            raise QuestionError(f"two questions are called {question.id}; rename one")
        seen.add(question.id)
        yield question.id, question


CATALOGUE: dict[str, Question] = dict(_all())
"""Question id -> question, in the order of the maps, a user's own ones last."""
