"""Texts that a user or another program wrote: the server explains one before it runs, and what its plan may do is on a list.

The text itself is never looked at: comments, escapes and spellings that would deceive a reader do not deceive the planner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from neo4j import Query, ResultSummary, Session

from graph.errors import Refused
from graph.store import Row

READS = frozenset({"r"})
"""Query types that only read; `rw`, `w` and `s` (schema and administration) do not."""

PROCEDURES = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.info",
        "db.schema.visualization",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.index.vector.querynodes",
        "db.index.vector.queryrelationships",
    }
)
"""Procedures that read the graph and nothing else."""

_OUTSIDE = re.compile(r"LoadCSV|Show|Terminate|Command|TransactionForeach|TransactionApply")
"""Steps that count as reading and yet fetch files and addresses, look at other people's transactions or end them."""

_UNPLANNED = re.compile(r"\b(?:COLLECT|COUNT|EXISTS)\s*\{")
"""A subquery inside an expression that the planner leaves as it is: what it would do is not among the steps."""


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and details of every step of a plan."""
    yield plan["operatorType"].partition("@")[0].partition("(")[0], str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def refuse(summary: ResultSummary) -> None:
    """Raises: Refused, unless a plan only reads the graph."""
    if summary.query_type not in READS or summary.plan is None:
        raise Refused("it does more than read the graph")
    for name, details in operators(summary.plan):
        if "ProcedureCall" in name:
            called = details.partition("(")[0].strip().strip("`").lower()
            if called not in PROCEDURES:
                raise Refused(f"it calls {called or 'a procedure'}; only these are open: {', '.join(sorted(PROCEDURES))}")
        elif _UNPLANNED.search(details):
            raise Refused("it hides a subquery inside a list, CASE or reduce; write it as a clause of its own (CALL { … })")
        elif _OUTSIDE.search(name):
            raise Refused(f"it reaches outside the graph or changes something ({name})")


def run(session: Session, cypher: str, params: Mapping[str, Any], *, limit: int, seconds: float) -> tuple[list[Row], bool]:
    """At most `limit` rows, and whether there were more. Not tried again when the server fails. Raises: Refused."""
    refuse(session.run(Query("EXPLAIN " + cypher, timeout=seconds), dict(params)).consume())
    result = session.run(Query(cypher, timeout=seconds), dict(params))
    columns = result.keys()
    rows = [dict(zip(columns, record.values(), strict=True)) for record in result.fetch(limit + 1)]
    return rows[:limit], len(rows) > limit
