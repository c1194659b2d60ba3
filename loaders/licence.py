"""Who publishes the built-in data and under which licence."""

from __future__ import annotations

PUBLISHER = "ecomap"
LICENCE = "CC BY 4.0"
