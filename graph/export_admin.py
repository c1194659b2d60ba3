"""Writing a whole store, history included, as files for the offline import of a server that is to begin with it.

The graph is the same as after a load: every record with all its stored properties, and the marker by which a server store knows its own.
What the import of the Community edition cannot make, constraints, indexes and empty lists, the first `ecomap load` adds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from graph.derive import FOLDED, all_types
from graph.errors import EcomapError, Empty
from graph.folding import with_names
from graph.kinds import kinds_of
from graph.reading import is_empty, nodes, relations
from graph.schema import ACTORS, ENTITY_LABELS, LABELS
from graph.store import Store

ARRAY = "\x1f"
"""Between the values of a list: a character that no cell may hold."""
IMPORTED = 0
"""Format of the records as the marker tells it (graph/engines/server_marker.py): the import leaves out lists that are empty."""


def export_admin(store: Store, folder: Path) -> list[Path]:
    """Write the CSV files and `import.args`; returns all files. Raises: Empty, EcomapError."""
    if is_empty(store):
        raise Empty(store.name)
    options = ["--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true", "--bad-tolerance=0"]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for label in LABELS:
            space = "source" if label == "Source" else "record"
            kinds = {name: kind for name, kind in kinds_of(label).items() if name != "id"}
            extra = [FOLDED] if label in ENTITY_LABELS else []
            heading = [f"id:ID({space})", *(f"{name}:{kind}" for name, kind in kinds.items()), *(f"{name}:string[]" for name in extra)]
            path = folder / f"{label}.csv"
            held = (with_names(label, row["id"], row) for row in nodes(store, label))
            if _write(path, heading, ([row["id"], *(row[name] for name in (*kinds, *extra))] for row in held)):
                written.append(path)
                options.append(f"--nodes={label}{':Stakeholder' if label in ACTORS else ''}=./{path.name}")
        for type_ in all_types():
            kinds = kinds_of(type_)
            heading = [":START_ID(record)", ":END_ID(record)", *(f"{name}:{kind}" for name, kind in kinds.items())]
            path = folder / f"{type_}.csv"
            rows = ([row["subject"], row["object"], *(row[name] for name in kinds)] for row in relations(store, type_))
            if _write(path, heading, rows):
                written.append(path)
                options.append(f"--relationships={type_}=./{path.name}")
        marker = folder / "EcomapMarker.csv"
        _write(marker, ["id:ID(marker)", "version:string", "format:long"], [["store", f"import-{uuid4().hex}", IMPORTED]])
        options.append(f"--nodes=EcomapMarker=./{marker.name}")
        arguments = folder / "import.args"
        arguments.write_text("\n".join(options) + "\n", encoding="utf-8")
    except OSError as error:
        raise EcomapError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from error
    return [*written, marker, arguments]


def command(folder: Path, database: str = "neo4j") -> str:
    """What to run beside the stopped server, in the folder of the files."""
    return f"cd {folder} && neo4j-admin database import full {database} --overwrite-destination @import.args"


def _write(path: Path, heading: list[str], rows: Iterable[list[Any]]) -> int:
    """Write a file unless it would be empty; returns its rows."""
    count = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(heading) + "\n")
        for row in rows:
            file.write(",".join(map(_cell, row)) + "\n")
            count += 1
    if not count:
        path.unlink()
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = ARRAY.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
