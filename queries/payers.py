"""Which payers are public, which commercial: read from their subtype, an open word."""

from __future__ import annotations

import re

PUBLIC, COMMERCIAL = "public", "commercial"
_PUBLIC = re.compile(r"\b(?:social|public|safety-net|state|statutory|fiscal)\b")
_COMMERCIAL = re.compile(r"\b(?:insurer|reinsurer|private|commercial|city-customised|pbm|payer-provider)\b")


def side_of(subtype: str | None) -> str | None:
    """public: social insurance, public programmes and money, the safety net; commercial: insurers, their products and layers,
    city-customised insurance, pharmacy benefit managers; None: the patient's own pocket, whole systems, what the subtype does not tell.

    >>> side_of("supplementary social insurance"), side_of("city-customised insurance"), side_of("household")
    ('public', 'commercial', None)
    """
    text = (subtype or "").lower()
    return PUBLIC if _PUBLIC.search(text) else COMMERCIAL if _COMMERCIAL.search(text) else None
