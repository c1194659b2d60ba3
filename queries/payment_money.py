"""Who pays for a product: the money towards the steps of its routes, then what payers and lists cover or leave out."""

from __future__ import annotations

from collections.abc import Iterable

from graph.asking import Answer, Asked
from graph.columns import Id, Ids, Status, Text, Whole
from graph.drawing import Lanes
from graph.question import Found, Question, Row
from graph.question import Text as QueryText
from graph.saying import many
from graph.states import weakest
from queries.routes import KINDS, TEXTS, Kind, ProductParams, as_params, kinds_of, routes_of, steps_of

UNKNOWN_ORDER = 10**6


class Pays(Row):
    route: Id | None
    """The route; null = not tied to a route: what a payer or list covers or leaves out."""
    step: Id | None
    """The step that is paid; null with the route."""
    order: Whole | None
    """Order of payment as a source says it (98 = last before the patient, 99 = the patient's rest); null = not known, not first."""
    payer: Id | None
    """Who pays, or refuses to; null = a list covers it that no payer in this dataset pays through."""
    mechanism: Ids
    """What the step uses, the list that covers it, or what the payer pays through."""
    limit: Text | None
    """Up to where, or what else holds, as the source says it; after "Excluded:" the payer does not pay."""
    status: Status
    """The weaker of the route's and the payment's state; of cover, its own."""


class Cover(Found):
    payer: str
    mechanism: bool
    place: str | None
    relation: str
    kind: str
    order: int | None
    detail: str | None
    status: Status
    claim: str


class Via(Found):
    payer: str
    mechanism: str
    place: str | None
    claim: str


def who_pays(asked: Asked) -> Iterable[Pays]:
    """Routes first, by route, order (unknown last), step and payer; then cover, exclusions last."""
    yield from _along_routes(asked)
    for _, row in sorted(_cover(asked), key=lambda pair: pair[0]):
        yield row


def _along_routes(asked: Asked) -> Iterable[Pays]:
    routes = routes_of(asked)
    steps = steps_of(asked, [route.id for route in routes])
    for route in routes:
        acts = [(step, act) for step in steps.of(route.id) for act in steps.acts.get(step.step, []) if act.relation == "FUNDS"]
        for step, act in sorted(acts, key=lambda pair: (pair[1].order or UNKNOWN_ORDER, pair[1].step, pair[1].actor, pair[1].claim)):
            uses = steps.uses.get(step.step, [])
            yield Pays(
                route=route.id,
                step=step.step,
                order=act.order,
                payer=act.actor,
                mechanism=[use.actor for use in uses],
                limit=act.detail,
                status=weakest((route.status, act.status)),
                claims=[act.claim, step.claim, *route.claims, *(use.claim for use in uses)],
            )


def _cover(asked: Asked) -> Iterable[tuple[tuple[object, ...], Pays]]:
    kinds = kinds_of(asked)
    own = [kind for kind in asked.found if not kind.kind]
    benefits = asked.rows("benefits", kinds=as_params(kinds))
    because: dict[str, list[str]] = {}
    for kind in (*own, *kinds, *benefits):
        because.setdefault(kind.id, []).extend(kind.claims)
    covers = asked.rows("covers", kinds=as_params({kind.id: kind for kind in (*benefits, *kinds, *own)}.values()))
    by_payer, by_mechanism = dict[str, list[Via]](), dict[str, list[Via]]()
    via: list[Via] = asked.rows("via", ids=sorted({cover.payer for cover in covers}))
    for way in sorted(via, key=lambda v: (v.payer, v.mechanism, v.claim)):
        by_payer.setdefault(way.payer, []).append(way)
        by_mechanism.setdefault(way.mechanism, []).append(way)
    for cover in covers:
        excluded = cover.relation == "EXCLUDES"
        text = f"Excluded: {cover.detail}" if excluded and cover.detail else "Excluded" if excluded else cover.detail
        paid: list[tuple[str | None, str | None, list[str], list[str]]]
        if cover.mechanism:
            payers = by_mechanism.get(cover.payer, [])
            paid = [(v.payer, v.place, [cover.payer], [v.claim]) for v in payers] or [(None, cover.place, [cover.payer], [])]
        else:
            through = by_payer.get(cover.payer, [])
            paid = [(cover.payer, cover.place, [v.mechanism for v in through], [v.claim for v in through])]
        for payer, place, mechanism, claims in paid:
            if asked.within(place):
                key = (excluded, cover.order or UNKNOWN_ORDER, payer is None, payer or "", mechanism, cover.kind, cover.claim)
                yield (
                    key,
                    Pays(
                        route=None,
                        step=None,
                        order=cover.order,
                        payer=payer,
                        mechanism=mechanism,
                        limit=text,
                        status=cover.status,
                        claims=[cover.claim, *because[cover.kind], *claims],
                    ),
                )


def say_pays(answer: Answer) -> tuple[str, str]:
    """How many payers on how many routes, and how many refuse."""
    rows = [row for row in answer.rows if isinstance(row, Pays)]
    if not rows:
        return "No payer is known in this dataset.", "本数据集中没有已知的支付方。"
    routes = {r.route for r in rows if r.route}
    refusing = {r.payer for r in rows if r.payer and (r.limit or "").startswith("Excluded")}
    paying = {r.payer for r in rows if r.payer and not (r.limit or "").startswith("Excluded")}
    return (
        f"**{many(len(paying), 'payer')}** on **{many(len(routes), 'route')}** or by cover; leaving something out: {len(refusing)}.",
        f"**{len(paying)} 个支付方**通过 **{len(routes)} 条路径**或保障目录付费；{len(refusing)} 个有除外内容。",
    )


_BENEFITS = """
    UNWIND $kinds AS kind
    MATCH (k:Market|Application|Technology|Benefit {id: kind.id})
    MATCH (b:Benefit)-[r:PART_OF]->(k)
    WHERE r.shown <= kind.day AND r.gone > kind.day AND r.confidence IN $confidence
    RETURN b.id AS id, true AS kind, $as_of AS day, [r.key] AS claims
    ORDER BY id, claims
"""

_COVERS = """
    UNWIND $kinds AS kind
    MATCH (k:Market|Application|Technology|Benefit|Product {id: kind.id})
    MATCH (p)-[r:COVERS|PAYS_FOR|EXCLUDES]->(k)
    WHERE r.shown <= kind.day AND r.gone > kind.day AND r.confidence IN $confidence
    RETURN p.id AS payer, 'PaymentMechanism' IN labels(p) AS mechanism, p.jurisdiction AS place, type(r) AS relation, k.id AS kind,
           r.`order` AS `order`, r.detail AS detail, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY payer, relation, kind, claim
"""

VIA = """
    UNWIND $ids AS id
    MATCH (p:Payer {id: id})
    MATCH (p)-[r:REIMBURSES_VIA]->(m:PaymentMechanism)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN p.id AS payer, m.id AS mechanism, p.jurisdiction AS place, r.key AS claim
    ORDER BY payer, mechanism, claim
    UNION
    UNWIND $ids AS id
    MATCH (m:PaymentMechanism {id: id})
    MATCH (p:Payer)-[r:REIMBURSES_VIA]->(m)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN p.id AS payer, m.id AS mechanism, p.jurisdiction AS place, r.key AS claim
    ORDER BY payer, mechanism, claim
"""
"""What the payers among some ids pay through, and who pays through the mechanisms among them."""

WHO_PAYS = Question(
    id="who-pays",
    map="payment",
    title=(
        "Who pays for it, in which order, and what is left to the patient?",
        "由谁支付，按什么顺序，患者还需承担多少？",
    ),
    headline=("Who pays for {product}?", "谁为{product}付费？"),
    description=(
        "One row per route, step and payer that funds the step, with the order of payment as stored; then, without route and step, what "
        "payers and lists cover, pay for or leave out of the product, the kinds that it is part of and their benefits. Where a list "
        "covers, its payers are those that reimburse via it. Ordered by route, order (not known last), step, payer; exclusions last. An "
        "order that no source states is null: not known, not first."
    ),
    params=ProductParams,
    row=Pays,
    example={"product": "innovative-drugs"},
    cypher=KINDS,
    found=Kind,
    texts=TEXTS
    | {
        "benefits": QueryText(_BENEFITS, Kind, takes=("kinds",)),
        "covers": QueryText(_COVERS, Cover, takes=("kinds",)),
        "via": QueryText(VIA, Via, takes=("ids",)),
    },
    compute=who_pays,
    drawing=Lanes(lane="route", order="order", item="payer", step="step", note="limit", status="status"),
    say=say_pays,
    marks=("2025-03-06", "2026-01-01"),
)
