"""Map: a company enters a market; the ladder of steps, their owners, and who climbed it before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Id, Ids, Status, Whole
from graph.drawing import Routes
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema import ACTORS
from graph.states import weakest
from queries.routes import STEP_TEXTS, steps_of


class LadderParams(Params):
    market: Annotated[str, Cell("entity"), Anchor(("Market", "Application"))]
    """What is entered: a market, or a kind of product; `jurisdiction` says where."""
    company: Annotated[str, Cell("entity"), Anchor(ACTORS)] | None = None
    """Only precedents of this company and its products; null = of everybody."""


class Rung(Row):
    place = "route"

    route: Id
    """A route that applies to the market."""
    order: Whole
    """Longest number of steps from a first step of the route, from 1; steps with the same number are parallel."""
    step: Id
    """The step."""
    owners: Ids
    """Who must agree to it or has to act; empty = nobody in this dataset."""
    precedents: Ids
    """Events in which the step was taken before; empty = none in this dataset."""
    status: Status
    """The weaker of the route's and the step's state."""


class LadderRoute(Found):
    route: str
    part: str | None
    place: str | None
    status: Status
    claims: list[str]


class Precedent(Found):
    step: str
    event: str
    claim: str


class Own(Found):
    event: str


def ladder(asked: Asked) -> Iterable[Rung]:
    """Rows by route, order and step."""
    routes = [route for route in asked.found if asked.within(route.place)]
    if not routes and (routes := [route for route in asked.rows("of_parts") if asked.within(route.place)]):
        parts = ", ".join(sorted({route.part for route in routes if route.part}))
        asked.notes.append(f"No route applies to {asked.params.market} itself; these apply to its parts: {parts}.")
    elif routes and (narrower := sorted({r.route for r in asked.rows("of_parts") if asked.within(r.place)} - {r.route for r in routes})):
        asked.notes.append(f"Further routes apply to parts of {asked.params.market}: {', '.join(narrower)}.")
    states = {route.route: route.status for route in routes}
    why: dict[str, list[str]] = {}
    for route in routes:
        why.setdefault(route.route, []).extend(route.claims)
    steps = steps_of(asked, states)
    precedents: list[Precedent] = asked.rows("precedents", steps=sorted({step.step for step in steps.found}))
    if asked.params.company:
        own = {row.event for row in asked.rows("own")}
        precedents = [p for p in precedents if p.event in own]
        asked.notes.append(f"Precedents are those of {asked.params.company} and its products only.")
    for route in sorted(states):
        order = steps.orders(route)
        for step in sorted(steps.of(route), key=lambda s: (order[s.step], s.step)):
            acts = [act for act in steps.acts.get(step.step, []) if act.relation in ("DECIDES", "RESPONSIBLE_FOR")]
            took = [p for p in precedents if p.step == step.step]
            yield Rung(
                route=route,
                order=order[step.step],
                step=step.step,
                owners=[act.actor for act in acts],
                precedents=[p.event for p in took],
                status=weakest((states[route], step.status)),
                claims=[step.claim, *why[route], *(act.claim for act in acts), *(p.claim for p in took)],
            )


def say_ladder(answer: Answer) -> tuple[str, str]:
    """How many steps on how many routes, and how many without an owner or a precedent."""
    rows = [row for row in answer.rows if isinstance(row, Rung)]
    if not rows:
        return "No route into this market is known in this dataset.", "本数据集中没有进入该市场的路径。"
    steps = {r.step for r in rows}
    owned, taken = {r.step for r in rows if r.owners}, {r.step for r in rows if r.precedents}
    routes = len({r.route for r in rows})
    return (
        f"**{many(len(steps), 'step')}** on **{many(routes, 'route')}**; with an owner: {len(owned)}, "
        f"taken before in this dataset: **{len(taken)}**.",
        f"**{routes} 条路径**共 **{len(steps)} 个环节**；{len(owned)} 个有负责方，**{len(taken)} 个**在本数据集中已有先例。",
    )


ENTRY_LADDER = Question(
    id="entry-ladder",
    map="entry",
    title=(
        "Which steps follow approval, who owns each, which precedents took them?",
        "获批之后还有哪些环节，各由谁负责，有哪些先例？",
    ),
    headline=("The ladder into {market}", "进入{market}的阶梯"),
    description=(
        "One row per route and step, of all routes that apply to the market, ladders to trust and wider routes beside their branches "
        "included, in the jurisdiction asked for; where none applies to it, of those of its parts, with a note. Owners: who DECIDES the "
        "step or is RESPONSIBLE_FOR it. Precedents: events that ILLUSTRATE the step, with `company` only those about it or a product "
        "that it develops or sells. Order is the longest number of steps from a first step. Ordered by route, order, step."
    ),
    params=LadderParams,
    row=Rung,
    example={"market": "us-healthcare-market"},
    cypher="""
        MATCH (m:Market|Application {id: $market})
        MATCH (route:Route)-[r:APPLIES_TO]->(m)
        WHERE r.shown <= $market_day AND r.gone > $market_day AND r.confidence IN $confidence
        RETURN route.id AS route, null AS part, route.jurisdiction AS place,
               last([s IN route.states WHERE left(s, 10) <= $as_of]) AS status, [r.key] AS claims
        ORDER BY route
    """,
    found=LadderRoute,
    texts=STEP_TEXTS
    | {
        "of_parts": Text(
            """
            MATCH (m:Market|Application {id: $market})
            MATCH (part:Market)-[inside:PART_OF]->(m)
            WHERE inside.shown <= $market_day AND inside.gone > $market_day AND inside.confidence IN $confidence
            MATCH (route:Route)-[r:APPLIES_TO]->(part)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN route.id AS route, part.id AS part, route.jurisdiction AS place,
                   last([s IN route.states WHERE left(s, 10) <= $as_of]) AS status, [inside.key, r.key] AS claims
            ORDER BY route, part
            """,
            LadderRoute,
        ),
        "precedents": Text(
            """
            UNWIND $steps AS id
            MATCH (x:Stage {id: id})
            MATCH (e:Event)-[r:ILLUSTRATES]->(x)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN x.id AS step, e.id AS event, r.key AS claim
            ORDER BY step, event, claim
            """,
            Precedent,
            takes=("steps",),
        ),
        "own": Text(
            """
            MATCH (c:AnyActor {id: $company})
            MATCH (e:Event)-[r:CONCERNS]->(c)
            WHERE r.shown <= $as_of AND r.gone > $as_of
            RETURN e.id AS event
            ORDER BY event
            UNION
            MATCH (c:Company {id: $company})
            MATCH (c)-[d:COMMERCIALIZES|DEVELOPS]->(p:Product)
            WHERE d.shown <= $company_day AND d.gone > $company_day AND d.confidence IN $confidence
            MATCH (e:Event)-[r:CONCERNS]->(p)
            WHERE r.shown <= $as_of AND r.gone > $as_of
            RETURN e.id AS event
            ORDER BY event
            """,
            Own,
        ),
    },
    compute=ladder,
    drawing=Routes(route="route", order="order", step="step", gates="owners", status="status"),
    say=say_ladder,
    marks=("2025-03-06",),
)
