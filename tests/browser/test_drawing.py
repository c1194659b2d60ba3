"""Drawings say themselves as plain data, and name the columns that they read."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

import graph.drawing as drawings
from graph.drawing import Drawing, Flow, Matrix, Network, Rings, Table
from graph.page.frame import read

SHAPES = sorted({cls.shape for cls in Drawing.__subclasses__()})


def test_spec_and_columns() -> None:
    matrix = Matrix(row="function", column="body", cell="instruments", lead="relation", leads=("REGULATES",), gaps=("none",))
    assert matrix.spec() == {
        "shape": "matrix", "row": "function", "column": "body", "cell": "instruments", "lead": "relation", "leads": ["REGULATES"],
        "gaps": ["none"], "cells": "numbers",
    }  # fmt: skip
    assert matrix.columns() == {"function", "body", "instruments", "relation"}
    assert Flow(stages=("a", "b")).columns() == {"a", "b"}
    assert Rings(kind="kind", item="who", hops="hops").columns() == {"kind", "who", "hops"}, "the centre is a parameter"
    assert Table().spec() == {"shape": "table"}
    assert Network().columns() == set()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_draws_every_shape(shape: str) -> None:
    assert re.search(rf"\b{shape}:", read("js/shapes.js"))
    assert f'"view_{shape}"' in read("interface.json")
    assert f'"read_{shape}"' in read("interface.json")


def test_every_field_is_a_column_or_a_word() -> None:
    for cls in Drawing.__subclasses__():
        assert cls.__doc__, cls
        for field in fields(cls):
            assert str(field.type).startswith(("str", "tuple[str")), field
    assert {"cells", "gaps", "leads", "centre"} <= drawings.WORDS
