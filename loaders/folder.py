"""Which files of a folder are loaded, and under which dataset's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files as resources
from pathlib import Path

from rapidfuzz import process

from graph.dataset import Dataset
from graph.errors import Problem, SourceError
from graph.ids import ID
from loaders import ALL
from loaders.base import Loader
from loaders.records import read_files

BUILT_IN = "ecomap"
"""Dataset of the built-in data."""

_BY_FILE = {loader.file: loader for loader in ALL}
ENDINGS = (".csv", ".xlsx")


def built_in() -> Dataset:
    """The data that ships with the product. Raises: SourceError."""
    folder = Path(str(resources("loaders").joinpath("data")))
    found = [(loader, folder / f"{loader.file}.csv") for loader in ALL if (folder / f"{loader.file}.csv").exists()]
    dataset = read_files(found, BUILT_IN, shown=lambda path: path.name)
    lines: dict[str, int] = {}
    for _, origin in (*dataset.nodes, *dataset.edges):
        lines[origin.file] = lines.get(origin.file, 0) + 1
    short = [
        Problem(path.name, 0, "", "", f"has {lines.get(path.name, 0)} rows, at least {loader.expect[0]} are expected; the file was cut")
        for loader, path in found
        if lines.get(path.name, 0) < loader.expect[0]
    ]
    if short:
        raise SourceError([*short, *dataset.problems])
    return dataset


def user_data(paths: Sequence[Path], dataset: str | None = None) -> tuple[Dataset, list[str]]:
    """A user's folder, or files of one folder, and the names of files that were passed over. Raises: SourceError."""
    folder, chosen = _choose(paths)
    found, skipped = list[tuple[Loader, Path]](), list[str]()
    named = len(paths) != 1 or not paths[0].is_dir()
    problems = list[Problem]()
    for path in chosen:
        loader = _BY_FILE.get(path.stem.lower())
        if loader and path.suffix.lower() in ENDINGS:
            found.append((loader, path))
            continue
        near = process.extractOne(path.stem.lower(), list(_BY_FILE), score_cutoff=80)
        if named or near:
            hint = f"did you mean {near[0]}{path.suffix}?" if near else f"the names are {', '.join(_BY_FILE)}, as .csv or .xlsx"
            problems.append(Problem(str(path), 0, "", "", f"is not a file that can be loaded; {hint}"))
        else:
            skipped.append(path.name)
    stems = [loader.file for loader, _ in found]
    problems += [
        Problem(str(path), 0, "", "", "stands beside another file of that name; keep one")
        for loader, path in found
        if stems.count(loader.file) > 1
    ]
    if not found and not problems:
        inside = sorted(p.name for p in folder.iterdir() if p.is_dir() and any(q.stem in _BY_FILE for q in p.iterdir()))
        hint = f"load its folders one by one: {', '.join(inside)}" if inside else f"it may hold {', '.join(_BY_FILE)}, as .csv or .xlsx"
        problems.append(Problem(str(folder), 0, "", "", f"holds no file that can be loaded; {hint}"))
    if problems:
        raise SourceError(problems)
    order = {loader.file: n for n, loader in enumerate(ALL)}
    return read_files(sorted(found, key=lambda pair: order[pair[0].file]), dataset or _name(folder)), skipped


def _choose(paths: Sequence[Path]) -> tuple[Path, list[Path]]:
    missing = [Problem(str(path), 0, "", "", "does not exist; check the path") for path in paths if not path.exists()]
    if missing:
        raise SourceError(missing)
    if len(paths) == 1 and paths[0].is_dir():
        folder = paths[0]
        return folder, sorted(
            p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in ENDINGS and not p.name.startswith((".", "~"))
        )
    folders = {path.resolve().parent for path in paths}
    if len(folders) > 1 or any(path.is_dir() for path in paths):
        raise SourceError(
            [Problem(str(paths[0]), 0, "", "", "name one folder, or files of one folder; load others by commands of their own")]
        )
    return folders.pop(), list(paths)


def _name(folder: Path) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not ID.match(name):
        raise SourceError(
            [Problem(str(folder), 0, "", "", "gives no name for the dataset; name it with --dataset, as in --dataset my-client")]
        )
    return name
