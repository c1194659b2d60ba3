"""Map: segments, technology, figures; which groups form in a network, and who connects them.

The network of a scope: without one, all relations and deals between actors; of a map, what it draws; of an entity, all relations among
what lies within two links of it; of labels, all relations between entities of these labels, deals too where Deal is among them. Undirected,
weight 1: several relations between the same two are one link. A deal is a link between its parties; figures are no part of a network.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from graph.analysis.groups import Groups, groups
from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Id, Ids, Number, Whole
from graph.drawing import Layers, Ranking
from graph.errors import AskError
from graph.maps import MAPS
from graph.question import MAPS as NAMES
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many

Scope = Annotated[str, Cell("entity"), Anchor(words=tuple(NAMES), label_lists=True)]
MOST = 50
"""Brokers that are listed at most; a note says how many more there are."""
SMALLEST = 3
"""Members of a community at the least."""
NEAR = 2
"""Links around an entity that is a scope."""

WORK = 1_000_000_000
"""Entities times links that are taken apart at most, which is how the time for betweenness grows: about a minute of one core."""


class Scoped(Params):
    scope: Scope | None = None
    """A map id, an entity, or labels with commas; null = all relations and deals between actors."""


class Broker(Row):
    entity: Id
    """Who connects."""
    betweenness: Number
    """Share of the shortest paths between two others that run through it, 0 to 1."""
    groups: Ids
    """Communities that it or its neighbours are of, each by its most central member."""
    parts_without: Whole
    """Pieces into which its part of the network falls without it; 1 = nothing falls apart."""


class Community(Row):
    community: Whole
    """Number, from the largest."""
    label: Id
    """Its most central member, which names it."""
    members: Ids
    """All of it."""
    bridges: Ids
    """Members with a link into another community."""


class Joins(Found):
    a: str
    b: str
    place_a: str | None
    place_b: str | None
    labels_a: list[str]
    labels_b: list[str]
    claim: str


class Near(Found):
    id: str


@dataclass(frozen=True)
class Network:
    """A scope's graph, taken apart, with the claims behind every link."""

    groups: Groups
    claims: dict[tuple[str, str], list[str]]
    places: dict[str, str | None]

    def of(self, id_: str) -> list[str]:
        """Claims of all links of a node."""
        return [claim for other in self.groups.neighbours[id_] for claim in self.claims[min(id_, other), max(id_, other)]]


def network_of(asked: Asked) -> Network | None:
    """The network of the scope; None where it has no link. Raises: AskError for one that is too large to be taken apart."""
    scope = asked.params.scope
    ties: list[Joins] = []
    if scope is None:
        ties = [*asked.found, *_deals(asked, {"Stakeholder"})]
    elif scope in NAMES:
        drawn = MAPS[scope]
        ties = asked.rows("drawn", labels=list(drawn.labels), types=list(drawn.types))
        ties += _deals(asked, set(drawn.labels)) if "Deal" in drawn.labels else []
    elif Anchor(label_lists=True).is_word(scope):
        labels = scope.split(",")
        ties = asked.rows("labelled", labels=labels)
        ties += (
            [d for d in asked.rows("deals") if set(d.labels_a) & set(labels) and set(d.labels_b) & set(labels)] if "Deal" in labels else []
        )
    else:
        near = {scope}
        for _ in range(NEAR):
            near |= {row.id for row in asked.rows("near", at=_at(asked, near))}
        ties = [*asked.rows("among", at=_at(asked, near), ids=sorted(near)), *(d for d in asked.rows("deals") if {d.a, d.b} <= near)]
    claims: dict[tuple[str, str], list[str]] = {}
    places: dict[str, str | None] = {}
    for tie in ties:
        if tie.a != tie.b:
            claims.setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie.claim)
            places |= {tie.a: tie.place_a, tie.b: tie.place_b}
    if len(places) * len(claims) > WORK:
        raise AskError(
            f"{len(places):,} entities with {len(claims):,} links are too many to find out who stands between them; "
            "narrow it by scope: a map, an entity, or labels"
        )
    return Network(groups(claims), claims, places) if claims else None


def _deals(asked: Asked, labels: set[str]) -> list[Joins]:
    """Deals both of whose parties have one of the labels."""
    return [deal for deal in asked.rows("deals") if labels & set(deal.labels_a) and labels & set(deal.labels_b)]


def _at(asked: Asked, ids: Iterable[str]) -> list[dict[str, str]]:
    """Ids with the day on which their relations are taken: of a scope that has ended, its last one."""
    own = asked.params.scope
    return [{"id": id_, "day": asked.cypher_params["scope_day"] if id_ == own else asked.scope.day} for id_ in sorted(ids)]


def brokers(asked: Asked) -> Iterable[Broker]:
    """Rows by betweenness, the highest first, then id."""
    network = network_of(asked)
    if network is None:
        return
    found = network.groups
    named: dict[str, str] = {}
    for members in found.communities:
        if len(members) >= SMALLEST:
            named |= dict.fromkeys(members, found.centre(members))
    between = [id_ for id_, share in found.betweenness.items() if share > 0 and asked.within(network.places[id_])]
    between.sort(key=lambda i: (-found.betweenness[i], i))
    asked.notes.append(f"{len(found.betweenness)} entities, {len(network.claims)} links, each of weight 1.")
    if len(between) > MOST:
        asked.notes.append(f"{len(between) - MOST} more stand between others, each less than the last one shown.")
    for id_ in between[:MOST]:
        yield Broker(
            entity=id_,
            betweenness=round(found.betweenness[id_], 4),
            groups=[named[n] for n in (id_, *found.neighbours[id_]) if n in named],
            parts_without=found.parts[id_],
            claims=network.of(id_),
        )


def communities(asked: Asked) -> Iterable[Community]:
    """Rows by size, the largest first, then the smallest member."""
    network = network_of(asked)
    if network is None:
        return
    found = network.groups
    small = sum(len(members) for members in found.communities if len(members) < SMALLEST)
    if small:
        asked.notes.append(f"{small} entities in communities of fewer than three members are left out.")
    for number, members in enumerate((m for m in found.communities if len(m) >= SMALLEST), start=1):
        inside, label = set(members), found.centre(members)
        if not asked.within(network.places[label]):
            continue
        yield Community(
            community=number,
            label=label,
            members=members,
            bridges=[m for m in members if set(found.neighbours[m]) - inside],
            claims=list(dict.fromkeys(claim for member in members for claim in network.of(member))),
        )


def say_brokers(answer: Answer) -> tuple[str, str]:
    """Who stands between most, and how many hold something together."""
    rows = [row for row in answer.rows if isinstance(row, Broker)]
    if not rows:
        return "Nobody stands between others in this dataset.", "本数据集中没有居间者。"
    first, cut = answer.entities[rows[0].entity], sum(r.parts_without > 1 for r in rows)
    return (
        f"**{first['name']}** lies on **{100 * rows[0].betweenness:.0f} %** of all shortest paths; "
        f"**{cut}** of the {len(rows)} listed hold parts together that fall apart without them.",
        f"**{first['name_zh'] or first['name']}**位于 **{100 * rows[0].betweenness:.0f}%** 的最短路径上；"
        f"所列 {len(rows)} 个主体中，缺少其中任何一个即致网络断裂的有 **{cut} 个**。",
    )


def say_communities(answer: Answer) -> tuple[str, str]:
    """How many communities, and how large the largest is."""
    rows = [row for row in answer.rows if isinstance(row, Community)]
    if not rows:
        return "No community of three or more forms in this dataset.", "本数据集中未形成三个以上成员的社群。"
    members, bridges = sum(len(r.members) for r in rows), sum(len(r.bridges) for r in rows)
    return (
        f"**{many(len(rows), 'community', 'communities')}** of {members} entities, the largest with **{len(rows[0].members)}**; "
        f"members that bridge: **{bridges}**.",
        f"**{members} 个主体**形成 **{len(rows)} 个社群**，最大者 **{len(rows[0].members)} 个成员**；**{bridges} 个**成员跨社群连接。",
    )


BETWEEN_ACTORS = """
    MATCH (a:Stakeholder)-[r]->(b:Stakeholder)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence AND $scope IS NULL
    RETURN a.id AS a, b.id AS b, a.jurisdiction AS place_a, b.jurisdiction AS place_b, [] AS labels_a, [] AS labels_b, r.key AS claim
    ORDER BY claim
"""

TEXTS = {
    "deals": Text(
        """
        MATCH (d:Deal)-[:FROM_PARTY]->(a)
        WHERE d.shown <= $as_of AND d.gone > $as_of AND d.confidence IN $confidence
        MATCH (d)-[:TO_PARTY]->(b)
        RETURN a.id AS a, b.id AS b, a.jurisdiction AS place_a, b.jurisdiction AS place_b, labels(a) AS labels_a, labels(b) AS labels_b,
               d.id AS claim
        ORDER BY claim
        """,
        Joins,
    ),
    "drawn": Text(
        """
        MATCH (a:AnyEntity)-[r]->(b)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence AND type(r) IN $types
              AND (labels(a)[0] IN $labels OR labels(a)[1] IN $labels)
              AND (labels(b)[0] IN $labels OR labels(b)[1] IN $labels)
        RETURN a.id AS a, b.id AS b, a.jurisdiction AS place_a, b.jurisdiction AS place_b, [] AS labels_a, [] AS labels_b, r.key AS claim
        ORDER BY claim
        """,
        Joins,
        takes=("labels", "types"),
    ),
    "labelled": Text(
        """
        MATCH (a:AnyEntity)-[r]->(b)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
              AND (labels(a)[0] IN $labels OR labels(a)[1] IN $labels)
              AND (labels(b)[0] IN $labels OR labels(b)[1] IN $labels)
        RETURN a.id AS a, b.id AS b, a.jurisdiction AS place_a, b.jurisdiction AS place_b, [] AS labels_a, [] AS labels_b, r.key AS claim
        ORDER BY claim
        """,
        Joins,
        takes=("labels",),
    ),
    "near": Text(
        """
        UNWIND $at AS at
        MATCH (n:AnyEntity {id: at.id})
        MATCH (n)-[r]->(m)
        WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
        RETURN DISTINCT m.id AS id
        ORDER BY id
        UNION
        UNWIND $at AS at
        MATCH (n:AnyEntity {id: at.id})
        MATCH (m)-[r]->(n)
        WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
        RETURN DISTINCT m.id AS id
        ORDER BY id
        """,
        Near,
        takes=("at",),
    ),
    "among": Text(
        """
        UNWIND $at AS at
        MATCH (a:AnyEntity {id: at.id})
        MATCH (a:AnyEntity)-[r]->(b)
        WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence AND b.id IN $ids
        RETURN a.id AS a, b.id AS b, a.jurisdiction AS place_a, b.jurisdiction AS place_b, [] AS labels_a, [] AS labels_b, r.key AS claim
        ORDER BY claim
        """,
        Joins,
        takes=("at", "ids"),
    ),
}

BROKERS = Question(
    id="brokers",
    map="technology",
    title=("Who connects the groups, and what falls apart without them?", "谁连接各个群体，缺少谁会使网络断裂？"),
    headline=("Who connects the groups", "谁连接各个群体"),
    description=(
        "One row per entity that lies on a shortest path between two others of the scope's network: all relations and deals between "
        "actors, a map's graph, what lies within two links of an entity, or the entities of some labels; undirected, weight 1. "
        "Betweenness is normalised (Freeman 1977, Brandes 2001). Groups are the communities (Louvain, as in communities) that it and its"
        " neighbours are of. parts_without = its blocks (Hopcroft and Tarjan 1973). The fifty highest are listed. Ordered by "
        "betweenness, the highest first, then id."
    ),
    params=Scoped,
    row=Broker,
    example={},
    cypher=BETWEEN_ACTORS,
    found=Joins,
    texts=TEXTS,
    compute=brokers,
    drawing=Ranking(item="entity", value="betweenness", note="groups"),
    say=say_brokers,
    history=False,
    marks=("2025-03-06",),
)

COMMUNITIES = Question(
    id="communities",
    map="technology",
    title=("Which communities form, and who bridges them?", "形成了哪些社群，谁是其间的桥梁？"),
    headline=("Communities and their bridges", "社群与桥梁"),
    description=(
        "One row per community of at least three members in the scope's network, as in brokers. Communities by modularity: Louvain with "
        "refinement (Blondel et al. 2008), one thread, fixed seed, so that they are the same again. A community is named by the member "
        "with most links inside it (then betweenness, then id). Bridges are the members with a link into another community. Ordered by "
        "size, the largest first, then the smallest member."
    ),
    params=Scoped,
    row=Community,
    example={},
    cypher=BETWEEN_ACTORS,
    found=Joins,
    texts=TEXTS,
    compute=communities,
    drawing=Layers(layer="community", item="members", note="bridges"),
    say=say_communities,
    history=False,
    marks=("2025-03-06",),
)

QUESTIONS = (BROKERS, COMMUNITIES)
