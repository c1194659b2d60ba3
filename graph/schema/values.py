"""Value types: they clean and validate one cell, so loaders need not.

Each raises an error that says what the cell should hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from graph.ids import ID
from graph.schema.words import Confidence, DealKind, DealStatus, Effect, Function, Layer, Lever, Opened, PolicySubtype, Status, Word

TEXT_LIMIT = 8_000
"""Longest cell, in bytes of UTF-8: what an index of the server can still hold."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def wrong(message: str, column: str = "") -> PydanticCustomError:
    """An error whose text is shown to the reader as it stands; `column` where it is not a cell's own."""
    return PydanticCustomError("ecomap", "{message}", {"message": message, "column": column})


def _text(value: str) -> str:
    value = value.strip()
    if not value:
        raise wrong("is blank; leave the cell empty")
    if not value.isprintable() and _CONTROL.search(value):
        raise wrong("holds a control character; remove it")
    if len(value) > TEXT_LIMIT // 4 and len(value.encode()) > TEXT_LIMIT:
        raise wrong(f"is longer than {TEXT_LIMIT:,} bytes; shorten it")
    return value


@lru_cache(maxsize=65536)
def _id(value: str) -> str:
    value = value.strip()
    if not ID.match(value) or len(value) > 200:
        raise wrong("is not an id; ids are lower-case letters and digits joined by hyphens, as in cn-ai-healthcare")
    return value


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@lru_cache(maxsize=65536)
def _partial_date(value: str) -> str:
    value = value.strip()
    if not (found := _DATE.match(value)):
        raise wrong("is not a date; write 2025, 2025-03 or 2025-03-06")
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise wrong("is not a day of the calendar; check month and day") from None
    if not 1000 <= year <= 2999:
        raise wrong("is outside the years 1000 to 2999")
    return value


def _day(value: str) -> str:
    value = _partial_date(value)
    if len(value) < 10:
        raise wrong("is not a day; write 2025-03-06")
    return value


_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:[/?#]\S*)?\Z")
"""What nearly all addresses look like; the others are taken apart."""


def _url(value: str) -> str:
    value = _text(value)
    if not _PLAIN_URL.match(value):
        try:
            parts = urlsplit(value)
        except ValueError:
            raise wrong("is not a web address") from None
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(c.isspace() for c in value):
            raise wrong("is not a web address; only http:// and https:// are taken")
    return value


def _number(value: Any) -> float:
    try:
        number = float(str(value).strip())
    except ValueError:
        raise wrong("is not a number; write digits with a point, without signs for thousands or units") from None
    if number != number or abs(number) == float("inf"):
        raise wrong("is not a finite number")
    return number


def _order(value: Any) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 99:
        raise wrong("is not a place in an order; write a whole number from 1 to 99")
    return int(text)


def _yes(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in ("true", "false"):
        raise wrong("is neither true nor false")
    return word == "true"


@lru_cache(maxsize=65536)
def _parts(value: str) -> tuple[str, ...]:
    return tuple(part for piece in value.split(";") if (part := piece.strip()))


def split(value: Any) -> Any:
    """A cell of several values, separated by semicolons; blanks between them are dropped."""
    return list(_parts(value)) if isinstance(value, str) else value


def one_of(*words: type[Word]) -> Callable[[str], str]:
    """A validator that takes a word of the vocabularies and names them all when it is none."""
    known = {word.value for vocabulary in words for word in vocabulary}
    listed = ", ".join(dict.fromkeys(word.value for vocabulary in words for word in vocabulary))

    def check(value: str) -> str:
        if value not in known:
            raise wrong(f"is not one of {listed}")
        return value

    return check


def _lei(value: str) -> bool:
    """ISO 17442: 20 characters, ISO 7064 MOD 97-10 over letters as 10..35."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}\d{2}", value)) and int("".join(str(int(c, 36)) for c in value)) % 97 == 1


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _uscc(value: str) -> bool:
    """GB 32100-2015: 18 characters without I, O, S, V, Z; the last is 31 minus the sum weighted by powers of 3 modulo 31."""
    if len(value) != 18 or any(c not in _USCC for c in value):
        return False
    total = sum(_USCC.index(c) * pow(3, i, 31) for i, c in enumerate(value[:17]))
    return _USCC[-total % 31] == value[17]


IDENTIFIERS: dict[str, tuple[Callable[[str], bool], str]] = {
    "lei": (_lei, "a Legal Entity Identifier: 20 characters whose check digits fit"),
    "uscc": (_uscc, "a Unified Social Credit Code: 18 characters whose check character fits"),
    "cik": (lambda v: bool(re.fullmatch(r"\d{1,10}", v, re.ASCII)), "a Central Index Key: up to ten digits"),
    "iso": (lambda v: bool(re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", v)), "an ISO 3166 code: CN or CN-BJ"),
    "ticker": (lambda v: bool(re.fullmatch(r"[A-Z]{2,8}:[A-Z0-9.-]{1,12}", v)), "exchange and symbol: HKEX:1530"),
    "celex": (lambda v: bool(re.fullmatch(r"\d[0-9A-Z()_/-]{5,24}", v)), "a CELEX number: 32024R1689"),
}
"""Identifier schemes with a form of their own; what has no such key is text."""


_NOTE = re.compile(r"\s*(\[[^\]]*\]|\([^)]*\))\Z")
"""A remark behind an identifier, as in `NASDAQ:SGEN (historic)`."""


def _identifier(value: str) -> str:
    value = _text(value)
    scheme, sign, body = value.partition("=")
    if sign and scheme in IDENTIFIERS:
        fits, form = IDENTIFIERS[scheme]
        bare = _NOTE.sub("", body).strip()
        if not fits(bare):
            raise wrong(f"is not {form}")
    return value


Text = Annotated[str, AfterValidator(_text)]
Id = Annotated[str, AfterValidator(_id)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""`2025`, `2025-03` or `2025-03-06`: an interval of days."""
Day = Annotated[str, AfterValidator(_day)]
Url = Annotated[str, AfterValidator(_url)]
Number = Annotated[float, BeforeValidator(_number)]
Order = Annotated[int, BeforeValidator(_order)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Texts = Annotated[list[Text], BeforeValidator(split), Field(default_factory=list)]
Ids = Annotated[list[Id], BeforeValidator(split), Field(default_factory=list)]
Identifiers = Annotated[list[Annotated[str, AfterValidator(_identifier)]], BeforeValidator(split), Field(default_factory=list)]
Roles = Annotated[list[Annotated[str, AfterValidator(one_of(Function, Lever))]], BeforeValidator(split), Field(default_factory=list)]
EffectWord = Annotated[str, AfterValidator(one_of(Effect))]
LayerWord = Annotated[str, AfterValidator(one_of(Layer))]
SubtypeWord = Annotated[str, AfterValidator(one_of(PolicySubtype))]
StatusWord = Annotated[str, AfterValidator(one_of(Status))]
ConfidenceWord = Annotated[str, AfterValidator(one_of(Confidence))]
DealKindWord = Annotated[str, AfterValidator(one_of(DealKind))]
DealStatusWord = Annotated[str, AfterValidator(one_of(DealStatus))]
OpenedWord = Annotated[str, AfterValidator(one_of(Opened))]
