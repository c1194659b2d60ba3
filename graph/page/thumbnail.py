"""A network as a small picture without text: nodes in the colours of their groups, links behind them."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.layout import positions
from graph.schema import LABELS

WIDE, HIGH, MARGIN = 240, 150, 6


def thumbnail(network: nx.Graph[Any]) -> str:
    """The picture as SVG; a class says the group, the style sheet its colour."""
    spots = positions(network)
    left, top = (min((spot[axis] for spot in spots.values()), default=0.0) for axis in (0, 1))
    right, bottom = (max((spot[axis] for spot in spots.values()), default=0.0) for axis in (0, 1))
    scale = min((WIDE - 2 * MARGIN) / max(right - left, 1.0), (HIGH - 2 * MARGIN) / max(bottom - top, 1.0))
    at = {
        node: f"{(x - (left + right) / 2) * scale + WIDE / 2:.0f} {(y - (top + bottom) / 2) * scale + HIGH / 2:.0f}"
        for node, (x, y) in spots.items()
    }
    links = "".join(dict.fromkeys(f"M{at[a]}L{at[b]}" for a, b in network.edges()))
    dots: dict[str, list[str]] = {}
    for node, data in network.nodes(data=True):
        dots.setdefault(LABELS[data["label"]].group.value, []).append(f"M{at[node]}h0")
    groups = "".join(f'<path class="dot {group}" d="{"".join(dict.fromkeys(places))}"/>' for group, places in sorted(dots.items()))
    return f'<svg class="thumb" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true"><path class="tie" d="{links}"/>{groups}</svg>'
