"""The schema: said once, complete, and what is derived from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import SHARED, need
from pydantic import ValidationError

from graph import derive
from graph.schema import ENTITIES, LABELS, TYPES, vocabulary
from graph.schema.docs import field_docs
from graph.schema.edge import Edge
from graph.schema.words import State

ROOT = Path(__file__).resolve().parents[1]


def test_the_ontologys_labels_and_types_are_all_there() -> None:
    need(SHARED.exists(), "the ontology lies in ../shared, which is not here")
    text = (SHARED / "facts" / "ONTOLOGY.md").read_text(encoding="utf-8")
    labels = re.findall(r"^\| (\w+) \| (?:agencies|policies|companies|payers|markets|other) \|", text, re.MULTILINE)
    assert sorted(labels) == sorted(node.__name__ for node in ENTITIES)
    types = dict(re.findall(r"^\| ([A-Z_]{4,}) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE))
    assert sorted(types) == sorted(TYPES)
    for type_, pairs in types.items():
        assert {tuple(re.findall(r"\w+", pair)[:2]) for pair in pairs.split(", ")} == TYPES[type_].ends, type_


def test_ends_name_labels() -> None:
    assert {label for edge in TYPES.values() for pair in edge.ends for label in pair} <= set(LABELS)


def test_every_field_says_what_it_means() -> None:
    for record in (*LABELS.values(), *TYPES.values()):
        assert set(record.model_fields) <= set(field_docs(record)), record.__name__
        assert record.__doc__


def test_every_word_stands_in_both_languages() -> None:
    for words in vocabulary().values():
        for key, said in words.items():
            assert said["en"], key
            assert said["zh"], key


def test_colours_can_be_read_on_their_paper() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a: str, b: str) -> float:
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for said in vocabulary()["groups"].values():
        assert contrast(said["light"], "#ffffff") >= 4.5
        assert contrast(said["dark"], "#14171b") >= 4.5


def test_the_reference_page_is_the_schema() -> None:
    assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == derive.reference(), "run `make docs`"


def test_headers_are_those_of_the_pack() -> None:
    need(SHARED.exists(), "the pack lies in ../shared, which is not here")
    for name in ("entities", "relations", "deals", "figures", "sources"):
        with (SHARED / "facts" / f"{name}.csv").open(encoding="utf-8") as file:
            assert tuple(file.readline().strip().split(",")) == derive.columns(name)


def test_constraints_are_one_for_each_label_and_type() -> None:
    statements = list(derive.constraints())
    assert "CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE" in statements
    assert sum("CONSTRAINT" in s for s in statements) == len(LABELS) + len(TYPES) + 3


def test_json_schema_names_every_class() -> None:
    definitions = derive.json_schema()["$defs"]
    assert set(LABELS) <= set(definitions)
    assert ["Agency", "Policy"] in definitions["Issued"]["x-ends"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", "NMPA China", "is not an id"),
        ("start_date", "2025-02-30", "is not a day of the calendar"),
        ("start_date", "03/06/2025", "is not a date"),
        ("identifiers", "lei=5493001KJTIIGC8Y1R13", "Legal Entity Identifier"),
        ("identifiers", "uscc=91310000MA1FL0000A", "Unified Social Credit Code"),
        ("identifiers", "cik=12345678901", "Central Index Key"),
        ("name", "a\x00b", "control character"),
        ("confidence", "sure", "is not one of verified, reported, unverified"),
        ("layer", "health", "Extra inputs"),
    ],
)
def test_a_wrong_cell_of_an_agency_is_refused(field: str, value: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        LABELS["Agency"].model_validate({"id": "nmpa", "name": "NMPA", "sources": "s", "confidence": "verified", field: value})


def test_check_digits_that_fit_are_taken() -> None:
    """The LEI of ISO 17442's own example range (Bloomberg) and a real USCC (State Grid, from the public register)."""
    made = LABELS["Company"].model_validate(
        {"id": "x", "name": "x", "confidence": "unverified", "identifiers": "lei=5493001KJTIIGC8Y1R12; uscc=9111000071093123XX"}
    )
    assert made.identifiers == ["lei=5493001KJTIIGC8Y1R12", "uscc=9111000071093123XX"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.b", "https://", "data:text/html,x", " http://a b"])
def test_only_web_addresses_are_addresses(url: str) -> None:
    with pytest.raises(ValidationError, match="is not a web address"):
        LABELS["Source"].model_validate({"id": "s", "title": "t", "url": url})


def test_what_says_verified_cites() -> None:
    with pytest.raises(ValidationError, match="cites no source"):
        LABELS["Agency"].model_validate({"id": "nmpa", "name": "NMPA", "confidence": "verified"})


def test_states_are_ordered_from_the_weakest() -> None:
    """The order of the as-of rule: ended, superseded, withdrawn, unknown, draft, planned, due, in force; absent before all."""
    order = ["absent", "ended", "superseded", "withdrawn", "unknown", "draft", "planned", "due", "in force"]
    assert [state.value for state in State] == order


def test_only_the_types_that_may_have_an_order_have_one() -> None:
    assert {t for t, edge in TYPES.items() if "order" in edge.model_fields} == {"FUNDS", "COVERS"}
    assert {t for t, edge in TYPES.items() if "joint" in edge.model_fields} == {"ISSUED", "ESTABLISHED"}, "one founding is joint"
    assert "order" not in Edge.model_fields
