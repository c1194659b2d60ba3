"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Store = Annotated[
    str | None, typer.Option("--store", help="File or neo4j:// address; else ECOMAP_STORE, else the data built in.", metavar="URL")
]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH]…", help="A folder, or files of one folder; the built-in data if none.")]
Lang = Annotated[Literal["en", "zh"], typer.Option("--lang", help="Language of names, headings and words.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Day to ask for, as 2025-03-06; today if not given.", metavar="DATE")]
Place = Annotated[
    str | None, typer.Option("--jurisdiction", help="Keep what belongs to it, or to a part of it: cn, us, cn-bj …", metavar="ID")
]
Trust = Annotated[
    Literal["verified", "reported", "unverified"] | None, typer.Option("--min-confidence", help="Leave out claims that are less sure.")
]
AnswerFormat = Annotated[Literal["table", "json", "csv", "markdown"], typer.Option("--format", "-f", help="How to print.")]
ListFormat = Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="How to print.")]
Names = Annotated[bool, typer.Option("--names", help="CSV with names, words and headings instead of ids.")]
