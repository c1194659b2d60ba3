"""What follows from the schema: files and their columns, stored properties, constraints, the reference page, JSON Schema."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

from graph.errors import NotFound
from graph.schema import (
    ACTORS,
    EDGES,
    ENTITIES,
    LABELS,
    NODES,
    RECORD_RELATIONS,
    TYPES,
    Deal,
    Edge,
    Entity,
    Figure,
    Node,
    Record,
    relationship_type,
)
from graph.schema.docs import field_docs

ENTITY_FILES: dict[str, tuple[str, ...]] = {
    "companies": ("Company", "Product", "Site", "Exchange", "Investor", "Service"),
    "agencies": ("Agency", "Association", "Jurisdiction"),
    "payers": ("Payer", "PaymentMechanism", "Benefit", "Route"),
    "policies": ("Policy", "Program", "GovernanceModel", "Duty"),
    "markets": ("Market", "Technology", "Application", "Stage", "Driver", "Strategy", "Risk"),
    "other": ("Provider", "PatientGroup", "Media", "StakeholderGroup", "Event", "Report"),
}
"""File of a domain -> its labels. The first is the label of rows that name none, except in `other`."""

FILES: tuple[str, ...] = ("entities", *ENTITY_FILES, "relations", "deals", "figures", "sources")
"""Every file that a folder may hold, without its ending."""


_ENTITY_COLUMNS = (
    *("label", "id", "name", "name_zh", "short_name", "short_name_zh", "aliases", "jurisdiction", "subtype", "layer"),
    *("status_in_force", "start_date", "end_date", "identifiers", "description", "source_ids", "confidence"),
)
_RELATION_COLUMNS = (
    *("subject_id", "type", "object_id", "start_date", "end_date", "order", "detail", "figure", "joint", "role", "effect"),
    *("source_ids", "confidence"),
)


@cache
def columns(file: str) -> tuple[str, ...]:
    """Header of a file of the pack, in order.

    Raises: NotFound, naming the files there are.
    """
    if file == "entities" or file in ENTITY_FILES:
        return _ENTITY_COLUMNS
    if file == "relations":
        return _RELATION_COLUMNS
    if file == "sources":
        return tuple(LABELS["Source"].model_fields)
    if file in ("deals", "figures"):
        fields = LABELS[file.removesuffix("s").capitalize()].model_fields
        own = [f for f in fields if f not in ("sources", "confidence")]
        return (*own, "source_ids", "confidence")
    raise NotFound("file", file, FILES)


REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("entities", "other"), ("label", "id", "name")),
    **dict.fromkeys(("companies", "agencies", "payers", "policies", "markets"), ("id", "name")),
    "relations": ("subject_id", "type", "object_id"),
    "sources": ("id", "title"),
    "figures": ("id", "subject_id", "measure"),
    "deals": ("id", "name", "licensor_id", "licensee_id"),
}
"""Columns that a file must have; the others may be missing."""


def labels_of(file: str) -> tuple[str, ...]:
    """Labels that a file may hold."""
    if file == "entities":
        return tuple(node.__name__ for node in ENTITIES)
    return ENTITY_FILES.get(file, {"figures": ("Figure",), "deals": ("Deal",), "sources": ("Source",)}.get(file, ()))


def file_of(label: str) -> str:
    """The domain file that a label's rows lie in."""
    own = {"Figure": "figures", "Deal": "deals", "Source": "sources"}
    return own.get(label) or next(file for file, labels in ENTITY_FILES.items() if label in labels)


STORED_AS = {"title": "name"}
"""Fields kept under another name: a source's title is its name, since an engine reserves `title`."""

RETIRED = "retired_on"
"""Day from which a record no longer holds because its files no longer held it; also the column that `export --all` adds."""

SHARING = ("datasets", "cells")
"""What a node keeps of the datasets that hold it: their names, and where there are several, which gave which field."""

FOLDED, NAMES_INDEX = "folded", "entity_names"
"""What a server keeps beside an entity for its index of names: each name as names are compared."""

KEPT = ("digest", RETIRED, "shown", "gone", "states")
"""What loading keeps beside a record's own fields: a hash of it, when it was retired, and its as-of steps."""


@cache
def properties(kind: str) -> tuple[str, ...]:
    """Stored properties of a label or relationship type, own fields first."""
    record: type[Record] = LABELS.get(kind) or TYPES[kind]
    ends = ("subject_id", "object_id") if issubclass(record, Edge) else ()
    own = tuple(STORED_AS.get(f, f) for f in record.model_fields if f not in ends)
    return (*own, "key", *KEPT) if issubclass(record, Edge) else (*own, *SHARING, *KEPT)


def all_properties() -> frozenset[str]:
    """Every property that a question may name."""
    return frozenset(p for kind in (*LABELS, *TYPES) for p in properties(kind))


def all_types() -> tuple[str, ...]:
    """Every relationship type: the ontology's, and those of figures and deals."""
    return (*TYPES, *RECORD_RELATIONS)


INDEXED: dict[str, tuple[str, ...]] = {"Entity": ("jurisdiction", "name"), "Figure": ("subject_id",), "Deal": ("date",), "Source": ()}
"""Properties that questions filter by, per kind of node."""


def constraints() -> Iterator[str]:
    """Statements that a server needs, each safe to run again: unique ids and keys, indexes."""
    yield from node_constraints()
    for type_ in all_types():
        yield f"CREATE CONSTRAINT {type_.lower()}_key IF NOT EXISTS FOR ()-[r:{type_}]-() REQUIRE r.key IS UNIQUE"


def node_constraints() -> Iterator[str]:
    """Those of nodes."""
    for label, node in LABELS.items():
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for name in INDEXED["Entity" if issubclass(node, Entity) else label]:
            yield f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    yield "CREATE INDEX stakeholder_id IF NOT EXISTS FOR (n:Stakeholder) ON (n.id)"
    whole = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}"
    every = "|".join(node.__name__ for node in ENTITIES)
    yield f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:{every}) ON EACH [n.{FOLDED}] {whole}"


def reference() -> str:
    """The schema as Markdown; docs/schema.md is this."""
    out = ["# Schema", "", "Generated by `ecomap schema --format markdown`; the classes in `graph/schema/` are the source.", ""]
    out += ["## Labels", ""]
    for node in NODES:
        actor = " Also carries `Stakeholder`." if node.__name__ in ACTORS else ""
        out += [f"### {node.__name__} · {node.words[1]}", "", f"{inspect.getdoc(node)}{actor}", "", *_table(node), ""]
    out += ["## Relationship types", ""]
    out += ["Every relation has these fields; a type's own ones are named with it.", "", *_table(Edge), ""]
    for edge in EDGES:
        marks = [w for w, on in (("act", edge.act), ("symmetric", edge.symmetric)) if on]
        out += [
            f"### {relationship_type(edge)} · {edge.words.zh}",
            "",
            f"{inspect.getdoc(edge)}{' *(' + ', '.join(marks) + ')*' if marks else ''}",
            "",
        ]
        own = [f"- `{name}`: {text}" for name, text in field_docs(edge).items() if name not in Edge.model_fields]
        by: dict[str, list[str]] = {}
        for subject, obj in sorted(edge.ends):
            by.setdefault(subject, []).append(obj)
        out += [*own, *(f"- {subject} → {', '.join(objects)}" for subject, objects in by.items()), ""]
    for type_, words in RECORD_RELATIONS.items():
        out += [f"### {type_} · {words['zh']}", "", "Ties a figure to its subject or a deal to a party; written by loading.", ""]
    return "\n".join(out).rstrip() + "\n"


def _table(record: type[Record]) -> list[str]:
    docs = field_docs(record)
    rows = [f"| `{name}` | {'yes' if field.is_required() else 'no'} | {docs[name]} |" for name, field in record.model_fields.items()]
    return ["| field | required | meaning |", "|---|---|---|", *rows]


def json_schema() -> dict[str, Any]:
    """JSON Schema of every label and relationship type, for tools that write files for `load`."""
    from pydantic.json_schema import models_json_schema

    records: list[tuple[type[Record], Any]] = [(r, "validation") for r in (*NODES, *EDGES)]
    _, schema = models_json_schema(records, title="ecomap")
    for label, node in LABELS.items():
        schema["$defs"][label]["x-group"] = node.group.value
    for type_, edge in TYPES.items():
        schema["$defs"][edge.__name__]["x-ends"] = sorted(map(list, edge.ends))
        schema["$defs"][edge.__name__]["x-type"] = type_
    return schema


_TIED_BY = {"subject_id": "MEASURES", "licensor_id": "FROM_PARTY", "licensee_id": "TO_PARTY"}


def ties_of(node: Node) -> list[tuple[str, str, str]]:
    """Column, relationship type and id of what ties a figure to its subject, or a deal to its parties; nothing of other nodes."""
    if not isinstance(node, Figure | Deal):
        return []
    return [(column, type_, node.__dict__[column]) for column, type_ in _TIED_BY.items() if column in node.__dict__]
