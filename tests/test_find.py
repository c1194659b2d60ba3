"""Finding: what a person types against a tiny world, and against the built-in data."""

from __future__ import annotations

import time
from datetime import date

import pytest
from tiny import records, tiny

from graph.errors import Ambiguous, NotFound
from graph.find import Finder, Hit
from graph.load import load
from graph.store import Store

WORLD = """
Agency nhsa name="National Healthcare Security Administration" name_zh=国家医疗保障局 short_name=NHSA short_name_zh=国家医保局
Agency nmpa name="National Medical Products Administration" name_zh=国家药品监督管理局 short_name=NMPA aliases=CFDA;国家药监局
Agency us-fda name="Food and Drug Administration" short_name=FDA
Agency cq-hsa name="Chongqing Healthcare Security Bureau" name_zh=重庆市医疗保障局
Company wuxi-apptec name="WuXi AppTec" name_zh=药明康德
Company twin-a name=Twin
Company twin-b name=Twins aliases=TWIN
Market cn-ai name="AI healthcare in China" name_zh=中国医疗人工智能
Program ai-plus name="AI Plus initiative" short_name=AI+
Policy green name="Green law" name_zh=绿色法
Policy cafe name="Café rule"
nhsa REGULATES cn-ai
"""


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(tiny(WORLD))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("nhsa", "nhsa"),
        ("国家医保局", "nhsa"),
        ("医保局", "nhsa"),
        ("guojiayibaoju", "nhsa"),
        ("yibaoju", "nhsa"),
        ("yi bao ju", "nhsa"),
        ("yībǎojú", "nhsa"),
        ("yi1bao3ju2", "nhsa"),
        ("Guójiā Yībǎojú", "nhsa"),
        ("ＮＭＰＡ", "nmpa"),
        ("cfda", "nmpa"),
        ("medical products", "nmpa"),
        ("products medic", "nmpa"),
        ("chongqing", "cq-hsa"),
        ("lüse", "green"),
        ("lvse", "green"),
        ("cafe", "cafe"),
        ("CAFÉ", "cafe"),
        ("Wuxi Aptec", "wuxi-apptec"),
        ("药明康得", "wuxi-apptec"),
        ("yaoming", "wuxi-apptec"),
        ("healthcare securty admin", "nhsa"),
        ("AI healthcare China", "cn-ai"),
        ("AI+", "ai-plus"),
    ],
)
def test_first_hit(finder: Finder, text: str, first: str) -> None:
    assert finder.find(text)[0].id == first


def test_a_hit_says_what_it_is(finder: Finder) -> None:
    assert finder.find("药明康德") == [Hit("wuxi-apptec", "Company", "WuXi AppTec", "药明康德", 100)]


def test_whole_names_before_beginnings_before_words_before_parts_before_slips() -> None:
    world = "Company a name=Zebra\nCompany b name=Zebras\nCompany c name='The Zebra'\nCompany d name=Superzebra\nCompany e name=Zabra"
    found = Finder(tiny(world)).find("zebra")
    assert [hit.id for hit in found] == ["a", "b", "c", "d"], "slips are not looked for once a name fits"
    assert [hit.id for hit in Finder(tiny(world.replace("=Zebra\n", "=Horse\n"))).find("zebra")] == ["b", "c", "d", "e"]
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_equal_names_by_relations_then_by_id() -> None:
    world = "Company a name=Same\nCompany b name=Same\nCompany c name=Same\nCompany d\nc COMPETES_WITH d"
    assert [hit.id for hit in Finder(tiny(world)).find("same")] == ["c", "a", "b"]


@pytest.mark.parametrize("text", ["", "   ", "()", "\0", "💊", "zzzzzzzz", "x" * 100_000])
def test_nothing_fits(finder: Finder, text: str) -> None:
    assert finder.find(text) == []


def test_limit(finder: Finder) -> None:
    assert len(finder.find("a")) > 2 == len(finder.find("a", limit=2))


def test_retired_entities_are_not_found() -> None:
    store = tiny("Company keep\nCompany leaver name='Leaving Inc'")
    load(store, records("Company keep"), today=date(2026, 1, 1))
    assert Finder(store).find("leaving") == []
    with pytest.raises(NotFound):
        Finder(store).resolve("leaver")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("nhsa", "nhsa"),
        (" nhsa ", "nhsa"),
        ("NHSA", "nhsa"),
        ("国家医保局", "nhsa"),
        ("guojia yibaoju", "nhsa"),
        ("AI healthcare in China", "cn-ai"),
        ("ai healthcare in china", "cn-ai"),
        ("Ｃｆｄａ", "nmpa"),
        ("AI+", "ai-plus"),
    ],
)
def test_a_parameter_may_be_a_name(finder: Finder, text: str, id_: str) -> None:
    assert finder.resolve(text) == id_


def test_a_name_of_several_lists_their_ids(finder: Finder) -> None:
    with pytest.raises(Ambiguous, match="twin-a, twin-b") as caught:
        finder.resolve("twin")
    assert caught.value.candidates == ("twin-a", "twin-b")


def test_labels_narrow_a_name(finder: Finder) -> None:
    with pytest.raises(NotFound, match="no Market 'nhsa'"):
        finder.resolve("nhsa", ("Market",))
    assert Finder(tiny("Market x name=Same\nCompany y name=Same")).resolve("same", ("Company", "Payer")) == "y"


def test_no_such_name_gives_the_nearest(finder: Finder) -> None:
    with pytest.raises(NotFound) as caught:
        finder.resolve("Wuxi Aptec")
    assert caught.value.candidates[0] == "wuxi-apptec"
    with pytest.raises(NotFound, match="no entity 'AI'"):
        finder.resolve("AI")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("国家医保局", "nhsa"),
        ("AI healthcare in China", "cn-ai-healthcare"),
        ("NMPA", "nmpa"),
        ("shanghai", "cn-sh"),
        ("药明康德", "wuxi-apptec"),
    ],
)
def test_names_of_the_built_in_data(pack: Store, text: str, id_: str) -> None:
    """agencies.csv, markets.csv and companies.csv bear these names, each once."""
    assert Finder(pack).resolve(text) == id_


def test_built_in_data_is_found_quickly(pack: Store) -> None:
    """The goal is a p95 under 30 ms; the bound here leaves room for a busy machine."""
    finder = Finder(pack)
    texts = ["医保局", "yibaoju", "Wuxi Aptec", "natonal healthcare securty", "AI healthcare China", "nhsa", "hengrui", "目录"]
    for text in texts:
        finder.find(text)
    spent = []
    for text in texts * 5:
        start = time.perf_counter()
        assert finder.find(text)
        spent.append(time.perf_counter() - start)
    assert sorted(spent)[int(len(spent) * 0.95)] < 0.09
