"""A name in place of an id: both engines find the same entity, and a server finds it in an index of names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from neo4j_fixtures import cypher, wipe
from tiny import records
from world import TEXT, world

from graph.errors import Ambiguous, NotFound
from graph.find import Finder
from graph.load import load
from graph.store import Store, open_store

LONG = "Association of " + 20 * "very many " + "members"


class Listening:
    """A store that counts the rows that it hands out."""

    def __init__(self, store: Store) -> None:
        self.store, self.read = store, 0

    def rows(self, text: str, params: Any = None) -> list[dict[str, Any]]:
        found = self.store.rows(text, params)
        self.read += len(found)
        return found

    def bearing(self, form: str) -> dict[str, str] | None:
        return self.store.bearing(form)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("National Medical Products Administration", "nmpa"),
        ("national-medical PRODUCTS administration", "nmpa"),
        ("国家药品监督管理局", "nmpa"),
        ("ＣＦＤＡ", "nmpa"),
        ("Merck & Co", "merck"),
        ("cn ai healthcare", "cn-ai-healthcare"),
        ("henruiyiyao", None),
        ("hengruiyiyao", "hengrui"),
        ("State", None),
        (LONG, "many"),
    ],
)
def test_a_name_as_it_may_be_written(store: Store, text: str, id_: str | None) -> None:
    load(store, records(f'{TEXT}\nAssociation many name="{LONG}"', "world"))
    if id_:
        assert Finder(store).resolve(text) == id_
    else:
        with pytest.raises(NotFound):
            Finder(store).resolve(text)


def test_several_that_bear_a_name(store: Store) -> None:
    load(store, records('Company twin-b name=Twin\nCompany twin-a name="T win"\nMarket twins name=twin\nCompany other aliases=TWIN,'))
    with pytest.raises(Ambiguous, match="other, twin-a, twin-b, twins"):
        Finder(store).resolve("twin")
    assert Finder(store).resolve("twin", ("Market",)) == "twins"


def test_names_follow_what_is_loaded(store: Store) -> None:
    load(store, world())
    load(store, records(TEXT.replace("aliases=NMPA;CFDA", "aliases=SDA").replace("merck", "merck2"), "world"))
    assert Finder(store).resolve("sda") == "nmpa"
    assert Finder(store).resolve("Merck & Co.") == "merck2"
    with pytest.raises(NotFound):
        Finder(store).resolve("cfda")


def test_a_retired_name_that_another_takes_over(store: Store) -> None:
    load(store, records("Company old name=Acme", "world"))
    load(store, records("Company new name=ACME", "world"), today=date(2026, 1, 1))
    assert Finder(store).resolve("acme") == "new"


def test_a_server_reads_one_entity_not_all(served: Store) -> None:
    listening = Listening(served)
    assert Finder(listening).resolve("国家医保局") == "nhsa"  # type: ignore[arg-type]
    assert listening.read == 0
    assert served.bearing("国家医保局") == {"nhsa": "Agency"}
    assert served.bearing("医保局") == {}


def test_without_its_index_a_server_reads_names(served: Store, neo4j_url: str) -> None:
    [index] = cypher(neo4j_url, "SHOW INDEXES YIELD name, createStatement WHERE name = 'entity_names' RETURN createStatement AS text")
    cypher(neo4j_url, "DROP INDEX entity_names")
    try:
        assert served.bearing("国家医保局") is None
        assert Finder(served).resolve("国家医保局") == "nhsa"
        assert "entity_names" in served.facts()["missing"]
    finally:
        cypher(neo4j_url, str(index["text"]))
        cypher(neo4j_url, "CALL db.awaitIndexes()")


def test_names_of_an_older_store_are_made_by_the_next_load(neo4j_url: str) -> None:
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    load(store, world())
    store.close()
    cypher(neo4j_url, "MATCH (m:EcomapMarker {id: 'store'}) SET m.format = 1, m.schema = 'older' WITH m MATCH (n) REMOVE n.folded")
    cypher(neo4j_url, "CREATE (:Agency {id: 'theirs', name: 'Not ours'})")
    again = open_store(neo4j_url)
    load(again, world())
    assert again.bearing("cfda") == {"nmpa": "Agency"}
    assert cypher(neo4j_url, "MATCH (n:Agency {id: 'theirs'}) RETURN properties(n) AS kept") == [
        {"kept": {"id": "theirs", "name": "Not ours"}}
    ]
    again.close()
