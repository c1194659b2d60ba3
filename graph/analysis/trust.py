"""The most trustworthy simple paths between two ends of an undirected graph whose links carry a trust between 0 and 1.

A path's trust is the product of its links', so the most trustworthy path is the shortest under −log(trust). Paths come in that order
from a best-first search whose bound is the exact remaining distance, so only what can still be among the best is opened.
References: Dijkstra, A note on two problems in connexion with graphs (Numerische Mathematik 1, 1959), for the distances; Hart, Nilsson and
Raphael, A formal basis for the heuristic determination of minimum cost paths (IEEE Transactions SSC 4, 1968), for the search; Yen, Finding
the K shortest loopless paths in a network (Management Science 17, 1971), for the problem.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from itertools import chain
from math import exp, inf, log

import rustworkx as rx

Pair = tuple[str, str]
EQUAL = 1e-9
MOST = 20_000
"""Partial paths that are opened at most; more only where thousands of paths tie."""


class Ties:
    """A graph of trust, made once and searched as often as one likes."""

    def __init__(self, trust: Mapping[Pair, float]) -> None:
        """Trust of every two that are linked, each pair once."""
        self._ids = sorted(set(chain.from_iterable(trust)))
        at = self._places = {id_: n for n, id_ in enumerate(self._ids)}
        self._graph: rx.PyGraph[str, float] = rx.PyGraph()
        self._graph.add_nodes_from(self._ids)
        self._graph.add_edges_from([(at[a], at[b], -log(share)) for (a, b), share in trust.items()])

    def best_paths(self, origin: str, goal: str, limit: int, via: str | None = None) -> list[tuple[float, tuple[str, ...]]]:
        """Up to `limit` simple paths with their trust, by trust, then length, then ids; with `via` only those through it.

        >>> ties = Ties({("a", "b"): 0.9, ("a", "c"): 0.5, ("b", "c"): 0.8})
        >>> [(round(trust, 2), path) for trust, path in ties.best_paths("a", "c", 5)]
        [(0.72, ('a', 'b', 'c')), (0.5, ('a', 'c'))]
        """
        if not {origin, goal, via or goal} <= self._places.keys():
            return []
        start, end = self._places[origin], self._places[goal]
        middle = self._places[via] if via and via not in (origin, goal) else None
        found = self._search(start, end, middle, limit)
        return [(exp(-cost), tuple(self._ids[n] for n in path)) for cost, path in found]

    def _distances(self, goal: int) -> dict[int, float]:
        """−log(trust) of the best path to the goal from every node from which there is one."""
        return {**rx.dijkstra_shortest_path_lengths(self._graph, goal, float), goal: 0.0}

    def _search(self, start: int, end: int, middle: int | None, limit: int) -> list[tuple[float, tuple[int, ...]]]:
        """Nodes are numbered in the order of their ids, so equal paths are in it too."""
        to_end = self._distances(end)
        to_middle, beyond = (self._distances(middle), to_end.get(middle, inf)) if middle is not None else ({}, inf)
        adjacent = self._graph.adj
        heap: list[tuple[float, int, tuple[int, ...], float, bool]] = [(0.0, 1, (start,), 0.0, middle is None)]
        found: list[tuple[float, tuple[int, ...]]] = []
        opened = 0
        while heap and opened < MOST:
            bound, _, path, cost, passed = heapq.heappop(heap)
            if len(found) >= limit and bound > found[limit - 1][0] + EQUAL:
                break
            opened += 1
            if path[-1] == end:
                if passed:
                    found.append((cost, path))
                continue
            for other, length in adjacent(path[-1]).items():
                if other in path:
                    continue
                through = passed or other == middle
                rest = to_end.get(other, inf) if through else to_middle.get(other, inf) + beyond
                if rest < inf:
                    heapq.heappush(heap, (cost + length + rest, len(path) + 1, (*path, other), cost + length, through))
        found.sort(key=lambda item: (round(item[0], 9), len(item[1]), item[1]))
        return found[:limit]
