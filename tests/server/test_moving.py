"""Moving a graph: copied between the engines, imported offline by the server's own tool, made by a script: it stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from neo4j_fixtures import cypher, wipe
from neo4j_server import Server
from tiny import records
from world import TEXT, world

from graph.copying import copy
from graph.derive import all_types
from graph.engines.embedded import EmbeddedStore
from graph.errors import Empty, StoreError
from graph.export_admin import command, export_admin
from graph.export_queries import export_queries
from graph.export_script import export_cypher
from graph.load import load
from graph.reading import is_empty, nodes, relations
from graph.report import Count
from graph.schema import LABELS
from graph.store import Row, Store, open_store
from graph.workbench import Workbench
from loaders.folder import built_in
from queries import CATALOGUE


def all_of(store: Store) -> dict[str, list[dict[str, object]]]:
    """Everything that a store holds, by label and type."""
    return {label: list(nodes(store, label)) for label in LABELS} | {type_: list(relations(store, type_)) for type_ in all_types()}


@pytest.fixture(scope="module")
def lived() -> Iterator[Store]:
    """A store with a history and hostile text: something changed, something retired."""
    store = EmbeddedStore(":memory:")
    load(store, world(), today=date(2026, 1, 1))
    lines = [line for line in TEXT.splitlines() if not line.startswith(("Company merck", "Deal", "hengrui"))]
    lines += [
        """Company odd name='Say "hi", \\\\ it\\u2019s; {}[]' description="=1+1" """,
        """Company two name="two\\nlines" aliases="a,b;c|d;'e'" """,
    ]
    load(store, records("\n".join(lines).replace("=in_force", "=partly_in_force"), "world"), today=date(2026, 2, 1))
    yield store
    store.close()


@pytest.fixture
def served(neo4j_url: str) -> Iterator[Store]:
    """An empty server store."""
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    yield store
    store.close()


def test_copying_there_and_back(lived: Store, served: Store, tmp_path: Path) -> None:
    report = copy(lived, served)
    assert report.created.nodes == sum(len(list(nodes(lived, label))) for label in LABELS)
    assert all_of(served) == all_of(lived)
    again = copy(lived, served)
    assert (again.created, again.changed, again.unchanged) == (Count(), Count(), report.created)
    back = EmbeddedStore(str(tmp_path / "back.kgl"))
    copy(served, back)
    assert all_of(back) == all_of(lived)


def test_copying_again_after_a_load(served: Store, lived: Store, tmp_path: Path) -> None:
    source = EmbeddedStore(str(tmp_path / "source.kgl"))
    load(source, world())
    copy(source, served)
    load(source, records(TEXT.replace('detail="in oncology"', "effect=mixed").replace("aliases=NMPA;CFDA", ""), "world"))
    report = copy(source, served)
    assert (report.created, report.changed) == (Count(), Count(1, 1))
    assert all_of(served) == all_of(source)


def test_a_source_that_is_loaded_while_it_is_copied(served: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = EmbeddedStore(str(tmp_path / "source.kgl"))
    load(source, world())
    meanwhile = [records(TEXT.replace("aliases=NMPA;CFDA", "aliases=NMPA"), "world")]

    def once_nodes_are_read(store: Store, type_: str) -> Iterator[Row]:
        if meanwhile:
            load(source, meanwhile.pop())
        return relations(store, type_)

    monkeypatch.setattr("graph.copying.relations", once_nodes_are_read)
    copy(source, served)
    assert all_of(served) == all_of(source)


def test_copying_into_another_graph_is_refused(served: Store, tmp_path: Path) -> None:
    load(served, world())
    source = EmbeddedStore(str(tmp_path / "source.kgl"))
    with pytest.raises(Empty):
        copy(source, served)
    load(source, records("Agency other", "other"))
    with pytest.raises(StoreError, match=r"holds \d+ records that .*source.kgl does not \(.*\); copy into an empty store"):
        copy(source, served)


def test_offline_import(lived: Store, neo4j_jars: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = export_admin(lived, tmp_path / "files")
    assert (tmp_path / "files" / "Agency.csv") in written
    assert command(tmp_path / "files").endswith("neo4j-admin database import full neo4j --overwrite-destination @import.args")
    (tmp_path / "home").mkdir()
    server = Server(tmp_path / "home")
    monkeypatch.chdir(tmp_path / "files")
    server.admin("database", "import", "full", "neo4j", "--overwrite-destination", "@import.args")
    with server:
        store = open_store(server.url)
        with pytest.raises(StoreError, match="run `ecomap load"):
            is_empty(store)
        assert cypher(server.url, "MATCH (n:Stakeholder) RETURN count(n) > 3 AS there") == [{"there": True}]
        assert re.search(r"constraints or indexes .*: run `ecomap load`", store.facts()["missing"])
        again = copy(lived, store)
        assert (again.created, again.changed) == (Count(), Count())
        assert all_of(store) == all_of(lived)
        assert "ecomap load" not in store.facts()["missing"]
        assert store.bearing("hengruipharma") == {"hengrui": "Company"}
        store.close()


def test_a_script(lived: Store, served: Store, neo4j_url: str, tmp_path: Path) -> None:
    script = export_cypher(lived, tmp_path / "graph.cypher").read_text(encoding="utf-8")
    for statement in script.split(";\n")[:-1]:
        cypher(neo4j_url, statement)
    assert all_of(served) == all_of(lived)
    assert served.bearing("hengruipharma") == {"hengrui": "Company"}
    again = copy(lived, served)
    assert (again.created, again.changed) == (Count(), Count())


def statements(script: str) -> Iterator[tuple[str, str]]:
    """Texts of a file for Browser, each with the parameters set before it, as Cypher."""
    params = "{}"
    for line in re.split(r";\n|\n(?=:params )|(?<=\})\n(?=[A-Z])", script):
        text = "\n".join(part for part in line.splitlines() if not part.startswith("//")).strip()
        if text.startswith(":params "):
            params = text.removeprefix(":params ")
        elif text:
            yield text, params


def test_every_question_runs_in_browser(neo4j_url: str, tmp_path: Path) -> None:
    """The picture shows the relations that the answer stands on, and every text of the file runs with its parameters."""
    wipe(neo4j_url)
    store, file = open_store(neo4j_url), EmbeddedStore(":memory:")
    for one in (store, file):
        load(one, built_in())
    written = export_queries(file, tmp_path / "queries")
    assert [path.stem for path in written] == list(CATALOGUE)
    eco = Workbench(file, fill=False)
    found = 0
    for path in written:
        question = CATALOGUE[path.stem]
        texts = list(statements(path.read_text(encoding="utf-8")))
        answer = eco.ask(question.id, **question.example)
        if related := {key for row in answer.rows for key in row.claims if "|" in key}:
            picture, _ = texts.pop(0)
            assert {row["key"] for row in cypher(neo4j_url, picture.replace("RETURN a, r, b", "RETURN r.key AS key"))} == related
        assert texts
        for text, params in texts:
            [given] = cypher(neo4j_url, f"RETURN {params} AS given")
            found += len(cypher(neo4j_url, text, **given["given"]))
    assert found > 1000
    store.close()
