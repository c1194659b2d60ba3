"""Whether files are those of the last load: a hash of them, and of the code that reads, dates and writes them.

Where nothing of either changed and nobody else loaded since, a load has nothing to compare.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


class Fingerprint:
    """A hash that takes text and bytes as they are read."""

    def __init__(self, name: str) -> None:
        self._hash = hashlib.blake2b(_code(), digest_size=16)
        self.add(name)

    def add(self, part: str | bytes) -> None:
        """Take the next part."""
        self._hash.update(part.encode() if isinstance(part, str) else part)

    def __str__(self) -> str:
        return self._hash.hexdigest()


@cache
def _code() -> bytes:
    """Hash of every module that a load may run."""
    code = hashlib.blake2b(digest_size=16)
    for package in ("graph", "loaders"):
        for source in _modules(files(package)):
            code.update(source)
    return code.digest()


def _modules(folder: Traversable) -> list[bytes]:
    out = list[bytes]()
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            out += _modules(entry)
        elif entry.name.endswith(".py"):
            out.append(entry.read_bytes())
    return out
