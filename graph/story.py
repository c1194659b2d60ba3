"""Stories: what a reader is told step by step on the page of a question, written as YAML in `queries/stories/QUESTION.yaml`.

A story belongs to one set of parameters and is true from a day on; a page with others, or of an earlier day, has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import QuestionError

Said = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(_Part):
    """A text in both languages."""

    en: Said
    zh: Said


class View(_Part):
    """What the page shows: an entity picked out, the path to a second, a day, a view of the page, so many hops around."""

    id: str | None = None
    to: str | None = None
    day: date | None = None
    view: str | None = None
    around: int | None = Field(None, ge=1, le=3)


class Step(_Part):
    """One step of a story."""

    title: Both
    text: Both
    view: View = View()
    rests_on: list[Said] = Field(min_length=1)
    """Rows of the built-in data behind the text, for those who revise it: `subject TYPE object`, or the id of an entity."""


class Story(_Part):
    """Steps, the parameters that they are about, and the first day on which all that they say is so."""

    given: dict[str, Any] = Field(alias="for")
    since: date
    steps: list[Step] = Field(min_length=1)


@cache
def story_of(question: str) -> Story | None:
    """The story of a question. Raises: QuestionError where its file is not one."""
    name = f"{question}.yaml"
    file = files("queries").joinpath("stories", name)
    return read_story(file.read_text(encoding="utf-8"), f"queries/stories/{name}") if file.is_file() else None


def read_story(text: str, name: str) -> Story:
    """A story from YAML. Raises: QuestionError, with the file and the place in it."""
    try:
        return Story.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise QuestionError(f"{name} is not YAML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise QuestionError(f"{name}: {where}: {first['msg']}") from None


def told(question: str, params: Mapping[str, Any], as_of: str) -> list[dict[str, Any]]:
    """The steps as a page takes them; none where the answer is not the one that the story is about."""
    story = story_of(question)
    if story is None or as_of < story.since.isoformat() or {k: v for k, v in params.items() if v is not None} != story.given:
        return []
    return [step.model_dump(mode="json", exclude={"rests_on"}, exclude_none=True) for step in story.steps]
