"""Every command and code block of the README and the docs runs, and every link leads somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.guide import guide, overview
from graph.store import Store
from graph.workbench import Workbench

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETUP = re.compile(r"\bmake\b|\bdocker\b|\bapt\b|\bpip\b|neo4j")
"""Blocks that build an environment or need a server: CI runs the first as its own steps, the server's tests the second."""


def blocks() -> list[tuple[str, str, str]]:
    found = []
    for page in PAGES:
        for n, (language, note, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1):
            if language in ("sh", "python") and not SETUP.search(text) and "not run" not in note:
                found.append((f"{page.name}-{n}", language, text))
    return found


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One user's home for all blocks: the built-in data is loaded by the first of them."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.parametrize(("name", "language", "text"), blocks(), ids=[name for name, *_ in blocks()])
def test_a_block_runs(name: str, language: str, text: str, tmp_path: Path, home: Path) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    ecomap = bin_ / "ecomap"
    ecomap.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from graph.cli import main; main()" "$@"\n', encoding="utf-8")
    ecomap.chmod(0o755)
    env = {k: v for k, v in os.environ.items() if k != "ECOMAP_STORE"}
    env |= {"PATH": f"{bin_}{os.pathsep}{env['PATH']}", "HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_catalogue_page_is_the_catalogue(pack: Store) -> None:
    written = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert written == guide(Workbench(pack, fill=False)), "run `make docs`"


def test_the_readme_lists_every_question() -> None:
    assert overview() in (ROOT / "README.md").read_text(encoding="utf-8"), "the table of questions is graph.guide.overview()"
