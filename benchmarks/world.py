"""Files of a made-up world, shaped like the built-in data: as wide, as linked, cited and dated; and a table of what was measured."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

COMPANIES = "id,name,name_zh,short_name,aliases,jurisdiction,subtype,start_date,identifiers,description,source_ids,confidence"
MARKETS = "id,name,name_zh,jurisdiction,subtype,description,source_ids,confidence"
RELATIONS = "subject_id,type,object_id,start_date,detail,role,source_ids,confidence"
SOURCES = 1_000


def write_world(folder: Path, nodes: int, relations: int) -> int:
    """Half companies, half markets, and companies active in markets; returns the rows written."""
    folder.mkdir(parents=True, exist_ok=True)
    half, chance = nodes // 2, random.Random(1)
    kinds = ("biopharma", "medtech", "ai", "cro cdmo", "digital health")

    def cite(n: int) -> str:
        return f"src-{n % SOURCES};src-{n * 7 % SOURCES}"

    _write(
        folder / "sources.csv",
        "id,title,publisher,url,date,kind,opened",
        (
            (f"src-{n}", f"Report number {n}", "Press", f"https://example.org/report/{n}", f"2024-{n % 12 + 1:02}", "news", "excerpt")
            for n in range(SOURCES)
        ),
    )
    _write(
        folder / "companies.csv",
        COMPANIES,
        (
            (
                f"c-{n}",
                f"Company number {n}",
                f"第{n}公司",
                f"C{n}",
                f"Alias {n};Other {n}",
                "cn",
                kinds[n % 5],
                f"20{n % 25:02}-{n % 12 + 1:02}",
                f"cik={n}",
                f"Makes things of kind {n}, in a sentence of ordinary length.",
                cite(n),
                "verified",
            )
            for n in range(half)
        ),
    )
    _write(
        folder / "markets.csv",
        MARKETS,
        (
            (
                f"m-{n}",
                f"Market number {n}",
                f"市场{n}",
                "cn",
                "segment",
                f"A market of kind {n}, in a sentence of ordinary length.",
                cite(n),
                "verified",
            )
            for n in range(half)
        ),
    )
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < relations:
        pairs[chance.randrange(half), chance.randrange(half)] = None
    _write(
        folder / "relations.csv",
        RELATIONS,
        (
            (
                f"c-{a}",
                "OPERATES_IN",
                f"m-{b}",
                f"20{n % 25:02}",
                f"Detail of relation {n} in a few words",
                "",
                f"src-{n % SOURCES}",
                "verified",
            )
            for n, (a, b) in enumerate(pairs)
        ),
    )
    return SOURCES + 2 * half + relations


def _write(path: Path, heading: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(heading.split(","))
        out.writerows(rows)


def table(title: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(heading) + " |")
    print("|" + "---|" * len(heading))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
