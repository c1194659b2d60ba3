"""Positions: the same every time, in any order of nodes, communities apart, marks not on one another."""

from __future__ import annotations

import math
import time

import networkx as nx
import numpy as np

from graph.layout import communities, lay_out, place, positions


def planted(groups: int, size: int) -> nx.Graph[int]:
    return nx.random_partition_graph([size] * groups, 0.2, 0.002, seed=5)


def test_the_same_in_any_order() -> None:
    graph = planted(4, 30)
    turned: nx.Graph[int] = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes)))
    turned.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert positions(graph) == positions(graph) == {node: positions(turned)[node] for node in graph.nodes}


def test_communities_stand_apart() -> None:
    graph = planted(6, 40)
    found = positions(graph)
    centres = np.array([np.mean([found[n] for n in range(g * 40, g * 40 + 40)], axis=0) for g in range(6)])
    inside = np.mean([np.hypot(*(np.array(found[n]) - centres[n // 40])) for n in graph.nodes])
    between = min(np.hypot(*(centres[a] - centres[b])) for a in range(6) for b in range(a))
    assert between > 1.5 * inside


def test_marks_do_not_stand_on_one_another() -> None:
    found = np.array(list(positions(planted(5, 60)).values()))
    away = np.hypot(*(found[:, None, :] - found[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    assert (away.min(axis=1) < 14).mean() < 0.02


def test_small_and_odd_graphs() -> None:
    assert positions(nx.Graph()) == {}
    assert set(positions(nx.empty_graph(5))) == set(range(5))
    for graph in (nx.path_graph(2), nx.star_graph(50), nx.complete_graph(30), nx.disjoint_union(nx.path_graph(9), nx.cycle_graph(7))):
        found = positions(graph)
        assert len(set(found.values())) == len(graph)
        assert all(math.isfinite(x) and math.isfinite(y) for x, y in found.values())
    assert place(0, np.empty((0, 2), dtype=np.int64)).shape == (0, 2)


def test_given_places_stay_and_others_are_set() -> None:
    graph = nx.path_graph(3)
    graph.nodes[1].update(x=5, y=6)
    lay_out(graph)
    assert (graph.nodes[1]["x"], graph.nodes[1]["y"]) == (5.0, 6.0)
    assert "x" in graph.nodes[0]


def test_communities_are_numbered_from_the_largest() -> None:
    graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(9))
    pairs = np.array(sorted(graph.edges), dtype=np.int64)
    found = communities(13, pairs)
    assert set(found[4:]) == {0}
    assert set(found[:4]) == {1}


def test_five_thousand_nodes_take_seconds() -> None:
    graph = nx.random_partition_graph([100] * 50, 0.05, 0.0004, seed=3)
    start = time.process_time()
    positions(graph)
    assert time.process_time() - start < 15
