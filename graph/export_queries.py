"""The catalogue for people who work in Neo4j Browser: a file for each question, with its texts and the parameters of its example.

A file begins with the picture of the example's answer, the relations that its rows stand on; then come the question's texts, each
after the parameters that it takes. Answers of `ecomap ask` are computed from what these texts find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from inspect import cleandoc
from pathlib import Path
from typing import Any, cast

from graph.errors import EcomapError, NotFound
from graph.export_script import literal
from graph.ids import is_relation_key, relation_type
from graph.question import Question
from graph.store import Row, Store
from graph.workbench import Answer, Workbench
from queries import CATALOGUE


class _Heard:
    """The reading side of a store, which remembers the texts it is asked, each with what it was asked with first."""

    def __init__(self, store: Store) -> None:
        self.store, self.name = store, store.name
        self.texts: dict[str, Mapping[str, Any]] = {}

    def version(self) -> str:
        return self.store.version()

    def rows(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        self.texts.setdefault(cypher, params or {})
        return self.store.rows(cypher, params)


def export_queries(store: Store, folder: Path) -> list[Path]:
    """Write the files, named like their questions, and return them; none for a question whose example the store does not know.

    Raises: Empty, EcomapError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for question in CATALOGUE.values():
            with suppress(NotFound):
                text = "\n\n".join(_saved(store, question))
                path = folder / f"{question.id}.cypher"
                path.write_text(text + "\n", encoding="utf-8", newline="\n")
                written.append(path)
    except OSError as error:
        raise EcomapError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from error
    return written


def _saved(store: Store, question: Question) -> Iterator[str]:
    heard = _Heard(store)
    answer = Workbench(cast(Store, heard), fill=False).ask(question.id, **question.example)
    yield f"// {question.title[0]}\n// {question.title[1]}\n// As of {answer.as_of}; change the parameters and run a text again."
    if picture := _picture(answer):
        yield f"// The answer's relations\n{picture}"
    names = {question.cypher: "what it finds"} | {text.cypher: name.replace("_", " ") for name, text in question.texts.items()}
    for text, name in names.items():
        if text in heard.texts:
            taken = sorted(set(re.findall(r"\$(\w+)", text)))
            given = {key: heard.texts[text][key] for key in taken}
            yield f"// {name}\n:params {literal(given)}\n{cleandoc(text)};"


def _picture(answer: Answer) -> str:
    keys = [key for row in answer.rows for key in row.claims if is_relation_key(key)]
    types = "|".join(dict.fromkeys(map(relation_type, keys)))
    return f"MATCH (a)-[r:{types}]->(b) WHERE r.key IN {literal(list(dict.fromkeys(keys)))} RETURN a, r, b;" if keys else ""
