"""A small answer that every page test knows by heart: two bodies, two rules, one gap, one planned rule."""

from __future__ import annotations

from typing import Any

import networkx as nx

from graph.drawing import Drawing, Matrix

COLUMNS = ["function", "body", "relation", "instruments", "status"]
GOVERNS = Matrix(
    row="function",
    column="body",
    cell="instruments",
    lead="relation",
    leads=("REGULATES",),
    status="status",
    state="status",
    gaps=("none",),
)


def small_answer() -> dict[str, Any]:
    def relation(subject: str, kind: str, target: str, source: str, confidence: str = "verified", **more: Any) -> dict[str, Any]:
        return {
            "kind": "relation", "subject": subject, "type": kind, "object": target, "role": ["data"], "effect": None, "order": None,
            "joint": False, "figure": None, "start_date": None, "end_date": None, "dated": False, "partial": False, "state": "in force",
            "detail": f"{subject} and {target}", "confidence": confidence, "sources": [source], **more,
        }  # fmt: skip

    return {
        "question": "who-governs",
        "params": {"topic": "ai-care"},
        "as_of": "2026-11-22",
        "columns": COLUMNS,
        "rows": [
            {"function": "data", "body": "cac", "relation": "REGULATES", "instruments": [], "status": "in force", "claims": ["c1"]},
            {"function": "data", "body": "cac", "relation": "ISSUED", "instruments": ["pipl"], "status": "in force", "claims": ["c2"]},
            {
                "function": "pricing",
                "body": "nhsa",
                "relation": "ISSUED",
                "instruments": ["class-c"],
                "status": "planned",
                "claims": ["c3"],
            },
            {"function": "payment", "body": None, "relation": None, "instruments": [], "status": "none", "claims": []},
        ],
        "claims": {
            "c1": relation("cac", "REGULATES", "ai-care", "s1"),
            "c2": relation("cac", "ISSUED", "pipl", "s2", start_date="2021-08-20"),
            "c3": relation("nhsa", "ISSUED", "class-c", "s2", "unverified", state="planned"),
        },
        "entities": {
            "cac": {
                "label": "Agency",
                "name": "Cyberspace Administration of China",
                "name_zh": "国家互联网信息办公室",
                "jurisdiction": "cn",
            },
            "nhsa": {
                "label": "Agency",
                "name": "National Healthcare Security Administration",
                "name_zh": "国家医疗保障局",
                "jurisdiction": "cn",
            },
            "pipl": {"label": "Policy", "name": "Personal Information Protection Law", "name_zh": "个人信息保护法", "jurisdiction": "cn"},
            "class-c": {"label": "PaymentMechanism", "name": "Class C list", "name_zh": "丙类目录", "jurisdiction": "cn"},
            "ai-care": {"label": "Market", "name": "AI healthcare in China", "name_zh": None, "jurisdiction": "cn"},
        },
        "sources": {
            "s1": {"title": "Notice one", "publisher": "CAC", "url": "https://example.org/one", "date": "2021-08", "kind": "law"},
            "s2": {"title": "Notice two", "publisher": "NHSA", "url": "javascript:alert(1)", "date": "", "kind": "news"},
        },
        "notes": ["2 claims have no date."],
    }


def small_network(drawing: Drawing | None = GOVERNS) -> nx.MultiDiGraph[str]:
    answer = small_answer()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_, entity in answer["entities"].items():
        network.add_node(id_, **entity, state="planned" if id_ == "class-c" else "in force", confidence="verified")
    network.nodes["cac"].update(aliases=["CAC"], short_name="CAC", short_name_zh="网信办")
    network.nodes["pipl"].update(states=["2021-08-20 planned", "2021-11-01 in force"], start_date="2021-11-01")
    network.nodes["class-c"].update(states=["2025-01-17 planned"])
    for name, claim in answer["claims"].items():
        network.add_edge(claim["subject"], claim["object"], type=claim["type"], state=claim["state"], claims=[name])
    network.graph.update(
        answer=answer,
        title={"en": "Who governs AI in care?", "zh": "谁监管医疗人工智能？"},
        sentence={"en": "**Two bodies**, one gap.", "zh": "**两个机构**，一处空白。"},
        drawing=drawing,
        columns=[{"name": column, "type": "word", "help": ""} for column in COLUMNS],
        history=[
            {"as_of": "2020-01-01", "rows": [answer["rows"][0]], "sentence": {"en": "**One body**.", "zh": "**一个机构**。"}},
        ],
        seen="2026-07-31",
        licence={"en": "Facts under CC BY 4.0.", "zh": "数据许可 CC BY 4.0。"},
        marks=["2025-03-06"],
        map="governance",
    )
    return network
