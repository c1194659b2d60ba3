"""Ways of a procedure against networkx on small graphs, with and without cycles."""

from __future__ import annotations

import doctest
from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import ways

STEPS = "abcdefgh"
LINKS = st.dictionaries(st.sampled_from(STEPS), st.sets(st.sampled_from(STEPS), max_size=3), max_size=8).map(
    lambda links: {step: links.get(step, set()) - {step} for step in STEPS}
)
SOME = st.sets(st.sampled_from(STEPS), min_size=1, max_size=2)


def test_examples() -> None:
    assert doctest.testmod(ways).failed == 0


def on_ways(links: dict[str, set[str]], origins: set[str], goals: set[str], without: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    """Steps from which a goal is reached and which are reached from an origin, by networkx."""
    graph: nx.DiGraph[str] = nx.DiGraph((step, after) for step, some in links.items() for after in some)
    graph.add_nodes_from(STEPS)
    graph.add_edges_from([*(("start", step) for step in origins), *((step, "end") for step in goals)])
    graph.remove_nodes_from(without)
    return nx.descendants(graph, "start") & nx.ancestors(graph, "end")


@given(LINKS, SOME, SOME)
def test_what_lies_on_ways_and_on_all_of_them(links: dict[str, set[str]], origins: set[str], goals: set[str]) -> None:
    found, every = ways.Ways(links, origins, goals), on_ways(links, origins, goals)
    assert found.steps == every
    assert found.common == {step for step in every if not on_ways(links, origins, goals, {step})}
    for step in every:
        assert found.around(step) == on_ways(links, origins, goals, {step})


@given(LINKS, SOME, SOME, st.sets(st.sampled_from(STEPS)))
def test_cuts_are_the_smallest_and_the_first(links: dict[str, set[str]], origins: set[str], goals: set[str], among: set[str]) -> None:
    """Every set of steps is tried; of the smallest that close all ways, the one found cuts off the most behind it."""
    found, every = ways.Ways(links, origins, goals), on_ways(links, origins, goals)
    assert found.closed_by(among) == (not on_ways(links, origins, goals, among))
    cut = found.smallest_cut(among)
    closing = [
        set(some)
        for size in range(len(STEPS))
        for some in combinations(sorted(every & among), size)
        if not on_ways(links, origins, goals, set(some))
    ]
    if not closing:
        assert cut == set()
        return
    assert cut in closing
    assert len(cut) == len(closing[0])
    for other in closing:
        if len(other) == len(cut):
            assert _reached(links, origins, set(cut)) <= _reached(links, origins, other)


def _reached(links: dict[str, set[str]], origins: set[str], closed: set[str]) -> set[str]:
    """Where one comes to, the closed steps included."""
    seen: set[str] = set()
    ahead = sorted(origins)
    while ahead:
        if (step := ahead.pop()) not in seen:
            seen.add(step)
            ahead += [] if step in closed else sorted(links[step])
    return seen


@given(LINKS, st.sampled_from(STEPS), st.sampled_from(STEPS))
def test_cuts_are_as_large_as_those_of_networkx(links: dict[str, set[str]], origin: str, goal: str) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph((step, after) for step, some in links.items() for after in some)
    graph.add_nodes_from(STEPS)
    if origin != goal and not graph.has_edge(origin, goal) and not graph.has_edge(goal, origin):  # networkx cuts nothing of neighbours
        inner = set(STEPS) - {origin, goal}
        assert len(ways.Ways(links, [origin], [goal]).smallest_cut(inner)) == len(nx.minimum_node_cut(graph, origin, goal))
