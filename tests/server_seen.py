"""What a reader sees of a numbered world (server_loader.py), and what lies in the database behind it."""

from __future__ import annotations

from collections import Counter

from neo4j_fixtures import cypher

from graph.store import Store

Seen = tuple[dict[str, int], dict[str, int]]
"""Text -> nodes, text -> relations."""

READ = """
    MATCH (n:Market) WHERE n.shown <= $as_of AND n.gone > $as_of
    OPTIONAL MATCH (n)-[r:PART_OF]->(:Market) WHERE r.shown <= $as_of AND r.gone > $as_of
    RETURN n.id AS id, n.description AS node, r.detail AS relation ORDER BY id"""


def seen(store: Store) -> Seen:
    """In one question, as a reader asks: how many records say which text."""
    rows = store.rows(READ, {"as_of": "2026-01-01"})
    return dict(Counter(row["node"] for row in rows)), dict(Counter(row["relation"] for row in rows if row["relation"]))


def whole(text: str, nodes: int) -> Seen:
    """A numbered world as it is seen when it is there."""
    return {text: nodes}, {text: nodes - 1}


def leftovers(url: str) -> int:
    """Records of ours that no reader sees."""
    nodes = cypher(url, "MATCH (n:Market) WHERE n.shown IS NULL RETURN count(n) AS n")
    ties = cypher(url, "MATCH ()-[r:PART_OF]->() WHERE r.shown IS NULL RETURN count(r) AS n")
    return int(str(nodes[0]["n"])) + int(str(ties[0]["n"]))
