"""Loading text as it is: hostile, foreign, from real files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, need
from folders import VALID, folder
from loaded import DAY, NOTHING, WORLD, counts, everything
from tiny import records, tiny

from graph.engines.embedded import EmbeddedStore
from graph.errors import SourceError
from graph.load import load
from graph.reading import nodes
from graph.schema import LABELS
from loaders.folder import user_data

HOSTILE = [
    "'; DROP",
    '"quoted"',
    "back\\slash",
    "`n`",
    "$id",
    "{id: 'x'}",
    "DETACH DELETE n",
    "=1+1",
    "<b>",
    "\u202e",
    "a\nb",
    "💊",
    "%s{}",
    "--",
    "//",
]


def test_hostile_text_is_loaded_as_text(tmp_path: Path) -> None:
    import csv

    path = folder(tmp_path / "mine", dict.fromkeys(VALID))
    with (path / "companies.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name", "description", "aliases"], *([f"c{n:02}", t, t, t] for n, t in enumerate(HOSTILE))])
    store = EmbeddedStore(":memory:")
    load(store, user_data([path])[0])
    got = [(row["name"], row["description"], row["aliases"]) for row in nodes(store, "Company")]
    assert got == [(t, t, [p.strip() for p in t.split(";") if p.strip()]) for t in HOSTILE]


LOOKS_LIKE = ["1", "007", "1e5", "1.50", "NaN", "nan", "inf", "None", "null", "true", "2024", "2024-01-01", "[1, 2]", "{}", "-", "0x10"]


def test_both_ways_of_writing_store_the_same(tmp_path: Path) -> None:
    """A file takes new rows by the engine's bulk path, a store in memory by Cypher; parallel relations and odd text included."""
    dataset = records(WORLD + "Agency odd\nnmpa REGULATES ai start_date=2024\nnmpa REGULATES ai start_date=2025-03 effect=mixed")
    _, origin = next(iter(dataset.nodes))
    for n, text in enumerate([*HOSTILE, *LOOKS_LIKE]):
        fields = {"id": f"c{n}", "name": text, "subtype": text, "aliases": text, "confidence": "unverified"}
        dataset.nodes.append((LABELS["Company"].model_validate(fields), origin._replace(line=1000 + n)))
    stores = [EmbeddedStore(":memory:"), EmbeddedStore(str(tmp_path / "world.kgl"))]
    for store in stores:
        load(store, dataset)
    assert everything(stores[0]) == everything(stores[1])
    more = records(WORLD + "nmpa REGULATES ai start_date=2026\nacme OPERATES_IN ai\nacme OPERATES_IN ai start_date=2026")
    for store in stores:
        load(store, more, today=DAY)
    assert everything(stores[0]) == everything(stores[1])
    actors = "MATCH (n:Stakeholder) RETURN n.id AS id ORDER BY id"
    assert stores[0].rows(actors) == stores[1].rows(actors)


@pytest.mark.parametrize("name", ["'; MATCH (n) DETACH DELETE n //", "a`b", "x'}) DETACH DELETE (n"])
def test_hostile_ids_and_words_are_refused(tmp_path: Path, name: str) -> None:
    store = tiny(WORLD)
    before = everything(store)
    files = dict.fromkeys(VALID) | {"entities.csv": f'label,id,name\n"{name}",x,X\nCompany,"{name}",X\n'}
    with pytest.raises(SourceError) as caught:
        load(store, user_data([folder(tmp_path / "mine", files)])[0])
    assert [p.column for p in caught.value.problems] == ["label", "id"]
    assert everything(store) == before


def test_the_fact_pack_is_a_users_folder() -> None:
    need((SHARED / "facts").is_dir(), "../shared/facts is not here")
    dataset, skipped = user_data([SHARED / "facts"])
    assert (dataset.name, skipped) == ("facts", ["coverage.csv"])
    store = EmbeddedStore(":memory:")
    report = load(store, dataset)
    assert report.created.nodes == 1778 + 208 + 316 + 1896
    assert counts(load(store, user_data([SHARED / "facts"])[0])) == NOTHING


def _companies(path: Path, rows: list[tuple[str, str]]) -> Path:
    import csv

    path.mkdir()
    with (path / "companies.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name", "description"], *((f"c-{n}", name, note) for n, (name, note) in enumerate(rows))])
    return path


def _real() -> dict[str, list[tuple[str, str]]]:
    """Names as they stand in the wild, by file."""
    import csv
    import json

    data = SHARED / "data"
    tickers = json.loads((data / "sec" / "company_tickers_2025-12.json").read_text(encoding="utf-8"))
    out = {"sec": [(row["title"], row["ticker"]) for row in tickers.values()]}
    for path in sorted((data / "opensanctions_sources").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell for cell in row if cell.strip()] for row in csv.reader(file)]
        out[path.stem] = [(row[0], " | ".join(row)[:2000]) for row in rows if row]
    nmpa: list[tuple[str, str]] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner)
        elif isinstance(value, str) and value.strip():
            nmpa.append((value[:200], value[:2000]))

    walk(json.loads((data / "nmpa_classification" / "classification_catalog.json").read_text(encoding="utf-8")))
    return out | {"nmpa": nmpa}


def test_names_from_the_wild_come_back_as_they_are(tmp_path: Path) -> None:
    need((SHARED / "data").is_dir(), "../shared/data is not here")
    for file, rows in _real().items():
        assert len(rows) > 50, file
        store = EmbeddedStore(":memory:")
        load(store, user_data([_companies(tmp_path / file.replace("_", "-"), rows)])[0])
        got = {row["id"]: (row["name"], row["description"]) for row in nodes(store, "Company")}
        assert got == {f"c-{n}": (name.strip(), note.strip() or None) for n, (name, note) in enumerate(rows)}
