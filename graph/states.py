"""States compared: which is weaker, which counts."""

from __future__ import annotations

from collections.abc import Iterable

from graph.asof import WEAKEST_FIRST, weakest

__all__ = ["strongest", "weakest"]


def strongest(states: Iterable[str]) -> str:
    """The strongest of some states: in force before due, planned, draft, unknown, and what has ended."""
    return max(states, key=WEAKEST_FIRST.index)
