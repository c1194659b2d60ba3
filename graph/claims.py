"""Claims: what stands behind a row, as the reader sees it, with its state on the day and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.asof import GONE, at, unpack
from graph.ids import is_relation_key
from graph.reading import labels, nodes_of, own_fields, relations_by_key, titles
from graph.schema import LABELS, Deal, Entity
from graph.store import Row, Store

_SHORT = ("name", "name_zh", "jurisdiction")
_DEAL_COLUMNS = {"kind": "deal_kind"}
"""Columns of a deal that a claim has under another name, since its `kind` says what sort of claim it is."""


def state_on(states: Iterable[str], day: str) -> str:
    """State on a day as a reader sees it: what is no longer shown has ended, what is not yet shown is absent."""
    steps = unpack(states)
    state = at(steps, day)
    was_shown = any(since <= day and word not in GONE for since, word in steps)
    return "ended" if state == "absent" and was_shown else state


def _dating(start: str | None, end: str | None) -> dict[str, Any]:
    dates = [d for d in (start, end) if d]
    return {"start_date": start, "end_date": end, "dated": bool(dates), "partial": any(len(d) < 10 for d in dates)}


def _tail(row: Row, day: str) -> dict[str, Any]:
    return {"state": state_on(row["states"], day), "detail": row.get("detail"), "confidence": row["confidence"], "sources": row["sources"]}


def relation_claim(row: Row, day: str) -> dict[str, Any]:
    """A stored relation as a claim. Absent is null, never left out."""
    return {
        "kind": "relation",
        "subject": row["subject"],
        "type": row["type"],
        "object": row["object"],
        "role": row["role"],
        "effect": row["effect"],
        "order": row.get("order"),
        "joint": bool(row.get("joint")),
        "figure": row["figure"],
        **_dating(row["start_date"], row["end_date"]),
        **_tail(row, day),
    }


def node_claim(row: Row, day: str) -> dict[str, Any]:
    """A stored entity, figure or deal as a claim."""
    label = row["label"]
    if label == "Figure":
        own = {f: row.get(f) for f in ("id", "measure", "value", "value_high", "unit", "qualifier", "period")}
        return {"kind": "figure", "subject": row["subject_id"], **own, **_dating(None, None), **_tail(row, day)}
    if label == "Deal":
        own = {_DEAL_COLUMNS.get(f, f): v for f, v in own_fields(label, row).items() if f not in ("sources", "confidence")}
        return {"kind": "deal", "subject": row["id"], **own, **_dating(row["date"], None), **_tail(row, day)}
    tail = {**_tail(row, day), "detail": row["description"]}
    return {"kind": "entity", "subject": row["id"], **_dating(row["start_date"], row["end_date"]), **tail}


@dataclass
class Shelf:
    """What was read from one state of a store, by what names it; asking again about another day need not read it again."""

    version: str = ""
    relations: dict[str, Row] = field(default_factory=dict)
    nodes: dict[str, Row] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """Labels of ends of relations."""

    def keep(self, version: str) -> None:
        """Forget what was read from another state of the store."""
        if version != self.version:
            self.version = version
            for read in (self.relations, self.nodes, self.sources, self.labels):
                read.clear()

    def read_relations(self, store: Store, keys: set[str]) -> None:
        """Relations by key."""
        if wanted := keys - set(self.relations):
            found, ends = relations_by_key(store, wanted)
            self.relations |= found
            self.labels |= ends

    def read_nodes(self, store: Store, ids: set[str]) -> None:
        """Nodes by id; what is not there stays unknown."""
        if wanted := ids - set(self.nodes):
            known = {id_: self.labels[id_] for id_ in wanted & self.labels.keys()}
            self.nodes |= nodes_of(store, known | (labels(store, rest) if (rest := wanted - known.keys()) else {}))

    def read_sources(self, store: Store, ids: set[str]) -> None:
        """Sources by id, with what an answer says of them."""
        for row in titles(store, ids - set(self.sources)):
            self.sources[row["id"]] = {"title": row["name"]} | {f: row[f] for f in ("publisher", "url", "date", "kind", "opened")}


@dataclass
class Evidence:
    """Everything read for an answer: claims by reference, nodes by id, sources by id."""

    day: str
    shelf: Shelf = field(default_factory=Shelf)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    stored: dict[str, Row] = field(default_factory=dict)
    """Reference -> what is stored, for pictures that show other days."""
    nodes: dict[str, Row] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)

    def is_shown(self, ref: str) -> bool:
        """Whether a claim is shown on the day; one that lies between two times when it was shown is not."""
        state = self.claims[ref]["state"] if ref in self.claims else "absent"
        return state != "absent" and not (state == "ended" and self._between(ref))

    def _between(self, ref: str) -> bool:
        row = self.stored[ref]
        return at(unpack(row["states"]), self.day) == "absent" and row["gone"] > self.day

    def add_entities(self, store: Store, ids: Iterable[str]) -> None:
        """Read nodes that are not there yet, the ends of claims among them."""
        wanted = {*ids, *(end for claim in self.claims.values() for end in _ends(claim))} - set(self.nodes)
        self.shelf.read_nodes(store, wanted)
        self.nodes |= {id_: self.shelf.nodes[id_] for id_ in sorted(wanted) if id_ in self.shelf.nodes}

    def add_sources(self, store: Store, cited: Iterable[str]) -> None:
        """Read sources that are not there yet."""
        wanted = set(cited) - set(self.sources)
        self.shelf.read_sources(store, wanted)
        self.sources |= {s: self.shelf.sources[s] for s in sorted(wanted) if s in self.shelf.sources}

    def entities_of(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Id -> label and names, for ids that are entities or deals."""
        rows = {id_: self.nodes[id_] for id_ in sorted(set(ids)) if id_ in self.nodes}
        return {
            id_: {"label": row["label"], **{f: row.get(f) for f in _SHORT}}
            for id_, row in rows.items()
            if issubclass(LABELS[row["label"]], Entity | Deal)
        }

    def sources_of(self, claims: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Sources that claims cite, by id."""
        return {s: self.sources[s] for s in sorted(cited_by(claims.values())) if s in self.sources}


def cited_by(claims: Iterable[Mapping[str, Any]]) -> set[str]:
    """Ids of the sources that claims cite."""
    return {source for claim in claims for source in claim["sources"]}


def _ends(claim: Mapping[str, Any]) -> list[str]:
    return [claim[n] for n in ("subject", "object", "licensor_id", "licensee_id") if claim.get(n)]


def gather(store: Store, refs: Iterable[str], day: str, shelf: Shelf | None = None) -> Evidence:
    """Read the claims that references name, as far as they do not lie on the shelf; not yet their ends and sources."""
    evidence = Evidence(day, shelf or Shelf())
    wanted = set(refs)
    keys = {ref for ref in wanted if is_relation_key(ref)}
    ids = wanted - keys
    evidence.shelf.read_relations(store, keys)
    evidence.shelf.read_nodes(store, ids)
    for ref in sorted(keys & set(evidence.shelf.relations)):
        row = evidence.stored[ref] = evidence.shelf.relations[ref]
        evidence.claims[ref] = relation_claim(row, day)
    for ref in sorted(ids & set(evidence.shelf.nodes)):
        row = evidence.stored[ref] = evidence.nodes[ref] = evidence.shelf.nodes[ref]
        evidence.claims[ref] = node_claim(row, day)
    return evidence
