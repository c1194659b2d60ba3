"""The first page of a folder of maps: each map's question, its answer in a sentence, and the way to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from graph.answer_words import WORDS
from graph.page.frame import colours, digest, read

_WORDS = {
    "title": {"en": "Ecosystem maps", "zh": "生态图谱"},
    "lead": {
        "en": "Ten maps of who decides, who pays and which rules bind, each claim with its source.",
        "zh": "十张图谱：谁决策、谁支付、受何种规则约束；每条论断均注明来源。",
    },
    "as_of": {"en": "As of", "zh": "时点"},
    "seen": {"en": "sources seen to", "zh": "资料核查至"},
}
Both = Mapping[str, str]


def index_html(entries: Sequence[Mapping[str, Any]], *, as_of: str, licence: Both, seen: str, lang: str = "en") -> str:
    """The page.

    An entry has `href`; `map`, `title`, `sentence` in both languages; `picture`, an SVG; `holds`, how many entities, claims and sources
    its answer has; `gaps`, how many items of its map have each problem.
    """
    foot = {code: f"{_WORDS['as_of'][code]} {as_of} · {_WORDS['seen'][code]} {seen} · {licence[code]}" for code in ("en", "zh")}
    parts = {
        "LANG": "zh-Hans" if lang == "zh" else "en",
        "THEME": lang,
        "POLICY": _policy(),
        "STYLE": _style(),
        "SCRIPT": _script(),
        "TITLE": _both(_WORDS["title"]),
        "LEAD": _both(_WORDS["lead"]),
        "MAPS": "\n".join(_entry(entry) for entry in entries),
        "FOOT": _both(foot),
    }
    return re.sub(r"@@([A-Z]+)@@", lambda mark: parts[mark[1]], read("index.html"))


def _entry(entry: Mapping[str, Any]) -> str:
    link = f'<a href="{escape(entry["href"], quote=True)}">{_both(entry["title"])}</a>'
    sentence = _both(entry["sentence"] or {"en": "", "zh": ""}, bold=True)
    picture = f'<a href="{escape(entry["href"], quote=True)}" tabindex="-1" aria-hidden="true">{entry["picture"]}</a>'
    name = f'<div class="map"><p>{_both(entry["map"])}</p>{picture}</div>'
    return f'<li>{name}<h2>{link}</h2><p>{sentence}</p><p class="small">{_both(_holds(entry))}</p></li>'


def _holds(entry: Mapping[str, Any]) -> dict[str, str]:
    """What an answer stands on, and what is not known well on the map behind it."""
    entities, claims, sources = entry["holds"]
    gaps = {
        code: " · ".join(f"{WORDS[name][at]} {count:,}" for name, count in sorted(entry["gaps"].items()))
        for at, code in enumerate(("en", "zh"))
    }
    return {
        "en": f"{entities:,} entities, {claims:,} claims, {sources:,} sources. Less certain on the whole map: {gaps['en'] or 'nothing'}.",
        "zh": f"{entities:,} 个主体、{claims:,} 条论断、{sources:,} 个来源。全图中把握较小的条目：{gaps['zh'] or '无'}。",
    }


def _both(text: Both, *, bold: bool = False) -> str:
    """Both languages; the style shows the one of the page."""
    said = {code: escape(text[code]) for code in ("en", "zh")}
    if bold:
        said = {code: re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", words) for code, words in said.items()}
    return f'<span lang="en">{said["en"]}</span><span lang="zh-Hans">{said["zh"]}</span>'


def _policy() -> str:
    """No network; only this script and this style, by hash."""
    mine = f"script-src '{digest(_script())}'; style-src '{digest(_style())}'"
    return f"default-src 'none'; {mine}; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return "\n".join([colours(), *(read(f"css/{name}.css") for name in ("base", "frame", "index"))])


@cache
def _script() -> str:
    return read("js-index/index.js")
