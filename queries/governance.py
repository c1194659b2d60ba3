"""Map: who governs. Bodies, what they govern, with which function and which instrument.

Drawn: Agency and Association, Policy, Program and PaymentMechanism, the topic and its parts; REGULATES, RESPONSIBLE_FOR,
ADMINISTERS, ISSUED, DECIDES, TARGETS, APPLIES_TO, PROMOTES, REFORMS, COVERS.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.asking import Answer, Asked
from graph.columns import Function, Id, Ids, Relation, Status, Topic, Word
from graph.drawing import Facets, Matrix
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.states import strongest
from queries import governance_rules


class TopicParams(Params):
    topic: Topic
    """What is governed: any entity, its parts included."""


class Governs(Row):
    place = "body"

    function: Function | None
    """Role of the body's own relation; null = none stated."""
    body: Id
    """Who governs."""
    relation: Relation
    """How: the type of the body's own relation."""
    instruments: Ids
    """What the body issued or administers with that function and that bears on the topic."""
    status: Status
    """State on the day: of the relation, or of the strongest of the instruments."""
    via: Id | None
    """The part of the topic that the row comes from; null = the topic itself."""


class Held(Found):
    body: str
    place: str | None
    relation: str
    role: list[str]
    instrument: str | None
    status: Status
    via: str | None
    claims: list[str]


def governs(asked: Asked) -> Iterable[Governs]:
    """Rows by function (none last), body, relation and part (the topic itself first); a body's instruments join by their function."""
    found = [*asked.found, *asked.rows("instruments"), *asked.rows("steps")]
    direct = {held.body for held in found if not held.via}
    rows: dict[tuple[str | None, str, str, str | None], list[Held]] = {}
    for held in found:
        if held.via and held.body not in direct and asked.beyond(held.place):
            continue
        for function in held.role or [None]:
            rows.setdefault((function, held.body, held.relation, held.via), []).append(held)
    for (function, body, relation, via), some in sorted(rows.items(), key=lambda pair: _order(pair[0])):
        means = some if some[0].instrument else [*some, *_means(rows, function, body, via)]
        yield Governs(
            function=function,
            body=body,
            relation=relation,
            instruments=[held.instrument for held in means if held.instrument],
            status=strongest(held.status for held in some),
            via=via,
            claims=[claim for held in means for claim in held.claims],
        )


def _order(key: tuple[str | None, str, str, str | None]) -> tuple[bool, str, str, str, str]:
    function, body, relation, via = key
    return function is None, function or "", body, relation, via or ""


def _means(rows: dict[tuple[str | None, str, str, str | None], list[Held]], function: str | None, body: str, via: str | None) -> list[Held]:
    """Instruments of a body with a function, by either of the two ways of having one."""
    return [held for way in ("ISSUED", "ADMINISTERS") for held in rows.get((function, body, way, via), []) if held.instrument]


OWN = ("REGULATES", "RESPONSIBLE_FOR", "ADMINISTERS", "DECIDES")
"""Relations by which a body governs itself, not only through an instrument."""


def say_governs(answer: Answer) -> tuple[str, str]:
    """How many bodies have a part of their own, how many only issue; how many functions are shared."""
    rows = [row for row in answer.rows if isinstance(row, Governs)]
    if not rows:
        return "Nobody governs it in this dataset.", "本数据集中没有机构对其负责。"
    own = {r.body for r in rows if r.relation in OWN}
    issuing = {r.body for r in rows} - own
    functions = {r.function for r in rows if r.function}
    shared = [f for f in functions if len({r.body for r in rows if r.function == f}) > 1]
    instruments = {i for r in rows for i in r.instruments}
    lead = "No single body" if len(own) > 1 else "In this dataset"
    return (
        f"{lead}: **{many(len(own), 'body', 'bodies')}** with a part of their own and {len(issuing)} more through what they issued "
        f"hold **{many(len(functions), 'function')}**, by **{many(len(instruments), 'instrument')}**; {len(shared)} functions are shared.",
        f"{'没有单一主管机构' if len(own) > 1 else '本数据集中'}：**{len(own)} 个机构**负有职责，另有 {len(issuing)} 个机构仅通过文件参与，"
        f"共涉及 **{len(functions)} 项职能**、**{len(instruments)} 份文件**；其中 {len(shared)} 项职能由多机构共管。",
    )


WHO_GOVERNS = Question(
    id="who-governs",
    map="governance",
    title=(
        "Which bodies govern a topic, for which function, with which instrument?",
        "哪些机构监管某一领域，各司何种职能，依据哪些文件？",
    ),
    headline=("Who governs {topic}?", "谁在监管{topic}？"),
    description=(
        "One row per function, body, relation and part. A body governs a topic where it regulates, is responsible for or administers it, "
        "issued or administers an instrument that bears on it, or decides a step of a route that applies to it. Ordered by function "
        "(none stated last), body, relation, part (the topic itself first). Bodies of other jurisdictions "
        "that come only from parts are left out."
    ),
    params=TopicParams,
    row=Governs,
    example={"topic": "cn-ai-healthcare"},
    cypher="""
        UNWIND $parts AS part
        MATCH (t:Application|Event|Market|Payer|PaymentMechanism|Policy|Program|Stage {id: part.id})
        MATCH (b:Agency|Association)-[r:REGULATES|RESPONSIBLE_FOR|ADMINISTERS]->(t)
        WHERE r.shown <= part.day AND r.gone > part.day AND r.confidence IN $confidence
        RETURN b.id AS body, b.jurisdiction AS place, type(r) AS relation, r.role AS role, null AS instrument,
               last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, part.via AS via, [r.key] AS claims
        ORDER BY body, relation, via, claims
    """,
    found=Held,
    texts={
        "instruments": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Market|Application|Technology|Benefit|Payer|PaymentMechanism|Program|StakeholderGroup|Strategy {id: part.id})
            MATCH (i:Policy|Program|PaymentMechanism)-[bears:REGULATES|TARGETS|APPLIES_TO|PROMOTES|REFORMS|COVERS]->(t)
            WHERE bears.shown <= part.day AND bears.gone > part.day AND bears.confidence IN $confidence
            MATCH (b:Agency|Association)-[r:ISSUED|ADMINISTERS]->(i)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN b.id AS body, b.jurisdiction AS place, type(r) AS relation, r.role AS role, i.id AS instrument,
                   last([s IN i.states WHERE left(s, 10) <= $as_of]) AS status, part.via AS via, [r.key, bears.key] AS claims
            ORDER BY body, relation, instrument, via, claims
            """,
            Held,
        ),
        "steps": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Market|Application {id: part.id})
            MATCH (route:Route)-[applies:APPLIES_TO]->(t)
            WHERE applies.shown <= part.day AND applies.gone > part.day AND applies.confidence IN $confidence
            MATCH (step:Stage)-[inside:PART_OF]->(route)
            WHERE inside.shown <= $as_of AND inside.gone > $as_of AND inside.confidence IN $confidence
            MATCH (b:Agency|Association)-[r:DECIDES]->(step)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN b.id AS body, b.jurisdiction AS place, type(r) AS relation, r.role AS role, null AS instrument,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, part.via AS via, [r.key, inside.key, applies.key] AS claims
            ORDER BY body, relation, via, claims
            """,
            Held,
        ),
    },
    compute=governs,
    drawing=Matrix(row="function", column="body", cell="instruments", lead="relation", leads=OWN, status="status"),
    say=say_governs,
    marks=("2025-03-06",),
)


class Counterpart(Found):
    market: str
    place: str | None
    key: str


class Place(Found):
    body: str
    place: str | None


COUNTERPARTS = """
    MATCH (g:GovernanceModel)-[r:APPLIES_TO]->(m:Market)
    WHERE r.shown <= $as_of AND r.gone > $as_of
    RETURN m.id AS market, m.jurisdiction AS place, r.key AS `key`
    ORDER BY market, `key`
"""
"""Markets to which a governance model applies: they stand for one another, whatever the confidence asked for, which rows then keep to."""

PLACES = Text(
    """
    UNWIND $bodies AS body
    MATCH (b:Agency|Association {id: body})
    RETURN b.id AS body, b.jurisdiction AS place
    ORDER BY body
    """,
    Place,
    ("bodies",),
)
"""Jurisdictions of bodies, for questions that filter or group by them."""


class Together(Row):
    function: Function
    """What has to be done."""
    bodies: Ids
    """Who has it; empty = nobody in this dataset."""
    joint_instruments: Ids
    """What one of these bodies issued together with others, with that function, and that bears on the topic."""
    state: Word
    """shared: several bodies; single: one; none: nobody in this dataset, while a counterpart of the topic has it."""
    via: Id | None
    """The part whose bodies these are; null = the topic itself."""


class Joint(Found):
    instrument: str
    body: str
    key: str


def together(asked: Asked) -> Iterable[Together]:
    """Rows of who-governs by function and part; a part that adds neither a body nor a joint instrument to the topic's own is left out."""
    governing: list[Governs] = asked.also(WHO_GOVERNS, topic=asked.params.topic)
    places = {p.body: p.place for p in asked.rows("places", bodies=sorted({row.body for row in governing}))}
    issued: list[Joint] = asked.rows("joint", instruments=sorted({i for row in governing for i in row.instruments}))
    rows: dict[tuple[str, str | None], Together] = {}
    for function, via in sorted({(r.function, r.via) for r in governing if r.function}, key=lambda pair: (pair[1] or "", pair[0])):
        some = [r for r in governing if (r.function, r.via) == (function, via) and asked.within(places[r.body])]
        bodies, instruments = {r.body for r in some}, {i for r in some for i in r.instruments}
        acts = {j.instrument for j in issued if j.instrument in instruments and j.body in bodies}
        own = rows.get((function, None))
        if bodies and not (own and bodies <= set(own.bodies) and acts <= set(own.joint_instruments)):
            rows[function, via] = Together(
                function=function,
                bodies=sorted(bodies),
                joint_instruments=sorted(acts),
                state="shared" if len(bodies) > 1 else "single",
                via=via,
                claims=[*(claim for r in some for claim in r.claims), *(j.key for j in issued if j.instrument in acts)],
            )
    return sorted([*rows.values(), *_lacking(asked, {r.function for r in governing})], key=lambda row: (row.function, row.via or ""))


def _lacking(asked: Asked, functions: set[str | None]) -> list[Together]:
    """Functions that a counterpart of the topic has and the topic has not, with what shows them there."""
    markets = [c.market for c in asked.found]
    if asked.params.topic not in markets:
        asked.notes.append("No governance model applies to this topic: it has no counterparts, so no function is called missing.")
        return []
    elsewhere: dict[str, list[str]] = {}
    for market in markets:
        for row in asked.also(WHO_GOVERNS, topic=market) if market != asked.params.topic else []:
            if row.function and row.function not in functions:
                elsewhere.setdefault(row.function, []).extend(row.claims)
    return [
        Together(function=function, bodies=[], joint_instruments=[], state="none", via=None, claims=claims)
        for function, claims in elsewhere.items()
    ]


def say_together(answer: Answer) -> tuple[str, str]:
    """How many functions are shared, single and without anyone."""
    rows = [row for row in answer.rows if isinstance(row, Together)]
    states = {state: len({r.function for r in rows if r.state == state}) for state in ("shared", "single", "none")}
    joint = len({i for r in rows for i in r.joint_instruments})
    return (
        f"**{many(states['shared'], 'function')}** with several bodies, which issued **{many(joint, 'joint instrument')}**; "
        f"**{many(states['none'], 'function')}** that a counterpart has, with nobody in this dataset.",
        f"**{states['shared']} 项职能**由多机构共管，共有 **{joint} 份联合文件**；"
        f"对照方有而本数据集中无人负责的职能有 **{states['none']} 项**。",
    )


JOINT_ACTION = Question(
    id="joint-action",
    map="governance",
    title=(
        "Which bodies must act together on it, and which function has no one in charge?",
        "哪些机构必须协同行动，哪些职能无人负责？",
    ),
    headline=("Who must act together on {topic}?", "{topic}：谁须协同？"),
    description=(
        "One row per function; its bodies are those that who-governs finds. A part of the topic has a row of its own where it adds a "
        "body or a joint instrument. none: no body in this dataset, while who-governs finds one for a counterpart, a market to which "
        "another governance model applies; its claims are those of the counterpart. Bodies without a stated function are left out. "
        "Ordered by function, part (the topic itself first)."
    ),
    params=TopicParams,
    row=Together,
    example={"topic": "cn-ai-healthcare"},
    cypher=COUNTERPARTS,
    found=Counterpart,
    texts={
        "places": PLACES,
        "joint": Text(
            """
            UNWIND $instruments AS instrument
            MATCH (i:Policy|PaymentMechanism {id: instrument})
            MATCH (b:Agency|Association)-[r:ISSUED]->(i)
            WHERE r.joint AND r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN i.id AS instrument, b.id AS body, r.key AS `key`
            ORDER BY instrument, body, `key`
            """,
            Joint,
            ("instruments",),
        ),
    },
    compute=together,
    drawing=Facets(item="function", facets=("bodies", "joint_instruments", "via"), state="state", gaps=("none",)),
    say=say_together,
    marks=("2025-03-06",),
)

DRAWN = Drawn(
    labels=(
        "Agency",
        "Association",
        "Policy",
        "Program",
        "PaymentMechanism",
        "Market",
        "Application",
        "Technology",
        "Benefit",
        "Payer",
        "Stage",
        "Event",
        "StakeholderGroup",
    ),
    types=(
        "ADMINISTERS",
        "APPLIES_TO",
        "COVERS",
        "DECIDES",
        "IMPLEMENTS",
        "ISSUED",
        "PROMOTES",
        "PROPOSED",
        "REFORMS",
        "REGULATES",
        "RESPONSIBLE_FOR",
        "TARGETS",
    ),
)
"""The map's whole graph."""

QUESTIONS = (WHO_GOVERNS, JOINT_ACTION, *governance_rules.QUESTIONS)
