"""A sequence that is written once and read many times: in memory while it is short, in a temporary file once it is long.

What is read back is equal to what was put in, not the same. The file has no name, so nothing of it stays, however the process ends.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import IO, Any, Generic, Protocol, TypeVar
from weakref import finalize

import orjson

from graph.errors import StoreError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

IN_MEMORY = 1_500_000
"""Values of a dataset's records that are kept in memory, about a hundred thousand records; what exceeds them goes into files."""
BLOCK = 200
"""Items that are written, and read, at once: so few that they are still in the processor's cache when they are used."""


@dataclass
class Room:
    """How many more values some spools may keep in memory, together; below none, each writes all that makes a block."""

    left: int


class Rows(Protocol[T_co]):
    """Items that can be counted, and gone through as often as one likes."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[T_co]: ...


@dataclass(frozen=True)
class Stream(Generic[T]):
    """Rows that are made anew each time they are gone through."""

    count: int
    make: Callable[[], Iterator[T]]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[T]:
        return self.make()


def as_it_is(item: Any) -> Any:
    """Of an item that JSON can hold."""
    return item


class Spool(Generic[T]):
    """Rows that are appended; `pack` makes of an item the values that JSON can hold, `unpack` an item of them.

    Raises: StoreError, where the temporary file cannot be written.
    """

    def __init__(self, room: Room, pack: Callable[[T], Sequence[Any]] = as_it_is, unpack: Callable[[Any], T] = as_it_is) -> None:
        self._room, self._pack, self._unpack = room, pack, unpack
        self._tail: list[T] = []
        self._blocks: list[tuple[IO[bytes], int, int]] = []
        self._file: IO[bytes] | None = None
        self._size = 0
        self._reading = Lock()

    def append(self, item: T) -> None:
        """Add one."""
        self.extend((item,))

    def extend(self, items: Sequence[T]) -> None:
        """Add some, all of one kind."""
        if items:
            self._room.left -= len(items) * len(self._pack(items[0]))
        self._tail.extend(items)
        if self._room.left < 0 and len(self._tail) >= BLOCK:
            self._write()

    def __len__(self) -> int:
        return self._size + len(self._tail)

    def __iter__(self) -> Iterator[T]:
        for file, start, length in self._blocks:
            with self._reading:
                file.seek(start)
                data = file.read(length)
            yield from map(self._unpack, orjson.loads(data))
        yield from self._tail

    def _write(self) -> None:
        """Move whole blocks into the file."""
        whole = len(self._tail) - len(self._tail) % BLOCK
        try:
            file = self._file = self._file or self._open()
            for at in range(0, whole, BLOCK):
                data = orjson.dumps([self._pack(item) for item in self._tail[at : at + BLOCK]])
                self._blocks.append((file, file.seek(0, 2), len(data)))
                file.write(data)
            file.flush()
        except OSError as error:
            why = error.strerror or error
            raise StoreError(f"the folder for temporary files takes no more ({why}); make room, or name another one by TMPDIR") from error
        del self._tail[:whole]
        self._size += whole

    def _open(self) -> IO[bytes]:
        file = tempfile.TemporaryFile(prefix="ecomap-")  # noqa: SIM115
        finalize(self, file.close)
        return file
