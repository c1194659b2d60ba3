"""Rows that do not fit into memory: the same ones, in the same order, as often as one likes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SourceError, StoreError
from graph.parting import PARTS
from graph.spool import BLOCK, Room, Spool
from loaders.folder import user_data


def numbers(room: Room) -> Spool[int]:
    return Spool(room, lambda n: [n], lambda packed: packed[0])


@given(st.lists(st.integers(0, 2 * BLOCK), max_size=6), st.integers(-1, 9 * BLOCK))
def test_what_goes_in_comes_out(sizes: list[int], left: int) -> None:
    spool, expected = Spool[Any](Room(left)), list[Any]()
    for size in sizes:
        some = [[n, str(n), None] for n in range(len(expected), len(expected) + size)]
        spool.extend(some)
        expected += some
        assert len(spool) == len(expected)
    assert list(spool) == list(spool) == expected


def test_two_may_go_through_it_at_once() -> None:
    spool = numbers(Room(0))
    for n in range(3 * BLOCK + 5):
        spool.append(n)
    one, other = iter(spool), iter(spool)
    assert [next(one) for _ in range(BLOCK + 1)][-1] == BLOCK
    assert list(other) == list(range(3 * BLOCK + 5))
    assert list(one) == list(range(BLOCK + 1, 3 * BLOCK + 5))


def test_spools_share_their_room() -> None:
    room = Room(BLOCK)
    first, second = numbers(room), numbers(room)
    first.extend(range(BLOCK))
    assert first._file is None
    second.extend(range(BLOCK + 1))
    assert first._file is None
    assert second._file is not None
    assert (list(first), list(second)) == (list(range(BLOCK)), list(range(BLOCK + 1)))


def test_a_folder_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(
        StoreError, match=r"temporary files takes no more \(No such file or directory\); make room, or name another one by TMPDIR"
    ):
        numbers(Room(0)).extend(range(BLOCK))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    full = open("/dev/full", "r+b", buffering=0)  # noqa: SIM115
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full)
    with full, pytest.raises(StoreError, match=r"takes no more \(No space left on device\)"):
        numbers(Room(0)).extend(range(BLOCK))


@pytest.mark.parametrize("nodes_too", [False, True])
def test_wrong_rows_are_named_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nodes_too: bool) -> None:
    """What stands twice is found and named by file and line where the rows are not in memory, whatever else is wrong."""
    from tiny import tiny

    from graph.load import load

    monkeypatch.setattr("graph.dataset.IN_MEMORY", 0)
    many = 2 * BLOCK * len(PARTS)
    markets = [f"Market,m{n},M {n}" for n in range(many)] + ["Market,m7,Again"] * nodes_too
    (tmp_path / "entities.csv").write_text("\n".join(["label,id,name", *markets]) + "\n", encoding="utf-8")
    links = [f"m{n},PART_OF,m{n - 1}" for n in range(1, many)]
    wrong = ["m9,PART_OF,m8", "m9,PART_OF,nowhere"]
    (tmp_path / "relations.csv").write_text("\n".join(["subject_id,type,object_id", *links, *wrong]) + "\n", encoding="utf-8")
    dataset = user_data([tmp_path])[0]
    with pytest.raises(SourceError) as caught:
        load(tiny(""), dataset)
    entities, relations = tmp_path / "entities.csv", tmp_path / "relations.csv"
    expected = {
        (str(relations), many + 1, "type", f"the same relation stands already in {relations}:10"),
        (str(relations), many + 2, "object_id", "there is no such entity in the folder or the store"),
    }
    if nodes_too:
        expected.add((str(entities), many + 2, "id", f"stands already in {entities}:9"))
    assert {(p.file, p.line, p.column, p.text.partition(";")[0]) for p in caught.value.problems} == expected
