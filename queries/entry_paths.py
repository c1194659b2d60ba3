"""Map: a company enters a market; the paths of trust to a decision maker."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from graph.analysis.trust import Ties
from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Number, Path, Whole
from graph.drawing import Paths
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema import ACTORS

Actor = Annotated[str, Cell("entity"), Anchor(ACTORS)]
TRUST = {
    "SUBSIDIARY_OF": 0.9,
    "INVESTED_IN": 0.9,
    "ACQUIRED": 0.9,
    "PARTNERS_WITH": 0.8,
    "Deal": 0.8,
    "MEMBER_OF": 0.7,
    "REPRESENTS": 0.7,
    "PART_OF": 0.7,
    "ADVISES": 0.6,
    "OVERSEES": 0.6,
    "INFLUENCES": 0.5,
}
SURE = {"verified": 1.0, "reported": 0.8, "unverified": 0.5}
REACH = 3
"""Links that are read from either end, so that no path of up to twice as many is missed."""
MOST = 20_000
"""Actors that are read at most; beyond, a note says that longer paths were not looked at."""


class PathParams(Params):
    origin: Actor
    """From whom."""
    goal: Actor
    """To whom."""
    via: Actor | None = None
    """Only paths through this actor."""
    limit: Annotated[int, Cell("number"), Field(ge=1, le=100)] = 5
    """How many paths."""


class WarmPath(Row):
    rank: Whole
    """1 = the most trustworthy."""
    path: Path
    """Actors from the origin to the goal."""
    relations: Annotated[list[str], Cell("words", ("relations", "labels"))]
    """What joins each actor to the next: the strongest tie between them; Deal = a deal of the two."""
    trust: Number
    """Product of the ties' trust, 0 to 1."""


class Link(Found):
    a: str
    b: str
    relation: str
    confidence: str
    claim: str


def warm_paths(asked: Asked) -> Iterable[WarmPath]:
    """Rows by rank."""
    params = asked.params
    if params.origin == params.goal:
        asked.notes.append("Origin and goal are the same; no path is needed.")
        return
    ties = _network(asked)
    if asked.scope.jurisdiction:
        asked.notes.append("A path has no jurisdiction of its own; the filter leaves paths as they are.")
    graph = Ties({pair: trust for pair, (trust, _, _) in ties.items()})
    found = graph.best_paths(params.origin, params.goal, params.limit, params.via)
    for rank, (trust, path) in enumerate(found, start=1):
        hops = [ties[min(a, b), max(a, b)] for a, b in pairwise(path)]
        yield WarmPath(
            rank=rank,
            path=list(path),
            relations=[relation for _, relation, _ in hops],
            trust=round(trust, 4),
            claims=[claim for _, _, claim in hops],
        )


def _network(asked: Asked) -> dict[tuple[str, str], tuple[float, str, str]]:
    """The strongest tie of every two actors near either end: trust, what it is, its claim."""
    days = {name: asked.cypher_params[f"{name}_day"] for name in ("origin", "goal", "via")}
    own = {value: days[name] for name in days if (value := getattr(asked.params, name))}
    ties: dict[tuple[str, str], tuple[float, str, str]] = {}
    seen: set[str] = set()
    frontier = sorted(own)
    for _ in range(REACH):
        at = [{"id": id_, "day": own.get(id_, asked.scope.day)} for id_ in frontier]
        seen.update(frontier)
        near: set[str] = set()
        for link in (*asked.rows("outward", at=at), *asked.rows("inward", at=at), *asked.rows("deals", at=at)):
            pair = (min(link.a, link.b), max(link.a, link.b))
            tie = (round(TRUST[link.relation] * SURE[link.confidence], 6), link.relation, link.claim)
            if pair not in ties or (-tie[0], tie[1], tie[2]) < (-ties[pair][0], ties[pair][1], ties[pair][2]):
                ties[pair] = tie
            near |= {link.a, link.b}
        frontier = sorted(near - seen)
        if len(seen) + len(frontier) > MOST:
            asked.notes.append(f"More than {MOST} actors are near; paths further out were not looked at.")
            break
    return ties


def say_paths(answer: Answer) -> tuple[str, str]:
    """The best path: its length and trust."""
    rows = [row for row in answer.rows if isinstance(row, WarmPath)]
    if not rows:
        return "No path of trust is known in this dataset.", "本数据集中没有已知的信任路径。"
    best, between = rows[0], {id_ for row in rows for id_ in row.path[1:-1]}
    return (
        f"**{many(len(rows), 'path')}**; the best has **{many(len(best.relations), 'link')}** and a trust of **{best.trust:.2f}**; "
        f"{many(len(between), 'go-between')} in all.",
        f"共 **{len(rows)} 条路径**；最佳路径 **{len(best.relations)} 步**，信任度 **{best.trust:.2f}**；涉及中间人 {len(between)} 个。",
    )


WARM_PATH = Question(
    id="warm-path",
    map="entry",
    title=(
        "Which are the shortest trustworthy paths from us to a decision maker, through whom?",
        "从我方到决策者，最短且可信的路径有哪些，经由何人？",
    ),
    headline=("From {origin} to {goal}", "从{origin}到{goal}"),
    description=(
        "One row per path, ranked by trust, then length, then the ids. A tie's trust: SUBSIDIARY_OF, INVESTED_IN, ACQUIRED 0.9; "
        "PARTNERS_WITH, a deal 0.8; MEMBER_OF, REPRESENTS, PART_OF of bodies 0.7; ADVISES, OVERSEES 0.6; INFLUENCES 0.5; times "
        "confidence (verified 1, reported 0.8, unverified 0.5); between two actors the strongest tie counts, whichever way it points. "
        "Trust = product over the path. Inner nodes are actors only, so markets, rules and exchanges, through which everybody is near "
        "everybody, make no path. Links are read up to three from either end: paths of up to six links. Order of search: k shortest "
        "simple paths under −log(trust) (Yen 1971)."
    ),
    params=PathParams,
    row=WarmPath,
    example={"origin": "beone-medicines", "goal": "us-congress"},
    cypher="""
        MATCH (o:AnyActor {id: $origin})
        RETURN o.id AS a, o.id AS b, '' AS relation, 'verified' AS confidence, '' AS claim
        ORDER BY a
    """,
    found=Link,
    texts={
        "outward": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyActor {id: at.id})
            MATCH (n)-[r:ACQUIRED|ADVISES|INFLUENCES|INVESTED_IN|MEMBER_OF|OVERSEES|PARTNERS_WITH|REPRESENTS|SUBSIDIARY_OF]->(m:Stakeholder)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS a, m.id AS b, type(r) AS relation, r.confidence AS confidence, r.key AS claim
            UNION
            UNWIND $at AS at
            MATCH (n:Agency {id: at.id})
            MATCH (n)-[r:PART_OF]->(m:Agency)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS a, m.id AS b, type(r) AS relation, r.confidence AS confidence, r.key AS claim
            ORDER BY a, b, relation, claim
            """,
            Link,
            takes=("at",),
        ),
        "inward": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyActor {id: at.id})
            MATCH (m:Stakeholder)-[r:ACQUIRED|ADVISES|INFLUENCES|INVESTED_IN|MEMBER_OF|OVERSEES|PARTNERS_WITH|REPRESENTS|SUBSIDIARY_OF]->(n)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN m.id AS a, n.id AS b, type(r) AS relation, r.confidence AS confidence, r.key AS claim
            UNION
            UNWIND $at AS at
            MATCH (n:Agency {id: at.id})
            MATCH (m:Agency)-[r:PART_OF]->(n)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN m.id AS a, n.id AS b, type(r) AS relation, r.confidence AS confidence, r.key AS claim
            ORDER BY a, b, relation, claim
            """,
            Link,
            takes=("at",),
        ),
        "deals": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyActor {id: at.id})
            MATCH (d:Deal)-[:FROM_PARTY|TO_PARTY]->(n)
            WHERE d.shown <= at.day AND d.gone > at.day AND d.confidence IN $confidence
            MATCH (d)-[:FROM_PARTY|TO_PARTY]->(m:Stakeholder)
            WHERE m.id <> n.id
            RETURN n.id AS a, m.id AS b, 'Deal' AS relation, d.confidence AS confidence, d.id AS claim
            ORDER BY a, b, claim
            """,
            Link,
            takes=("at",),
        ),
    },
    compute=warm_paths,
    drawing=Paths(path="path", relations="relations", rank="rank", weight="trust"),
    say=say_paths,
    marks=("2025-03-06",),
)
