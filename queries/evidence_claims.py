"""Map: time and evidence; every claim about an entity, who says it and what says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, ClaimRef, ConfidenceWord, Day, Flag, SourceId
from graph.drawing import Table
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many

Entity = Annotated[str, Cell("entity"), Anchor()]


class WhyParams(Params):
    entity: Entity
    """What is claimed about."""
    other: Entity | None = None
    """Only what joins the two."""


class Because(Row):
    claim: ClaimRef
    """A claim: a relation, a figure, a deal, or what is said of the entity itself."""
    source: SourceId | None
    """Who says so; null = no source."""
    date: Day | None
    """Date of the source; null = none given."""
    confidence: ConfidenceWord
    """Of the claim: verified = a page was read, reported = only the two founding texts say it, unverified."""
    agrees: Flag | None
    """True where another claim with the same ends and type says the same, false where one contradicts it, null where none does either."""


class Claimed(Found):
    ref: str
    about: list[str]
    """What makes claims comparable: ends and type; subject, measure, unit and period; parties, asset and date."""
    says: list[str | None]
    """What they are compared by; of a relation its effect and then its figure."""
    since: str | None
    """Start of a relation."""
    loose: list[str]
    """Roles: two claims about different ones neither agree nor contradict."""
    sources: list[str]
    confidence: str


class Dated(Found):
    source: str
    date: str | None


def agrees(mine: Claimed, others: Iterable[Claimed]) -> bool | None:
    """Whether other claims about the same say the same.

    A value that only one of two states contradicts nothing, but for positions of one day, where nothing stated is unconditional. Other
    positions and sums of another time are no contradiction: a mind changes, an amount grows.
    """
    verdicts = {_verdict(mine, other) for other in others if other.ref != mine.ref}
    return False if False in verdicts else True if True in verdicts else None


def _verdict(a: Claimed, b: Claimed) -> bool | None:
    position, same_time = a.about[1:2] in (["SUPPORTS"], ["OPPOSES"]), a.since == b.since
    for n, (x, y) in enumerate(zip(a.says, b.says, strict=True)):
        if x == y:
            continue
        if position or (n > 0 and not same_time):
            return False if same_time else None
        if x and y:
            return False
    return True if a.loose == b.loose or set(a.loose) & set(b.loose) else None


def because(asked: Asked) -> Iterable[Because]:
    """Rows by kind of claim (the entity itself, relations, figures, deals), claim, date of the source (none last) and source."""
    params = asked.params
    claims: list[Claimed] = asked.found if not params.other else []
    for name in ("out", "in", "figures", "given", "taken"):
        claims += asked.rows(name)
    if params.other:
        claims = [c for c in claims if params.other in c.about] or _between(asked, claims)
    groups: dict[tuple[str, ...], list[Claimed]] = {}
    for claim in claims:
        groups.setdefault(tuple(claim.about), []).append(claim)
    dates = {row.source: row.date for row in asked.rows("dates", sources=sorted({s for c in claims for s in c.sources}))}
    seen: set[str] = set()
    for claim in claims:
        if claim.ref in seen:
            continue
        seen.add(claim.ref)
        agreed = agrees(claim, groups[tuple(claim.about)])
        ordered: list[str | None] = [*sorted(claim.sources, key=lambda s: (dates.get(s) is None, dates.get(s) or "", s))]
        for source in ordered or [None]:
            yield Because(
                claim=claim.ref,
                source=source,
                date=dates.get(source) if source else None,
                confidence=claim.confidence,
                agrees=agreed,
                claims=[claim.ref],
            )


def _between(asked: Asked, mine: list[Claimed]) -> list[Claimed]:
    """Relations that join both ends to one thing between, where none joins them directly."""
    entity, other = asked.params.entity, asked.params.other
    theirs = [*asked.rows("out", entity=other), *asked.rows("in", entity=other)]
    shared = {end for c in mine for end in (c.about[0], c.about[-1])} & {end for c in theirs for end in (c.about[0], c.about[-1])}
    shared -= {entity, other}
    if not shared:
        return []
    asked.notes.append(f"No claim joins {entity} and {other} directly; these join both to something between them.")
    return [c for c in (*mine, *theirs) if len(c.about) == 3 and {c.about[0], c.about[2]} & shared]


def say_because(answer: Answer) -> tuple[str, str]:
    """How many claims from how many sources, and how many are contradicted."""
    rows: list[Any] = [row for row in answer.rows if isinstance(row, Because)]
    if not rows:
        return "Nothing is claimed in this dataset.", "本数据集中没有相关论断。"
    claims, sources = {r.claim for r in rows}, {r.source for r in rows if r.source}
    against, bare = {r.claim for r in rows if r.agrees is False}, {r.claim for r in rows if not r.source}
    return (
        f"**{many(len(claims), 'claim')}** from **{many(len(sources), 'source')}**; contradicted by another one: **{len(against)}**, "
        f"without a source: {len(bare)}.",
        f"**{len(claims)} 项论断**，来自 **{len(sources)} 个来源**；其中 **{len(against)} 项**与他说不符，{len(bare)} 项未引来源。",
    )


WHY = Question(
    id="why",
    map="evidence",
    title=("Why do you say this? Every source, locator and disagreement.", "依据何在？每一来源、出处与分歧。"),
    headline=("Why do we say this of {entity}?", "关于{entity}，依据何在？"),
    description=(
        "One row per claim and source, what has ended included: the entity itself, its relations, figures and deals; with `other` only "
        "what joins the two or, where nothing does, what joins both to one thing between. A claim without a source is a row with source "
        "null. Claims are compared where both ends and the type agree (figures: subject, measure, unit, period; deals: parties, asset "
        "and date): another effect, value or sum contradicts, and of the same day another figure or position; what only one states "
        "contradicts nothing, what differs in role or in time does neither. Ordered by kind of claim, claim, date of the source (none "
        "last), source."
    ),
    params=WhyParams,
    row=Because,
    example={"entity": "commercial-innovative-drug-list", "other": "nhsa"},
    cypher="""
        MATCH (n:AnyEntity {id: $entity})
        RETURN n.id AS ref, [n.id] AS about, [n.id] AS says, null AS since, [] AS loose, n.sources AS sources, n.confidence AS confidence
        ORDER BY ref
    """,
    found=Claimed,
    texts={
        "out": Text(
            """
            MATCH (n:AnyEntity {id: $entity})
            MATCH (n)-[r]->(m)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN r.key AS ref, [n.id, type(r), m.id] AS about, [r.effect, r.figure] AS says, r.start_date AS since, r.role AS loose,
                   r.sources AS sources, r.confidence AS confidence
            ORDER BY ref
            """,
            Claimed,
        ),
        "in": Text(
            """
            MATCH (n:AnyEntity {id: $entity})
            MATCH (m)-[r]->(n)
            WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
            RETURN r.key AS ref, [m.id, type(r), n.id] AS about, [r.effect, r.figure] AS says, r.start_date AS since, r.role AS loose,
                   r.sources AS sources, r.confidence AS confidence
            ORDER BY ref
            """,
            Claimed,
        ),
        "figures": Text(
            """
            MATCH (n:AnyEntity {id: $entity})
            MATCH (f:Figure)-[:MEASURES]->(n)
            WHERE f.shown <= $as_of AND f.confidence IN $confidence
            RETURN f.id AS ref, [n.id, f.measure, coalesce(f.unit, ''), coalesce(f.period, '')] AS about,
                   [toString(f.value), toString(f.value_high)] AS says, null AS since, [] AS loose, f.sources AS sources,
                   f.confidence AS confidence
            ORDER BY ref
            """,
            Claimed,
        ),
        "given": Text(
            """
            MATCH (n:Agency|Association|Company|Investor|Payer|Provider|StakeholderGroup {id: $entity})
            MATCH (d:Deal)-[:FROM_PARTY]->(n)
            WHERE d.shown <= $as_of AND d.confidence IN $confidence
            MATCH (d)-[:TO_PARTY]->(m)
            RETURN d.id AS ref, [n.id, coalesce(d.asset, ''), m.id, coalesce(d.date, '')] AS about,
                   [toString(d.total_usd_m), toString(d.upfront_usd_m)] AS says,
                   null AS since, [] AS loose, d.sources AS sources, d.confidence AS confidence
            ORDER BY ref
            """,
            Claimed,
        ),
        "taken": Text(
            """
            MATCH (n:Agency|Association|Company|Investor|Payer|Provider|StakeholderGroup {id: $entity})
            MATCH (d:Deal)-[:TO_PARTY]->(n)
            WHERE d.shown <= $as_of AND d.confidence IN $confidence
            MATCH (d)-[:FROM_PARTY]->(m)
            RETURN d.id AS ref, [m.id, coalesce(d.asset, ''), n.id, coalesce(d.date, '')] AS about,
                   [toString(d.total_usd_m), toString(d.upfront_usd_m)] AS says,
                   null AS since, [] AS loose, d.sources AS sources, d.confidence AS confidence
            ORDER BY ref
            """,
            Claimed,
        ),
        "dates": Text(
            """
            MATCH (s:Source)
            WHERE s.id IN $sources
            RETURN s.id AS source, s.date AS date
            ORDER BY source
            """,
            Dated,
            takes=("sources",),
        ),
    },
    compute=because,
    drawing=Table(),
    say=say_because,
    marks=("2025-03-06",),
)
