"""Every error this project raises on purpose.

EcomapError
├── SchemaError        the declared model contradicts itself
├── SourceError        files cannot be read as the model; lists every wrong cell
├── QuestionError      a question's declaration is wrong
├── AskError           a question was asked wrongly
│   ├── NotFound       no such entity, question or map; carries the nearest
│   └── Ambiguous      several bear the name; carries their ids
└── StoreError         the engine refused or failed
    ├── Locked         another process writes to the store
    ├── Outdated       another load finished between reading the store and writing it
    ├── Empty          nothing has been loaded into a named store
    ├── TimedOut       a read took longer than its limit
    ├── Refused        a text of one's own would do more than read the graph
    └── Unsupported    this engine cannot run that clause (the other may)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 50
"""How many problems of a load are printed; the rest are counted."""


class EcomapError(Exception):
    """Base class: the command line prints its message and exits 1, without a traceback."""


class SchemaError(EcomapError):
    """The declared model contradicts itself."""


@dataclass(frozen=True, order=True)
class Problem:
    """One wrong cell, and the way out. `line` counts from 1, the heading included; 0 = the whole file."""

    file: str
    line: int
    column: str
    value: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" column {self.column}" if self.column else ""
        value = f" {_shown(self.value)}" if self.value else ""
        return f"{where}:{column}{value}: {self.text}" if column or value else f"{where}: {self.text}"


def _shown(value: str) -> str:
    """A cell as it may be printed: quoted, control characters escaped, at most 80 characters."""
    text = value if len(value) <= 80 else value[:77] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text) + "'"


class SourceError(EcomapError):
    """Files that cannot be read as the model; nothing of them was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = [str(p) for p in self.problems[:SHOWN]]
        if more := len(self.problems) - SHOWN:
            lines += [f"… and {more} more"] if more > 0 else []
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}; nothing was loaded"
        super().__init__("\n".join([*lines, count]))


class QuestionError(EcomapError):
    """A question's declaration is wrong: it would fail or lie when asked."""


class AskError(EcomapError):
    """A question was asked wrongly."""


class NotFound(AskError):
    """There is no such thing; `candidates` are the nearest."""

    def __init__(self, what: str, value: str, candidates: Sequence[str]) -> None:
        hint = f"; nearest: {', '.join(candidates)}" if candidates else ""
        super().__init__(f"no {what} {_shown(value)}{hint}")
        self.value, self.candidates = value, tuple(candidates)


class Ambiguous(AskError):
    """Several entities bear the name; `candidates` are their ids."""

    def __init__(self, value: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{_shown(value)} is the name of several; name one by its id: {', '.join(candidates)}")
        self.value, self.candidates = value, tuple(candidates)


class StoreError(EcomapError):
    """The engine refused or failed."""


class Locked(StoreError):
    """Another process writes to the store."""


class Outdated(StoreError):
    """Another load finished between reading the store and writing it; what was to be written no longer fits."""

    def __init__(self, store: str) -> None:
        super().__init__(f"{store} was loaded by somebody else meanwhile; run the command again")


class Empty(StoreError):
    """Nothing has been loaded into the store."""

    def __init__(self, store: str) -> None:
        super().__init__(f"{store} is empty: run `ecomap load --store {store}` first")


class TimedOut(StoreError):
    """A read took longer than its limit; `narrows` are parameters that make a question of the catalogue read less."""

    def __init__(self, seconds: float, narrows: Sequence[str] | None = None) -> None:
        if narrows is None:
            way = "narrow it, or set"
        elif narrows:
            way = f"narrow it by {' or '.join(narrows)}, or set"
        else:
            way = "it looks at everything and cannot be narrowed; set"
        super().__init__(f"the question took longer than {seconds:g} s and was stopped; {way} ECOMAP_TIMEOUT (seconds)")
        self.seconds = seconds


class Refused(StoreError):
    """A text that a user wrote would do more than read the graph; it did not run."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the text was not run: {why}")


class Unsupported(StoreError):
    """This engine cannot run that clause."""

    def __init__(self, engine: str, clause: str) -> None:
        super().__init__(f"{engine} cannot run {clause}; ask a Neo4j store instead (--store neo4j://…)")
        self.engine, self.clause = engine, clause
