"""What a column of an answer or a parameter of a question may hold, and what follows from it: names, checks, help.

A type here is a plain Python type with a `Cell` mark; the command line, tables, pages and the reference page read the mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BeforeValidator
from pydantic.fields import FieldInfo

from graph.schema import ENTITY_LABELS, LABELS


@dataclass(frozen=True)
class Cell:
    """Kind of a value: entity, entities, word, words, date, number, text, texts or flag; `sets` are the vocabularies of its words."""

    kind: str
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anchor:
    """Marks a parameter that names an entity of certain labels; a name is resolved to its id."""

    labels: tuple[str, ...] = ENTITY_LABELS
    words: tuple[str, ...] = ()
    """Closed words that may stand in place of an entity."""
    label_lists: bool = False
    """Whether labels with commas may."""

    def is_word(self, value: str) -> bool:
        """Whether a value stands for itself and names no entity."""
        return value in self.words or (self.label_lists and set(value.split(",")) <= set(LABELS))


@dataclass(frozen=True)
class TopicAnchor(Anchor):
    """Marks a parameter that includes its parts: texts read them as `$parts`, maps of `id`, `via` and `day`."""


def _unique(values: Iterable[Any]) -> list[Any]:
    return sorted(set(values))


def _word_of_step(value: Any) -> Any:
    """`"2026-01-01 in force"`, as texts return the last step of `states`, or the word itself."""
    return value[11:] if isinstance(value, str) and value[:4].isdigit() and value[10:11] == " " else value


Id = Annotated[str, Cell("entity")]
Ids = Annotated[list[str], Cell("entities"), AfterValidator(_unique)]
"""Ids, sorted and each once."""
Path = Annotated[list[str], Cell("entities")]
"""Ids in the order in which one passes them."""
Function = Annotated[str, Cell("word", ("functions",))]
Lever = Annotated[str, Cell("word", ("levers",))]
Role = Annotated[str, Cell("word", ("functions", "levers"))]
Levers = Annotated[list[str], Cell("words", ("levers",)), AfterValidator(_unique)]
EffectWord = Annotated[str, Cell("word", ("effects",))]
LayerWord = Annotated[str, Cell("word", ("layers",))]
Relation = Annotated[str, Cell("word", ("relations",))]
Relations = Annotated[list[str], Cell("words", ("relations",)), AfterValidator(_unique)]
RelationPath = Annotated[list[str], Cell("words", ("relations",))]
Status = Annotated[str, Cell("word", ("statuses",)), BeforeValidator(_word_of_step)]
DealKind = Annotated[str, Cell("word", ("deal_kinds",))]
Word = Annotated[str, Cell("word", ("answers",))]
"""A closed word of one question's own; `graph.answer_words` has both languages."""
Aspect = Annotated[str, Cell("entity", ("answers",))]
"""A closed word of one question's own, or an id where the aspect is an entity."""
Label = Annotated[str, Cell("word", ("labels",))]
Day = Annotated[str, Cell("date")]
"""A partial date as stored."""
Text = Annotated[str, Cell("text")]
Texts = Annotated[list[str], Cell("texts"), AfterValidator(_unique)]
Number = Annotated[float, Cell("number")]
Whole = Annotated[int, Cell("number")]
ClaimRef = Annotated[str, Cell("claim")]
"""Reference of a claim: a relation's key, or the id of an entity, figure or deal; shown as a sentence."""
SourceId = Annotated[str, Cell("source")]
"""Id of a source; shown by its title."""
ConfidenceWord = Annotated[str, Cell("word", ("confidence",))]
Flag = Annotated[bool, Cell("flag")]
Topic = Annotated[str, Cell("entity"), TopicAnchor()]


def marked(field: FieldInfo, mark: type[Any]) -> Any:
    """The mark of a field, also inside `X | None`; None where it has none."""
    for found in field.metadata:
        if isinstance(found, mark):
            return found
    return _inside(field.annotation, mark)


def _inside(annotation: Any, mark: type[Any]) -> Any:
    if get_origin(annotation) is Annotated:
        for found in get_args(annotation)[1:]:
            if isinstance(found, mark):
                return found
    return next((m for arg in get_args(annotation) if (m := _inside(arg, mark)) is not None), None)
