"""Map: from approval to payment. Routes and their steps, who decides, advises and pays, what two lists do.

Drawn: Route, Stage, Agency, Association, Payer, StakeholderGroup, PaymentMechanism, Benefit, the product; PART_OF, PRECEDES,
DECIDES, ADVISES, FUNDS, USES, APPLIES_TO, COVERS, EXCLUDES, EXEMPTS, PAYS_FOR, REIMBURSES_VIA, ADMINISTERS, TARGETS.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.analysis.steps import firsts, lasts, orders
from graph.analysis.ways import Ways
from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Flag, Id, Ids, Status, Whole
from graph.drawing import Facets, Routes
from graph.maps import Drawn
from graph.question import Params, Question, Row
from graph.saying import many
from graph.states import weakest
from queries import payment_lists, payment_money
from queries.routes import KINDS, ROUTE_STEPS, STEP_TEXTS, TEXTS, Kind, ProductParams, StepFound, by_step, routes_of, steps_of


class RouteStep(Row):
    place = "route"

    route: Id
    """The way from approval to payment, at its narrowest."""
    order: Whole
    """Longest number of steps from a first step of the route, from 1; steps with the same number are parallel."""
    step: Id
    """The step, a gate where somebody decides."""
    deciders: Ids
    """Who must agree, all of them; empty = nobody in this dataset."""
    advisers: Ids
    """Who gives advice without the decision."""
    mechanisms: Ids
    """Payment mechanisms, rules and programmes that the step uses."""
    next: Ids
    """Steps that may follow inside the route: alternatives or branches; empty = the last."""
    status: Status
    """The weaker of the route's and the step's state."""


def payment_routes(asked: Asked) -> Iterable[RouteStep]:
    """Rows by route, order and step."""
    routes = routes_of(asked)
    steps = steps_of(asked, [route.id for route in routes])
    for route in routes:
        order, after = steps.orders(route.id), steps.after(route.id)
        for step in sorted(steps.of(route.id), key=lambda s: (order[s.step], s.step)):
            acts = [act for act in steps.acts.get(step.step, []) if act.relation in ("DECIDES", "ADVISES")]
            uses, links = steps.uses.get(step.step, []), after[step.step]
            yield RouteStep(
                route=route.id,
                order=order[step.step],
                step=step.step,
                deciders=[act.actor for act in acts if act.relation == "DECIDES"],
                advisers=[act.actor for act in acts if act.relation == "ADVISES"],
                mechanisms=[use.actor for use in uses],
                next=[link.after for link in links],
                status=weakest((route.status, step.status)),
                claims=[step.claim, *route.claims, *(a.claim for a in (*acts, *uses)), *(link.claim for link in links)],
            )


def say_routes(answer: Answer) -> tuple[str, str]:
    """How many routes, steps and gates, and how many routes are not in force."""
    rows = [row for row in answer.rows if isinstance(row, RouteStep)]
    routes, gates = {r.route for r in rows}, {r.step for r in rows if r.deciders}
    if not rows:
        return "No route to payment is known in this dataset.", "本数据集中没有通往支付的路径。"
    pending = {r.route for r in rows} - {r.route for r in rows if r.status == "in force"}
    steps = len({r.step for r in rows})
    en = (
        f"**{many(len(routes), 'route')}** with **{many(steps, 'step')}** lead to payment; somebody must agree at **{len(gates)}** of them."
    )
    zh = f"共有 **{len(routes)} 条路径**、**{steps} 个环节**通往支付；其中 **{len(gates)}** 个环节须经有关方同意。"
    if pending:
        en, zh = f"{en} Not in force yet: {many(len(pending), 'route')}.", f"{zh}{len(pending)} 条路径尚未生效。"
    return en, zh


PAYMENT_ROUTES = Question(
    id="payment-routes",
    map="payment",
    title=(
        "Which routes lead from approval to payment, through which gates and actors?",
        "从获批到支付有哪些路径，经过哪些关口和主体？",
    ),
    headline=("From approval to payment: {product}", "从获批到支付：{product}"),
    description=(
        "One row per route and step. Routes are those that apply to the product or to the kinds that it is part of, at their narrowest: "
        "a route is left out where a branch of it applies too, and so are ladders to trust (entry-ladder). Where none applies, the "
        "routes of the next wider kinds are taken and a note says so. Order is the longest number of steps from a first step (longest-"
        "path layering). Ordered by route, order, step. Empty lists: nobody, or nothing, in this dataset."
    ),
    params=ProductParams,
    row=RouteStep,
    example={"product": "innovative-drugs", "jurisdiction": "cn"},
    cypher=KINDS,
    found=Kind,
    texts=TEXTS,
    compute=payment_routes,
    drawing=Routes(route="route", order="order", step="step", next="next", gates="deciders", advisers="advisers", status="status"),
    say=say_routes,
    marks=("2025-03-06", "2026-01-01"),
)


class VetoParams(Params):
    route: Annotated[str, Cell("entity"), Anchor(("Route",))]
    """The route that is looked at."""
    origin: Annotated[str, Cell("entity"), Anchor(("Stage",))] | None = None
    """Step to start from; without it, the first steps."""
    goal: Annotated[str, Cell("entity"), Anchor(("Stage",))] | None = None
    """Step to reach; without it, the last steps."""


class Veto(Row):
    step: Id
    """A step on some path from origin to goal."""
    deciders: Ids
    """Who must agree to it, all of them; empty = nobody in this dataset."""
    unavoidable: Flag
    """True = one of the deciders can stop every path: none is left without the steps that this decider must agree to."""
    alternatives: Ids
    """Steps on the paths that avoid this one; empty = there is none, or no path without it."""


def veto_points(asked: Asked) -> Iterable[Veto]:
    """Rows by order in the route and step."""
    route, origin, goal = asked.params.route, asked.params.origin, asked.params.goal
    if not asked.within(asked.place_of("route")):
        return
    inside = {step.step: step for step in asked.found}
    for named in (origin, goal):
        if named and named not in inside:
            asked.notes.append(f"{named} is no step of {route}.")
            return
    steps = sorted(inside)
    links = [link for link in asked.rows("links", steps=steps) if link.after in inside]
    after = {step: {link.after for link in links if link.step == step} for step in steps}
    decided = by_step(act for act in asked.rows("acts", steps=steps) if act.relation == "DECIDES")
    origins = {origin} if origin else firsts(steps, after)
    goals = {goal} if goal else lasts(steps, after)
    ways = Ways(after, origins, goals)
    gates: dict[str, set[str]] = {}
    for step in ways.steps:
        for act in decided.get(step, []):
            gates.setdefault(act.actor, set()).add(step)
    can_stop = {actor for actor, held in gates.items() if held & ways.common or (len(held) > 1 and ways.closed_by(held))}
    order = orders(steps, after)
    on_way = sorted(ways.steps, key=lambda s: (order[s], s))
    if not on_way:
        asked.notes.append("No path leads from the origin to the goal.")
    elif not can_stop:
        cut = ways.smallest_cut(set().union(*gates.values()))
        asked.notes.append(_together([step for step in on_way if step in cut]))
    for step in on_way:
        acts = decided.get(step, [])
        own = {act.actor for act in acts}
        stopped = [act.claim for s in sorted(on_way) for act in decided.get(s, []) if act.actor in own & can_stop]
        yield Veto(
            step=step,
            deciders=list(own),
            unavoidable=bool(own & can_stop),
            alternatives=list(ways.around(step)),
            claims=[inside[step].claim, *(a.claim for a in acts), *stopped, *(k.claim for k in links if step in (k.step, k.after))],
        )


def _together(cut: list[str]) -> str:
    """What stops every path where nobody can alone."""
    if not cut:
        return "At least one path has no step with a known decider: nobody in this dataset can stop it."
    return f"No decider can stop every path alone. The fewest steps whose deciders together can: {', '.join(cut)}."


def say_vetoes(answer: Answer) -> tuple[str, str]:
    """Who can stop every path, and how many steps have no decider."""
    rows = [row for row in answer.rows if isinstance(row, Veto)]
    if not rows:
        return "No path is known in this dataset.", "本数据集中没有可走的路径。"
    gates, hard = [r for r in rows if r.deciders], [r for r in rows if r.unavoidable]
    open_ = len(rows) - len(gates)
    return (
        f"At **{len(gates)} of {len(rows)} steps** somebody must agree; **{len(hard)}** cannot be avoided, {open_} have no known decider.",
        f"**{len(rows)} 个环节中有 {len(gates)} 个**须经同意；其中 **{len(hard)}** 个无法绕过，{open_} 个没有已知的决定方。",
    )


VETO_POINTS = Question(
    id="veto-points",
    map="payment",
    title=(
        "Which actors can block or delay each stage (all paths run through them)?",
        "哪些主体能在各环节否决或拖延（所有路径都须经过它们）？",
    ),
    headline=("Who can block {route}?", "谁能阻断{route}？"),
    description=(
        "One row per step on a path from the origin (default: the first steps of the route) to the goal (default: the last). All "
        "deciders of a step have to agree. A row is unavoidable where no path is left when every step that one of its deciders must "
        "agree to is taken out: these steps separate goal from origin (a vertex separator, after Menger 1927; a single one is a dominator, "
        "Lengauer and Tarjan 1979). Where no decider can do so alone, a note names the fewest steps that together do, of several such "
        "sets the one nearest to the origin (a minimum vertex cut), or says that a path has no known decider. Alternatives are all steps "
        "on the paths that avoid this one. Ordered by order in the route and step. A step without a decider is never unavoidable, "
        "although it may be on every path."
    ),
    params=VetoParams,
    row=Veto,
    example={"route": "route-cn-innovative-drug"},
    cypher=ROUTE_STEPS,
    found=StepFound,
    texts=STEP_TEXTS,
    compute=veto_points,
    drawing=Facets(item="step", facets=("deciders", "alternatives"), state="unavoidable"),
    say=say_vetoes,
    marks=("2025-03-06", "2026-01-01"),
)

DRAWN = Drawn(
    labels=(
        "Route",
        "Stage",
        "Agency",
        "Association",
        "Payer",
        "StakeholderGroup",
        "PaymentMechanism",
        "Benefit",
        "Market",
        "Application",
        "Technology",
        "Product",
    ),
    types=(
        "ADMINISTERS",
        "ADVISES",
        "APPLIES_TO",
        "COVERS",
        "DECIDES",
        "EXCLUDES",
        "EXEMPTS",
        "FUNDS",
        "PART_OF",
        "PAYS_FOR",
        "PRECEDES",
        "REIMBURSES_VIA",
        "TARGETS",
        "USES",
    ),
)
"""The map's whole graph."""

QUESTIONS = (PAYMENT_ROUTES, payment_lists.LIST_COMPARISON, payment_money.WHO_PAYS, VETO_POINTS, payment_lists.LISTING_SCENARIO)
