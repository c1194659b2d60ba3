"""Names of entities on a server: each kept as it is compared, in an index, so that a name is found without reading all.

Where the index is missing or still being made, names are read as on an engine that has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j import ManagedTransaction

from graph.derive import FOLDED, NAMES_INDEX
from graph.engines import server_marker as marker
from graph.folding import kept
from graph.matching import LONGEST, NAMES
from graph.schema import ENTITY_LABELS

LACKING = "Neo.ClientError.Procedure.ProcedureCallFailed"
"""Code of a search in an index that is not there."""
SINCE = 2
"""Format from which entities keep their names as they are compared."""
PAGE = 10_000
"""Entities that are given theirs in one transaction."""

BEARING = f"""
    CALL db.index.fulltext.queryNodes('{NAMES_INDEX}', $form) YIELD node AS n
    WHERE n.shown IS NOT NULL AND n.retired_on IS NULL
    RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Stakeholder'][0] AS label
    ORDER BY id"""

_WITHOUT = """
    MATCH (n:{label}) WHERE n.id > $after AND n.digest IS NOT NULL AND n.{folded} IS NULL
    RETURN n.id AS id, {names} ORDER BY id LIMIT $page"""
_FOLD = "UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.{folded} = row.folded"


def term(form: str) -> str | None:
    """A name as the index is asked for it; None for one that is too long to be in it."""
    return f'"{form}"' if len(form) <= LONGEST else None


def fill(send: Callable[[Callable[[ManagedTransaction], Any]], Any]) -> None:
    """Give entities that lack them their names as they are compared, page by page; safe to run again."""
    names = ", ".join(f"n.{name} AS {name}" for name in (*NAMES, "aliases"))
    for label in ENTITY_LABELS:
        read, write = _WITHOUT.format(label=label, folded=FOLDED, names=names), _FOLD.format(label=label, folded=FOLDED)
        after = ""

        def page(tx: ManagedTransaction, read: str = read, write: str = write) -> str:
            rows = tx.run(read, after=after, page=PAGE).data()  # noqa: B023 the page after the one before
            if rows:
                tx.run(write, rows=[{"id": row["id"], "folded": kept(row["id"], row)} for row in rows]).consume()
            marker.beat(tx)
            return str(rows[-1]["id"]) if rows else ""

        while after := send(page):
            pass
