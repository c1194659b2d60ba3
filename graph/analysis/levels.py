"""What is reached from a start, level by level, each once by its shortest path; ties go to the smallest list of ids.

Reference: breadth-first search (Moore 1959); the frontier of a level is handed out whole, so that one read answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One link in the direction in which it is walked."""

    source: str
    target: str
    claims: tuple[str, ...]
    effect: str | None = None


@dataclass(frozen=True)
class Reached:
    """Where a walk came to: ids from the start, and the claims of every link on the way."""

    path: tuple[str, ...]
    claims: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    """The parallel links of the last hop."""

    @property
    def level(self) -> int:
        """Links from the start."""
        return len(self.path) - 1


def walk(start: str, expand: Callable[[list[str]], Iterable[Step]], depth: int) -> dict[str, Reached]:
    """Everything within `depth` links of the start, which is not among it.

    >>> links = {"a": "cb", "b": "d", "c": "d"}
    >>> reached = walk("a", lambda ids: [Step(i, t, (i + t,)) for i in ids for t in links.get(i, "")], 2)
    >>> [(r.path, r.claims) for r in reached.values()]
    [(('a', 'b'), ('ab',)), (('a', 'c'), ('ac',)), (('a', 'b', 'd'), ('ab', 'bd'))]
    """
    reached = {start: Reached((start,), ())}
    frontier = [start]
    for _ in range(depth):
        hops: dict[str, dict[tuple[str, ...], list[Step]]] = {}
        for step in expand(frontier):
            if step.target not in reached:
                hops.setdefault(step.target, {}).setdefault(reached[step.source].path, []).append(step)
        frontier = sorted(hops)
        for target in frontier:
            path, steps = min(hops[target].items(), key=lambda item: item[0])
            steps.sort(key=lambda step: step.claims)
            claims = [*reached[path[-1]].claims, *(claim for step in steps for claim in step.claims)]
            reached[target] = Reached((*path, target), tuple(dict.fromkeys(claims)), tuple(steps))
        if not frontier:
            break
    del reached[start]
    return reached
