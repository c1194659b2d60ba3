"""Relations in parts, by their ends: two writers whose parts have no bin in common never touch the same node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, Protocol, TypeVar
from zlib import crc32

from graph.spool import Room, Spool, as_it_is

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
BINS = 4
Part = tuple[int, int]
"""Bin of the subject, bin of the object."""
PARTS: tuple[Part, ...] = tuple((a, b) for a in range(BINS) for b in range(BINS))


def part_of(subject: str, obj: str) -> Part:
    """The part of a relation, by the ids of its ends; the same in every process."""
    return crc32(subject.encode()) % BINS, crc32(obj.encode()) % BINS


class InParts(Protocol[T_co]):
    """Relations that can be counted, and gone through as often as one likes, all of them or those of a part."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[T_co]: ...

    def part(self, part: Part) -> Iterator[T_co]: ...


@dataclass(frozen=True)
class PartedStream(Generic[T]):
    """Relations that are made anew each time they are gone through; `part` makes those of one."""

    count: int
    part: Callable[[Part], Iterator[T]]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(map(self.part, PARTS))


class Parted(Generic[T]):
    """Relations that are appended, in one spool for each part; `ends` says the ids of an item's subject and object."""

    def __init__(
        self,
        room: Room,
        ends: Callable[[T], tuple[str, str]],
        pack: Callable[[T], Sequence[Any]] = as_it_is,
        unpack: Callable[[Any], T] = as_it_is,
    ) -> None:
        self._ends = ends
        self._spools = {part: Spool(room, pack, unpack) for part in PARTS}

    def append(self, item: T) -> None:
        """Add one."""
        self.extend((item,))

    def extend(self, items: Sequence[T]) -> None:
        """Add some, all of one kind."""
        sorted_: dict[Part, list[T]] = {}
        for item in items:
            sorted_.setdefault(part_of(*self._ends(item)), []).append(item)
        for part, some in sorted_.items():
            self._spools[part].extend(some)

    def __len__(self) -> int:
        return sum(map(len, self._spools.values()))

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._spools.values())

    def part(self, part: Part) -> Iterator[T]:
        """Those of one part, in the order in which they were added."""
        return iter(self._spools[part])
