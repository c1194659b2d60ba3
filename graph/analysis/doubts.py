"""What speaks against leaning on a claim: no source, one source, nothing read, no date, sources that have aged.

Ages are this dataset's own: what is written in the news is old after eighteen months, anything else after three years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.asof import last_day, months_after

AGE = {"news": 18}
"""Kind of a source -> months after which it is old."""
AGE_OTHERWISE = 36


@dataclass(frozen=True)
class Cited:
    """A source as far as doubts need it."""

    date: str | None
    kind: str | None


def old_from(source: Cited) -> str | None:
    """First day on which a source is old; a partial date counts from the last day of its period; None where it has no date.

    >>> old_from(Cited("2024-05", "news")), old_from(Cited("2024-02-29", "law")), old_from(Cited(None, "law"))
    ('2025-11-30', '2027-02-28', None)
    """
    return months_after(last_day(source.date), AGE.get(source.kind or "", AGE_OTHERWISE)) if source.date else None


def doubts(sources: Iterable[Cited], confidence: str, day: str, *, undated: bool, disputed: bool) -> list[tuple[str, str | None]]:
    """Problems on a day, each with the date since which it is one; in the order of the closed words of `unknowns`.

    Since: of a stale claim the day on which the last of its sources became old, of any other the date of its latest source. Sources without
    a date do not keep a claim fresh, and a claim with none but such is not stale: its age is not known.

    >>> doubts([Cited("2023-01-01", "law")], "verified", "2026-11-26", undated=False, disputed=False)
    [('single source', '2023-01-01'), ('stale', '2026-01-01')]
    """
    cited = list(sources)
    latest = max((s.date for s in cited if s.date), key=last_day, default=None)
    ages = [age for s in cited if (age := old_from(s))]
    stale = max(ages, default="9999")
    found: list[tuple[str, str | None]] = []
    if not cited:
        found.append(("no source", None))
    if len(cited) == 1:
        found.append(("single source", latest))
    if confidence == "unverified":
        found.append(("unverified", latest))
    if undated:
        found.append(("undated", latest))
    if stale <= day:
        found.append(("stale", stale))
    if disputed:
        found.append(("disputed", latest))
    return found
