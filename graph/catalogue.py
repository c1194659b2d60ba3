"""The catalogue described: what a question takes, what its rows hold."""

from __future__ import annotations

from typing import Any

from graph.columns import Cell, marked
from graph.question import Question
from graph.schema.docs import field_docs


def described(question: Question) -> dict[str, Any]:
    """A question as `questions --format json` prints it."""
    params, row = question.params, question.row
    taken, held = field_docs(params), field_docs(row)
    return {
        "id": question.id,
        "map": question.map,
        "question": question.title[0],
        "params": [
            {"name": name, "type": marked(info, Cell).kind, "required": info.is_required(), "help": taken.get(name, "")}
            for name, info in params.model_fields.items()
        ],
        "columns": [
            {"name": name, "type": marked(row.model_fields[name], Cell).kind, "help": held.get(name, "")} for name in row.columns()
        ],
        "shape": question.drawing.shape,
        "example": dict(question.example),
    }
