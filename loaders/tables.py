"""CSV and XLSX files as rows of text, or a clear error. Text in cells may be hostile; it stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.errors import Problem, SourceError

MAX_BYTES = 512 * 1024 * 1024
"""Largest file taken; larger ones are split, or imported offline into a server."""
MAX_CELL = 1_000_000
"""Longest cell read, in characters; a longer one is an unclosed quote."""

Table = tuple[list[str], Iterator[tuple[int, list[str]]]]
"""Heading, and rows with their line numbers."""


def read_table(path: Path, shown: str) -> Table:
    """Heading and rows of a file; `shown` names it in errors. Raises: SourceError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _wrong(shown, 0, f"has {size:,} bytes, the limit is {MAX_BYTES:,}; split it into several folders")
        data = path.read_bytes()
    except OSError as error:
        raise _wrong(shown, 0, f"cannot be read ({error.strerror}); check the path and whether another program moved it") from None
    if not data.strip():
        raise _wrong(shown, 0, "is empty; write at least the heading (`ecomap schema --csv NAME` prints it)")
    return _xlsx(data, shown) if path.suffix.lower() == ".xlsx" else _csv(data, shown)


def _wrong(shown: str, line: int, text: str) -> SourceError:
    return SourceError([Problem(shown, line, "", "", text)])


def _csv(data: bytes, shown: str) -> Table:
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise _wrong(shown, line, "holds a NUL byte: this is not a CSV file in UTF-8 (a spreadsheet? UTF-16?); save it as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(shown, line, f"byte {data[error.start]:#04x} is not UTF-8; save the file as CSV UTF-8") from None
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = _csv_rows(reader, shown)
    first = next(rows, None)
    return (first[1] if first else []), rows


def _csv_rows(reader: Any, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; blank lines are passed over."""
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            unclosed = "unexpected end of data" in str(error) or "field larger" in str(error)
            what = "a quote is opened and never closed" if unclosed else f"cannot be split into cells ({error})"
            raise _wrong(shown, line, f"{what}; double the quotes inside a quoted cell") from None
        if row is None:
            return
        if row:
            yield line, row


def _xlsx(data: bytes, shown: str) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError) as error:
        raise _wrong(shown, 0, f"is not an XLSX workbook ({error}); save it as XLSX or CSV UTF-8") from None
    rows = ((n, [_cell(c) for c in row]) for n, row in enumerate(cells, start=1) if any(c not in ("", None) for c in row))
    first = next(rows, None)
    if first is None:
        raise _wrong(shown, 0, "has an empty first sheet; the rows go there, under a heading")
    heading = first[1]
    while heading and not heading[-1]:
        heading.pop()
    return heading, ((n, row[: len(heading)] if not any(row[len(heading) :]) else row) for n, row in rows)


def _cell(value: Any) -> str:
    """A spreadsheet's value as the text a CSV would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
