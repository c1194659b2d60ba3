"""Relations between entities.

Grain: one row per subject, type, object and start date. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from typing import Any

from graph.schema import TYPES, Record
from loaders.base import Cell, Loader, Row, claim
from loaders.licence import LICENCE, PUBLISHER


def read(row: Row) -> tuple[type[Record], dict[str, Any]]:
    """The relation that a row states."""
    type_ = row.pop("type", "")
    if type_ not in TYPES:
        raise Cell("type", type_, "is not a relationship type; `ecomap schema` lists them")
    return TYPES[type_], claim(row)


LOADER = Loader("relations", "Relations", PUBLISHER, LICENCE, (4_500, 10_000), read)
