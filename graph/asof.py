"""The as-of rule: which state every record has on which day. The only place that reckons with dates.

A state is a step function of the day, kept as `Steps`: (first day, state) pairs in order, the first one from the beginning of time.
Loading computes the steps of every record; questions compare `shown` and `gone` with the day asked and read the state off `states`.
Source: the as-of rule of docs/as-of.md.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from graph.schema import LABELS, TYPES, Instrument
from graph.schema.words import State

ALWAYS, NEVER = "0000-00-00", "9999-12-31"
"""Before the first and after the last day; days are ISO text and compare as such."""

SEEN = "2026-07-31"
"""Last day of the month up to which the built-in data was checked; what was to start later is due, not in force."""

CACHED = 8_192
"""Answers of each kind that are kept at a time."""

Steps = tuple[tuple[str, str], ...]

WEAKEST_FIRST = tuple(state.value for state in State)
GONE = frozenset({"absent", "ended", "superseded", "withdrawn"})
ANNOUNCING = frozenset({"PROPOSED", "ISSUED", "ESTABLISHED", "SUPPORTS", "OPPOSES", "AMENDS"})
PLANNED_WITH_ITS_STEP = frozenset({"PART_OF", "PRECEDES", "DECIDES", "ADVISES", "FUNDS", "USES"})
ANNOUNCES_AN_EVENT = frozenset({"Policy", "Program", "Product", "PaymentMechanism"})
NOT_YET = frozenset({"draft", "proposed", "planned"})
LAPSED = frozenset({"superseded", "repealed", "expired", "terminated"})
PARTY_TYPES = frozenset({"FROM_PARTY", "TO_PARTY"})

INSTRUMENTS = frozenset(name for name, node in LABELS.items() if issubclass(node, Instrument))
ACTS = frozenset(name for name, edge in TYPES.items() if edge.act) | PARTY_TYPES


@lru_cache(maxsize=CACHED)
def first_day(date: str) -> str:
    """First day of a partial date.

    >>> first_day("2025-03")
    '2025-03-01'
    """
    return date + "-01-01"[len(date) - 10 :] if len(date) < 10 else date


@lru_cache(maxsize=CACHED)
def last_day(date: str) -> str:
    """Last day of a partial date; an announcement counts from it.

    >>> last_day("2024-02")
    '2024-02-29'
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return date


@lru_cache(maxsize=CACHED)
def first_day_after(end: str) -> str:
    """First day on which something with that end date no longer held: the date itself if full, else the day after its period.

    >>> first_day_after("2027"), first_day_after("2025-12"), first_day_after("2025-12-07")
    ('2028-01-01', '2026-01-01', '2025-12-07')
    """
    if len(end) == 4:
        return f"{int(end) + 1:04d}-01-01"
    if len(end) == 7:
        year, month = int(end[:4]), int(end[5:])
        return f"{year + month // 12:04d}-{month % 12 + 1:02d}-01"
    return end


@lru_cache(maxsize=CACHED)
def months_after(day: str, months: int) -> str:
    """The same day of the month some months later, or the last one of a shorter month.

    >>> months_after("2025-08-31", 18)
    '2027-02-28'
    """
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}-{min(int(day[8:]), calendar.monthrange(year, month + 1)[1]):02d}"


class Thing(NamedTuple):
    """What the rule needs to know of a node."""

    label: str
    start: str | None = None
    end: str | None = None
    status: str | None = None
    retired: str | None = None
    """Day on which a load no longer held it; not shown from then."""


class Tie(NamedTuple):
    """What the rule needs to know of a relation."""

    subject: str
    type: str
    object: str
    start: str | None = None
    end: str | None = None
    retired: str | None = None


def at(steps: Steps, day: str) -> str:
    """The state on a day."""
    return next(state for since, state in reversed(steps) if since <= day)


def weakest(states: Iterable[str]) -> str:
    """The weakest of some states, `absent` before all."""
    return min(states, key=WEAKEST_FIRST.index)


def shown(steps: Steps) -> str:
    """First day on which it is shown in any state; NEVER if on none."""
    return next((day for day, state in steps if state != "absent"), NEVER)


def gone(steps: Steps) -> str:
    """First day from which it no longer counts: ended, superseded, withdrawn or retired for good; NEVER while it still does."""
    end = NEVER
    for day, state in reversed(steps):
        if state not in GONE:
            return end
        end = day
    return end


def pack(steps: Steps) -> list[str]:
    """Steps as they are stored: `"2026-01-01 in force"`, in order."""
    return [f"{day} {state}" for day, state in steps]


def unpack(states: Iterable[str]) -> Steps:
    """Steps as they were stored."""
    return tuple((state[:10], state[11:]) for state in states)


def _compress(pieces: Iterable[tuple[str, str]]) -> Steps:
    out: list[tuple[str, str]] = []
    for day, state in pieces:
        if not out or out[-1][1] != state:
            out.append((day, state))
    return tuple(out)


def _days(*days: str | None) -> list[str]:
    return sorted({ALWAYS, *(day for day in days if day)})


def is_shown(label: str, state: str) -> bool:
    """Whether a node counts as shown: an ended instrument is, shown as ended; an ended body or market is not."""
    return state != "absent" and (label in INSTRUMENTS or state != "ended")


class World:
    """All nodes and relations at once, and the steps that follow from them; of the relations only what the nodes need is kept."""

    def __init__(self, things: dict[str, Thing], ties: Iterable[Tie]) -> None:
        self.things = things
        self._announced: dict[str, str] = {}
        self._superseded: dict[str, list[str]] = {}
        self._routes: dict[str, list[str]] = {}
        self._concerned: dict[str, list[str]] = {}
        self._steps: dict[Steps, Steps] = {}
        self._gather(ties)
        self._cache: dict[tuple[object, ...], Steps] = {}
        self.nodes: dict[str, Steps] = {i: self._node(i, t) for i, t in things.items() if t.label not in ("Stage", "Event")}
        self.nodes |= {i: self._node(i, t) for i, t in things.items() if t.label in ("Stage", "Event")}

    def _gather(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            if tie.retired:
                continue
            if tie.type in ANNOUNCING and tie.start:
                self._announce(tie.object, tie.start)
            elif tie.type == "CONCERNS":
                self._concerned.setdefault(tie.subject, []).append(tie.object)
                event = self.things[tie.subject]
                if event.label == "Event" and event.status != "planned" and (date := tie.start or event.start):
                    self._announce(tie.object, date)
            elif tie.type == "SUPERSEDES":
                self._superseded.setdefault(tie.object, []).append(first_day(tie.start) if tie.start else ALWAYS)
            elif tie.type == "PART_OF" and self.things[tie.object].label == "Route":
                self._routes.setdefault(tie.subject, []).append(tie.object)

    def _announce(self, node: str, date: str) -> None:
        day = last_day(date)
        self._announced[node] = min(day, self._announced.get(node, NEVER))

    def _node(self, node: str, thing: Thing) -> Steps:
        if thing.label == "Source":
            return ((ALWAYS, "in force"),)
        if thing.label in INSTRUMENTS:
            steps = self._instrument(node, thing)
        elif thing.label == "Event":
            steps = self._event(node, thing)
        else:
            first = first_day(thing.start) if thing.start else ALWAYS
            last = first_day_after(thing.end) if thing.end else NEVER
            steps = _compress((d, "absent" if d < first else "ended" if d >= last else "in force") for d in _days(first, last) if d < NEVER)
        return self._same(_retire(steps, thing.retired))

    def _same(self, steps: Steps) -> Steps:
        """One object for equal steps, so that they can be told apart by identity."""
        return self._steps.setdefault(steps, steps)

    def _instrument(self, node: str, thing: Thing) -> Steps:
        first = first_day(thing.start) if thing.start else None
        last = first_day_after(thing.end) if thing.end else None
        announced = self._announced.get(node)
        superseded = self._superseded.get(node, [])
        routes = [self.nodes[r] for r in self._routes.get(node, [])] if thing.label == "Stage" else []

        def on(day: str) -> str:
            if last and day >= last:
                if thing.status == "withdrawn":
                    return "withdrawn"
                return "superseded" if any(s <= day for s in superseded) else "ended"
            if day < first if first else thing.status in NOT_YET:
                open_ended = not announced and not first
                if not (open_ended or (announced and announced <= day) or any(at(r, day) == "planned" for r in routes)):
                    return "absent"
                return "draft" if thing.status == "draft" else "planned"
            match thing.status:
                case "draft":
                    return "draft"
                case "proposed" | "withdrawn":
                    return "planned"
                case "unknown":
                    return "unknown"
                case status if status in LAPSED and not last:
                    return "unknown"
                case "planned" if first and first > SEEN:
                    return "due"
            return "in force"

        return _compress((d, on(d)) for d in _days(first, last, announced, *superseded, *(d for r in routes for d, _ in r)))

    def _event(self, node: str, thing: Thing) -> Steps:
        first = first_day(thing.start) if thing.start else ALWAYS
        if thing.status != "planned" and first <= SEEN:
            return _compress((d, "in force" if d >= first else "absent") for d in _days(first))
        concerned = [(c, self.nodes[c]) for c in self._concerned.get(node, []) if self.things[c].label in ANNOUNCES_AN_EVENT]

        def on(day: str) -> str:
            return "due" if any(is_shown(self.things[c].label, at(steps, day)) for c, steps in concerned) else "absent"

        return _compress((d, on(d)) for d in _days(*(d for _, steps in concerned for d, _ in steps)))

    def relation(self, tie: Tie) -> Steps:
        """The steps of a relation."""
        subject, obj = self.things[tie.subject], self.things[tie.object]
        begin, end = self.nodes[tie.subject], self.nodes[tie.object]
        _, type_, _, start, last, retired = tie
        key = (type_, subject.label, obj.label, id(begin), id(end), start, last, retired, subject.retired, obj.retired)
        if (steps := self._cache.get(key)) is None:
            if len(self._cache) >= CACHED:
                self._cache.clear()
            kind = "step" if type_ in PLANNED_WITH_ITS_STEP else "other"
            act = type_ in ACTS
            held = _act(tie, (subject, obj), (begin, end)) if act else _holds(tie, kind, subject.label, obj.label, begin, end)
            steps = self._cache[key] = _retire(held, tie.retired)
        return steps


def _retire(steps: Steps, retired: str | None) -> Steps:
    return _compress([*(s for s in steps if s[0] < retired), (retired, "absent")]) if retired else steps


def _act(tie: Tie, things: tuple[Thing, Thing], ends: tuple[Steps, Steps]) -> Steps:
    """From its own start, once both ends are shown, until its own end, whatever becomes of them later.

    Two things take it along: an end that was retired, and an event that never happened (due while what it concerns is shown).
    """
    first = max(first_day(tie.start) if tie.start else ALWAYS, *map(shown, ends))
    last = first_day_after(tie.end) if tie.end else NEVER
    retired = min((thing.retired for thing in things if thing.retired), default=NEVER)
    events = [steps for thing, steps in zip(things, ends, strict=True) if thing.label == "Event"]

    def on(day: str) -> str:
        states = [at(steps, day) for steps in events]
        if day < first or day >= retired or "absent" in states:
            return "absent"
        return "ended" if day >= last else "due" if "due" in states else "in force"

    return _compress((d, on(d)) for d in _days(first, last, retired, *(d for steps in events for d, _ in steps)) if d < NEVER)


def _holds(tie: Tie, kind: str, subject_label: str, object_label: str, subject: Steps, obj: Steps) -> Steps:
    """While both ends are shown, in the weakest of their states and its own; what starts later shows only at a planned step or route."""
    first = first_day(tie.start) if tie.start else ALWAYS
    last = first_day_after(tie.end) if tie.end else NEVER

    def on(day: str) -> str:
        s, o = at(subject, day), at(obj, day)
        if not (is_shown(subject_label, s) and is_shown(object_label, o)):
            return "absent"
        if day < first:
            at_planned = (subject_label in ("Route", "Stage") and s == "planned") or (object_label in ("Route", "Stage") and o == "planned")
            return "planned" if kind == "step" and at_planned else "absent"
        return weakest((s, o, "ended" if day >= last else "in force"))

    return _compress((d, on(d)) for d in _days(first, last, *(d for d, _ in subject), *(d for d, _ in obj)) if d < NEVER)
