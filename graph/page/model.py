"""pyvis as the model of nodes, edges and options; what it draws and writes is replaced.

A `MapNetwork` takes what a `pyvis.network.Network` takes (`add_node`, `add_edge`, `from_nx`, `write_html`) and keeps
its lists `nodes` and `edges`. Adding is linear instead of quadratic, both directions of a pair are kept, parallel
edges too, and `generate_html` gives a page that needs no network and lets no data run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from graph.page.plain import names_of, plain, text


class MapNetwork(Network):  # type: ignore[misc]
    """A directed pyvis network whose nodes and edges are plain data under text ids."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")

    def add_node(self, n_id: object, label: object = None, **options: Any) -> None:
        """Add a node once; a second call with the same id changes nothing."""
        if label is not None:
            options["label"] = label
        self._node(text(n_id), options)

    def add_edge(self, source: object, to: object, **options: Any) -> None:
        """Add an edge; unlike pyvis, a reverse or parallel one is another edge. Raises: KeyError for an unknown end."""
        self._edge(text(source), text(to), options)

    def from_nx(self, nx_graph: nx.Graph[Any], **_: Any) -> None:
        """Take over a networkx graph; node objects become text ids, attributes plain data."""
        names = names_of(nx_graph.nodes)
        for node, data in nx_graph.nodes(data=True):
            self._node(names[node], data)
        for source, to, data in nx_graph.edges(data=True):
            self._edge(names[source], names[to], data)

    def _node(self, name: str, options: Mapping[Any, Any]) -> None:
        if name not in self.node_map:
            node = {**plain(options), "id": name}
            self.nodes.append(node)
            self.node_ids.append(name)
            self.node_map[name] = node

    def _edge(self, source: str, to: str, options: Mapping[Any, Any]) -> None:
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(f"non existent node '{end}'")
        self.edges.append({**plain(options), "from": source, "to": to})

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page; the arguments of pyvis are taken and mean nothing here."""
        from graph.page import page_html

        self.html = page_html(self.as_networkx())
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page as UTF-8 on every system."""
        with Path(name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(self.generate_html())

    def as_networkx(self) -> nx.MultiDiGraph[Any]:
        """The nodes and edges as a networkx graph."""
        graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
        for node in self.nodes:
            graph.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
        for edge in self.edges:
            graph.add_edge(edge["from"], edge["to"], **{key: value for key, value in edge.items() if key not in ("from", "to")})
        return graph
