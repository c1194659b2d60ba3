"""What is drawn: an answer, or a part of the store, as a networkx graph whose every link names its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from graph.asking import Answer
from graph.claims import Evidence, cited_by, gather, state_on
from graph.errors import AskError
from graph.reading import ANY_ENTITY, labels
from graph.schema import ENTITY_LABELS, TYPES
from graph.store import Store

_NODE = (
    "label name name_zh short_name short_name_zh aliases jurisdiction subtype layer states start_date end_date identifiers "
    "description sources confidence"
).split()


def network_of(answer: Answer) -> nx.MultiDiGraph[str]:
    """The entities of an answer, joined by its claims; a deal is drawn from its giver to its taker.

    Claims about the same two ends and of the same type share one link. Entities that no claim joins stand alone.
    """
    graph = joined(answer.evidence, answer.entities, answer.claims, {v: k for k, v in answer.claim_ids.items()})
    graph.graph["answer"] = answer.json()
    return graph


def joined(
    evidence: Evidence, ids: Iterable[str], claims: Mapping[str, Mapping[str, Any]], refs: Mapping[str, str]
) -> nx.MultiDiGraph[str]:
    """Entities joined by claims; `refs` says which stored record each claim is."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_ in sorted(ids):
        row = evidence.nodes[id_]
        graph.add_node(id_, **{k: row[k] for k in _NODE if row.get(k) not in (None, [])}, state=state_on(row["states"], evidence.day))
    links: dict[tuple[str, str, str], list[str]] = {}
    for name, claim in claims.items():
        if (link := _link(claim)) and link[0] in graph and link[1] in graph:
            links.setdefault(link, []).append(name)
    for (subject, obj, type_), names in links.items():
        stored = evidence.stored[refs[names[-1]]]
        graph.add_edge(subject, obj, type=type_, state=claims[names[-1]]["state"], states=stored["states"], claims=names)
    return graph


def _link(claim: Mapping[str, Any]) -> tuple[str, str, str] | None:
    if claim["kind"] == "relation":
        return claim["subject"], claim["object"], claim["type"]
    return (claim["licensor_id"], claim["licensee_id"], "DEAL") if claim["kind"] == "deal" else None


def around(store: Store, center: str, hops: int, day: str, most: int = 400) -> nx.MultiDiGraph[str]:
    """What lies within some hops of an entity and counts on the day, with every relation between these.

    Raises: AskError where that is more than `most` entities.
    """
    found, edge = {center}, {center}
    for _ in range(hops):
        by_id = labels(store, edge)
        rows = store.rows(_NEAR, {"ids": sorted(by_id), "day": day}) if by_id else []
        edge = {row["id"] for row in rows} - found
        found |= edge
        if len(found) > most:
            raise AskError(f"{len(found)} entities lie within {hops} hops of {center}, the limit is {most}; take fewer hops, or --all")
    return part(store, found, day)


_TYPES = "|".join(TYPES)
_NEAR = f"""
    UNWIND $ids AS id
    MATCH (n:{ANY_ENTITY} {{id: id}})-[r:{_TYPES}]->(m)
    WHERE r.shown <= $day AND r.gone > $day
    RETURN m.id AS id ORDER BY id
    UNION
    UNWIND $ids AS id
    MATCH (m)-[r:{_TYPES}]->(n:{ANY_ENTITY} {{id: id}})
    WHERE r.shown <= $day AND r.gone > $day
    RETURN m.id AS id ORDER BY id
"""


def whole(store: Store, day: str) -> nx.MultiDiGraph[str]:
    """Everything that counts on the day: entities, relations and deals."""
    return part(store, None, day)


def part(store: Store, ids: set[str] | None, day: str) -> nx.MultiDiGraph[str]:
    """Some entities, or all, with the relations and deals between them that count on the day."""
    refs = [row["key"] for row in store.rows(_RELATIONS, {"day": day}) if ids is None or {row["subject"], row["object"]} <= ids]
    deals = [row["id"] for row in store.rows(_DEALS, {"day": day}) if ids is None or {row["giver"], row["taker"]} <= ids]
    evidence = gather(store, [*refs, *deals], day)
    wanted = ids if ids is not None else {row["id"] for row in store.rows(_ENTITIES, {"day": day})}
    evidence.add_entities(store, wanted)
    shown = {id_ for id_, row in evidence.nodes.items() if row["label"] in ENTITY_LABELS and row["shown"] <= day < row["gone"]}
    if ids is not None:
        shown = ids
    names = {ref: f"c{n}" for n, ref in enumerate((r for r in (*refs, *deals) if evidence.is_shown(r)), start=1)}
    claims = {name: evidence.claims[ref] for ref, name in names.items()}
    graph = joined(evidence, shown, claims, {v: k for k, v in names.items()})
    cited = cited_by(claims.values()) | {s for id_ in shown for s in evidence.nodes[id_]["sources"]}
    evidence.add_sources(store, cited)
    graph.graph["answer"] = {
        "question": None,
        "params": {},
        "as_of": day,
        "columns": [],
        "rows": [],
        "claims": claims,
        "entities": evidence.entities_of(shown),
        "sources": {s: evidence.sources[s] for s in sorted(cited) if s in evidence.sources},
        "notes": [],
    }
    return graph


_RELATIONS = f"""
    MATCH (a)-[r:{_TYPES}]->(b)
    WHERE r.shown <= $day AND r.gone > $day
    RETURN r.key AS key, a.id AS subject, b.id AS object ORDER BY key
"""
_DEALS = """
    MATCH (d:Deal) WHERE d.shown <= $day AND d.gone > $day
    RETURN d.id AS id, d.licensor_id AS giver, d.licensee_id AS taker ORDER BY id
"""
_ENTITIES = f"MATCH (n:{ANY_ENTITY}) WHERE n.shown <= $day AND n.gone > $day RETURN n.id AS id ORDER BY id"
