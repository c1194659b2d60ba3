"""No module imports from its own floor or one above; loaders and queries never from each other."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    {"graph.errors"},
    {"graph.ids", "graph.pausing", "graph.forces", "graph.fingerprint", "graph.spool", "graph.report"},
    {"graph.parting"},
    {"graph.schema"},
    {"graph.derive", "graph.store", "graph.asof", "graph.dataset", "graph.columns", "graph.drawing"},
    {
        "graph.reading",
        "graph.recording",
        "graph.states",
        "graph.places",
        "graph.matching",
        "graph.layout",
        "graph.answer_words",
        "graph.saying",
        "graph.story",
        "graph.disputes",
        "graph.kinds",
        "graph.maps",
    },
    {"graph.sharing", "graph.folding", "graph.held"},
    {"graph.check"},
    {"graph.comparing"},
    {"graph.claims", "graph.load", "graph.engines", "graph.question", "graph.analysis", "graph.page"},
    {
        "graph.asking",
        "graph.find",
        "graph.show",
        "graph.export",
        "graph.copying",
        "graph.export_admin",
        "graph.export_script",
        "graph.consistency",
    },
    {"graph.network", "graph.answer_table", "graph.catalogue", "loaders", "queries"},
    {"graph.picture", "graph.own_cypher"},
    {"graph.history"},
    {"graph.workbench"},
    {"graph.doctor"},
    {"graph.site", "graph.guide", "graph.export_queries"},
    {"graph.cli"},
]
"""From the ground up. A package stands on one floor; its modules may import each other."""
APART = ("loaders", "queries")


def floor(module: str) -> int | None:
    return next((level for level, names in enumerate(FLOORS) if any(module == n or module.startswith(n + ".") for n in names)), None)


def home(module: str) -> str:
    parts = module.split(".")
    return parts[0] if parts[0] in APART else ".".join(parts[:2])


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            submodules = {f"{node.module}.{alias.name}" for alias in node.names} if node.module in ("graph", *APART) else set[str]()
            found |= submodules or {node.module}
    return {name for name in found if name.split(".")[0] in ("graph", *APART)}


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for top in ("graph", *APART)
        for path in sorted((ROOT / top).rglob("*.py"))
    }


def test_every_module_has_a_floor() -> None:
    assert [name for name in modules() if name != "graph" and floor(name) is None] == []


def test_imports_only_go_down() -> None:
    bad = []
    for name, path in modules().items():
        mine = floor(name)
        for other in imports(path):
            theirs = floor(other)
            same_home = home(name) == home(other)
            late = name == "graph.store" and other.startswith("graph.engines")
            if mine is not None and theirs is not None and theirs >= mine and not same_home and not late:
                bad.append(f"{name} -> {other}")
            if {home(name), home(other)} == set(APART):
                bad.append(f"{name} -> {other}")
    assert bad == []


def test_only_the_engines_know_their_drivers() -> None:
    """An engine can be replaced because nobody else imports its driver."""
    for name, path in modules().items():
        heads = {alias.split(".")[0] for alias in _all_imports(path)}
        if heads & {"kglite", "neo4j"}:
            assert name.startswith("graph.engines") or name == "graph.doctor", name


def _all_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
