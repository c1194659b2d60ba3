"""What people see in a terminal: tables, progress bars."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from graph import store
from graph.answer_table import AnswerTable, printable, ui


def json_out(value: Any) -> None:
    """One JSON value on stdout, and nothing else."""
    text = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def table_out(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on stdout: as wide as the terminal, or as wide as it needs in a pipe."""
    out = console()
    table = Table(box=None, header_style="bold", pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(Text(printable(heading)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    out.print(table)


def console() -> Console:
    """Where data goes."""
    piped = not sys.stdout.isatty()
    return Console(file=sys.stdout, width=240 if piped else None, soft_wrap=False, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Talk on stderr."""
    print(printable(text), file=sys.stderr)


def answer_out(table: AnswerTable) -> None:
    """An answer with its notes and its numbered sources."""
    if table.answer.rows:
        table_out(table.headings(), table.rows())
    out = console()
    for note in table.answer.notes:
        out.print(Text(printable(note)), style="dim")
    notes = table.footnotes()
    if notes:
        out.print()
        out.print(Text(f"{ui('source_list', table.lang)} · {ui('as_of', table.lang)} {table.answer.as_of}"), style="bold")
    for note in notes:
        out.print(Text(note), style="dim")


@contextmanager
def bar() -> Iterator[store.Progress]:
    """A progress bar on a terminal, silence in a pipe."""
    if not sys.stderr.isatty():
        yield store.quiet
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("loading", total=None)

        def show(what: str, done: int, all_: int) -> None:
            progress.update(task, description=what, completed=done, total=all_ or None)

        yield show
