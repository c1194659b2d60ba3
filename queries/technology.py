"""Map: segments, technology, figures. Which technology serves which stage, what is measured, who connects the groups.

Drawn: Technology, Application, Stage, Policy, Program, PaymentMechanism, Payer, Figure and what it measures; ENABLES, PART_OF,
APPLIES_TO, PROMOTES, REGULATES, RESTRICTS, TARGETS, PAYS_FOR, COVERS, REIMBURSES_VIA, MEASURES.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Id, Ids, Number, Text
from graph.drawing import Figures, Matrix
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row
from graph.question import Text as QueryText
from graph.saying import many
from queries import technology_groups
from queries.capital_stages import LINKS, Link, in_order


class TechnologyParams(Params):
    technology: Annotated[str, Cell("entity"), Anchor(("Technology",))]
    """The technology; what is part of it, up to three steps, counts as it."""


class Serves(Row):
    stage: Id | None
    """Stage of the value chain that the application belongs to; null = none known, or the technology itself."""
    application: Id | None
    """Use that the technology makes possible; null = what bears on the technology itself."""
    policies: Ids
    """Policies, programmes and mechanisms that apply to, promote, regulate, restrict or target it; empty = none in this dataset."""
    payers: Ids
    """Who pays for it or covers it; a mechanism that covers it where no payer in this dataset pays through it; empty = none."""


class Use(Found):
    application: str
    stage: str | None
    claims: list[str]


class Bears(Found):
    target: str
    policy: str
    place: str | None
    claim: str


class Pays(Found):
    target: str
    payer: str
    place: str | None
    claims: list[str]


class Part(Found):
    id: str
    day: str
    claims: list[str]


def value_chain(asked: Asked) -> Iterable[Serves]:
    """Rows by the order of the stages (none last) and application; the technology itself last."""
    parts = [{"id": part.id, "day": part.day} for part in {part.id: part for part in asked.found}.values()]
    because = {part.id: part.claims for part in asked.found}
    uses: dict[tuple[str | None, str], list[str]] = {}
    for use in asked.rows("uses", technologies=parts):
        uses.setdefault((use.stage, use.application), []).extend(use.claims)
    applications = sorted({application for _, application in uses})
    targets = [*parts, *({"id": application, "day": asked.scope.day} for application in applications)]
    policies = [b for b in asked.rows("policies", targets=targets) if asked.within(b.place)]
    payers = [p for p in asked.rows("payers", targets=targets) if asked.within(p.place)]
    order = {stage: n for n, stage in enumerate(in_order(asked, {stage for stage, _ in uses if stage}))}
    for stage, application in sorted(uses, key=lambda use: (order.get(use[0] or "", len(order)), use[1])):
        yield _serves(stage, application, {application}, policies, payers, uses[stage, application])
    own = _serves(None, None, set(because), policies, payers, [claim for claims in because.values() for claim in claims])
    if own.policies or own.payers:
        yield own


def _serves(
    stage: str | None, application: str | None, targets: set[str], policies: Iterable[Bears], payers: Iterable[Pays], claims: list[str]
) -> Serves:
    bears, pays = [b for b in policies if b.target in targets], [p for p in payers if p.target in targets]
    return Serves(
        stage=stage,
        application=application,
        policies=[b.policy for b in bears],
        payers=[p.payer for p in pays],
        claims=[*claims, *(b.claim for b in bears), *(claim for p in pays for claim in p.claims)],
    )


def say_chain(answer: Answer) -> tuple[str, str]:
    """How many uses at how many stages, how many without a policy or payer."""
    rows = [row for row in answer.rows if isinstance(row, Serves) and row.application]
    if not rows:
        return "No use of it is known in this dataset.", "本数据集中没有该技术的应用。"
    uses, stages = {r.application for r in rows}, {r.stage for r in rows if r.stage}
    bare, unpaid = {r.application for r in rows if not r.policies}, {r.application for r in rows if not r.payers}
    return (
        f"It serves **{many(len(uses), 'use')}** at **{many(len(stages), 'stage')}**; "
        f"without a policy: {len(bare)}, without a payer: **{len(unpaid)}**.",
        f"该技术支撑 **{len(stages)} 个环节**的 **{len(uses)} 项应用**；其中 {len(bare)} 项没有政策，**{len(unpaid)}** 项没有支付方。",
    )


TECHNOLOGY_VALUE_CHAIN = Question(
    id="technology-value-chain",
    map="technology",
    title=(
        "Which technologies serve which stage, under which policy and payer?",
        "哪些技术服务于哪个环节，受何政策约束，由谁支付？",
    ),
    headline=("Uses of {technology}", "{technology}的应用环节"),
    description=(
        "One row per stage and application that the technology, or a part of it, enables, with what bears on the application and who "
        "pays for it: payers that pay for or cover it, and payers that reimburse via a mechanism that covers it. A last row without "
        "stage and application holds what bears on the technology itself. Ordered by the order of the stages (none last), application. "
        "Empty lists are gaps: nothing in this dataset. Asked for one jurisdiction, only its policies and payers are shown."
    ),
    params=TechnologyParams,
    row=Serves,
    example={"technology": "large-language-models"},
    cypher="""
        MATCH (t:Technology {id: $technology})
        RETURN t.id AS id, $technology_day AS day, [] AS claims
        ORDER BY id
        UNION
        MATCH (t:Technology {id: $technology})
        MATCH path = (part:Technology)-[:PART_OF*1..3]->(t)
        WHERE all(r IN relationships(path) WHERE r.shown <= $technology_day AND r.gone > $technology_day AND r.confidence IN $confidence)
        RETURN part.id AS id, $as_of AS day, [r IN relationships(path) | r.key] AS claims
        ORDER BY id, claims
    """,
    found=Part,
    texts={
        "links": QueryText(LINKS, Link),
        "uses": QueryText(
            """
            UNWIND $technologies AS technology
            MATCH (t:Technology {id: technology.id})
            MATCH (t)-[r:ENABLES]->(a:Application)
            WHERE r.shown <= technology.day AND r.gone > technology.day AND r.confidence IN $confidence
            OPTIONAL MATCH (a)-[p:PART_OF]->(s:Stage)
            WHERE p.shown <= $as_of AND p.gone > $as_of AND p.confidence IN $confidence
            RETURN a.id AS application, s.id AS stage, CASE WHEN p IS NULL THEN [r.key] ELSE [r.key, p.key] END AS claims
            ORDER BY application, stage, claims
            """,
            Use,
            takes=("technologies",),
        ),
        "policies": QueryText(
            """
            UNWIND $targets AS target
            MATCH (x:Application|Technology {id: target.id})
            MATCH (p:Policy|Program|PaymentMechanism)-[r:APPLIES_TO|PROMOTES|REGULATES|RESTRICTS|TARGETS]->(x)
            WHERE r.shown <= target.day AND r.gone > target.day AND r.confidence IN $confidence
            RETURN x.id AS target, p.id AS policy, p.jurisdiction AS place, r.key AS claim
            ORDER BY target, policy, claim
            """,
            Bears,
            takes=("targets",),
        ),
        "payers": QueryText(
            """
            UNWIND $targets AS target
            MATCH (x:Application|Technology {id: target.id})
            MATCH (p:Payer|StakeholderGroup)-[r:PAYS_FOR|COVERS]->(x)
            WHERE r.shown <= target.day AND r.gone > target.day AND r.confidence IN $confidence
            RETURN x.id AS target, p.id AS payer, p.jurisdiction AS place, [r.key] AS claims
            ORDER BY target, payer, claims
            UNION
            UNWIND $targets AS target
            MATCH (x:Application|Technology {id: target.id})
            MATCH (m:PaymentMechanism)-[r:COVERS]->(x)
            WHERE r.shown <= target.day AND r.gone > target.day AND r.confidence IN $confidence
            OPTIONAL MATCH (p:Payer)-[v:REIMBURSES_VIA]->(m)
            WHERE v.shown <= $as_of AND v.gone > $as_of AND v.confidence IN $confidence
            RETURN x.id AS target, coalesce(p.id, m.id) AS payer, coalesce(p.jurisdiction, m.jurisdiction) AS place,
                   CASE WHEN v IS NULL THEN [r.key] ELSE [r.key, v.key] END AS claims
            ORDER BY target, payer, claims
            """,
            Pays,
            takes=("targets",),
        ),
    },
    compute=value_chain,
    drawing=Matrix(row="application", column="stage", cell="policies"),
    say=say_chain,
    marks=("2025-03-06",),
)


class SegmentParams(Params):
    segment: Annotated[str, Cell("entity"), Anchor()]
    """What is measured: a market, or any other entity that has figures."""


class Measured(Row):
    measure: Text
    """What is counted."""
    period: Text | None
    """The time that it speaks of, in the source's words; null = not told."""
    value: Number | None
    """In `unit`; null = the source gives only a magnitude. Never an average."""
    unit: Text | None
    """percent, USD bn, hospitals …; null = not told."""
    qualifier: Text | None
    """Whose it is or how sure (about, up to, other estimate), and the upper end of a range; null = none."""
    disagrees_with: Ids
    """Figures of the same measure, unit and period with another value."""


class FigureFound(Found):
    figure: str
    measure: str
    period: str | None
    value: float | None
    value_high: float | None
    unit: str | None
    qualifier: str | None


def segment_figures(asked: Asked) -> Iterable[Measured]:
    """Rows by measure, unit, period (not told last), value (largest first, none last) and id."""
    found: list[FigureFound] = sorted(
        asked.found, key=lambda f: (f.measure, f.unit or "", f.period is None, f.period or "", f.value is None, -(f.value or 0), f.figure)
    )
    for figure in found:
        rivals = [f for f in found if _same_thing(f, figure) and (f.value, f.value_high) != (figure.value, figure.value_high)]
        high = f"up to {figure.value_high:g}" if figure.value_high is not None else None
        yield Measured(
            measure=figure.measure,
            period=figure.period,
            value=figure.value,
            unit=figure.unit,
            qualifier="; ".join(word for word in (figure.qualifier, high) if word) or None,
            disagrees_with=[f.figure for f in rivals],
            claims=[figure.figure, *(f.figure for f in rivals)],
        )


def _same_thing(one: FigureFound, other: FigureFound) -> bool:
    known = one.value is not None and other.value is not None
    return known and (one.measure, one.unit, one.period) == (other.measure, other.unit, other.period)


def say_figures(answer: Answer) -> tuple[str, str]:
    """How many figures of how many measures, how many disagree."""
    rows = [row for row in answer.rows if isinstance(row, Measured)]
    if not rows:
        return "No figure is known in this dataset.", "本数据集中没有相关数据。"
    measures, rivals = {r.measure for r in rows}, [r for r in rows if r.disagrees_with]
    en = f"**{many(len(rows), 'figure')}** of **{many(len(measures), 'measure')}**; disagreeing with another one: **{len(rivals)}**."
    zh = f"**{len(measures)} 项指标**共有 **{len(rows)} 个数据**；其中 **{len(rivals)}** 个与其他来源不一致。"
    if rivals:
        most = max(rivals, key=lambda r: len(r.disagrees_with))
        same = [r for r in rivals if (r.measure, r.unit, r.period) == (most.measure, most.unit, most.period)]
        low, high = (pick(r.value for r in same if r.value is not None) for pick in (min, max))
        what, unit = f"{most.measure} {most.period or ''}".strip(), most.unit or ""
        en += f" The widest rivalry: {what}, from {low:g} to {high:g} {unit}."
        zh += f"分歧最多的是“{what}”：{low:g} 至 {high:g} {unit}。"
    return en, zh


SEGMENT_FIGURES = Question(
    id="segment-figures",
    map="technology",
    title=(
        "Which figures exist for a segment, from whom, with which qualifier, and do they disagree?",
        "某一赛道有哪些数据，出自何处，有何限定，彼此是否矛盾？",
    ),
    headline=("Figures for {segment}", "{segment}的数据"),
    description=(
        "One row per figure of the segment itself. Rivals agree in measure, unit and period and differ in value; all are shown, nothing "
        "is averaged. Who says it is in the claims and their sources. A figure is shown from the earliest date of its sources; its "
        "period is words and never filters. Ordered by measure, unit, period (not told last), value (largest first, none last)."
    ),
    params=SegmentParams,
    row=Measured,
    example={"segment": "global-ai-healthcare"},
    cypher="""
        MATCH (f:Figure)
        WHERE f.subject_id = $segment AND f.shown <= $segment_day AND f.gone > $segment_day AND f.confidence IN $confidence
        RETURN f.id AS figure, f.measure AS measure, f.period AS period, f.value AS value, f.value_high AS value_high, f.unit AS unit,
               f.qualifier AS qualifier
        ORDER BY figure
    """,
    found=FigureFound,
    compute=segment_figures,
    drawing=Figures(measure="measure", period="period", value="value", unit="unit", qualifier="qualifier", rivals="disagrees_with"),
    say=say_figures,
)

DRAWN = Drawn(
    labels=("Technology", "Application", "Stage", "Market", "Policy", "Program", "PaymentMechanism", "Payer", "Figure"),
    types=(
        "APPLIES_TO",
        "COVERS",
        "DRIVES",
        "ENABLES",
        "HAS_APPLICATION",
        "MEASURES",
        "PART_OF",
        "PAYS_FOR",
        "PROMOTES",
        "REGULATES",
        "REIMBURSES_VIA",
        "RESTRICTS",
        "TARGETS",
    ),
)
"""The map's whole graph."""

QUESTIONS = (TECHNOLOGY_VALUE_CHAIN, SEGMENT_FIGURES, *technology_groups.QUESTIONS)
