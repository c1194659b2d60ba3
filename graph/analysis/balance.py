"""Structural balance of a signed graph: whether friends stand together and rivals apart.

Three that are linked two by two are balanced where the product of their signs is positive: the friend of a friend, and the rival of a
rival, is a friend. References: Heider, Attitudes and cognitive organization (Journal of Psychology 21, 1946); Cartwright and Harary,
Structural balance: a generalization of Heider's theory (Psychological Review 63, 1956).
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]
Triad = tuple[str, str, str]


def triads(signs: Mapping[Pair, int]) -> dict[Triad, bool]:
    """Every three that are linked two by two, sorted, and whether they are balanced; of each two that are linked the sign, 1 or −1.

    >>> triads({("a", "issue"): 1, ("b", "issue"): -1, ("a", "b"): 1, ("c", "issue"): 1, ("b", "c"): -1})
    {('a', 'b', 'issue'): False, ('b', 'c', 'issue'): True}
    """
    linked: dict[str, dict[str, int]] = {}
    for (a, b), sign in signs.items():
        linked.setdefault(a, {})[b] = linked.setdefault(b, {})[a] = sign
    return {
        (a, b, c): linked[a][b] * linked[b][c] * linked[a][c] > 0
        for a in sorted(linked)
        for b in sorted(linked[a])
        if a < b
        for c in sorted(linked[a].keys() & linked[b].keys())
        if b < c
    }
