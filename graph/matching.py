"""How a text fits a name: the same, its beginning, the beginning of a word, within, or misspelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

EXACT, PREFIX, WORD, WORDS, INSIDE, FUZZY = 100, 85, 75, 65, 50, 48
"""Highest scores: the whole name; its beginning; the beginning of a word; of several words; within a word; a likely slip."""
BY_SOUND = 2
"""What a match by pinyin loses against the same match by a name as it is written."""
ALIKE, ALIKE_WITHIN = 74, 86
"""Least likeness, in percent, that counts as a slip: to a whole name, to a part of one."""
NAMES = ("name", "name_zh", "short_name", "short_name_zh")
"""Properties that hold a name each; `aliases` holds several."""
LONGEST = 200
"""Characters of a query that are looked at."""
SHORTEST_SLIP = 4
"""Shorter queries are too like too many names to be taken as misspelt."""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORD = re.compile(rf"[{_HAN}+]|[^\W_{_HAN}]+")
_TONE_DIGIT = re.compile(r"(?<=[a-z])[1-5](?![0-9])")


@dataclass(frozen=True, slots=True)
class Form:
    """One name of one entity: its words run together, where each begins, and the words."""

    owner: int
    text: str
    words: tuple[str, ...]
    sound: bool = False

    def begins(self, at: int) -> bool:
        """Whether a word begins at that place of the text."""
        for word in self.words:
            if at <= 0:
                return at == 0
            at -= len(word)
        return False


def words(text: str) -> tuple[str, ...]:
    """Words as they are compared: without case, width, accents and punctuation; every Chinese character is one, and a plus sign.

    >>> words("Yībǎojú  (ＮＨＳＡ)"), words("AI医疗")
    (('yibaoju', 'nhsa'), ('ai', '医', '疗'))
    """
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(_WORD.findall(unicodedata.normalize("NFC", bare)))


def written(id_: str, row: Mapping[str, Any]) -> dict[str, None]:
    """Every name that a stored entity bears, as it is written, and its id; each once."""
    return {name: None for name in (id_, *map(row.get, NAMES), *(row.get("aliases") or ())) if name}


def folded(id_: str, row: Mapping[str, Any]) -> list[str]:
    """The same as they are compared: the words of each run together, each once."""
    return list(dict.fromkeys(form for name in written(id_, row) if (form := "".join(words(name)))))


def is_latin(asked: tuple[str, ...]) -> bool:
    """Whether words may be pinyin."""
    return all(word.isascii() for word in asked) and any(c.isalpha() for word in asked for c in word)


def sound(text: str) -> str:
    """Pinyin as it is compared: without tones, ü as v."""
    return "".join(words(_TONE_DIGIT.sub("", unicodedata.normalize("NFD", text.casefold()).replace("u\u0308", "v"))))


def holding(text: str, asked: tuple[str, ...], forms: Iterable[Form]) -> Iterator[tuple[int, float]]:
    """Forms that hold a text, or begin a word with each of the words asked; the more of the name, the higher the score."""
    for form in forms:
        if text in form.text:
            lost, cover = BY_SOUND * form.sound, len(text) / len(form.text)
            if text == form.text:
                yield form.owner, EXACT - lost
            elif form.text.startswith(text):
                yield form.owner, PREFIX - lost + 10 * cover
            elif any(form.begins(found.start()) for found in re.finditer(f"(?={re.escape(text)})", form.text)):
                yield form.owner, WORD - lost + 9 * cover
            elif len(text) > 2 and not form.sound:
                yield form.owner, INSIDE + 9 * cover
        elif (
            len(asked) > 1
            and all(begun in form.text for begun in asked)
            and all(any(word.startswith(begun) for word in form.words) for begun in asked)
        ):
            yield form.owner, WORDS + 9 * min(len(text) / len(form.text), 1)


def like(text: str, forms: Sequence[Form]) -> Iterator[tuple[int, float]]:
    """Forms that a text misspells, whole or in part."""
    if len(text) < SHORTEST_SLIP:
        return
    choices = [form.text for form in forms]
    for _, likeness, at in process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
        yield forms[at].owner, FUZZY * likeness / 100 - BY_SOUND * forms[at].sound
    if len(text) > 2 * SHORTEST_SLIP:
        for _, likeness, at in process.extract(text, choices, scorer=fuzz.partial_ratio, score_cutoff=ALIKE_WITHIN, limit=None):
            if len(choices[at]) > len(text):
                yield forms[at].owner, 0.9 * FUZZY * likeness / 100 - BY_SOUND * forms[at].sound
