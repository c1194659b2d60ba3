"""How an answer is drawn: one small value that names the columns a picture is made of.

A question says which drawing fits it (`drawing=Matrix(row="function", column="body", ...)`); the page knows how to
draw each shape and nothing about questions. Fields are names of columns of the answer's rows. A column may hold one
id, one word, a list of either, or nothing: the page draws one mark for each value and says so where there is none.

    Matrix       two things that cross: marks, names or signs where a row and a column meet
    Facets       one thing a line, what is said of it in named columns, its state at the end
    Flow         what leads to what, from left to right: links by level, or one path a row through fixed stages
    Routes       ordered steps with gates, branches and shared stations
    Lanes        who comes first, second, third, on several lanes
    Layers       bands of items, each with its dates
    Timeline     dated items in order
    Rings        closeness to a centre, by kind
    Grid         two scales and a sign
    Paths        ranked or merged paths of entities
    Comparison   two columns, aspect by aspect
    Columns      items sorted into a few named groups: camps, changes
    Stacks       amounts per year, split by a part, one panel a side
    Ranking      items in order of a number
    Figures      values with their rivals, on one scale for each measure and unit
    Table        the rows as they are
    Network      the entities and their relations
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What every drawing has in common."""

    shape: ClassVar[str] = "table"

    def spec(self) -> dict[str, Any]:
        """The drawing as plain data; fields that say nothing are left out.

        >>> Matrix(row="function", column="body", cell="instruments", status="status").spec()
        {'shape': 'matrix', 'row': 'function', 'column': 'body', 'cell': 'instruments', 'status': 'status', 'cells': 'numbers'}
        """
        said: dict[str, Any] = {"shape": self.shape}
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in (None, ()):
                said[field.name] = list(value) if isinstance(value, tuple) else value
        return said

    def columns(self) -> set[str]:
        """The columns of the answer that the drawing reads; a question checks that its rows have them."""
        names: set[str] = set()
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in WORDS and value is not None:
                names.update(value if isinstance(value, tuple) else (value,))
        return names

    def is_gap(self, row: Mapping[str, Any]) -> bool:
        """Whether a row says that something is missing: one of the drawing's `gaps` stands in its state or status."""
        gaps = getattr(self, "gaps", ())
        return any(row.get(getattr(self, column, None) or "") in gaps for column in ("state", "status"))


WORDS = frozenset({"cells", "centre", "gaps", "leads"})
"""Fields that hold a word of the drawing itself, not the name of a column."""


@dataclass(frozen=True, kw_only=True)
class Matrix(Drawing):
    """Rows × columns. A row of the answer without a column, or with an empty cell and a `gaps` state, is drawn as a gap."""

    shape: ClassVar[str] = "matrix"
    row: str
    column: str
    cell: str | None = None
    status: str | None = None
    sign: str | None = None
    """Column with favours, burdens, mixed (or a position): drawn as ▲ ▼ ◆."""
    lead: str | None = None
    """Column that is set where the row's own relation, not only an instrument, puts it into the cell: tinted."""
    leads: tuple[str, ...] = ()
    """The words of `lead` that count; without any, every value does."""
    state: str | None = None
    """Column with the verdict on the whole row, shown at its end."""
    gaps: tuple[str, ...] = ()
    """Words of `state` (or of `status`) that mean a gap."""
    cells: str = "numbers"
    """numbers: numbered by date, for many instruments; names: short names, for few; signs: only the sign."""

    def is_gap(self, row: Mapping[str, Any]) -> bool:
        """Also where names should stand and none does."""
        return super().is_gap(row) or (self.cells == "names" and self.cell is not None and not row.get(self.cell))


@dataclass(frozen=True, kw_only=True)
class Facets(Drawing):
    """One item a line; what the columns say of it beside it; `state` at the end, hatched where it is one of `gaps`."""

    shape: ClassVar[str] = "facets"
    item: str
    facets: tuple[str, ...]
    state: str | None = None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Flow(Drawing):
    """Left to right. Either `source`, `target` and `level` (a link a row), or `stages` (a path a row, one column a stage)."""

    shape: ClassVar[str] = "flow"
    source: str | None = None
    target: str | None = None
    level: str | None = None
    through: str | None = None
    stages: tuple[str, ...] = ()
    word: str | None = None
    """Column with the word on the link: a relation, a lever, an effect."""
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class Routes(Drawing):
    """Steps in order along one line a route; a step of several routes is one station across their lines."""

    shape: ClassVar[str] = "routes"
    route: str
    order: str
    step: str
    next: str | None = None
    gates: str | None = None
    """Column with those who must agree; a station with more than one is square."""
    advisers: str | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class Lanes(Drawing):
    """On each lane the items in their stated order; without a number the order is not known and is drawn so."""

    shape: ClassVar[str] = "lanes"
    lane: str
    order: str
    item: str
    step: str | None = None
    note: str | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class Layers(Drawing):
    """Bands of items; with `start` each item has its span of time."""

    shape: ClassVar[str] = "layers"
    layer: str
    item: str
    start: str | None = None
    end: str | None = None
    status: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline(Drawing):
    """Dated items, the earliest first; `kind` (happened, issued, in force, ends, due) gives the row its lane."""

    shape: ClassVar[str] = "timeline"
    date: str
    item: str
    kind: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rings(Drawing):
    """The centre is the entity of the parameter `centre`; sectors are kinds, rings are hops."""

    shape: ClassVar[str] = "rings"
    kind: str
    item: str
    hops: str
    links: str | None = None
    centre: str = "company"


@dataclass(frozen=True, kw_only=True)
class Grid(Drawing):
    """Two scales from 0 to 1; the sign before a name is its position."""

    shape: ClassVar[str] = "grid"
    x: str
    y: str
    item: str
    sign: str | None = None
    quadrant: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paths(Drawing):
    """Each row is a path (a list of ids). With `rank` they stand one below the other; without, they are merged by hops."""

    shape: ClassVar[str] = "paths"
    path: str
    relations: str | None = None
    rank: str | None = None
    weight: str | None = None
    end: str | None = None
    kind: str | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison(Drawing):
    """Aspect by aspect, the one beside the other; rows that differ are marked."""

    shape: ClassVar[str] = "comparison"
    aspect: str
    a: str
    b: str
    same: str | None = None


@dataclass(frozen=True, kw_only=True)
class Columns(Drawing):
    """Items in a few named groups beside one another: camps, kinds of change, verdicts."""

    shape: ClassVar[str] = "columns"
    group: str
    item: str
    before: str | None = None
    after: str | None = None
    note: str | None = None
    sign: str | None = None
    weight: str | None = None


@dataclass(frozen=True, kw_only=True)
class Stacks(Drawing):
    """Amounts along x (years), stacked by `part`, one panel for each `side`; `money` is written, never summed over unknowns."""

    shape: ClassVar[str] = "stacks"
    x: str
    part: str
    value: str
    side: str | None = None
    money: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ranking(Drawing):
    """Items in order of a number, a bar each."""

    shape: ClassVar[str] = "ranking"
    item: str
    value: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Figures(Drawing):
    """Values of the same measure and unit on one scale, rivals side by side and never averaged."""

    shape: ClassVar[str] = "figures"
    measure: str
    period: str
    value: str
    unit: str
    qualifier: str | None = None
    rivals: str | None = None


@dataclass(frozen=True, kw_only=True)
class Table(Drawing):
    """The rows as they are, for claims and lists that no picture makes clearer."""

    shape: ClassVar[str] = "table"


@dataclass(frozen=True, kw_only=True)
class Network(Drawing):
    """The entities and their relations; what a map shows when nothing else fits."""

    shape: ClassVar[str] = "network"
