"""Map: time and evidence; a map's whole graph on two days, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from graph.analysis.doubts import Cited, doubts
from graph.asking import Answer, Asked
from graph.asof import GONE, last_day
from graph.claims import state_on
from graph.columns import Cell, ClaimRef, Day, Status, Word
from graph.drawing import Columns, Layers
from graph.maps import MAPS
from graph.question import MAPS as NAMES
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema.values import PartialDate
from queries.evidence_claims import Claimed, agrees


def _known(value: str) -> str:
    if value not in NAMES:
        raise ValueError(f"{value} is no map; take one of {', '.join(NAMES)}")
    return value


MapId = Annotated[str, Cell("word", ("maps",)), AfterValidator(_known)]
PartialDay = Annotated[PartialDate, Cell("date")]


class TwoDays(Params):
    map: MapId
    """Id of a map."""
    earlier: PartialDay
    """The earlier day; a partial date stands for the last day of its period."""
    later: PartialDay
    """The later day; a partial date stands for the last day of its period; never after the day of the answer."""


class Changed(Row):
    change: Word
    """added, ended, status (it was there on both days, in another state)."""
    item: ClaimRef
    """An entity of the map; or a relation, where no change of its ends explains its own."""
    before: Status | None
    """State on the earlier day; null = not yet there."""
    after: Status | None
    """State on the later day; null = not there (any more) in this dataset."""


class Node(Found):
    id: str
    label: str
    place: str | None
    states: list[str]


class Moved(Found):
    key: str
    subject: str
    object: str
    place: str | None
    states: list[str]


class Joined(Found):
    id: str


CHANGES = ("added", "ended", "status")
NOT_THERE = "absent"


def changes(asked: Asked) -> Iterable[Changed]:
    """Rows by change, entities before relations, id."""
    day = asked.scope.day
    earlier, later = (min(last_day(d), day) for d in (asked.params.earlier, asked.params.later))
    if earlier > later:
        asked.notes.append(f"{asked.params.earlier} lies after {asked.params.later}; nothing to compare.")
        return
    if later < last_day(asked.params.later):
        asked.notes.append(f"Compared up to the day of the answer, {day}.")
    drawn = MAPS[asked.params.map]
    graph = {"labels": list(drawn.labels), "types": list(drawn.types)}
    steps = [n for n in asked.found if n.label in drawn.labels and any(earlier < step[:10] <= later for step in n.states)]
    moved = {n.id: (*_both(n.states, earlier, later), n.place) for n in steps}
    moved = {id_: change for id_, change in moved.items() if change[0] != change[1]}
    joined = {row.id for row in asked.rows("joined", ids=sorted(moved), **graph)}
    nodes = {id_: moved[id_] for id_ in sorted(joined)}
    links: list[Moved] = asked.rows("links", **graph, earlier_day=earlier, later_day=later)
    behind: dict[str, list[str]] = {}
    found: list[tuple[int, int, str, str | None, str | None, list[str]]] = []
    for link in links:
        before, after = _both(link.states, earlier, later)
        if before == after:
            continue
        ends = [end for end in (link.subject, link.object) if end in nodes]
        for end in ends:
            behind.setdefault(end, []).append(link.key)
        if not ends and (change := _change(before, after)) is not None and asked.within(link.place):
            found.append((change, 1, link.key, before, after, [link.key]))
    for id_, (before, after, place) in nodes.items():
        if (change := _change(before, after)) is not None and asked.within(place):
            found.append((change, 0, id_, before, after, [id_, *behind.get(id_, [])]))
    for change, _, item, before, after, claims in sorted(found, key=lambda f: f[:3]):
        yield Changed(change=CHANGES[change], item=item, before=before, after=after, claims=claims)


def _both(states: list[str], earlier: str, later: str) -> tuple[str | None, str | None]:
    before, after = state_on(states, earlier), state_on(states, later)
    return None if before == NOT_THERE else before, None if after == NOT_THERE else after


def _change(before: str | None, after: str | None) -> int | None:
    """Place of the change in CHANGES; None where nothing changed that a reader would see."""
    if before == after:
        return None
    if after is None or after in GONE:
        return CHANGES.index("ended")
    return CHANGES.index("added" if before is None else "status")


def say_changes(answer: Answer) -> tuple[str, str]:
    """How many came, went and changed their state."""
    rows = [row for row in answer.rows if isinstance(row, Changed)]
    if not rows:
        return "Nothing changed between the two days in this dataset.", "两个时点之间，本数据集未见变化。"
    n = {change: sum(r.change == change for r in rows) for change in CHANGES}
    return (
        f"**{n['added']}** came, **{n['ended']}** ended, **{n['status']}** changed their state between the two days.",
        f"两个时点之间新增 **{n['added']} 项**，终止 **{n['ended']} 项**，状态变化 **{n['status']} 项**。",
    )


THEN_AND_NOW = Question(
    id="then-and-now",
    map="evidence",
    history=False,
    title=(
        "What did a map look like on a date, and what has changed since?",
        "某张图谱在某一日期是何面貌，此后有何变化？",
    ),
    headline=("{map}: {earlier} and {later}", "{map}：{earlier} 与 {later}"),
    description=(
        "One row per change in the map's whole graph: an entity that is drawn on one of the two days and not on the other, or in another"
        " state; its relations stand behind it as claims. A relation has a row of its own where neither end changed. State by the as-of "
        "rule; what was there and no longer holds has ended. The later day is never after the day of the answer. Ordered by change, "
        "entities before relations, id."
    ),
    params=TwoDays,
    row=Changed,
    example={"map": "payment", "earlier": "2025-03-06", "later": "2026-07-31"},
    cypher="""
        MATCH (n:AnyEntity)
        WHERE n.shown <= $as_of AND size(n.states) > 1
        RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Stakeholder'][0] AS label, n.jurisdiction AS place, n.states AS states
        ORDER BY id
        UNION
        MATCH (n:Deal|Figure)
        WHERE n.shown <= $as_of AND size(n.states) > 1 AND n.confidence IN $confidence
        RETURN n.id AS id, labels(n)[0] AS label, null AS place, n.states AS states
        ORDER BY id
    """,
    found=Node,
    texts={
        "joined": Text(
            """
            UNWIND $ids AS id
            MATCH (n:AnyEntity|Deal|Figure {id: id})
            MATCH (n)-[r]->(m)
            WHERE type(r) IN $types AND any(l IN labels(m) WHERE l IN $labels)
            RETURN DISTINCT n.id AS id
            ORDER BY id
            UNION
            UNWIND $ids AS id
            MATCH (n:AnyEntity|Deal|Figure {id: id})
            MATCH (m)-[r]->(n)
            WHERE type(r) IN $types AND any(l IN labels(m) WHERE l IN $labels)
            RETURN DISTINCT n.id AS id
            ORDER BY id
            """,
            Joined,
            takes=("ids", "labels", "types"),
        ),
        "links": Text(
            """
            MATCH (a:AnyEntity|Deal|Figure)-[r]->(b)
            WHERE r.shown <= $later_day AND size(r.states) > 1 AND r.confidence IN $confidence AND type(r) IN $types
                  AND any(s IN r.states WHERE left(s, 10) > $earlier_day AND left(s, 10) <= $later_day)
                  AND (labels(a)[0] IN $labels OR labels(a)[1] IN $labels)
                  AND (labels(b)[0] IN $labels OR labels(b)[1] IN $labels)
            RETURN r.key AS key, a.id AS subject, b.id AS object, a.jurisdiction AS place, r.states AS states
            ORDER BY key
            """,
            Moved,
            takes=("labels", "types", "earlier_day", "later_day"),
        ),
    },
    compute=changes,
    drawing=Columns(group="change", item="item", before="before", after="after"),
    say=say_changes,
    marks=("2025-03-06",),
)


class OfMap(Params):
    map: MapId
    """Id of a map."""


class Unknown(Row):
    item: ClaimRef
    """An entity, relation, figure or deal of the map."""
    problem: Word
    """no source, single source, unverified (no page was read, or chosen by this dataset), undated, stale, disputed."""
    since: Day | None
    """Of what is stale, the day since which it is; otherwise the date of its latest source; null = none, or none with a date."""


class Item(Claimed):
    label: str | None
    """Label of a node; null = a relation."""
    place: str | None
    dated: bool


class Link(Item):
    tie: bool
    """Ties a figure to its subject or a deal to a party, and carries no claim of its own."""


class Source(Found):
    source: str
    date: str | None
    kind: str | None


PROBLEMS = ("no source", "single source", "unverified", "undated", "stale", "disputed")


def unknowns(asked: Asked) -> Iterable[Unknown]:
    """Rows by problem, in the order of their words, and item."""
    drawn = MAPS[asked.params.map]
    links: list[Link] = asked.rows("links", labels=list(drawn.labels), types=list(drawn.types))
    ends = {end for link in links for end in (link.about[0], link.about[-1])}
    entities: list[Item] = asked.rows("entities", ids=sorted(ends))
    nodes = [node for node in (*entities, *asked.found) if node.label in drawn.labels and node.ref in ends]
    every: list[Item] = [*nodes, *(link for link in links if not link.tie)]
    items = [item for item in every if asked.within(item.place)]
    cited = {row.source: Cited(row.date, row.kind) for row in asked.rows("sources", sources=sorted({s for i in items for s in i.sources}))}
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        groups.setdefault(tuple(item.about), []).append(item)
    found: list[tuple[int, str, str | None, list[str]]] = []
    for item in items:
        rivals = [other for other in groups[tuple(item.about)] if other is not item and agrees(item, [other]) is False]
        of_item = [cited[source] for source in item.sources if source in cited]
        for problem, since in doubts(of_item, item.confidence, asked.scope.day, undated=not item.dated, disputed=bool(rivals)):
            against = sorted(other.ref for other in rivals) if problem == "disputed" else []
            found.append((PROBLEMS.index(problem), item.ref, since, [item.ref, *against]))
    for problem_at, ref, since, claims in sorted(found, key=lambda f: f[:2]):
        yield Unknown(item=ref, problem=PROBLEMS[problem_at], since=since, claims=claims)


def say_unknowns(answer: Answer) -> tuple[str, str]:
    """How many items have which problem."""
    rows = [row for row in answer.rows if isinstance(row, Unknown)]
    if not rows:
        return (
            "Every claim of this map is dated, fresh, undisputed and rests on several sources.",
            "该图谱的每项论断均有日期、来源多样、未过时且无争议。",
        )
    n = {problem: sum(r.problem == problem for r in rows) for problem in PROBLEMS}
    items = len({r.item for r in rows})
    return (
        f"**{many(items, 'item')}** leave something open: no source {n['no source']}, one source **{n['single source']}**, "
        f"unverified {n['unverified']}, undated {n['undated']}, stale **{n['stale']}**, disputed **{n['disputed']}**.",
        f"**{items} 项**尚存疑问：{n['no source']} 项无来源，**{n['single source']} 项**仅一个来源，{n['unverified']} 项未核实，"
        f"{n['undated']} 项无日期，**{n['stale']} 项**资料过时，**{n['disputed']} 项**说法不一。",
    )


UNKNOWNS = Question(
    id="unknowns",
    map="evidence",
    history=False,
    title=("What do we not know: unsourced, single-source, stale, disputed?", "哪些尚不确知：无来源、单一来源、过时、有争议？"),
    headline=("What we do not know: {map}", "尚不确知：{map}"),
    description=(
        "One row per problem of an entity, relation, figure or deal of the map's whole graph that counts on the day. Undated is a "
        "relation or deal without dates, or a rule, programme, payment mechanism or event without one; bodies, markets, routes and the "
        "like need none. Stale = every dated source is older than three years, news than eighteen months; sources without a date do not "
        "count. Disputed = another claim about the same (ends and type; figures: subject, measure, unit, period; deals: parties, asset "
        "and date) contradicts it, as in why; it stands among the claims. Ordered by problem, item."
    ),
    params=OfMap,
    row=Unknown,
    example={"map": "capital"},
    cypher="""
        MATCH (n:Figure)
        WHERE n.shown <= $as_of AND n.gone > $as_of AND n.confidence IN $confidence
        RETURN n.id AS ref, [n.subject_id, n.measure, coalesce(n.unit, ''), coalesce(n.period, '')] AS about,
               [toString(n.value), toString(n.value_high)] AS says, null AS since, [] AS loose, n.sources AS sources,
               n.confidence AS confidence, 'Figure' AS label, null AS place, true AS dated
        ORDER BY ref
        UNION
        MATCH (n:Deal)
        WHERE n.shown <= $as_of AND n.gone > $as_of AND n.confidence IN $confidence
        RETURN n.id AS ref, [n.licensor_id, coalesce(n.asset, ''), n.licensee_id, coalesce(n.date, '')] AS about,
               [toString(n.total_usd_m), toString(n.upfront_usd_m)] AS says, null AS since, [] AS loose, n.sources AS sources,
               n.confidence AS confidence, 'Deal' AS label, null AS place, n.date IS NOT NULL AS dated
        ORDER BY ref
    """,
    found=Item,
    texts={
        "entities": Text(
            """
            MATCH (n:AnyEntity)
            WHERE n.id IN $ids AND n.shown <= $as_of AND n.gone > $as_of
            RETURN n.id AS ref, [n.id] AS about, [n.id] AS says, null AS since, [] AS loose, n.sources AS sources,
                   n.confidence AS confidence, [l IN labels(n) WHERE l <> 'Stakeholder'][0] AS label, n.jurisdiction AS place,
                   n.start_date IS NOT NULL OR n.end_date IS NOT NULL
                   OR NOT labels(n)[0] IN ['Event', 'PaymentMechanism', 'Policy', 'Program'] AS dated
            ORDER BY ref
            """,
            Item,
            takes=("ids",),
        ),
        "links": Text(
            """
            MATCH (a:AnyEntity|Deal|Figure)-[r]->(b)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND (r.confidence IS NULL OR r.confidence IN $confidence) AND type(r) IN $types
                  AND (labels(a)[0] IN $labels OR labels(a)[1] IN $labels)
                  AND (labels(b)[0] IN $labels OR labels(b)[1] IN $labels)
            RETURN r.key AS ref, [a.id, type(r), b.id] AS about, [r.effect, r.figure] AS says, r.start_date AS since,
                   coalesce(r.role, []) AS loose,
                   coalesce(r.sources, []) AS sources, coalesce(r.confidence, '') AS confidence, null AS label, a.jurisdiction AS place,
                   r.start_date IS NOT NULL OR r.end_date IS NOT NULL AS dated, r.confidence IS NULL AS tie
            ORDER BY ref
            """,
            Link,
            takes=("labels", "types"),
        ),
        "sources": Text(
            """
            MATCH (s:Source)
            WHERE s.id IN $sources
            RETURN s.id AS source, s.date AS date, s.kind AS kind
            ORDER BY source
            """,
            Source,
            takes=("sources",),
        ),
    },
    compute=unknowns,
    drawing=Layers(layer="problem", item="item", start="since"),
    say=say_unknowns,
    marks=("2025-03-06",),
)
