"""Markets, technologies and uses; stages, drivers, strategies, risks.

Grain: one row per segment, technology, use, stage, driver, strategy or risk. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader(
    "markets", "Markets, technologies, applications, stages, drivers, strategies, risks", PUBLISHER, LICENCE, (220, 500), entity("Market")
)
