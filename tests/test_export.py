"""Export: what `load` reads back to the same graph, whatever text it holds, and the same bytes when written again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import records, tiny

from graph.dataset import Origin
from graph.derive import columns
from graph.engines.embedded import EmbeddedStore
from graph.errors import EcomapError, Empty
from graph.export import export
from graph.load import load
from graph.reading import nodes, relations
from graph.schema import LABELS, RECORD_RELATIONS, TYPES
from graph.store import Store
from loaders.folder import user_data

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    'a "quoted" word',
    "line one\nline two",
    "carriage\rreturn",
    "both\r\nkinds",
    "tab\tinside",
    "commas, and; semicolons",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "MATCH (n) DETACH DELETE n",
    "{{ 7*7 }} ${x} %s \\ \\n",
    "\u202eright to left",
    "a\u2028b\x85c",
    "null",
    "NaN",
    "#not a comment",
    "国家医疗保障局 “引号”",
    "💊" * 40,
]


def everything(store: Store) -> list[dict[str, Any]]:
    """Every node and relation with all that is stored of it."""
    kept: list[dict[str, Any]] = [{"label": label, **row} for label in LABELS for row in nodes(store, label)]
    return kept + [{"type": type_, **row} for type_ in (*TYPES, *RECORD_RELATIONS) for row in relations(store, type_)]


def read_back(folder: Path, datasets: Iterable[str]) -> Store:
    """A fresh store with an export loaded, dataset by dataset."""
    store = EmbeddedStore(":memory:")
    names = list(datasets)
    for name in names:
        load(store, user_data([folder / name if len(names) > 1 else folder], name)[0])
    return store


def check_round_trip(store: Store, folder: Path, datasets: Iterable[str], *, retired: bool = False) -> None:
    names = list(datasets)
    first = export(store, folder / "first", everything=retired)
    back = read_back(folder / "first", names)
    assert everything(back) == [row for row in everything(store) if retired or not row["retired_on"]]
    second = export(back, folder / "second", everything=retired)
    assert [p.relative_to(folder / "first") for p in first] == [p.relative_to(folder / "second") for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_the_built_in_data(pack: Store, tmp_path: Path) -> None:
    check_round_trip(pack, tmp_path, ["ecomap"])


def test_files_columns_and_order(tmp_path: Path) -> None:
    world = "Market m\nCompany z name=Zed aliases='Zee;Z, Inc'\nCompany a\nz OPERATES_IN m\na OPERATES_IN m role=demand start_date=2025"
    written = export(tiny(world), tmp_path)
    assert [path.name for path in written] == ["entities.csv", "deals.csv", "figures.csv", "sources.csv", "relations.csv"]
    assert (tmp_path / "entities.csv").read_text(encoding="utf-8").splitlines() == [
        "label,id,name,name_zh,short_name,short_name_zh,aliases,jurisdiction,subtype,layer,status_in_force,start_date,end_date,"
        "identifiers,description,source_ids,confidence",
        "Company,a,a,,,,,,,,,,,,,s1,verified",
        "Market,m,m,,,,,,,,,,,,,s1,verified",
        'Company,z,Zed,,,,"Zee;Z, Inc",,,,,,,,,s1,verified',
    ]
    assert (tmp_path / "relations.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "a,OPERATES_IN,m,2025,,,,,,demand,,s1,verified",
        "z,OPERATES_IN,m,,,,,,,,,s1,verified",
    ]
    assert (tmp_path / "deals.csv").read_text(encoding="utf-8") == ",".join(columns("deals")) + "\n"


@pytest.mark.parametrize(("value", "cell"), [("90", "90"), ("90.0", "90"), ("187.95", "187.95"), ("-0.5", "-0.5"), ("1e21", "1e+21")])
def test_numbers_as_a_reader_writes_them(tmp_path: Path, value: str, cell: str) -> None:
    export(tiny(f"Market m\nFigure f subject_id=m measure=size value={value}"), tmp_path)
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == [cell]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    dataset = records("Agency a\nMarket m\na REGULATES m")
    for n, text in enumerate(HOSTILE):
        company = LABELS["Company"].model_validate(
            {"id": f"c{n}", "name": text, "description": text, "aliases": [text.replace(";", ",")], "confidence": "unverified"}
        )
        dataset.nodes.append((company, Origin("tiny", 1000 + n)))
    store = EmbeddedStore(":memory:")
    load(store, dataset)
    check_round_trip(store, tmp_path, ["tiny"])
    with (tmp_path / "first" / "entities.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(row["name"] for row in csv.DictReader(file) if row["label"] == "Company") == sorted(HOSTILE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"), max_size=40).map(str.strip).filter(bool))
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    dataset = records("Market m")
    dataset.nodes.append((LABELS["Market"].model_validate({"id": "n", "name": text, "confidence": "unverified"}), Origin("tiny", 2)))
    store = EmbeddedStore(":memory:")
    load(store, dataset)
    check_round_trip(store, tmp_path, ["tiny"])


def test_several_datasets_share_an_entity(tmp_path: Path) -> None:
    store = tiny("Agency a name_zh=甲\nMarket m\na REGULATES m role=data")
    load(store, records("Agency a\nCompany c\nMarket m\na REGULATES m role=pricing\nc OPERATES_IN m", name="client"))
    check_round_trip(store, tmp_path, ["tiny", "client"])
    assert sorted(p.name for p in (tmp_path / "first").iterdir()) == ["client", "tiny"]
    shared = (tmp_path / "first" / "client" / "entities.csv").read_text(encoding="utf-8")
    assert "Agency,a,a,,,,,,,,,,,,,s1,verified" in shared, "an entity that two hold is one node; each exports its own cells"
    assert "Agency,a,a,甲,,,,,,,,,,,,s1,verified" in (tmp_path / "first" / "tiny" / "entities.csv").read_text(encoding="utf-8")


def test_what_was_retired_goes_along_when_asked(tmp_path: Path) -> None:
    store = tiny("Agency a\nMarket m\nMarket n\nFigure f subject_id=n measure=size\nSource n\na REGULATES m\na REGULATES n")
    load(store, records("Agency a\nMarket m\na REGULATES m"), today=date(2026, 3, 1))
    check_round_trip(store, tmp_path, ["tiny"])
    assert len((tmp_path / "first" / "relations.csv").read_text(encoding="utf-8").splitlines()) == 2
    check_round_trip(store, tmp_path / "all", ["tiny"], retired=True)
    rows = (tmp_path / "all" / "first" / "relations.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].endswith(",retired_on")
    assert rows[1:] == ["a,REGULATES,m,,,,,,,,,s1,verified,", "a,REGULATES,n,,,,,,,,,s1,verified,2026-03-01"]


def test_a_retired_source_and_an_entity_of_the_same_id(tmp_path: Path) -> None:
    """Sources have a namespace of their own: the day of one is not the day of the other."""
    store = tiny("Market n\nSource n")
    load(store, records("Market n"), today=date(2026, 3, 1))
    check_round_trip(store, tmp_path, ["tiny"], retired=True)


def test_a_retired_link_to_what_another_dataset_retired(tmp_path: Path) -> None:
    store = tiny("Market m\nMarket n")
    load(store, records("Company c\nc OPERATES_IN n", name="client"))
    load(store, records("Company c", name="client"), today=date(2026, 2, 1))
    load(store, records("Market m"), today=date(2026, 3, 1))
    check_round_trip(store, tmp_path, ["tiny", "client"], retired=True)


def test_an_empty_store_has_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(Empty):
        export(EmbeddedStore(":memory:"), tmp_path)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EcomapError, match="cannot be written"):
        export(tiny("Market m"), tmp_path / "taken")


def test_writing_again_replaces_and_leaves_nothing_aside(tmp_path: Path) -> None:
    export(tiny("Market m\nFigure f subject_id=m measure=size"), tmp_path)
    export(tiny("Market m"), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deals.csv", "entities.csv", "figures.csv", "relations.csv", "sources.csv"]
    assert len((tmp_path / "figures.csv").read_text(encoding="utf-8").splitlines()) == 1
