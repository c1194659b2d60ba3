"""The file itself: template, style and script put round the data block, under a policy that allows only their hashes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from graph.page.packed import packed
from graph.schema import vocabulary

SCRIPTS = (
    "open", "block", "data", "words", "draw", "marks", "notes", "rows",
    "matrix", "matrix-names", "facets", "flow", "routes-model", "routes", "lanes", "layers", "timeline", "rings", "grid", "paths",
    "comparison", "columns", "stacks", "ranking", "figures", "numbered",
    "net-model", "net-scene", "net-view", "net-tools",
    "shapes", "legend", "claims", "panel", "table", "search", "day", "views", "story", "save", "address", "keys", "main", "close",
)  # fmt: skip
STYLES = ("base", "frame", "figure", "panel", "table", "small", "print")


def fill(data: dict[str, Any]) -> str:
    """The page for a data block."""
    title = (data.get("title") or {}).get(data.get("lang", "en")) or "ecomap"
    parts = {
        "LANG": "zh-Hans" if data.get("lang") == "zh" else "en",
        "TITLE": html.escape(title),
        "POLICY": policy(),
        "STYLE": style(),
        "DATA": block(packed(data)),
        "SCRIPT": script(),
    }
    return re.sub(r"@@([A-Z]+)@@", lambda mark: parts[mark[1]], read("frame.html"))


def block(data: dict[str, Any]) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element or open another.

    >>> block({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    raw = orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS).decode("utf-8")
    for char in "<>&\u2028\u2029":
        raw = raw.replace(char, f"\\u{ord(char):04x}")
    return raw


@cache
def policy() -> str:
    """No network at all; only this script and this style, by hash; pictures only from the page's own memory."""
    return (
        f"default-src 'none'; script-src '{digest(script())}'; style-src '{digest(style())}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def script() -> str:
    """All rooms of the script in their order, without the indentation and the comments, which only its authors read."""
    source = "\n".join(read(f"js/{name}.js") for name in SCRIPTS)
    return re.sub(r"^ +", "", re.sub(r"^ */\*.*?\*/\n", "", source, flags=re.M | re.S), flags=re.M)


@cache
def style() -> str:
    """Colours of the schema, then the style sheets."""
    return "\n".join([colours(), *(read(f"css/{name}.css") for name in STYLES)])


def colours() -> str:
    """One variable a group, for light and for dark paper, and a class that chooses it."""
    groups = vocabulary()["groups"]
    light = "".join(f"--{name}:{said['light']};" for name, said in groups.items())
    dark = "".join(f"--{name}:{said['dark']};" for name, said in groups.items())
    classes = "".join(f".{name}{{--k:var(--{name})}}" for name in groups)
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}\n{classes}"
    )


def read(name: str) -> str:
    """A file that lies beside this one."""
    return files("graph.page").joinpath(name).read_text(encoding="utf-8")


def digest(source: str) -> str:
    """A source as a policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
