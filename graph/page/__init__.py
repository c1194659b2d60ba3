"""Pages: one HTML file that opens from disk and carries its picture, its table and its sources.

write_page(network, path)   any networkx graph, written to a file
page_html(network)          the same as text, for a notebook or a server
embedded(html)              the page in a frame, as a notebook shows it
page_data(html)             the data of a page, read back
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx

from graph.page.packed import page_data

__all__ = ["embedded", "page_data", "page_html", "write_page"]


def write_page(network: nx.Graph[Any], path: str | Path, *, title: str | None = None, lang: str = "en") -> Path:
    """Write the page of a network and say where. Nodes that have `x` and `y` are not laid out again."""
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(page_html(network, title=title, lang=lang))
    return target


def page_html(network: nx.Graph[Any], *, title: str | None = None, lang: str = "en") -> str:
    """The page of a network; `network.graph` may hold the answer, its title, its drawing and more (see `payload`)."""
    from graph.page.frame import fill  # pyvis is slow to import
    from graph.page.payload import payload

    return fill(payload(network, title=title, lang=lang))


def embedded(html: str, height: int = 720) -> str:
    """The page inside a frame that stands in a notebook; nothing is left on disk, scripts stay in the frame."""
    from html import escape

    return (
        f'<iframe srcdoc="{escape(html, quote=True)}" width="100%" height="{int(height)}" '
        'sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox" '
        'style="border:1px solid #dfe2e6;border-radius:7px" title="ecomap"></iframe>'
    )
