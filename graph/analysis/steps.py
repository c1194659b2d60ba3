"""Ordered steps: how far a step is from the first ones, and which come first and last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Links = Mapping[str, Collection[str]]
"""Step -> those that may follow it."""


def orders(steps: Iterable[str], links: Links) -> dict[str, int]:
    """Longest number of steps from a first step, from 1: the layer of a step in a longest-path layering.

    A cycle has no longest path; it is entered at its smallest id. Source: Kahn, Topological sorting of large networks (CACM 5, 1962);
    longest-path layering after Healy and Nikolov, Hierarchical drawing algorithms (Handbook of Graph Drawing, 2013).

    >>> orders("abcd", {"a": {"b", "c"}, "b": {"c"}, "c": {"d"}})
    {'a': 1, 'b': 2, 'c': 3, 'd': 4}
    """
    open_ = sorted(set(steps))
    before: dict[str, set[str]] = {step: set() for step in open_}
    for step in open_:
        for after in links.get(step, ()):
            if after != step and after in before:
                before[after].add(step)
    order: dict[str, int] = {}
    while open_:
        ready = [step for step in open_ if before[step] <= order.keys()] or open_[:1]
        for step in ready:
            order[step] = 1 + max((order[s] for s in before[step] if s in order and s not in ready), default=0)
        open_ = [step for step in open_ if step not in order]
    return order


def firsts(steps: Iterable[str], links: Links) -> set[str]:
    """Steps that none of the others precedes."""
    steps = set(steps)
    return steps - {after for step in steps for after in links.get(step, ()) if after != step}


def lasts(steps: Iterable[str], links: Links) -> set[str]:
    """Steps that precede none of the others."""
    steps = set(steps)
    return {step for step in steps if not steps & set(links.get(step, ())) - {step}}
