"""One entity with everything said about it: its own fields, its relations, figures and deals, and the sources behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.claims import Evidence, cited_by, gather, state_on
from graph.errors import NotFound
from graph.reading import keys_of, labels, nodes, own_fields
from graph.schema import RECORD_RELATIONS
from graph.store import Row, Store


def show(store: Store, id_: str, day: str) -> dict[str, Any]:
    """An entity as of a day: `entity` with all its fields and its state, `claims` as in answers, `entities`, `sources`.

    Claims: what it does, by type and object; what is done to it, by type and subject; figures by measure; deals by date. What was
    not yet known on the day is left out, what had ended is there as ended. A figure or a deal may be shown like an entity.
    Raises: NotFound, also for what was retired by that day.
    """
    label = labels(store, [id_]).get(id_)
    row = next(iter(nodes(store, label, [id_])), None) if label else None
    if label is None or row is None or _is_retired(row, day):
        raise NotFound("entity", id_, ())
    evidence = gather(store, {*keys_of(store, id_, label), *_records(store, id_, label)}, day)
    refs = [ref for ref in evidence.claims if evidence.is_shown(ref) and not _is_retired(evidence.stored[ref], day)]
    ordered = sorted(refs, key=lambda ref: _place(evidence.claims[ref], id_))
    claims = {f"c{n}": evidence.claims[ref] for n, ref in enumerate(ordered, start=1)}
    entity = {"id": id_, "label": label, **own_fields(label, row), "state": state_on(row["states"], day)}
    evidence.add_sources(store, cited_by([*claims.values(), entity]))
    return {
        "entity": entity,
        "claims": claims,
        "entities": _entities(store, evidence, entity, claims.values()),
        "sources": evidence.sources_of({**claims, id_: entity}),
    }


def _is_retired(row: Row, day: str) -> bool:
    return row["retired_on"] is not None and row["retired_on"] <= day


def _records(store: Store, id_: str, label: str) -> list[str]:
    """Ids of figures about a node and of deals that it is party to; its own, if it is one."""
    if label in ("Figure", "Deal"):
        return [id_]
    types = "|".join(RECORD_RELATIONS)
    text = f"MATCH (n:{label} {{id: $id}}) MATCH (record:Figure|Deal)-[r:{types}]->(n) RETURN DISTINCT record.id AS id ORDER BY id"
    return [row["id"] for row in store.rows(text, {"id": id_})]


def _place(claim: Mapping[str, Any], id_: str) -> tuple[Any, ...]:
    if claim["kind"] == "relation":
        incoming = claim["subject"] != id_
        return (0, incoming, claim["type"], claim["subject"] if incoming else claim["object"], claim["start_date"] or "")
    if claim["kind"] == "figure":
        return (1, claim["measure"], claim["period"] or "", claim["id"])
    return (2, claim["date"] or "", claim["id"])


def _entities(store: Store, evidence: Evidence, entity: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    named = {claim.get(column) for claim in claims for column in ("subject", "object", "licensor_id", "licensee_id")}
    ids = {
        id_
        for id_ in (*named, *(entity.get(column) for column in ("id", "jurisdiction", "subject_id", "licensor_id", "licensee_id")))
        if id_
    }
    evidence.add_entities(store, ids)
    return evidence.entities_of(ids)
