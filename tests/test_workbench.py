"""The workbench: names for ids, what it opens, what a notebook gets."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from graph.errors import Ambiguous, AskError, Empty, NotFound
from graph.page import write_page
from graph.store import Store
from graph.workbench import Workbench, open_workbench


@pytest.fixture(scope="module")
def eco(pack: Store) -> Workbench:
    return Workbench(pack, fill=False)


def test_a_jurisdiction_stands_for_its_market(eco: Workbench) -> None:
    """markets.csv: us-healthcare-market is the only national market of the US; Denmark has none."""
    for name in ("us", "United States", "US healthcare market"):
        assert eco.ask("entry-stakeholders", company="WuXi AppTec", market=name).params["market"] == "us-healthcare-market"
    with pytest.raises(NotFound):
        eco.ask("entry-stakeholders", company="wuxi-apptec", market="dk")


def test_what_is_asked_wrongly_says_so(eco: Workbench) -> None:
    with pytest.raises(NotFound, match="who-governs"):
        eco.ask("who-govern", topic="nhc")
    with pytest.raises(AskError, match="topic"):
        eco.ask("who-governs")
    with pytest.raises(AskError, match="not a day"):
        eco.ask("who-governs", topic="nhc", as_of="2025-3-6")
    with pytest.raises(AskError, match="verified, reported, unverified"):
        eco.ask("who-governs", topic="nhc", min_confidence="sure")


def test_a_name_that_several_bear_lists_them(eco: Workbench) -> None:
    """'Innovation' is no name of anything; 'CMS' is an alias of one body, so it is taken."""
    assert eco.ask("who-governs", topic="CMS").params["topic"] == "us-cms"
    with pytest.raises((Ambiguous, NotFound)) as caught:
        eco.ask("who-governs", topic="innovation")
    assert str(caught.value).count(",") >= 1


def test_an_answer_as_frame_network_and_page(eco: Workbench) -> None:
    answer = eco.ask("who-governs", topic="cn-ai-healthcare", as_of="2025-03-06")
    assert list(answer.frame().columns) == answer.json()["columns"]
    network = answer.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes["nmpa"]["name_zh"] == "国家药品监督管理局"
    assert all(edge["claims"] for _, _, edge in network.edges(data=True))
    assert answer.page()._repr_html_().startswith("<iframe srcdoc=")
    assert "National Medical Products Administration" in answer._repr_html_()


def test_a_page_carries_the_answers_of_other_days(eco: Workbench) -> None:
    """The history's answer of 2025-03-06 is what asking about that day gives, row by row."""
    from graph.history import with_history

    today = eco.ask("who-governs", topic="cn-ai-healthcare", as_of="2026-11-22")
    assert today.again is not None
    graph = with_history(today, today.again)
    then = eco.ask("who-governs", topic="cn-ai-healthcare", as_of="2025-03-06")
    past = max((h for h in graph.graph["history"] if h["as_of"] <= "2025-03-06"), key=lambda h: h["as_of"])
    rows = [{k: v for k, v in graph.graph["past"][at].items() if k != "claims"} for at in past["rows"]]
    assert rows == [{k: v for k, v in row.items() if k != "claims"} for row in then.json()["rows"]]
    claims = {graph.graph["answer"]["claims"][c]["subject"] for at in past["rows"] for c in graph.graph["past"][at]["claims"]}
    assert claims == {claim["subject"] for claim in then.claims.values()}


def test_surroundings_and_everything(eco: Workbench) -> None:
    near = eco.around("国家医保局", 1)
    assert {"nhsa", "nrdl"} <= set(near)
    assert all(edge["claims"] for _, _, edge in near.edges(data=True))
    with pytest.raises(AskError, match="fewer hops"):
        eco.around("nhsa", 4)
    whole = eco.whole(as_of="2025-03-06")
    assert "commercial-innovative-drug-list" in whole
    assert whole.nodes["commercial-innovative-drug-list"]["state"] == "planned"
    assert "ai-healthcare-opinions-2025" not in whole


def test_own_cypher_reads_and_cites(eco: Workbench) -> None:
    text = "MATCH (a:Agency {id: $body})-[r:ADMINISTERS]->(p:PaymentMechanism) RETURN p.id AS list, [r.key] AS claims ORDER BY list"
    found = eco.cypher(text, body="nhsa")
    got = found.json()
    assert {"list": "nrdl"}.items() <= next(row for row in got["rows"] if row["list"] == "nrdl").items()
    assert got["claims"]["c1"]["type"] == "ADMINISTERS"
    assert "nrdl" in found.network()
    assert eco.cypher(text, body="nhsa", limit=1).notes == ["Only the first 1 rows; raise the limit, or narrow the text."]


def test_a_named_store_must_hold_something(tmp_path: Path) -> None:
    with pytest.raises(Empty, match="ecomap load --store"):
        open_workbench(str(tmp_path / "none.kgl"))


def test_any_networkx_graph_becomes_a_page(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", x=1.0, y=2.0, name="</script><img src=x onerror=alert(1)>")
    graph.add_edge("a", 3)
    page = write_page(graph, tmp_path / "page.html", title="A & B").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "A &amp; B" in page
