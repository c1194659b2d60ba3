"""Brokers and communities: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from asked import answer, rows
from tiny import tiny

from graph.errors import AskError
from graph.store import Store
from queries import CATALOGUE, technology_groups

WORLD = """
Company a jurisdiction=cn
Company b jurisdiction=cn
Company c jurisdiction=cn
Company d jurisdiction=us
Company e jurisdiction=us
Company f jurisdiction=us
Company lone jurisdiction=us
Market market
Policy rule
a PARTNERS_WITH b
b PARTNERS_WITH c
c INVESTED_IN a
c INVESTED_IN a start_date=2024
Deal d1 name=d1 licensor_id=c licensee_id=d date=2025-06-01
d PARTNERS_WITH e
e PARTNERS_WITH f
f PARTNERS_WITH d confidence=unverified
lone OPERATES_IN market
a OPERATES_IN market
rule RESTRICTS a
"""


def test_brokers_between_two_triangles() -> None:
    """c and d each lie on the 6 (= 2 x 3) and 6 paths that cross, of 10 pairs of others: 6 of 10. Nobody else lies between."""
    store = tiny(WORLD)
    got = answer(store, "brokers")
    assert [(r.entity, r.betweenness, r.groups, r.parts_without) for r in got.rows] == [
        ("c", 0.6, ["c", "d"], 2),
        ("d", 0.6, ["c", "d"], 2),
    ]
    assert got.notes == ["6 entities, 7 links, each of weight 1."], "two stakes are one link; markets and rules are no actors"
    assert {"d1", "tiny|c|INVESTED_IN|a|", "tiny|c|INVESTED_IN|a|2024"} <= set(got.rows[0].claims)
    assert rows(store, "brokers", as_of=date(2025, 3, 6)) == [], "before the deal each triangle holds by itself"
    assert [r[0] for r in rows(store, "brokers", jurisdiction="us")] == ["d"]
    sure = {r[0]: r[1] for r in rows(store, "brokers", min_confidence="verified")}
    assert sure["e"] == 0.4, "without its unverified side the second triangle is a line: e lies between f and the four others"


@pytest.mark.parametrize("question", ["brokers", "communities"])
def test_a_network_that_is_too_large_is_refused_with_the_way_out(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six entities with seven links are 42."""
    store = tiny(WORLD)
    monkeypatch.setattr(technology_groups, "WORK", 42)
    assert rows(store, question)
    monkeypatch.setattr(technology_groups, "WORK", 41)
    with pytest.raises(AskError, match=r"6 entities with 7 links are too many .*; narrow it by scope"):
        rows(store, question)
    assert rows(store, question, scope="rule")


def test_communities_and_their_bridges() -> None:
    store = tiny(WORLD)
    assert rows(store, "communities") == [(1, "c", ["a", "b", "c"], ["c"]), (2, "d", ["d", "e", "f"], ["d"])]
    assert [r[1] for r in rows(store, "communities", as_of=date(2025, 3, 6))] == ["a", "d"], (
        "before the deal none has more links; the smallest id"
    )
    assert [r[:2] for r in rows(store, "communities", jurisdiction="us")] == [(2, "d")]


def test_scopes() -> None:
    store = tiny(WORLD)
    assert {r[0] for r in rows(store, "brokers", scope="Company,Market")} == {"a", "market"}, (
        "no deals without Deal among the labels; the market joins the lone one"
    )
    assert {r[0] for r in rows(store, "brokers", scope="Company,Deal")} == {"c", "d"}
    assert {r[0] for r in rows(store, "brokers", scope="rule")} == {"a"}, "two links around the rule: a, b, c and the market"
    assert rows(store, "brokers", scope="insurance") == []
    risk = {r[0] for r in rows(store, "brokers", scope="risk")}
    assert "a" in risk


def test_the_podcast_and_its_reports(pack: Store) -> None:
    """relations.csv between Media and Report: podcast-medasian REPORTED three episodes; vbinsight REPORTED two reports.

    vbinsight is a SUBSIDIARY_OF vcbeat. Two stars of three leaves: each centre lies between its 3 pairs of leaves, of the 21 pairs of the
    seven others: 0.1429; without it three parts are left.
    """
    got = rows(pack, "brokers", scope="Media,Report")
    assert got == [
        ("podcast-medasian", 0.1429, ["podcast-medasian"], 3),
        ("vbinsight", 0.1429, ["vbinsight"], 3),
    ]
    communities = rows(pack, "communities", scope="Media,Report")
    assert communities == [
        (1, "podcast-medasian", ["podcast-medasian", "report-podcast-e1", "report-podcast-e2", "report-podcast-e3"], []),
        (2, "vbinsight", ["rpt-medical-ai-2024", "rpt-medical-llm-2025", "vbinsight", "vcbeat"], []),
    ]
    then = rows(pack, "communities", scope="Media,Report", as_of=date(2025, 3, 6))
    assert then[1][2] == ["rpt-medical-ai-2024", "vbinsight", "vcbeat"], "the report of 2025-05-08 was to come"
    sure = rows(pack, "communities", scope="Media,Report", min_confidence="reported")
    assert [r[1] for r in sure] == ["podcast-medasian", "vbinsight"]
    assert sure[1][2] == ["rpt-medical-ai-2024", "rpt-medical-llm-2025", "vbinsight"], "its owner is unverified"


def test_actors_agree_with_networkx(pack: Store) -> None:
    """Betweenness and parts by another library, on the network of all actors as the question states it."""
    got = answer(pack, "brokers", as_of=date(2026, 7, 31))
    text = (
        "MATCH (a:Stakeholder)-[r]->(b:Stakeholder) WHERE r.shown <= '2026-07-31' AND r.gone > '2026-07-31' "
        "RETURN a.id AS a, b.id AS b ORDER BY a, b"
    )
    deals = (
        "MATCH (d:Deal)-[:FROM_PARTY]->(a:Stakeholder) MATCH (d)-[:TO_PARTY]->(b:Stakeholder) WHERE d.shown <= '2026-07-31' "
        "RETURN a.id AS a, b.id AS b ORDER BY a, b"
    )
    graph: nx.Graph[str] = nx.Graph((row["a"], row["b"]) for t in (text, deals) for row in pack.rows(t))
    expected = nx.betweenness_centrality(graph)
    assert {r.entity: r.betweenness for r in got.rows} == {r.entity: round(expected[r.entity], 4) for r in got.rows}
    ranked = sorted(expected, key=lambda id_: (-round(expected[id_], 9), id_))[:50]
    assert [r.entity for r in got.rows] == ranked
    for row in got.rows[:10]:
        whole = graph.subgraph(nx.node_connected_component(graph, row.entity)).copy()
        whole.remove_node(row.entity)
        assert row.parts_without == nx.number_connected_components(whole)


def test_the_same_again(pack: Store) -> None:
    """Communities are the same on every run; all their members together are the actors in communities of three or more."""
    first = rows(pack, "communities", as_of=date(2026, 7, 31))
    assert rows(pack, "communities", as_of=date(2026, 7, 31)) == first
    members = [m for r in first for m in r[2]]
    assert len(members) == len(set(members))
    assert [len(r[2]) for r in first] == sorted((len(r[2]) for r in first), reverse=True)
    assert {"us-hhs", "us-fda"} <= set(members)


def test_they_join_the_catalogue() -> None:
    assert CATALOGUE["brokers"].map == CATALOGUE["communities"].map == "technology"
