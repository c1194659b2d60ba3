"""Map: from national task to local plan to market. What a policy sets in motion below it, and what changes from year to year.

Drawn: Policy, Program, PaymentMechanism and what they reach (Market, Application, Technology, Payer, StakeholderGroup, Strategy,
Agency); PROMOTES, TARGETS, REFORMS, ESTABLISHED, IMPLEMENTS, BASED_ON, PART_OF, USES.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from graph.asking import Answer, Asked
from graph.asof import WEAKEST_FIRST
from graph.columns import Anchor, Cell, Id, Lever, Relation, Relations, Status, Whole, Word
from graph.drawing import Columns, Flow
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from queries import cascade_plans, cascade_segments

Instrument = Annotated[str, Cell("entity"), Anchor(("Policy", "Program", "PaymentMechanism"))]
Report = Annotated[str, Cell("entity"), Anchor(("Policy", "Program"))]


class CascadeParams(Params):
    policy: Instrument
    """The national task: a policy, a programme or a payment mechanism."""
    depth: Annotated[Whole, Field(ge=1, le=8)] = 3
    """How many levels down, 1 to 8."""


class Step(Row):
    place = "source"

    level: Whole
    """How many links below the policy; 1 = its own."""
    source: Id
    """What leads there: the policy itself, or a target of the level above."""
    relation: Relation
    """PROMOTES, TARGETS, REFORMS and ESTABLISHED run from source to target; IMPLEMENTS, BASED_ON and PART_OF from target to source."""
    target: Id
    """What is reached; each once, at its lowest level."""
    lever: Lever | None
    """The lever by which the source works on it, the first where several are stated; null = none stated."""
    status: Status
    """State of the link on the day."""


class Link(Found):
    source: str
    relation: str
    target: str
    levers: list[str]
    status: Status
    claims: list[str]


class Start(Found):
    id: str


def cascade(asked: Asked) -> Iterable[Step]:
    """Level by level; of several links to one target the one in the strongest state, then the first by source and relation."""
    seen = {start.id for start in asked.found}
    sources = [{"id": id_, "day": asked.cypher_params["policy_day"]} for id_ in seen]
    for level in range(1, asked.params.depth + 1):
        links: list[Link] = [*asked.rows("forward", sources=sources), *asked.rows("backward", sources=sources)]
        reached: dict[str, Link] = {}
        for link in sorted(links, key=lambda link: (-WEAKEST_FIRST.index(link.status), link.source, link.relation, link.claims)):
            if link.target not in seen:
                reached.setdefault(link.target, link)
        for link in sorted(reached.values(), key=lambda link: (link.source, link.relation, link.target)):
            yield Step(
                level=level,
                source=link.source,
                relation=link.relation,
                target=link.target,
                lever=link.levers[0] if link.levers else None,
                status=link.status,
                claims=link.claims,
            )
        seen |= set(reached)
        sources = [{"id": id_, "day": asked.scope.day} for id_ in sorted(reached)]


def say_cascade(answer: Answer) -> tuple[str, str]:
    """How much is reached on how many levels, and how many local plans and segments are among it."""
    rows = [row for row in answer.rows if isinstance(row, Step)]
    if not rows:
        return "Nothing follows from it in this dataset.", "本数据集中未见其下级安排。"
    labels = [answer.entities[r.target]["label"] for r in rows]
    programmes, segments = labels.count("Program"), sum(label in ("Market", "Application", "Technology") for label in labels)
    plans = labels.count("Policy")
    levels = max(r.level for r in rows)
    return (
        f"On **{many(levels, 'level')}** it reaches **{many(programmes, 'programme')}**, "
        f"**{many(plans, 'policy or plan', 'policies and plans')}** and **{many(segments, 'segment')}**.",
        f"在 **{levels} 个层级**上传导至 **{programmes} 个项目**、**{plans} 份政策与方案**、**{segments} 个细分领域**。",
    )


POLICY_CASCADE = Question(
    id="policy-cascade",
    map="cascade",
    title=(
        "How does a national task run down to programmes, local plans and market segments?",
        "国家任务如何传导到项目、地方方案和细分市场？",
    ),
    headline=("{policy}, from the top down", "{policy}的传导"),
    description=(
        "One row per target, at the lowest level on which it is reached. Down is PROMOTES, TARGETS, REFORMS and ESTABLISHED from source "
        "to target, and IMPLEMENTS, BASED_ON and PART_OF of policies, programmes and payment mechanisms from target to source. What is "
        "reached and is none of these three kinds ends its branch: a body that a policy created has other remits. Ordered by level, "
        "source, relation, target. Where a link states several levers, the first is shown and its claim has all."
    ),
    params=CascadeParams,
    row=Step,
    example={"policy": "ai-plus-initiative"},
    cypher="MATCH (p:Policy|Program|PaymentMechanism {id: $policy}) RETURN p.id AS id ORDER BY id",
    found=Start,
    texts={
        "forward": Text(
            """
            UNWIND $sources AS root
            MATCH (p:Policy|Program|PaymentMechanism {id: root.id})
            MATCH (p)-[r:PROMOTES|TARGETS|REFORMS|ESTABLISHED]->(t)
            WHERE r.shown <= root.day AND r.gone > root.day AND r.confidence IN $confidence
            RETURN p.id AS source, type(r) AS relation, t.id AS target, r.role AS levers,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, [r.key] AS claims
            ORDER BY source, relation, target, claims
            """,
            Link,
            ("sources",),
        ),
        "backward": Text(
            """
            UNWIND $sources AS root
            MATCH (p:Policy|Program|PaymentMechanism {id: root.id})
            MATCH (t:Policy|Program|PaymentMechanism)-[r:IMPLEMENTS|BASED_ON|PART_OF]->(p)
            WHERE (type(r) <> 'PART_OF' OR p:Policy OR p:Program)
              AND r.shown <= root.day AND r.gone > root.day AND r.confidence IN $confidence
            RETURN p.id AS source, type(r) AS relation, t.id AS target, r.role AS levers,
                   last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, [r.key] AS claims
            ORDER BY source, relation, target, claims
            """,
            Link,
            ("sources",),
        ),
    },
    compute=cascade,
    drawing=Flow(source="source", target="target", level="level", word="lever", status="status"),
    say=say_cascade,
    marks=("2025-03-06",),
)


class AgendaParams(Params):
    earlier: Report
    """The earlier report or plan."""
    later: Report
    """The later one."""


class Change(Row):
    place = "item"

    item: Id
    """What a report promotes, targets or reforms."""
    change: Word
    """new, extended (continued with further relations or levers), continued, dropped."""
    earlier_relations: Relations
    """How the earlier report takes it up; empty = not at all."""
    later_relations: Relations
    """How the later one does."""


class Item(Found):
    item: str
    relation: str
    levers: list[str]
    confidence: str
    key: str


CHANGES = ("new", "extended", "continued", "dropped")
UNREAD = (
    "Work reports were read in parts: an item that is absent from one may only be unread.",
    {
        ("gwr-2025", "new"): {"tech-transfer-services"},
        ("gwr-2026", "dropped"): {"mental-health-services", "childcare-subsidy", "large-language-models", "biomanufacturing"},
    },
)
"""What an absence means, and the items of a later report whose change is doubtful for that reason (known traps of the built-in data)."""


def changes(asked: Asked) -> Iterable[Change]:
    """Items of either report; an absence is claimed by the report that has not got the item."""
    stored = asked.found, asked.rows("later")
    earlier, later = (_by_item(items, asked.scope.confidence) for items in stored)
    rows = []
    for id_ in {*earlier, *later}:
        before, after = earlier.get(id_, []), later.get(id_, [])
        absent = [] if before and after else [asked.params.later if before else asked.params.earlier]
        rows.append(
            Change(
                item=id_,
                change=_change(before, after),
                earlier_relations=[item.relation for item in before],
                later_relations=[item.relation for item in after],
                claims=[*(item.key for item in (*before, *after)), *absent],
            )
        )
    if rows:
        asked.notes.append(UNREAD[0])
    doubted = {item.item for side, kept in zip(stored, (earlier, later), strict=True) for item in side if item.item not in kept}
    for change in ("new", "dropped"):
        items = {r.item for r in rows if r.change == change}
        if some := UNREAD[1].get((asked.params.later, change), set()) & items:
            asked.notes.append(f"Doubtful as {change} for that reason: {', '.join(sorted(some))}.")
        if some := doubted & items:
            asked.notes.append(f"Looks {change} only because the other report has it with less confidence: {', '.join(sorted(some))}.")
    return sorted(rows, key=lambda row: (CHANGES.index(row.change), row.item))


def _by_item(items: Iterable[Item], confidence: list[str]) -> dict[str, list[Item]]:
    side: dict[str, list[Item]] = {}
    for item in items:
        if item.confidence in confidence:
            side.setdefault(item.item, []).append(item)
    return side


def _change(before: list[Item], after: list[Item]) -> str:
    if not before:
        return "new"
    if not after:
        return "dropped"
    further = _means(after) - _means(before)
    return "extended" if further else "continued"


def _means(items: list[Item]) -> set[str]:
    """Relations and levers; the former in capitals, the latter not."""
    return {item.relation for item in items} | {lever for item in items for lever in item.levers}


def say_changes(answer: Answer) -> tuple[str, str]:
    """How many items are new, extended, continued, dropped."""
    count = {c: sum(row.change == c for row in answer.rows if isinstance(row, Change)) for c in CHANGES}
    return (
        f"**{count['new']} new**, **{count['extended']} extended**, {count['continued']} continued, **{count['dropped']} dropped**.",
        f"**新增 {count['new']} 项**，**拓展 {count['extended']} 项**，延续 {count['continued']} 项，**不再出现 {count['dropped']} 项**。",
    )


AGENDA_CHANGES = Question(
    id="agenda-changes",
    map="cascade",
    title=(
        "What is new, continued, extended or dropped from one annual work report to the next?",
        "两份年度工作报告之间，哪些任务是新增、延续、拓展或不再出现的？",
    ),
    headline=("What changed from {earlier} to {later}", "从{earlier}到{later}：议程变化"),
    description=(
        "One row per item that either report promotes, targets or reforms. new: only the later one has it; dropped: only the earlier one; "
        "extended: both, the later one with a further relation or a further lever; continued: both, with nothing further. What has ended "
        "since counts. Ordered by change (new, extended, continued, dropped), item."
    ),
    params=AgendaParams,
    row=Change,
    example={"earlier": "gwr-2024", "later": "gwr-2025"},
    cypher="""
        MATCH (p:Policy|Program {id: $earlier})-[r:PROMOTES|TARGETS|REFORMS]->(t)
        WHERE r.shown <= $as_of
        RETURN t.id AS item, type(r) AS relation, r.role AS levers, r.confidence AS confidence, r.key AS `key`
        ORDER BY item, relation, `key`
    """,
    found=Item,
    texts={
        "later": Text(
            """
            MATCH (p:Policy|Program {id: $later})-[r:PROMOTES|TARGETS|REFORMS]->(t)
            WHERE r.shown <= $as_of
            RETURN t.id AS item, type(r) AS relation, r.role AS levers, r.confidence AS confidence, r.key AS `key`
            ORDER BY item, relation, `key`
            """,
            Item,
        )
    },
    compute=changes,
    drawing=Columns(group="change", item="item", before="earlier_relations", after="later_relations"),
    say=say_changes,
)

DRAWN = Drawn(
    labels=(
        "Policy",
        "Program",
        "PaymentMechanism",
        "Market",
        "Application",
        "Technology",
        "Payer",
        "StakeholderGroup",
        "Strategy",
        "Agency",
    ),
    types=("BASED_ON", "ESTABLISHED", "IMPLEMENTS", "PART_OF", "PROMOTES", "REFORMS", "TARGETS", "USES"),
)
"""The map's whole graph."""

QUESTIONS = (POLICY_CASCADE, AGENDA_CHANGES, *cascade_plans.QUESTIONS, *cascade_segments.QUESTIONS)
