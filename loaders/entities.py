"""Entities of all domains in one file, as a user may keep them.

Grain: one row per entity. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("entities", "Entities of every label", PUBLISHER, LICENCE, (1, 100_000_000), entity(None))
