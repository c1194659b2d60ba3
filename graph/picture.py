"""An answer made ready to be drawn: its network, and with it what a page says beside the picture."""

from __future__ import annotations

import networkx as nx

from graph.answer_table import heading, name_of
from graph.asking import Answer
from graph.asof import SEEN
from graph.columns import Cell, marked
from graph.network import network_of
from graph.question import MAPS
from graph.story import told
from loaders.licence import LICENCE

LICENCES = {
    "en": f"Data: ecomap, {LICENCE}. Each claim names its source.",
    "zh": f"数据：ecomap，{LICENCE}。每条论断均注明来源。",
}
LANGUAGES = ("en", "zh")


def drawn(answer: Answer) -> nx.MultiDiGraph[str]:
    """The network of an answer with title, sentence, drawing, columns, licence, marked days and its story."""
    question, graph = answer.question, network_of(answer)
    graph.graph |= {
        "map": question.map,
        "title": {lang: headline(answer, lang) for lang in LANGUAGES},
        "drawing": question.drawing,
        "columns": [
            {
                "name": column,
                "type": marked(question.row.model_fields[column], Cell).kind,
                "help": heading(column, "en"),
                "heading": {lang: heading(column, lang) for lang in LANGUAGES},
            }
            for column in question.row.columns()
        ],
        "seen": SEEN,
        "licence": LICENCES,
        "marks": list(question.marks),
        "story": told(question.id, answer.params, answer.as_of),
    }
    if sentence := said(answer):
        graph.graph["sentence"] = sentence
    return graph


def said(answer: Answer) -> dict[str, str] | None:
    """The answer in one sentence, in both languages."""
    return dict(zip(LANGUAGES, answer.question.say(answer), strict=True)) if answer.question.say else None


def headline(answer: Answer, lang: str) -> str:
    """The question as a title, with the names of what it is about, and the jurisdiction that it is asked for."""
    words = (answer.question.headline or answer.question.title)[lang == "zh"]
    names = {k: name_of(answer.entities.get(v), v, lang) for k, v in answer.params.items() if isinstance(v, str)}
    if (map_ := answer.params.get("map")) in MAPS:
        names["map"] = MAPS[map_][lang == "zh"]
    where = f" · {names['jurisdiction']}" if "jurisdiction" in names else ""
    return words.format_map(_Names(names)) + where


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
