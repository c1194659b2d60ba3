"""Map: commercial insurance beside the public fund. What ties them, where their cover meets.

Drawn: Payer, Agency, StakeholderGroup (insurers as a class), Policy, Program, PaymentMechanism, Benefit; ADMINISTERS, ISSUED, PROPOSED,
ESTABLISHED, APPLIES_TO, TARGETS, COMPLEMENTS, USES, REIMBURSES_VIA, COVERS, EXCLUDES.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Function, Id, Status
from graph.drawing import Flow
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.states import strongest, weakest
from queries import insurance_cover
from queries.payers import COMMERCIAL, side_of


class PayerParams(Params):
    payer: Annotated[str, Cell("entity"), Anchor(("Payer", "Agency"))]
    """A public payer, or the agency that administers it; both are read."""


class Tie(Row):
    place = "counterpart"

    function: Function | None
    """Role of the public side's relation: data, funding, payment, enforcement …; null = none stated."""
    counterpart: Id
    """The commercial side: insurers, their products and layers, or a class of them."""
    through: Id
    """Programme, mechanism or policy that ties the two."""
    status: Status
    """The weaker of its state and its tie to the counterpart; planned where the public side has only proposed it."""


class Side(Found):
    id: str
    claim: str | None


class Acts(Found):
    body: str
    relation: str
    role: list[str]
    through: str
    status: Status
    proposed: bool
    claim: str


class Bears(Found):
    through: str
    counterpart: str
    label: str
    subtype: str | None
    status: Status
    claim: str


class Member(Found):
    group: str
    group_subtype: str | None
    subtype: str | None
    underwrites: bool


class Runs(Found):
    body: str
    through: str


def insurer_links(asked: Asked) -> Iterable[Tie]:
    """Rows by function (none last), through and counterpart."""
    side = sorted({found.id for found in asked.found})
    acts: dict[str, list[Acts]] = {}
    for act in asked.rows("acts", side=side):
        acts.setdefault(act.through, []).append(act)
    bears = asked.rows("bears", through=sorted(acts))
    classes = _commercial_classes(asked.rows("classes"))
    because = [found.claim for found in asked.found if found.claim]
    rows: dict[tuple[str | None, str, str], list[tuple[str, list[str]]]] = {}
    for tie in bears:
        if tie.counterpart in side or not (side_of(tie.subtype) == COMMERCIAL if tie.label == "Payer" else tie.counterpart in classes):
            continue
        own = acts[tie.through]
        state = weakest((tie.status, strongest("planned" if act.proposed else act.status for act in own)))
        functions = {role for act in own for role in act.role if act.relation not in BY_INSTRUMENT}
        for function in functions or (None,):
            said = [act.claim for act in own if function is None or function in act.role or act.relation in BY_INSTRUMENT]
            rows.setdefault((function, tie.through, tie.counterpart), []).append((state, [*said, tie.claim, *because]))
    _name_others(asked, acts)
    for (function, through, counterpart), found in sorted(rows.items(), key=lambda pair: (pair[0][0] is None, *map(str, pair[0]))):
        yield Tie(
            function=function,
            counterpart=counterpart,
            through=through,
            status=strongest(state for state, _ in found),
            claims=[claim for _, claims in found for claim in claims],
        )


def _commercial_classes(members: list[Member]) -> set[str]:
    """Groups that carry a commercial payer, or all of whose paying members are commercial, or whose subtype says so."""
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(member.group, []).append(member)
    return {
        group
        for group, some in groups.items()
        if side_of(some[0].group_subtype) == COMMERCIAL
        or any(m.underwrites and side_of(m.subtype) == COMMERCIAL for m in some)
        or all(not m.underwrites and side_of(m.subtype) == COMMERCIAL for m in some)
    }


def _name_others(asked: Asked, acts: dict[str, list[Acts]]) -> None:
    """Say who runs what the public side has only proposed."""
    proposed = sorted(through for through, own in acts.items() if all(act.proposed for act in own))
    runs: dict[str, list[str]] = {}
    for run in asked.rows("runs", through=proposed):
        runs.setdefault(run.through, []).append(run.body)
    for through, bodies in sorted(runs.items()):
        asked.notes.append(f"{asked.params.payer} and its side have only proposed {through}; it is run by {', '.join(bodies)}.")


BY_INSTRUMENT = frozenset({"APPLIES_TO", "TARGETS", "COMPLEMENTS"})
"""Relations of the instrument towards the public payer: they carry levers, not functions of an actor."""


def say_ties(answer: Answer) -> tuple[str, str]:
    """How many ties in how many functions, how many of them only planned."""
    rows = [row for row in answer.rows if isinstance(row, Tie)]
    if not rows:
        return "Nothing ties the public payer to commercial insurers in this dataset.", "本数据集中公共支付方与商业保险之间没有联系。"
    functions, through = {r.function for r in rows if r.function}, {r.through for r in rows}
    held = {r.through for r in rows if r.status == "in force"}
    return (
        f"**{many(len(through), 'scheme')}** between the public payer and commercial insurers in **{many(len(functions), 'function')}**; "
        f"in force from the public side: {len(held)}.",
        f"**{len(through)} 项安排**在 **{len(functions)} 项职能**上连接公共支付方与商业保险；公共方面已生效的有 {len(held)} 项。",
    )


_SIDE = """
    MATCH (p:Payer|Agency {id: $payer})
    RETURN p.id AS id, null AS claim
    ORDER BY id
    UNION
    MATCH (p:Payer {id: $payer})
    MATCH (a:Agency)-[r:ADMINISTERS]->(p)
    WHERE r.shown <= $payer_day AND r.gone > $payer_day AND r.confidence IN $confidence
    RETURN a.id AS id, r.key AS claim
    ORDER BY id
    UNION
    MATCH (a:Agency {id: $payer})
    MATCH (a)-[r:ADMINISTERS]->(p:Payer)
    WHERE r.shown <= $payer_day AND r.gone > $payer_day AND r.confidence IN $confidence
    RETURN p.id AS id, r.key AS claim
    ORDER BY id
"""

_ACTS = """
    UNWIND $side AS id
    MATCH (b:Payer|Agency {id: id})
    MATCH (b)-[r:ADMINISTERS|ISSUED|PROPOSED|ESTABLISHED|IMPLEMENTS|OVERSEES|FUNDS|PARTICIPATES_IN|REIMBURSES_VIA]->(t)
    WHERE (t:Policy OR t:Program OR t:PaymentMechanism)
      AND r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN b.id AS body, type(r) AS relation, r.role AS role, t.id AS through, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status,
           type(r) = 'PROPOSED' AS proposed, r.key AS claim
    ORDER BY through, body, relation, claim
    UNION
    UNWIND $side AS id
    MATCH (b:Payer {id: id})
    MATCH (t:Policy|Program|PaymentMechanism)-[r:APPLIES_TO|TARGETS|COMPLEMENTS]->(b)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN b.id AS body, type(r) AS relation, r.role AS role, t.id AS through, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status,
           false AS proposed, r.key AS claim
    ORDER BY through, body, relation, claim
"""

_BEARS = """
    UNWIND $through AS id
    MATCH (t:Policy|Program|PaymentMechanism {id: id})
    MATCH (t)-[r:APPLIES_TO|TARGETS|COMPLEMENTS]->(c:Payer|StakeholderGroup)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN t.id AS through, c.id AS counterpart, CASE WHEN 'Payer' IN labels(c) THEN 'Payer' ELSE 'StakeholderGroup' END AS label,
           c.subtype AS subtype, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY through, counterpart, claim
    UNION
    UNWIND $through AS id
    MATCH (t:Policy|Program|PaymentMechanism {id: id})
    MATCH (c:Payer|StakeholderGroup)-[r:USES]->(t)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN t.id AS through, c.id AS counterpart, CASE WHEN 'Payer' IN labels(c) THEN 'Payer' ELSE 'StakeholderGroup' END AS label,
           c.subtype AS subtype, last([s IN r.states WHERE left(s, 10) <= $as_of]) AS status, r.key AS claim
    ORDER BY through, counterpart, claim
"""

_CLASSES = """
    MATCH (p:Payer)-[r:MEMBER_OF]->(g:StakeholderGroup)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN g.id AS `group`, g.subtype AS group_subtype, p.subtype AS subtype, false AS underwrites
    ORDER BY `group`, subtype
    UNION
    MATCH (g:StakeholderGroup)-[r:UNDERWRITES]->(p:Payer)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN g.id AS `group`, g.subtype AS group_subtype, p.subtype AS subtype, true AS underwrites
    ORDER BY `group`, subtype
"""

_RUNS = """
    UNWIND $through AS id
    MATCH (t:Policy|Program|PaymentMechanism {id: id})
    MATCH (b:Agency|Association)-[r:ADMINISTERS|ISSUED]->(t)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
    RETURN DISTINCT b.id AS body, t.id AS through
    ORDER BY through, body
"""

INSURER_LINKS = Question(
    id="insurer-links",
    map="insurance",
    title=(
        "How do the public payer and commercial insurers connect (data, accounts, settlement, fraud control, funds)?",
        "公共支付方与商业保险公司如何衔接（数据、个人账户、结算、反欺诈、资金）？",
    ),
    headline=("{payer} and commercial insurers: what passes between them", "{payer}与商业保险如何衔接"),
    description=(
        "One row per function, scheme and counterpart. The public side is the payer and the agency that administers it; what it "
        "administers, issued, proposed, established, takes part in or pays through, and what applies to the payer, is a tie where it "
        "also applies to, targets, complements or is used by commercial insurers, their products or a class of them. Function is the "
        "role of the public side's own relation; null: none stated. A scheme that the public side has only proposed is planned from its "
        "side, although others may run it; a note names them. Which payers are commercial follows from their subtype. Ordered by "
        "function, scheme, counterpart."
    ),
    params=PayerParams,
    row=Tie,
    example={"payer": "nhsa"},
    cypher=_SIDE,
    found=Side,
    texts={
        "acts": Text(_ACTS, Acts, takes=("side",)),
        "bears": Text(_BEARS, Bears, takes=("through",)),
        "classes": Text(_CLASSES, Member),
        "runs": Text(_RUNS, Runs, takes=("through",)),
    },
    compute=insurer_links,
    drawing=Flow(stages=("function", "through", "counterpart"), status="status"),
    say=say_ties,
    marks=("2025-03-06", "2026-01-01"),
)

DRAWN = Drawn(
    labels=("Payer", "Agency", "StakeholderGroup", "Policy", "Program", "PaymentMechanism", "Benefit"),
    types=(
        "ADMINISTERS",
        "APPLIES_TO",
        "COMPLEMENTS",
        "COVERS",
        "ESTABLISHED",
        "EXCLUDES",
        "ISSUED",
        "PROPOSED",
        "REIMBURSES_VIA",
        "TARGETS",
        "USES",
    ),
)
"""The map's whole graph."""

QUESTIONS = (INSURER_LINKS, insurance_cover.COVER_OVERLAP)
