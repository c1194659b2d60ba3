"""Map: governance models compared. Who does the same job elsewhere, and which duties meet for one product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Function, Id, Ids, Text, Word
from graph.drawing import Matrix
from graph.question import Found, Params, Question, Row
from graph.question import Text as Cypher
from graph.saying import many
from queries.routes import KINDS, Kind, ProductParams, as_params, kinds_of

Body = Annotated[str, Cell("entity"), Anchor(("Agency", "Association", "Payer", "StakeholderGroup", "PaymentMechanism"))]
Requirements = Annotated[list[str], Cell("texts")]


class BodyParams(Params):
    body: Body
    """The body; a payer, a class of actors or a payment mechanism has equivalents too."""


class Equivalent(Row):
    place = "equivalent"

    jurisdiction: Id | None
    """The widest jurisdiction of the equivalent; null = none of its own."""
    equivalent: Id
    """Who does the same job."""
    function: Function | None
    """The job; null = not told."""
    differs: Text | None
    """What differs, in the words of the source or of this dataset."""


class Pair(Found):
    equivalent: str
    place: str | None
    functions: list[str]
    differs: str | None
    key: str


def equivalents(asked: Asked) -> Iterable[Equivalent]:
    """A row per equivalent and function; pairs are symmetric, whichever way they are stored."""
    rows = [
        Equivalent(
            jurisdiction=asked.places.widest(pair.place),
            equivalent=pair.equivalent,
            function=function,
            differs=pair.differs,
            claims=[pair.key],
        )
        for pair in (*asked.found, *asked.rows("reverse"))
        for function in pair.functions or [None]
    ]
    return sorted(rows, key=lambda r: (r.jurisdiction is None, r.jurisdiction or "", r.function is None, r.function or "", r.equivalent))


def say_equivalents(answer: Answer) -> tuple[str, str]:
    """How many equivalents in how many jurisdictions, for how many functions."""
    rows = [row for row in answer.rows if isinstance(row, Equivalent)]
    bodies, places = {r.equivalent for r in rows}, {r.jurisdiction for r in rows if r.jurisdiction}
    functions = {r.function for r in rows if r.function}
    if not rows:
        return "No equivalent in this dataset.", "本数据集中没有对应机构。"
    return (
        f"**{many(len(bodies), 'equivalent')}** in **{many(len(places), 'jurisdiction')}**, for {many(len(functions), 'function')}.",
        f"在 **{len(places)} 个法域**有 **{len(bodies)} 个对应机构**，涉及 {len(functions)} 项职能。",
    )


EQUIVALENT_BODIES = Question(
    id="equivalent-bodies",
    map="models",
    title=("Which body does the same job elsewhere, and what differs?", "其他法域由哪个机构承担同样职能，有何不同？"),
    headline=("Who does the job of {body} elsewhere?", "谁在别处承担{body}的职能？"),
    description=(
        "One row per equivalent and function, from EQUIVALENT_TO in either direction; an equivalent of an equivalent is none. Pairs are "
        "this dataset's reading of sourced facts. Ordered by jurisdiction (none last), function (none told last), equivalent."
    ),
    params=BodyParams,
    row=Equivalent,
    example={"body": "nmpa"},
    cypher="""
        MATCH (b:Agency|Association|Payer|StakeholderGroup|PaymentMechanism {id: $body})
        MATCH (b)-[r:EQUIVALENT_TO]->(e)
        WHERE r.shown <= $body_day AND r.gone > $body_day AND r.confidence IN $confidence
        RETURN e.id AS equivalent, e.jurisdiction AS place, r.role AS functions, r.detail AS differs, r.key AS `key`
        ORDER BY equivalent, `key`
    """,
    found=Pair,
    texts={
        "reverse": Cypher(
            """
            MATCH (b:Agency|Association|Payer|StakeholderGroup|PaymentMechanism {id: $body})
            MATCH (e)-[r:EQUIVALENT_TO]->(b)
            WHERE r.shown <= $body_day AND r.gone > $body_day AND r.confidence IN $confidence
            RETURN e.id AS equivalent, e.jurisdiction AS place, r.role AS functions, r.detail AS differs, r.key AS `key`
            ORDER BY equivalent, `key`
            """,
            Pair,
        )
    },
    compute=equivalents,
    drawing=Matrix(row="function", column="jurisdiction", cell="equivalent", cells="names"),
    say=say_equivalents,
)


class Stacked(Row):
    duty: Id
    """The kind of obligation."""
    jurisdiction: Id
    """The widest jurisdiction of the policies that impose it."""
    policies: Ids
    """Policies that impose it and apply to the product; where there are none, those that impose it at all."""
    requirement: Requirements
    """What each of them asks for, in their order; `general:` marks one that does not name the product; "–" = not told."""
    verdict: Word
    """conflict: two of its policies, of two jurisdictions, conflict, or it conflicts with another duty of the product; stack: two or more
    jurisdictions impose it; single: one does."""


class Imposed(Found):
    duty: str
    policy: str
    place: str | None
    requirement: str | None
    key: str


class Scope(Found):
    thing: str
    """A duty or policy that applies to the product."""
    key: str


class Conflict(Found):
    one: str
    other: str
    key: str


def duties(asked: Asked) -> Iterable[Stacked]:
    """Duties of the product by jurisdiction; the verdict is the duty's, whatever jurisdiction is asked for."""
    kinds = _kinds(asked)
    scope: dict[str, list[str]] = {}
    for applies in asked.rows("scope", kinds=as_params(kinds)):
        scope.setdefault(applies.thing, []).append(applies.key)
    because = [claim for kind in kinds for claim in kind.claims]
    imposed: dict[tuple[str, str], list[Imposed]] = {}
    for one in asked.rows("imposed", duties=sorted(scope)):
        imposed.setdefault((one.duty, asked.places.widest(one.place) or "intl"), []).append(one)
    kept = {cell: [o for o in some if o.policy in scope] or some for cell, some in imposed.items()}
    conflicts: list[Conflict] = asked.rows("conflicts", things=sorted({*scope, *(o.policy for some in kept.values() for o in some)}))
    for duty in sorted({duty for duty, _ in kept}):
        cells = {place: some for (d, place), some in kept.items() if d == duty}
        home = {o.policy: place for place, some in cells.items() for o in some}
        keys = [c.key for c in conflicts if _conflict(duty, c, home, {d for d, _ in kept})]
        verdict = "conflict" if keys else "stack" if len(cells) > 1 else "single"
        for place, some in sorted(cells.items()):
            shown = {o.policy: o for o in reversed(some) if asked.within(o.place)}
            if shown:
                yield Stacked(
                    duty=duty,
                    jurisdiction=place,
                    policies=list(shown),
                    requirement=[_requirement(shown[policy], scope) for policy in sorted(shown)],
                    verdict=verdict,
                    claims=[*(o.key for o in shown.values()), *(k for p in (*shown, duty) for k in scope.get(p, [])), *keys, *because],
                )


def _kinds(asked: Asked) -> list[Kind]:
    """The product's own kinds; where no duty applies to them, what a market among them is used for."""
    kinds = kinds_of(asked)
    with_duties = {kind.id for kind in asked.rows("every_kind")}
    if with_duties.isdisjoint(kind.id for kind in kinds):
        uses = [use for use in asked.rows("uses", ids=[kind.id for kind in kinds]) if use.id in with_duties]
        if uses:
            names = ", ".join(sorted({use.id for use in uses}))
            asked.notes.append(f"No duty applies to {asked.params.product} itself; these are the duties of its applications: {names}.")
            return uses
        asked.notes.append(f"In this dataset duties are stated for {', '.join(sorted(with_duties))} only.")
    return kinds


def _conflict(duty: str, conflict: Conflict, home: dict[str, str], all_duties: set[str]) -> bool:
    ends = {conflict.one, conflict.other}
    if duty in ends:
        return ends <= all_duties
    return ends <= set(home) and home[conflict.one] != home[conflict.other]


def _requirement(imposed: Imposed, scope: dict[str, list[str]]) -> str:
    what = imposed.requirement or "–"
    return what if imposed.policy in scope else f"general: {what}"


def say_duties(answer: Answer) -> tuple[str, str]:
    """How many duties conflict, stack, or hold in one jurisdiction only."""
    rows = [row for row in answer.rows if isinstance(row, Stacked)]
    count = {verdict: len({r.duty for r in rows if r.verdict == verdict}) for verdict in ("conflict", "stack", "single")}
    total, places = sum(count.values()), len({r.jurisdiction for r in rows})
    if not rows:
        return "No duty is stated for it in this dataset.", "本数据集中未见其合规义务。"
    return (
        f"**{many(total, 'duty', 'duties')}** in {many(places, 'jurisdiction')}: **{count['conflict']}** in conflict, "
        f"**{count['stack']}** stacked, {count['single']} in one jurisdiction only.",
        f"{places} 个法域的 **{total} 项义务**中，**{count['conflict']} 项**相互冲突，**{count['stack']} 项**叠加，"
        f"{count['single']} 项仅存在于一个法域。",
    )


STACKED_DUTIES = Question(
    id="stacked-duties",
    map="models",
    title=(
        "Which duties meet, conflict or stack for one product sold in all three?",
        "同一产品在三地销售，哪些合规义务重合、冲突或叠加？",
    ),
    headline=("Duties that meet in {product}", "{product}面对的合规义务"),
    description=(
        "One row per duty that applies to the product and jurisdiction that imposes it. Where no policy of a jurisdiction both imposes the "
        "duty and applies to the product, those that impose it stand there, marked general. The verdict is the duty's: conflict "
        "(CONFLICTS_WITH between its policies of two jurisdictions, or with another duty of the product), stack (two or "
        "more jurisdictions), single. "
        "A market without duties of its own is answered by its applications, with a note. Ordered by duty, jurisdiction."
    ),
    params=ProductParams,
    row=Stacked,
    example={"product": "ai-imaging-diagnosis"},
    cypher=KINDS,
    found=Kind,
    texts={
        "every_kind": Cypher(
            """
            MATCH (d:Duty)-[r:APPLIES_TO]->(k:Market|Application)
            WHERE r.shown <= $as_of AND r.gone > $as_of
            RETURN DISTINCT k.id AS id, true AS kind, $as_of AS day, [] AS claims
            ORDER BY id
            """,
            Kind,
        ),
        "uses": Cypher(
            """
            UNWIND $ids AS id
            MATCH (k:Market {id: id})
            MATCH (k)-[r:HAS_APPLICATION]->(a:Application)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN a.id AS id, true AS kind, $as_of AS day, [r.key] AS claims
            ORDER BY id, claims
            """,
            Kind,
            takes=("ids",),
        ),
        "scope": Cypher(
            """
            UNWIND $kinds AS kind
            MATCH (k:Market|Application {id: kind.id})
            MATCH (thing:Duty|Policy|Program)-[r:APPLIES_TO]->(k)
            WHERE r.shown <= kind.day AND r.gone > kind.day AND r.confidence IN $confidence
            RETURN thing.id AS thing, r.key AS `key`
            ORDER BY thing, `key`
            """,
            Scope,
            takes=("kinds",),
        ),
        "imposed": Cypher(
            """
            UNWIND $duties AS duty
            MATCH (d:Duty {id: duty})
            MATCH (p:Policy)-[r:IMPOSES]->(d)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN d.id AS duty, p.id AS policy, p.jurisdiction AS place, r.detail AS requirement, r.key AS `key`
            ORDER BY duty, policy, `key`
            """,
            Imposed,
            takes=("duties",),
        ),
        "conflicts": Cypher(
            """
            UNWIND $things AS thing
            MATCH (a:Duty|Policy {id: thing})-[r:CONFLICTS_WITH]->(b:Duty|Policy)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN a.id AS one, b.id AS other, r.key AS `key`
            ORDER BY one, other, `key`
            """,
            Conflict,
            takes=("things",),
        ),
    },
    compute=duties,
    drawing=Matrix(row="duty", column="jurisdiction", cell="policies", state="verdict", cells="names"),
    say=say_duties,
    marks=("2025-03-06",),
)

QUESTIONS = (EQUIVALENT_BODIES, STACKED_DUTIES)
