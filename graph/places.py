"""Which jurisdiction belongs to which: what `jurisdiction` keeps, and the widest one that a column shows."""

from __future__ import annotations

from graph.schema.iso3166 import country
from graph.store import Store

OPEN = frozenset({"intl"})
"""Jurisdictions that pass every filter."""
_TEXT = """
    MATCH (j:Jurisdiction)
    OPTIONAL MATCH (j)-[r:PART_OF]->(k:Jurisdiction)
    RETURN j.id AS id, j.jurisdiction AS inside, k.id AS part_of
    ORDER BY id, part_of
"""


class Places:
    """Every jurisdiction and those above it."""

    def __init__(self, store: Store) -> None:
        self._above: dict[str, set[str]] = {}
        for row in store.rows(_TEXT):
            self._above.setdefault(row["id"], set()).update(p for p in (row["inside"], row["part_of"]) if p and p != row["id"])

    def chain(self, jurisdiction: str) -> list[str]:
        """A jurisdiction and all above it, nearest first."""
        out = [jurisdiction]
        for place in out:
            above = self._above.get(place) or {c for c in (country(place),) if c}
            out += sorted(above - set(out) - OPEN)
        return out

    def within(self, jurisdiction: str | None, wanted: str) -> bool:
        """Whether something of `jurisdiction` counts for `wanted`; what is international or of no place always does."""
        return jurisdiction is None or jurisdiction in OPEN or wanted in self.chain(jurisdiction)

    def widest(self, jurisdiction: str | None) -> str | None:
        """The widest one that it belongs to: cn for a province or city of China, eu for a member state.

        The country or union of the chain, else its last; null stays null. A city's zone group lies beside its country, not above it.
        """
        if not jurisdiction:
            return None
        chain = self.chain(jurisdiction)
        return next((place for place in reversed(chain) if len(place) == 2), chain[-1])
