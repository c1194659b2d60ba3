"""What every engine does with the same records: load, change, retire, return, refuse. Expected rows are written out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tiny import records
from world import TEXT, world

from graph.dataset import Dataset
from graph.errors import Outdated, SourceError, StoreError, TimedOut
from graph.load import load
from graph.reading import is_empty, keys_of, labels, nodes, relations, relations_by_key
from graph.report import Count, LoadReport
from graph.store import Change, Row, Store, open_store
from loaders.folder import user_data

NHSA = """
Jurisdiction cn name=China name_zh=中国
Agency nhsa name="National Healthcare Security Administration" jurisdiction=cn start_date=2018-05-31
"""
DAY = date(2026, 1, 15)


def counts(report: LoadReport) -> dict[str, tuple[int, int]]:
    return {k: (v.nodes, v.relationships) for k in ("created", "changed", "retired", "unchanged") if (v := getattr(report, k)) != Count()}


def without(*beginnings: str) -> Dataset:
    """The world without the lines that begin so."""
    return records("\n".join(line for line in TEXT.splitlines() if not line.startswith(beginnings)), "world")


def test_a_new_store_is_empty(store: Store) -> None:
    assert is_empty(store)
    assert store.version() == ""
    assert store.rows("MATCH (n:Agency) RETURN n.id AS id ORDER BY id") == []


def test_the_first_load_creates_and_the_second_changes_nothing(store: Store) -> None:
    assert counts(load(store, world())) == {"created": (18, 11)}
    version = store.version()
    assert version
    assert counts(load(store, world())) == {"unchanged": (18, 11)}
    assert store.version() == version
    assert not is_empty(store)


def test_another_handle_sees_what_was_written(store: Store, store_url: str) -> None:
    load(store, world())
    other = open_store(store_url)
    try:
        assert other.version() == store.version()
        assert other.rows("MATCH (n:Agency) RETURN n.id AS id ORDER BY id") == [
            {"id": i} for i in ("nhsa", "nmpa", "sfda", "state-council")
        ]
    finally:
        other.close()


def test_values_come_back_as_they_went(store: Store) -> None:
    load(store, world())
    [nmpa] = nodes(store, "Agency", ["nmpa"])
    assert {k: v for k, v in nmpa.items() if k not in ("digest", "cells")} == {
        "id": "nmpa",
        "name": "National Medical Products Administration",
        "name_zh": "国家药品监督管理局",
        "short_name": None,
        "short_name_zh": None,
        "aliases": ["NMPA", "CFDA"],
        "jurisdiction": "cn",
        "subtype": None,
        "start_date": "2018",
        "end_date": None,
        "identifiers": [],
        "description": None,
        "sources": ["s1", "nmpa-2018"],
        "confidence": "verified",
        "datasets": ["world"],
        "retired_on": None,
        "shown": "2018-01-01",
        "gone": "9999-12-31",
        "states": ["0000-00-00 absent", "2018-01-01 in force"],
    }
    [figure] = nodes(store, "Figure", ["ai-market-2030"])
    assert (figure["value"], figure["value_high"], figure["unit"], figure["sources"]) == (40.0, 60.5, "USD bn", ["nrdl-2025"])
    [source] = nodes(store, "Source", ["nrdl-2025"])
    assert (source["name"], source["date"], source["url"]) == ("NRDL 2025", "2025-12-07", None)


def test_relations_come_back_by_key(store: Store) -> None:
    load(store, world())
    key = "world|nmpa|REGULATES|cn-ai-healthcare|2018-03"
    by_key, of_its_ends = relations_by_key(store, [key])
    found = by_key[key]
    assert of_its_ends == {"nmpa": "Agency", "cn-ai-healthcare": "Market"}
    assert (found["subject"], found["type"], found["object"], found["role"]) == (
        "nmpa",
        "REGULATES",
        "cn-ai-healthcare",
        ["market-approval", "quality"],
    )
    assert [r["key"] for r in relations(store, "ISSUED")] == ["world|state-council|ISSUED|ai-opinions|2025-11-04"]
    assert keys_of(store, "nrdl", "PaymentMechanism") == [
        "world|basic-insurance|REIMBURSES_VIA|nrdl|",
        "world|nhsa|ADMINISTERS|nrdl|2018-05-31",
    ]
    assert labels(store, ["nmpa", "hengrui-merck", "s1", "nobody"]) == {"nmpa": "Agency", "hengrui-merck": "Deal"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2010-01-01", ["hengrui COMPETES_WITH merck"]),
        (
            "2018-03-15",
            ["hengrui COMPETES_WITH merck", "nmpa PROMOTES cn-ai-healthcare", "nmpa REGULATES cn-ai-healthcare", "sfda SUCCEEDED_BY nmpa"],
        ),
    ],
)
def test_as_of_a_day(store: Store, day: str, expected: list[str]) -> None:
    load(store, world())
    text = (
        "MATCH (a:Agency|Company)-[r:REGULATES|PROMOTES|SUCCEEDED_BY|COMPETES_WITH|ISSUED]->(b) "
        "WHERE r.shown <= $as_of AND r.gone > $as_of "
        "RETURN a.id + ' ' + type(r) + ' ' + b.id AS said ORDER BY said"
    )
    assert [row["said"] for row in store.rows(text, {"as_of": day})] == expected


def test_a_changed_row_is_changed_and_its_empty_cells_emptied(store: Store) -> None:
    load(store, world())
    text = TEXT.replace("aliases=NMPA;CFDA ", "").replace('detail="in oncology"', "effect=mixed")
    assert counts(load(store, records(text, "world"))) == {"changed": (1, 1), "unchanged": (17, 10)}
    assert [row["aliases"] for row in nodes(store, "Agency", ["nmpa"])] == [[]]
    assert [(row["detail"], row["effect"]) for row in relations(store, "COMPETES_WITH")] == [(None, "mixed")]


def test_what_a_load_drops_is_retired_and_what_returns_is_created(store: Store) -> None:
    load(store, world())
    assert counts(load(store, without("Company merck", "Deal", "hengrui"), today=DAY)) == {"retired": (2, 3), "unchanged": (16, 8)}
    assert [(row["retired_on"], row["states"][-1]) for row in nodes(store, "Company", ["merck"])] == [("2026-01-15", "2026-01-15 absent")]
    assert [row["retired_on"] for row in relations(store, "COMPETES_WITH")] == ["2026-01-15"]
    assert counts(load(store, world(), today=DAY)) == {"created": (2, 3), "unchanged": (16, 8)}
    assert [row["retired_on"] for row in nodes(store, "Company", ["merck"])] == [None]


def test_two_datasets_share_a_node_and_keep_their_claims(store: Store) -> None:
    load(store, world())
    other = records(NHSA, "other", source=False)
    report = load(store, other)
    assert (report.created, report.changed) == (Count(), Count())
    assert [(row["datasets"], row["name_zh"]) for row in nodes(store, "Agency", ["nhsa"])] == [(["other", "world"], "国家医疗保障局")]


def test_a_wrong_dataset_leaves_the_store_as_it_was(store: Store) -> None:
    load(store, world())
    version = store.version()
    with pytest.raises(SourceError, match="there is no such entity"):
        load(store, records(TEXT + "\nnmpa REGULATES nobody", "world"))
    assert store.version() == version


def test_a_change_made_against_an_older_store_is_refused(store: Store) -> None:
    load(store, world())
    late = Change("late", base="", nodes={"Agency": [{"id": "nmpa", "props": {"name": "x"}}]})
    with pytest.raises(Outdated, match="loaded by somebody else meanwhile"):
        store.write(late)
    assert [row["name"] for row in nodes(store, "Agency", ["nmpa"])] == ["National Medical Products Administration"]
    assert counts(load(store, world())) == {"unchanged": (18, 11)}


def test_a_text_that_the_engine_does_not_understand(store: Store) -> None:
    with pytest.raises(StoreError, match="MATHC"):
        store.rows("MATHC (n) RETURN n")


def test_a_slow_question_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, world())
    monkeypatch.setenv("ECOMAP_TIMEOUT", "0.3")
    with pytest.raises(TimedOut, match=r"took longer than 0\.3 s"):
        store.rows(
            "MATCH (a), (b), (c), (d), (e), (f), (g) WHERE a.id + b.id + c.id + d.id + e.id + f.id + g.id = 'x' RETURN count(*) AS n"
        )


def test_facts_name_the_engine(store: Store) -> None:
    load(store, world())
    facts = store.facts()
    assert facts["engine"].split()[0] in ("embedded", "Neo4j")
    assert facts["version"]


def refuse(_store: Store) -> list[Row]:
    raise AssertionError("the store was compared")


def test_files_that_were_loaded_last_are_not_compared_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = tmp_path / "first", tmp_path / "other"
    for folder in (first, other):
        folder.mkdir()
        (folder / "entities.csv").write_text("label,id,name\nMarket,ai,AI\nAgency,nmpa,NMPA\n", encoding="utf-8")
    (first / "relations.csv").write_text("subject_id,type,object_id\nnmpa,REGULATES,ai\n", encoding="utf-8")
    assert counts(load(store, user_data([first])[0])) == {"created": (2, 1)}
    with monkeypatch.context() as patch:
        patch.setattr("graph.comparing.read_held", refuse)
        assert counts(load(store, user_data([first])[0])) == {"unchanged": (2, 1)}
        with pytest.raises(AssertionError, match="the store was compared"):
            load(store, user_data([first])[0], full=True)
        (first / "relations.csv").write_text("subject_id,type,object_id,detail\nnmpa,REGULATES,ai,since\n", encoding="utf-8")
        with pytest.raises(AssertionError, match="the store was compared"):
            load(store, user_data([first])[0])
    assert counts(load(store, user_data([first])[0])) == {"changed": (0, 1), "unchanged": (2, 0)}
    assert load(store, user_data([other])[0]).changed.nodes == 0
    monkeypatch.setattr("graph.comparing.read_held", refuse)
    with pytest.raises(AssertionError, match="the store was compared"):
        load(store, user_data([first])[0])
