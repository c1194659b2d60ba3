"""Licences, acquisitions, partnerships: who gave what to whom, when, for how much.

Grain: one row per deal. Money: millions of US dollars, announced maxima. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from typing import Any

from graph.schema import Deal, Record
from loaders.base import Loader, Row, claim
from loaders.licence import LICENCE, PUBLISHER


def read(row: Row) -> tuple[type[Record], dict[str, Any]]:
    """The deal that a row states."""
    return Deal, claim(row)


LOADER = Loader("deals", "Deals", PUBLISHER, LICENCE, (180, 1_000), read)
