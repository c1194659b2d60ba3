"""Map: exposure to risk. What an entity faces and through whom, which risks have a control where, and whom a change hits."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.levels import Reached, Step, walk
from graph.asking import Answer, Asked
from graph.columns import Id, Ids, Label, Path, Status, Topic, Whole, Word
from graph.drawing import Matrix, Paths
from graph.maps import Drawn
from graph.places import OPEN
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.states import strongest
from queries import risk_impact
from queries.risk_impact import START, Carried, Depth, Entity, at


class ExposureParams(Params):
    entity: Entity
    """Who may be exposed."""
    max_hops: Depth = 2
    """Links from it to the risk or restriction at most, the last one included."""


class Exposure(Row):
    place = "exposure"

    exposure: Id
    """A risk, or a rule that restricts or burdens."""
    kind: Label
    """What it is."""
    hops: Whole
    """Links from the entity to it."""
    path: Path
    """From the entity to the exposure."""


class Facing(Found):
    facing: str
    exposure: str
    kind: Label
    claim: str


def exposures(asked: Asked) -> Iterable[Exposure]:
    """Rows by hops, path."""
    start = asked.params.entity
    kinds: dict[str, str] = {}

    def expand(frontier: list[str]) -> Iterable[Step]:
        for carried in asked.rows("carriers", at=at(asked, frontier)):
            yield Step(carried.source, carried.target, (carried.claim,))

    carriers = walk(start, expand, asked.params.max_hops - 1)
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for facing in sorted(asked.rows("faces", at=at(asked, [start, *carriers])), key=lambda f: f.claim):
        if facing.exposure == start:
            continue
        kinds[facing.exposure] = facing.kind
        way = carriers.get(facing.facing, Reached((start,), ()))
        if facing.exposure in way.path:
            continue
        claims = found.setdefault(facing.exposure, {}).setdefault((*way.path, facing.exposure), list(way.claims))
        claims.append(facing.claim)
    shortest = {exposure: min(ways.items(), key=lambda way: (len(way[0]), way[0])) for exposure, ways in found.items()}
    for exposure, (path, claims) in sorted(shortest.items(), key=lambda item: (len(item[1][0]), item[1][0])):
        yield Exposure(exposure=exposure, kind=kinds[exposure], hops=len(path) - 1, path=list(path), claims=list(dict.fromkeys(claims)))


def say_exposures(answer: Answer) -> tuple[str, str]:
    """How many risks and rules, and how many at first hand."""
    rows = [row for row in answer.rows if isinstance(row, Exposure)]
    if not rows:
        return "No exposure is known in this dataset.", "本数据集中没有已知的风险敞口。"
    risks, direct = sum(r.kind == "Risk" for r in rows), sum(r.hops == 1 for r in rows)
    ties = len({r.path[1] for r in rows if r.hops > 1})
    through_en = f", the others through {many(ties, 'tie')} of its own" if ties else ""
    through_zh = f"，其余经由 {ties} 个关联方传导" if ties else ""
    return (
        f"**{many(risks, 'risk')}** and **{many(len(rows) - risks, 'rule')}** that restrict or burden; **{direct}** directly{through_en}.",
        f"面临 **{risks} 项风险**与 **{len(rows) - risks} 项限制性规则**；其中 **{direct} 项**直接作用{through_zh}。",
    )


class ControlParams(Params):
    topic: Topic
    """What faces or raises the risks: any entity, its parts included; a risk stands for itself."""


class Control(Row):
    risk: Id
    """A risk that the topic faces or raises."""
    jurisdiction: Id | None
    """Whose controls: cn, us, eu, gb, intl for international ones; null = controls that belong to none."""
    controls: Ids
    """What lowers the risk there; empty = nothing in this dataset."""
    state: Word
    """met = a control is in force; planned = only announced, in draft, due or of unknown state; none = no control in this dataset."""
    via: Id | None
    """The part of the topic that faces the risk, the first by id; null = the topic itself."""


class Faced(Found):
    risk: str
    via: str | None
    claims: list[str]


class Lowers(Found):
    risk: str
    control: str
    place: str | None
    status: Status
    claim: str


def controls(asked: Asked) -> Iterable[Control]:
    """Rows by risk and jurisdiction, null last; one for every jurisdiction with a control of any of the risks, and the topic's own."""
    vias: dict[str, list[str | None]] = {}
    faced: dict[str, list[str]] = {}
    for row in sorted(asked.found, key=lambda r: (r.risk, r.via or "", r.claims)):
        vias.setdefault(row.risk, []).append(row.via)
        faced.setdefault(row.risk, []).extend(row.claims)
    lowers: dict[tuple[str, str | None], list[Lowers]] = {}
    for low in asked.rows("controls", risks=sorted(faced)):
        if asked.within(low.place):
            lowers.setdefault((low.risk, asked.places.widest(low.place)), []).append(low)
    asked_for = asked.scope.jurisdiction
    own = asked.places.widest(asked_for or asked.place_of("topic"))
    compared = {place for _, place in lowers if place and place not in OPEN} | ({own} if own and own not in OPEN else set())
    if asked_for and asked_for != own:
        compared = set()  # a city without a control of its own is not a country without one
    for risk in sorted(faced):
        via = None if None in vias[risk] else min(v for v in vias[risk] if v)
        here = {place for r, place in lowers if r == risk} | compared
        for place in sorted(here, key=lambda p: (p is None, p or "")):
            some = lowers.get((risk, place), [])
            state = "none" if not some else "met" if strongest(c.status for c in some) == "in force" else "planned"
            yield Control(
                risk=risk,
                jurisdiction=place,
                controls=[c.control for c in some],
                state=state,
                via=via,
                claims=list(dict.fromkeys([*faced[risk], *(c.claim for c in some)])),
            )
    if faced and any(not lowers.get((risk, place)) for risk in faced for place in compared):
        asked.notes.append(
            "none = no control in this dataset; compared are the topic's own jurisdiction and those where another of its risks has one."
        )


def say_controls(answer: Answer) -> tuple[str, str]:
    """How many risks, and which have no control somewhere."""
    rows = [row for row in answer.rows if isinstance(row, Control)]
    if not rows:
        return "No risk of it is known in this dataset.", "本数据集中没有已知的相关风险。"
    risks = {r.risk for r in rows}
    met = {r.risk for r in rows if r.state == "met"}
    gaps = sum(r.state == "none" for r in rows)
    return (
        f"Of **{many(len(risks), 'risk')}**, **{len(met)}** with a control in force somewhere; **{many(gaps, 'gap')}** in the comparison.",
        f"**{len(risks)} 项风险**中有 **{len(met)} 项**至少在一地有现行控制措施；对照之下尚有 **{gaps} 处**空白。",
    )


RISK_EXPOSURE = Question(
    id="risk-exposure",
    map="risk",
    title=(
        "To which risks and restrictions is an entity exposed, through which links, in how many hops?",
        "某一主体面临哪些风险与限制，经由哪些关联，相隔几步？",
    ),
    headline=("What {entity} is exposed to", "{entity}的风险敞口"),
    description=(
        "One row per risk, or rule that restricts or burdens, that the entity or something that it is tied to faces: EXPOSED_TO, an "
        "incoming RESTRICTS, or an incoming relation with effect burdens. The ties run from the entity over SUBSIDIARY_OF, INVESTED_IN, "
        "PARTNERS_WITH (either way), SUPPLIES, MEMBER_OF, OPERATES_IN, DEVELOPS, MANUFACTURES_AT and USES. `hops` counts all links, the "
        "last one included. The shortest path is shown, of equal ones the one with the smallest ids. Ordered by hops, path."
    ),
    params=ExposureParams,
    row=Exposure,
    example={"entity": "wuxi-apptec"},
    cypher=START,
    found=Carried,
    texts={
        "carriers": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (n)-[r:DEVELOPS|INVESTED_IN|MANUFACTURES_AT|MEMBER_OF|OPERATES_IN|PARTNERS_WITH|SUBSIDIARY_OF|SUPPLIES|USES]->(m)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS source, m.id AS target, r.effect AS effect, r.key AS claim
            UNION
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (m:Stakeholder)-[r:PARTNERS_WITH]->(n)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS source, m.id AS target, r.effect AS effect, r.key AS claim
            ORDER BY source, target, claim
            """,
            Carried,
            takes=("at",),
        ),
        "faces": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (n)-[r:EXPOSED_TO]->(x)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS facing, x.id AS exposure, [l IN labels(x) WHERE l <> 'Stakeholder'][0] AS kind, r.key AS claim
            UNION
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (x)-[r:RESTRICTS]->(n)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS facing, x.id AS exposure, [l IN labels(x) WHERE l <> 'Stakeholder'][0] AS kind, r.key AS claim
            UNION
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (x)-[r]->(n)
            WHERE r.effect = 'burdens' AND r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS facing, x.id AS exposure, [l IN labels(x) WHERE l <> 'Stakeholder'][0] AS kind, r.key AS claim
            ORDER BY facing, exposure, claim
            """,
            Facing,
            takes=("at",),
        ),
    },
    compute=exposures,
    drawing=Paths(path="path", end="exposure", kind="kind"),
    say=say_exposures,
    marks=("2025-03-06",),
)

RISK_CONTROLS = Question(
    id="risk-controls",
    map="risk",
    title=(
        "Which risks have a control in which jurisdiction, and which have none?",
        "哪些风险在哪些法域已有控制措施，哪些尚属空白？",
    ),
    headline=("Risks of {topic} and their controls", "{topic}的风险与控制措施"),
    description=(
        "One row per risk and jurisdiction. Risks: what the topic or a part of it is exposed to or raises; a topic that is a risk stands"
        " for itself. Controls: what MITIGATES the risk, by the control's jurisdiction, the widest one. A jurisdiction stands beside "
        "every risk as soon as any of them has a control there, or the topic is of it; without a control there the state is none, in "
        "this dataset. met = a control is in force; planned = only planned, draft, due or unknown. Ordered by risk, jurisdiction; "
        "controls of no jurisdiction last."
    ),
    params=ControlParams,
    row=Control,
    example={"topic": "cn-ai-healthcare"},
    cypher="""
        UNWIND $parts AS part
        MATCH (t:AnyEntity {id: part.id})
        MATCH (t)-[r:EXPOSED_TO|RAISES]->(k:Risk)
        WHERE r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
        RETURN k.id AS risk, part.via AS via, [r.key] AS claims
        UNION
        UNWIND $parts AS part
        MATCH (k:Risk {id: part.id})
        RETURN k.id AS risk, part.via AS via, [k.id] AS claims
        ORDER BY risk, via, claims
    """,
    found=Faced,
    texts={
        "controls": Text(
            """
            UNWIND $risks AS risk
            MATCH (k:Risk {id: risk})
            MATCH (c)-[r:MITIGATES]->(k)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN k.id AS risk, c.id AS control, c.jurisdiction AS place,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
            ORDER BY risk, control, claim
            """,
            Lowers,
            takes=("risks",),
        ),
    },
    compute=controls,
    drawing=Matrix(row="risk", column="jurisdiction", cell="controls", status="state", gaps=("none",), cells="names"),
    say=say_controls,
    marks=("2025-03-06",),
)

DRAWN = Drawn(
    labels=(
        "Risk",
        "Policy",
        "Program",
        "PaymentMechanism",
        "Duty",
        "Agency",
        "Association",
        "Company",
        "Event",
        "GovernanceModel",
        "Investor",
        "Payer",
        "Provider",
        "StakeholderGroup",
        "Market",
        "Application",
        "Stage",
        "Strategy",
        "Technology",
    ),
    types=(
        "APPLIES_TO",
        "CONFLICTS_WITH",
        "EXPOSED_TO",
        "IMPOSES",
        "INVESTED_IN",
        "MEMBER_OF",
        "MITIGATES",
        "OPERATES_IN",
        "PARTNERS_WITH",
        "RAISES",
        "REGULATES",
        "RESTRICTS",
        "SUBSIDIARY_OF",
        "SUPPLIES",
    ),
)
"""The map's whole graph."""

QUESTIONS = (RISK_EXPOSURE, RISK_CONTROLS, *risk_impact.QUESTIONS)
"""In the order of the catalogue."""
