"""A small picture of a network for a list of maps: its marks in the colours of their kinds, its links as hairlines."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.page.plain import text
from graph.schema import vocabulary

WIDE, HIGH, EDGE = 200, 120, 4


def thumbnail(network: nx.Graph[Any]) -> str:
    """SVG of a network whose nodes have `x` and `y`; hidden from screen readers, which have the words beside it."""
    if not len(network):
        return ""
    spots = {node: (float(data["x"]), float(data["y"])) for node, data in network.nodes(data=True)}
    left, top = (min(spot[axis] for spot in spots.values()) for axis in (0, 1))
    right, bottom = (max(spot[axis] for spot in spots.values()) for axis in (0, 1))
    scale = min((WIDE - 2 * EDGE) / max(right - left, 1), (HIGH - 2 * EDGE) / max(bottom - top, 1))
    across, down = (WIDE - (right - left) * scale) / 2, (HIGH - (bottom - top) * scale) / 2
    at = {node: (round(across + (x - left) * scale, 1), round(down + (y - top) * scale, 1)) for node, (x, y) in spots.items()}
    lines = "".join(f"M{at[a][0]} {at[a][1]}L{at[b][0]} {at[b][1]}" for a, b in dict.fromkeys(network.edges()))
    labels = vocabulary()["labels"]
    marks = "".join(
        f'<circle class="{labels.get(text(data.get("label")), {}).get("group", "step")}" cx="{at[node][0]}" cy="{at[node][1]}" r="2"/>'
        for node, data in network.nodes(data=True)
    )
    return f'<svg class="thumb" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true"><path d="{lines}"/>{marks}</svg>'
