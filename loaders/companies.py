"""Companies, what they make and where, and the capital behind them.

Grain: one row per company, product, site, exchange, investor or service. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("companies", "Companies, products, sites, exchanges, investors", PUBLISHER, LICENCE, (350, 700), entity("Company"))
