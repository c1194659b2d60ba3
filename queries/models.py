"""Map: governance models compared. What China, the US and the EU do alike and differently.

Drawn: GovernanceModel, Agency and Association, Payer, PaymentMechanism, Policy, Duty, Market and Application; EQUIVALENT_TO, APPLIES_TO,
IMPOSES, CONFLICTS_WITH and what who-governs draws.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.asking import Answer, Asked
from graph.columns import Function, Id, Ids, Topic
from graph.drawing import Matrix
from graph.maps import Drawn
from graph.question import Params, Question, Row
from graph.saying import many
from queries import models_duties
from queries.governance import COUNTERPARTS, PLACES, WHO_GOVERNS, Counterpart, Governs

COMPARED = ("cn", "eu", "us")
"""The jurisdictions that the question compares: a function without a body in one of them is a gap."""


class ModelsParams(Params):
    topic: Topic
    """What is governed; a market of one governance model is compared with those of the others."""


class Compared(Row):
    function: Function | None
    """What the bodies do; null = none stated, last."""
    jurisdiction: Id
    """The widest jurisdiction: cn, eu, us, others where they have a body."""
    bodies: Ids
    """Who does it there; empty = nobody in this dataset."""
    instruments: Ids
    """What these bodies issued or administer with that function and that bears on the topic."""
    via: Id | None
    """The part from which the bodies come; null = the topic, or its counterpart there, itself."""


def compare(asked: Asked) -> Iterable[Compared]:
    """Rows of who-governs, of the topic and its counterparts, by function, jurisdiction and part; a part that adds nothing is left out."""
    rows = _by_market(asked) if asked.params.topic in {c.market for c in asked.found} else _by_body(asked)
    functions = sorted({row.function for _, row in rows if row.function})
    wanted = asked.places.widest(asked.scope.jurisdiction)
    cells: dict[tuple[str | None, str, str | None], list[Governs]] = {}
    places = {p.body: p.place for p in asked.rows("places", bodies=sorted({row.body for _, row in rows}))}
    for place, row in rows:
        if asked.within(places[row.body]):
            cells.setdefault((row.function, place, row.via), []).append(row)
    filled = []
    for (function, place, via), some in cells.items():
        own = cells.get((function, place, None), []) if via else []
        if not _covered(some, own):
            filled.append(_cell(function, place, via, some))
    for function in functions:
        elsewhere = [claim for _, row in rows if row.function == function for claim in row.claims]
        for place in COMPARED:
            if wanted in (None, place) and not any((r.function, r.jurisdiction) == (function, place) for r in filled):
                filled.append(Compared(function=function, jurisdiction=place, bodies=[], instruments=[], via=None, claims=elsewhere))
    return sorted(filled, key=lambda r: (r.function is None, r.function or "", r.jurisdiction, r.via or ""))


def _by_market(asked: Asked) -> list[tuple[str, Governs]]:
    """Every market of a governance model, under its own jurisdiction."""
    counterparts: list[Counterpart] = asked.found
    return [
        (asked.places.widest(market.place) or "intl", row)
        for market in counterparts
        for row in asked.also(WHO_GOVERNS, topic=market.market)
    ]


def _by_body(asked: Asked) -> list[tuple[str, Governs]]:
    """The topic as it is, by the jurisdiction of its bodies."""
    asked.notes.append("No governance model applies to this topic; it is asked as it is, by the jurisdiction of the bodies.")
    rows: list[Governs] = asked.also(WHO_GOVERNS, topic=asked.params.topic)
    places = {p.body: p.place for p in asked.rows("places", bodies=sorted({row.body for row in rows}))}
    return [(asked.places.widest(places[row.body]) or "intl", row) for row in rows]


def _covered(some: list[Governs], own: list[Governs]) -> bool:
    bodies, instruments = {r.body for r in own}, {i for r in own for i in r.instruments}
    return bool(own) and all(r.body in bodies and set(r.instruments) <= instruments for r in some)


def _cell(function: str | None, place: str, via: str | None, some: list[Governs]) -> Compared:
    return Compared(
        function=function,
        jurisdiction=place,
        bodies=[r.body for r in some],
        instruments=[i for r in some for i in r.instruments],
        via=via,
        claims=[claim for r in some for claim in r.claims],
    )


def say_compared(answer: Answer) -> tuple[str, str]:
    """How many functions are compared, how many all have, and where most are missing."""
    rows = [row for row in answer.rows if isinstance(row, Compared)]
    functions = {r.function for r in rows if r.function}
    has = {place: {r.function for r in rows if r.function and r.bodies and r.jurisdiction == place} for place in COMPARED}
    common = functions.intersection(*has.values())
    counts = ", ".join(f"{place.upper()} {len(has[place])}" for place in COMPARED)
    return (
        f"Of **{many(len(functions), 'function')}** China, the EU and the US all have a body for **{len(common)}** "
        f"in this dataset ({counts}).",
        f"在 **{len(functions)} 项职能**中，中国、欧盟和美国在本数据集中均有负责机构的有 **{len(common)} 项**（{counts}）。",
    )


GOVERNANCE_MODELS = Question(
    id="governance-models",
    map="models",
    title=("How do China, the US and the EU differ, function by function?", "中国、美国与欧盟在各项职能上有何不同？"),
    headline=("Governance compared: {topic}", "治理模式比较：{topic}"),
    description=(
        "One row per function and widest jurisdiction, and one for each part that adds a body or an instrument. Bodies and instruments are "
        "those that who-governs finds: for a market to which a governance model applies, also for the markets of the other models, "
        "each under its market's jurisdiction; for any other topic under the jurisdiction of the body. A function that is found "
        "somewhere and has no body in cn, eu or us is a row with empty lists, whose claims are those of the others. Ordered by function "
        "(none stated last), "
        "jurisdiction, part (the topic itself first)."
    ),
    params=ModelsParams,
    row=Compared,
    example={"topic": "cn-ai-healthcare"},
    cypher=COUNTERPARTS,
    found=Counterpart,
    texts={"places": PLACES},
    compute=compare,
    drawing=Matrix(row="function", column="jurisdiction", cell="bodies", cells="names"),
    say=say_compared,
    marks=("2025-03-06",),
)

DRAWN = Drawn(
    labels=(
        "GovernanceModel",
        "Agency",
        "Association",
        "Payer",
        "PaymentMechanism",
        "Policy",
        "Duty",
        "Market",
        "Application",
        "StakeholderGroup",
    ),
    types=(
        "ADMINISTERS",
        "APPLIES_TO",
        "CONFLICTS_WITH",
        "CONTRASTS_WITH",
        "EQUIVALENT_TO",
        "IMPOSES",
        "ISSUED",
        "REGULATES",
        "RESPONSIBLE_FOR",
    ),
)
"""The map's whole graph."""

QUESTIONS = (GOVERNANCE_MODELS, *models_duties.QUESTIONS)
