"""What every record shares: immutable, no unknown fields; a claim always says who says so and how sure it is."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from graph.schema.values import ConfidenceWord, Ids, wrong


class Record(BaseModel):
    """Anything stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Claim(Record):
    """A record that says something about the world."""

    sources: Ids
    """Ids of the sources behind it; empty only where `confidence` is unverified."""
    confidence: ConfidenceWord
    """verified: a page was read; reported: only a founding text says it; unverified: neither, or chosen by the dataset."""

    @model_validator(mode="after")
    def _cites(self) -> Self:
        if not self.sources and self.confidence != "unverified":
            raise wrong(f"says {self.confidence} and cites no source; name one in source_ids, or write unverified", "confidence")
        return self
