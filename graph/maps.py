"""What a map draws: the labels and the relationship types of its whole graph."""

from __future__ import annotations

from dataclasses import dataclass

from graph.derive import all_types
from graph.errors import QuestionError
from graph.schema import LABELS


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A map's graph: relations of these types whose two ends have these labels, and the entities that they join.

    A deal is drawn where `Deal` is among the labels and FROM_PARTY and TO_PARTY among the types; a figure where `Figure` and MEASURES are.
    """

    labels: tuple[str, ...]
    types: tuple[str, ...]

    def __post_init__(self) -> None:
        if unknown := (set(self.labels) - set(LABELS)) | (set(self.types) - set(all_types())):
            raise QuestionError(f"a map draws what the schema has not: {sorted(unknown)}")


MAPS: dict[str, Drawn] = {}
"""Map id -> what it draws, as its module of queries states it; complete once `queries` is imported."""
