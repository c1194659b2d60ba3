"""The base of all relationship types, and how their ends are written."""

from __future__ import annotations

import re
from functools import cache
from typing import ClassVar, NamedTuple, Self

from pydantic import model_validator

from graph.schema.record import Claim
from graph.schema.values import EffectWord, Id, Order, PartialDate, Roles, Text, wrong

__all__ = ["Edge", "Order", "Words", "ends", "relationship_type"]


class Words(NamedTuple):
    """A relationship as a reader sees it, from its subject and (inverse) from its object."""

    en: str
    en_inverse: str
    zh: str
    zh_inverse: str


def ends(*pairs: str) -> frozenset[tuple[str, str]]:
    """`"Agency > Payer Policy"` -> the allowed (subject label, object label) pairs."""
    return frozenset((subject.strip(), obj) for pair in pairs for subject, objects in [pair.split(">")] for obj in objects.split())


@cache
def relationship_type(edge: type[Edge]) -> str:
    """`ResponsibleFor` -> `RESPONSIBLE_FOR`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", edge.__name__).upper()


class Edge(Claim):
    """A relation between two entities, identified by subject, type, object and start date."""

    words: ClassVar[Words]
    ends: ClassVar[frozenset[tuple[str, str]]]
    act: ClassVar[bool] = False
    """An act is shown from the day it happened, whatever becomes of its ends; any other relation holds only while both do."""
    symmetric: ClassVar[bool] = False
    """The reverse is the same relation."""

    subject_id: Id
    """Id of the entity that the relation starts from."""
    object_id: Id
    """Id of the entity that it points at."""
    start_date: PartialDate | None = None
    """First day on which it held; a partial one counts from the first day of its period; null = not known."""
    end_date: PartialDate | None = None
    """Full date: first day on which it no longer held; partial: it held to the last day of the period; null = open or not known."""
    role: Roles
    """Functions of an actor or levers of an instrument; empty = not stated."""
    effect: EffectWord | None = None
    """Whether the object gains or loses; null = not known or not meaningful."""
    detail: Text | None = None
    """What a reader should see beside it; never read by a question."""
    figure: Text | None = None
    """A figure of the relation as text."""

    @model_validator(mode="after")
    def _joins_two(self) -> Self:
        if self.subject_id == self.object_id:
            raise wrong("joins an entity with itself; name two different ones", "object_id")
        return self
