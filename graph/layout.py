"""Positions for a network: the same every time, communities apart, fast enough for thousands of nodes.

Communities come from networkit's Louvain method on one thread with a fixed seed. Each is laid out on its own by a
force model, spread until its marks no longer touch, and put as a disc into a layout of the communities. Small parts
that hang on nothing stand in rows below. Node and edge order do not matter: everything is sorted first.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.forces import GAP, Pairs, Points, apart, force, spread

Members = npt.NDArray[np.int64]

WIDER = (1.3, 1.0)
"""Communities stand farther apart sideways, where screens have room and names need it."""
LARGEST = 260
"""Communities above this many nodes are split again before they are laid out."""


def lay_out(network: nx.Graph[Any]) -> None:
    """Set `x` and `y` on every node that has none.

    >>> ring = nx.cycle_graph(4)
    >>> lay_out(ring)
    >>> all({"x", "y"} <= set(data) for _, data in ring.nodes(data=True))
    True
    """
    for node, (x, y) in positions(network).items():
        network.nodes[node]["x"] = x
        network.nodes[node]["y"] = y


def positions(network: nx.Graph[Any]) -> dict[Hashable, tuple[float, float]]:
    """Where every node stands; nodes that have finite numbers as `x` and `y` keep them."""
    given = {node: spot for node, data in network.nodes(data=True) if (spot := _given(data))}
    if len(given) == len(network):
        return given
    order = sorted(network.nodes, key=_sort_key)
    index = {node: number for number, node in enumerate(order)}
    pairs = _pairs(np.array([(index[a], index[b]) for a, b in network.edges()], dtype=np.int64).reshape(-1, 2))
    points = place(len(order), pairs)
    found = {node: (round(float(points[i, 0]), 1), round(float(points[i, 1]), 1)) for node, i in index.items()}
    return {node: given.get(node, found[node]) for node in network.nodes}


def place(size: int, pairs: Pairs) -> Points:
    """Positions of `size` nodes joined by `pairs` (rows of two indices, each pair once)."""
    points = np.zeros((size, 2))
    parts = _components(size, pairs)
    large = [part for part in parts if len(part) > 3]
    small = [part for part in parts if len(part) <= 3]
    discs = [_connected(len(part), links) for part, links in zip(parts, _inside(parts, size, pairs), strict=True) if len(part) > 3]
    corner = 0.0
    if discs:
        centres = _pack([_radius(disc) for disc in discs])
        for part, disc, centre in zip(large, discs, centres, strict=True):
            points[part] = disc + centre
        placed = np.concatenate(large)
        corner = float(points[placed, 1].max()) + 3 * GAP
    _rows(points, small, corner, math.sqrt(size) * GAP)
    if size:
        points -= points.mean(axis=0)
    return points


def communities(size: int, pairs: Pairs, resolution: float = 1.0) -> list[int]:
    """The community of each node, numbered from the largest."""
    import networkit as nk  # heavy, and only needed when something is laid out

    nk.setNumberOfThreads(1)
    nk.setSeed(7, False)
    graph = nk.Graph(size)
    for a, b in pairs.tolist():
        graph.addEdge(a, b)
    found = nk.community.PLM(graph, refine=True, gamma=resolution)
    found.run()
    labels = found.getPartition().getVector()
    groups: dict[int, list[int]] = {}
    for node, label in enumerate(labels):
        groups.setdefault(label, []).append(node)
    ranked = sorted(groups.values(), key=lambda members: (-len(members), members[0]))
    result = [0] * size
    for number, members in enumerate(ranked):
        for node in members:
            result[node] = number
    return result


def _connected(size: int, links: Pairs) -> Points:
    """One component, centred on the origin: its communities as discs, in a layout of the communities."""
    groups = _groups(size, links) if size > 40 else []
    if len(groups) < 2:
        return spread(force(size, links))
    discs = [spread(force(len(group), inner)) for group, inner in zip(groups, _inside(groups, size, links), strict=True)]
    radii = np.array([_radius(disc) for disc in discs])
    owner, local = _owners(groups, size), np.concatenate(discs)[np.argsort(np.concatenate(groups))]
    crossing = links[owner[links[:, 0]] != owner[links[:, 1]]]
    joined, weight = np.unique(np.sort(owner[crossing], axis=1), axis=0, return_counts=True)
    centres = force(len(groups), joined, np.log1p(weight), radii)
    centres = apart(centres * [1.9, 1.3] * (float(radii.mean()) / GAP), radii + GAP * 0.9) * WIDER
    points = _turned(local, owner, crossing, centres) + centres[owner]
    points -= points.mean(axis=0)
    return points


def _groups(size: int, links: Pairs) -> list[Members]:
    """The communities; one too large for a disc is cut where it is thinnest."""
    found: list[Members] = []
    groups = _members(communities(size, links))
    for group, inner in zip(groups, _inside(groups, size, links), strict=True):
        pieces = _members(communities(len(group), inner, resolution=1.6)) if len(group) > LARGEST else []
        found += [group[piece] for piece in pieces] or [group]
    return found


def _turned(points: Points, owner: Members, crossing: Pairs, centres: Points) -> Points:
    """Each disc turned so that nodes with links outwards face where these lead."""
    inner, outer = np.concatenate([crossing, crossing[:, ::-1]]).T
    there = centres[owner[outer]] - centres[owner[inner]]
    there /= np.hypot(there[:, 0], there[:, 1]).clip(1e-9)[:, None]
    here = points[inner]
    cross = np.bincount(owner[inner], here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0], len(centres))
    dot = np.bincount(owner[inner], (here * there).sum(axis=1), len(centres))
    angle = np.arctan2(cross, dot)[owner]
    x, y = points.T
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], axis=1)


def _pack(radii: list[float]) -> Points:
    """Centres of discs round the largest, none touching."""
    centres: list[tuple[float, float]] = []
    done: list[float] = []
    for radius in radii:
        for turn in range(4000):
            far = math.sqrt(turn) * GAP * 0.7
            x, y = far * 1.5 * math.cos(turn * 2.399963), far * math.sin(turn * 2.399963)
            if all(math.hypot(x - a, y - b) > radius + r + 2 * GAP for (a, b), r in zip(centres, done, strict=True)):
                break
        centres.append((x, y))
        done.append(radius)
    return np.array(centres)


def _rows(points: Points, parts: list[npt.NDArray[np.int64]], top: float, width: float) -> None:
    """Parts of one to three nodes in rows, the larger first."""
    x, y = -width / 2, top
    for part in parts:
        if x > width / 2:
            x, y = -width / 2, y + GAP * 1.2
        points[part] = np.stack([x + np.arange(len(part)) * GAP, np.full(len(part), y)], axis=1)
        x += (len(part) + 0.6) * GAP


def _components(size: int, pairs: Pairs) -> list[Members]:
    """Connected parts, the largest first."""
    import rustworkx as rx  # kept out of the import of the package

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.extend_from_edge_list(list(map(tuple, pairs.tolist())))
    parts = [np.array(sorted(part), dtype=np.int64) for part in rx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _members(labels: list[int]) -> list[Members]:
    """The nodes of each label."""
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.cumsum(np.bincount(labels))[:-1])


def _owners(groups: list[Members], size: int) -> Members:
    """The number of each node's group."""
    owner = np.empty(size, dtype=np.int64)
    for number, group in enumerate(groups):
        owner[group] = number
    return owner


def _inside(groups: list[Members], size: int, pairs: Pairs) -> list[Pairs]:
    """The links within each group, its nodes renumbered from zero."""
    if not groups:
        return []
    owner, local = _owners(groups, size), np.empty(size, dtype=np.int64)
    for group in groups:
        local[group] = np.arange(len(group))
    inner = pairs[owner[pairs[:, 0]] == owner[pairs[:, 1]]]
    inner = inner[np.argsort(owner[inner[:, 0]], kind="stable")]
    counts = np.bincount(owner[inner[:, 0]], minlength=len(groups))
    return [np.sort(part, axis=1) for part in np.split(local[inner], np.cumsum(counts)[:-1])]


def _pairs(found: Pairs) -> Pairs:
    """Each pair of two nodes once, the lower number first, in order."""
    found = np.sort(found[found[:, 0] != found[:, 1]], axis=1)
    return np.unique(found, axis=0)


def _radius(points: Points) -> float:
    return float(np.hypot(points[:, 0], points[:, 1]).max(initial=0)) + GAP * 0.5


def _given(data: dict[str, Any]) -> tuple[float, float] | None:
    try:
        x, y = float(data["x"]), float(data["y"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _sort_key(node: Hashable) -> tuple[str, str]:
    """An order for any node; where even `repr` fails, the kind of object stands for it."""
    try:
        return type(node).__name__, repr(node)
    except Exception:  # a foreign object may raise anything
        return type(node).__name__, ""
