"""A question asked of the graph, as a value that proves itself when built.

Cypher finds and filters; `compute` does what Cypher does badly. Every text is checked against the schema and the types of what
goes in and out, so a renamed property breaks at import, not in front of a reader.

Besides a question's own parameters, every text may read `$as_of` (a day), `$confidence` (the words that count), `$NAME_day` for a
parameter NAME that names an entity (the day on which its own relations are taken: `as_of`, or its last day if it has ended),
`$NAME_days` for one that names several (maps of `id` and `day`, without those that are not yet shown), and for
a topic `$parts`: the topic and its parts, each a map of `id`, `via` (null for the topic) and `day`. An anchor that may be anything is
written `(n:AnyEntity {id: $id})`, one that may be any actor `(n:AnyActor {id: $id})`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from graph.columns import Anchor, Cell, TopicAnchor, marked
from graph.derive import all_properties, all_types
from graph.drawing import Drawing, Table
from graph.errors import QuestionError
from graph.schema import ACTORS, ENTITY_LABELS, LABELS

if TYPE_CHECKING:
    from graph.asking import Answer, Asked

MAPS: dict[str, tuple[str, str]] = {
    "governance": ("Who governs", "治理格局"),
    "cascade": ("From national task to local plan", "政策传导"),
    "payment": ("From approval to payment", "从获批到支付"),
    "insurance": ("Commercial insurance beside the public fund", "商保与医保"),
    "entry": ("Market entry", "市场进入"),
    "risk": ("Exposure to risk", "风险敞口"),
    "models": ("Governance models compared", "治理模式比较"),
    "technology": ("Segments, technology, figures", "赛道与技术"),
    "capital": ("Deals and money", "交易与资本"),
    "evidence": ("Time and evidence", "时间与证据"),
}
"""Map id -> its name in both languages, in the order of the catalogue."""


class Params(BaseModel):
    """What a question takes. Every question also takes a day, a jurisdiction and a least confidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(BaseModel):
    """One row of an answer; `claims` names what is behind it: relation keys, and ids of entities, figures and deals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: ClassVar[str | None] = None
    """Column whose entity the filter `jurisdiction` looks at; None: `compute` filters, or nothing can be."""

    claims: list[str] = []

    @classmethod
    def columns(cls) -> list[str]:
        """Column names in order."""
        return [name for name in cls.model_fields if name != "claims"]


class Found(BaseModel):
    """What a text returns before `compute` makes rows of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SCOPE = ("jurisdiction", "min_confidence")
"""What every question takes beside its parameters and the day."""


@dataclass(frozen=True)
class Text:
    """A further text of a question: what it returns, and which parameters `compute` hands it beside the common ones."""

    cypher: str
    row: type[BaseModel]
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Cypher text with the types of what goes in and what comes out, and what a reader is told about it."""

    id: str
    map: str
    title: tuple[str, str]
    """The question in English and Chinese, as the catalogue lists it."""
    description: str
    """What an answer means: grain, order, what null means, how it is computed, and the source of any formula."""
    params: type[Params]
    row: type[Row]
    example: Mapping[str, Any]
    """Parameters that have an answer, and a jurisdiction where the map is to show only one."""
    cypher: str
    found: type[Found] | None = None
    """Type of the text's rows where they are not yet the answer's."""
    compute: Callable[[Asked], Iterable[Row]] | None = None
    texts: Mapping[str, Text] = field(default_factory=dict)
    """Further texts, for `compute`."""
    drawing: Drawing = field(default_factory=Table)
    say: Callable[[Answer], tuple[str, str]] | None = None
    """The answer in one sentence, English and Chinese, with numbers computed from the rows; **bold** marks what matters."""
    headline: tuple[str, str] | None = None
    """Title of its page, with the names of parameters in braces: `Who governs {topic}?`; None: the title itself."""
    history: bool = True
    """Whether its page can be dragged to earlier days; not where the answer itself compares days or looks at everything."""
    marks: tuple[str, ...] = ()
    """Days worth a mark on the page's line of time."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cypher", _spelled(self.cypher))
        object.__setattr__(self, "texts", {name: replace(text, cypher=_spelled(text.cypher)) for name, text in self.texts.items()})
        if self.map not in MAPS:
            raise QuestionError(f"{self.id}: unknown map {self.map}")
        if (self.compute is None) != (self.found is None):
            raise QuestionError(f"{self.id}: `found` and `compute` go together")
        for name, model in (("column", self.row), ("parameter", self.params)):
            for column, info in model.model_fields.items():
                if column != "claims" and marked(info, Cell) is None:
                    raise QuestionError(f"{self.id}: {name} {column} says not what it holds; take a type of graph.columns")
        if unknown := self.drawing.columns() - set(self.row.columns()):
            raise QuestionError(f"{self.id}: the drawing reads columns that rows have not: {sorted(unknown)}")
        if self.row.place and self.row.place not in self.row.model_fields:
            raise QuestionError(f"{self.id}: no column {self.row.place} to filter by jurisdiction")
        self.params.model_validate({name: value for name, value in self.example.items() if name not in SCOPE})
        topics = [name for name, anchor in self.anchors().items() if isinstance(anchor, TopicAnchor)]
        if topics and "via" not in self.row.model_fields:
            raise QuestionError(f"{self.id}: a row of a question with a topic ({topics[0]}) has a column via")
        _check(self, "cypher", Text(self.cypher, self.found or self.row))
        for name, text in self.texts.items():
            _check(self, name, text)

    def anchors(self) -> dict[str, Anchor]:
        """Parameters that name an entity, or several."""
        return {name: mark for name, info in self.params.model_fields.items() if (mark := marked(info, Anchor)) is not None}

    def narrowing(self) -> list[str]:
        """Parameters that its texts read, or that name a map: with a narrower one it reads less."""
        read = {name for text in (self.cypher, *(text.cypher for text in self.texts.values())) for name in _PARAM.findall(text)}
        anchors = self.anchors()
        maps = {name for name, info in self.params.model_fields.items() if (cell := marked(info, Cell)) and "maps" in cell.sets}
        return [name for name in self.params.model_fields if name in read or name in anchors or name in maps]


LABEL_SETS = {"AnyEntity": ENTITY_LABELS, "AnyActor": ACTORS}
"""Names that stand for many labels in a text: an anchor that may be anything, or any actor. Engines see the labels."""


def _spelled(cypher: str) -> str:
    return re.sub(rf":({'|'.join(LABEL_SETS)})\b", lambda name: ":" + "|".join(LABEL_SETS[name[1]]), cypher)


_PARAM = re.compile(r"\$(\w+)")
_RETURN = re.compile(r"\bRETURN\b(.*?)(?=\bORDER BY\b|\bUNION\b|\Z)", re.DOTALL)
_ALIAS = re.compile(r"\bAS\s+(?:`(\w+)`|(\w+))")
_NODE = re.compile(r"\((\w*)((?::[\w|]+)?)\s*(\{[^}]*\})?\)")
_TYPES = re.compile(r"\[\w*:([\w|]+)[*\s{\]]")
_PROPERTY = re.compile(r"\b(\w+)\.(?:`(\w+)`|(\w+))")
_UNWOUND = re.compile(r"\bUNWIND\b[^\n]*?\bAS\s+(\w+)")
_FORBIDDEN = {
    r"/\*": "block comments",
    r"\bIN TRANSACTIONS\b": "IN TRANSACTIONS",
    r"\bCOLLECT\s*\{": "COLLECT {}",
    r"\bSHORTEST\s+\d": "SHORTEST k",
    r"properties\(|keys\(|\.\*": "properties that are not named",
    r"elementId|\bid\(": "ids of the engine",
    r"\*(?!\d+\.\.\d+)[\d.]*\]": "an open expansion; write *1..4",
    r"percentileCont|percentileDisc|timestamp\(": "functions that engines do not share",
    r"\b(?:CREATE|MERGE|SET|DELETE|DETACH|REMOVE|LOAD CSV|FOREACH)\b": "a write",
    r"--|\)-\[[^\]]*\]-\(": "a relationship without direction",
}


def _check(question: Question, name: str, text: Text) -> None:
    where = f"{question.id} ({name})"
    cypher = text.cypher
    anchors = question.anchors()
    days = {f"{p}_day{s}" for p in anchors for s in ("", "s")}
    parts = {"parts"} if any(isinstance(a, TopicAnchor) for a in anchors.values()) else set[str]()
    known = {"as_of", "confidence", *question.params.model_fields, *days, *parts, *text.takes}
    _within(where, "parameters", set(_PARAM.findall(cypher)), known)
    columns = {name for name in text.row.model_fields if name != "claims" or "claims" in cypher}
    for returned in _RETURN.findall(cypher) or [""]:
        aliases = {a or b for a, b in _ALIAS.findall(_top_level(returned))}
        if aliases != columns:
            raise QuestionError(f"{where}: columns of the text {sorted(aliases)}, declared {sorted(columns)}")
    if not re.search(r"\bORDER BY\b", cypher):
        raise QuestionError(f"{where}: no ORDER BY; every answer has a total order")
    labels = {label for _, written, _ in _NODE.findall(cypher) for label in written.lstrip(":").split("|") if label}
    _within(where, "labels", labels, {*LABELS, "Stakeholder"})
    for variable, written, pattern in _NODE.findall(cypher):
        if pattern and not written:
            raise QuestionError(f"{where}: the anchor ({variable} {pattern}) names no label")
    _within(where, "types", {t for types in _TYPES.findall(cypher) for t in types.split("|")}, set(all_types()))
    unwound = set(_UNWOUND.findall(cypher))
    properties = {a or b for variable, a, b in _PROPERTY.findall(cypher) if variable not in unwound}
    _within(where, "properties", properties, all_properties() | columns)
    for pattern, what in _FORBIDDEN.items():
        if re.search(pattern, cypher):
            raise QuestionError(f"{where}: {what} cannot be asked of both engines")


def _top_level(returned: str) -> str:
    """A RETURN without what stands inside brackets, whose own AS are no columns."""
    out, depth = [], 0
    for char in returned:
        depth += char in "([{"
        if depth == 0:
            out.append(char)
        depth -= char in ")]}"
    return "".join(out)


def _within(where: str, what: str, text: set[str], known: set[str] | frozenset[str]) -> None:
    if unknown := text - known:
        raise QuestionError(f"{where}: unknown {what} {sorted(unknown)}")
