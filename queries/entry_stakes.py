"""Who has power over an issue, what it stands to gain or lose, and where it stands: read once, for two questions.

Power is 1 − (1 − formal)(1 − 0.6·place). `formal` is the strongest formal role in the issue: decides it or a step that uses it 1, issued 1,
proposed 0.8, responsible for it or regulates it 0.8, administers it 0.7, implements it 0.6. `place` is the actor's Katz status (Katz 1953,
attenuation 1/2, two steps, at most 1) in the network of influence: half for influencing the issue or influencing or advising on a step
that uses it; half the `formal` of every body that it influences, advises or oversees, a quarter where another one stands between.

Interest is 1 − ∏(1 − stake) over what it gains or loses: it faces the issue, or the issue favours or burdens it 0.8, in part 0.5,
binds it without a stated sign 0.4; it takes part in it, uses it or pays through it 0.5; it faces a risk that the issue raises or lowers
0.4; it is active in a market that the issue bears on 0.4; it stated a position, proposed or issued it 0.5 (that shows a stake); and half
of the largest stake of a class that it is of, or of those that it represents or has as members.

Both run from 0 to 1; high starts at 0.5. The weights are this dataset's own; the two scales are those of Mendelow 1981.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from typing import TypeVar

from graph.asking import Asked
from graph.question import Found, Text

FORMAL = {
    "DECIDES": 1.0,
    "ISSUED": 1.0,
    "PROPOSED": 0.8,
    "RESPONSIBLE_FOR": 0.8,
    "REGULATES": 0.8,
    "ADMINISTERS": 0.7,
    "IMPLEMENTS": 0.6,
}
SIGNS = {"favours": 0.8, "burdens": 0.8, "mixed": 0.5}
BINDS, TAKES_PART, RISK, MARKET, SHOWN, FACES = 0.4, 0.5, 0.4, 0.4, 0.5, 0.8
ATTENUATION, PLACE, SHARE = 0.5, 0.6, 0.5
HIGH = 0.5

WEIGHTS = (
    "Power: decides or issued 1, proposed, responsible for or regulates 0.8, administers 0.7, implements 0.6; place in the network of "
    "influence (Katz, 1/2 a step, two steps) adds up to 0.6 of the rest.",
    "Interest: faces the issue, is favoured or burdened 0.8, in part 0.5, bound 0.4; takes part 0.5; a risk that it raises or lowers "
    "0.4; a shared market 0.4; a stated position, or proposed or issued 0.5; half of the largest stake of its class, members or those it"
    " represents. High from 0.5.",
)


class Tie(Found):
    who: str
    place: str | None
    relation: str
    effect: str | None
    claims: list[str]


T = TypeVar("T", bound=Tie)


class Formal(Tie):
    start: str | None


class Voice(Found):
    who: str
    place: str | None
    relation: str
    effect: str | None
    start: str | None
    since: str
    """Day from which it is shown."""
    gone: str
    claims: list[str]


class Reach(Found):
    who: str
    body: str
    claims: list[str]


@dataclass
class Stated:
    """One stated position."""

    word: str
    """supports, opposes, mixed"""
    side: str
    """SUPPORTS or OPPOSES"""
    start: str | None
    shown: str
    ended: bool
    claims: list[str]


@dataclass
class Actor:
    """What is known of one actor in an issue."""

    id: str
    place: str | None
    formal: dict[str, float] = field(default_factory=dict)
    put_forward: list[str] = field(default_factory=list)
    """Dates on which it proposed or issued the issue."""
    influences: bool = False
    reach: float = 0.0
    stakes: list[float] = field(default_factory=list)
    positions: list[Stated] = field(default_factory=list)
    """Oldest first."""
    claims: list[str] = field(default_factory=list)

    @property
    def power(self) -> float:
        """From 0 to 1."""
        return round(1 - (1 - max(self.formal.values(), default=0.0)) * (1 - PLACE * min(1.0, self.reach)), 2)

    @property
    def interest(self) -> float:
        """From 0 to 1."""
        shown = [SHOWN] if self.positions or {"ISSUED", "PROPOSED"} & set(self.formal) else []
        return round(1 - prod(1 - s for s in (*self.stakes, *shown)), 2)

    @property
    def current(self) -> list[Stated]:
        """The latest of its positions that still stand; several where they were stated on one day."""
        standing = [p for p in self.positions if not p.ended]
        return [p for p in standing if (p.shown, p.start or "") == (standing[-1].shown, standing[-1].start or "")]

    @property
    def position(self) -> str:
        """supports, opposes, mixed (conditional, partial, or both at once), none known."""
        words = {p.word for p in self.current}
        return words.pop() if len(words) == 1 else "mixed" if words else "none known"

    @property
    def since(self) -> str | None:
        """Date of the first of the unbroken run of positions that say the same as the latest."""
        run = None
        for stated in reversed([p for p in self.positions if not p.ended] or self.positions):
            if stated.word not in ({self.position} if self.position != "none known" else {stated.word}):
                break
            run = stated.start or run
        return run


def actors_of(asked: Asked) -> dict[str, Actor]:
    """Everyone with a formal role in the issue, a stake in it, a position on it or influence towards it; what passes the filters."""
    actors: dict[str, Actor] = {}

    def actor(tie: Tie | Voice) -> Actor:
        found = actors.setdefault(tie.who, Actor(tie.who, tie.place))
        found.claims += tie.claims
        return found

    for tie in _in_order(asked.rows("formal")):
        actor(tie).formal[tie.relation] = FORMAL[tie.relation]
        if tie.relation in ("ISSUED", "PROPOSED") and tie.start:
            actors[tie.who].put_forward.append(tie.start)
    for tie in _in_order(asked.rows("influence")):
        found = actor(tie)
        found.influences, found.reach = True, ATTENUATION
    for voice in sorted(asked.found, key=lambda v: (v.since, v.start or "", v.relation, v.claims)):
        ended = voice.gone <= asked.scope.day
        word = "mixed" if voice.effect == "mixed" else voice.relation.lower()
        actor(voice).positions.append(Stated(word, voice.relation, voice.start, voice.since, ended, voice.claims))
    stakes: dict[str, dict[str, float]] = {}
    for tie in _in_order([*asked.rows("stakes"), *asked.rows("markets")]):
        kind, weight = _stake(tie)
        actor(tie)
        mine = stakes.setdefault(tie.who, {})
        mine[kind] = max(weight, mine.get(kind, 0.0))
    for who, mine in stakes.items():
        actors[who].stakes += mine.values()
    _hand_on(asked, actors, {who: max(mine.values()) for who, mine in stakes.items()})
    _reach(asked, actors)
    return {who: a for who, a in sorted(actors.items()) if asked.within(a.place)}


def _in_order(ties: Iterable[T]) -> list[T]:
    """By actor, relation and claims: the parts of a union come in no order that engines share."""
    return sorted(ties, key=lambda t: (t.who, t.relation, t.claims))


def _stake(tie: Tie) -> tuple[str, float]:
    match tie.relation:
        case "OPERATES_IN":
            return tie.claims[-1], MARKET
        case "RISK":
            return tie.claims[-1], RISK
        case "EXPOSED_TO":
            return "faces", FACES
        case "PARTICIPATES_IN" | "USES" | "REIMBURSES_VIA":
            return "takes part", TAKES_PART
    return "bound", SIGNS.get(tie.effect or "", BINDS)


def _hand_on(asked: Asked, actors: dict[str, Actor], stakes: dict[str, float]) -> None:
    """Half of the largest stake of a class to who is of it, of members and the represented to who speaks for them."""
    largest: dict[str, tuple[float, list[str]]] = {}
    speaks = asked.rows("spoken_for", actors=sorted(actors), with_stakes=sorted(stakes))
    for tie in sorted(speaks, key=lambda t: (t.who, t.body, t.claims)):
        weight = stakes[tie.body] * SHARE
        if weight > largest.get(tie.who, (0.0, []))[0]:
            largest[tie.who] = (weight, tie.claims)
    for who, (weight, claims) in largest.items():
        actors[who].stakes.append(weight)
        actors[who].claims += claims


def _reach(asked: Asked, actors: dict[str, Actor]) -> None:
    """Katz status towards the bodies with a formal role, over one actor between at the most."""
    target = {who: max(a.formal.values()) for who, a in actors.items() if a.formal}
    for attenuation in (ATTENUATION, ATTENUATION**2):
        nearer: dict[str, float] = {}
        for tie in asked.rows("reach", bodies=sorted(target)):
            nearer[tie.who] = nearer.get(tie.who, 0.0) + target[tie.body]
            if tie.who in actors:
                actors[tie.who].reach += attenuation * target[tie.body]
                actors[tie.who].claims += tie.claims
        target = {who: weight for who, weight in nearer.items() if who not in target}


POSITIONS = """
    MATCH (i:PaymentMechanism|Policy|Program {id: $issue})
    MATCH (s:Stakeholder)-[r:OPPOSES|SUPPORTS]->(i)
    WHERE r.shown <= $as_of AND coalesce(r.retired_on, '9999') > $as_of AND r.confidence IN $confidence
    RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, r.start_date AS start,
           r.shown AS since, r.gone AS gone, [r.key] AS claims
    ORDER BY since, start, who, relation, claims
"""
"""Positions by the day of the answer, ended ones too."""

TEXTS = {
    "formal": Text(
        """
        MATCH (i:Application|Event|GovernanceModel|Market|Payer|PaymentMechanism|Policy|Program|Stage {id: $issue})
        MATCH (s:Stakeholder)-[r:ADMINISTERS|DECIDES|IMPLEMENTS|ISSUED|PROPOSED|REGULATES|RESPONSIBLE_FOR]->(i)
        WHERE r.shown <= $issue_day AND r.gone > $issue_day AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, r.start_date AS start, [r.key] AS claims
        UNION
        MATCH (i:PaymentMechanism|Policy|Program {id: $issue})
        MATCH (x:Stage)-[u:USES]->(i)
        WHERE u.shown <= $issue_day AND u.gone > $issue_day AND u.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:DECIDES]->(x)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, r.start_date AS start,
               [r.key, u.key] AS claims
        UNION
        MATCH (i:Route {id: $issue})
        MATCH (x:Stage)-[u:PART_OF]->(i)
        WHERE u.shown <= $issue_day AND u.gone > $issue_day AND u.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:DECIDES]->(x)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, r.start_date AS start,
               [r.key, u.key] AS claims
        ORDER BY who, relation, claims
        """,
        Formal,
    ),
    "influence": Text(
        """
        MATCH (i:Market|PaymentMechanism|Policy|Program|Stage {id: $issue})
        MATCH (s:Stakeholder)-[r:ADVISES|INFLUENCES]->(i)
        WHERE r.shown <= $issue_day AND r.gone > $issue_day AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key] AS claims
        UNION
        MATCH (i:PaymentMechanism|Policy|Program|Route {id: $issue})
        MATCH (x:Stage)-[u:USES|PART_OF]->(i)
        WHERE u.shown <= $issue_day AND u.gone > $issue_day AND u.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:ADVISES|INFLUENCES]->(x)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key, u.key] AS claims
        ORDER BY who, relation, claims
        """,
        Tie,
    ),
    "stakes": Text(
        """
        MATCH (i:Event|Market|PaymentMechanism|Policy|Program|Risk|Stage {id: $issue})
        MATCH (s:Stakeholder)-[r:EXPOSED_TO|PARTICIPATES_IN|REIMBURSES_VIA|USES]->(i)
        WHERE r.shown <= $issue_day AND r.gone > $issue_day AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key] AS claims
        UNION
        MATCH (i:PaymentMechanism|Policy|Program {id: $issue})
        MATCH (i)-[r:APPLIES_TO|COMPLEMENTS|INFLUENCES|PROMOTES|REGULATES|RESTRICTS]->(s:Stakeholder)
        WHERE r.shown <= $issue_day AND r.gone > $issue_day AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key] AS claims
        UNION
        MATCH (i:PaymentMechanism|Policy|Program|Event {id: $issue})
        MATCH (i)-[m:MITIGATES|RAISES]->(k:Risk)
        WHERE m.shown <= $issue_day AND m.gone > $issue_day AND m.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:EXPOSED_TO]->(k)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, 'RISK' AS relation, r.effect AS effect, [r.key, m.key] AS claims
        ORDER BY who, relation, claims
        """,
        Tie,
    ),
    "markets": Text(
        """
        MATCH (i:PaymentMechanism|Policy|Program {id: $issue})
        MATCH (i)-[b:APPLIES_TO|COVERS|INFLUENCES|REGULATES|RESTRICTS|TARGETS]->(m:Market)
        WHERE b.shown <= $issue_day AND b.gone > $issue_day AND b.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:OPERATES_IN]->(m)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key, b.key] AS claims
        UNION
        MATCH (i:Market {id: $issue})
        MATCH (s:Stakeholder)-[r:OPERATES_IN]->(i)
        WHERE r.shown <= $issue_day AND r.gone > $issue_day AND r.confidence IN $confidence
        RETURN s.id AS who, s.jurisdiction AS place, type(r) AS relation, r.effect AS effect, [r.key] AS claims
        ORDER BY who, relation, claims
        """,
        Tie,
    ),
    "spoken_for": Text(
        """
        UNWIND $actors AS actor
        MATCH (s:Association|Company|Media|PatientGroup|Payer|Provider|StakeholderGroup {id: actor})
        MATCH (s)-[r:MEMBER_OF|PART_OF|REPRESENTS]->(g:Stakeholder)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence AND g.id IN $with_stakes
        RETURN s.id AS who, g.id AS body, [r.key] AS claims
        UNION
        UNWIND $actors AS actor
        MATCH (s:Association|StakeholderGroup {id: actor})
        MATCH (g:Stakeholder)-[r:MEMBER_OF|PART_OF]->(s)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence AND g.id IN $with_stakes
        RETURN s.id AS who, g.id AS body, [r.key] AS claims
        ORDER BY who, body, claims
        """,
        Reach,
        takes=("actors", "with_stakes"),
    ),
    "reach": Text(
        """
        UNWIND $bodies AS body
        MATCH (b:Agency|Association|Company|Exchange|Investor|Payer|Provider|StakeholderGroup {id: body})
        MATCH (s:Stakeholder)-[r:ADVISES|INFLUENCES|OVERSEES]->(b)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN s.id AS who, b.id AS body, [r.key] AS claims
        ORDER BY who, body, claims
        """,
        Reach,
        takes=("bodies",),
    ),
}


def shown_first(actors: Iterable[Actor]) -> list[Actor]:
    """By power, then interest, the highest first, then id."""
    return sorted(actors, key=lambda a: (-a.power, -a.interest, a.id))
