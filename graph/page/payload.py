"""What a page knows: the network, the answer it belongs to, and the words in both languages, as one plain object.

`network.graph` may hold `answer` (the JSON answer of a question), `title` and `sentence` ({"en", "zh"}), `drawing`,
`columns`, `history` (answers of other days: [{"as_of", "rows", "sentence"}], rows or places in `past`), `seen`, `licence`, `marks` (days), `map`,
`story` (steps) and `links` (entity id to the page that opens it). All of it is optional and none of it is trusted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.drawing import Drawing, Network, Table
from graph.layout import positions
from graph.page.interface import interface_words
from graph.page.model import MapNetwork
from graph.page.plain import names_of, plain, text, texts
from graph.schema import vocabulary

LISTS = ("aliases", "identifiers", "sources", "states")
NODE_FIELDS = (
    "label", "name", "name_zh", "short_name", "short_name_zh", "aliases", "jurisdiction", "subtype", "layer", "state", "states",
    "start_date", "end_date", "announced", "identifiers", "description", "sources", "confidence", "group", "size",
)  # fmt: skip
EDGE_FIELDS = ("type", "state", "states", "claims", "role", "effect", "detail", "confidence", "sources", "start_date", "end_date", "weight")
HAN = re.compile(r"[\u3400-\u9fff]")


def payload(network: nx.Graph[Any], *, title: str | None = None, lang: str = "en") -> dict[str, Any]:
    """The data block of a page."""
    about: dict[str, Any] = {text(key): value for key, value in network.graph.items()}
    answer = about.get("answer")
    answer = plain(answer) if isinstance(answer, Mapping) else {}
    model = MapNetwork()
    model.from_nx(network)
    _place(model, network)
    labels = vocabulary()["labels"]
    nodes = [_node(node, labels) for node in model.nodes]
    edges = [_edge(edge) for edge in model.edges]
    entities = answer.get("entities") or {}
    return {
        "question": answer.get("question"),
        "params": answer.get("params") or {},
        "as_of": answer.get("as_of"),
        "title": _both(title or about.get("title") or network.name or None),
        "sentence": _both(about.get("sentence")),
        "drawing": _drawing(about.get("drawing"), answer, nodes),
        "columns": _columns(about.get("columns"), answer),
        "rows": answer.get("rows") or [],
        "history": plain(about.get("history")) or [],
        "past": plain(about.get("past")) or [],
        "notes": texts(answer.get("notes")),
        "nodes": nodes,
        "edges": edges,
        "claims": answer.get("claims") or {},
        "entities": entities,
        "sources": answer.get("sources") or plain(about.get("sources")) or {},
        "pinyin": _pinyin([*nodes, *({"id": key, **value} for key, value in entities.items() if isinstance(value, Mapping))]),
        "story": plain(about.get("story")) or [],
        "links": plain(about.get("links")) or {},
        "map": plain(about.get("map")),
        "marks": texts(about.get("marks")),
        "seen": plain(about.get("seen")),
        "licence": _both(about.get("licence")),
        "built": datetime.date.today().isoformat(),
        "lang": "zh" if lang.lower().startswith("zh") else "en",
        "words": interface_words(),
        "vocabulary": _vocabulary(nodes, edges, answer),
    }


def _node(data: dict[str, Any], labels: Mapping[str, Any]) -> dict[str, Any]:
    """A node with the fields a page shows. A `label` that is no kind of the schema is the name, as in pyvis."""
    if "name" not in data and data.get("label") is not None and data["label"] not in labels:
        data = {**data, "name": data["label"], "label": data.get("type") or data.get("kind")}
    if "description" not in data and data.get("title") is not None:
        data = {**data, "description": data["title"]}
    kept = {"id": data["id"], "x": data["x"], "y": data["y"], **_kept(data, NODE_FIELDS)}
    more = {
        key: value for key, value in data.items() if key not in kept and key not in SPENT and isinstance(value, (str, int, float, bool))
    }
    if more:
        kept["more"] = dict(list(more.items())[:20])
    return kept


SPENT = frozenset({*NODE_FIELDS, "title", "type", "kind", "label", "color", "shape", "x", "y", "physics", "hidden", "value", "font", "id"})


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    kind = data.get("type") or data.get("label") or data.get("title")
    return {"from": data["from"], "to": data["to"], **_kept({**data, "type": None if kind is None else text(kind)}, EDGE_FIELDS)}


def _kept(data: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """The named fields that say something; lists as lists of texts, the rest as text."""
    kept: dict[str, Any] = {}
    for field in fields:
        value = data.get(field)
        if value is None or value == "" or value == []:
            continue
        if field in LISTS or field in ("claims", "role"):
            kept[field] = texts(value)
        elif field in ("size", "weight"):
            if isinstance(value, (int, float)):
                kept[field] = value
        else:
            kept[field] = text(value)
    return kept


def _place(model: MapNetwork, network: nx.Graph[Any]) -> None:
    """Every node of the model gets finite positions: its own, else the layout's."""
    names = names_of(network.nodes)
    for node, (x, y) in positions(network).items():
        model.node_map[names[node]].update(x=round(x, 1), y=round(y, 1))


def _both(value: object) -> dict[str, str] | None:
    """A text in both languages; one that comes in a single language stands for both."""
    if isinstance(value, Mapping):
        first = next((item for item in value.values() if item), "")
        return {lang: text(value.get(lang) or first) for lang in ("en", "zh")}
    return None if value in (None, "") else {"en": text(value), "zh": text(value)}


def _drawing(drawing: object, answer: Mapping[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """What is drawn first: the question's own shape, else the network, else the table."""
    if isinstance(drawing, Drawing):
        return drawing.spec()
    if isinstance(drawing, Mapping) and "shape" in drawing:
        return dict(plain(drawing))
    return (Network() if nodes or not answer.get("rows") else Table()).spec()


def _columns(columns: object, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of the answer, as {"name", "type", "help"}."""
    if isinstance(columns, (list, tuple)):
        return [plain(c) if isinstance(c, Mapping) else {"name": text(c)} for c in columns]
    return [{"name": text(name)} for name in answer.get("columns") or []]


def _vocabulary(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], answer: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the schema; of labels and relations only those that the page uses."""
    claims = [claim for claim in (answer.get("claims") or {}).values() if isinstance(claim, Mapping)]
    entities = [entity for entity in (answer.get("entities") or {}).values() if isinstance(entity, Mapping)]
    cells = {text(cell) for row in answer.get("rows") or [] for value in row.values() for cell in texts(value)}
    used = {
        "labels": {item.get("label") for item in [*nodes, *entities]} | cells,
        "relations": {item.get("type") for item in [*edges, *claims]} | cells,
    }
    words: dict[str, Any] = dict(vocabulary())
    for name, seen in used.items():
        words[name] = {word: said for word, said in words[name].items() if word in seen}
    words["groups"] = {word: {"en": said["en"], "zh": said["zh"]} for word, said in words["groups"].items()}
    return words


def _pinyin(items: list[dict[str, Any]]) -> dict[str, str]:
    """For each id with a Chinese name: its syllables without tones, several names separated by semicolons."""
    found: dict[str, str] = {}
    for item in items:
        names = [item.get("name_zh"), item.get("short_name_zh"), item.get("name"), *(item.get("aliases") or [])]
        chinese = list(dict.fromkeys(name for name in names if isinstance(name, str) and HAN.search(name)))
        if chinese and item["id"] not in found:
            found[item["id"]] = ";".join(_syllables(name) for name in chinese[:6])
    return found


def _syllables(name: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionary is large, and a page without Chinese does not need it

    return " ".join(lazy_pinyin(name[:80], v_to_u=False)).lower()
