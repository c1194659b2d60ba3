"""Two lists side by side, and what changes for the actors when a product moves from one to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Aspect, Cell, Flag, Id, Ids, Relation, Status, Word
from graph.drawing import Columns, Comparison
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from queries.routes import KINDS, TEXTS, Kind, Product, Route, Steps, routes_of, steps_of

UNCOVERED = "uncovered"
PATIENT = "household"
"""Subtype of the payer that is the patient's own pocket."""
LIST_SUBTYPES = ("formulary", "list", "list-edition")
"""Subtypes of mechanisms and policies that are lists; the others, such as case payment, are not."""
LISTS = ("PaymentMechanism", "Policy", "Program")
ListId = Annotated[str, Cell("entity"), Anchor(LISTS)]
ListOrNone = Annotated[str, Cell("entity"), Anchor(("PaymentMechanism",), words=(UNCOVERED,))]
ASPECTS = ("decided by", "payer", "scope", "covers", "excludes", "how it is paid", "exempts", "steps")
"""In the order of the rows; an exemption is a row for each thing that cases are released from, with its id as aspect."""


class ListsParams(Params):
    list_a: ListId
    """The first list, any payment mechanism or edition."""
    list_b: ListId
    """The second list."""


class Compared(Row):
    aspect: Aspect
    """What is compared: decided by, payer, scope, covers, excludes, how it is paid, steps; or the id of what one of them exempts from."""
    a: Ids
    """What holds for the first list; empty = nothing known."""
    b: Ids
    """What holds for the second."""
    same: Flag
    """True = both hold the same."""


class Holds(Found):
    listed: str
    status: Status
    aspect: str
    step: str | None
    value: str
    claims: list[str]


def list_comparison(asked: Asked) -> Iterable[Compared]:
    """Rows in the order of aspects, exemptions by what they release from; aspects that neither list has are left out."""
    first, second = asked.params.list_a, asked.params.list_b
    held: dict[tuple[int, str], dict[str, list[Holds]]] = {}
    for found in asked.found:
        at = ASPECTS.index(found.aspect)
        aspect, value = (found.value, found.step or found.listed) if found.aspect == "exempts" else (found.aspect, found.value)
        held.setdefault((at, aspect), {}).setdefault(found.listed, []).append(found.model_copy(update={"value": value}))
    for list_ in (first, second):
        if (state := next((f.status for f in asked.found if f.listed == list_), "in force")) != "in force":
            asked.notes.append(f"{list_} is {state} on {asked.scope.day}.")
    for (_, aspect), both in sorted(held.items()):
        a, b = both.get(first, []), both.get(second, [])
        yield Compared(
            aspect=aspect,
            a=[f.value for f in a],
            b=[f.value for f in b],
            same={f.value for f in a} == {f.value for f in b},
            claims=[claim for f in (*a, *b) for claim in f.claims],
        )


def say_lists(answer: Answer) -> tuple[str, str]:
    """On how many aspects they differ."""
    rows = [row for row in answer.rows if isinstance(row, Compared)]
    if not rows:
        return "Nothing is known of either list in this dataset.", "本数据集中没有这两个目录的信息。"
    differ, only_b = [r for r in rows if not r.same], sum(not r.a for r in rows)
    return (
        f"The two lists differ in **{len(differ)} of {many(len(rows), 'aspect')}**; in {only_b} only the second has a rule of its own.",
        f"两个目录在 **{len(rows)} 个方面中有 {len(differ)} 个**不同；其中 {only_b} 个方面只有第二个目录有规定。",
    )


_OWN = """
    UNWIND [{id: $list_a, day: $list_a_day}, {id: $list_b, day: $list_b_day}] AS l
    MATCH (list:PaymentMechanism|Policy|Program {id: l.id})
    MATCH (list)-[r:APPLIES_TO|TARGETS|COVERS|EXCLUDES|REIMBURSES_VIA|EXEMPTS]->(o)
    WHERE r.shown <= l.day AND r.gone > l.day AND r.confidence IN $confidence
    RETURN list.id AS listed, last([s IN list.states WHERE left(s, 10) <= $as_of]) AS status,
           CASE type(r) WHEN 'COVERS' THEN 'covers' WHEN 'EXCLUDES' THEN 'excludes' WHEN 'EXEMPTS' THEN 'exempts'
                WHEN 'REIMBURSES_VIA' THEN 'how it is paid' ELSE 'scope' END AS aspect,
           null AS step, o.id AS value, [r.key] AS claims
    ORDER BY listed, aspect, value, claims
    UNION
    UNWIND [{id: $list_a, day: $list_a_day}, {id: $list_b, day: $list_b_day}] AS l
    MATCH (list:PaymentMechanism|Policy|Program {id: l.id})
    MATCH (o)-[r:ADMINISTERS|REIMBURSES_VIA]->(list)
    WHERE r.shown <= l.day AND r.gone > l.day AND r.confidence IN $confidence
    RETURN list.id AS listed, last([s IN list.states WHERE left(s, 10) <= $as_of]) AS status,
           CASE type(r) WHEN 'ADMINISTERS' THEN 'decided by' ELSE 'payer' END AS aspect, null AS step, o.id AS value, [r.key] AS claims
    ORDER BY listed, aspect, value, claims
    UNION
    UNWIND [{id: $list_a, day: $list_a_day}, {id: $list_b, day: $list_b_day}] AS l
    MATCH (list:PaymentMechanism|Policy|Program {id: l.id})
    MATCH (stage:Stage)-[u:USES]->(list)
    WHERE u.shown <= l.day AND u.gone > l.day AND u.confidence IN $confidence
    RETURN list.id AS listed, last([s IN list.states WHERE left(s, 10) <= $as_of]) AS status, 'steps' AS aspect, null AS step,
           stage.id AS value, [u.key] AS claims
    ORDER BY listed, aspect, value, claims
    UNION
    UNWIND [{id: $list_a, day: $list_a_day}, {id: $list_b, day: $list_b_day}] AS l
    MATCH (list:PaymentMechanism|Policy|Program {id: l.id})
    MATCH (stage:Stage)-[u:USES]->(list)
    WHERE u.shown <= l.day AND u.gone > l.day AND u.confidence IN $confidence
    MATCH (o)-[r:DECIDES]->(stage)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN list.id AS listed, last([s IN list.states WHERE left(s, 10) <= $as_of]) AS status, 'decided by' AS aspect, stage.id AS step,
           o.id AS value, [r.key, u.key] AS claims
    ORDER BY listed, aspect, value, claims
    UNION
    UNWIND [{id: $list_a, day: $list_a_day}, {id: $list_b, day: $list_b_day}] AS l
    MATCH (list:PaymentMechanism|Policy|Program {id: l.id})
    MATCH (stage:Stage)-[u:USES]->(list)
    WHERE u.shown <= l.day AND u.gone > l.day AND u.confidence IN $confidence
    MATCH (stage)-[r:EXEMPTS]->(o)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN list.id AS listed, last([s IN list.states WHERE left(s, 10) <= $as_of]) AS status, 'exempts' AS aspect, stage.id AS step,
           o.id AS value, [r.key, u.key] AS claims
    ORDER BY listed, aspect, value, claims
"""

LIST_COMPARISON = Question(
    id="list-comparison",
    map="payment",
    title=("How do two reimbursement lists differ at each step?", "两个报销目录在各环节有何不同？"),
    headline=("{list_a} against {list_b}", "{list_a}与{list_b}比较"),
    description=(
        "One row per aspect: decided by (who administers the list or decides a step that uses it), payer (who reimburses via it), scope "
        "(what it applies to or targets), covers, excludes, how it is paid (what it reimburses via), then one row for each thing that a "
        "list or a step that uses it exempts cases from, with its id as aspect and what grants the exemption in the cells, and the steps"
        " that use it. Rows in this order. Aspects that neither list has are left out; an empty cell: nothing known. A list that is not "
        "in force on the day is named in a note."
    ),
    params=ListsParams,
    row=Compared,
    example={"list_a": "nrdl", "list_b": "commercial-innovative-drug-list"},
    cypher=_OWN,
    found=Holds,
    compute=list_comparison,
    drawing=Comparison(aspect="aspect", a="a", b="b", same="same"),
    say=say_lists,
    marks=("2025-03-06", "2026-01-01"),
)


class ScenarioParams(Params):
    product: Product
    """The kind of product that moves, or a product that is part of one."""
    before: ListOrNone
    """The list that it is on, or `uncovered`."""
    after: ListOrNone
    """The list that it moves to, or `uncovered`."""


class Moved(Row):
    place = "actor"

    actor: Id
    """Whose part changes: a body, payer or group, or a list with what it does."""
    change: Word
    """gains = only after the move; loses = only before; changes = only after, where it loses the same relation to another target."""
    relation: Relation
    """What it does: decides, advises, funds; covers, excludes, exempts, reimburses via."""
    target: Id
    """The step, benefit or mechanism that it does this to."""


class Own(Found):
    listed: str
    actor: str
    relation: str
    target: str
    claim: str


def listing_scenario(asked: Asked) -> Iterable[Moved]:
    """Rows by change (gains, loses, changes), actor, relation and target."""
    before, after = asked.params.before, asked.params.after
    routes = routes_of(asked)
    steps = steps_of(asked, [route.id for route in routes])
    lists = [{"id": before, "day": asked.cypher_params["before_day"]}, {"id": after, "day": asked.cypher_params["after_day"]}]
    owns = asked.rows("own", lists=lists)
    sides = []
    for list_ in (before, after):
        taken = [route for route in routes if _stands_for(list_, route, steps)]
        if not taken:
            asked.notes.append(f"No route of {asked.params.product} stands for {list_} on {asked.scope.day}.")
            return
        if pending := sorted(route.id for route in taken if route.status != "in force"):
            asked.notes.append(f"Not in force on {asked.scope.day}: {', '.join(pending)}.")
        sides.append(_side(taken, steps, [own for own in owns if own.listed == list_]))
    yield from sorted(_differences(*sides), key=lambda row: (CHANGES.index(row.change), row.actor, row.relation, row.target))


CHANGES = ("gains", "loses", "changes")
Side = dict[tuple[str, str, str], list[str]]
"""(actor, relation, target) -> claims."""


def _stands_for(list_: str, route: Route, steps: Steps) -> bool:
    used = [use for step in steps.of(route.id) for use in steps.uses.get(step.step, [])]
    if list_ != UNCOVERED:
        return any(use.actor == list_ for use in used)
    funds = [act for step in steps.of(route.id) for act in steps.acts.get(step.step, []) if act.relation == "FUNDS"]
    paying = [act for act in funds if act.order is not None] or funds
    return bool(paying) and all(act.subtype == PATIENT for act in paying) and not any(use.subtype in LIST_SUBTYPES for use in used)


def _side(routes: Iterable[Route], steps: Steps, owns: Iterable[Own]) -> Side:
    side: Side = {}
    for route in routes:
        for step in steps.of(route.id):
            for act in steps.acts.get(step.step, []):
                if act.relation in ("DECIDES", "ADVISES", "FUNDS"):
                    side.setdefault((act.actor, act.relation, step.step), []).extend([act.claim, step.claim])
    for own in owns:
        side.setdefault((own.actor, own.relation, own.target), []).append(own.claim)
    return side


def _differences(before: Side, after: Side) -> Iterable[Moved]:
    """What only one side has; where an actor has a relation on both, to other targets, the new ones are a change and not a gain."""
    old, new = set(before) - set(after), set(after) - set(before)
    moved = {key[:2] for key in old} & {key[:2] for key in new}
    for key in sorted(old | new):
        actor, relation, target = key
        gone = [claim for other in sorted(old) if other[:2] == key[:2] for claim in before[other]] if key[:2] in moved else []
        yield Moved(
            actor=actor,
            change="loses" if key in old else "changes" if key[:2] in moved else "gains",
            relation=relation,
            target=target,
            claims=before[key] if key in old else [*after[key], *gone],
        )


def say_scenario(answer: Answer) -> tuple[str, str]:
    """How many actors gain, lose or change a part."""
    rows = [row for row in answer.rows if isinstance(row, Moved)]
    if not rows:
        return "Nothing changes for anybody in this dataset.", "本数据集中各方均无变化。"
    gains, loses, changes = ({r.actor for r in rows if r.change == change} for change in CHANGES)
    loses -= changes
    return (
        f"**{many(len(gains), 'actor')}** gain a part, **{len(loses)}** lose one, and **{len(changes)}** move theirs to another place.",
        f"**{len(gains)} 个主体获得**、**{len(loses)} 个主体失去**某项角色，**{len(changes)} 个主体的角色转移**。",
    )


_LIST_OWN = """
    UNWIND $lists AS l
    MATCH (list:PaymentMechanism {id: l.id})
    MATCH (list)-[r:COVERS|EXCLUDES|EXEMPTS|REIMBURSES_VIA]->(o)
    WHERE r.shown <= l.day AND r.gone > l.day AND r.confidence IN $confidence
    RETURN list.id AS listed, list.id AS actor, type(r) AS relation, o.id AS target, r.key AS claim
    ORDER BY listed, relation, target, claim
    UNION
    UNWIND $lists AS l
    MATCH (list:PaymentMechanism {id: l.id})
    MATCH (p)-[r:REIMBURSES_VIA]->(list)
    WHERE r.shown <= l.day AND r.gone > l.day AND r.confidence IN $confidence
    RETURN list.id AS listed, p.id AS actor, type(r) AS relation, list.id AS target, r.key AS claim
    ORDER BY listed, actor, claim
"""

LISTING_SCENARIO = Question(
    id="listing-scenario",
    map="payment",
    title=(
        "What changes for the actors if a drug moves from uncovered to one list to another?",
        "药品从未覆盖到进入某一目录、再到另一目录，各方角色有何变化？",
    ),
    headline=("If {product} moves from {before} to {after}", "{product}从{before}转入{after}之后"),
    description=(
        "One row per actor, relation and target that only one of the two sides has. A list stands for the routes of the product whose "
        "steps use it, `uncovered` for its routes whose steps use no list and that only the patient funds (of money with a known order "
        "of payment, where any has one). Compared are who decides, advises and funds the steps, and what the lists cover, exclude, "
        "exempt from and reimburse via. gains: only after; loses: only before; changes: only after, where the actor loses the same "
        "relation to another target, so that its part moves. Ordered by change, actor, relation, target."
    ),
    params=ScenarioParams,
    row=Moved,
    example={"product": "innovative-drugs", "before": "uncovered", "after": "commercial-innovative-drug-list"},
    cypher=KINDS,
    found=Kind,
    texts=TEXTS | {"own": Text(_LIST_OWN, Own, takes=("lists",))},
    compute=listing_scenario,
    drawing=Columns(group="change", item="actor", note="relation", after="target"),
    say=say_scenario,
    marks=("2025-03-06", "2026-01-01"),
)
