"""An entity as a reader sees it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from graph.answer_table import name_of, printable
from graph.cli.screen import console, table_out
from graph.schema import word

HEADINGS = {
    "en": ["link", "with", "role", "dates", "state", "confidence", "sources"],
    "zh": ["关系", "对方", "职能", "日期", "状态", "可信度", "来源"],
}


def entity_out(shown: Mapping[str, Any], lang: str) -> None:
    """Its fields, its links by relation, its sources by number."""
    entity, out = shown["entity"], console()
    names = [n for n in (entity["name"], entity["name_zh"]) if n]
    out.print(Text(printable(" · ".join(names if lang == "en" else reversed(names)))), style="bold")
    kind, state = word(entity["label"], lang, "labels"), word(entity["state"], lang, "statuses")
    out.print(Text(printable(" · ".join(k for k in (kind, entity.get("subtype"), entity.get("jurisdiction"), state) if k))))
    start, end = entity.get("start_date"), entity.get("end_date")
    dates = f"{start or '…'} – {end or '…'}" if start or end else ""
    for line in (dates, "; ".join(entity.get("identifiers") or []), entity.get("description") or ""):
        if line:
            out.print(Text(printable(line)))
    number = {s: n for n, s in enumerate(shown["sources"], start=1)}
    rows = [_link(claim, entity["id"], shown["entities"], number, lang) for claim in _claims(shown) if claim["kind"] != "entity"]
    if rows:
        out.print()
        table_out(HEADINGS[lang], rows)
    if number:
        out.print()
    for id_, n in number.items():
        source = shown["sources"][id_]
        said = " · ".join(v for f in ("title", "publisher", "date", "url") if (v := source[f]))
        out.print(Text(printable(f"[{n}] {said}")), style="dim")


def _claims(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    claims = shown["claims"]
    return list(claims.values() if isinstance(claims, Mapping) else claims)


def _link(claim: Mapping[str, Any], id_: str, entities: Mapping[str, Any], number: Mapping[str, int], lang: str) -> list[str]:
    if claim["kind"] == "relation":
        forward = claim["subject"] == id_
        other = claim["object"] if forward else claim["subject"]
        said = word(claim["type"], lang, "relations") if forward else _inverse(claim["type"], lang)
        what = name_of(entities.get(other), other, lang)
    elif claim["kind"] == "figure":
        said, high = claim["measure"], claim["value_high"]
        value = "" if claim["value"] is None else f"{claim['value']:g}" + (f"–{high:g}" if high is not None else "")
        what = " ".join(v for v in (claim["qualifier"], value, claim["unit"], claim["period"]) if v)
    else:
        said, what = word(claim["kind"], lang), claim["name"]
    dates = " – ".join(d or "…" for d in (claim["start_date"], claim["end_date"])) if claim["dated"] else ""
    roles = "; ".join(word(r, lang, "functions", "levers") for r in claim.get("role") or [])
    cited = " ".join(f"[{number[s]}]" for s in claim["sources"] if s in number)
    return [said, what, roles, dates, word(claim["state"], lang, "statuses"), word(claim["confidence"], lang, "confidence"), cited]


def _inverse(type_: str, lang: str) -> str:
    from graph.schema import vocabulary

    return vocabulary()["relations"][type_][f"{lang}_inv"]
