"""Ordered steps against networkx on small graphs."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.steps import firsts, lasts, orders

LINKS = st.dictionaries(st.integers(0, 7), st.sets(st.integers(1, 4), max_size=3), max_size=8).map(
    lambda jumps: {f"s{a}": {f"s{a + jump}" for jump in some if a + jump <= 7} for a, some in jumps.items()}
)
"""Graphs without cycles over s0 … s7."""
STEPS = [f"s{n}" for n in range(8)]


def _graph(links: dict[str, set[str]]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(STEPS)
    graph.add_edges_from((a, b) for a, some in links.items() for b in some)
    return graph


@given(LINKS)
def test_order_is_the_longest_way_from_a_first_step(links: dict[str, set[str]]) -> None:
    graph = _graph(links)
    longest = {s: 1 + nx.dag_longest_path_length(graph.subgraph(nx.ancestors(graph, s) | {s})) for s in STEPS}
    assert orders(STEPS, links) == longest
    assert firsts(STEPS, links) == {s for s in STEPS if graph.in_degree(s) == 0}
    assert lasts(STEPS, links) == {s for s in STEPS if graph.out_degree(s) == 0}


def test_a_cycle_is_entered_at_its_smallest_id() -> None:
    assert orders("abc", {"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {"a": 1, "b": 2, "c": 3}
