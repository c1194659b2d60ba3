"""The data block of a page of thousands of claims: what is named and linked stands in it plainly, the rest is deflated beside it.

Plain, for whoever reads the block: the parameters, the day, each node with its names and state, each edge with its ends, type, state
and claims. In `packed` (raw deflate, base64): everything else, in the same form; a claim without `kind` is the relation of its edge.
Answers to questions are never packed.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Any

import orjson

MANY = 1000
"""Claims from which a page is packed."""
PLAIN = ("question", "params", "as_of", "title", "lang")
NODE = frozenset({"id", "label", "name", "name_zh", "state"})
EDGE = frozenset({"from", "to", "type", "state", "claims"})
ENDS = {"subject": "from", "object": "to", "type": "type"}
BLOCK = re.compile(r'<script type="application/json" id="ecomap-data">(.*?)</script>', re.S)
Thing = dict[str, Any]


def packed(data: Thing) -> Thing:
    """The data as it stands in the block."""
    if data["question"] is not None or len(data["claims"]) < MANY:
        return data
    rest = {key: value for key, value in data.items() if key not in PLAIN}
    rest["nodes"], rest["edges"] = [_without(node, NODE) for node in data["nodes"]], [_without(edge, EDGE) for edge in data["edges"]]
    said = {name: edge for edge in data["edges"] for name in edge.get("claims", ())}
    rest["claims"] = {name: _beyond(claim, said.get(name)) for name, claim in data["claims"].items()}
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    raw = deflate.compress(orjson.dumps(rest, option=orjson.OPT_NON_STR_KEYS)) + deflate.flush()
    return {
        **{key: data[key] for key in PLAIN},
        "nodes": [_with(node, NODE) for node in data["nodes"]],
        "edges": [_with(edge, EDGE) for edge in data["edges"]],
        "sorry": data["words"]["ui"]["tooold"],
        "packed": base64.b64encode(raw).decode("ascii"),
    }


def page_data(html: str) -> Thing:
    """All data of a page, whether some of it is packed or not. Raises: ValueError for a text that is no page of ours."""
    block = BLOCK.search(html)
    if block is None:
        raise ValueError("no data block: not a page of ecomap")
    data: Thing = orjson.loads(block[1])
    if "packed" not in data:
        return data
    rest = orjson.loads(zlib.decompress(base64.b64decode(data.pop("packed")), wbits=-zlib.MAX_WBITS))
    del data["sorry"]
    for name in ("nodes", "edges"):
        rest[name] = [{**plain, **more} for plain, more in zip(data[name], rest[name], strict=True)]
    for edge in rest["edges"]:
        said = {"kind": "relation", **{key: edge[end] for key, end in ENDS.items() if end in edge}}
        rest["claims"] |= {name: said | rest["claims"][name] for name in edge.get("claims", ()) if "kind" not in rest["claims"][name]}
    return {**data, **rest}


def _with(thing: Thing, keys: frozenset[str]) -> Thing:
    return {key: value for key, value in thing.items() if key in keys}


def _without(thing: Thing, keys: frozenset[str]) -> Thing:
    return {key: value for key, value in thing.items() if key not in keys}


def _beyond(claim: Thing, edge: Thing | None) -> Thing:
    """A claim without what the edge says that stands for it; whole where the two differ."""
    if edge is None or claim.get("kind") != "relation" or any(claim.get(key) != edge.get(end) for key, end in ENDS.items()):
        return claim
    return _without(claim, frozenset({"kind", *ENDS}))
