"""Map: from national task to local plan to market. Which regions made plans of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Day, Id, Ids, Lever, Status, Text
from graph.drawing import Matrix
from graph.question import Found, Params, Question, Row
from graph.question import Text as Cypher
from graph.saying import many

Initiative = Annotated[str, Cell("entity"), Anchor(("Policy", "Program"))]
STEPS = 3
"""How many links a plan may stand below the initiative: itself, an opinion that carries it out, a group of plans."""


class InitiativeParams(Params):
    initiative: Initiative
    """The national (or wider) initiative: a policy or a programme."""


class Plan(Row):
    place = "plan"

    region: Id
    """Jurisdiction of the plan."""
    plan: Id
    """The region's own policy or programme."""
    status: Status
    """Its state on the day."""
    issued: Day | None
    """When it was issued, else proposed, else its start, as stored; null = not known."""
    period: Text | None
    """Years of its start and end: `2025–2027`; `2025–` has no known end, `–2027` no known start; null = neither known."""
    lever: Lever | None
    """A lever of the plan; null = it has measures without one, or no measures."""
    measures: Ids
    """What the plan promotes, targets or established with that lever."""


class Below(Found):
    plan: str
    place: str | None
    status: Status
    start: str | None
    end: str | None
    source: str
    key: str


class Dated(Found):
    plan: str
    relation: str
    date: str | None
    key: str


class Measure(Found):
    plan: str
    measure: str
    levers: list[str]
    key: str


class Start(Found):
    id: str
    place: str | None


def plans(asked: Asked) -> Iterable[Plan]:
    """Rows by region, date of issue (not known last), plan and lever (none last)."""
    initiative = asked.found[0]
    found = {id_: way for id_, way in _below(asked).items() if way[-1].place not in (None, initiative.place)}
    ids = sorted(found)
    dates: dict[str, Dated] = {}
    for dated in sorted(asked.rows("dates", plans=ids), key=lambda d: (d.relation != "ISSUED", d.date, d.key)):
        dates.setdefault(dated.plan, dated)
    measures: dict[str, list[Measure]] = {}
    for measure in asked.rows("measures", plans=ids):
        measures.setdefault(measure.plan, []).append(measure)
    rows = []
    for id_, way in found.items():
        plan, issue, taken = way[-1], dates.get(id_), measures.get(id_, [])
        levers: list[str | None] = [*sorted({lever for m in taken for lever in m.levers})]
        if not taken or any(not m.levers for m in taken):
            levers.append(None)
        for lever in levers:
            some = [m for m in taken if (lever in m.levers if lever else not m.levers)]
            rows.append(
                Plan(
                    region=plan.place,
                    plan=id_,
                    status=plan.status,
                    issued=issue.date if issue else plan.start,
                    period=_period(plan.start, plan.end),
                    lever=lever,
                    measures=[m.measure for m in some],
                    claims=[*(b.key for b in way), *([issue.key] if issue else [id_]), *(m.key for m in some)],
                )
            )
    return sorted(rows, key=lambda r: (r.region, r.issued is None, r.issued or "", r.plan, r.lever is None, r.lever or ""))


def _below(asked: Asked) -> dict[str, list[Below]]:
    """What stands below the initiative, by the links on the shortest way to it."""
    ways: dict[str, list[Below]] = {asked.params.initiative: []}
    sources = [{"id": asked.params.initiative, "day": asked.cypher_params["initiative_day"]}]
    for _ in range(STEPS):
        new: dict[str, list[Below]] = {}
        for below in asked.rows("below", sources=sources):
            if below.plan not in ways:
                new.setdefault(below.plan, [*ways[below.source], below])
        ways |= new
        sources = [{"id": id_, "day": asked.scope.day} for id_ in sorted(new)]
    return {id_: way for id_, way in ways.items() if way}


def _period(start: str | None, end: str | None) -> str | None:
    """Years of two dates.

    >>> _period("2025-07-03", "2027"), _period("2026-05", "2026"), _period("2025", None), _period(None, "2027")
    ('2025–2027', '2026', '2025–', '–2027')
    """
    first, last = (start or "")[:4], (end or "")[:4]
    if first == last:
        return first or None
    return f"{first}–{last}"


def say_plans(answer: Answer) -> tuple[str, str]:
    """How many regions and plans, the first of them, and how many are drafts."""
    rows = [row for row in answer.rows if isinstance(row, Plan)]
    if not rows:
        return "No region has a plan of its own for it in this dataset.", "本数据集中没有地区为此制定方案。"
    regions, names = {r.region for r in rows}, {r.plan for r in rows}
    drafts = {r.plan for r in rows if r.status in ("draft", "planned")}
    dates = sorted(r.issued for r in rows if r.issued)
    span = f", issued between {dates[0]} and {dates[-1]}" if dates else ""
    span_zh = f"，发布于 {dates[0]} 至 {dates[-1]}" if dates else ""
    return (
        f"**{many(len(regions), 'region')}** made **{many(len(names), 'plan')}** of their own{span}; {many(len(drafts), 'draft')}.",
        f"**{len(regions)} 个地区**制定了 **{len(names)} 份方案**{span_zh}；其中 {len(drafts)} 份为征求意见稿或拟议。",
    )


REGIONAL_PLANS = Question(
    id="regional-plans",
    map="cascade",
    title=(
        "Which regions turned a national initiative into a plan of their own, when, with which measures?",
        "哪些地区将国家行动转化为本地方案，何时发布，有何举措？",
    ),
    headline=("{initiative}, region by region", "{initiative}：各地方案"),
    description=(
        "One row per plan and lever. A plan is a policy or programme that implements, is based on or is part of the initiative, or of what "
        "does, up to three links; plans of the initiative's own jurisdiction, and of none, are left out. Issued: the earliest ISSUED, else "
        "PROPOSED, else the start. A measure with several levers stands in the row of each. Ordered by region, issued (not known last), "
        "plan, lever (none last)."
    ),
    params=InitiativeParams,
    row=Plan,
    example={"initiative": "ai-plus-initiative"},
    cypher="MATCH (i:Policy|Program {id: $initiative}) RETURN i.id AS id, i.jurisdiction AS place ORDER BY id",
    found=Start,
    texts={
        "below": Cypher(
            """
            UNWIND $sources AS root
            MATCH (above:Policy|Program {id: root.id})
            MATCH (p:Policy|Program)-[r:IMPLEMENTS|BASED_ON|PART_OF]->(above)
            WHERE r.shown <= root.day AND r.gone > root.day AND r.confidence IN $confidence
            RETURN p.id AS plan, p.jurisdiction AS place, last([s IN p.states WHERE left(s, 10) <= $as_of]) AS status,
                   p.start_date AS start, p.end_date AS `end`, above.id AS source, r.key AS `key`
            ORDER BY plan, source, `key`
            """,
            Below,
            takes=("sources",),
        ),
        "dates": Cypher(
            """
            UNWIND $plans AS plan
            MATCH (p:Policy|Program {id: plan})
            MATCH (b:Agency|Association)-[r:ISSUED|PROPOSED]->(p)
            WHERE r.start_date IS NOT NULL AND r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN p.id AS plan, type(r) AS relation, r.start_date AS date, r.key AS `key`
            ORDER BY plan, relation, date, `key`
            """,
            Dated,
            takes=("plans",),
        ),
        "measures": Cypher(
            """
            UNWIND $plans AS plan
            MATCH (p:Policy|Program {id: plan})-[r:PROMOTES|TARGETS|ESTABLISHED]->(m)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN p.id AS plan, m.id AS measure, r.role AS levers, r.key AS `key`
            ORDER BY plan, measure, `key`
            """,
            Measure,
            takes=("plans",),
        ),
    },
    compute=plans,
    drawing=Matrix(row="region", column="lever", cell="measures", status="status"),
    say=say_plans,
    marks=("2025-03-06", "2025-07-03"),
)

QUESTIONS = (REGIONAL_PLANS,)
