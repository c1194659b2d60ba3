"""Providers, patients, media, classes of actors; events and reports.

Grain: one row per provider, group, medium, event or report. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("other", "Providers, patients, media, groups, events, reports", PUBLISHER, LICENCE, (160, 400), entity(None))
