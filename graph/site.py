"""Pages of the maps, and the folder of all of them with an index."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx

from graph.asof import SEEN
from graph.errors import AskError
from graph.layout import lay_out
from graph.page import page_html
from graph.page.index import index_html
from graph.page.thumbnail import thumbnail
from graph.picture import LANGUAGES, LICENCES, headline, said
from graph.question import MAPS
from graph.schema import ENTITY_LABELS
from graph.store import Progress, quiet
from graph.workbench import Answer, Page, Workbench, map_question


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
    maps: dict[str, tuple[Answer, nx.MultiDiGraph[str]]] = {}
    for done, name in enumerate(MAPS):
        progress(f"drawing {name}", done, len(MAPS))
        question = map_question(name)
        answer = eco.ask(question.id, as_of=as_of, lang=lang, **question.example)
        maps[name] = answer, answer.pictured()
    written, entries = [], []
    for name, (answer, graph) in maps.items():
        graph.graph["links"] = {
            node: [f"{other}.html#{node}" for other, (_, there) in maps.items() if other != name and node in there] for node in graph
        }
        lay_out(graph)
        written.append(Page(page_html(graph, lang=lang)).write(folder / f"{name}.html"))
        entries.append(_entry(name, answer, graph))
    index = folder / "index.html"
    Page(index_html(entries, as_of=answer.as_of, licence=LICENCES, seen=SEEN, lang=lang)).write(index)
    return [index, *written]


def _entry(name: str, answer: Answer, graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """What the index says of a map: what it answers, how much it holds, how sure that is, and what is missing."""
    sure = Counter(claim["confidence"] for claim in answer.claims.values())
    now = answer.network()
    gaps = sum(answer.question.drawing.is_gap(row) for row in answer.json()["rows"])
    return {
        "href": f"{name}.html",
        "map": dict(zip(LANGUAGES, MAPS[name], strict=True)),
        "title": {code: headline(answer, code) for code in LANGUAGES},
        "sentence": said(answer),
        "picture": thumbnail(graph),
        "counts": {
            "entities": len(now),
            "links": now.number_of_edges(),
            "sources": len(answer.sources),
            **{word: sure[word] for word in ("verified", "reported", "unverified")},
            "gaps": gaps,
        },
    }
