"""The words of the interface in both languages; the words of the data are the schema's."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from graph.answer_words import COLUMNS, ENGLISH_ONLY, WORDS


@cache
def interface_words() -> dict[str, dict[str, dict[str, str]]]:
    """Sets of words: `ui` (buttons, headings, help), `places`, `columns` (headings of answers), `cells` (closed words of answers)."""
    sets = {**json.loads(files("graph.page").joinpath("interface.json").read_text(encoding="utf-8")), "columns": COLUMNS, "cells": WORDS}
    sets["ui"]["english_only"] = ("", ENGLISH_ONLY)
    return {name: {word: {"en": pair[0], "zh": pair[1]} for word, pair in words.items()} for name, words in sets.items()}
