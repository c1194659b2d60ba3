"""Loading is one step or nothing, whatever fails and whoever else writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from loaded import WORLD, everything
from tiny import records

from graph.engines import embedded
from graph.engines.embedded import EmbeddedStore
from graph.errors import Locked, StoreError
from graph.load import load
from graph.reading import nodes
from graph.store import Change


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedStore]:
    """A store with the tiny world."""
    made = EmbeddedStore(":memory:" if request.param == "memory" else str(tmp_path / "world.kgl"))
    load(made, records(WORLD))
    yield made
    made.close()


@pytest.mark.parametrize("error", [RuntimeError("disk on fire"), KeyboardInterrupt()])
def test_a_write_that_fails_halfway_leaves_nothing(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    before = everything(store)
    statements = embedded._statements

    def fail_late(change: Change) -> Iterator[Any]:
        yield from list(statements(change))[:-1]
        raise error

    monkeypatch.setattr(embedded, "_statements", fail_late)
    with pytest.raises(type(error)):
        load(store, records(WORLD + "Company new\nCompany newer\nnew COMPETES_WITH newer\nnmpa REGULATES imaging"))
    monkeypatch.undo()
    assert everything(store) == before
    assert load(store, records(WORLD + "Company new")).created.nodes == 1, "and it can be written again"


def test_a_refused_statement_is_an_error_of_the_store(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(store)
    monkeypatch.setattr(
        embedded, "_statements", lambda change: [("UNWIND $rows AS row CREATE (n:Company {id: row.id}) SET nonsense", [{"id": "x"}])]
    )
    with pytest.raises(StoreError):
        load(store, records(WORLD + "Company new"))
    assert everything(store) == before


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError):
        load(EmbeddedStore(str(tmp_path / "taken" / "x.kgl")), records("Market m"))


HOLD = """
import sys, kglite
graph = kglite.open(sys.argv[1], durable="off")
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_that_writes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "world.kgl"
    load(EmbeddedStore(str(path)), records(WORLD))
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        reader = EmbeddedStore(str(path))
        assert len(list(nodes(reader, "Market"))) == 2, "readers are not kept waiting"
        with pytest.raises(Locked) as caught:
            load(reader, records(WORLD + "Company new"))
        assert f"{path} is being written by " in str(caught.value)
        assert str(holder.pid) in str(caught.value)
        assert "wait until it ends, or load into another store" in str(caught.value)
        holder.communicate("")
    assert load(EmbeddedStore(str(path)), records(WORLD + "Company new")).created.nodes == 1


def test_a_reader_sees_what_another_wrote(tmp_path: Path) -> None:
    path = str(tmp_path / "world.kgl")
    writer, reader = EmbeddedStore(path), EmbeddedStore(path)
    assert list(nodes(reader, "Market")) == []
    load(writer, records(WORLD))
    assert [row["id"] for row in nodes(reader, "Market")] == ["ai", "imaging"]
