"""Map: deals and money. What links Chinese firms and multinationals, who funds which stage, what stands between research and market.

Drawn: Deal with its two parties; Stage (subtype stage), those who fund it, Risk, Policy, Program, PaymentMechanism; FROM_PARTY, TO_PARTY,
FUNDS, EXPOSED_TO, MITIGATES, PRECEDES.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.asking import Answer, Asked
from graph.columns import DealKind, Ids, Number, Text, Whole, Word
from graph.drawing import Stacks
from graph.maps import Drawn
from graph.places import OPEN
from graph.question import Found, Params, Question, Row
from graph.saying import many
from queries import capital_stages

PLEDGE = "local-investment"
"""Kind of deals that are pledges: counted, their money never summed."""
HOME = "cn"
"""From where directions are seen."""
DIRECTIONS = ("out", "in", "within", "other")


class MixParams(Params):
    start: Whole | None = None
    """First year; without it, from the first deal."""
    end: Whole | None = None
    """Last year; without it, to the last deal."""
    modality: Text | None = None
    """Kind of product, such as adc or small-molecule; a deal over several kinds counts for each."""


class Mix(Row):
    year: Whole | None
    """Year of announcement; null = not known."""
    kind: DealKind | None
    """Form of partnership; null = not told."""
    direction: Word
    """out: a Chinese party gives; in: a Chinese party takes; within: both are Chinese; other: neither. Hong Kong counts as China."""
    deals: Ids
    """The deals."""
    count: Whole
    """How many."""
    total_usd_m: Number | None
    """Sum of the announced maxima that are known, USD million; null = none known, or pledges, which are not summed."""
    upfront_usd_m: Number | None
    """Sum of the payments at signing that are known, USD million; null as for the total."""


class DealFound(Found):
    deal: str
    date: str | None
    kind: str | None
    modality: str | None
    giver: str | None
    taker: str | None
    total: float | None
    upfront: float | None


def partnership_mix(asked: Asked) -> Iterable[Mix]:
    """Rows by year (not known last), kind (not told last) and direction."""
    start, end, modality = asked.params.start, asked.params.end, asked.params.modality
    groups: dict[tuple[int | None, str | None, str], list[DealFound]] = {}
    undated = 0
    for deal in asked.found:
        if modality and modality.casefold() not in _modalities(deal.modality):
            continue
        if not _of_party(asked, deal):
            continue
        year = int(deal.date[:4]) if deal.date else None
        if year is None and (start or end):
            undated += 1
        else:
            groups.setdefault((year, deal.kind, _direction(asked, deal)), []).append(deal)
    _note(asked, [deal for some in groups.values() for deal in some if deal.kind != PLEDGE], undated)
    for (year, kind, direction), some in sorted(
        groups.items(), key=lambda p: (p[0][0] is None, p[0][0], p[0][1] is None, p[0][1], p[0][2])
    ):
        yield Mix(
            year=year,
            kind=kind,
            direction=direction,
            deals=[deal.deal for deal in some],
            count=len(some),
            total_usd_m=_sum(kind, (deal.total for deal in some)),
            upfront_usd_m=_sum(kind, (deal.upfront for deal in some)),
            claims=[deal.deal for deal in some],
        )


def _modalities(modality: str | None) -> set[str]:
    text = (modality or "").casefold()
    return {text, *re.split(r"\s*(?:;|,|\band\b)\s*", text)} - {""}


def _chinese(asked: Asked, place: str | None) -> bool:
    return place is not None and place not in OPEN and asked.places.within(place, HOME)


def _direction(asked: Asked, deal: DealFound) -> str:
    gives, takes = _chinese(asked, deal.giver), _chinese(asked, deal.taker)
    return "within" if gives and takes else "out" if gives else "in" if takes else "other"


def _of_party(asked: Asked, deal: DealFound) -> bool:
    """Whether a party belongs to the jurisdiction asked for; a deal of which no party's place is known stays."""
    known = [place for place in (deal.giver, deal.taker) if place and place not in OPEN]
    return not known or any(asked.within(place) for place in known)


def _sum(kind: str | None, values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known), 3) if known and kind != PLEDGE else None


def _note(asked: Asked, deals: list[DealFound], undated: int) -> None:
    if unknown := sum(deal.total is None for deal in deals):
        asked.notes.append(f"{unknown} of {len(deals)} deals have no known total; the sums leave them out.")
    if unknown := sum(deal.upfront is None for deal in deals):
        asked.notes.append(f"{unknown} of {len(deals)} deals have no known upfront payment; the sums leave them out.")
    if undated:
        asked.notes.append(f"Left out, since years were asked for: {many(undated, 'deal')} without a date.")


def say_mix(answer: Answer) -> tuple[str, str]:
    """How many deals, how they divide by direction, and the year with most outward ones."""
    rows = [row for row in answer.rows if isinstance(row, Mix)]
    if not rows:
        return "No deal is known in this dataset.", "本数据集中没有交易。"
    out, into, within, other = (sum(r.count for r in rows if r.direction == d) for d in DIRECTIONS)
    deals = out + into + within + other
    en = f"**{many(deals, 'deal')}**: {out} out of China, {into} into it, {within} within, {other} without a Chinese party."
    zh = f"共 **{deals} 笔交易**：对外 {out} 笔，引进 {into} 笔，境内 {within} 笔，无中国主体 {other} 笔。"
    outward: dict[int, int] = {}
    for row in rows:
        if row.year and row.direction == "out":
            outward[row.year] = outward.get(row.year, 0) + row.count
    if not outward:
        return en, zh
    peak = max(outward, key=lambda year: (outward[year], -year))
    return f"{en} Outward deals were most in **{peak}**: {outward[peak]}.", f"{zh}对外交易以 **{peak}** 年最多，为 {outward[peak]} 笔。"


PARTNERSHIP_MIX = Question(
    id="partnership-mix",
    map="capital",
    title=(
        "Which kinds of partnership link Chinese firms and multinationals, and how did the mix change?",
        "中国企业与跨国公司有哪些合作形式，结构如何变化？",
    ),
    description=(
        "One row per year, kind and direction, of all deals announced by the day, terminated ones included. Direction follows from the "
        "parties' jurisdictions: the licensor or seller gives, the licensee or buyer takes; a party without one is not Chinese. Sums are"
        " of the amounts that are known, announced maxima without royalties; notes say how many are not. Investment pledges are counted,"
        " their money is not summed. The filter by jurisdiction keeps deals with a party of it. Ordered by year (not known last), kind, "
        "direction."
    ),
    params=MixParams,
    row=Mix,
    example={},
    cypher="""
        MATCH (d:Deal)-[:FROM_PARTY]->(giver)
        MATCH (d)-[:TO_PARTY]->(taker)
        WHERE d.shown <= $as_of AND d.gone > $as_of AND d.confidence IN $confidence
              AND (d.date IS NULL
                   OR toInteger(left(d.date, 4)) >= coalesce($start, 0) AND toInteger(left(d.date, 4)) <= coalesce($end, 9999))
        RETURN d.id AS deal, d.date AS date, d.kind AS kind, d.modality AS modality,
               CASE WHEN 'Jurisdiction' IN labels(giver) THEN giver.id ELSE giver.jurisdiction END AS giver,
               CASE WHEN 'Jurisdiction' IN labels(taker) THEN taker.id ELSE taker.jurisdiction END AS taker,
               d.total_usd_m AS total, d.upfront_usd_m AS upfront
        ORDER BY deal
    """,
    found=DealFound,
    compute=partnership_mix,
    drawing=Stacks(x="year", part="kind", value="count", side="direction", money="total_usd_m"),
    say=say_mix,
)

DRAWN = Drawn(
    labels=(
        "Deal",
        "Company",
        "Stage",
        "Risk",
        "Agency",
        "Exchange",
        "Investor",
        "Policy",
        "Program",
        "PaymentMechanism",
        "StakeholderGroup",
    ),
    types=("ACQUIRED", "EXPOSED_TO", "FROM_PARTY", "FUNDS", "INVESTED_IN", "MITIGATES", "TO_PARTY"),
)
"""The map's whole graph."""

QUESTIONS = (PARTNERSHIP_MIX, capital_stages.FUNDING_STAGES, capital_stages.BOTTLENECKS)
