"""Who pays, how it is paid, for what, and by which route.

Grain: one row per payer, mechanism, benefit or route. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("payers", "Payers, payment mechanisms, benefits, routes", PUBLISHER, LICENCE, (120, 300), entity("Payer"))
