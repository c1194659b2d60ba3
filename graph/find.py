"""Finding entities by what a person types: English, Chinese, pinyin with or without tones or spaces, aliases, ids, misspelt too.

An id is looked up in the store, an exact name too where the store has an index of names; for anything else every name is read from it on
first use, without retired entities.
Pinyin is added to it when a query in Latin letters first needs it, since its dictionary takes longer to load than all names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from graph.errors import Ambiguous, NotFound
from graph.matching import EXACT, LONGEST, Form, holding, is_latin, like, sound, words, written
from graph.pausing import without_collection
from graph.reading import label_in_use, links, names
from graph.schema import ENTITY_LABELS
from graph.store import Row, Store


@dataclass(frozen=True)
class Hit:
    """An entity and how well it fits, 0 to 100."""

    id: str
    label: str
    name: str
    name_zh: str | None
    score: int


class Finder:
    """All names of a store's entities, looked up. Make a new one after a load."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """Entities that a text may mean, best first; equally good ones by how many relations they have, then by id."""
        text = text[:LONGEST]
        asked = words(text)
        if not asked:
            return []
        best = self._matches(text, asked)
        if len(best) < limit and EXACT not in best.values():
            best = self._slips(text, asked) | best
        return [self._hit(owner, best[owner]) for owner in self._first(best, limit)]

    def resolve(self, text: str, labels: Sequence[str] = ENTITY_LABELS) -> str:
        """The id that a parameter names: an id, or a name that one entity of these labels bears (written, else in pinyin).

        Raises: Ambiguous, NotFound.
        """
        if label_in_use(self._store, text.strip()) in labels:
            return text.strip()
        asked = words(text)
        found = self._bearing("".join(asked), labels) if asked else []
        if not found and is_latin(asked):
            found = self._owners(sound(text), self._sounds, labels)
        if len(found) > 1:
            raise Ambiguous(text, found)
        if not found:
            near = [hit.id for hit in self.find(text, limit=50) if hit.label in labels][:5]
            raise NotFound(labels[0] if len(labels) == 1 else "entity", text, near)
        return found[0]

    def _first(self, best: Mapping[int, float], limit: int) -> list[int]:
        """The best in order; the relations of those alone are counted that come into question."""
        scores = {owner: round(score) for owner, score in best.items()}
        least = nlargest(limit, scores.values())[-1:]
        close = [owner for owner, score in scores.items() if [score] >= least]
        counted = links(self._store, {self._entities[o]["id"]: self._entities[o]["label"] for o in close})
        order = sorted(close, key=lambda o: (-scores[o], -counted.get(id_ := self._entities[o]["id"], 0), id_))
        return order[:limit]

    @cached_property
    def _entities(self) -> list[Row]:
        return names(self._store)

    @cached_property
    def _names(self) -> list[Form]:
        """Every name as it is written, and every id."""
        return [Form(at, "".join(form), form) for at, name in self._written() if (form := words(name))]

    @cached_property
    def _sounds(self) -> list[Form]:
        """Every Chinese name in pinyin without tones."""
        with without_collection():  # its dictionary is hundreds of thousands of small lists
            from pypinyin import lazy_pinyin

            chinese = [(at, name) for at, name in self._written() if not name.isascii()]
            spelt = {name: tuple(w for part in lazy_pinyin(name) for w in words(part)) for name in dict.fromkeys(n for _, n in chinese)}
        return [Form(at, "".join(form), form, sound=True) for at, name in chinese if (form := spelt[name])]

    def _written(self) -> dict[tuple[int, str], None]:
        return {(at, name): None for at, row in enumerate(self._entities) for name in written(row["id"], row)}

    def _bearing(self, form: str, labels: Sequence[str]) -> list[str]:
        """Ids of entities with a name that is compared as this form."""
        indexed = self._store.bearing(form)
        if indexed is None:
            return self._owners(form, self._names, labels)
        return sorted(id_ for id_, label in indexed.items() if label in labels)

    def _owners(self, text: str, forms: Iterable[Form], labels: Sequence[str]) -> list[str]:
        owners = {form.owner for form in forms if form.text == text}
        return sorted(row["id"] for row in map(self._entities.__getitem__, owners) if row["label"] in labels)

    def _matches(self, text: str, asked: tuple[str, ...]) -> dict[int, float]:
        joined = "".join(asked)
        best: dict[int, float] = {}
        _best(best, holding(joined, asked, self._names))
        if spelt := sound(text) if is_latin(asked) else "":
            _best(best, holding(spelt, (), self._sounds))
        return best

    def _slips(self, text: str, asked: tuple[str, ...]) -> dict[int, float]:
        best: dict[int, float] = {}
        _best(best, like("".join(asked), self._names))
        if spelt := sound(text) if is_latin(asked) else "":
            _best(best, like(spelt, self._sounds))
        return best

    def _hit(self, owner: int, score: float) -> Hit:
        row = self._entities[owner]
        return Hit(row["id"], row["label"], row["name"], row["name_zh"], round(score))


def _best(best: dict[int, float], found: Iterable[tuple[int, float]]) -> None:
    for owner, score in found:
        if score > best.get(owner, 0):
            best[owner] = score
