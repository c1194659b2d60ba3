"""What was read: pages, papers, laws, filings, and the two founding texts.

Grain: one row per document. Ids are a namespace of their own.
"""

from __future__ import annotations

from typing import Any

from graph.schema import Record, Source
from loaders.base import Loader, Row
from loaders.licence import LICENCE, PUBLISHER


def read(row: Row) -> tuple[type[Record], dict[str, Any]]:
    """The source that a row describes; it makes no claim, so it cites none."""
    fields: dict[str, Any] = dict(row)
    row.clear()
    return Source, fields


LOADER = Loader("sources", "Sources", PUBLISHER, LICENCE, (1_700, 5_000), read)
