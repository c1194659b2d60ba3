"""Groups in an undirected graph of weight 1, who stands between them, and what falls apart without whom.

References: betweenness (Freeman 1977; algorithm of Brandes 2001), communities by modularity (Louvain, Blondel et al. 2008, with refinement,
one thread, fixed seed), parts left by taking a node out = its blocks (Hopcroft and Tarjan 1973).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

Pair = tuple[str, str]


@dataclass(frozen=True)
class Groups:
    """A graph taken apart."""

    betweenness: Mapping[str, float]
    """Share of shortest paths between two others that run through a node, 0 to 1; rounded, since threads add it up in any order."""
    parts: Mapping[str, int]
    """Pieces into which its connected part falls when a node is taken out; 1 = it holds together; 0 = the node stood alone."""
    communities: list[list[str]]
    """Members sorted; the largest community first, of equal ones the one with the smallest id."""
    neighbours: Mapping[str, list[str]]

    def centre(self, members: Iterable[str]) -> str:
        """The member with most links inside the community; then the one with the highest betweenness, then the smallest id."""
        inside = set(members)
        return min(inside, key=lambda m: (-len(inside & set(self.neighbours[m])), -self.betweenness[m], m))


def groups(pairs: Iterable[Pair]) -> Groups:
    """Take a graph apart; the order of its links and which end stands first do not matter.

    >>> found = groups([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")])
    >>> found.communities, found.parts["c"], round(found.betweenness["c"], 2), found.centre(["a", "b", "c"])
    ([['a', 'b', 'c'], ['d', 'e', 'f']], 2, 0.6, 'c')
    """
    return _apart(tuple(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})))


@lru_cache(maxsize=8)
def _apart(links: tuple[Pair, ...]) -> Groups:
    """Remembered, since one network is asked for brokers, for communities, and again for each jurisdiction."""
    import numpy as np  # heavy, like the next two: kept out of the import of the catalogue
    import rustworkx as rx

    from graph.layout import communities

    ids = sorted({end for pair in links for end in pair})
    place = {id_: n for n, id_ in enumerate(ids)}
    indexed = [(place[a], place[b]) for a, b in links]
    graph: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(ids)
    graph.add_edges_from([(a, b, None) for a, b in indexed])
    between = rx.betweenness_centrality(graph)
    blocks: dict[int, set[int]] = {}
    for (a, b), block in rx.biconnected_components(graph).items():
        blocks.setdefault(a, set()).add(block)
        blocks.setdefault(b, set()).add(block)
    numbers = communities(len(ids), np.array(indexed, dtype=np.int64).reshape(-1, 2))
    members: dict[int, list[str]] = {}
    for id_, number in zip(ids, numbers, strict=True):
        members.setdefault(number, []).append(id_)
    return Groups(
        betweenness={id_: round(between[n], 12) for n, id_ in enumerate(ids)},
        parts={id_: len(blocks.get(n, ())) for n, id_ in enumerate(ids)},
        communities=sorted(members.values(), key=lambda some: (-len(some), some[0])),
        neighbours={id_: sorted(ids[n] for n in graph.neighbors(place[id_])) for id_ in ids},
    )
