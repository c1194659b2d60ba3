"""Relations in parts: none is lost, and two writers at work never touch the same node."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.engines.server_writing import MEETINGS
from graph.parting import PARTS, Parted, PartedStream, part_of
from graph.spool import BLOCK, Room
from graph.store import relation_rows

IDS = st.text(min_size=1, max_size=3)


def parted(left: int) -> Parted[list[str]]:
    return Parted(Room(left), lambda item: (item[0], item[1]))


@given(st.lists(st.tuples(IDS, IDS), max_size=40), st.integers(-1, 20))
def test_each_is_in_the_part_of_its_ends_and_in_no_other(ends: list[tuple[str, str]], left: int) -> None:
    relations = [[a, b, str(n)] for n, (a, b) in enumerate(ends)]
    kept = parted(left)
    kept.extend(relations[:7])
    for relation in relations[7:]:
        kept.append(relation)
    assert len(kept) == len(relations)
    assert sorted(kept, key=lambda relation: int(relation[2])) == relations
    for part in PARTS:
        assert list(kept.part(part)) == [relation for relation in relations if part_of(relation[0], relation[1]) == part]


def test_parts_that_are_in_files_keep_their_order() -> None:
    kept, relations = parted(-1), [["a", "b", str(n)] for n in range(2 * BLOCK + 3)]
    kept.extend(relations)
    assert list(kept.part(part_of("a", "b"))) == list(kept) == relations


def test_a_stream_goes_through_all_parts() -> None:
    stream = PartedStream(len(PARTS), lambda part: iter([part]))
    assert (len(stream), list(stream)) == (16, list(PARTS))


def test_writers_take_every_part_once_and_meet_at_no_node() -> None:
    assert sorted(chain.from_iterable(chain.from_iterable(MEETINGS))) == sorted(PARTS)
    for meeting in MEETINGS:
        for one, other in combinations([set(chain.from_iterable(parts)) for parts in meeting], 2):
            assert not one & other


def test_new_relations_come_back_from_files_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.IN_MEMORY", 0)
    kept = relation_rows()
    props = {"role": ["x"], "detail": "监管", "value": 1.5}
    group = ("Agency", "REGULATES", "Market")
    rows = [(group, {"subject": "a", "object": "b", "key": f"k{n}", "props": props}) for n in range(BLOCK + 1)]
    kept.extend(rows)
    assert list(kept) == rows
