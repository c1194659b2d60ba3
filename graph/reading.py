"""Texts that read records back, derived from the schema; every property by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from graph.derive import KEPT, SHARING, STORED_AS, properties
from graph.ids import relation_type
from graph.schema import ENTITY_LABELS, LABELS, TYPES
from graph.store import Row, Store

ANY = "|".join(label for label in LABELS if label != "Source")
"""Every label with ids of the common namespace, as an anchor."""
ANY_ENTITY = "|".join(ENTITY_LABELS)
LABEL_OF = "[l IN labels({0}) WHERE l <> 'Stakeholder'][0]"


@cache
def _fields(kind: str, variable: str) -> str:
    return ", ".join(f"{variable}.`{p}` AS `{p}`" for p in properties(kind))


@cache
def _told(kind: str, variable: str) -> str:
    """What an answer may need; what only a load needs is left out."""
    return ", ".join(f"{variable}.`{p}` AS `{p}`" for p in properties(kind) if p not in (*SHARING, "digest"))


@cache
def _relation_fields(type_: str) -> str:
    kinds = properties(type_) if type_ in TYPES else ("key", *KEPT)
    return ", ".join(f"r.`{p}` AS `{p}`" for p in kinds)


@cache
def _subjects(type_: str) -> str:
    """Labels from which a relation may start; an engine without an index of keys then looks at these nodes only."""
    edge = TYPES[type_]
    return "|".join(sorted({end for pair in edge.ends for end in (pair if edge.symmetric else pair[:1])}))


def labels(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Id -> label, of those that are there (sources have a namespace of their own and are not looked at)."""
    text = f"MATCH (n:{ANY}) WHERE n.id IN $ids AND n.shown IS NOT NULL RETURN n.id AS id, {LABEL_OF.format('n')} AS label ORDER BY id"
    return {row["id"]: row["label"] for row in store.rows(text, {"ids": sorted(set(ids))})}


def nodes(store: Store, label: str, ids: Iterable[str] | None = None) -> Iterator[Row]:
    """Stored nodes of a label with all properties, by id; all of them, or those with the ids given."""
    if ids is None:
        yield from store.rows(f"MATCH (n:{label}) WHERE n.shown IS NOT NULL RETURN {_fields(label, 'n')} ORDER BY id")
    elif wanted := sorted(set(ids)):
        yield from _by_id(store, label, wanted, _fields(label, "n"))


def _by_id(store: Store, label: str, ids: list[str], fields: str) -> list[Row]:
    found = f"MATCH (n:{label}) WHERE n.id IN $ids AND n.shown IS NOT NULL"
    return store.rows(f"{found} RETURN {fields} ORDER BY id", {"ids": ids})


def nodes_of(store: Store, by_id: Mapping[str, str]) -> dict[str, Row]:
    """Id -> node with its `label` as an answer tells of it, for ids whose labels are known."""
    grouped: dict[str, list[str]] = {}
    for id_, label in sorted(by_id.items()):
        grouped.setdefault(label, []).append(id_)
    return {
        row["id"]: {"label": label, **row} for label, ids in sorted(grouped.items()) for row in _by_id(store, label, ids, _told(label, "n"))
    }


def relations(store: Store, type_: str) -> Iterator[Row]:
    """Stored relations of a type with the ids of their ends (`subject`, `object`), by key."""
    ends = f"MATCH (a)-[r:{type_}]->(b) WHERE r.shown IS NOT NULL RETURN a.id AS subject, b.id AS object"
    yield from store.rows(f"{ends}, {_relation_fields(type_)} ORDER BY key")


def relations_by_key(store: Store, keys: Iterable[str]) -> tuple[dict[str, Row], dict[str, str]]:
    """Key -> relation with its `type` as an answer tells of it, and id -> label of their ends, which need not be looked for by id then."""
    grouped: dict[str, set[str]] = {}
    for key in keys:
        grouped.setdefault(relation_type(key), set()).add(key)
    found, labels_of = dict[str, Row](), dict[str, str]()
    for type_, some in sorted(grouped.items()):
        ends = f"a.id AS subject, {LABEL_OF.format('a')} AS subject_label, b.id AS object, {LABEL_OF.format('b')} AS object_label"
        found_by = f"MATCH (a:{_subjects(type_)})-[r:{type_}]->(b) WHERE r.key IN $keys"
        text = f"{found_by} RETURN {ends}, {_told(type_, 'r')} ORDER BY key"
        for row in store.rows(text, {"keys": sorted(some)}):
            labels_of[row["subject"]], labels_of[row["object"]] = row.pop("subject_label"), row.pop("object_label")
            found[row["key"]] = {"type": type_, **row}
    return found, labels_of


def titles(store: Store, ids: Iterable[str]) -> list[Row]:
    """Of some sources what an answer says of them, by id."""
    wanted = sorted(set(ids))
    fields = ", ".join(f"n.{f} AS {f}" for f in ("id", "name", "publisher", "url", "date", "kind", "opened"))
    return _by_id(store, "Source", wanted, fields) if wanted else []


def keys_of(store: Store, id_: str, label: str) -> list[str]:
    """Keys of all relations from or to a node, in order."""
    types = "|".join(TYPES)
    node, tie = f"(n:{label} {{id: $id}})", f"[r:{types}]"
    text = f"MATCH {node}-{tie}->(m) RETURN r.key AS key UNION MATCH (m)-{tie}->{node} RETURN r.key AS key"
    return sorted(row["key"] for row in store.rows(text, {"id": id_}))


def citing(store: Store, sources: Iterable[str]) -> dict[str, list[str]]:
    """Key -> sources, of relations that are not retired and cite one of some sources."""
    where = "r.retired_on IS NULL AND any(s IN r.sources WHERE s IN $ids)"
    text = f"MATCH (a)-[r:{'|'.join(TYPES)}]->(b) WHERE {where} RETURN r.key AS key, r.sources AS sources ORDER BY key"
    return {row["key"]: row["sources"] for row in store.rows(text, {"ids": sorted(sources)})}


def names(store: Store) -> list[Row]:
    """Of every entity that is not retired its names and its label, by id."""
    fields = ", ".join(f"n.{f} AS {f}" for f in ("name", "name_zh", "short_name", "short_name_zh", "aliases"))
    return store.rows(
        f"MATCH (n:{ANY_ENTITY}) WHERE n.shown IS NOT NULL AND n.retired_on IS NULL "
        f"RETURN n.id AS id, {LABEL_OF.format('n')} AS label, {fields} ORDER BY id"
    )


def links(store: Store, by_id: Mapping[str, str]) -> dict[str, int]:
    """Id -> how many relations it has, for ids whose labels are known; none is left out."""
    grouped: dict[str, list[str]] = {}
    for id_, label in by_id.items():
        grouped.setdefault(label, []).append(id_)
    return {
        row["id"]: row["links"]
        for label, ids in sorted(grouped.items())
        for row in store.rows(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r:{'|'.join(TYPES)}]-() RETURN n.id AS id, count(r) AS links ORDER BY id",
            {"ids": ids},
        )
    }


def label_in_use(store: Store, id_: str) -> str | None:
    """Label of the entity with an id, unless it is retired; None where there is none."""
    found = f"MATCH (n:{ANY_ENTITY} {{id: $id}}) WHERE n.shown IS NOT NULL AND n.retired_on IS NULL"
    rows = store.rows(f"{found} RETURN {LABEL_OF.format('n')} AS label ORDER BY label", {"id": id_})
    return rows[0]["label"] if rows else None


def is_empty(store: Store) -> bool:
    """Whether nothing of ours is in it."""
    return not store.rows(f"MATCH (n:{'|'.join(LABELS)}) WHERE n.shown IS NOT NULL RETURN true AS found LIMIT 1")


def own_fields(label: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored node's own fields under the names of the schema; absent is None."""
    return {f: row.get(STORED_AS.get(f, f) if label == "Source" else f) for f in LABELS[label].model_fields}
