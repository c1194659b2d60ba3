"""Public bodies, the associations beside them, and the jurisdictions that they belong to.

Grain: one row per body or jurisdiction. Source: the `source_ids` of each row.
"""

from __future__ import annotations

from loaders.base import Loader, entity
from loaders.licence import LICENCE, PUBLISHER

LOADER = Loader("agencies", "Agencies, associations, jurisdictions", PUBLISHER, LICENCE, (200, 400), entity("Agency"))
