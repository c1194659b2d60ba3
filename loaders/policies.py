"""Laws, regulations, plans and lists; programmes; the duties that rules impose; models of governance.

Grain: one row per instrument, programme, duty or model. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("policies", "Policies, programmes, duties, governance models", PUBLISHER, LICENCE, (300, 700), entity("Policy"))
