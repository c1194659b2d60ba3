"""Records on their way into a store, each with the file and line it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.errors import Problem
from graph.schema import Edge, Node, Source


class Origin(NamedTuple):
    """Where a record was read; line 1 is the heading."""

    file: str
    line: int

    def problem(self, column: str, value: object, text: str) -> Problem:
        """A problem with one of its cells."""
        return Problem(self.file, self.line, column, "" if value is None else str(value), text)


@dataclass
class Dataset:
    """One folder's worth of records; what it covers decides what a load may retire."""

    name: str
    nodes: list[tuple[Node, Origin]] = field(default_factory=list)
    edges: list[tuple[Edge, Origin]] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    """Labels whose files were given: a row of these that is no longer there is retired."""
    relations: bool = False
    """Whether relations were given."""
    problems: list[Problem] = field(default_factory=list)
    """Wrong cells found while reading; with any, nothing of the dataset is loaded."""
    spoilt: set[tuple[bool, str]] = field(default_factory=set)
    """(is a source, id) of rows with wrong cells: they are there, though not among the nodes."""
    cited: list[tuple[Origin, str, str, str]] = field(default_factory=list)
    """Of rows with wrong cells, what their other cells cite: origin, column, id, and whether an entity, source or jurisdiction."""
    fingerprint: str = ""
    """Of the files it was read from (graph/fingerprint.py); empty where it was made otherwise."""
    retired: Mapping[str, str] = field(default_factory=dict)
    """`mark` of a node, or relation key -> day, of rows that an earlier export marked as retired."""


def mark(node: Node) -> str:
    """How `retired` names a node: sources have a namespace of their own."""
    return f"source:{node.id}" if isinstance(node, Source) else node.id
