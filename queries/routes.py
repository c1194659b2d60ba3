"""Routes from approval to payment, read once for the questions that follow their steps.

A route is the graph of its steps: every Stage that is PART_OF it, with the PRECEDES relations between two such steps. A product is
answered by its own relations and the kinds that it is PART_OF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from graph.analysis.steps import orders
from graph.asking import Asked
from graph.columns import Anchor, Cell, Status
from graph.errors import AskError
from graph.question import Found, Params, Text

Product = Annotated[str, Cell("entity"), Anchor(("Market", "Application", "Technology", "Benefit", "Product"))]
LADDER = "trust ladder"
"""Subtype of routes that lead to trust, not to payment."""


class ProductParams(Params):
    product: Product
    """A kind of product (market, application, technology or benefit), or a product that is part of one."""


class Kind(Found):
    id: str
    kind: bool
    """False: the product itself, which is no kind."""
    day: str
    claims: list[str]


class RouteFound(Found):
    route: str
    subtype: str | None
    place: str | None
    status: Status
    kind: str
    claims: list[str]


class Branch(Found):
    branch: str
    route: str


class StepFound(Found):
    route: str
    step: str
    status: Status
    claim: str


class Link(Found):
    step: str
    after: str
    claim: str


class Act(Found):
    """What an actor has to do with a step, or what a step uses."""

    step: str
    relation: str
    actor: str
    subtype: str | None
    place: str | None
    order: int | None
    detail: str | None
    status: Status
    claim: str


KINDS = """
    MATCH (p:Market|Application|Technology|Benefit {id: $product})
    RETURN p.id AS id, true AS kind, $product_day AS day, [] AS claims
    ORDER BY id
    UNION
    MATCH (p:Product {id: $product})
    RETURN p.id AS id, false AS kind, $product_day AS day, [] AS claims
    ORDER BY id
    UNION
    MATCH (p:Product {id: $product})-[r:PART_OF]->(k:Market|Application|Technology|Benefit)
    WHERE r.shown <= $product_day AND r.gone > $product_day AND r.confidence IN $confidence
    RETURN k.id AS id, true AS kind, $as_of AS day, [r.key] AS claims
    ORDER BY id
"""
"""The product and the kinds that it is part of."""

_WIDER = """
    UNWIND $ids AS id
    MATCH (k:Application {id: id})
    MATCH (m:Market)-[r:HAS_APPLICATION]->(k)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN m.id AS id, true AS kind, $as_of AS day, [r.key] AS claims
    ORDER BY id, claims
    UNION
    UNWIND $ids AS id
    MATCH (k:Market|Application|Technology|Benefit {id: id})
    MATCH (k)-[r:PART_OF]->(m:Market|Application|Technology)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN m.id AS id, true AS kind, $as_of AS day, [r.key] AS claims
    ORDER BY id, claims
"""

_EVERY_KIND = """
    MATCH (route:Route)-[r:APPLIES_TO]->(k:Market|Application)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND (route.subtype IS NULL OR route.subtype <> 'trust ladder')
    RETURN DISTINCT k.id AS id, true AS kind, $as_of AS day, [] AS claims
    ORDER BY id
"""

_ROUTES = """
    UNWIND $kinds AS kind
    MATCH (k:Market|Application {id: kind.id})
    MATCH (route:Route)-[r:APPLIES_TO]->(k)
    WHERE r.shown <= kind.day AND r.gone > kind.day AND r.confidence IN $confidence
    RETURN route.id AS route, route.subtype AS subtype, route.jurisdiction AS place,
           last([s IN route.states WHERE left(s, 10) <= $as_of]) AS status, k.id AS kind, [r.key] AS claims
    ORDER BY route, kind
"""

_BRANCHES = """
    UNWIND $routes AS id
    MATCH (branch:Route {id: id})-[r:PART_OF]->(route:Route)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN branch.id AS branch, route.id AS route
    ORDER BY branch, route
"""

_STEPS = """
    UNWIND $routes AS id
    MATCH (route:Route {id: id})
    MATCH (stage:Stage)-[r:PART_OF]->(route)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN route.id AS route, stage.id AS step, last([s IN stage.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY route, step
"""

ROUTE_STEPS = """
    MATCH (route:Route {id: $route})
    MATCH (stage:Stage)-[r:PART_OF]->(route)
    WHERE r.shown <= $route_day AND r.gone > $route_day AND r.confidence IN $confidence
    RETURN route.id AS route, stage.id AS step, last([s IN stage.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY route, step
"""
"""The steps of one route, the parameter."""

_LINKS = """
    UNWIND $steps AS id
    MATCH (a:Stage {id: id})-[r:PRECEDES]->(b:Stage)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN a.id AS step, b.id AS after, r.key AS claim
    ORDER BY step, after, claim
"""

_ACTS = """
    UNWIND $steps AS id
    MATCH (stage:Stage {id: id})
    MATCH (a)-[r:DECIDES|ADVISES|FUNDS|RESPONSIBLE_FOR]->(stage)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN stage.id AS step, type(r) AS relation, a.id AS actor, a.subtype AS subtype, a.jurisdiction AS place,
           r.`order` AS `order`, r.detail AS detail, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY step, relation, actor, claim
"""

_USES = """
    UNWIND $steps AS id
    MATCH (stage:Stage {id: id})-[r:USES]->(m)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN stage.id AS step, type(r) AS relation, m.id AS actor, m.subtype AS subtype, m.jurisdiction AS place,
           null AS `order`, r.detail AS detail, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY step, relation, actor, claim
"""

STEP_TEXTS = {
    "steps": Text(_STEPS, StepFound, takes=("routes",)),
    "links": Text(_LINKS, Link, takes=("steps",)),
    "acts": Text(_ACTS, Act, takes=("steps",)),
    "uses": Text(_USES, Act, takes=("steps",)),
}
"""Texts of a question that follows the steps of routes that it knows."""

TEXTS = STEP_TEXTS | {
    "wider": Text(_WIDER, Kind, takes=("ids",)),
    "every_kind": Text(_EVERY_KIND, Kind),
    "routes": Text(_ROUTES, RouteFound, takes=("kinds",)),
    "branches": Text(_BRANCHES, Branch, takes=("routes",)),
}
"""Texts of a question that starts from a product; its main text is KINDS."""


@dataclass(frozen=True)
class Route:
    """One route of the product."""

    id: str
    status: str
    place: str | None
    claims: list[str]
    """Why it is a route of the product."""


@dataclass(frozen=True)
class Steps:
    """Steps of some routes, what follows what, who acts on them and what they use."""

    found: list[StepFound]
    links: list[Link]
    acts: dict[str, list[Act]]
    uses: dict[str, list[Act]]

    @cached_property
    def _links(self) -> dict[str, list[Link]]:
        out: dict[str, list[Link]] = {}
        for link in self.links:
            out.setdefault(link.step, []).append(link)
        return out

    def of(self, route: str) -> list[StepFound]:
        """Its steps."""
        return [step for step in self.found if step.route == route]

    def after(self, route: str) -> dict[str, list[Link]]:
        """Step -> links to the steps after it, inside the route."""
        inside = {step.step for step in self.of(route)}
        return {step: [link for link in self._links.get(step, []) if link.after in inside] for step in sorted(inside)}

    def orders(self, route: str) -> dict[str, int]:
        """Step -> longest number of steps from a first step of the route."""
        after = self.after(route)
        return orders(after, {step: {link.after for link in links} for step, links in after.items()})


def steps_of(asked: Asked, routes: Iterable[str]) -> Steps:
    """Read the steps of routes, the two texts of actors included."""
    found = asked.rows("steps", routes=sorted(set(routes)))
    steps = sorted({step.step for step in found})
    return Steps(
        found, asked.rows("links", steps=steps), by_step(asked.rows("acts", steps=steps)), by_step(asked.rows("uses", steps=steps))
    )


def by_step(acts: Iterable[Act]) -> dict[str, list[Act]]:
    """Acts grouped by their step."""
    out: dict[str, list[Act]] = {}
    for act in acts:
        out.setdefault(act.step, []).append(act)
    return out


def kinds_of(asked: Asked) -> list[Kind]:
    """The product, if it is a kind, and the kinds that it is part of. Raises: AskError for a product without a kind."""
    if not any(kind.kind for kind in asked.found):
        every = ", ".join(kind.id for kind in asked.rows("every_kind"))
        raise AskError(f"{asked.params.product} is part of no kind of product; ask for a kind, one of: {every}")
    return [kind for kind in asked.found if kind.kind]


def as_params(kinds: Iterable[Kind]) -> list[dict[str, Any]]:
    """Kinds as a text takes them."""
    return [{"id": kind.id, "day": kind.day} for kind in kinds]


def routes_of(asked: Asked) -> list[Route]:
    """Routes of the product, by id: the narrowest, without ladders to trust, and of the jurisdiction asked for.

    Where none applies to its own kinds, those of the next wider kinds are taken, and a note says so.
    """
    kinds = kinds_of(asked)
    found = asked.rows("routes", kinds=as_params(kinds))
    if not found and (wider := asked.rows("wider", ids=[kind.id for kind in kinds])):
        found = asked.rows("routes", kinds=as_params(wider))
        kinds = [*kinds, *wider]
        if names := ", ".join(sorted({route.kind for route in found})):
            asked.notes.append(f"No route applies to {asked.params.product} itself; these are the routes of what it belongs to: {names}.")
    found = [route for route in found if route.subtype != LADDER]
    branches = asked.rows("branches", routes=sorted({route.route for route in found}))
    wide = {b.route for b in branches if b.branch != b.route}
    because = {kind.id: [claim for same in kinds if same.id == kind.id for claim in same.claims] for kind in kinds}
    out: dict[str, Route] = {}
    for route in found:
        if route.route not in wide and asked.within(route.place):
            held = out.setdefault(route.route, Route(route.route, route.status, route.place, []))
            held.claims.extend([*because[route.kind], *route.claims])
    return list(out.values())
