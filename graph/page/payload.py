"""What a page knows: the network, the answer it belongs to, and the words in both languages, as one plain object.

`network.graph` may hold `answer` (the JSON answer of a question), `title` and `sentence` ({"en", "zh"}), `drawing`,
`columns`, `history` (answers of other days: [{"as_of", "rows", "sentence"}], rows or places in `past`), `seen`, `licence`,
`marks` (days), `map`, `story` (steps) and `links` (entity id to the pages that show it). All of it is optional and none of it is trusted.
The page of an answer has every field of its claims; a page without a question, of a part of the store or all of it, leaves out what
goes without saying.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.drawing import Drawing, Network, Table
from graph.layout import positions
from graph.page import checked
from graph.page.interface import interface_words
from graph.page.model import MapNetwork
from graph.page.plain import names_of, plain, text, texts
from graph.schema import vocabulary

LISTS = ("aliases", "identifiers", "sources", "claims", "role")
NODE_FIELDS = frozenset((
    "label", "name", "name_zh", "short_name", "short_name_zh", "aliases", "jurisdiction", "subtype", "layer", "state", "states",
    "start_date", "end_date", "announced", "identifiers", "description", "sources", "confidence", "group", "size",
))  # fmt: skip
EDGE_FIELDS = frozenset((
    "type", "state", "states", "claims", "role", "effect", "detail", "confidence", "sources", "start_date", "end_date", "weight",
))  # fmt: skip
ALWAYS = "0000-00-00"
"""The first day of a state that has no beginning; a single such step says no more than the state itself."""
UNSAID = (("state", "in force"), ("confidence", "verified"))
HAN = re.compile(r"[\u3400-\u9fff]")


def payload(network: nx.Graph[Any], *, title: str | None = None, lang: str = "en") -> dict[str, Any]:
    """The data block of a page."""
    about: dict[str, Any] = {text(key): value for key, value in network.graph.items()}
    given = about.get("answer")
    answer: Mapping[Any, Any] = given if isinstance(given, Mapping) else {}
    rows, claims, entities = (
        checked.rows(answer.get("rows")),
        checked.claims(answer.get("claims")),
        checked.entities(answer.get("entities")),
    )
    past = checked.rows(about.get("past"))
    model = MapNetwork()
    model.from_nx(network)
    _place(model, network)
    labels = vocabulary()["labels"]
    nodes = [_node(node, labels) for node in model.nodes]
    edges = [_edge(edge) for edge in model.edges]
    if answer.get("question") is None:
        claims, entities = {name: _telling(claim) for name, claim in claims.items()}, _beside(entities, nodes)
        edges = [_telling(edge) for edge in edges]
    return {
        "question": plain(answer.get("question")),
        "params": checked.records({"": answer.get("params")}).get("", {}),
        "as_of": next(iter(checked.days(answer.get("as_of"))), None),
        "title": checked.both(title or about.get("title") or network.name or None),
        "sentence": checked.both(about.get("sentence")),
        "drawing": _drawing(about.get("drawing"), rows, nodes),
        "columns": _columns(about.get("columns"), answer),
        "rows": rows,
        "history": checked.history(about.get("history")),
        "past": past,
        "notes": texts(answer.get("notes")),
        "nodes": nodes,
        "edges": edges,
        "claims": claims,
        "entities": entities,
        "sources": checked.records(answer.get("sources") or about.get("sources")),
        "pinyin": _pinyin([*nodes, *({**value, "id": key} for key, value in entities.items())]),
        "story": checked.story(about.get("story")),
        "links": checked.links(about.get("links")),
        "map": None if about.get("map") is None else text(about["map"]),
        "marks": checked.days(about.get("marks")),
        "seen": next(iter(checked.days(about.get("seen"))), None),
        "licence": checked.both(about.get("licence")),
        "built": datetime.date.today().isoformat(),
        "lang": "zh" if lang.lower().startswith("zh") else "en",
        "words": interface_words(),
        "vocabulary": _vocabulary([*nodes, *entities.values()], [*edges, *claims.values()], [*rows, *past]),
    }


def _telling(thing: dict[str, Any]) -> dict[str, Any]:
    """A claim or an edge without the fields that say nothing new, which on a map of thousands are a third of the page."""
    return {
        key: value
        for key, value in thing.items()
        if value is not None and value is not False and value != [] and (key, value) not in UNSAID
    }


def _beside(entities: dict[str, dict[str, Any]], nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The entities that are no node, which says the same and more."""
    drawn = {node["id"] for node in nodes}
    return {id_: entity for id_, entity in entities.items() if id_ not in drawn}


def _node(data: dict[str, Any], labels: Mapping[str, Any]) -> dict[str, Any]:
    """A node with the fields a page shows. A `label` that is no kind of the schema is the name, as in pyvis."""
    if "name" not in data and data.get("label") is not None and text(data["label"]) not in labels:
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
    return {"from": data["from"], "to": data["to"], **_kept({**data, "type": kind}, EDGE_FIELDS)}


def _kept(data: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """Of plain data the named fields that say something; lists as lists of texts, the rest as text."""
    kept: dict[str, Any] = {}
    for field, value in data.items():
        if value is None or field not in fields or value == "" or value == []:
            continue
        if field == "states":
            steps = checked.states(value)
            if len(steps) > 1 or (steps and steps[0] != f"{ALWAYS} {data.get('state')}"):
                kept[field] = steps
        elif field in LISTS:
            kept[field] = texts(value)
        elif field in ("size", "weight"):
            if isinstance(value, (int, float)):
                kept[field] = value
        else:
            kept[field] = value if type(value) is str else text(value)
    return kept


def _place(model: MapNetwork, network: nx.Graph[Any]) -> None:
    """Every node of the model gets finite positions: its own, else the layout's."""
    names = names_of(network.nodes)
    for node, (x, y) in positions(network).items():
        model.node_map[names[node]].update(x=round(x, 1), y=round(y, 1))


def _drawing(drawing: object, rows: list[dict[str, Any]], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """What is drawn first: the question's own shape, else the network, else the table."""
    if isinstance(drawing, Drawing):
        return drawing.spec()
    if isinstance(drawing, Mapping) and "shape" in drawing:
        return dict(plain(drawing))
    return (Network() if nodes or not rows else Table()).spec()


def _columns(columns: object, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of the answer, as {"name", "type", "help"}."""
    if isinstance(columns, (list, tuple)):
        return [{**plain(c), "name": text(c.get("name", ""))} if isinstance(c, Mapping) else {"name": text(c)} for c in columns]
    return [{"name": name} for name in texts(answer.get("columns"))]


def _vocabulary(things: list[dict[str, Any]], links: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The words of the schema; of labels and relations only those that the page uses."""
    cells = {text(cell) for row in rows for value in row.values() for cell in texts(value)}
    used = {"labels": {thing.get("label") for thing in things} | cells, "relations": {link.get("type") for link in links} | cells}
    words: dict[str, Any] = dict(vocabulary())
    for name, seen in used.items():
        words[name] = {word: said for word, said in words[name].items() if word in seen}
    if "DEAL" in used["relations"]:  # how a deal, which is a record, is drawn between its parties
        words["relations"]["DEAL"] = vocabulary()["labels"]["Deal"]
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
