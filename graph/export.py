"""Writing a store out as CSV files that loading reads back to the same graph.

Grain and columns are those of the pack (`graph.derive.columns`). Cells are written as they are stored, also those that a spreadsheet
would run: what reads these files is `load`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

from graph.derive import RETIRED, columns
from graph.errors import EcomapError, Empty
from graph.ids import dataset_of
from graph.reading import nodes, relations
from graph.schema import ENTITY_LABELS, TYPES
from graph.sharing import given_by
from graph.store import Row, Store, steady

_NODE_FILES = {"entities": ENTITY_LABELS, "deals": ("Deal",), "figures": ("Figure",), "sources": ("Source",)}
_LISTS = {"source_ids": "sources"}
_ORDER: dict[str, Callable[[tuple[str, ...]], Any]] = {
    **{file: itemgetter(columns(file).index("id")) for file in _NODE_FILES},
    "relations": itemgetter(slice(0, 4)),
}
"""File -> what its rows are sorted by: the id; subject, type, object and start of a relation."""
Table = list[tuple[str, ...]]


def export(store: Store, folder: Path, *, everything: bool = False) -> list[Path]:
    """Write what is not retired and return the files written; `everything` adds what is, with the day in a column `retired_on`.

    One dataset is written into the folder itself, several into a subfolder each, named like the dataset: load first the one that
    others cite. All five files are always written, so that an older export in the same place leaves nothing behind.
    Raises: Empty, EcomapError where a file cannot be written.
    """
    tables = steady(store, lambda _: _tables(store, everything))
    if not tables:
        raise Empty(store.name)
    written = []
    for dataset, files in sorted(tables.items()):
        into = folder / dataset if len(tables) > 1 else folder
        for file in (*_NODE_FILES, "relations"):
            heading = (*columns(file), *((RETIRED,) if everything else ()))
            written.append(_write(into / f"{file}.csv", [heading, *sorted(files[file], key=_ORDER[file])]))
    return written


def _tables(store: Store, everything: bool) -> dict[str, dict[str, Table]]:
    """Dataset -> file -> rows."""
    tables: dict[str, dict[str, Table]] = defaultdict(lambda: defaultdict(list))
    for file, dataset, row in _rows(store):
        if everything or not row[RETIRED]:
            cells = tuple(_cell(row.get(_LISTS.get(column, column))) for column in columns(file))
            tables[dataset][file].append((*cells, row[RETIRED] or "") if everything else cells)
    return tables


def _rows(store: Store) -> Iterator[tuple[str, str, Row]]:
    """File, dataset and row of everything; of a node that several hold, each one's own cells."""
    for file, labels in _NODE_FILES.items():
        for label in labels:
            for row in nodes(store, label):
                for dataset in row["datasets"]:
                    yield file, dataset, {"label": label, **given_by(label, row, dataset), RETIRED: row[RETIRED]}
    for type_ in TYPES:
        for row in relations(store, type_):
            yield "relations", dataset_of(row["key"]), {**row, "type": type_, "subject_id": row["subject"], "object_id": row["object"]}


def _cell(value: Any) -> str:
    """A stored value as a cell that reads back as the same value; a whole number is written without a point."""
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    if isinstance(value, list):
        return ";".join(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell


def _write(path: Path, rows: Table) -> Path:
    """Replace a file in one step."""
    text = "".join(",".join(map(_quoted, row)) + "\n" for row in rows)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8", newline="")
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise EcomapError(f"{path} cannot be written ({error.strerror or error}); choose another folder with -o") from error
    return path
