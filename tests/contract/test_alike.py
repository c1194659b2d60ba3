"""Every question gives the same answer on both engines: rows, order, claims; and its texts are honest Cypher to a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph.store import Row, Store
from graph.workbench import Workbench
from queries import CATALOGUE

DAYS = (date(2026, 11, 22), date(2025, 3, 6))


@pytest.fixture(scope="module")
def embedded(pack: Store) -> Workbench:
    return Workbench(pack, fill=False)


@pytest.fixture(scope="module")
def server(served: Store) -> Workbench:
    return Workbench(served, fill=False)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("question", CATALOGUE)
def test_the_answer_is_the_same(embedded: Workbench, server: Workbench, question: str, day: date) -> None:
    asked = CATALOGUE[question].example
    here, there = (eco.ask(question, as_of=day, **asked).json() for eco in (embedded, server))
    assert there["rows"] == here["rows"]
    assert there == here


class Recorder:
    """A store that remembers the texts it is asked."""

    def __init__(self, store: Store) -> None:
        self.store, self.asked = store, list[tuple[str, dict[str, Any]]]()
        self.name = store.name

    def version(self) -> str:
        return self.store.version()

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        self.asked.append((cypher, dict(params or {})))
        return self.store.rows(cypher, params)


@pytest.fixture(scope="module")
def explained(neo4j_url: str) -> Iterator[Any]:
    """Plan and notices of a text, from the server."""
    with GraphDatabase.driver(neo4j_url) as driver, driver.session() as session:

        def explain(cypher: str, params: dict[str, Any]) -> tuple[set[str], list[str]]:
            summary = session.run(f"EXPLAIN {cypher}", params).consume()
            steps, todo = set[str](), [summary.plan]
            while todo:
                step = todo.pop()
                steps.add(step["operatorType"].split("@")[0])
                todo += step.get("children", [])
            return steps, [str(s.status_description) for s in summary.gql_status_objects if s.raw_classification in NOTICES]

        yield explain


NOTICES = ("PERFORMANCE", "DEPRECATION", "UNSUPPORTED", "HINT")
SCANS = ("NodeByLabelScan", "UnionNodeByLabelsScan", "IntersectionNodeByLabelsScan", "PartitionedNodeByLabelScan")


def test_dishonest_texts_are_seen(served: Store, explained: Any) -> None:
    """What the next test looks for is really told by the server."""
    steps, notices = explained("MATCH (a:Agency), (b:Policy) RETURN a.id AS a, b.id AS b", {})
    assert "CartesianProduct" in steps
    assert notices
    assert explained("MATCH (a:Agency) WHERE a.subtype = 'ministry' RETURN a.id AS id", {})[0] & set(SCANS)


@pytest.mark.parametrize("question", CATALOGUE)
def test_its_texts_are_honest(served: Store, explained: Any, question: str) -> None:
    """No Cartesian product, nothing deprecated, no scan of everything; no scan of a label where an id anchors the text."""
    recorder = Recorder(served)
    Workbench(recorder, fill=False).ask(question, **CATALOGUE[question].example)  # type: ignore[arg-type]
    for cypher, params in dict(recorder.asked).items():
        steps, notices = explained(cypher, params)
        assert "CartesianProduct" not in steps, cypher
        assert "AllNodesScan" not in steps, cypher
        if "{id:" in cypher:
            assert not steps & set(SCANS), cypher
        assert not notices, (notices, cypher)
