"""Map: who governs. Bodies, what they govern, with which function and which instrument.

Drawn: Agency and Association, Policy, Program and PaymentMechanism, the topic and its parts; REGULATES, RESPONSIBLE_FOR,
ADMINISTERS, ISSUED, DECIDES, TARGETS, APPLIES_TO, PROMOTES, REFORMS, COVERS.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.asking import Answer, Asked
from graph.columns import Function, Id, Ids, Relation, Status, Topic
from graph.drawing import Matrix
from graph.question import Found, Params, Question, Row, Text
from graph.states import strongest


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
    """Rows by function (none last), body, relation and part; a body's instruments join by their function."""
    topic = asked.place_of("topic")
    rows: dict[tuple[str | None, str, str, str | None], list[Held]] = {}
    for held in (*asked.found, *asked.rows("instruments"), *asked.rows("steps")):
        if held.via and topic and not asked.places.within(held.place, topic):
            continue
        for function in held.role or [None]:
            rows.setdefault((function, held.body, held.relation, held.via), []).append(held)
    for (function, body, relation, via), some in sorted(rows.items(), key=lambda pair: tuple((x is None, x or "") for x in pair[0])):
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


def _means(rows: dict[tuple[str | None, str, str, str | None], list[Held]], function: str | None, body: str, via: str | None) -> list[Held]:
    """Instruments of a body with a function, by either of the two ways of having one."""
    return [held for way in ("ISSUED", "ADMINISTERS") for held in rows.get((function, body, way, via), []) if held.instrument]


def say_governs(answer: Answer) -> tuple[str, str]:
    """How many bodies, functions and instruments; how many functions are shared."""
    rows = [row for row in answer.rows if isinstance(row, Governs)]
    bodies, functions = {r.body for r in rows}, {r.function for r in rows if r.function}
    shared = sum(len({r.body for r in rows if r.function == f}) > 1 for f in functions)
    instruments = {i for r in rows for i in r.instruments}
    if not rows:
        return "Nobody governs it in this dataset.", "本数据集中没有机构对其负责。"
    return (
        f"**{len(bodies)} bodies** divide **{len(functions)} functions** through **{len(instruments)} instruments**; "
        f"{shared} functions are shared by several.",
        f"**{len(bodies)} 个机构**分担 **{len(functions)} 项职能**，依据 **{len(instruments)} 份文件**；其中 {shared} 项由多机构共管。",
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
        "(none stated last), body, relation, part. Bodies of other jurisdictions that come only from parts are left out."
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
    drawing=Matrix(row="function", column="body", cell="instruments", lead="relation", status="status"),
    say=say_governs,
    marks=("2025-03-06",),
)

QUESTIONS = (WHO_GOVERNS,)
