"""Map: exposure to risk; whom a change of a body or a rule hits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from graph.analysis.levels import Step, walk
from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, EffectWord, Id, Whole
from graph.drawing import Flow
from graph.question import Found, Params, Question, Row, Text
from graph.schema import vocabulary

Entity = Annotated[str, Cell("entity"), Anchor()]
Depth = Annotated[int, Cell("number"), Field(ge=1, le=6)]


class ChangeParams(Params):
    entity: Entity
    """The body, rule or other thing that changes."""
    depth: Depth = 2
    """Levels at most."""


class Hit(Row):
    place = "hit"

    level: Whole
    """1 = hit directly."""
    hit: Id
    """Who or what is hit."""
    through: Id
    """What hands the change on: the entity itself at level 1."""
    effect: EffectWord | None
    """Sign of the last link: favours, burdens, mixed (both stand side by side); null = not stated."""


class Carried(Found):
    source: str
    target: str
    effect: str | None
    claim: str


def at(asked: Asked, ids: Iterable[str]) -> list[dict[str, str]]:
    """Ids with the day on which their relations are taken."""
    own = {asked.params.entity: asked.cypher_params["entity_day"]}
    return [{"id": id_, "day": own.get(id_, asked.scope.day)} for id_ in ids]


def hits(asked: Asked) -> Iterable[Hit]:
    """Rows by level, through and hit."""

    def expand(frontier: list[str]) -> Iterable[Step]:
        here = at(asked, frontier)
        for name in ("binds", "pays", "back"):
            for carried in asked.rows(name, at=here):
                yield Step(carried.source, carried.target, (carried.claim,), carried.effect)

    reached = walk(asked.params.entity, expand, asked.params.depth)
    for hit, way in sorted(reached.items(), key=lambda item: (item[1].level, item[1].path)):
        effects = {step.effect for step in way.steps if step.effect}
        yield Hit(
            level=way.level,
            hit=hit,
            through=way.path[-2],
            effect=effects.pop() if len(effects) == 1 else "mixed" if effects else None,
            claims=list(way.claims),
        )


def say_hits(answer: Answer) -> tuple[str, str]:
    """How many by level, and what most of the first are."""
    rows = [row for row in answer.rows if isinstance(row, Hit)]
    if not rows:
        return "Nobody is known to be hit in this dataset.", "本数据集中没有已知的受影响方。"
    levels = [sum(r.level == n for r in rows) for n in range(1, max(r.level for r in rows) + 1)]
    kinds = [answer.entities[r.hit]["label"] for r in rows if r.level == 1 and r.hit in answer.entities]
    first = sorted(set(kinds), key=lambda k: (-kinds.count(k), k))[:2]
    words = vocabulary()["labels"]
    en = ", ".join(f"{words[k]['en'].lower()} {kinds.count(k)}" for k in first)
    zh = "、".join(f"{words[k]['zh']} {kinds.count(k)} 个" for k in first)
    return (
        f"Hit directly: **{levels[0]}** ({en}), further on: {', then '.join(f'**{n}**' for n in levels[1:]) or 'nobody'}.",
        f"直接影响 **{levels[0]}** 个对象（{zh}），其后逐级波及{'、'.join(f' **{n}** 个' for n in levels[1:]) or '无'}。",
    )


START = """
    MATCH (n:AnyEntity {id: $entity})
    RETURN n.id AS source, n.id AS target, null AS effect, '' AS claim
    ORDER BY source
"""
"""The entity itself; the walk reads the rest."""

RULE_CHANGE_IMPACT = Question(
    id="rule-change-impact",
    map="risk",
    title=("If this body or policy changes, who is hit, in which order?", "若该机构或政策发生变化，谁会受影响，先后如何？"),
    headline=("If {entity} changes", "若{entity}发生变化"),
    description=(
        "One row per entity that a change reaches, at its lowest level, through the link that hands it on. The change runs from subject "
        "to object over REGULATES, ADMINISTERS, OVERSEES, ISSUED, DECIDES, IMPOSES, APPLIES_TO, RESTRICTS, TARGETS, PROMOTES, REFORMS, "
        "AMENDS, COVERS, EXCLUDES, EXEMPTS, FUNDS and PAYS_FOR; from object to subject over EXPOSED_TO, USES, BASED_ON, IMPLEMENTS, "
        "REIMBURSES_VIA, OPERATES_IN, PARTICIPATES_IN, DEVELOPS and SUBSIDIARY_OF; and from the whole to the part over PART_OF. Of equal"
        " paths the one with the smallest ids is taken. `effect` is that of the last link; both signs side by side are mixed. Ordered by"
        " level, then path."
    ),
    params=ChangeParams,
    row=Hit,
    example={"entity": "commercial-innovative-drug-list"},
    cypher=START,
    found=Carried,
    texts={
        "binds": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (n)-[r:ADMINISTERS|APPLIES_TO|DECIDES|IMPOSES|ISSUED|OVERSEES|PROMOTES|REGULATES|RESTRICTS|TARGETS]->(m)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS source, m.id AS target, r.effect AS effect, r.key AS claim
            ORDER BY source, target, claim
            """,
            Carried,
            takes=("at",),
        ),
        "pays": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (n)-[r:AMENDS|COVERS|EXCLUDES|EXEMPTS|FUNDS|PAYS_FOR|REFORMS]->(m)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS source, m.id AS target, r.effect AS effect, r.key AS claim
            ORDER BY source, target, claim
            """,
            Carried,
            takes=("at",),
        ),
        "back": Text(
            """
            UNWIND $at AS at
            MATCH (n:AnyEntity {id: at.id})
            MATCH (m)-[r:BASED_ON|DEVELOPS|EXPOSED_TO|IMPLEMENTS|OPERATES_IN|PARTICIPATES_IN|PART_OF|REIMBURSES_VIA|SUBSIDIARY_OF|USES]->(n)
            WHERE r.shown <= at.day AND r.gone > at.day AND r.confidence IN $confidence
            RETURN n.id AS source, m.id AS target, r.effect AS effect, r.key AS claim
            ORDER BY source, target, claim
            """,
            Carried,
            takes=("at",),
        ),
    },
    compute=hits,
    drawing=Flow(source="through", target="hit", level="level", word="effect"),
    say=say_hits,
    marks=("2025-03-06",),
)

QUESTIONS = (RULE_CHANGE_IMPACT,)
