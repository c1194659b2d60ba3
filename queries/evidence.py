"""Map: time and evidence. What happened and is due, what changed between two days, who says so, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from graph.asking import Answer, Asked
from graph.asof import first_day, last_day
from graph.columns import Cell, Day, Id, Label, Status, Topic, Word
from graph.drawing import Timeline
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema import TYPES
from graph.schema.values import PartialDate
from graph.states import begun
from queries import evidence_claims, evidence_maps

PartialDay = Annotated[PartialDate, Cell("date")]
RelationOrDeal = Annotated[str, Cell("word", ("relations", "labels"))]


class TopicTime(Params):
    topic: Topic
    """What it is about: any entity, its parts included."""
    start: PartialDay | None = None
    """From when; null = from the beginning."""
    end: PartialDay | None = None
    """Until when; null = to the end."""


class Dated(Row):
    place = "item"

    date: Day
    """As stored; a partial date stands at the first day of its period, a partial end at the last."""
    item: Id
    """What happened, or what was issued, came or comes into force or ends; of a relation the other end; of a deal the deal."""
    kind: Word
    """happened, issued, in force, ends, due (not confirmed or still to come)."""
    relation: RelationOrDeal | None
    """What ties it to the topic, or to an instrument that bears on the topic; null = a date of the topic itself or of its part."""
    via: Id | None
    """The part of the topic that the row comes from; null = the topic itself."""


class Thing(Found):
    """A thing with dates and its state on the day."""

    item: str
    label: Label
    start: str | None
    end: str | None
    stored: str | None
    state: Status
    relation: str | None
    via: str | None
    claims: list[str]


class Joined(Thing):
    """A relation of the topic with the thing at its other end."""

    since: str | None
    until: str | None
    held: Status


class Act(Found):
    item: str
    relation: str
    date: str | None
    state: Status
    claims: list[str]


class Agreed(Act):
    place: str | None
    """Jurisdiction of the other party."""


NOT_IN_FORCE = frozenset({"draft", "proposed", "withdrawn", "unknown"})
"""Stored states whose start is the day on which it was put forward, not one on which it took effect."""
INSTRUMENTS = frozenset({"Policy", "Program", "PaymentMechanism", "Route"})
PUTS_FORWARD = frozenset({"ISSUED", "PROPOSED", "ESTABLISHED"})

Key = tuple[str, str, str, str | None]


def timeline(asked: Asked) -> Iterable[Dated]:
    """Rows by first day of the date, date, item, kind and relation; what several parts or issuers share is one row."""
    rows: dict[Key, dict[str | None, list[str]]] = {}
    undated = 0
    for date, item, kind, relation, via, claims in _dated(asked):
        if date is None:
            undated += 1
        elif _within(date, asked.params.start, asked.params.end):
            rows.setdefault((date, item, kind, relation), {}).setdefault(via, []).extend(claims)
    for (date, item, kind, relation), vias in sorted(rows.items(), key=lambda row: (_place(row[0]), row[0][:3], row[0][3] or "")):
        via = None if None in vias else min(v for v in vias if v)
        claims = [claim for v in sorted(vias, key=lambda v: (v is not None, v or "")) for claim in vias[v]]
        yield Dated(date=date, item=item, kind=kind, relation=relation, via=via, claims=list(dict.fromkeys(claims)))
    if undated:
        asked.notes.append(f"{undated} events and acts about it have no date and cannot stand on a timeline.")


def _place(key: Key) -> str:
    """Where a date stands: a partial end lasts to the last day of its period, anything else begins on the first."""
    return last_day(key[0]) if key[2] == "ends" else first_day(key[0])


def _within(date: str, start: str | None, end: str | None) -> bool:
    return (not start or last_day(date) >= first_day(start)) and (not end or first_day(date) <= last_day(end))


Moment = tuple[str | None, str, str, str | None, str | None, list[str]]


def _dated(asked: Asked) -> Iterator[Moment]:
    day = asked.scope.day
    bearing: dict[str, str | None] = {}
    own: dict[str | None, Thing] = {thing.via: thing for thing in asked.found}
    for thing in asked.found:
        yield from _moments(thing, day)
        if thing.label in INSTRUMENTS:
            bearing[thing.item] = thing.via
    parts = _parts(asked)
    for joined in (*asked.rows("out"), *asked.rows("in")):
        act = TYPES[joined.relation].act
        if joined.relation == "PART_OF" and joined.item in parts:
            continue
        if joined.label in INSTRUMENTS and joined.relation != "PRECEDES" and joined.item not in parts:
            bearing[joined.item] = joined.via if joined.item not in bearing else bearing[joined.item] and joined.via
        if joined.relation in PUTS_FORWARD:
            if joined.label in INSTRUMENTS:
                yield from _moments(joined, day)
            continue
        if joined.label == "Event" or joined.label in INSTRUMENTS:
            yield from _moments(joined, day)
        topic = own[joined.via]
        if not act and joined.since and joined.since == topic.start:
            yield from ((*moment[:5], joined.claims) for moment in _moments(topic, day) if moment[2] != "ends")
        elif joined.since and not (joined.label == "Event" and act):
            put_forward = act or NOT_IN_FORCE & {topic.stored, joined.stored}
            kind = "due" if joined.held in ("planned", "due") else "happened" if put_forward else "in force"
            yield joined.since, joined.item, kind, joined.relation, joined.via, joined.claims
        if joined.until:
            yield joined.until, joined.item, "ends", joined.relation, joined.via, joined.claims
    for act in asked.rows("acts", items=sorted(bearing)):
        kind = "issued" if act.relation == "ISSUED" else "happened"
        yield act.date, act.item, kind, act.relation, bearing[act.item], act.claims
    for event in asked.rows("events", items=sorted(bearing)):
        yield from _moments(event.model_copy(update={"via": bearing[event.via]}), day)
    for coming in asked.rows("coming", items=[{"id": i, "via": via} for i, via in sorted({**bearing, **parts}.items())]):
        if coming.state in ("due", "planned"):
            yield from _moments(coming, day)
    for deal in asked.rows("deals"):
        if asked.within(deal.place):
            yield deal.date, deal.item, "happened", deal.relation, None, deal.claims


def _parts(asked: Asked) -> dict[str, str | None]:
    return {part["id"]: part["via"] for part in asked.cypher_params["parts"]}


def _moments(thing: Thing, day: str) -> Iterator[Moment]:
    """Start and end of a thing; an event that lasts has no row for its end, since its start stands for it."""
    if thing.label == "Event":
        yield thing.start, thing.item, "due" if thing.state == "due" else "happened", thing.relation, thing.via, thing.claims
        return
    if thing.start:
        if thing.state == "due" or not begun(thing.start, day):
            kind = "due"
        elif thing.label not in INSTRUMENTS or thing.stored in NOT_IN_FORCE:
            kind = "happened"
        else:
            kind = "due" if thing.state == "planned" else "in force"
        yield thing.start, thing.item, kind, thing.relation, thing.via, thing.claims
    if thing.end:
        yield thing.end, thing.item, "ends", thing.relation, thing.via, thing.claims


def say_timeline(answer: Answer) -> tuple[str, str]:
    """How many dated items, and how many are still due."""
    rows = [row for row in answer.rows if isinstance(row, Dated)]
    if not rows:
        return "Nothing dated is known in this dataset.", "本数据集中没有注明日期的事项。"
    due = [r for r in rows if r.kind == "due"]
    issued, force = sum(r.kind == "issued" for r in rows), sum(r.kind == "in force" for r in rows)
    return (
        f"**{many(len(rows), 'dated item')}** from {rows[0].date} to {rows[-1].date}: {many(issued, 'issue')}, {many(force, 'start')}, "
        f"**{len(due)} due**.",
        f"{rows[0].date} 至 {rows[-1].date} 共 **{len(rows)} 个时点**：发布 {issued} 项，生效 {force} 项，**待到期 {len(due)} 项**。",
    )


TIMELINE = Question(
    id="timeline",
    map="evidence",
    title=("What happened and what is due, in order, for a topic?", "某一主题已发生与将到期的事项，依次为何？"),
    headline=("{topic}: what happened and what is due", "{topic}：已发生与待到期"),
    description=(
        "One row per date, item, kind and relation, what has ended included. Dates of the topic and its parts; of their relations (the "
        "item is the other end); of events and instruments tied to them; of the issue, proposal or establishment of these instruments, "
        "and of events about them; of the topic's deals. in force = the day from which a rule or relation holds; of drafts, proposals "
        "and bills the start is the day on which they were put forward: happened. A relation that holds from the topic's own start has "
        "no row of its own: its claim stands behind that row. due = still to come on the day, or planned and not confirmed since. "
        "Ordered by the first day of the date; a partial end by its last day."
    ),
    params=TopicTime,
    row=Dated,
    example={"topic": "commercial-innovative-drug-list"},
    cypher="""
        UNWIND $parts AS part
        MATCH (t:AnyEntity {id: part.id})
        WHERE t.shown <= $as_of
        RETURN t.id AS item, [l IN labels(t) WHERE l <> 'Stakeholder'][0] AS label, t.start_date AS start, t.end_date AS `end`,
               t.status_in_force AS stored, last([s IN t.states WHERE left(s, 10) <= $as_of]) AS state, null AS relation, part.via AS via,
               [t.id] AS claims
        ORDER BY item, via
    """,
    found=Thing,
    texts={
        "out": Text(
            """
            UNWIND $parts AS part
            MATCH (t:AnyEntity {id: part.id})
            MATCH (t)-[r]->(x)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN x.id AS item, [l IN labels(x) WHERE l <> 'Stakeholder'][0] AS label, x.start_date AS start, x.end_date AS `end`,
                   x.status_in_force AS stored, last([s IN x.states WHERE left(s, 10) <= $as_of]) AS state, type(r) AS relation,
                   part.via AS via, [r.key] AS claims, r.start_date AS since, r.end_date AS until,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS held
            ORDER BY item, relation, via, claims
            """,
            Joined,
        ),
        "in": Text(
            """
            UNWIND $parts AS part
            MATCH (t:AnyEntity {id: part.id})
            MATCH (x)-[r]->(t)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN x.id AS item, [l IN labels(x) WHERE l <> 'Stakeholder'][0] AS label, x.start_date AS start, x.end_date AS `end`,
                   x.status_in_force AS stored, last([s IN x.states WHERE left(s, 10) <= $as_of]) AS state, type(r) AS relation,
                   part.via AS via, [r.key] AS claims, r.start_date AS since, r.end_date AS until,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS held
            ORDER BY item, relation, via, claims
            """,
            Joined,
        ),
        "acts": Text(
            """
            UNWIND $items AS item
            MATCH (i:PaymentMechanism|Policy|Program {id: item})
            MATCH (b:Agency|Association|Exchange|Policy)-[r:ESTABLISHED|ISSUED|PROPOSED]->(i)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN i.id AS item, type(r) AS relation, r.start_date AS date, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS state,
                   [r.key] AS claims
            ORDER BY item, relation, date, claims
            """,
            Act,
            takes=("items",),
        ),
        "events": Text(
            """
            UNWIND $items AS item
            MATCH (i:PaymentMechanism|Policy|Program|Route {id: item})
            MATCH (e:Event)-[r:CONCERNS]->(i)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN e.id AS item, 'Event' AS label, e.start_date AS start, e.end_date AS `end`, e.status_in_force AS stored,
                   last([s IN e.states WHERE left(s, 10) <= $as_of]) AS state, type(r) AS relation, i.id AS via, [r.key] AS claims
            ORDER BY item, via, claims
            """,
            Thing,
            takes=("items",),
        ),
        "coming": Text(
            """
            UNWIND $items AS item
            MATCH (i:AnyEntity {id: item.id})
            MATCH (e:Event|PaymentMechanism|Policy|Program)-[r]->(i)
            WHERE r.shown > $as_of AND r.confidence IN $confidence AND e.shown <= $as_of AND e.gone > $as_of
            RETURN e.id AS item, [l IN labels(e) WHERE l <> 'Stakeholder'][0] AS label, e.start_date AS start, e.end_date AS `end`,
                   e.status_in_force AS stored, last([s IN e.states WHERE left(s, 10) <= $as_of]) AS state, type(r) AS relation,
                   item.via AS via, [e.id] AS claims
            ORDER BY item, relation, via
            """,
            Thing,
            takes=("items",),
        ),
        "deals": Text(
            """
            UNWIND $parts AS part
            MATCH (t:Agency|Association|Company|Investor|Payer|Provider|StakeholderGroup {id: part.id})
            MATCH (d:Deal)-[:FROM_PARTY|TO_PARTY]->(t)
            WHERE d.shown <= $as_of AND coalesce(d.retired_on, '9999') > $as_of AND d.confidence IN $confidence
            MATCH (d)-[:FROM_PARTY|TO_PARTY]->(o)
            WHERE o.id <> t.id
            RETURN d.id AS item, 'Deal' AS relation, d.date AS date, last([s IN d.states WHERE left(s, 10) <= $as_of]) AS state,
                   [d.id] AS claims, o.jurisdiction AS place
            ORDER BY item
            """,
            Agreed,
        ),
    },
    compute=timeline,
    drawing=Timeline(date="date", item="item", kind="kind", note="relation"),
    say=say_timeline,
    marks=("2025-03-06",),
)

DRAWN = Drawn(
    labels=(
        "Event",
        "Policy",
        "Program",
        "PaymentMechanism",
        "Route",
        "Agency",
        "Association",
        "Company",
        "Exchange",
        "Market",
        "Media",
        "PatientGroup",
        "Payer",
        "Product",
        "Provider",
        "Report",
        "Site",
        "Stage",
        "StakeholderGroup",
        "Technology",
    ),
    types=("AMENDS", "CONCERNS", "ESTABLISHED", "HELD", "ISSUED", "OPPOSES", "PRECEDES", "PROPOSED", "REPORTED", "SUPERSEDES", "SUPPORTS"),
)
"""The map's whole graph."""

QUESTIONS = (TIMELINE, evidence_maps.THEN_AND_NOW, evidence_claims.WHY, evidence_maps.UNKNOWNS)
"""In the order of the catalogue."""
