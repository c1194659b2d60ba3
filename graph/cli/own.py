"""`ask --cypher`: a text of the user's own, its parameters, its rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from graph.answer_table import defused, printable
from graph.cli.screen import console, json_out, table_out
from graph.own_cypher import Found


def text_of(path: Path) -> str:
    """The text in a file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}", param_hint="--cypher") from None


def parameters(given: list[str]) -> dict[str, Any]:
    """`name=value` each; a value is JSON where it can be read as such, else text."""
    out: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.isidentifier():
            raise typer.BadParameter(f"{one!r} is not NAME=VALUE", param_hint="--param")
        try:
            out[name] = json.loads(value)
        except json.JSONDecodeError:
            out[name] = value
    return out


def own_out(found: Found, form: str) -> None:
    """The rows in one of the forms of an answer."""
    if form == "json":
        json_out(found.json())
        return
    cells = [[_cell(row[c]) for c in found.columns] for row in found.rows]
    if form == "csv":
        import csv
        import sys

        csv.writer(sys.stdout, lineterminator="\n").writerows([found.columns, *([defused(c) for c in row] for row in cells)])
    elif form == "markdown":
        for row in (found.columns, ["---"] * len(found.columns), *cells):
            print("| " + " | ".join(printable(c).replace("|", "\\|").replace("<", "&lt;") for c in row) + " |")
    elif found.rows:
        table_out(found.columns, cells)
    for note in found.notes if form == "table" else []:
        console().print(Text(note), style="dim")


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(_cell(v) for v in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
