"""Loading: one step or nothing, only what differs, history kept, datasets side by side."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, need
from folders import VALID, folder
from tiny import records, tiny

from graph.asof import at, unpack
from graph.dataset import Dataset
from graph.engines import embedded
from graph.engines.embedded import EmbeddedStore
from graph.errors import Locked, SourceError, StoreError
from graph.load import LoadReport, load
from graph.reading import nodes, relations
from graph.schema import LABELS, RECORD_RELATIONS, TYPES
from graph.store import Change, Progress, Store, quiet
from loaders.folder import built_in, user_data

DAY = date(2026, 3, 1)


def everything(store: Store) -> list[Any]:
    """All that is stored."""
    return [list(nodes(store, label)) for label in LABELS] + [list(relations(store, t)) for t in (*TYPES, *RECORD_RELATIONS)]


def counts(report: LoadReport) -> dict[str, tuple[int, int]]:
    """Nodes and relationships created, changed, retired."""
    return {n: (c.nodes, c.relationships) for n in ("created", "changed", "retired") for c in [getattr(report, n)]}


NOTHING = {"created": (0, 0), "changed": (0, 0), "retired": (0, 0)}


def state(store: Store, id_: str, day: str) -> str:
    """State of an entity on a day."""
    (row,) = (row for label in LABELS for row in nodes(store, label, [id_]))
    return at(unpack(row["states"]), day)


class Watched(EmbeddedStore):
    """A store in memory that remembers what it was told to write."""

    def __init__(self) -> None:
        super().__init__(":memory:")
        self.written: list[Change] = []

    def write(self, change: Change, progress: Progress = quiet) -> None:
        """Write and remember."""
        self.written.append(change)
        super().write(change, progress)


WORLD = """
Agency nmpa jurisdiction=cn
Market ai
Market imaging
Policy plan start_date=2027
Figure f1 subject_id=ai measure=size value=1 sources=s2
Deal d1 licensor_id=acme licensee_id=maker
Company acme
Company maker
Source s2 date=2025-02
imaging PART_OF ai
nmpa REGULATES ai role=data
plan TARGETS imaging
"""


def test_the_built_in_data_loads_once() -> None:
    store = EmbeddedStore(":memory:")
    first = load(store, built_in(), today=DAY)
    assert first.created.nodes == len(built_in().nodes)
    before = everything(store)
    second = load(store, built_in(), today=date(2026, 4, 1), full=True)
    assert counts(second) == NOTHING
    assert (second.unchanged.nodes, second.unchanged.relationships) == (first.created.nodes, first.created.relationships)
    assert everything(store) == before


def test_only_what_differs_is_written() -> None:
    store = Watched()
    load(store, records(WORLD))
    report = load(store, records(WORLD.replace("role=data", "role=pricing").replace("Company maker", 'Company maker name="The maker"')))
    assert counts(report) == {"created": (0, 0), "changed": (1, 1), "retired": (0, 0)}
    change = store.written[-1]
    assert change.size() == 2
    assert [row["id"] for row in change.nodes["Company"]] == ["maker"]
    assert [row["props"]["role"] for row in change.relations["Agency", "REGULATES", "Market"]] == [["pricing"]]
    load(store, records(WORLD.replace("role=data", "role=pricing").replace("Company maker", 'Company maker name="The maker"')))
    assert len(store.written) == 2, "nothing to write is not written"


def test_a_cell_that_was_emptied_is_emptied() -> None:
    store = tiny("Agency a name_zh=甲 jurisdiction=cn\nMarket m\na REGULATES m role=data detail=old")
    load(store, records("Agency a\nMarket m\na REGULATES m"))
    (row,) = nodes(store, "Agency")
    assert (row["name_zh"], row["jurisdiction"]) == (None, None)
    (relation,) = relations(store, "REGULATES")
    assert (relation["role"], relation["detail"]) == ([], None)


def test_neighbours_are_reckoned_again() -> None:
    """A plan of 2027 that somebody puts forward in 2025 is planned from then; its relation follows, though neither row changed."""
    store = tiny(WORLD)
    assert state(store, "plan", "2026-01-01") == "absent"
    report = load(store, records(WORLD + "nmpa PROPOSED plan start_date=2025-06"))
    assert counts(report) == {"created": (0, 1), "changed": (0, 0), "retired": (0, 0)}
    assert state(store, "plan", "2025-06-29") == "absent"
    assert state(store, "plan", "2025-06-30") == "planned"
    (relation,) = relations(store, "TARGETS")
    assert at(unpack(relation["states"]), "2026-01-01") == "planned"


def test_what_files_no_longer_hold_is_retired_and_still_seen_before() -> None:
    store = tiny(WORLD)
    report = load(store, records("Agency nmpa jurisdiction=cn\nMarket ai\nCompany maker\nSource s2 date=2025-02"), today=DAY)
    assert counts(report) == {"created": (0, 0), "changed": (0, 0), "retired": (5, 6)}
    assert report.unchanged.nodes == 5
    for id_ in ("acme", "imaging", "d1"):
        assert state(store, id_, "2026-02-28") == "in force"
        assert state(store, id_, "2026-03-01") == "absent"
    assert [state(store, "f1", day) for day in ("2025-02-27", "2025-02-28", "2026-03-01")] == ["absent", "in force", "absent"]
    for type_ in ("REGULATES", "MEASURES", "FROM_PARTY", "TO_PARTY"):
        (relation,) = relations(store, type_)
        assert (relation["retired_on"], relation["gone"]) == ("2026-03-01", "2026-03-01")
    again = load(store, records("Agency nmpa jurisdiction=cn\nMarket ai\nCompany maker\nSource s2 date=2025-02"), today=date(2026, 5, 1))
    assert counts(again) == NOTHING, "what is retired stays retired on its day"


def test_what_returns_is_created_again() -> None:
    store = tiny(WORLD)
    before = everything(store)
    load(store, records("Market ai\nSource s2 date=2025-02"), today=DAY)
    report = load(store, records(WORLD), today=date(2026, 4, 1))
    assert counts(report) == {"created": (7, 6), "changed": (0, 0), "retired": (0, 0)}
    assert everything(store) == before


def test_a_returning_row_may_have_changed() -> None:
    store = tiny("Market m\nAgency a name_zh=甲")
    load(store, records("Market m"), today=DAY)
    load(store, records("Market m\nAgency a name=New"))
    (row,) = nodes(store, "Agency")
    assert (row["name"], row["name_zh"], row["retired_on"]) == ("New", None, None)


def test_a_relation_given_the_other_way_round_is_the_same() -> None:
    store = tiny("Company a\nCompany b\na COMPETES_WITH b detail=x")
    assert counts(load(store, records("Company a\nCompany b\nb COMPETES_WITH a detail=x"))) == NOTHING
    assert counts(load(store, records("Company a\nCompany b\nb COMPETES_WITH a detail=y")))["changed"] == (0, 1)
    assert len(list(relations(store, "COMPETES_WITH"))) == 1


def test_conflicting_claims_stand_side_by_side() -> None:
    store = tiny("Agency a\nMarket m\na REGULATES m start_date=2024\na REGULATES m start_date=2025")
    load(store, records("Agency a\nMarket m\na REGULATES m start_date=2024 effect=burdens", name="client"))
    keys = [row["key"] for row in relations(store, "REGULATES")]
    assert keys == ["client|a|REGULATES|m|2024", "tiny|a|REGULATES|m|2024", "tiny|a|REGULATES|m|2025"]


# ---- a load of some kinds of files


def part(text: str, *labels: str, with_relations: bool = False) -> Dataset:
    """A dataset of which only some files were given."""
    dataset = records(text)
    if "Source" not in labels:
        dataset.nodes = [(n, o) for n, o in dataset.nodes if type(n).__name__ != "Source"]
    dataset.labels, dataset.relations = frozenset(labels), with_relations
    return dataset


def test_a_partial_load_retires_only_kinds_of_files_given() -> None:
    store = tiny(WORLD)
    report = load(store, part("Company maker\nCompany acme\nCompany third", "Company", "Product"))
    assert counts(report) == {"created": (1, 0), "changed": (0, 0), "retired": (0, 0)}
    report = load(store, part("imaging PART_OF ai", with_relations=True))
    assert counts(report) == {"created": (0, 0), "changed": (0, 0), "retired": (0, 2)}
    report = load(store, part("", "Figure"))
    assert counts(report) == {"created": (0, 0), "changed": (0, 0), "retired": (1, 1)}


@pytest.mark.parametrize(
    ("text", "labels", "cited", "by"),
    [
        ("Market ai", ("Market",), "imaging", "imaging PART_OF ai of dataset tiny"),
        ("Company acme", ("Company",), "maker", "Deal d1 of dataset tiny"),
        ("Market imaging", ("Market",), "ai", "Figure f1 of dataset tiny"),
        ("", ("Source",), "s2", "Figure f1 of dataset tiny"),
        ("Source s2 date=2025-02", ("Source",), "s1", "Agency nmpa of dataset tiny"),
        ("Source s2 date=2025-02", ("Source",), "s1", "imaging PART_OF ai of dataset tiny"),
    ],
)
def test_nothing_that_is_still_cited_can_be_retired(text: str, labels: tuple[str, ...], cited: str, by: str) -> None:
    store = tiny(WORLD)
    before = everything(store)
    dataset = part(text, *labels)
    dataset.nodes = [(n, o) for n, o in dataset.nodes if n.id != cited]
    with pytest.raises(SourceError) as caught:
        load(store, dataset)
    assert (cited, f"is no longer in the files, but {by} still cites it; load that row's removal too, or keep it") in {
        (p.value, p.text) for p in caught.value.problems
    }
    assert everything(store) == before


# ---- several datasets


def test_two_datasets_hold_one_entity() -> None:
    store = tiny("Agency a name=Same name_zh=甲 sources=s1")
    client = "Agency a name=Same short_name=S confidence=unverified sources="
    report = load(store, records(client, name="client"))
    assert counts(report) == {"created": (0, 0), "changed": (1, 0), "retired": (0, 0)}
    (row,) = nodes(store, "Agency")
    assert (row["name_zh"], row["short_name"], row["confidence"], row["sources"]) == ("甲", "S", "verified", ["s1"])
    assert row["datasets"] == ["client", "tiny"]
    assert counts(load(store, records(client, name="client"))) == NOTHING
    assert counts(load(store, records("Agency a name=Same name_zh=甲 sources=s1"))) == NOTHING


def test_cells_that_differ_name_both_files(tmp_path: Path) -> None:
    store = EmbeddedStore(":memory:")
    load(store, user_data([folder(tmp_path / "one")])[0])
    other = folder(tmp_path / "two", dict.fromkeys(VALID) | {"companies.csv": "id,name,aliases\nacme,Acme Corp,Acme Inc\n"})
    before = everything(store)
    with pytest.raises(SourceError) as caught:
        load(store, user_data([other])[0])
    assert [str(p) for p in caught.value.problems] == [
        f"{other}/companies.csv:2: column aliases 'Acme Inc': differs from 'Acme Inc;ACME' in one/companies.csv; "
        "make the cells equal or leave one empty",
        f"{other}/companies.csv:2: column name 'Acme Corp': differs from 'Acme' in one/companies.csv; "
        "make the cells equal or leave one empty",
    ]
    assert everything(store) == before


def test_each_dataset_may_change_and_empty_its_own_cells() -> None:
    """Only what another dataset said stands against a new word; a merged cell is not one's own."""
    store = tiny("Agency a name_zh=甲")
    load(store, records("Agency a short_name=S", name="client"))
    load(store, records("Agency a name_zh=乙"))
    load(store, records("Agency a short_name=T", name="client"))
    (row,) = nodes(store, "Agency")
    assert (row["name_zh"], row["short_name"]) == ("乙", "T")
    with pytest.raises(SourceError, match=r"differs from 'T' in client/agencies\.csv"):
        load(store, records("Agency a name_zh=乙 short_name=U"))
    load(store, records("Agency a"))
    (row,) = nodes(store, "Agency")
    assert (row["name_zh"], row["short_name"]) == (None, "T")


def test_an_entity_stays_while_one_dataset_holds_it() -> None:
    store = tiny("Market m\nAgency a name_zh=甲 start_date=2020 description=x")
    load(store, records("Agency a short_name=S\nMarket m", name="client"))
    report = load(store, records("Market m"), today=DAY)
    assert counts(report) == {"created": (0, 0), "changed": (1, 0), "retired": (0, 0)}
    (row,) = nodes(store, "Agency")
    assert (row["datasets"], row["cells"], row["retired_on"]) == (["client"], None, None)
    assert (row["name"], row["name_zh"], row["short_name"], row["description"]) == ("a", None, "S", None)
    assert state(store, "a", "2019-01-01") == "in force", "its start was the other dataset's word"
    assert counts(load(store, records("Agency a short_name=S\nMarket m", name="client"))) == NOTHING
    load(store, records("Market m", name="client"), today=DAY)
    assert next(nodes(store, "Agency"))["retired_on"] == "2026-03-01"


def test_a_dataset_cannot_take_what_another_cites() -> None:
    store = tiny("Market m\nMarket n")
    load(store, records("Company c\nc OPERATES_IN n", name="client"))
    with pytest.raises(SourceError, match="c OPERATES_IN n of dataset client still cites it"):
        load(store, records("Market m"))


def test_two_datasets_keep_their_relations_apart() -> None:
    store = tiny("Agency a\nMarket m\na REGULATES m")
    load(store, records("Agency a\nMarket m\na REGULATES m", name="client"))
    load(store, records("Agency a\nMarket m", name="client"), today=DAY)
    assert [(r["key"], r["retired_on"]) for r in relations(store, "REGULATES")] == [
        ("client|a|REGULATES|m|", "2026-03-01"),
        ("tiny|a|REGULATES|m|", None),
    ]


# ---- all or nothing


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


# ---- hostile text, real files


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
    origin = dataset.nodes[0][1]
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
