"""Words for sentences that are made from rows."""

from __future__ import annotations


def many(count: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> many(1, "route"), many(3, "body", "bodies")
    ('1 route', '3 bodies')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
