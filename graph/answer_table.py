"""An answer as a table of text: what a reader sees in a terminal, a spreadsheet or a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from graph.answer_words import COLUMNS, ENGLISH_ONLY, WORDS
from graph.asking import Answer
from graph.columns import Cell, marked
from graph.schema import word

_UI = {
    "sources": ("sources", "来源"),
    "source_list": ("Sources", "资料来源"),
    "notes": ("Notes", "说明"),
    "as_of": ("As of", "时点"),
    "true": ("yes", "是"),
    "false": ("no", "否"),
    "undated": ("undated", "未注日期"),
}


def ui(key: str, lang: str) -> str:
    """A word of tables themselves."""
    return _UI[key][lang == "zh"]


def name_of(entity: Mapping[str, Any] | None, id_: str, lang: str) -> str:
    """Name of an entity in a language; the English one, marked, where no Chinese one is known."""
    if entity is None:
        return id_
    if lang == "zh":
        return str(entity["name_zh"] or f"{entity['name']}{ENGLISH_ONLY}")
    return str(entity["name"])


def printable(text: str) -> str:
    """Text without what would move a terminal's cursor or turn the direction of reading."""
    return "".join(c if c.isprintable() else " " if c in "\n\r\t" else "�" for c in text)


def heading(column: str, lang: str) -> str:
    """A column's heading."""
    return COLUMNS[column][lang == "zh"] if column in COLUMNS else column.replace("_", " ")


class AnswerTable:
    """Headings and cells of an answer in a language, with numbered sources."""

    def __init__(self, answer: Answer, lang: str) -> None:
        self.answer, self.lang = answer, lang
        self.columns = answer.question.row.columns()
        self.sources = list(dict.fromkeys(s for row in answer.rows for s in self._cited(row)))

    def headings(self) -> list[str]:
        """Headings, sources last."""
        return [*(heading(c, self.lang) for c in self.columns), ui("sources", self.lang)]

    def rows(self) -> list[list[str]]:
        """Cells, the numbers of the sources last."""
        number = {s: n for n, s in enumerate(self.sources, start=1)}
        return [[*self._cells(row), " ".join(f"[{number[s]}]" for s in self._cited(row))] for row in self.answer.rows]

    def footnotes(self) -> list[str]:
        """The sources in their order: title, publisher, date, address."""
        out = []
        for number, id_ in enumerate(self.sources, start=1):
            source = self.answer.sources[id_]
            parts = [source["title"], source["publisher"], source["date"], source["url"]]
            out.append(f"[{number}] " + printable(" · ".join(p for p in parts if p)))
        return out

    def _cells(self, row: Any) -> list[str]:
        return [self.show(getattr(row, c), marked(type(row).model_fields[c], Cell)) for c in self.columns]

    def show(self, value: Any, cell: Cell) -> str:
        """One value as text; null and empty are blank."""
        if value is None:
            return ""
        if isinstance(value, list):
            return (" → " if cell.kind == "entities" and value != sorted(value) else "; ").join(self.show(v, cell) for v in value)
        if isinstance(value, bool):
            return ui("true" if value else "false", self.lang)
        if isinstance(value, float):
            return f"{value:g}" if value != int(value) or abs(value) >= 1e15 else f"{int(value)}"
        if cell.kind in ("entity", "entities"):
            if value in WORDS and "answers" in cell.sets and value not in self.answer.entities:
                return WORDS[value][self.lang == "zh"]
            return printable(name_of(self.answer.entities.get(value), str(value), self.lang))
        if cell.kind == "claim":
            return printable(self._claim(str(value)))
        if cell.kind == "source":
            return printable(str(self.answer.sources.get(value, {}).get("title") or value))
        if cell.kind in ("word", "words"):
            if "answers" in cell.sets:
                return WORDS[value][self.lang == "zh"] if value in WORDS else str(value)
            return word(str(value), self.lang, *cell.sets)
        return printable(str(value))

    def _claim(self, ref: str) -> str:
        """A claim as a sentence: who, what, whom; a figure by what it measures, anything else by its name."""
        claim = self.answer.claims.get(self.answer.claim_ids.get(ref, ""), {})

        def named(id_: str) -> str:
            return name_of(self.answer.entities.get(id_), id_, self.lang)

        if claim.get("kind") == "relation":
            return f"{named(claim['subject'])} · {word(claim['type'], self.lang, 'relations')} · {named(claim['object'])}"
        if claim.get("kind") == "figure":
            value = " ".join(str(v) for v in (claim["value"], claim["unit"], claim["qualifier"], claim["period"]) if v is not None)
            return f"{named(claim['subject'])} · {claim['measure']} · {value}"
        return named(ref)

    def _cited(self, row: Any) -> list[str]:
        ids = (self.answer.claim_ids[c] for c in row.claims)
        return list(dict.fromkeys(s for c in ids for s in self.answer.claims[c]["sources"] if s in self.answer.sources))


def as_markdown_table(table: AnswerTable, most: int | None = None) -> str:
    """The rows, or the first of them, as a Markdown table."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(c.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for c in cells) + " |"

    return "\n".join([line(table.headings()), "|" + "---|" * len(table.headings()), *(line(r) for r in table.rows()[:most])])


def markdown(table: AnswerTable) -> str:
    """A Markdown table with its sources and notes below."""
    out = [as_markdown_table(table), "", f"**{ui('as_of', table.lang)}** {table.answer.as_of}"]
    for key, lines in (("notes", [printable(n) for n in table.answer.notes]), ("source_list", table.footnotes())):
        if lines:
            out += ["", f"**{ui(key, table.lang)}**", "", *(f"- {text.replace('<', '&lt;')}" for text in lines)]
    return "\n".join(out) + "\n"


def as_csv(answer: Answer, lang: str | None = None) -> str:
    """CSV of ids and words under English column names; with a language, of names, words and headings.

    Cells that a spreadsheet would run are defused with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if lang:
        table = AnswerTable(answer, lang)
        writer.writerow(table.headings()[:-1])
        writer.writerows([defused(c) for c in row[:-1]] for row in table.rows())
        return out.getvalue()
    columns = answer.question.row.columns()
    writer.writerow(columns)
    for row in answer.rows:
        writer.writerow([defused(_plain(getattr(row, c))) for c in columns])
    return out.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    return ";".join(_plain(v) for v in value) if isinstance(value, list) else str(value)


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> defused("=HYPERLINK(1)"), defused("-3.5")
    ("'=HYPERLINK(1)", '-3.5')
    """
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        try:
            float(cell)
        except ValueError:
            return "'" + cell
    return cell
