"""How things are identified. Ids are kebab-case and minted once; relations have keys made of what identifies them."""

from __future__ import annotations

import re

ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\Z")
"""An entity, figure, deal, source or dataset id."""


def relation_key(dataset: str, subject: str, type_: str, obj: str, start: str | None, *, symmetric: bool) -> str:
    """What identifies one dataset's claim: subject, type, object and start date (empty counts as a value).

    Two datasets that say the same keep two claims, side by side.
    """
    subject, obj = key_ends(subject, obj, symmetric=symmetric)
    return f"{dataset}|{subject}|{type_}|{obj}|{start or ''}"


def key_ends(subject: str, obj: str, *, symmetric: bool) -> tuple[str, str]:
    """The ends as a relation key has them: the reverse of a symmetric relation is the same relation, so they are put in order."""
    return (obj, subject) if symmetric and obj < subject else (subject, obj)


def ends_of(key: str) -> tuple[str, str]:
    """The ends inside a relation key."""
    _, subject, _, obj, _ = key.split("|")
    return subject, obj


def is_relation_key(ref: str) -> bool:
    """Whether a reference names a relation rather than a node: node ids hold no bar."""
    return "|" in ref


def dataset_of(key: str) -> str:
    """The dataset inside a relation key."""
    return key.partition("|")[0]


def relation_type(key: str) -> str:
    """The relationship type inside a relation key."""
    return key.split("|")[2]
