"""The analyses behind questions on a graph of ten thousand nodes, against networkx in the same run; ms of CPU.

    python benchmarks/bench_analyses.py [--nodes 10000] [--pivots 100]

Betweenness by networkx takes minutes: it is run from `--pivots` of the nodes and multiplied, its cost being the same from each.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Callable, Iterator
from math import log

import networkx as nx
from world import table

from graph.analysis.groups import groups
from graph.analysis.trust import Ties
from graph.analysis.ways import Ways
from graph.layout import communities


def spent(work: Callable[[], object], runs: int = 3) -> float:
    """Milliseconds of the quickest run."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def compared(size: int, pivots: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Analysis, the two that are compared, and how many times quicker ours is."""
    graph = nx.barabasi_albert_graph(size, 3, seed=1)
    chance = random.Random(1)
    pairs = [(f"n{a}", f"n{b}") for a, b in graph.edges]
    named = nx.Graph(pairs)

    def row(what: str, ours: float, theirs: float, against: str) -> tuple[str, str, str, str, str]:
        return what, f"{ours:,.1f}", f"{theirs:,.1f}", f"{theirs / ours:,.1f} ×", against

    import numpy as np

    numbered = np.array(list(graph.edges))
    between = size / pivots * spent(lambda: nx.betweenness_centrality(named, k=pivots, seed=1), 1)
    blocks = spent(lambda: list(nx.biconnected_components(named)), 1)
    louvain = spent(lambda: nx.community.louvain_communities(named, seed=7))
    whole = spent(lambda: groups(pairs), 1)  # remembered from then on
    yield row("brokers: betweenness, blocks and communities at once", whole, between + blocks + louvain, "the three of networkx")
    yield row("communities alone", spent(lambda: communities(size, numbered)), louvain, "louvain_communities")

    trust = {pair: chance.choice((0.9, 0.7, 0.5)) for pair in pairs}
    ends = [(f"n{chance.randrange(size)}", f"n{chance.randrange(size)}") for _ in range(5)]

    def weighted() -> nx.Graph[str]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_weighted_edges_from((a, b, -log(share)) for (a, b), share in trust.items())
        return graph

    def searched(graph: nx.Graph[str]) -> object:
        return [list(itertools.islice(nx.shortest_simple_paths(graph, a, b, weight="weight"), 5)) for a, b in ends]

    ties, costs = Ties(trust), weighted()
    found = spent(lambda: [ties.best_paths(a, b, 5) for a, b in ends])
    theirs = spent(lambda: searched(costs))
    yield row("warm paths: 5 best of 5 pairs", found, theirs, "shortest_simple_paths")
    made, theirs_made = spent(lambda: Ties(trust)), spent(weighted)
    yield row("the same, with the graph made for each pair", found + 5 * made, theirs + 5 * theirs_made, "the same")

    width = 10
    after: dict[str, list[str]] = {f"s{n}-{at}": [] for n in range(size // width) for at in range(width)}
    for layer, at in itertools.product(range(size // width - 1), range(width)):
        after[f"s{layer}-{at}"] = [f"s{layer + 1}-{other}" for other in chance.sample(range(width), 2)]
    directed = nx.DiGraph(after)
    first, last = "s0-0", next(n for n in reversed(list(nx.bfs_tree(directed, "s0-0"))) if not after[n])
    gates = [f"s{layer}-0" for layer in range(1, 101)]

    def without(gate: str) -> object:
        held = nx.restricted_view(directed, [gate], [])
        return nx.descendants(held, first) & nx.ancestors(held, last)

    ways, *others = [Ways(after, [first], [last]) for _ in range(4)]
    left = iter(others)
    every, made = spent(lambda: next(left).common), spent(lambda: Ways(after, [first], [last]))
    theirs, theirs_made = spent(lambda: nx.immediate_dominators(directed, first)), spent(lambda: nx.DiGraph(after))
    yield row("veto points: steps on every way", every, theirs, "immediate_dominators")
    yield row("the same, with the graph made", every + made, theirs + theirs_made, "the same")
    around = spent(lambda: [ways.around(gate) for gate in gates])
    yield row("the ways left without each of 100 steps", around, spent(lambda: [without(g) for g in gates], 1), "descendants and ancestors")
    cut = spent(lambda: ways.smallest_cut(after.keys() - {first, last}))
    yield row("smallest cut of steps", cut, spent(lambda: nx.minimum_node_cut(directed, first, last), 1), "minimum_node_cut")


def main() -> None:
    """Run and print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--nodes", type=int, default=10_000)
    ask.add_argument("--pivots", type=int, default=100)
    given = ask.parse_args()
    heading = ("analysis", "ecomap, ms", "networkx, ms", "quicker", "against")
    table(f"Analyses of {given.nodes:,} nodes, ms of CPU", heading, compared(given.nodes, given.pivots))


if __name__ == "__main__":
    main()
