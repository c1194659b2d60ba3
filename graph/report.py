"""What a load did, counted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Count:
    """Nodes and relationships, figures, deals, sources and what ties them included."""

    nodes: int = 0
    relationships: int = 0


@dataclass
class LoadReport:
    """What a load did. Unchanged counts only what the dataset holds."""

    store: str
    dataset: str
    created: Count = field(default_factory=Count)
    changed: Count = field(default_factory=Count)
    retired: Count = field(default_factory=Count)
    unchanged: Count = field(default_factory=Count)

    def as_dict(self) -> dict[str, Any]:
        """As printed by `load --format json`."""
        return asdict(self)
