"""Pages of the maps, and the folder of all of them with an index."""

from __future__ import annotations

from pathlib import Path

from graph.asof import SEEN
from graph.errors import AskError
from graph.page import page_html
from graph.page.index import index_html
from graph.picture import LANGUAGES, LICENCES, headline, said
from graph.question import MAPS
from graph.schema import ENTITY_LABELS
from graph.store import Progress, quiet
from graph.workbench import Page, Workbench, map_question


def part_page(eco: Workbench, around: str | None, hops: int, *, as_of: str | None = None, lang: str = "en") -> tuple[Page, str]:
    """The surroundings of an entity, or everything, as a page; and a name for its file."""
    if around is None:
        graph, name = eco.whole(as_of=as_of), "all"
        title = {"en": "Everything in this dataset", "zh": "本数据集全图"}
    else:
        graph, name = eco.around(around, hops, as_of=as_of), eco.finder.resolve(around, ENTITY_LABELS)
        entity = graph.nodes[name]
        title = {"en": f"{entity['name']} and what lies round it", "zh": f"{entity.get('name_zh') or entity['name']}及其周边"}
    graph.graph |= {"title": title, "licence": LICENCES, "seen": SEEN}
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
        answer = eco.ask(question.id, as_of=as_of, lang=lang, **question.example)
        written.append(answer.page().write(folder / f"{name}.html"))
        title = {code: headline(answer, code) for code in LANGUAGES}
        entries.append({"href": f"{name}.html", "map": dict(zip(LANGUAGES, words, strict=True)), "title": title, "sentence": said(answer)})
    index = folder / "index.html"
    Page(index_html(entries, as_of=answer.as_of, licence=LICENCES, seen=SEEN, lang=lang)).write(index)
    return [index, *written]
