"""The as-of rule against a slow, literal reading of its text (docs/as-of.md), day by day, on worlds made at random.

`Oracle` is written from the words of the rule alone: no steps, no ordering tricks, one question ("what holds on day D?") per method.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.asof import ALWAYS, GONE, NEVER, Thing, Tie, World, at, first_day, first_day_after, gone, last_day, pack, shown, unpack
from graph.schema import LABELS, TYPES, Instrument

INSTRUMENTS = {name for name, node in LABELS.items() if issubclass(node, Instrument)}
ACTS = {name for name, edge in TYPES.items() if edge.act}
SEEN = date(2026, 7, 31)
ORDER = ["absent", "ended", "superseded", "withdrawn", "unknown", "draft", "planned", "due", "in force"]


def period(text: str) -> tuple[date, date]:
    """First and last day of a partial date."""
    parts = [int(p) for p in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if len(parts) == 2:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, parts[2]), date(year, month, parts[2])


def begins(text: str | None) -> date | None:
    """A partial start counts from the first day of its period."""
    return period(text)[0] if text else None


def over(text: str | None) -> date | None:
    """First day on which it no longer held: a full end date itself, else the day after its period."""
    if not text:
        return None
    last = period(text)[1]
    return last if len(text) == 10 else last + timedelta(days=1)


class Oracle:
    """What holds on a day, read off the rule sentence by sentence."""

    def __init__(self, things: dict[str, Thing], ties: dict[str, Tie]) -> None:
        self.things, self.ties = things, ties

    def towards(self, node: str) -> list[Tie]:
        return [t for t in self.ties.values() if t.object == node and not t.retired]

    def announced(self, node: str) -> date | None:
        days = []
        for tie in self.towards(node):
            dated = tie.start
            if tie.type == "CONCERNS":
                event = self.things[tie.subject]
                if event.label != "Event" or event.status == "planned":
                    continue
                dated = tie.start or event.start
            elif tie.type not in ("PROPOSED", "ISSUED", "ESTABLISHED", "SUPPORTS", "OPPOSES", "AMENDS"):
                continue
            if dated:
                days.append(period(dated)[1])
        return min(days, default=None)

    def is_undated_draft(self, node: str) -> bool:
        return not self.things[node].start and self.things[node].status in ("draft", "proposed", "planned")

    def node(self, id_: str, day: date) -> str:
        thing = self.things[id_]
        if thing.retired and day >= date.fromisoformat(thing.retired):
            return "absent"
        if thing.label == "Event":
            return self.event(id_, day)
        if thing.label in INSTRUMENTS:
            return self.instrument(id_, day)
        first, last = begins(thing.start), over(thing.end)
        if first and day < first:
            return "absent"
        return "ended" if last and day >= last else "in force"

    def instrument(self, id_: str, day: date) -> str:
        thing = self.things[id_]
        first, last, status = begins(thing.start), over(thing.end), thing.status or "in_force"
        if last and day >= last:  # 1
            if status == "withdrawn":
                return "withdrawn"
            replaced = any(t.type == "SUPERSEDES" and (not t.start or begins(t.start) <= day) for t in self.towards(id_))
            return "superseded" if replaced else "ended"
        if (first and day < first) or self.is_undated_draft(id_):  # 2
            said = self.announced(id_)
            by_route = thing.label == "Stage" and any(
                t.type == "PART_OF"
                and t.subject == id_
                and not t.retired
                and self.things[t.object].label == "Route"
                and self.node(t.object, day) == "planned"
                for t in self.ties.values()
            )
            if (said and day >= said) or by_route or (not said and not first):
                return "draft" if status == "draft" else "planned"
            return "absent"
        if status in ("draft", "proposed", "withdrawn", "unknown"):  # 3
            return {"draft": "draft", "unknown": "unknown"}.get(status, "planned")
        if status in ("superseded", "repealed", "expired", "terminated") and not last:  # 4
            return "unknown"
        if status == "planned" and first and first > SEEN:  # 5
            return "due"
        return "in force"  # 6

    def event(self, id_: str, day: date) -> str:
        thing = self.things[id_]
        first = begins(thing.start)
        if thing.status != "planned" and not (first and first > SEEN):
            return "in force" if not first or day >= first else "absent"
        concerned = [t.object for t in self.ties.values() if t.type == "CONCERNS" and t.subject == id_ and not t.retired]
        kinds = ("Policy", "Program", "Product", "PaymentMechanism")
        return "due" if any(self.things[c].label in kinds and self.is_shown(c, day) for c in concerned) else "absent"

    def is_shown(self, id_: str, day: date) -> bool:
        """An entity without a status is shown while it holds; an instrument that has ended is shown as ended."""
        state = self.node(id_, day)
        return state != "absent" and (self.things[id_].label in INSTRUMENTS or state != "ended")

    def was_shown(self, id_: str, day: date, days: list[date]) -> bool:
        return any(self.node(id_, d) != "absent" for d in days if d <= day)

    def relation(self, key: str, day: date, days: list[date]) -> str:
        """`days` are all days before which anything may change."""
        tie = self.ties[key]
        ends = (tie.subject, tie.object)
        if tie.retired and day >= date.fromisoformat(tie.retired):
            return "absent"
        first, last = begins(tie.start), over(tie.end)
        if tie.type in ACTS:
            if any((r := self.things[e].retired) and day >= date.fromisoformat(r) for e in ends):
                return "absent"
            if (first and day < first) or not all(self.was_shown(e, day, days) for e in ends):
                return "absent"
            events = [self.node(e, day) for e in ends if self.things[e].label == "Event"]
            if "absent" in events:  # one that is due is never "happened": with what it concerns, it and its acts go
                return "absent"
            if last and day >= last:
                return "ended"
            return "due" if "due" in events else "in force"
        if not all(self.is_shown(e, day) for e in ends):
            return "absent"
        states = [self.node(e, day) for e in ends]
        if first and day < first:
            steps = any(self.things[e].label in ("Route", "Stage") and s == "planned" for e, s in zip(ends, states, strict=True))
            return "planned" if steps and tie.type in ("PART_OF", "PRECEDES", "DECIDES", "ADVISES", "FUNDS", "USES") else "absent"
        return min([*states, "ended" if last and day >= last else "in force"], key=ORDER.index)


years = st.integers(2023, 2028)
dates = st.one_of(
    years.map(str),
    st.tuples(years, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}"),
    st.dates(date(2023, 1, 1), date(2028, 12, 31)).map(date.isoformat),
    st.sampled_from(["2026-07", "2026-07-31", "2026-08-01", "2026-08", "2024-02", "2024-02-29"]),
)
STATUSES = [
    None,
    "draft",
    "proposed",
    "planned",
    "in_force",
    "partly_in_force",
    "expired",
    "repealed",
    "superseded",
    "terminated",
    "withdrawn",
    "unknown",
]
MEMBERS = ["Policy", "Program", "PaymentMechanism", "Route", "Stage", "Event", "Agency", "Market", "Product"]


@st.composite
def span(draw: st.DrawFn) -> tuple[str | None, str | None]:
    """A start and an end that a load would take."""
    start, end = draw(st.none() | dates), draw(st.none() | dates)
    if start and end and last_day(end) < first_day(start):
        start, end = end, start
    return start, end


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Thing], dict[str, Tie]]:
    """A few things of every kind and ties that the schema allows between them."""
    things = {}
    for n, label in enumerate([*MEMBERS, *draw(st.lists(st.sampled_from(MEMBERS), max_size=4))]):
        start, end = draw(span())
        status = (
            draw(st.sampled_from(STATUSES))
            if label in INSTRUMENTS
            else draw(st.sampled_from([None, "planned"]))
            if label == "Event"
            else None
        )
        retired = draw(st.sampled_from([None] * 7 + ["2026-03-01"]))
        things[f"n{n}"] = Thing(label, start, end, status, retired)
    allowed = [
        (s, t, o)
        for t, edge in TYPES.items()
        for s, a in things.items()
        for o, b in things.items()
        if s != o and (a.label, b.label) in edge.ends
    ]
    ties = {}
    for subject, type_, obj in draw(st.lists(st.sampled_from(allowed), max_size=12)):
        start, end = draw(span())
        ends_retired = [r for r in (things[subject].retired, things[obj].retired) if r]
        retired = min(ends_retired) if ends_retired else draw(st.sampled_from([None] * 5 + ["2026-05-01"]))
        ties[f"{subject}|{type_}|{obj}|{start}"] = Tie(subject, type_, obj, start, end, retired)
    return things, ties


def days_of(things: dict[str, Thing], ties: dict[str, Tie]) -> list[date]:
    """Every day on which anything may change, and those beside it."""
    turning = {SEEN, SEEN + timedelta(days=1)}
    for item in (*things.values(), *ties.values()):
        for text in (item.start, item.end, item.retired):
            if text:
                turning |= {period(text)[0], period(text)[1], period(text)[1] + timedelta(days=1)}
    return sorted({day + timedelta(days=n) for day in turning for n in (-1, 0, 1)} | {date(1900, 1, 1), date(2100, 1, 1)})


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_every_state_on_every_day_is_what_the_rule_says(world: tuple[dict[str, Thing], dict[str, Tie]]) -> None:
    things, ties = world
    reckoned, oracle, days = World(world[0], world[1].values()), Oracle(*world), days_of(*world)
    for id_, steps in reckoned.nodes.items():
        for day in days:
            assert at(steps, day.isoformat()) == oracle.node(id_, day), (id_, things[id_], day)
    for key, tie in ties.items():
        steps = reckoned.relation(tie)
        for day in days:
            assert at(steps, day.isoformat()) == oracle.relation(key, day, days), (key, ties[key], day)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_shown_and_gone_agree_with_the_states(world: tuple[dict[str, Thing], dict[str, Tie]]) -> None:
    """What questions filter by: shown <= D < gone says neither more nor less than the states do, but for gaps in between."""
    reckoned, days = World(world[0], world[1].values()), days_of(*world)
    for steps in [*reckoned.nodes.values(), *map(reckoned.relation, world[1].values())]:
        assert unpack(pack(steps)) == steps
        assert steps[0][0] == ALWAYS
        assert [d for d, _ in steps] == sorted({d for d, _ in steps})
        assert all(a != b for (_, a), (_, b) in pairwise(steps)), "a step is a change"
        known = [d.isoformat() for d in days if at(steps, d.isoformat()) != "absent"]
        counting = [d.isoformat() for d in days if at(steps, d.isoformat()) not in GONE]
        assert all(shown(steps) <= d for d in known)
        assert all(d < gone(steps) for d in counting)
        assert (shown(steps) == NEVER) == (not known)
        if shown(steps) < gone(steps) and counting:
            assert shown(steps) <= counting[0]
        if gone(steps) < NEVER:
            assert all(at(steps, d.isoformat()) in GONE for d in days if d.isoformat() >= gone(steps))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.dates(date(2023, 1, 1), date(2028, 1, 1)))
def test_nothing_shows_before_it_began_or_was_announced(world: tuple[dict[str, Thing], dict[str, Tie]], day: date) -> None:
    """What starts after D, and nobody announced by D, does not show at D; but a step that is part of a planned route does."""
    things, ties = world
    reckoned, oracle = World(world[0], world[1].values()), Oracle(*world)
    for id_, thing in things.items():
        begun = begins(thing.start)
        said = oracle.announced(id_)
        if begun and begun > day and not (said and said <= day) and thing.label not in ("Stage", "Event"):
            assert at(reckoned.nodes[id_], day.isoformat()) == "absent"
    for key, tie in ties.items():
        steps = reckoned.relation(tie)
        if (begun := begins(ties[key].start)) and begun > day and at(steps, day.isoformat()) != "absent":
            assert at(steps, day.isoformat()) == "planned"
            assert {things[ties[key].subject].label, things[ties[key].object].label} & {"Route", "Stage"}


@settings(max_examples=60, deadline=None)
@given(worlds(), st.dates(date(2023, 1, 1), date(2026, 7, 1)))
def test_a_later_fact_leaves_an_earlier_day_as_it_was(world: tuple[dict[str, Thing], dict[str, Tie]], day: date) -> None:
    """Dropping every relation that begins, and every one retired, after D changes nothing at D, save what is planned by such a relation.

    The first announcement of an undated draft stays, whenever it was: by the rule the draft is hidden until that day, and only without
    any announcement shown from the beginning.
    """
    things, ties = world
    later = {
        k for k, t in ties.items() if t.start and period(t.start)[0] > day and t.type in ("SUPERSEDES", "SUPPORTS", "OPPOSES", "AMENDS")
    }
    known = Oracle(things, {k: t for k, t in ties.items() if k not in later})
    later -= {k for k in later if known.is_undated_draft(ties[k].object) and not known.announced(ties[k].object)}
    before = World(things, [t for k, t in ties.items() if k not in later])
    with_later = World(world[0], world[1].values())
    for id_ in things:
        assert at(with_later.nodes[id_], day.isoformat()) == at(before.nodes[id_], day.isoformat()), things[id_]


@given(dates)
def test_partial_dates_are_intervals(text: str) -> None:
    first, last = period(text)
    assert first_day(text) == first.isoformat()
    assert last_day(text) == last.isoformat()
    assert first_day_after(text) == (last if len(text) == 10 else last + timedelta(days=1)).isoformat()


@given(dates, dates)
def test_finer_dates_lie_within_coarser_ones(one: str, other: str) -> None:
    if other.startswith(one):
        assert first_day(one) <= first_day(other) <= last_day(other) <= last_day(one)
    elif first_day(one) <= first_day(other):
        assert last_day(one) <= last_day(other) or one in other or len(one) < len(other)


@pytest.mark.parametrize("end", ["2027", "2027-12", "2027-12-31"])
def test_ends_as_the_ontology_says(end: str) -> None:
    """2027 = through 2027-12-31; a full date is the first day on which it no longer held."""
    world = World({"x": Thing("Agency", end=end)}, ())
    assert at(world.nodes["x"], "2027-12-30") == "in force"
    assert at(world.nodes["x"], "2027-12-31") == ("ended" if len(end) == 10 else "in force")
    assert at(world.nodes["x"], "2028-01-01") == "ended"


def test_the_drug_list_of_commercial_insurers() -> None:
    """ONTOLOGY.md: only planned on 2025-03-06 (announced 2025-01), issued 2025-12-07, in force 2026-01-01."""
    things = {"c": Thing("PaymentMechanism", start="2026-01-01"), "nhsa": Thing("Agency"), "e": Thing("Event", start="2025-01")}
    ties = {
        "p": Tie("nhsa", "PROPOSED", "c", "2025-01"),
        "i": Tie("nhsa", "ISSUED", "c", "2025-12-07"),
        "a": Tie("nhsa", "ADMINISTERS", "c"),
        "e": Tie("e", "CONCERNS", "c"),
    }
    world = World(things, ties.values())
    steps = {key: world.relation(tie) for key, tie in ties.items()}
    assert [at(world.nodes["c"], d) for d in ("2025-01-30", "2025-01-31", "2025-12-31", "2026-01-01")] == [
        "absent",
        "planned",
        "planned",
        "in force",
    ]
    assert [at(steps["i"], d) for d in ("2025-12-06", "2025-12-07")] == ["absent", "in force"]
    assert [at(steps["a"], d) for d in ("2025-01-30", "2025-03-06", "2026-01-01")] == ["absent", "planned", "in force"]


def test_retired_things_take_their_acts_along() -> None:
    things = {"a": Thing("Agency"), "p": Thing("Policy", start="2024", retired="2026-03-01")}
    tie = Tie("a", "ISSUED", "p", "2024", retired="2026-03-01")
    steps = World(things, [tie]).relation(tie)
    assert [at(steps, d) for d in ("2023-12-31", "2024-01-01", "2026-02-28", "2026-03-01")] == [
        "absent",
        "in force",
        "in force",
        "absent",
    ]
