"""One module per map; a question joins the catalogue by standing in its module's QUESTIONS."""

from __future__ import annotations

from graph.question import Question
from queries import governance

CATALOGUE: dict[str, Question] = {question.id: question for module in (governance,) for question in module.QUESTIONS}
"""Question id -> question, in the order of the maps."""
