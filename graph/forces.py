"""Moving points: linked ones together, all of them apart, until none stands on another. Plain sums in a fixed order.

Used by `graph.layout` for the nodes of a community and for the communities themselves.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]

GAP = 46.0
"""Distance between neighbouring marks, in the units of the positions; a mark of average weight has radius 7."""
SLICE = 512
"""Rows of a table of all against all that are held at once, so that memory stays small."""


def force(size: int, pairs: Pairs, weight: Points | None = None, radii: Points | None = None) -> Points:
    """Springs along links, pushing between all, a pull to the middle; starts from a sunflower, most linked inside."""
    if size == 1:
        return np.zeros((1, 2))
    degree = np.bincount(pairs.ravel(), minlength=size).astype(float)
    rank = _ranks(-degree)
    angle = rank * math.pi * (3 - math.sqrt(5))
    points = np.stack([np.cos(angle), np.sin(angle)]) * (np.sqrt(rank + 0.5) * GAP * 0.8)
    a, b = pairs[:, 0], pairs[:, 1]
    ends, starts = np.concatenate([a, b]), np.concatenate([b, a])
    stiff = (np.ones(len(pairs)) if weight is None else weight) / np.sqrt(degree[a] * degree[b]).clip(1) / GAP
    stiff = np.concatenate([stiff, stiff])
    charge = np.ones(size) if radii is None else radii / radii.mean()
    inwards = (0.045 if radii is None else 0.12) * charge
    rounds = 110 if size < 400 else 60
    for step in range(rounds):
        move = _push(points, charge)
        line = points[:, starts] - points[:, ends]
        line *= np.hypot(line[0], line[1]) * stiff
        move[0] += np.bincount(ends, line[0], size)
        move[1] += np.bincount(ends, line[1], size)
        move -= points * inwards
        heat = GAP * 0.9 * (1 - step / rounds) ** 1.5 + 0.4
        points += move * np.minimum(1, heat / np.hypot(move[0], move[1]).clip(1e-9))
    centred: Points = (points - points.mean(axis=1, keepdims=True)).T
    return centred


def _push(points: Points, charge: Points) -> Points:
    """Every node away from every other, less with distance; half the digits are enough for a push."""
    move = np.empty_like(points)
    x, y = points.astype(np.float32)
    strength = (charge * (GAP * GAP)).astype(np.float32)
    for start in range(0, len(x), SLICE):
        part = slice(start, start + SLICE)
        dx = x[part, None] - x
        dy = y[part, None] - y
        away = dx * dx
        away += dy * dy
        away += 30
        np.divide(strength, away, out=away)
        move[0, part] = np.einsum("ij,ij->i", dx, away)
        move[1, part] = np.einsum("ij,ij->i", dy, away)
    move *= charge
    return move


def spread(points: Points) -> Points:
    """Widened until near neighbours stand a gap apart, then pushed where some are still too close."""
    if len(points) < 2:
        return points
    middle = float(np.median(_nearest(points))) or 1.0
    return apart(_even(points * (GAP / middle)), np.full(len(points), GAP * 0.38))


def _even(points: Points) -> Points:
    """Far outliers drawn in and a crowded middle let out, towards a disc of equal density."""
    if len(points) < 12:
        return points
    away = np.hypot(points[:, 0], points[:, 1]).clip(1e-9)
    even = GAP * 0.62 * np.sqrt(_ranks(away) + 0.5)
    drawn: Points = points * ((0.3 * np.minimum(away, even * 1.6) + 0.7 * even) / away)[:, None]
    return drawn


def apart(points: Points, radii: Points) -> Points:
    """Discs moved until none overlaps (or a bounded number of rounds is over)."""
    points = points.copy()
    size, slack = len(points), float(radii.max(initial=0))
    a = b = np.empty(0, dtype=np.int64)
    drift = math.inf
    for _ in range(160):
        if drift > slack / 2:  # beyond that a disc that was out of reach may have come close
            a, b = _close(points, radii, slack)
            drift = 0.0
        line = points[a] - points[b]
        away = np.hypot(line[:, 0], line[:, 1])
        lack = (radii[a] + radii[b] - away).clip(0)
        if lack.max(initial=0) < 0.5:
            break
        line *= (lack * 0.5 / away.clip(1e-6))[:, None]
        move = np.stack([np.bincount(a, line[:, k], size) - np.bincount(b, line[:, k], size) for k in (0, 1)], axis=1)
        reach = np.hypot(move[:, 0], move[:, 1]).clip(1e-9)
        points += move * np.minimum(1, radii / reach)[:, None]
        drift += float(np.minimum(reach, radii).max())
    return points


def _close(points: Points, radii: Points, slack: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of discs that overlap or stand within the slack of each other."""
    found: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    for start in range(0, len(points), SLICE):
        part = slice(start, start + SLICE)
        away = np.hypot(points[part, None, 0] - points[:, 0], points[part, None, 1] - points[:, 1])
        a, b = np.nonzero(away < radii[part, None] + radii + slack)
        a += start
        found.append((a[a < b], b[a < b]))
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _nearest(points: Points) -> Points:
    """The distance of each point to the one next to it."""
    near = np.empty(len(points))
    for start in range(0, len(points), SLICE):
        part = slice(start, start + SLICE)
        away = np.hypot(points[part, None, 0] - points[:, 0], points[part, None, 1] - points[:, 1])
        away[np.arange(len(away)), start + np.arange(len(away))] = np.inf
        near[part] = away.min(axis=1)
    return near


def _ranks(values: Points) -> Points:
    """The place of each value in their order; of equal ones the first comes first."""
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks
