"""Map: who governs. The rules that bear on a topic, and the actors behind one rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Day, Flag, Id, LayerWord, Status, Topic, Word
from graph.drawing import Layers
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema.words import Layer

Instrument = Annotated[str, Cell("entity"), Anchor(("Policy", "Program", "PaymentMechanism"))]
_LAYERS = [layer.value for layer in Layer]


class RulesParams(Params):
    topic: Topic
    """What the rules bear on: any entity, its parts included."""


class Rule(Row):
    place = "policy"

    layer: LayerWord | None
    """Body of rules that it belongs to; null = not told, last."""
    policy: Id
    """The policy or programme."""
    status: Status
    """Its state on the day."""
    start: Day | None
    """First day on which it held, as stored; null = not known."""
    end: Day | None
    """Its end, as stored: a full date is the first day on which it no longer holds; null = open or not known."""
    via: Id | None
    """The part of the topic on which it bears, where it does not bear on the topic itself."""


class Bearing(Found):
    layer: LayerWord | None
    policy: str
    place: str | None
    status: Status
    start: str | None
    end: str | None
    via: str | None
    claims: list[str]


def rules(asked: Asked) -> Iterable[Rule]:
    """A rule that bears on the topic itself is one row; another one a row for each part on which it bears."""
    found = [*asked.found, *(b for text in ("named", "faced", "members") for b in asked.rows(text))]
    found = [b for b in found if not (b.via and asked.beyond(b.place))]
    direct = {b.policy for b in found if not b.via}
    rows: dict[tuple[str, str | None], list[Bearing]] = {}
    for bearing in found:
        if not bearing.via or bearing.policy not in direct:
            rows.setdefault((bearing.policy, bearing.via), []).append(bearing)
    for some in sorted(rows.values(), key=lambda some: _order(some[0])):
        rule = some[0]
        yield Rule(
            layer=rule.layer,
            policy=rule.policy,
            status=rule.status,
            start=rule.start,
            end=rule.end,
            via=rule.via,
            claims=[claim for bearing in some for claim in bearing.claims],
        )


def _order(rule: Bearing) -> tuple[int, bool, str, str, str]:
    layer = _LAYERS.index(rule.layer) if rule.layer else len(_LAYERS)
    return layer, rule.start is None, rule.start or "", rule.policy, rule.via or ""


def say_rules(answer: Answer) -> tuple[str, str]:
    """How many rules in how many layers, and how many of them are not in force."""
    rows = [row for row in answer.rows if isinstance(row, Rule)]
    if not rows:
        return "No rule bears on it in this dataset.", "本数据集中没有规则与之相关。"
    policies, layers = {r.policy for r in rows}, {r.layer for r in rows if r.layer}
    other = {r.policy for r in rows if r.status != "in force"}
    return (
        f"**{many(len(policies), 'rule')}** in **{many(len(layers), 'layer')}**; {len(other)} not, or not known to be, in force.",
        f"**{len(layers)} 个层级**共 **{len(policies)} 项规则**与之相关，其中 {len(other)} 项尚未生效或状态待核实。",
    )


RULE_LAYERS = Question(
    id="rule-layers",
    map="governance",
    title=("Which layers of rules bear on it today?", "目前有哪些层级的规则与之相关？"),
    headline=("Layers of rules: {topic}", "规则层级：{topic}"),
    description=(
        "One row per policy or programme that regulates, targets, applies to, promotes, reforms, restricts, exempts, amends, "
        "implements, imposes or mitigates the topic, that the topic is exposed to, uses or is based on, or that is part of a law, a "
        "regulation or a group of policies that bears on it. A rule that bears only on parts is a row for each of them; rules of other "
        "jurisdictions that come only from parts are left out. Ordered by layer (strategy, health, "
        "data-cyber, ai-specific, payment, trade-security, general, none told last), "
        "start (not known last), id, part."
    ),
    params=RulesParams,
    row=Rule,
    example={"topic": "cn-ai-healthcare"},
    cypher="""
        UNWIND $parts AS part
        MATCH (t:Application|Market|Payer|PaymentMechanism|Program|StakeholderGroup|Strategy|Technology {id: part.id})
        MATCH (p:Policy|Program)-[r:REGULATES|TARGETS|APPLIES_TO|PROMOTES|REFORMS|RESTRICTS|EXEMPTS]->(t)
        WHERE r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
        RETURN p.layer AS layer, p.id AS policy, p.jurisdiction AS place, last([s IN p.states WHERE left(s, 10) <= $as_of]) AS status,
               p.start_date AS start, p.end_date AS `end`, part.via AS via, [r.key] AS claims
        ORDER BY policy, via, claims
    """,
    found=Bearing,
    texts={
        "named": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Company|Duty|GovernanceModel|Jurisdiction|Policy|Program|Risk {id: part.id})
            MATCH (p:Policy|Program)-[r:RESTRICTS|IMPOSES|IMPLEMENTS|APPLIES_IN|AMENDS|PART_OF|MITIGATES]->(t)
            WHERE r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
            RETURN p.layer AS layer, p.id AS policy, p.jurisdiction AS place, last([s IN p.states WHERE left(s, 10) <= $as_of]) AS status,
                   p.start_date AS start, p.end_date AS `end`, part.via AS via, [r.key] AS claims
            ORDER BY policy, via, claims
            """,
            Bearing,
        ),
        "faced": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Association|Company|PaymentMechanism|Policy|Program|Stage|StakeholderGroup {id: part.id})
            MATCH (t)-[r:EXPOSED_TO|USES|BASED_ON]->(p:Policy|Program)
            WHERE r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
            RETURN p.layer AS layer, p.id AS policy, p.jurisdiction AS place, last([s IN p.states WHERE left(s, 10) <= $as_of]) AS status,
                   p.start_date AS start, p.end_date AS `end`, part.via AS via, [r.key] AS claims
            ORDER BY policy, via, claims
            """,
            Bearing,
        ),
        "members": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Application|Market|Payer|PaymentMechanism|Program|StakeholderGroup|Technology {id: part.id})
            MATCH (g:Policy)-[r:REGULATES|TARGETS|APPLIES_TO|PROMOTES|REFORMS|RESTRICTS|IMPLEMENTS]->(t)
            WHERE g.subtype IN ['policy-group', 'law', 'regulation']
              AND r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
            MATCH (p:Policy|Program)-[m:PART_OF]->(g)
            WHERE m.shown <= $as_of AND m.gone > $as_of AND m.confidence IN $confidence
            RETURN p.layer AS layer, p.id AS policy, p.jurisdiction AS place, last([s IN p.states WHERE left(s, 10) <= $as_of]) AS status,
                   p.start_date AS start, p.end_date AS `end`, part.via AS via, [m.key, r.key] AS claims
            ORDER BY policy, via, claims
            """,
            Bearing,
        ),
    },
    compute=rules,
    drawing=Layers(layer="layer", item="policy", start="start", end="end", status="status", note="via"),
    say=say_rules,
    marks=("2025-03-06",),
)


class PolicyParams(Params):
    policy: Instrument
    """A policy, a programme or a payment mechanism."""


class Actor(Row):
    place = "actor"

    role: Word
    """proposed, issued, co-issued, leads, implements, administers, enforces."""
    actor: Id
    """Who."""
    joint: Flag
    """Whether several issued it together."""
    date: Day | None
    """When, or from when, as stored; null = not known."""


class Act(Found):
    actor: str
    relation: str
    functions: list[str]
    joint: bool
    date: str | None
    key: str


ROLES = {
    "PROPOSED": "proposed",
    "ISSUED": "issued",
    "ESTABLISHED": "issued",
    "RESPONSIBLE_FOR": "leads",
    "IMPLEMENTS": "implements",
    "ADMINISTERS": "administers",
}
ROLE_ORDER = ("proposed", "issued", "co-issued", "leads", "implements", "administers", "enforces")


def actors(asked: Asked) -> Iterable[Actor]:
    """Rows by role (as they follow one another), date (not known last) and actor; whoever enforces has a row for that beside its role."""
    acts: list[Act] = asked.found
    together = {act.date for act in acts if act.joint}
    rows: dict[tuple[str, str, bool, str | None], list[str]] = {}
    for act in acts:
        joint = act.relation in ("ISSUED", "ESTABLISHED") and act.date in together
        roles = ["co-issued" if joint else ROLES[act.relation]] if act.relation in ROLES else []
        roles += ["enforces"] if "enforcement" in act.functions else []
        for role in roles:
            rows.setdefault((role, act.actor, joint, act.date), []).append(act.key)
    found = [Actor(role=role, actor=actor, joint=joint, date=date, claims=keys) for (role, actor, joint, date), keys in rows.items()]
    return sorted(found, key=lambda row: (ROLE_ORDER.index(row.role), row.date is None, row.date or "", row.actor))


def say_actors(answer: Answer) -> tuple[str, str]:
    """How many actors, and how many of them issued, carry out and enforce it."""
    rows = [row for row in answer.rows if isinstance(row, Actor)]
    if not rows:
        return "Nobody is known behind it in this dataset.", "本数据集中未见相关主体。"
    of = {role: len({r.actor for r in rows if r.role == role}) for role in ROLE_ORDER}
    issuers, carriers = of["issued"] + of["co-issued"], of["leads"] + of["implements"] + of["administers"]
    return (
        f"**{many(len({r.actor for r in rows}), 'actor')}**: {of['proposed']} proposed it, **{issuers}** issued it, "
        f"**{carriers}** lead, implement or administer it, {of['enforces']} enforce it.",
        f"**{len({r.actor for r in rows})} 个主体**：{of['proposed']} 个提出，**{issuers} 个发布**，**{carriers} 个牵头、落实或管理**，"
        f"{of['enforces']} 个执法。",
    )


POLICY_ACTORS = Question(
    id="policy-actors",
    map="governance",
    title=("Who proposed, issued, co-issued, implements and enforces this policy?", "谁提出、发布、联合发布、落实和执行这项政策？"),
    headline=("Who stands behind {policy}?", "{policy}背后的主体"),
    description=(
        "One row per role, actor and date. co-issued: every issuer of an act that is marked joint; issued: the issuer of any other, or who "
        "established a programme; leads: RESPONSIBLE_FOR; enforces: a relation with the role enforcement, beside that relation's own row. "
        "What has ended since counts. Not every issuer has an entity. Ordered by role (as listed), date (not known last), actor."
    ),
    params=PolicyParams,
    row=Actor,
    example={"policy": "genai-interim-measures"},
    cypher="""
        MATCH (p:Policy|Program|PaymentMechanism {id: $policy})
        MATCH (a:Agency|Association|Exchange)-[r:PROPOSED|ISSUED|ESTABLISHED|RESPONSIBLE_FOR|IMPLEMENTS|ADMINISTERS|OVERSEES]->(p)
        WHERE r.shown <= $as_of AND r.confidence IN $confidence
        RETURN a.id AS actor, type(r) AS relation, r.role AS functions, coalesce(r.joint, false) AS joint, r.start_date AS date,
               r.key AS `key`
        ORDER BY actor, relation, date, `key`
    """,
    found=Act,
    compute=actors,
    drawing=Layers(layer="role", item="actor", note="date"),
    say=say_actors,
)

QUESTIONS = (RULE_LAYERS, POLICY_ACTORS)
