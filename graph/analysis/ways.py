"""All ways of a procedure from its origins to its goals: what lies on them, what they have in common, and what closes them.

References: dominators, Lengauer and Tarjan, A fast algorithm for finding dominators in a flowgraph (TOPLAS 1, 1979); smallest cuts of
vertices, Menger, Zur allgemeinen Kurventheorie (Fundamenta Mathematicae 10, 1927), by augmenting paths, Ford and Fulkerson, Maximal flow
through a network (Canadian Journal of Mathematics 8, 1956), on vertices split in two, Even and Tarjan, Network flow and testing graph
connectivity (SIAM Journal on Computing 4, 1975).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import chain

import rustworkx as rx

from graph.analysis.steps import Links


class Ways:
    """Made once, asked as often as one likes; a start before all origins and an end after all goals make it one pair of ends."""

    def __init__(self, links: Links, origins: Iterable[str], goals: Iterable[str]) -> None:
        """Links say what may follow a step."""
        origins, goals = set(origins), set(goals)
        self._ids = list(dict.fromkeys((*links, *chain.from_iterable(links.values()), *origins, *goals)))
        at = self._places = {id_: n for n, id_ in enumerate(self._ids)}
        self._start, self._end = len(at), len(at) + 1
        self._graph: rx.PyDiGraph[None, None] = rx.PyDiGraph()
        self._graph.add_nodes_from([None] * (len(at) + 2))
        self._graph.add_edges_from_no_data([(at[step], at[after]) for step, some in links.items() for after in some])
        self._graph.add_edges_from_no_data([*((self._start, at[step]) for step in origins), *((at[step], self._end) for step in goals)])

    @cached_property
    def steps(self) -> frozenset[str]:
        """Steps on some way; none where no way leads from an origin to a goal.

        >>> sorted(Ways({"a": ["b", "c"], "b": ["d"], "c": ["x"]}, ["a"], ["d"]).steps)
        ['a', 'b', 'd']
        """
        return self._named(rx.descendants(self._graph, self._start) & rx.ancestors(self._graph, self._end))

    @cached_property
    def common(self) -> frozenset[str]:
        """Steps on every way: the dominators of the end; none where there is no way.

        >>> sorted(Ways({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, ["a"], ["d"]).common)
        ['a', 'd']
        """
        passed = [self._dominators.get(self._end, self._start)]
        while passed[-1] != self._start:
            passed.append(self._dominators[passed[-1]])
        return self._named(passed)

    def around(self, step: str) -> frozenset[str]:
        """Steps on the ways that avoid one; none where every way passes it.

        A step is only on such a way if the one to avoid dominates it neither from the start nor, backwards, from the end.

        >>> sorted(Ways({"a": ["b", "c"], "b": ["e"], "e": ["d"], "c": ["d"]}, ["a"], ["d"]).around("b"))
        ['a', 'c', 'd']
        """
        at = self._places[step]
        return self.steps - {step} - self._named(rx.ancestors(self._before, at) | rx.ancestors(self._after, at))

    def closed_by(self, some: Collection[str]) -> bool:
        """Whether every way passes one of some steps.

        >>> ways = Ways({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, ["a"], ["d"])
        >>> ways.closed_by("b"), ways.closed_by("bc")
        (False, True)
        """
        left = self._graph.copy()
        left.remove_nodes_from([self._places[step] for step in some])
        return self._end not in rx.descendants(left, self._start)

    def smallest_cut(self, among: Collection[str]) -> frozenset[str]:
        """Fewest of some steps that every way passes one of; of several such sets the one nearest to the start; none if all do not do.

        Nearest: what is still reached once no augmenting path is left is the same for every largest flow, so the set is, too.

        >>> ways = Ways({"a": ["b", "c"], "b": ["d"], "c": ["e"], "d": ["f"], "e": ["f"]}, ["a"], ["f"])
        >>> sorted(ways.smallest_cut("bcde")), sorted(ways.smallest_cut("bd"))
        (['b', 'c'], [])
        """
        if not self.closed_by(among):
            return frozenset()
        gates = {self._places[step]: self._end + 1 + n for n, step in enumerate(self.steps.intersection(among))}
        flow: rx.PyDiGraph[None, bool] = rx.PyDiGraph()  # of a link: whether it carries one path only
        flow.add_nodes_from([None] * (self._end + 1 + len(gates)))
        flow.add_edges_from([(gates.get(a, a), b, False) for a, b in self._graph.edge_list()])
        flow.add_edges_from([(inner, outer, True) for inner, outer in gates.items()])
        while self._end in (came := {at: before for before, at in rx.digraph_dfs_edges(flow, self._start)}):
            at = self._end
            while at != self._start:
                before = came[at]
                arc = flow.edge_indices_from_endpoints(before, at)[0]
                if flow.get_edge_data_by_index(arc):
                    flow.remove_edge_from_index(arc)
                flow.add_edge(at, before, True)
                at = before
        return self._named(inner for inner, outer in gates.items() if inner in came and outer not in came)

    @cached_property
    def _dominators(self) -> dict[int, int]:
        """Node -> the nearest one that all paths from the start to it pass."""
        return rx.immediate_dominators(self._graph, self._start)

    @cached_property
    def _before(self) -> rx.PyDiGraph[None, None]:
        return self._tree(self._dominators)

    @cached_property
    def _after(self) -> rx.PyDiGraph[None, None]:
        back = self._graph.copy()
        back.reverse()
        return self._tree(rx.immediate_dominators(back, self._end))

    def _tree(self, dominators: dict[int, int]) -> rx.PyDiGraph[None, None]:
        """From every node up to its dominator."""
        tree: rx.PyDiGraph[None, None] = rx.PyDiGraph()
        tree.add_nodes_from([None] * len(self._graph))
        tree.add_edges_from_no_data(list(dominators.items()))
        return tree

    def _named(self, places: Iterable[int]) -> frozenset[str]:
        """Steps at some places; start and end are none."""
        return frozenset(self._ids[n] for n in places if n < self._start)
