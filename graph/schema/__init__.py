"""What may be in the graph: the only place where a label, a type, a word or a colour is named.

Constraints, validation, CSV headers, the legend and the reference page are derived from these classes.
"""

from __future__ import annotations

from graph.schema.edge import Edge, relationship_type
from graph.schema.edges import EDGES
from graph.schema.nodes import ENTITIES, NODES, Deal, Entity, Figure, Instrument, Node, Source, Stakeholder
from graph.schema.record import Claim, Record
from graph.schema.vocabulary import RECORD_RELATIONS, vocabulary, word

LABELS: dict[str, type[Node]] = {node.__name__: node for node in NODES}
TYPES: dict[str, type[Edge]] = {relationship_type(edge): edge for edge in EDGES}
ENTITY_LABELS: tuple[str, ...] = tuple(node.__name__ for node in ENTITIES)
ACTORS: tuple[str, ...] = tuple(node.__name__ for node in ENTITIES if issubclass(node, Stakeholder))

__all__ = [
    "ACTORS",
    "EDGES",
    "ENTITIES",
    "ENTITY_LABELS",
    "LABELS",
    "NODES",
    "RECORD_RELATIONS",
    "TYPES",
    "Claim",
    "Deal",
    "Edge",
    "Entity",
    "Figure",
    "Instrument",
    "Node",
    "Record",
    "Source",
    "Stakeholder",
    "relationship_type",
    "vocabulary",
    "word",
]
