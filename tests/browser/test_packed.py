"""The page of everything: small enough to send, the same data as unpacked, and a sentence where a browser cannot open it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browser.small_world import small_network

from graph.page import page_data, page_html, write_page
from graph.page.payload import payload
from graph.site import part_page
from graph.store import Store
from graph.workbench import Workbench


def plain_block(html: str) -> dict[str, Any]:
    found = re.search(r'id="ecomap-data">(.*?)</script>', html, re.S)
    assert found
    block: dict[str, Any] = json.loads(found[1])
    return block


@pytest.fixture(scope="module")
def whole(pack: Store) -> Any:
    network = Workbench(pack, fill=False).whole()
    return network


def test_what_is_packed_is_the_same_data(whole: Any) -> None:
    html = page_html(whole)
    assert page_data(html) == json.loads(json.dumps(payload(whole)))


def test_names_and_links_stand_there_plainly(whole: Any) -> None:
    html = page_html(whole)
    block, data = plain_block(html), page_data(html)
    assert set(block) == {"question", "params", "as_of", "title", "lang", "nodes", "edges", "sorry", "packed"}
    nhsa = next(node for node in block["nodes"] if node["id"] == "nhsa")
    assert nhsa.items() >= {"label": "Agency", "name_zh": "国家医疗保障局", "state": "in force"}.items()
    edge = next(e for e in block["edges"] if (e["from"], e["type"], e["to"]) == ("nhsa", "ADMINISTERS", "nrdl"))
    claim = data["claims"][edge["claims"][0]]
    assert claim.items() >= {"kind": "relation", "subject": "nhsa", "type": "ADMINISTERS", "object": "nrdl"}.items()
    assert all(source in data["sources"] for source in claim["sources"])


def test_everything_built_in_is_small_enough_to_send(pack: Store, tmp_path: Path) -> None:
    page, _ = part_page(Workbench(pack, fill=False), None, 1)
    size = page.write(tmp_path / "all.html").stat().st_size
    assert 500_000 < size <= 1_500_000


def test_an_answer_is_never_packed() -> None:
    network = small_network()
    assert network.graph["answer"]["question"]
    network.graph["answer"]["claims"] |= {f"more{n}": {"kind": "relation", "sources": []} for n in range(2000)}
    assert len(plain_block(page_html(network))["claims"]) == 2003
    assert page_data(page_html(small_network())) == plain_block(page_html(small_network()))
    with pytest.raises(ValueError, match="no data block"):
        page_data("<html></html>")


def test_it_opens_and_cites(open_page, whole: Any) -> None:  # type: ignore[no-untyped-def]
    opened = open_page(whole, address="nhsa")
    panel = opened.page.locator("#panel")
    assert "国家医疗保障局" in panel.inner_text()
    assert panel.locator("sup a").count() > 20
    assert panel.locator("a[target=_blank]").count() > 5
    opened.quiet()


def test_a_browser_that_cannot_unpack_says_so(chromium: Any, whole: Any, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(write_page(whole, tmp_path / "all.html", title="All of it").as_uri())
    assert page.inner_text("#question") == "All of it"
    assert page.inner_text("#answer").startswith("This browser is too old for a map of this size")
    page.close()
