"""Algorithms of graph.analysis against networkx on small graphs, and by hand."""

from __future__ import annotations

import doctest
from itertools import pairwise
from math import prod

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import balance, doubts, groups, levels, trust

PAIRS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda p: p[0] != p[1]), min_size=1, max_size=16)
WEIGHTS = (0.9, 0.8, 0.7, 0.5, 0.25)


@pytest.mark.parametrize("module", [balance, doubts, groups, levels, trust])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@given(PAIRS)
def test_groups_agree_with_networkx(pairs: list[tuple[str, str]]) -> None:
    found, graph = groups.groups(pairs), nx.Graph(pairs)
    expected = nx.betweenness_centrality(graph)
    assert all(abs(found.betweenness[node] - expected[node]) < 1e-9 for node in graph)
    for node in graph:
        part = graph.subgraph(nx.node_connected_component(graph, node)).copy()
        part.remove_node(node)
        assert found.parts[node] == nx.number_connected_components(part)
    assert sorted(m for members in found.communities for m in members) == sorted(graph)
    assert groups.groups([(b, a) for a, b in reversed(pairs)]) == found


@given(PAIRS, st.integers(1, 6), st.sampled_from([None, "c"]))
def test_best_paths_are_the_best_of_all(pairs: list[tuple[str, str]], limit: int, via: str | None) -> None:
    """Every simple path by networkx, ranked by trust, length and ids."""
    graph: nx.Graph[str] = nx.Graph()
    for n, (a, b) in enumerate(sorted({(min(p), max(p)) for p in pairs})):
        graph.add_edge(a, b, trust=WEIGHTS[n % len(WEIGHTS)])
    got = trust.Ties(nx.get_edge_attributes(graph, "trust")).best_paths("a", "b", limit, via)
    every = [tuple(path) for path in nx.all_simple_paths(graph, "a", "b")] if {"a", "b"} <= set(graph) else []
    value = {path: prod(graph[x][y]["trust"] for x, y in pairwise(path)) for path in every if via is None or via in path}
    expected = sorted(value, key=lambda path: (-round(value[path], 9), len(path), path))[:limit]
    assert [path for _, path in got] == expected
    assert all(abs(share - value[path]) < 1e-9 for share, path in got)


@given(PAIRS)
def test_triads_are_the_triangles_that_networkx_finds(pairs: list[tuple[str, str]]) -> None:
    signs = {pair: 1 if n % 3 else -1 for n, pair in enumerate(sorted({(min(p), max(p)) for p in pairs}))}
    graph: nx.Graph[str] = nx.Graph((a, b, {"sign": sign}) for (a, b), sign in signs.items())
    cliques = {tuple(sorted(clique)): graph.subgraph(clique) for clique in nx.enumerate_all_cliques(graph) if len(clique) == 3}
    found = balance.triads({(b, a) if n % 2 else (a, b): sign for n, ((a, b), sign) in enumerate(signs.items())})
    assert found == {triad: prod(sign for _, _, sign in part.edges(data="sign")) == 1 for triad, part in cliques.items()}


@given(PAIRS, st.integers(1, 4))
def test_levels_are_shortest_paths(pairs: list[tuple[str, str]], depth: int) -> None:
    """Levels by networkx; of equal paths the smallest list of ids."""
    graph = nx.DiGraph(pairs)
    reached = levels.walk("a", lambda ids: [levels.Step(i, t, (f"{i}{t}",)) for i in ids if i in graph for t in graph[i]], depth)
    lengths = nx.single_source_shortest_path_length(graph, "a", cutoff=depth) if "a" in graph else {"a": 0}
    assert {node: way.level for node, way in reached.items()} == {node: n for node, n in lengths.items() if node != "a"}
    for node, way in reached.items():
        assert way.path == min(tuple(path) for path in nx.all_shortest_paths(graph, "a", node))
        assert way.claims == tuple(f"{x}{y}" for x, y in pairwise(way.path))
