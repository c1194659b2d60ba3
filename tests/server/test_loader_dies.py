"""A loader that is killed, ten times over an empty store and ten over a full one: readers see before or after, the next load mends."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from neo4j_fixtures import wipe
from server_loader import numbered
from server_seen import leftovers, seen, whole

from graph.errors import Empty
from graph.load import load
from graph.report import Count
from graph.store import Store, open_store

KILLS = int(os.environ.get("ECOMAP_KILLS", "4"))
"""Of each kind; .ci/run asks for ten."""
LOADER = str(Path(__file__).parents[1] / "server_loader.py")
BEFORE, AFTER = 60, 200


def killed(url: str, text: str, nodes: int, line: int) -> None:
    """A loader that is killed when it has said so many lines."""
    command = [sys.executable, LOADER, url, "25", text, str(nodes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as loader:
        assert loader.stdout
        for _ in range(line):
            loader.stdout.readline()
        loader.kill()


def finishes(url: str, text: str, nodes: int) -> None:
    """The next load completes the graph, and the one after it changes nothing."""
    store = open_store(url)
    load(store, numbered(text, nodes))
    assert seen(store) == whole(text, nodes)
    assert leftovers(url) == 0
    report = load(store, numbered(text, nodes))
    assert (report.created, report.changed, report.retired) == (Count(), Count(), Count())
    store.close()


@pytest.mark.parametrize("number", range(KILLS))
def test_during_a_first_load(neo4j_url: str, number: int) -> None:
    wipe(neo4j_url)
    killed(neo4j_url, "b", AFTER, random.Random(number).randint(1, 19))
    store = open_store(neo4j_url)
    try:
        assert seen(store) in (({}, {}), whole("b", AFTER))
    except Empty:
        assert "the rest of a load that did not finish" in store.facts()["missing"]
    store.close()
    finishes(neo4j_url, "b", AFTER)


@pytest.mark.parametrize("number", range(KILLS))
def test_during_a_later_load(neo4j_url: str, number: int) -> None:
    wipe(neo4j_url)
    store = open_store(neo4j_url)
    load(store, numbered("a", BEFORE))
    killed(neo4j_url, "b", AFTER, random.Random(number).randint(2, 19))
    assert seen(store) in (whole("a", BEFORE), whole("b", AFTER))
    store.close()
    finishes(neo4j_url, "b", AFTER)


def test_another_text_after_a_death(neo4j_url: str) -> None:
    wipe(neo4j_url)
    store: Store = open_store(neo4j_url)
    load(store, numbered("a", BEFORE))
    killed(neo4j_url, "b", AFTER, 8)
    assert leftovers(neo4j_url) > 0
    assert seen(store) == whole("a", BEFORE)
    report = load(store, numbered("a", BEFORE))
    assert (report.created, report.changed) == (Count(), Count())
    assert leftovers(neo4j_url) == 0
    assert "ecomap load" not in store.facts()["missing"]
    store.close()
