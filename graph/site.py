"""Pages of the maps, and the folder of all of them with an index."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.errors import AskError
from graph.history import with_history
from graph.page import page_html
from graph.page.index import index_html
from graph.question import MAPS
from graph.schema import ENTITY_LABELS
from graph.store import Progress, quiet
from graph.workbench import LICENCES, Page, Workbench, map_question, seen_until


def map_page(
    eco: Workbench, question: str, *, as_of: str | None = None, lang: str = "en", scope: Mapping[str, Any] | None = None, params: Mapping[str, Any]
) -> Page:
    """A question's answer as a page that can be dragged to earlier days."""

    def ask(day: Any) -> Any:
        return eco.ask(question, as_of=day, lang=lang, **(scope or {}), **params)

    return Page(page_html(with_history(ask(as_of), ask), lang=lang))


def part_page(eco: Workbench, around: str | None, hops: int, *, as_of: str | None = None, lang: str = "en") -> tuple[Page, str]:
    """The surroundings of an entity, or everything, as a page; and a name for its file."""
    if around is None:
        graph, name = eco.whole(as_of=as_of), "all"
        title = {"en": "Everything in this dataset", "zh": "本数据集全图"}
    else:
        graph, name = eco.around(around, hops, as_of=as_of), eco.finder.resolve(around, ENTITY_LABELS)
        entity = graph.nodes[name]
        title = {"en": f"{entity['name']} and what lies round it", "zh": f"{entity.get('name_zh') or entity['name']}及其周边"}
    graph.graph |= {"title": title, "licence": LICENCES, "seen": seen_until()}
    return Page(page_html(graph, lang=lang)), name


def write_site(eco: Workbench, folder: Path, *, as_of: str | None = None, lang: str = "en", progress: Progress = quiet) -> list[Path]:
    """Write `<map>.html` for every map and `index.html`. Raises: AskError where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AskError(f"{folder} cannot be made: {error.strerror}; choose another folder with -o") from None
    written, entries = [], []
    for done, (name, words) in enumerate(MAPS.items()):
        progress(f"drawing {name}", done, len(MAPS))
        question = map_question(name)
        answer = eco.ask(question.id, as_of=as_of, **question.example)
        page = map_page(eco, question.id, as_of=as_of, lang=lang, params=question.example)
        written.append(page.write(folder / f"{name}.html"))
        sentence = dict(zip(("en", "zh"), question.say(answer), strict=True)) if question.say else {"en": "", "zh": ""}
        title = {code: answer.headline(code) for code in ("en", "zh")}
        entries.append({"href": f"{name}.html", "map": {"en": words[0], "zh": words[1]}, "title": title, "sentence": sentence, "shape": question.drawing.shape})
    index = folder / "index.html"
    Page(index_html(entries, as_of=answer.as_of, licence=LICENCES, seen=seen_until(), lang=lang)).write(index)
    return [index, *written]
