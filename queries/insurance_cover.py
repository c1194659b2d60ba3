"""Where commercial cover duplicates the public one, and where it could differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.asking import Answer, Asked
from graph.columns import Id, Ids, Word
from graph.drawing import Facets
from graph.places import OPEN
from graph.question import Found, Params, Question, Row, Text
from queries.payers import COMMERCIAL, PUBLIC, side_of


class NoParams(Params):
    pass


class Overlap(Row):
    benefit: Id
    """Kind of care, product or cost; shared ones have a row for each jurisdiction whose payers speak of it."""
    public: Ids
    """Social insurance, the safety net, public lists and other public money that cover it; empty = none in this dataset."""
    commercial: Ids
    """Insurers, commercial products and lists, city-customised insurance that cover it; empty = none in this dataset."""
    excluded_by: Ids
    """Those of either side that leave it, or a part of it, out."""
    verdict: Word
    """duplicates = both cover; differs = both cover and one leaves a part out; public only; commercial only; uncovered = neither."""


class Cover(Found):
    benefit: str
    benefit_place: str | None
    payer: str | None
    mechanism: bool
    subtype: str | None
    place: str | None
    relation: str | None
    claim: str | None


class Backer(Found):
    """Who stands behind a list or mechanism: a payer that pays through it, one that it applies to, a body that runs it, or itself."""

    mechanism: str
    rank: int
    subtype: str | None


@dataclass
class _Cell:
    public: set[str] = field(default_factory=set)
    commercial: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    places: set[str | None] = field(default_factory=set)
    claims: list[str] = field(default_factory=list)


def cover_overlap(asked: Asked) -> Iterable[Overlap]:
    """Rows by jurisdiction (none first) and benefit."""
    sides = _sides_of_mechanisms(asked.rows("backers"))
    wanted = asked.scope.jurisdiction
    cells: dict[tuple[str, str], _Cell] = {}
    for cover in asked.found:
        if cover.payer is None:
            if asked.within(cover.benefit_place):
                cells.setdefault(("", cover.benefit), _Cell())
            continue
        cell = cells.setdefault((asked.places.widest(cover.place) or "", cover.benefit), _Cell())
        side = sides.get(cover.payer) if cover.mechanism else side_of(cover.subtype)
        if side:
            held = cell.excluded if cover.relation == "EXCLUDES" else cell.public if side == PUBLIC else cell.commercial
            held.add(cover.payer)
        cell.places.add(cover.place)
        cell.claims.append(cover.claim)
    if wanted and asked.places.widest(wanted) == wanted and wanted not in OPEN:
        for benefit in {c.benefit for c in asked.found if asked.within(c.benefit_place)}:
            cells.setdefault((wanted, benefit), _Cell())
            cells.pop(("", benefit), None)
    for (_, benefit), cell in sorted(cells.items(), key=lambda pair: pair[0]):
        if cell.places and not any(asked.within(place) for place in cell.places):
            continue
        yield Overlap(
            benefit=benefit,
            public=list(cell.public),
            commercial=list(cell.commercial),
            excluded_by=list(cell.excluded),
            verdict=_verdict(cell),
            claims=cell.claims or [benefit],
        )


def _verdict(cell: _Cell) -> str:
    if cell.public and cell.commercial:
        return "differs" if cell.excluded else "duplicates"
    return "public only" if cell.public else "commercial only" if cell.commercial else "uncovered"


def _sides_of_mechanisms(backers: Iterable[Backer]) -> dict[str, str]:
    """Side of a mechanism: of the payers that pay through it, else of those that it applies to; with both it is public.

    Without such payers it is public where an agency runs it, else as its subtype says.
    """
    found: dict[str, dict[int, set[str]]] = {}
    for backer in backers:
        side = PUBLIC if backer.rank == BY_AGENCY else side_of(backer.subtype)
        if side:
            found.setdefault(backer.mechanism, {}).setdefault(backer.rank, set()).add(side)
    return {mechanism: PUBLIC if PUBLIC in ranks[min(ranks)] else COMMERCIAL for mechanism, ranks in found.items()}


BY_AGENCY = 3
VERDICTS = ("duplicates", "differs", "public only", "commercial only", "uncovered")


def say_overlap(answer: Answer) -> tuple[str, str]:
    """How many benefits are of which verdict."""
    rows = [row for row in answer.rows if isinstance(row, Overlap)]
    if not rows:
        return "No benefit is known in this dataset.", "本数据集中没有保障项目。"
    both, differs, public, commercial, none = (sum(r.verdict == verdict for r in rows) for verdict in VERDICTS)
    return (
        f"Commercial cover duplicates the public one in **{both} of {len(rows)} benefits** and overlaps in part in {differs}; "
        f"**{commercial}** only commercial insurers cover, {public} only the public side, **{none}** nobody.",
        f"**{len(rows)} 个保障项目**中，商业保障与公共保障重复的有 **{both}** 个，部分重叠 {differs} 个；"
        f"仅商业保障 **{commercial}** 个，仅公共保障 {public} 个，均未覆盖 **{none}** 个。",
    )


COVER_OVERLAP = Question(
    id="cover-overlap",
    map="insurance",
    title=(
        "Where does commercial cover duplicate the public list, where could it differ?",
        "商业保障在哪些方面与公共目录重复，哪些方面可以错位？",
    ),
    description=(
        "One row per benefit and widest jurisdiction of its payers: benefits are shared, cover is compared within one country only. "
        "Public: social insurance, the safety net, public lists and money; commercial: insurers, their products and lists, city-"
        "customised insurance; the patient's own pocket is neither. A list or mechanism is of the side of the payers that pay through "
        "it, else of those that it applies to, else public where an agency runs it, else as its subtype says. Where both sides cover and"
        " one of them also excludes, the cover differs. Asked for one country, benefits that nobody there speaks of are rows too: "
        "uncovered in this dataset. Ordered by jurisdiction, benefit."
    ),
    params=NoParams,
    row=Overlap,
    example={},
    cypher="""
        MATCH (b:Benefit)
        WHERE b.shown <= $as_of AND b.gone > $as_of
        OPTIONAL MATCH (p:Payer|PaymentMechanism)-[r:COVERS|EXCLUDES]->(b)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN b.id AS benefit, b.jurisdiction AS benefit_place, p.id AS payer,
               coalesce('PaymentMechanism' IN labels(p), false) AS mechanism, p.subtype AS subtype, p.jurisdiction AS place,
               type(r) AS relation, r.key AS claim
        ORDER BY benefit, payer, relation, claim
    """,
    found=Cover,
    texts={
        "backers": Text(
            """
            MATCH (p:Payer)-[r:REIMBURSES_VIA]->(m:PaymentMechanism)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN m.id AS mechanism, 1 AS rank, p.subtype AS subtype
            ORDER BY mechanism, subtype
            UNION
            MATCH (m:PaymentMechanism)-[r:APPLIES_TO]->(p:Payer)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN m.id AS mechanism, 2 AS rank, p.subtype AS subtype
            ORDER BY mechanism, subtype
            UNION
            MATCH (a:Agency)-[r:ADMINISTERS|ISSUED|PROPOSED]->(m:PaymentMechanism)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN m.id AS mechanism, 3 AS rank, a.subtype AS subtype
            ORDER BY mechanism, subtype
            UNION
            MATCH (m:PaymentMechanism)
            WHERE m.shown <= $as_of AND m.gone > $as_of
            RETURN m.id AS mechanism, 4 AS rank, m.subtype AS subtype
            ORDER BY mechanism, subtype
            """,
            Backer,
        )
    },
    compute=cover_overlap,
    drawing=Facets(item="benefit", facets=("public", "commercial", "excluded_by"), state="verdict", gaps=("uncovered",)),
    say=say_overlap,
    marks=("2025-03-06", "2026-01-01"),
)
