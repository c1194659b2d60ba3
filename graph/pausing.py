"""Making many records at once without Python looking for cycles among them, over and over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Records hold no cycles: looking for some among a million of them takes longer than making them.

    What was made meanwhile goes straight to the oldest generation, so that the first look afterwards does not go over all of it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
