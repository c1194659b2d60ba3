"""Positions for a network: the same every time, communities apart, fast enough for thousands of nodes.

Communities come from networkit's Louvain method on one thread with a fixed seed. Each is laid out on its own by a
force model, spread until its marks no longer touch, and put as a disc into a layout of the communities. Small parts
that hang on nothing stand in rows below. Node and edge order do not matter: everything is sorted first.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]

GAP = 46.0
"""Distance between neighbouring marks, in the units of the positions; a mark of average weight has radius 7."""
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
    pairs = _pairs((index[a], index[b]) for a, b in network.edges() if a != b)
    points = place(len(order), pairs)
    found = {node: (round(float(points[i, 0]), 1), round(float(points[i, 1]), 1)) for node, i in index.items()}
    return {node: given.get(node, found[node]) for node in network.nodes}


def place(size: int, pairs: Pairs) -> Points:
    """Positions of `size` nodes joined by `pairs` (rows of two indices, each pair once)."""
    points = np.zeros((size, 2))
    parts = _components(size, pairs)
    large = [part for part in parts if len(part) > 3]
    small = [part for part in parts if len(part) <= 3]
    discs = [_connected(part, pairs) for part in large]
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


def _connected(part: npt.NDArray[np.int64], pairs: Pairs) -> Points:
    """One component, centred on the origin: its communities as discs, in a layout of the communities."""
    links = _inside(part, pairs)
    if len(part) <= 40:
        return _spread(_force(len(part), links), GAP)
    labels = np.array(communities(len(part), links))
    members = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
    members = [piece for group in members for piece in _split(group, links)]
    owner = np.empty(len(part), dtype=np.int64)
    for number, group in enumerate(members):
        owner[group] = number
    if len(members) == 1:
        return _spread(_force(len(part), links), GAP)
    discs = [_spread(_force(len(group), _inside(group, links)), GAP) for group in members]
    radii = np.array([_radius(disc) for disc in discs])
    crossing = owner[links]
    crossing = crossing[crossing[:, 0] != crossing[:, 1]]
    joined, weight = np.unique(np.sort(crossing, axis=1), axis=0, return_counts=True)
    centres = _force(len(members), joined, np.log1p(weight), radii)
    centres = _apart(centres * [1.9, 1.3] * (float(radii.mean()) / GAP), radii + GAP * 0.9)
    points = np.zeros((len(part), 2))
    for number, group in enumerate(members):
        outside = _turn(group, discs[number], owner, links, centres, number)
        points[group] = outside + centres[number]
    points -= points.mean(axis=0)
    return points


def _split(group: npt.NDArray[np.int64], links: Pairs) -> list[npt.NDArray[np.int64]]:
    """A community too large for one disc, cut where it is thinnest."""
    if len(group) <= LARGEST:
        return [group]
    inner = _inside(group, links)
    labels = np.array(communities(len(group), inner, resolution=1.6))
    if labels.max() == 0:
        return [group]
    pieces = [group[np.flatnonzero(labels == label)] for label in range(labels.max() + 1)]
    return [piece for piece in pieces if len(piece)]


def _turn(
    group: npt.NDArray[np.int64],
    disc: Points,
    owner: npt.NDArray[np.int64],
    links: Pairs,
    centres: Points,
    number: int,
) -> Points:
    """The disc, turned so that nodes with links outwards face where these lead."""
    place_of = {int(node): i for i, node in enumerate(group)}
    cross = dot = 0.0
    for a, b in links[(owner[links] == number).sum(axis=1) == 1].tolist():
        inner, outer = (a, b) if owner[a] == number else (b, a)
        here, there = disc[place_of[inner]], centres[owner[outer]] - centres[number]
        length = float(np.hypot(*there)) or 1.0
        cross += float(here[0] * there[1] - here[1] * there[0]) / length
        dot += float(here @ there) / length
    angle = math.atan2(cross, dot) if cross or dot else 0.0
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    turned: Points = disc @ turn
    return turned


def _force(size: int, pairs: Pairs, weight: Points | None = None, radii: Points | None = None) -> Points:
    """Springs along links, pushing between all, a pull to the middle; starts from a sunflower, most linked inside."""
    if size == 1:
        return np.zeros((1, 2))
    degree = np.bincount(pairs.ravel(), minlength=size).astype(float)
    rank = np.empty(size)
    rank[np.lexsort((np.arange(size), -degree))] = np.arange(size)
    angle = rank * math.pi * (3 - math.sqrt(5))
    points = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (np.sqrt(rank + 0.5) * GAP * 0.8)[:, None]
    strength = np.ones(len(pairs)) if weight is None else np.asarray(weight)
    charge = np.ones(size) if radii is None else radii / radii.mean()
    rounds = 140 if size < 400 else 60
    for step in range(rounds):
        move = _push(points, charge)
        if len(pairs):
            a, b = pairs[:, 0], pairs[:, 1]
            line = points[b] - points[a]
            pull = line * (np.hypot(line[:, 0], line[:, 1]) / GAP * strength / np.sqrt(degree[a] * degree[b]).clip(1))[:, None]
            np.add.at(move, a, pull)
            np.add.at(move, b, -pull)
        move -= points * (0.045 if radii is None else 0.12) * charge[:, None]
        length = np.hypot(move[:, 0], move[:, 1]).clip(1e-9)
        heat = GAP * 0.9 * (1 - step / rounds) ** 1.5 + 0.4
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    centred: Points = points - points.mean(axis=0)
    return centred


def _push(points: Points, charge: Points) -> Points:
    """Every node away from every other, less with distance; in slices, so that memory stays small."""
    move = np.zeros_like(points)
    for start in range(0, len(points), 512):
        part = points[start : start + 512]
        dx = part[:, None, 0] - points[None, :, 0]
        dy = part[:, None, 1] - points[None, :, 1]
        away = dx * dx
        away += dy * dy
        away += 30.0
        force = np.divide(charge[None, :] * (GAP * GAP), away, out=away)
        pushed = charge[start : start + 512, None]
        move[start : start + 512, :1] = np.einsum("ij,ij->i", dx, force)[:, None] * pushed
        move[start : start + 512, 1:] = np.einsum("ij,ij->i", dy, force)[:, None] * pushed
    return move


def _spread(points: Points, gap: float) -> Points:
    """Widened until near neighbours stand a gap apart, then pushed where some are still too close."""
    if len(points) < 2:
        return points
    near = _nearest(points)
    middle = float(np.median(near)) or 1.0
    return _apart(_even(points * (gap / middle), gap), np.full(len(points), gap * 0.38))


def _even(points: Points, gap: float) -> Points:
    """Far outliers drawn in and a crowded middle let out, towards a disc of equal density."""
    if len(points) < 12:
        return points
    away = np.hypot(points[:, 0], points[:, 1]).clip(1e-9)
    rank = np.empty(len(points))
    rank[np.lexsort((np.arange(len(points)), away))] = np.arange(len(points))
    even = gap * 0.62 * np.sqrt(rank + 0.5)
    drawn: Points = points * ((0.3 * np.minimum(away, even * 1.6) + 0.7 * even) / away)[:, None]
    return drawn


def _nearest(points: Points) -> Points:
    near = np.empty(len(points))
    for start in range(0, len(points), 512):
        part = points[start : start + 512]
        away = np.hypot(part[:, None, 0] - points[None, :, 0], part[:, None, 1] - points[None, :, 1])
        away[np.arange(len(part)), start + np.arange(len(part))] = np.inf
        near[start : start + 512] = away.min(axis=1)
    return near


def _apart(points: Points, radii: Points) -> Points:
    """Discs moved until none overlaps (or a bounded number of rounds is over)."""
    points = points.copy()
    for _ in range(160):
        moved = 0.0
        move = np.zeros_like(points)
        for start in range(0, len(points), 512):
            part = points[start : start + 512]
            line = part[:, None, :] - points[None, :, :]
            away = np.hypot(line[..., 0], line[..., 1])
            lack = (radii[start : start + 512, None] + radii[None, :] - away).clip(0)
            lack[np.arange(len(part)), start + np.arange(len(part))] = 0
            moved = max(moved, float(lack.max(initial=0)))
            move[start : start + 512] = (line / away.clip(1e-6)[..., None] * (lack * 0.5)[..., None]).sum(axis=1)
        if moved < 0.5:
            break
        reach = np.hypot(move[:, 0], move[:, 1]).clip(1e-9)
        points += move / reach[:, None] * np.minimum(reach, radii)[:, None]
    return points


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


def _components(size: int, pairs: Pairs) -> list[npt.NDArray[np.int64]]:
    """Connected parts, the largest first."""
    import rustworkx as rx  # kept out of the import of the package

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in pairs])
    parts = [np.array(sorted(part), dtype=np.int64) for part in rx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _inside(part: npt.NDArray[np.int64], pairs: Pairs) -> Pairs:
    """The links within a part, renumbered from zero."""
    local = {int(node): i for i, node in enumerate(part)}
    return _pairs((local[a], local[b]) for a, b in pairs.tolist() if a in local and b in local)


def _pairs(found: Iterable[tuple[int, int]]) -> Pairs:
    unique = sorted({(min(pair), max(pair)) for pair in found})
    return np.array(unique, dtype=np.int64).reshape(-1, 2)


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
