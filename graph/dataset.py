"""Records on their way into a store, each with the file and line it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from graph.errors import Problem
from graph.ids import key_ends
from graph.parting import Parted
from graph.schema import LABELS, TYPES, Edge, Node, Record, Source
from graph.spool import IN_MEMORY, Room, Spool


class Origin(NamedTuple):
    """Where a record was read; line 1 is the heading."""

    file: str
    line: int

    def problem(self, column: str, value: object, text: str) -> Problem:
        """A problem with one of its cells."""
        return Problem(self.file, self.line, column, "" if value is None else str(value), text)


SOURCE = "source:"


def mark(node: Node) -> str:
    """What identifies a node among all: its id, and of a source its id in a namespace of its own."""
    return SOURCE + node.id if isinstance(node, Source) else node.id


def mark_of(id_: str, is_source: bool) -> str:
    """The same of a node of which the id is known."""
    return SOURCE + id_ if is_source else id_


_KINDS = {kind.__name__: (kind, tuple(kind.model_fields)) for kind in (*LABELS.values(), *TYPES.values())}
_NO_FIELDS: set[str] = set()
_set_fields, _set_extra, _set_private = (BaseModel.__dict__[f"__pydantic_{slot}__"].__set__ for slot in ("fields_set", "extra", "private"))


def _ends(item: tuple[Edge, Origin]) -> tuple[str, str]:
    edge = item[0]
    return key_ends(edge.subject_id, edge.object_id, symmetric=edge.symmetric)


def _pack(item: tuple[Record, Origin]) -> list[Any]:
    record, (file, line) = item
    return [type(record).__name__, file, line, *record.__dict__.values()]


def _unpack(packed: list[Any]) -> tuple[Any, Origin]:
    kind, fields = _KINDS[packed[0]]
    record = kind.__new__(kind)
    record.__dict__.update(zip(fields, packed[3:], strict=True))
    _set_fields(record, _NO_FIELDS)  # quicker than by name
    _set_extra(record, None)
    _set_private(record, None)
    return record, Origin(packed[1], packed[2])


@dataclass
class Dataset:
    """One folder's worth of records; what it covers decides what a load may retire."""

    name: str
    nodes: Spool[tuple[Node, Origin]] = field(init=False)
    edges: Parted[tuple[Edge, Origin]] = field(init=False)
    labels: frozenset[str] = frozenset()
    """Labels whose files were given: a row of these that is no longer there is retired."""
    relations: bool = False
    """Whether relations were given."""
    problems: list[Problem] = field(default_factory=list)
    """Wrong cells found while reading; with any, nothing of the dataset is loaded."""
    spoilt: set[str] = field(default_factory=set)
    """`mark` of rows with wrong cells: they are there, though not among the nodes."""
    cited: list[tuple[Origin, str, str, str]] = field(default_factory=list)
    """Of rows with wrong cells, what their other cells cite: origin, column, id, and whether an entity, source or jurisdiction."""
    fingerprint: str = ""
    """Of the files it was read from (graph/fingerprint.py); empty where it was made otherwise."""
    retired: Mapping[str, str] = field(default_factory=dict)
    """`mark` of a node, or relation key -> day, of rows that an earlier export marked as retired."""

    def __post_init__(self) -> None:
        room = Room(IN_MEMORY)
        self.nodes = Spool(room, _pack, _unpack)
        self.edges = Parted(room, _ends, _pack, _unpack)
