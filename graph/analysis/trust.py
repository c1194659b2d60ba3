"""The most trustworthy simple paths between two ends of an undirected graph whose links carry a trust between 0 and 1.

A path's trust is the product of its links', so the most trustworthy path is the shortest under −log(trust). Paths come in that order
from a best-first search whose bound is the exact remaining distance, so only what can still be among the best is opened.
References: Dijkstra 1959 (distances), Hart, Nilsson and Raphael 1968 (best-first search with a bound), Yen 1971 (k shortest simple paths).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from math import exp, inf, log

Links = Mapping[str, Mapping[str, float]]
"""Node -> neighbour -> trust of the link, the same both ways."""
EQUAL = 1e-9
MOST = 20_000
"""Partial paths that are opened at most; more only where thousands of paths tie."""


def distances(links: Links, goal: str) -> dict[str, float]:
    """−log(trust) of the best path from every node to the goal."""
    known: dict[str, float] = {}
    heap = [(0.0, goal)]
    while heap:
        cost, node = heapq.heappop(heap)
        if node in known:
            continue
        known[node] = cost
        for other, trust in links.get(node, {}).items():
            if other not in known:
                heapq.heappush(heap, (cost - log(trust), other))
    return known


def best_paths(links: Links, origin: str, goal: str, limit: int, via: str | None = None) -> list[tuple[float, tuple[str, ...]]]:
    """Up to `limit` simple paths with their trust, by trust, then length, then ids; with `via` only those through it.

    >>> links = {"a": {"b": 0.9, "c": 0.5}, "b": {"a": 0.9, "c": 0.8}, "c": {"a": 0.5, "b": 0.8}}
    >>> [(round(trust, 2), path) for trust, path in best_paths(links, "a", "c", 5)]
    [(0.72, ('a', 'b', 'c')), (0.5, ('a', 'c'))]
    """
    to_goal = distances(links, goal)
    to_via = distances(links, via) if via else {}
    beyond = to_goal.get(via, inf) if via else 0.0

    def left(node: str, passed: bool) -> float:
        return to_goal.get(node, inf) if passed else to_via.get(node, inf) + beyond

    start = via is None or via in (origin, goal)
    heap: list[tuple[float, int, tuple[str, ...], float, bool]] = [(left(origin, start), 1, (origin,), 0.0, start)]
    found: list[tuple[float, tuple[str, ...]]] = []
    opened = 0
    while heap and opened < MOST:
        bound, _, path, cost, passed = heapq.heappop(heap)
        if bound == inf or (len(found) >= limit and bound > found[limit - 1][0] + EQUAL):
            break
        opened += 1
        node = path[-1]
        if node == goal:
            if passed:
                found.append((cost, path))
            continue
        for other, trust in links.get(node, {}).items():
            if other in path:
                continue
            after, through = cost - log(trust), passed or other == via
            if (rest := left(other, through)) < inf:
                heapq.heappush(heap, (after + rest, len(path) + 1, (*path, other), after, through))
    found.sort(key=lambda item: (round(item[0], 9), len(item[1]), item[1]))
    return [(exp(-cost), path) for cost, path in found[:limit]]
