"""Stages from research to market: who funds each, which bottlenecks stand there, which policy answers them."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.steps import orders
from graph.asking import Answer, Asked
from graph.columns import Id, Ids, Levers, Status, Texts, Word
from graph.drawing import Facets
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.states import strongest

STATES = ("met", "planned", "none")


class NoParams(Params):
    pass


class StageFunds(Row):
    place = "stage"

    stage: Id
    """Stage between research and care."""
    funders: Ids
    """Who gives or raises money for it; empty = nobody in this dataset."""
    amounts: Texts
    """What sources say of the amounts, as text; not to be added up."""
    state: Word
    """met = somebody funds it; planned = only planned; none = no funder in this dataset."""


class Funds(Found):
    stage: str
    funder: str | None
    place: str | None
    figure: str | None
    status: Status | None
    claim: str | None


class Link(Found):
    step: str
    after: str


def funding_stages(asked: Asked) -> Iterable[StageFunds]:
    """Rows in the order of the stages: longest number of stages from the first, then id."""
    stages: dict[str, list[Funds]] = {}
    for found in asked.found:
        held = stages.setdefault(found.stage, [])
        if found.funder and asked.within(found.place):
            held.append(found)
    for stage in in_order(asked, stages):
        held = stages[stage]
        yield StageFunds(
            stage=stage,
            funders=[found.funder for found in held],
            amounts=[found.figure for found in held if found.figure],
            state=met(found.status for found in held if found.status),
            claims=[found.claim for found in held] or [stage],
        )


def in_order(asked: Asked, stages: Iterable[str]) -> list[str]:
    """Stages by their order in the chain, then by id."""
    links: dict[str, set[str]] = {}
    for link in asked.rows("links"):
        links.setdefault(link.step, set()).add(link.after)
    wanted = set(stages)
    order = orders(wanted | links.keys() | {after for held in links.values() for after in held}, links)
    return sorted(wanted, key=lambda stage: (order[stage], stage))


def met(states: Iterable[str]) -> str:
    """met where one is in force, planned where all are less, none without any."""
    held = list(states)
    return "none" if not held else "met" if strongest(held) == "in force" else "planned"


def say_funding(answer: Answer) -> tuple[str, str]:
    """How many stages have no funder."""
    rows = [row for row in answer.rows if isinstance(row, StageFunds)]
    if not rows:
        return "No stage is known in this dataset.", "本数据集中没有环节。"
    none, funders = sum(r.state == "none" for r in rows), {f for r in rows for f in r.funders}
    return (
        f"**{many(len(funders), 'funder')}** behind **{len(rows) - none} of {many(len(rows), 'stage')}**; "
        f"without one in this dataset: **{none}**.",
        f"**{len(funders)} 个资金方**支持 **{len(rows)} 个环节中的 {len(rows) - none} 个**；**{none}** 个环节在本数据集中没有资金方。",
    )


LINKS = """
    MATCH (a:Stage)-[r:PRECEDES]->(b:Stage)
    WHERE a.subtype = 'stage' AND b.subtype = 'stage' AND r.shown <= $as_of AND r.gone > $as_of
    RETURN a.id AS step, b.id AS after
    ORDER BY step, after
"""

FUNDING_STAGES = Question(
    id="funding-stages",
    map="capital",
    title=("Who funds innovation at which stage, and where is the gap?", "谁在哪个阶段为创新提供资金，缺口在哪里？"),
    description=(
        "One row per stage of the value chain (subtype stage; steps of routes are not among them), with those who fund it. A stage "
        "without a funder is a row: none, in this dataset. Amounts are the sources' own words, of different years and scopes. Asked for "
        "one jurisdiction, only funders of it count. Ordered by the order of the stages, then id."
    ),
    params=NoParams,
    row=StageFunds,
    example={},
    cypher="""
        MATCH (s:Stage)
        WHERE s.subtype = 'stage' AND s.shown <= $as_of AND s.gone > $as_of
        OPTIONAL MATCH (f)-[r:FUNDS]->(s)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS stage, f.id AS funder, f.jurisdiction AS place, r.figure AS figure,
               last([step IN r.states WHERE left(step, 10) <= $as_of]) AS status, r.key AS claim
        ORDER BY stage, funder, claim
    """,
    found=Funds,
    texts={"links": Text(LINKS, Link)},
    compute=funding_stages,
    drawing=Facets(item="stage", facets=("funders", "amounts"), state="state", gaps=("none",)),
    say=say_funding,
)


class Bottleneck(Row):
    place = "bottleneck"

    bottleneck: Id
    """Risk or obstacle that a stage faces."""
    stages: Ids
    """Stages that face it."""
    policies: Ids
    """Policies, programmes and payment mechanisms that lower it; empty = none in this dataset."""
    levers: Levers
    """How they do it."""
    state: Word
    """met = one is in force; planned = all are only planned; none = no policy answers it in this dataset."""


class Faces(Found):
    bottleneck: str
    stage: str
    claim: str


class Answers(Found):
    bottleneck: str
    policy: str
    place: str | None
    role: list[str]
    status: Status
    claim: str


def bottlenecks(asked: Asked) -> Iterable[Bottleneck]:
    """Rows by the first of their stages in the chain, then id."""
    faces: dict[str, list[Faces]] = {}
    for found in asked.found:
        faces.setdefault(found.bottleneck, []).append(found)
    answers: dict[str, list[Answers]] = {}
    for answer in asked.rows("answers", bottlenecks=sorted(faces)):
        if asked.within(answer.place):
            answers.setdefault(answer.bottleneck, []).append(answer)
    order = {stage: n for n, stage in enumerate(in_order(asked, {f.stage for f in asked.found}))}
    for bottleneck in sorted(faces, key=lambda b: (min(order[f.stage] for f in faces[b]), b)):
        held = answers.get(bottleneck, [])
        yield Bottleneck(
            bottleneck=bottleneck,
            stages=[f.stage for f in faces[bottleneck]],
            policies=[a.policy for a in held],
            levers=[lever for a in held for lever in a.role],
            state=met(a.status for a in held),
            claims=[*(f.claim for f in faces[bottleneck]), *(a.claim for a in held)],
        )


def say_bottlenecks(answer: Answer) -> tuple[str, str]:
    """How many bottlenecks no policy answers."""
    rows = [row for row in answer.rows if isinstance(row, Bottleneck)]
    if not rows:
        return "No bottleneck is known in this dataset.", "本数据集中没有瓶颈。"
    held, planned, none = (sum(r.state == state for r in rows) for state in STATES)
    return (
        f"Of **{len(rows)} bottlenecks** policy answers **{held}**, plans to answer {planned}; **{none}** have none in this dataset.",
        f"**{len(rows)} 个瓶颈**中，已有政策应对的 **{held}** 个，计划应对的 {planned} 个；**{none}** 个在本数据集中没有应对政策。",
    )


BOTTLENECKS = Question(
    id="bottlenecks",
    map="capital",
    title=(
        "Which bottlenecks stand between research and market, and which policy answers each?",
        "从科研到市场有哪些瓶颈，各有哪些政策应对？",
    ),
    description=(
        "One row per risk that a stage of the value chain (subtype stage) is exposed to, with the policies, programmes and payment "
        "mechanisms that mitigate it; which policy answers which risk is this dataset's reading of sourced facts. Investors, events and "
        "strategies that mitigate it are no policy and not shown. Asked for one jurisdiction, only its policies count. Ordered by the "
        "first of the stages, then id."
    ),
    params=NoParams,
    row=Bottleneck,
    example={},
    cypher="""
        MATCH (s:Stage)-[r:EXPOSED_TO]->(risk:Risk)
        WHERE s.subtype = 'stage' AND r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN risk.id AS bottleneck, s.id AS stage, r.key AS claim
        ORDER BY bottleneck, stage, claim
    """,
    found=Faces,
    texts={
        "links": Text(LINKS, Link),
        "answers": Text(
            """
            UNWIND $bottlenecks AS id
            MATCH (risk:Risk {id: id})
            MATCH (p:Policy|Program|PaymentMechanism)-[r:MITIGATES]->(risk)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN risk.id AS bottleneck, p.id AS policy, p.jurisdiction AS place, r.role AS role,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
            ORDER BY bottleneck, policy, claim
            """,
            Answers,
            takes=("bottlenecks",),
        ),
    },
    compute=bottlenecks,
    drawing=Facets(item="bottleneck", facets=("stages", "policies", "levers"), state="state", gaps=("none",)),
    say=say_bottlenecks,
)
