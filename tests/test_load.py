"""Loading: only what differs is written, history kept, datasets side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from folders import VALID, folder
from loaded import DAY, NOTHING, WORLD, counts, everything
from tiny import records, tiny

from graph.asof import at, unpack
from graph.dataset import Dataset
from graph.engines.embedded import EmbeddedStore
from graph.errors import SourceError
from graph.load import load
from graph.reading import nodes, relations
from graph.schema import LABELS
from graph.store import Change, Progress, Store, quiet
from loaders.folder import built_in, user_data


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


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_a_relation_without_direction_that_stands_twice(one: str, other: str) -> None:
    """The later row is wrong and names the earlier one, whichever way round they are."""
    with pytest.raises(SourceError) as caught:
        tiny(f"Company a\nCompany b\n{one} COMPETES_WITH {other}\n{other} COMPETES_WITH {one}")
    [problem] = caught.value.problems
    assert (problem.line, problem.text.partition(";")[0]) == (4, "the same relation stands already in tiny:3")


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
