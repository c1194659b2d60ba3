"""Cypher that a user wrote: read-only on either engine, bounded in time and rows, and cited where it names its claims.

A text that returns a column `claims` (keys of relations, ids of entities, figures and deals) gets the claims, entities and
sources that an answer of the catalogue has, and can be drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.claims import Evidence, cited_by, gather
from graph.drawing import Network, Table
from graph.network import joined
from graph.store import Row, Store

ROWS = 1000
"""Rows at most, where no limit is asked for."""


@dataclass
class Found:
    """Rows of a user's text, with what stands behind them."""

    params: dict[str, Any]
    as_of: str
    columns: list[str]
    rows: list[Row]
    claim_ids: dict[str, str]
    evidence: Evidence
    notes: list[str]

    @property
    def claims(self) -> dict[str, dict[str, Any]]:
        """c1, c2 … in the order in which rows need them."""
        return {name: self.evidence.claims[ref] for ref, name in self.claim_ids.items()}

    def json(self) -> dict[str, Any]:
        """In the form of an answer, without a question."""
        rows = [{c: row[c] for c in self.columns} for row in self.rows]
        for plain, row in zip(rows, self.rows, strict=True):
            if "claims" in row:
                plain["claims"] = [self.claim_ids[ref] for ref in row["claims"] or [] if ref in self.claim_ids]
        return {
            "question": None,
            "params": self.params,
            "as_of": self.as_of,
            "columns": self.columns,
            "rows": rows,
            "claims": self.claims,
            "entities": self.evidence.entities_of(self.evidence.nodes),
            "sources": self.evidence.sources_of(self.claims),
            "notes": self.notes,
        }

    def network(self) -> nx.MultiDiGraph[str]:
        """The entities that the claims join; none where the text names no claims."""
        answer = self.json()
        graph = joined(self.evidence, answer["entities"], self.claims, {name: ref for ref, name in self.claim_ids.items()})
        graph.graph |= {
            "answer": answer,
            "drawing": Network() if self.claim_ids else Table(),
            "columns": [{"name": c} for c in self.columns],
        }
        return graph


def ask_cypher(store: Store, cypher: str, params: Mapping[str, Any], day: str, limit: int = ROWS) -> Found:
    """Run a user's text; `$as_of` is the day. Raises: Refused, StoreError, TimedOut."""
    given = {"as_of": day, **params}
    rows, more = store.ask(cypher, given, limit=limit)
    notes = [f"Only the first {limit:,} rows; raise the limit, or narrow the text."] if more else []
    if not rows:
        notes.append("Nothing found in this dataset.")
    refs = list(dict.fromkeys(ref for row in rows for ref in row.get("claims") or [] if isinstance(ref, str)))
    evidence = gather(store, refs, day)
    evidence.add_entities(store, ())
    evidence.add_sources(store, cited_by(evidence.claims.values()))
    known = [ref for ref in refs if ref in evidence.claims]
    columns = [c for c in rows[0] if c != "claims"] if rows else []
    return Found(dict(params), day, columns, rows, {ref: f"c{n}" for n, ref in enumerate(known, start=1)}, evidence, notes)
