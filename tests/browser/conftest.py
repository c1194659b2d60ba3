"""A real Chromium, and pages opened in it from disk; what a page says, asks or runs on its way is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import need

from graph.page import write_page
from graph.site import write_site
from graph.store import Store
from graph.workbench import Workbench

CHROMIUM = (
    os.environ.get("ECOMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


@dataclass
class Opened:
    """A page in the browser, and everything that it said or asked for since it was opened."""

    page: Any
    path: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The data block as the page reads it."""
        block: dict[str, Any] = self.page.evaluate("JSON.parse(document.getElementById('ecomap-data').textContent)")
        return block

    def quiet(self) -> None:
        """Nothing was logged as an error, nothing was asked of the network, nothing planted has run."""
        assert self.said == []
        assert self.asked == []
        assert self.page.evaluate("window.planted") is None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    need(bool(CHROMIUM), "no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def site(pack: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ten maps of the built-in data and their index."""
    folder = tmp_path_factory.mktemp("site")
    write_site(Workbench(pack, fill=False), folder, as_of="2026-11-22")
    return folder


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Write a network as a page and open it; `wide`, `high`, `dark`, `address` say how, `file` takes a page that exists."""
    contexts: list[Any] = []

    def opened(
        network: nx.Graph[Any] | None = None,
        *,
        file: Path | None = None,
        title: str | None = None,
        address: str = "",
        wide: int = 1400,
        high: int = 900,
        dark: bool = False,
    ) -> Opened:
        path = file or write_page(
            network if network is not None else nx.MultiDiGraph(), tmp_path / f"page{len(contexts)}.html", title=title
        )
        context = chromium.new_context(
            viewport={"width": wide, "height": high},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        found = Opened(context.new_page(), path)
        found.page.on("console", lambda message: found.said.append(message.text) if message.type == "error" else None)
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("dialog", lambda dialog: (found.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        found.page.on("popup", lambda popup: found.said.append(f"popup {popup.url}"))
        found.page.on(
            "request", lambda request: found.asked.append(request.url) if not request.url.startswith(("file:", "blob:", "data:")) else None
        )
        found.page.goto(path.as_uri() + (f"#{address}" if address else ""))
        found.page.wait_for_selector("html[data-ready=true]", timeout=20_000)
        return found

    yield opened
    for context in contexts:
        context.close()
