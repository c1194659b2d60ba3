"""Asking: a question, its parameters and a day against a store; the answer carries every claim behind it, with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from graph.claims import Evidence, Shelf, cited_by, gather
from graph.columns import Cell, TopicAnchor, marked
from graph.errors import QuestionError, TimedOut
from graph.ids import is_relation_key
from graph.pausing import without_collection
from graph.places import OPEN, Places
from graph.question import Params, Question, Row
from graph.reading import ANY_ENTITY
from graph.schema.words import Confidence
from graph.store import Store, one_limit, steady

M = TypeVar("M", bound=BaseModel)
TOPIC_PARTS = "Market|Application|Technology|Benefit|Policy|Program"


@dataclass(frozen=True)
class Scope:
    """What every question is asked with."""

    as_of: date = field(default_factory=date.today)
    jurisdiction: str | None = None
    min_confidence: str | None = None

    @property
    def day(self) -> str:
        """The day as text."""
        return self.as_of.isoformat()

    @property
    def confidence(self) -> list[str]:
        """Words of confidence that count."""
        words = [c.value for c in Confidence]
        return words[: words.index(self.min_confidence) + 1] if self.min_confidence else words


@dataclass
class Asked:
    """A question while it is answered: what `compute` works with."""

    question: Question
    store: Store
    params: Any
    scope: Scope
    cypher_params: dict[str, Any]
    found: list[Any] = field(default_factory=list)
    """Rows of the main text."""
    notes: list[str] = field(default_factory=list)
    """What a reader must know beside the rows; `compute` may add."""
    anchor_places: dict[str, str | None] = field(default_factory=dict)
    """Parameter -> jurisdiction of what it names."""
    ways: dict[str, list[str]] = field(default_factory=dict)
    """Part of the topic -> keys of the shortest way from it to the topic."""

    def rows(self, name: str, **more: Any) -> list[Any]:
        """Rows of a further text, with what it takes."""
        text = self.question.texts[name]
        return _typed(self.question, text.row, self.store.rows(text.cypher, {**self.cypher_params, **more}))

    def also(self, question: Question, **params: Any) -> list[Any]:
        """Rows of another question on the same day and confidence, of every jurisdiction; nothing where it is not yet shown."""
        other = _asked(self.store, question, question.params(**params), replace(self.scope, jurisdiction=None))
        other.places = self.places
        return _rows(other)

    @cached_property
    def places(self) -> Places:
        """Which jurisdiction belongs to which."""
        return Places(self.store)

    def place_of(self, name: str) -> str | None:
        """The jurisdiction of the entity that a parameter names; null = none of its own."""
        return self.anchor_places.get(name)

    def beyond(self, jurisdiction: str | None) -> bool:
        """Whether what comes only from a part of the topic is of another jurisdiction than the topic; an international one has none."""
        topic = self.place_of("topic")
        if jurisdiction is None or topic is None or topic in OPEN:
            return False
        return not (self.places.within(jurisdiction, topic) or self.places.within(topic, jurisdiction))

    def within(self, jurisdiction: str | None) -> bool:
        """Whether an entity of that jurisdiction passes the filter `jurisdiction`; international and unknown ones do."""
        return self.scope.jurisdiction is None or self.places.within(jurisdiction, self.scope.jurisdiction)


@dataclass
class Answer:
    """Rows with the claims, entities and sources behind them."""

    question: Question
    params: dict[str, Any]
    as_of: str
    rows: list[Row]
    claims: dict[str, dict[str, Any]]
    """c1, c2 … in the order in which rows need them."""
    claim_ids: dict[str, str]
    """Reference -> c1, c2 …"""
    entities: dict[str, dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    notes: list[str]
    evidence: Evidence

    def json(self) -> dict[str, Any]:
        """The answer as plain data, as `ask --format json` prints it."""
        return {
            "question": self.question.id,
            "params": self.params,
            "as_of": self.as_of,
            "columns": self.question.row.columns(),
            "rows": [{**row.model_dump(exclude={"claims"}), "claims": [self.claim_ids[c] for c in row.claims]} for row in self.rows],
            "claims": self.claims,
            "entities": self.entities,
            "sources": self.sources,
            "notes": self.notes,
        }


def ask(store: Store, question: Question, params: Params, scope: Scope, shelf: Shelf | None = None) -> Answer:
    """Ask a question; ids in `params` are of entities that are there. A shelf spares reading twice.

    All its reads together have the time of one, and are of one state of the store. Raises: StoreError, TimedOut.
    """
    kept = shelf or Shelf()

    def read(version: str) -> Answer:
        kept.keep(version)
        asked = _asked(store, question, params, scope)
        return _answer(asked, _rows(asked), kept)

    with one_limit(), without_collection():
        try:
            return steady(store, read)
        except TimedOut as error:
            raise TimedOut(error.seconds, question.narrowing()) from error


def _asked(store: Store, question: Question, params: Params, scope: Scope) -> Asked:
    cypher_params = {"as_of": scope.day, "confidence": scope.confidence, **params.model_dump(mode="json")}
    return Asked(question, store, params, scope, cypher_params)


def _rows(asked: Asked) -> list[Row]:
    question = asked.question
    if not _anchor(asked):
        return []
    asked.found = _typed(question, question.found or question.row, asked.store.rows(question.cypher, asked.cypher_params))
    rows = list(question.compute(asked)) if question.compute else asked.found
    return [_with_way(row, asked.ways) for row in rows] if asked.ways else rows


def _with_way(row: Row, ways: Mapping[str, list[str]]) -> Row:
    """A row that comes from a part also rests on what makes it a part."""
    way = ways.get(getattr(row, "via", None) or "", [])
    return row.model_copy(update={"claims": [*row.claims, *way]}) if way and row.claims else row


def _typed(question: Question, model: type[M], rows: list[dict[str, Any]]) -> list[M]:
    try:
        return _many(model).validate_python(rows)
    except ValidationError as error:
        raise QuestionError(f"{question.id}: a row is not as declared: {error}") from error


@cache
def _many(model: type[M]) -> TypeAdapter[list[M]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _anchor(asked: Asked) -> bool:
    """Set the days and parts of what the parameters name; False, with a note, where one is not yet shown; a list goes on without it."""
    scope, ready = asked.scope, True
    for name, mark in asked.question.anchors().items():
        value = getattr(asked.params, name)
        ids = value if isinstance(value, list) else [value] if value else []
        days = {id_: _life(asked, id_) for id_ in ids if not mark.is_word(id_)}
        for id_, (shown, day, place) in days.items():
            asked.anchor_places[name] = place
            if shown > scope.day:
                until = "it never is in this dataset" if shown.startswith("9999") else f"it is from {shown}"
                asked.notes.append(f"{id_} is not yet shown on {scope.day}; {until}.")
                ready = ready and isinstance(value, list)
            asked.cypher_params[f"{name}_day"] = day
        if isinstance(value, list):
            asked.cypher_params[f"{name}_days"] = [{"id": id_, "day": day} for id_, (shown, day, _) in days.items() if shown <= scope.day]
        if isinstance(mark, TopicAnchor) and value:
            asked.cypher_params["parts"] = _parts(asked, value, days[value][1])
        asked.cypher_params.setdefault(f"{name}_day", scope.day)
    return ready


def _life(asked: Asked, id_: str) -> tuple[str, str, str | None]:
    """First day on which an entity is shown, the day on which its own relations are taken, and its jurisdiction."""
    (row,) = asked.store.rows(_LIFE, {"id": id_})
    ended = row["shown"] < row["gone"] <= asked.scope.day
    day = (date.fromisoformat(row["gone"]) - timedelta(days=1)).isoformat() if ended else asked.scope.day
    return row["shown"], day, row["place"]


_LIFE = f"MATCH (n:{ANY_ENTITY} {{id: $id}}) RETURN n.shown AS shown, n.gone AS gone, n.jurisdiction AS place ORDER BY shown"

_PARTS = f"""
    MATCH (t:{ANY_ENTITY} {{id: $id}})
    MATCH path = (part:{TOPIC_PARTS})-[:PART_OF*1..3]->(t)
    WHERE all(r IN relationships(path) WHERE r.shown <= $day AND r.gone > $day AND r.confidence IN $confidence)
    RETURN part.id AS id, [r IN relationships(path) | r.key] AS way
    ORDER BY id, way
"""


def _parts(asked: Asked, topic: str, day: str) -> list[dict[str, Any]]:
    params = {"id": topic, "day": day, "confidence": asked.scope.confidence}
    ways = sorted(asked.store.rows(_PARTS, params), key=lambda row: (row["id"], len(row["way"]), row["way"]))
    asked.ways = {row["id"]: row["way"] for row in reversed(ways) if row["id"] != topic}
    parts = sorted(asked.ways)
    return [{"id": topic, "via": None, "day": day}, *({"id": part, "via": part, "day": asked.scope.day} for part in parts)]


def _answer(asked: Asked, rows: list[Row], shelf: Shelf) -> Answer:
    question, scope = asked.question, asked.scope
    evidence = gather(asked.store, {ref for row in rows for ref in row.claims}, scope.day, shelf)
    rows = [kept for row in rows if (kept := _still_shown(row, evidence)) is not None]
    named = {*_ids(asked.params), *([scope.jurisdiction] if scope.jurisdiction else [])}
    of_rows = {id_ for row in rows for id_ in _ids(row)}
    evidence.add_entities(asked.store, named | of_rows)
    if scope.jurisdiction and (place := question.row.place):
        rows = [row for row in rows if asked.within(_jurisdiction(evidence, getattr(row, place)))]
        of_rows = {id_ for row in rows for id_ in _ids(row)}
    used = list(dict.fromkeys(ref for row in rows for ref in row.claims))
    claim_ids = {ref: f"c{n}" for n, ref in enumerate(used, start=1)}
    claims = {claim_ids[ref]: evidence.claims[ref] for ref in used}
    ends = {end for claim in claims.values() for end in _claim_ends(claim)}
    evidence.add_sources(asked.store, cited_by(claims.values()))
    entities = evidence.entities_of(ends | named | of_rows)
    params = asked.params.model_dump(mode="json") | {"jurisdiction": scope.jurisdiction, "min_confidence": scope.min_confidence}
    return Answer(
        question, params, scope.day, rows, claims, claim_ids, entities, evidence.sources_of(claims), _notes(asked, rows, claims), evidence
    )


def _still_shown(row: Row, evidence: Evidence) -> Row | None:
    """A row without claims that are not shown on the day between two times when they are; None when none is left."""
    shown = [ref for ref in dict.fromkeys(row.claims) if evidence.is_shown(ref)]
    if row.claims and not shown:
        return None
    return row if shown == row.claims else row.model_copy(update={"claims": shown})


def _ids(model: BaseModel) -> Iterable[str]:
    """Ids of what a row or parameters name; a relation has a key and is none of them."""
    for name in _entity_fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, list):
            yield from value
        elif value and not is_relation_key(value):
            yield value


@cache
def _entity_fields(model: type[BaseModel]) -> list[str]:
    marks = {name: marked(info, Cell) for name, info in model.model_fields.items()}
    return [name for name, mark in marks.items() if mark and mark.kind in ("entity", "entities", "claim")]


def _claim_ends(claim: Mapping[str, Any]) -> Iterable[str]:
    names = ("licensor_id", "licensee_id") if claim["kind"] == "deal" else ("subject", "object")
    return [claim[name] for name in names if claim.get(name)]


def _jurisdiction(evidence: Evidence, value: Any) -> str | None:
    ids = [value] if isinstance(value, str) else value or []
    return next((evidence.nodes[id_].get("jurisdiction") for id_ in ids if id_ in evidence.nodes), None)


def _notes(asked: Asked, rows: list[Row], claims: Mapping[str, Mapping[str, Any]]) -> list[str]:
    notes = list(asked.notes)
    if not rows and not notes:
        notes.append("Nothing found in this dataset.")
    undated = sum(not claim["dated"] for claim in claims.values())
    if rows and asked.scope.as_of < date.today() and undated:
        notes.append(f"{undated} of {len(claims)} claims have no date of their own; they hold on every day on which their ends are shown.")
    return notes
