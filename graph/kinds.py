"""What kind of value every stored property holds, in the words of the server's import: string, long, double, boolean, string[]."""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import Any

from graph.derive import KEPT, STORED_AS, properties
from graph.schema import LABELS, TYPES

_KINDS = {int: "long", float: "double", bool: "boolean", str: "string"}
_LISTS_OF_LOADING = frozenset({"states", "datasets", "cells"})


@cache
def kinds_of(kind: str) -> dict[str, str]:
    """Stored property of a label or type -> its kind."""
    record = LABELS.get(kind) or TYPES.get(kind)
    names = ("key", *KEPT) if record is None else properties(kind)
    fields = {} if record is None else {STORED_AS.get(field, field): info.annotation for field, info in record.model_fields.items()}
    return {name: "string[]" if name in _LISTS_OF_LOADING else _kind(fields.get(name, str)) for name in names}


def own_lists(kind: str) -> tuple[str, ...]:
    """Lists that a record always has, be they empty."""
    return tuple(name for name, of in kinds_of(kind).items() if of == "string[]" and name not in _LISTS_OF_LOADING)


def _kind(annotation: Any) -> str:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        annotation = next(part for part in typing.get_args(annotation) if part is not types.NoneType)
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return "string[]" if typing.get_origin(annotation) is list else _KINDS.get(annotation, "string")
