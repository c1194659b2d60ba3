"""What a store keeps of a record beside its fields: a digest, and its states by the as-of rule."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from graph.asof import CACHED, Steps, gone, pack, shown
from graph.derive import STORED_AS
from graph.schema import Edge, Node, Source
from graph.store import Row

SOURCE_STEPS: Steps = (("0000-00-00", "in force"),)
"""A source is always there."""
ENDS = ("subject_id", "object_id")
"""Fields of a relation that are its ends, and not stored with it."""


def own(record: Node | Edge) -> Row:
    """Its own properties as they are stored, without those that are null, the id of a node, and the ends of a relation."""
    props = {k: v for k, v in record.__dict__.items() if v is not None}
    for name in ENDS if isinstance(record, Edge) else ("id",):
        del props[name]
    if isinstance(record, Source):
        props = {STORED_AS.get(k, k): v for k, v in props.items()}
    return props


def nothing(record: Node | Edge) -> Row:
    """Null for every property of its own that it may have."""
    names = (f for f in type(record).model_fields if f != "id" and f not in ENDS)
    return dict.fromkeys(STORED_AS.get(f, f) if isinstance(record, Source) else f for f in names)


def digest(props: Mapping[str, Any]) -> str:
    """A hash of a record's own properties."""
    return hashlib.blake2b(orjson.dumps(props, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


@lru_cache(maxsize=CACHED)
def days(steps: Steps) -> Row:
    """States as they are stored, and by what questions filter."""
    return {"shown": shown(steps), "gone": gone(steps), "states": pack(steps)}
