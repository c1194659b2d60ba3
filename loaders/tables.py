"""CSV and XLSX files as rows of text, or a clear error. Text in cells may be hostile; it stays text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.errors import Problem, SourceError
from graph.fingerprint import Fingerprint

MAX_BYTES = 512 * 1024 * 1024
"""Largest file taken, a workbook's as it is unpacked; larger ones are split, or imported offline into a server."""
MAX_CELL = 1_000_000
"""Longest cell read, in characters; a longer one is an unclosed quote."""

Table = tuple[Sequence[str], Iterator[tuple[int, Sequence[str]]]]
"""Heading, and rows with their line numbers."""


def read_table(path: Path, shown: str, fingerprint: Fingerprint) -> Table:
    """Heading and rows of a file, read as they are asked for; `shown` names it in errors, `fingerprint` takes in what was read.

    Raises: SourceError, also while rows are read.
    """
    try:
        size = path.stat().st_size
        _check_size(size, shown)
        if path.suffix.lower() == ".xlsx" and size:
            fingerprint.add(data := path.read_bytes())
            rows = _xlsx_rows(data, shown)
        else:
            rows = _csv_rows(path, shown, fingerprint)
        first = next(rows, None)
    except OSError as error:
        raise _unreadable(shown, error) from None
    if first is None:
        raise _wrong(shown, 0, "is empty; write at least the heading (`ecomap schema --csv NAME` prints it)")
    return first[1], rows


def _wrong(shown: str, line: int, text: str) -> SourceError:
    return SourceError([Problem(shown, line, "", "", text)])


def _unreadable(shown: str, error: OSError) -> SourceError:
    return _wrong(shown, 0, f"cannot be read ({error.strerror}); check the path and whether another program moved it")


def _check_size(size: int, shown: str) -> None:
    if size > MAX_BYTES:
        raise _wrong(shown, 0, f"has more than {MAX_BYTES:,} bytes; split it into several folders")


def _csv_rows(path: Path, shown: str, fingerprint: Fingerprint) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; rows without any text are passed over."""
    csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(_lines(file, shown, fingerprint), strict=True)
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
                if any(map(str.strip, row)):
                    yield line, row
    except UnicodeDecodeError:
        raise _not_utf8(path, shown) from None
    except OSError as error:
        raise _unreadable(shown, error) from None


def _lines(file: io.TextIOWrapper, shown: str, fingerprint: Fingerprint) -> Iterator[str]:
    """Lines of a file that may still grow while it is read."""
    size = 0
    for number, line in enumerate(file, start=1):
        if "\0" in line:
            raise _wrong(shown, number, "holds a NUL byte: this is not a CSV file in UTF-8 (a workbook? UTF-16?); save it as CSV UTF-8")
        size += len(line)
        _check_size(size, shown)
        fingerprint.add(line)
        yield line


def _not_utf8(path: Path, shown: str) -> SourceError:
    """Where a file stops being UTF-8; looked for only then."""
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _wrong(shown, line, f"byte {data[error.start]:#04x} is not UTF-8; save the file as CSV UTF-8")
    return _wrong(shown, 0, "changed while it was read; load it again")


def _xlsx_rows(data: bytes, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet, without empty ones; cells right of the heading are left out where they are empty."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(sum(part.file_size for part in archive.infolist()), shown)
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise _wrong(shown, 0, f"is not an XLSX workbook ({error}); save it as XLSX or CSV UTF-8") from None
    width = 0
    for number, values in enumerate(cells, start=1):
        row = [_cell(value) for value in values]
        if not any(map(str.strip, row)):
            continue
        width = width or max(n for n, cell in enumerate(row, start=1) if cell)
        yield number, row[:width] if not any(row[width:]) else row


def _cell(value: Any) -> str:
    """A spreadsheet's value as the text a CSV would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
