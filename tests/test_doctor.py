"""The doctor: what runs, what is missing and how to get it, and never a secret."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from tiny import records

from graph import doctor
from graph.doctor import Line, examine
from graph.engines.embedded import EmbeddedStore
from graph.load import load


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "world.kgl")
    load(EmbeddedStore(path), records("Agency a\nMarket m\nFigure f subject_id=m measure=size\na REGULATES m"))
    return path


def lines(url: str) -> dict[str, Line]:
    """The report by what each line is about."""
    return {line.what: line for line in examine(url)}


def test_a_healthy_machine(store: str) -> None:
    report = lines(store)
    assert list(report)[:8] == ["ecomap", "python", "kglite", "neo4j driver", "packages", "store", "engine", "content"]
    assert {report[what].state for what in ("ecomap", "python", "kglite", "neo4j driver", "packages", "store", "engine", "content")} == {
        "ok"
    }
    assert report["store"].detail == store
    assert report["content"].detail == "2 entities, 1 figures, 0 deals, 1 sources"
    assert report["packages"].detail == f"graph, loaders, queries from {Path(doctor.__file__).parents[1]}"
    assert all(line.state in ("ok", "warn", "missing") and line.detail and "\n" not in line.detail for line in report.values())


def test_the_three_packages_load_from_one_root() -> None:
    """A package index has an unrelated `queries`."""
    assert doctor._packages().state == "ok"


def test_another_package_named_queries_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = types.ModuleType("queries")
    stranger.__file__ = "/usr/lib/python3/site-packages/queries/__init__.py"
    monkeypatch.setitem(sys.modules, "queries", stranger)
    line = doctor._packages()
    assert line.state == "warn"
    assert "queries from /usr/lib/python3/site-packages" in line.detail
    assert "pip uninstall queries" in line.detail


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "none.kgl")
    assert lines(path)["content"] == Line("content", "missing", f"empty: ecomap load --store {path}")
    monkeypatch.setattr(doctor, "default_path", lambda: Path(path))
    assert lines(path)["content"].state == "ok"


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.kgl"
    path.write_text("not a graph")
    report = [line for line in examine(str(path)) if line.state == "missing" and line.what == "store"]
    assert len(report) == 1
    assert "is not a graph that this version reads" in report[0].detail


def test_a_server_that_is_not_there_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "someone")
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter2-in-env")
    report = examine("bolt://neo4j:hunter2@127.0.0.1:9")
    assert [line.state for line in report if line.what == "store"] == ["missing"]
    assert "hunter2" not in str(report)


def test_what_is_missing_says_how_to_get_it(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    monkeypatch.setattr(doctor, "_version", lambda name: None)
    report = lines(store)
    assert report["ecomap"] == Line("ecomap", "warn", "runs from its files, not installed: pip install -e .")
    hints = {
        what: report[what].detail for what in ("kglite", "neo4j driver", "java", "chromium", "notebook") if report[what].state == "missing"
    }
    assert list(hints) == ["kglite", "neo4j driver", "java", "chromium", "notebook"]
    assert all("install" in hint for hint in hints.values())
