"""Map: from national task to local plan to market. What reaches the segments, and what does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, EffectWord, Id, Ids, Lever, Word
from graph.drawing import Facets, Matrix
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema.words import Lever as LeverWord

Instrument = Annotated[str, Cell("entity"), Anchor(("Policy", "Program", "PaymentMechanism"))]
Segments = Annotated[list[str], Cell("entities"), Anchor(("Market", "Application", "Technology"))]
EFFECTS = ("favours", "mixed", "burdens", None)
LEVERS = frozenset(lever.value for lever in LeverWord)


class EffectParams(Params):
    policy: Instrument
    """A policy, a programme or a payment mechanism."""


class SegmentEffect(Row):
    place = "segment"

    segment: Id
    """A market, application, technology, payer or class of actors."""
    lever: Lever | None
    """How it is reached; null = none stated."""
    effect: EffectWord | None
    """favours, burdens or mixed; null = a lever is stated, its sign is not."""
    through: Id | None
    """The programme or payment mechanism over which the policy reaches it; null = directly."""


class Effect(Found):
    segment: str
    levers: list[str]
    effect: str | None
    through: str | None
    claims: list[str]


def effects(asked: Asked) -> Iterable[SegmentEffect]:
    """Rows by effect, segment, lever (none last) and way (directly first); what has no sign joins what says the same with one."""
    rows: dict[tuple[str, str | None, str | None, str | None], list[str]] = {}
    for found in (*asked.found, *(effect for text in ("facing", "through", "facing_through") for effect in asked.rows(text))):
        levers: list[str | None] = [lever for lever in found.levers if lever in LEVERS]
        for lever in levers or ([None] if found.effect else []):
            rows.setdefault((found.segment, lever, found.effect, found.through), []).extend(found.claims)
    for segment, lever, effect, through in sorted(rows, key=_effect_order):
        claims = rows[segment, lever, effect, through]
        if effect:
            claims = [*claims, *rows.get((segment, lever, None, through), [])]
        if effect or not any((segment, lever, other, through) in rows for other in EFFECTS[:-1]):
            yield SegmentEffect(segment=segment, lever=lever, effect=effect, through=through, claims=claims)


def _effect_order(row: tuple[str, str | None, str | None, str | None]) -> tuple[int, str, bool, str, str]:
    segment, lever, effect, through = row
    return EFFECTS.index(effect), segment, lever is None, lever or "", through or ""


def say_effects(answer: Answer) -> tuple[str, str]:
    """How many segments are favoured, burdened or both."""
    rows = [row for row in answer.rows if isinstance(row, SegmentEffect)]
    if not rows:
        return "No segment is favoured or burdened by it in this dataset.", "本数据集中未见其利好或加重负担的领域。"
    of = {effect: len({r.segment for r in rows if r.effect == effect}) for effect in EFFECTS}
    return (
        f"It favours **{many(of['favours'], 'segment')}**, burdens **{of['burdens']}** and does both to {of['mixed']}.",
        f"**利好 {of['favours']} 个领域**，**加重 {of['burdens']} 个领域的负担**，对 {of['mixed']} 个利弊并存。",
    )


SEGMENT_EFFECTS = Question(
    id="segment-effects",
    map="cascade",
    title=(
        "Which segments does a policy favour or burden, through which lever?",
        "一项政策利好或加重哪些领域的负担，通过何种政策工具？",
    ),
    headline=("{policy}: whom it favours and burdens", "{policy}对各领域的影响"),
    description=(
        "One row per segment, lever, effect and way: directly, or over one programme or payment mechanism that the policy promotes, "
        "reforms or uses. Lever and effect are those of the relation that touches the segment (regulates, targets, applies to, promotes, "
        "restricts, covers, funds, influences, complements; or the segment faces it). A relation with neither only says that the segment "
        "is in scope and is left out. Ordered by effect (favours, mixed, burdens, not told), segment, lever (none last), way (directly "
        "first)."
    ),
    params=EffectParams,
    row=SegmentEffect,
    example={"policy": "gwr-2025"},
    cypher="""
        MATCH (p:Policy|Program|PaymentMechanism {id: $policy})
        MATCH (p)-[r:REGULATES|TARGETS|APPLIES_TO|PROMOTES|RESTRICTS|COVERS|FUNDS|INFLUENCES|COMPLEMENTS]->(s)
        WHERE (s:Market OR s:Application OR s:Technology OR s:Payer OR s:StakeholderGroup)
          AND r.shown <= $policy_day AND r.gone > $policy_day AND r.confidence IN $confidence
        RETURN s.id AS segment, r.role AS levers, r.effect AS effect, null AS through, [r.key] AS claims
        ORDER BY segment, claims
    """,
    found=Effect,
    texts={
        "facing": Text(
            """
            MATCH (p:Policy|Program|PaymentMechanism {id: $policy})
            MATCH (s:Market|Application|Technology|Payer|StakeholderGroup)-[r:EXPOSED_TO]->(p)
            WHERE r.shown <= $policy_day AND r.gone > $policy_day AND r.confidence IN $confidence
            RETURN s.id AS segment, r.role AS levers, r.effect AS effect, null AS through, [r.key] AS claims
            ORDER BY segment, claims
            """,
            Effect,
        ),
        "through": Text(
            """
            MATCH (p:Policy|Program|PaymentMechanism {id: $policy})
            MATCH (p)-[first:PROMOTES|REFORMS|USES]->(via:Program|PaymentMechanism)
            WHERE first.shown <= $policy_day AND first.gone > $policy_day AND first.confidence IN $confidence
            MATCH (via)-[r:REGULATES|TARGETS|APPLIES_TO|PROMOTES|RESTRICTS|COVERS|FUNDS|INFLUENCES|COMPLEMENTS]->(s)
            WHERE (s:Market OR s:Application OR s:Technology OR s:Payer OR s:StakeholderGroup)
              AND r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN s.id AS segment, r.role AS levers, r.effect AS effect, via.id AS through, [first.key, r.key] AS claims
            ORDER BY segment, through, claims
            """,
            Effect,
        ),
        "facing_through": Text(
            """
            MATCH (p:Policy|Program|PaymentMechanism {id: $policy})
            MATCH (p)-[first:PROMOTES|REFORMS|USES]->(via:Program|PaymentMechanism)
            WHERE first.shown <= $policy_day AND first.gone > $policy_day AND first.confidence IN $confidence
            MATCH (s:Market|Application|Technology|Payer|StakeholderGroup)-[r:EXPOSED_TO]->(via)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN s.id AS segment, r.role AS levers, r.effect AS effect, via.id AS through, [first.key, r.key] AS claims
            ORDER BY segment, through, claims
            """,
            Effect,
        ),
    },
    compute=effects,
    drawing=Matrix(row="segment", column="lever", cell="through", sign="effect", cells="signs"),
    say=say_effects,
)


class GapParams(Params):
    segments: Segments = Field(default_factory=list)
    """Segments to look at; none = the markets of China."""


class Gap(Row):
    place = "segment"

    segment: Id
    """A market, application or technology."""
    demand: Ids
    """What drives it, the classes of actors that are active in it, and figures about it."""
    policies: Ids
    """Policies, programmes and payment mechanisms that target, promote, regulate, apply to or reform it; work reports are no policy of
    its own."""
    payers: Ids
    """Who or what pays for, covers or funds it, its parts or its benefits."""
    gap: Word
    """none, no policy, no payer, no policy and no payer, no demand known."""


class Segment(Found):
    id: str
    place: str | None
    day: str


class Hit(Found):
    segment: str
    what: str
    place: str | None
    claims: list[str]


def gaps(asked: Asked) -> Iterable[Gap]:
    """Rows with a gap first, by segment; a payer of another jurisdiction than the segment's does not pay for it."""
    segments: list[Segment] = [*asked.found, *asked.rows("named")]
    home = {s.id: s.place for s in segments}
    of = [{"id": s.id, "day": s.day} for s in segments]
    demand, policies, payers = (_hits(asked, texts, of) for texts in (("drives", "figures"), ("policies",), ("payers", "part_payers")))
    rows = []
    for id_ in home:
        paid = [hit for hit in payers.get(id_, []) if not _elsewhere(asked, hit.place, home[id_])]
        wanted, ruled = demand.get(id_, []), policies.get(id_, [])
        rows.append(
            Gap(
                segment=id_,
                demand=[hit.what for hit in wanted],
                policies=[hit.what for hit in ruled],
                payers=[hit.what for hit in paid],
                gap=_gap(bool(wanted), bool(ruled), bool(paid)),
                claims=[*(claim for hit in (*wanted, *ruled, *paid) for claim in hit.claims), id_],
            )
        )
    return sorted(rows, key=lambda row: (GAPS.index(row.gap), row.segment))


GAPS = ("no policy and no payer", "no policy", "no payer", "no demand known", "none")


def _hits(asked: Asked, texts: tuple[str, ...], of: list[dict[str, Any]]) -> dict[str, list[Hit]]:
    hits: dict[str, list[Hit]] = {}
    for hit in (hit for text in texts for hit in asked.rows(text, of=of)):
        hits.setdefault(hit.segment, []).append(hit)
    return hits


def _elsewhere(asked: Asked, payer: str | None, segment: str | None) -> bool:
    """Shared benefits are covered in many places; a segment of one place is paid for by payers of that place."""
    if payer is None or segment in (None, "intl"):
        return False
    return not (asked.places.within(payer, segment) or asked.places.within(segment, payer))


def _gap(demand: bool, policy: bool, payer: bool) -> str:
    if not demand:
        return "no demand known"
    if policy:
        return "none" if payer else "no payer"
    return "no policy" if payer else "no policy and no payer"


def say_gaps(answer: Answer) -> tuple[str, str]:
    """How many segments have which gap."""
    gap = [row.gap for row in answer.rows if isinstance(row, Gap)]
    policy, payer, both = (gap.count(word) for word in ("no policy", "no payer", "no policy and no payer"))
    return (
        f"Of **{many(len(gap), 'segment')}** in this dataset {policy + both} have demand but no policy of their own, "
        f"**{payer + both}** no payer, {both} neither.",
        f"在 **{len(gap)} 个细分领域**中，有需求而本数据集中未见专门政策的 {policy + both} 个，"
        f"**未见支付方的 {payer + both} 个**，两者皆无的 {both} 个。",
    )


POLICY_GAPS = Question(
    id="policy-gaps",
    map="cascade",
    title=(
        "Which segments have demand but no policy, or policy but no payer?",
        "哪些细分领域有需求而无政策，或有政策而无支付方？",
    ),
    headline=("Demand, policy and payer, segment by segment", "需求、政策与支付方：逐个细分领域"),
    description=(
        "One row per segment. Demand: drivers, classes of actors active in it, figures about it. Policies: what targets, promotes, "
        "regulates, applies to or reforms it, work reports and expected influences not counted. Payers: who pays for, covers or funds it, "
        "its parts (up to three steps) or its benefits, without payers of other jurisdictions. An empty list: this dataset knows none. "
        "Ordered by gap (no policy and no payer, no policy, no payer, no demand known, none), segment."
    ),
    params=GapParams,
    row=Gap,
    example={},
    cypher="""
        MATCH (m:Market)
        WHERE size($segments) = 0 AND m.jurisdiction = 'cn' AND m.shown <= $as_of AND m.gone > $as_of
        RETURN m.id AS id, m.jurisdiction AS place, $as_of AS day
        ORDER BY id
    """,
    found=Segment,
    texts={
        "named": Text(
            """
            UNWIND $segments_days AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            RETURN m.id AS id, m.jurisdiction AS place, segment.day AS day
            ORDER BY id
            """,
            Segment,
        ),
        "drives": Text(
            """
            UNWIND $of AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            MATCH (d:Driver|Strategy|StakeholderGroup|Technology)-[r:DRIVES|OPERATES_IN]->(m)
            WHERE r.shown <= segment.day AND r.gone > segment.day AND r.confidence IN $confidence
            RETURN m.id AS segment, d.id AS what, d.jurisdiction AS place, [r.key] AS claims
            ORDER BY segment, what, claims
            """,
            Hit,
            ("of",),
        ),
        "figures": Text(
            """
            UNWIND $of AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            MATCH (f:Figure)-[:MEASURES]->(m)
            WHERE f.shown <= $as_of AND f.gone > $as_of AND f.confidence IN $confidence
            RETURN m.id AS segment, f.id AS what, null AS place, [f.id] AS claims
            ORDER BY segment, what
            """,
            Hit,
            ("of",),
        ),
        "policies": Text(
            """
            UNWIND $of AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            MATCH (p:Policy|Program|PaymentMechanism)-[r:TARGETS|PROMOTES|REGULATES|APPLIES_TO|REFORMS]->(m)
            WHERE coalesce(p.subtype, '') <> 'work-report'
              AND r.shown <= segment.day AND r.gone > segment.day AND r.confidence IN $confidence
            RETURN m.id AS segment, p.id AS what, p.jurisdiction AS place, [r.key] AS claims
            ORDER BY segment, what, claims
            """,
            Hit,
            ("of",),
        ),
        "payers": Text(
            """
            UNWIND $of AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            MATCH (p)-[r:PAYS_FOR|COVERS|FUNDS]->(m)
            WHERE r.shown <= segment.day AND r.gone > segment.day AND r.confidence IN $confidence
            RETURN m.id AS segment, p.id AS what, p.jurisdiction AS place, [r.key] AS claims
            ORDER BY segment, what, claims
            """,
            Hit,
            ("of",),
        ),
        "part_payers": Text(
            """
            UNWIND $of AS segment
            MATCH (m:Market|Application|Technology {id: segment.id})
            MATCH path = (part:Market|Application|Technology|Benefit)-[:PART_OF*1..3]->(m)
            WHERE all(r IN relationships(path) WHERE r.shown <= segment.day AND r.gone > segment.day AND r.confidence IN $confidence)
            MATCH (p)-[r:PAYS_FOR|COVERS|FUNDS]->(part)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN m.id AS segment, p.id AS what, p.jurisdiction AS place, [r.key] + [s IN relationships(path) | s.key] AS claims
            ORDER BY segment, what, claims
            """,
            Hit,
            ("of",),
        ),
    },
    compute=gaps,
    drawing=Facets(
        item="segment",
        facets=("demand", "policies", "payers"),
        state="gap",
        gaps=("no policy", "no payer", "no policy and no payer", "no demand known"),
    ),
    say=say_gaps,
)

QUESTIONS = (SEGMENT_EFFECTS, POLICY_GAPS)
