"""Figures about entities; rivals stand side by side, nothing is averaged.

Grain: one row per subject, measure, period and source. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from typing import Any

from graph.schema import Figure, Record
from loaders.base import Loader, Row, claim
from loaders.licence import LICENCE, PUBLISHER


def read(row: Row) -> tuple[type[Record], dict[str, Any]]:
    """The figure that a row states."""
    return Figure, claim(row)


LOADER = Loader("figures", "Figures", PUBLISHER, LICENCE, (250, 1_000), read)
