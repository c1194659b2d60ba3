"""A wheel built from the tree installs into an empty environment and works without the tree: the data travels inside."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_works_alone(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"loaders/data/relations.csv", "loaders/data/LICENSE", "graph/page/frame.html", "graph/py.typed"} <= set(names)
    assert not any(name.startswith(("tests/", "benchmarks/", "docs/")) for name in names)

    environment = tmp_path / "empty"
    venv.create(environment, with_pip=False)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    # The dependencies are borrowed from this environment: the wheel is tested, not the package index.
    site = next(environment.rglob("site-packages"))
    lender = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    (site / "dependencies.pth").write_text(f"{lender}\n", encoding="utf-8")
    ecomap = python.with_name("ecomap.exe" if sys.platform == "win32" else "ecomap")
    store = tmp_path / "alone.kgl"
    run(ecomap, "load", "--store", store, cwd=tmp_path)
    answer = json.loads(
        run(ecomap, "ask", "who-governs", "--topic", "cn-ai-healthcare", "--format", "json", "--store", store, cwd=tmp_path)
    )
    assert any(row["body"] == "nhc" for row in answer["rows"])
    run(ecomap, "map", "governance", "--store", store, cwd=tmp_path)
    assert str(site) in run(python, "-I", "-c", "import graph; print(graph.__file__)", cwd=tmp_path)
