"""The first page of a folder of maps: each map's question, its answer in a sentence, and the way to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from graph.page.frame import colours, digest, read

_WORDS = {
    "title": {"en": "Ecosystem maps", "zh": "生态图谱"},
    "lead": {
        "en": "Ten maps of who decides, who pays and which rules bind, each claim with its source.",
        "zh": "十张图谱：谁决策、谁支付、受何种规则约束；每条论断均注明来源。",
    },
    "as_of": {"en": "As of", "zh": "时点"},
    "seen": {"en": "sources seen to", "zh": "资料核查至"},
    "entities": {"en": "{n} entities", "zh": "{n} 个实体"},
    "links": {"en": "{n} links", "zh": "{n} 条关系"},
    "sources": {"en": "{n} sources", "zh": "{n} 个来源"},
    "verified": {"en": "{n} claims verified", "zh": "{n} 条依据已核实"},
    "reported": {"en": "{n} only reported", "zh": "{n} 条仅见转述"},
    "unverified": {"en": "{n} unverified", "zh": "{n} 条未核实"},
    "gaps": {"en": "{n} gaps", "zh": "{n} 处空白"},
}
Both = Mapping[str, str]


def index_html(entries: Sequence[Mapping[str, Any]], *, as_of: str, licence: Both, seen: str, lang: str = "en") -> str:
    """The page; an entry has `href`, `map`, `title` and `sentence` in both languages, `counts` by word, `picture` as SVG."""
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
    words = f'<p class="map">{_both(entry["map"])}</p><h2>{link}</h2><p>{sentence}</p>'
    return f'<li>{entry["picture"]}<div>{words}<p class="counts">{_counts(entry["counts"])}</p></div></li>'


def _counts(counts: Mapping[str, int]) -> str:
    """What a map holds, how sure it is, what is missing; what there is none of is left out."""
    said = {code: [_WORDS[word][code].format(n=f"{n:,}") for word, n in counts.items() if n] for code in ("en", "zh")}
    return _both({code: " · ".join(words) for code, words in said.items()})


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
