"""Questions of a user's own: a folder named by ECOMAP_QUESTIONS, or a package with the entry point `ecomap.questions`.

A module holds QUESTIONS, a tuple of `graph.question.Question`; each is checked as the catalogue's own are, and joins it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from graph.errors import EcomapError, QuestionError
from graph.question import Question

FOLDERS = "ECOMAP_QUESTIONS"
"""Environment variable: folders of modules, separated as in PATH."""
GROUP = "ecomap.questions"
"""Entry point of an installed package: a module that holds QUESTIONS."""


def own_questions() -> Iterator[Question]:
    """Questions found, folders first. Raises: QuestionError, naming the module."""
    for folder in filter(None, os.environ.get(FOLDERS, "").split(os.pathsep)):
        paths = sorted(Path(folder).expanduser().glob("*.py"))
        if not paths:
            raise QuestionError(f"{FOLDERS}: {folder} holds no module; correct the path, or unset the variable")
        for path in paths:
            yield from _questions(str(path), _imported(path))
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        yield from _questions(f"entry point {point.name}", point.load())


def _imported(path: Path) -> Any:
    spec = spec_from_file_location(f"ecomap_own_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise QuestionError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # its classes can then tell where they were written
    try:
        spec.loader.exec_module(module)
    except EcomapError as error:
        raise QuestionError(f"{path}: {error}") from error
    except Exception as error:
        raise QuestionError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _questions(where: str, module: Any) -> Iterator[Question]:
    questions = getattr(module, "QUESTIONS", None)
    if not isinstance(questions, tuple) or not all(isinstance(q, Question) for q in questions):
        raise QuestionError(f"{where} holds no QUESTIONS, a tuple of graph.question.Question")
    yield from questions
