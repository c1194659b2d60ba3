"""Map: a company enters a market; where everyone stands on an issue."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Annotated

from graph.analysis.balance import Pair, triads
from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Day, Id, Number, Word
from graph.drawing import Columns, Grid
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from queries.entry_stakes import HIGH, POSITIONS, TEXTS, WEIGHTS, Actor, Voice, actors_of, shown_first

ISSUES = ("Application", "Event", "GovernanceModel", "Market", "Payer", "PaymentMechanism", "Policy", "Program", "Risk", "Route", "Stage")
Issue = Annotated[str, Cell("entity"), Anchor(ISSUES)]


class IssueParams(Params):
    issue: Issue
    """What is at stake: mostly a policy, programme or payment mechanism. A bill and the law that came of it are two issues."""


class Standing(Row):
    place = "stakeholder"

    stakeholder: Id
    """Who has a role, a stake, a position or influence."""
    power: Number
    """0 to 1: its strongest formal role in the issue, and its place in the network of influence."""
    interest: Number
    """0 to 1: what it gains or loses."""
    position: Word
    """Its latest stated position by the day: supports, opposes, mixed (conditional, partial or both at once), none known."""
    quadrant: Word
    """manage (both high), satisfy (power only), inform (interest only), monitor."""


class Camp(Row):
    place = "stakeholder"

    stakeholder: Id
    """Who could carry, oppose or be moved."""
    camp: Word
    """carries, opposes, movable, silent."""
    position: Word
    """Its latest stated position by the day."""
    since: Day | None
    """Date of the first of the unbroken run of statements that say the same, or of the proposal or issue; null = none, or undated."""
    power: Number
    """As in power-interest."""


def quadrant(power: float, interest: float) -> str:
    """Mendelow's grid."""
    if power >= HIGH:
        return "manage" if interest >= HIGH else "satisfy"
    return "inform" if interest >= HIGH else "monitor"


def standings(asked: Asked) -> Iterable[Standing]:
    """Rows by power, interest (the highest first) and id."""
    actors = shown_first(actors_of(asked).values())
    if actors:
        asked.notes += WEIGHTS
    for a in actors:
        yield Standing(
            stakeholder=a.id,
            power=a.power,
            interest=a.interest,
            position=a.position,
            quadrant=quadrant(a.power, a.interest),
            claims=_claims(a),
        )


def camp_of(a: Actor) -> str | None:
    """The camp of an actor; None where it has neither position nor power."""
    if a.positions:
        sides = {p.side for p in a.positions}
        conditional = a.position == "mixed" or (a.position == "none known" and a.positions[-1].word == "mixed")
        if len(sides) > 1 or conditional:
            return "movable"
        if a.position == "none known":
            return "movable"
        return "carries" if sides == {"SUPPORTS"} else "opposes"
    if {"ISSUED", "PROPOSED"} & set(a.formal):
        return "carries"
    return "silent" if a.power > 0 else None


class Between(Found):
    a: str
    b: str
    relation: str
    claim: str


SIDES = {"supports": 1, "opposes": -1}


def strains(asked: Asked, actors: Iterable[Actor]) -> dict[str, list[str]]:
    """Actor -> claims of the ties that pull it to the other side; a note says how balanced the issue is.

    Signs: a position; between two with a position their ties, of rivals minus, of all others plus. Who are both have no sign.
    """
    issue = asked.params.issue
    signs: dict[Pair, int] = {(a.id, issue): SIDES[a.position] for a in actors if a.position in SIDES}
    ties: dict[Pair, list[Between]] = {}
    for tie in asked.rows("between", ids=sorted(who for who, _ in signs)):
        ties.setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie)
    for pair, found in ties.items():
        if len(sides := {-1 if tie.relation == "COMPETES_WITH" else 1 for tie in found}) == 1:
            signs[pair] = sides.pop()
    balanced = triads(signs)
    strained = [tuple(who for who in triad if who != issue) for triad, holds in balanced.items() if not holds]
    if balanced:
        told = f"Balance (Heider 1946): {len(balanced) - len(strained)} of {many(len(balanced), 'triad')} of the issue, allies and rivals"
        under = f"; under strain: {'; '.join(', '.join(some) for some in strained)}" if strained else ""
        asked.notes.append(f"{told} are balanced{under}.")
    pulls: dict[str, list[str]] = {}
    for some in strained:
        for pair in combinations(some, 2):
            for who in pair:
                pulls.setdefault(who, []).extend(tie.claim for tie in ties[pair])
    return pulls


CAMPS = ("carries", "opposes", "movable", "silent")


def camps(asked: Asked) -> Iterable[Camp]:
    """Rows by camp (carries, opposes, movable, silent), power (the highest first) and id."""
    actors = shown_first(actors_of(asked).values())
    if actors:
        asked.notes.append(WEIGHTS[0])
    pulls = strains(asked, actors)
    for camp in CAMPS:
        for a in actors:
            if camp_of(a) == camp:
                since = a.since if a.positions else min(a.put_forward, default=None)
                claims = [*_claims(a), *pulls.get(a.id, [])]
                yield Camp(stakeholder=a.id, camp=camp, position=a.position, since=since, power=a.power, claims=claims)


def _claims(a: Actor) -> list[str]:
    return list(dict.fromkeys([*(c for p in reversed(a.positions) for c in p.claims), *a.claims]))


def say_standings(answer: Answer) -> tuple[str, str]:
    """How many to manage closely, and how they stand."""
    rows = [row for row in answer.rows if isinstance(row, Standing)]
    if not rows:
        return "Nobody is known to have a role, a stake or a position in this dataset.", "本数据集中没有已知的角色、利益或立场。"
    manage = [r for r in rows if r.quadrant == "manage"]
    stand = {word: sum(r.position == word for r in rows) for word in ("supports", "opposes", "mixed", "none known")}
    return (
        f"Of **{many(len(rows), 'stakeholder')}**, **{len(manage)}** combine power and interest; "
        f"for: {stand['supports']}, against: {stand['opposes']}, on conditions: {stand['mixed']}, "
        f"nothing stated: {stand['none known']}.",
        f"**{len(rows)} 个利益相关方**中，**{len(manage)} 个**权力与利益俱高；"
        f"{stand['supports']} 个支持，{stand['opposes']} 个反对，{stand['mixed']} 个有条件或部分表态，{stand['none known']} 个未见表态。",
    )


def say_camps(answer: Answer) -> tuple[str, str]:
    """How many stand in each camp."""
    rows = [row for row in answer.rows if isinstance(row, Camp)]
    if not rows:
        return "Nobody has taken a position in this dataset.", "本数据集中没有任何一方表态。"
    n = {camp: sum(r.camp == camp for r in rows) for camp in CAMPS}
    return (
        f"Who could carry it: **{n['carries']}**; who opposes: **{n['opposes']}**; movable: **{n['movable']}**; "
        f"silent with power or reach: {n['silent']}.",
        f"**{n['carries']} 方**可推动，**{n['opposes']} 方**反对，**{n['movable']} 方**可争取，"
        f"另有 {n['silent']} 个有权力或影响力者尚未表态。",
    )


POWER_INTEREST = Question(
    id="power-interest",
    map="entry",
    title=(
        "Where does each stakeholder sit on power and interest, and does it support or oppose?",
        "各利益相关方的权力与利益处于何种位置，支持还是反对？",
    ),
    headline=("Power and interest: {issue}", "权力与利益：{issue}"),
    description=(
        "One row per stakeholder with a formal role in the issue, a stake in it, a stated position on it or influence towards it. Power "
        "and interest run from 0 to 1, high from 0.5. Power: 1 − (1 − formal)(1 − 0.6·place), formal = strongest of decides or issued 1,"
        " proposed, responsible for, regulates 0.8, administers 0.7, implements 0.6; place = Katz status towards the bodies with a "
        "formal role (Katz 1953; 1/2 a step, two steps). Interest: 1 − ∏(1 − stake); faces it, favoured or burdened 0.8, in part 0.5, "
        "bound 0.4, takes part 0.5, a risk it raises or lowers 0.4, a shared market 0.4, stated, proposed or issued 0.5, half of the "
        "largest stake of its class, members or represented. Position: the latest that still stands; older ones are among the claims. "
        "Quadrants after Mendelow 1981. Weights are this dataset's own. Ordered by power, interest, id."
    ),
    params=IssueParams,
    row=Standing,
    example={"issue": "us-biosecure-2024"},
    cypher=POSITIONS,
    found=Voice,
    texts=TEXTS,
    compute=standings,
    drawing=Grid(x="interest", y="power", item="stakeholder", sign="position", quadrant="quadrant"),
    say=say_standings,
    marks=("2025-03-06",),
)

BETWEEN = Text(
    """
    UNWIND $ids AS id
    MATCH (n:AnyActor {id: id})
    MATCH (n)-[r:ACQUIRED|COMPETES_WITH|INVESTED_IN|MEMBER_OF|PART_OF|PARTNERS_WITH|REPRESENTS|SUBSIDIARY_OF]->(m:Stakeholder)
    WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence AND m.id IN $ids
    RETURN n.id AS a, m.id AS b, type(r) AS relation, r.key AS claim
    ORDER BY a, b, relation, claim
    """,
    Between,
    takes=("ids",),
)

COALITION = Question(
    id="coalition",
    map="entry",
    title=("Who could carry an issue, who opposes, who is movable?", "谁能推动一项议题，谁反对，谁可争取？"),
    headline=("Who carries {issue}, who opposes it?", "谁推动{issue}，谁反对？"),
    description=(
        "One row per stakeholder with a position, power or reach. carries = supports, or proposed or issued it and stated nothing else; "
        "opposes = opposes; movable = conditional or partial (effect mixed), or changed, contradicted or withdrawn, ended statements "
        "included; silent = power or reach without a stated position. Power as in power-interest. Where stakeholders that support or "
        "oppose it have ties to one another, a note says how balanced that is: the issue and two of them are where allies (owner, "
        "investor, partner, member, represented, part) stand on one side and competitors on two (Heider 1946; Cartwright and Harary 1956);"
        " ties under strain are among the claims. Ordered by camp, power (the highest first), id."
    ),
    params=IssueParams,
    row=Camp,
    example={"issue": "us-biosecure-2024"},
    cypher=POSITIONS,
    found=Voice,
    texts={**TEXTS, "between": BETWEEN},
    compute=camps,
    drawing=Columns(group="camp", item="stakeholder", note="since", sign="position", weight="power"),
    say=say_camps,
    marks=("2025-03-06",),
)
