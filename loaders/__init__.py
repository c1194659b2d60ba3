"""One module per domain. Adding one: write the module, add it to ALL."""

from __future__ import annotations

from loaders import agencies, companies, deals, entities, figures, markets, other, payers, policies, relations, sources
from loaders.base import Loader

ALL: tuple[Loader, ...] = tuple(
    module.LOADER for module in (companies, agencies, payers, policies, markets, other, relations, deals, figures, sources, entities)
)
"""Every loader, in the order in which a folder's files are read."""
