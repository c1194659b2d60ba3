"""States compared: which is weaker, which counts."""

from __future__ import annotations

from collections.abc import Iterable

from graph.asof import WEAKEST_FIRST, first_day, weakest

__all__ = ["begun", "strongest", "weakest"]


def strongest(states: Iterable[str]) -> str:
    """The strongest of some states: in force before due, planned, draft, unknown, and what has ended."""
    return max(states, key=WEAKEST_FIRST.index)


def begun(date: str, day: str) -> bool:
    """Whether the period of a partial date has begun by a day.

    >>> begun("2025-03", "2025-03-06"), begun("2025-04", "2025-03-06")
    (True, False)
    """
    return first_day(date) <= day
