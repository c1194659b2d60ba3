"""axe-core finds nothing on the pages of the ten maps, light and dark, wide and narrow, nor on their index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.conftest import Open

from graph.question import MAPS


def found(page: Any) -> list[str]:
    """What axe-core objects to, and where."""
    results = Axe().run(page).response
    return [f"{rule['id']}: {node['html'][:160]} {node.get('any', [])[:1]}" for rule in results["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("map_", MAPS)
def test_a_map_wide_and_light(open_page: Open, site: Path, map_: str) -> None:
    opened = open_page(file=site / f"{map_}.html")
    assert found(opened.page) == []


@pytest.mark.parametrize("map_", ["governance", "payment", "entry"])
def test_a_map_narrow_and_dark(open_page: Open, site: Path, map_: str) -> None:
    assert found(open_page(file=site / f"{map_}.html", wide=360, high=740, dark=True, address="lang=zh").page) == []


def test_a_story_and_its_panel(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "payment.html", dark=True).page
    page.click("#next")
    assert found(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_index(open_page: Open, site: Path, dark: bool) -> None:
    assert found(open_page(file=site / "index.html", wide=360 if dark else 1400, dark=dark).page) == []


def test_axe_does_look(open_page: Open, site: Path) -> None:
    page = open_page(file=site / "index.html").page
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [said.split(":")[0] for said in found(page)] == ["button-name"]
