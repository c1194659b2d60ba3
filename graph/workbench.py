"""One object that the command line, notebooks and pages share: a store, its catalogue and its maps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from graph import asking, network, own_cypher
from graph.answer_table import AnswerTable, as_csv, markdown
from graph.claims import Shelf
from graph.errors import AskError, Empty, Locked, NotFound
from graph.find import Finder, Hit
from graph.history import with_history
from graph.load import load
from graph.own_cypher import ROWS, ask_cypher
from graph.page import embedded, page_html, write_page
from graph.picture import drawn
from graph.question import MAPS, Params, Question
from graph.reading import is_empty
from graph.report import LoadReport
from graph.schema import ENTITY_LABELS
from graph.schema.iso3166 import is_jurisdiction
from graph.schema.words import Confidence
from graph.show import show
from graph.store import Progress, Store, default_path, open_store, quiet, steady
from loaders.folder import built_in, user_data
from queries import CATALOGUE

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


class Page(str):
    """A page as HTML; a notebook shows it inline, in a frame of its own, without a file."""

    def _repr_html_(self) -> str:
        return embedded(self)

    def write(self, path: str | Path) -> Path:
        """Write it to a file."""
        path = Path(path)
        path.write_text(self, encoding="utf-8", newline="\n")
        return path


@dataclass
class Answer(asking.Answer):
    """An answer that a notebook can turn into a frame, a network or a page."""

    lang: str = "en"
    again: Callable[[date], asking.Answer] | None = None
    """Asks the same as of another day."""

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame; ids and words as they are, empty is None."""
        return _frame([row.model_dump(exclude={"claims"}) for row in self.rows], self.question.row.columns())

    def network(self) -> nx.MultiDiGraph[str]:
        """The entities of the answer and the claims between them, ready to be drawn."""
        return drawn(self)

    def page(self, *, history: bool = True) -> Page:
        """The answer as a page; with its history the reader can drag it to earlier days."""
        return Page(page_html(self.pictured(history=history), lang=self.lang))

    def pictured(self, *, history: bool = True) -> nx.MultiDiGraph[str]:
        """The network with all that its page says."""
        return with_history(self, self.again) if history and self.question.history and self.again else drawn(self)

    def text(self, form: str = "table", *, names: bool = False) -> str:
        """The answer as markdown or csv."""
        return as_csv(self, self.lang if names else None) if form == "csv" else markdown(AnswerTable(self, self.lang))

    def _repr_html_(self) -> str:
        from html import escape

        table = AnswerTable(self, self.lang)
        head = "".join(f"<th>{escape(h)}</th>" for h in table.headings())
        body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in table.rows())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Found(own_cypher.Found):
    """Rows of a text of one's own, that a notebook can turn into a frame or a page."""

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame."""
        return _frame(self.json()["rows"], self.columns)

    def page(self, title: str | None = None) -> Page:
        """The rows as a page."""
        return Page(page_html(self.network(), title=title))


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError:
        raise AskError("a frame needs pandas: pip install 'ecomap[notebook]'") from None
    return pd.DataFrame(rows, columns=columns)


class Workbench:
    """A store opened, with everything that can be asked of it. Use it in a `with` block, or close it."""

    def __init__(self, store: Store, *, fill: bool, progress: Progress = quiet) -> None:
        self.store = store
        if is_empty(store):
            if not fill:
                raise Empty(store.name)
            _fill(store, progress)
        self.finder = Finder(store)

    def ask(
        self,
        question: str,
        *,
        as_of: str | date | None = None,
        jurisdiction: str | None = None,
        min_confidence: str | None = None,
        lang: str = "en",
        **params: Any,
    ) -> Answer:
        """Ask a question of the catalogue; names are taken where ids are.

        Raises: NotFound, Ambiguous, AskError, StoreError.
        """
        asked = question_of(question)
        scope = asking.Scope(day_of(as_of), self._jurisdiction(jurisdiction), _confidence(min_confidence))
        resolved, shelf = self.params(asked, params), Shelf()

        def again(day: date) -> asking.Answer:
            return asking.ask(self.store, asked, resolved, replace(scope, as_of=day), shelf)

        return Answer(**vars(again(scope.as_of)), lang=lang, again=again)

    def params(self, question: Question, given: Mapping[str, Any]) -> Params:
        """Parameters with names resolved to ids. Raises: AskError where they do not fit."""
        anchors = question.anchors()
        values = {name: value for name, value in given.items() if value not in (None, [], ())}
        for name, mark in anchors.items():
            if name in values:
                value = values[name]
                given_values = [value] if isinstance(value, str) else value
                resolved = [v if mark.is_word(v) else self._resolved(v, mark.labels) for v in given_values]
                values[name] = resolved[0] if isinstance(value, str) else resolved
        try:
            return question.params.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise AskError(f"{question.id}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None

    def map(self, name: str, *, question: str | None = None, as_of: str | date | None = None, lang: str = "en", **params: Any) -> Page:
        """The page of a map: its first question with its example, or another question of it."""
        asked = map_question(name, question)
        return self.ask(asked.id, as_of=as_of, lang=lang, **(params or asked.example)).page()

    def around(self, entity: str, hops: int = 1, *, as_of: str | date | None = None) -> nx.MultiDiGraph[str]:
        """What lies within some hops of an entity, as a network."""
        id_, day = self.finder.resolve(entity, ENTITY_LABELS), day_of(as_of).isoformat()
        return steady(self.store, lambda _: network.around(self.store, id_, hops, day))

    def whole(self, *, as_of: str | date | None = None) -> nx.MultiDiGraph[str]:
        """Everything that counts on the day, as a network."""
        day = day_of(as_of).isoformat()
        return steady(self.store, lambda _: network.whole(self.store, day))

    def cypher(self, text: str, *, as_of: str | date | None = None, limit: int = ROWS, **params: Any) -> Found:
        """Run Cypher of one's own: read-only, bounded in time and rows. Raises: Refused, StoreError, TimedOut."""
        day = day_of(as_of).isoformat()
        return Found(**vars(steady(self.store, lambda _: ask_cypher(self.store, text, params, day, limit))))

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Entities by name: English, Chinese, pinyin, aliases, ids; best first."""
        return self.finder.find(text, limit)

    def show(self, entity: str, *, as_of: str | date | None = None) -> dict[str, Any]:
        """An entity, its links and their sources."""
        id_, day = self.finder.resolve(entity, ENTITY_LABELS), day_of(as_of).isoformat()
        return steady(self.store, lambda _: show(self.store, id_, day))

    def load(self, *paths: str | Path, dataset: str | None = None) -> LoadReport:
        """Load files of one's own beside what is there."""
        data, _ = user_data([Path(p) for p in paths], dataset)
        report = load(self.store, data)
        self.finder = Finder(self.store)
        return report

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _resolved(self, value: str, labels: tuple[str, ...]) -> str:
        """An id; where a market is meant, a jurisdiction stands for its own as a whole."""
        try:
            return self.finder.resolve(value, labels)
        except NotFound:
            if "Market" not in labels:
                raise
            try:
                place = self.finder.resolve(value, ("Jurisdiction",))
            except AskError:
                place = None
            markets = self.store.rows(_MARKET_OF, {"place": place}) if place else []
            if len(markets) != 1:
                raise
            return str(markets[0]["id"])

    def _jurisdiction(self, value: str | None) -> str | None:
        if value is None or is_jurisdiction(value):
            return value
        return self.finder.resolve(value, ("Jurisdiction",))


_MARKET_OF = """
    MATCH (m:Market)
    WHERE m.jurisdiction = $place AND m.subtype IN ['national market', 'regional market'] AND m.shown IS NOT NULL
    RETURN m.id AS id ORDER BY id
"""


def store_url(store: str | None) -> str:
    """The store asked for: as named, else ECOMAP_STORE, else the embedded file of the user."""
    return store or os.environ.get("ECOMAP_STORE") or str(default_path())


def open_workbench(store: str | None = None, *, progress: Progress = quiet) -> Workbench:
    """Open a store; only the user's own default file fills itself with the built-in data. Raises: Empty, StoreError."""
    named = store or os.environ.get("ECOMAP_STORE")
    return Workbench(open_store(store_url(store)), fill=not named, progress=progress)


def _fill(store: Store, progress: Progress, patience: float = 60.0) -> None:
    """Load the built-in data; where another process is just doing so, wait for it."""
    data, end = built_in(), time.monotonic() + patience
    while True:
        try:
            load(store, data, progress=progress)
        except Locked:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def question_of(id_: str) -> Question:
    """A question of the catalogue. Raises: NotFound, with the nearest."""
    if id_ not in CATALOGUE:
        raise NotFound("question", id_, near(id_, CATALOGUE))
    return CATALOGUE[id_]


def map_question(map_: str, question: str | None = None) -> Question:
    """The first question of a map, or the one asked for. Raises: NotFound."""
    if map_ not in MAPS:
        raise NotFound("map", map_, near(map_, MAPS))
    if question:
        return question_of(question)
    return next(q for q in CATALOGUE.values() if q.map == map_)


def near(text: str, among: Iterable[str]) -> list[str]:
    """The words that look most like a text, at most three."""
    from rapidfuzz import process

    return [word for word, _, _ in process.extract(text, list(among), limit=3, score_cutoff=50)]


def day_of(value: str | date | None) -> date:
    """A day; today where none is given. Raises: AskError."""
    if value is None:
        return date.today()
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or len(value) != 10:
        raise AskError(f"{value!r} is not a day; write it as 2025-03-06")
    return day


def _confidence(value: str | None) -> str | None:
    words = [c.value for c in Confidence]
    if value is not None and value not in words:
        raise AskError(f"{value!r} is not one of {', '.join(words)}")
    return value


__all__ = ["Answer", "Page", "Workbench", "open_workbench", "write_page"]
