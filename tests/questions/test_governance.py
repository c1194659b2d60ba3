"""Who governs: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

WORLD = """
Market ai jurisdiction=cn
Market imaging jurisdiction=cn
Application triage jurisdiction=cn
Agency nmpa jurisdiction=cn
Agency nhc jurisdiction=cn start_date=2018-03
Agency fda jurisdiction=us
Policy guideline jurisdiction=cn start_date=2022-03-07
Policy draft jurisdiction=cn status_in_force=draft start_date=2026-02-01
Route drug-route jurisdiction=cn
Stage approval jurisdiction=cn
imaging PART_OF ai
nmpa REGULATES ai role=market-approval
nhc RESPONSIBLE_FOR ai
fda REGULATES imaging role=market-approval
nmpa ISSUED guideline role=market-approval;quality start_date=2022-03-07
guideline APPLIES_TO triage
guideline TARGETS ai
nmpa ISSUED draft role=data start_date=2026-02-01
draft TARGETS imaging
drug-route APPLIES_TO ai
approval PART_OF drug-route
nmpa DECIDES approval role=market-approval
"""


def test_bodies_by_function_with_their_instruments() -> None:
    got = rows(tiny(WORLD), "who-governs", topic="ai", as_of=date(2026, 3, 1))
    assert got == [
        ("data", "nmpa", "ISSUED", ["draft"], "draft", "imaging"),
        ("market-approval", "nmpa", "DECIDES", ["guideline"], "in force", None),
        ("market-approval", "nmpa", "ISSUED", ["guideline"], "in force", None),
        ("market-approval", "nmpa", "REGULATES", ["guideline"], "in force", None),
        ("quality", "nmpa", "ISSUED", ["guideline"], "in force", None),
        (None, "nhc", "RESPONSIBLE_FOR", [], "in force", None),
    ], "the FDA comes only from a part and is of another jurisdiction"


def test_a_body_that_was_not_yet_there_governs_nothing() -> None:
    got = rows(tiny(WORLD), "who-governs", topic="ai", as_of=date(2017, 1, 1))
    assert [(function, body) for function, body, *_ in got] == [("market-approval", "nmpa"), ("market-approval", "nmpa")]


def test_chinas_health_ai_today(pack: Store) -> None:
    """relations.csv: nhc, nmpa and cac REGULATE cn-ai-healthcare with exactly these roles; section 4.1 of the article says the same."""
    got = {
        (function, body)
        for function, body, relation, _, _, via in rows(pack, "who-governs", topic="cn-ai-healthcare")
        if relation == "REGULATES" and not via
    }
    assert {("clinical-use", "nhc"), ("market-approval", "nmpa"), ("data", "cac"), ("algorithms", "cac")} <= got
    assert not any(body == "us-fda" for _, body in got)


def test_chinas_health_ai_on_the_day_after_the_work_report(pack: Store) -> None:
    """ai-healthcare-opinions-2025 is of November 2025, ai-health-scenarios-2024 of November 2024: only the second shows in March 2025."""
    got = rows(pack, "who-governs", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
    by_nhc = next(
        instruments
        for function, body, relation, instruments, _, via in got
        if (function, body, relation, via) == ("clinical-use", "nhc", "REGULATES", None)
    )
    assert by_nhc == ["ai-health-scenarios-2024"]


def test_jurisdiction_keeps_its_provinces_and_drops_others(pack: Store) -> None:
    """beijing-municipal-government issued the Beijing plan (cn-bj is PART_OF cn); the FDA regulates us-ai-healthcare."""
    cn = {body for _, body, *_ in rows(pack, "who-governs", topic="cn-ai-healthcare", jurisdiction="cn-bj")}
    assert "beijing-municipal-government" in cn
    assert "nmpa" not in cn


RULES = """
Market ai jurisdiction=cn
Market imaging jurisdiction=cn
Policy law jurisdiction=cn layer=data-cyber subtype=law start_date=2021-11-01
Policy chapter jurisdiction=cn layer=ai-specific start_date=2028
Policy plan jurisdiction=cn layer=strategy subtype=plan start_date=2024-03 end_date=2025
Policy annex jurisdiction=cn layer=strategy start_date=2024-03
Policy old-guideline jurisdiction=cn layer=ai-specific subtype=guidance start_date=2020 end_date=2024-06-01
Policy new-guideline jurisdiction=cn layer=ai-specific subtype=guidance start_date=2024-06-01
Policy us-rule jurisdiction=us layer=ai-specific start_date=2024
Program pathway jurisdiction=cn start_date=2023
Agency npc jurisdiction=cn
imaging PART_OF ai
law REGULATES ai role=data
law REGULATES imaging role=data
chapter PART_OF law
npc ISSUED chapter start_date=2023-05-01
plan TARGETS ai role=demand
annex PART_OF plan
old-guideline REGULATES ai
new-guideline SUPERSEDES old-guideline start_date=2024-06-01
new-guideline REGULATES ai confidence=reported
us-rule REGULATES imaging
pathway TARGETS imaging
"""


def test_rules_by_layer_with_parts_of_laws_and_without_what_has_ended() -> None:
    assert rows(tiny(RULES), "rule-layers", topic="ai", as_of=date(2024, 7, 1)) == [
        ("strategy", "plan", "in force", "2024-03", "2025", None),
        ("data-cyber", "law", "in force", "2021-11-01", None, None),
        ("ai-specific", "new-guideline", "in force", "2024-06-01", None, None),
        ("ai-specific", "chapter", "planned", "2028", None, None),
        (None, "pathway", "in force", "2023", None, "imaging"),
    ], "a plan's annex has aims of its own; the US rule comes only from a part"


def test_rules_of_an_earlier_day_and_of_a_confidence() -> None:
    got = rows(tiny(RULES), "rule-layers", topic="ai", as_of=date(2023, 1, 1), min_confidence="verified")
    assert [(policy, status) for _, policy, status, *_ in got] == [
        ("law", "in force"),
        ("old-guideline", "in force"),
        ("pathway", "in force"),
    ], "the chapter was issued in May 2023"
    assert not any(r[1] == "new-guideline" for r in rows(tiny(RULES), "rule-layers", topic="ai", min_confidence="verified"))


def test_the_four_layers_of_the_podcast(pack: Store) -> None:
    """podcast-e2: national strategies, healthcare rules, cybersecurity and AI-specific policies. Members of the framework in relations.csv:
    csl, dsl, pipl (data-cyber), medical-device-regulations-739 (health), ai-plus-initiative (strategy), genai-interim-measures."""
    got = {policy: (layer, status) for layer, policy, status, _, _, via in rows(pack, "rule-layers", topic="cn-ai-healthcare") if not via}
    assert got["ai-plus-initiative"] == ("strategy", "in force")
    assert got["medical-device-regulations-739"] == ("health", "in force")
    assert {got[law] for law in ("csl", "dsl", "pipl")} == {("data-cyber", "in force")}
    assert got["genai-interim-measures"] == ("ai-specific", "in force")
    assert got["pathology-price-guideline-2025"] == ("payment", "in force")
    assert "early-ai-innovation-guidelines" not in got, "replaced by the framework"


def test_rules_in_force_on_the_day_after_the_work_report(pack: Store) -> None:
    """ai-labelling-measures start 2025-09-01 and ai-ethics-measures-2026 on 2026-03-20; st-ethics-review-2023 held since 2023-12-01.
    The Beijing draft bears on the part ai-drug-discovery, as a draft; the final plan is of July."""
    got = rows(pack, "rule-layers", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
    policies = {policy: (status, via) for _, policy, status, _, _, via in got}
    assert policies["st-ethics-review-2023"] == ("in force", None)
    assert policies["beijing-ai-pharma-health-plan-draft"] == ("draft", "ai-drug-discovery")
    assert not policies.keys() & {
        "ai-labelling-measures",
        "ai-ethics-measures-2026",
        "beijing-ai-pharma-health-plan",
        "ai-plus-opinions-2025",
    }


def test_high_risk_duties_of_the_ai_act_are_planned(pack: Store) -> None:
    """eu-ai-act REGULATES eu-ai-healthcare; its part eu-ai-act-high-risk-devices, issued in 2024, starts on 2028-08-02."""
    got = {policy: status for _, policy, status, *_ in rows(pack, "rule-layers", topic="eu-ai-healthcare", as_of=date(2026, 7, 1))}
    assert got["eu-ai-act"] == "in force"
    assert got["eu-ai-act-high-risk-devices"] == "planned"
    assert "eu-ai-act" not in {r[1] for r in rows(pack, "rule-layers", topic="eu-ai-healthcare", jurisdiction="cn")}


JOINT = """
Market ai jurisdiction=cn
Market imaging jurisdiction=cn
Market us-ai jurisdiction=us
GovernanceModel model-cn
GovernanceModel model-us
Agency nmpa jurisdiction=cn
Agency nhc jurisdiction=cn
Agency cac jurisdiction=cn
Agency miit jurisdiction=cn
Agency beijing-bureau jurisdiction=cn-bj
Agency fda jurisdiction=us
Agency ftc jurisdiction=us
Policy opinions jurisdiction=cn start_date=2025-11-04
Policy guideline jurisdiction=cn start_date=2022
model-cn APPLIES_TO ai
model-us APPLIES_TO us-ai
imaging PART_OF ai
nmpa REGULATES ai role=market-approval
nhc REGULATES ai role=clinical-use
nhc ISSUED opinions role=clinical-use joint=true start_date=2025-11-04
miit ISSUED opinions role=industry joint=true start_date=2025-11-04
cac ISSUED opinions role=clinical-use start_date=2025-11-04
opinions TARGETS ai
nmpa ISSUED guideline role=market-approval start_date=2022
guideline REGULATES imaging
beijing-bureau RESPONSIBLE_FOR imaging role=market-approval
fda REGULATES us-ai role=market-approval
ftc REGULATES us-ai role=consumer confidence=reported
"""


def test_who_must_act_together_and_what_nobody_does() -> None:
    assert rows(tiny(JOINT), "joint-action", topic="ai", as_of=date(2026, 1, 1)) == [
        ("clinical-use", ["cac", "nhc"], ["opinions"], "shared", None),
        ("consumer", [], [], "none", None),
        ("industry", ["miit"], ["opinions"], "single", None),
        ("market-approval", ["nmpa"], [], "single", None),
        ("market-approval", ["beijing-bureau", "nmpa"], [], "shared", "imaging"),
    ]
    assert rows(tiny(JOINT), "joint-action", topic="ai", as_of=date(2025, 1, 1), min_confidence="verified") == [
        ("clinical-use", ["nhc"], [], "single", None),
        ("market-approval", ["nmpa"], [], "single", None),
        ("market-approval", ["beijing-bureau", "nmpa"], [], "shared", "imaging"),
    ], "before the opinions; the only claim that somebody protects consumers elsewhere is a report"


def test_without_a_counterpart_nothing_is_missing() -> None:
    got = answer(tiny(JOINT), "joint-action", topic="imaging")
    assert [row.state for row in got.rows] == ["shared"]  # type: ignore[attr-defined]
    assert got.notes[0] == "No governance model applies to this topic: it has no counterparts, so no function is called missing."


def test_joint_action_on_chinas_health_ai(pack: Store) -> None:
    """ai-healthcare-opinions-2025 has five joint issuers in relations.csv: nhc and natcm (clinical-use), ndrc (strategy), miit (industry),
    ndcpa (security). us-joint-commission (quality) governs us-ai-healthcare through us-ruaih; nobody in China has quality here."""
    got = {
        (function, via): (bodies, acts, state)
        for function, bodies, acts, state, via in rows(pack, "joint-action", topic="cn-ai-healthcare")
    }
    bodies, acts, state = got["clinical-use", None]
    assert {"nhc", "natcm"} <= set(bodies)
    assert (acts, state) == (["ai-health-scenarios-2024", "ai-healthcare-opinions-2025"], "shared")
    assert got["algorithms", None][::2] == (["cac"], "single")
    assert got["quality", None] == ([], [], "none")


def test_joint_action_before_the_opinions_and_by_place(pack: Store) -> None:
    """ai-health-scenarios-2024 (nhc, natcm, ndcpa, 2024-11) was there on 2025-03-06, ai-healthcare-opinions-2025 was not."""
    got = {
        function: acts
        for function, _, acts, _, via in rows(pack, "joint-action", topic="cn-ai-healthcare", as_of=date(2025, 3, 6))
        if not via
    }
    assert got["clinical-use"] == ["ai-health-scenarios-2024"]
    beijing = rows(pack, "joint-action", topic="cn-ai-healthcare", jurisdiction="cn-bj", as_of=date(2026, 7, 1))
    assert {body for _, bodies, *_ in beijing for body in bodies} == {"beijing-health-commission", "beijing-municipal-government"}


ACTORS = """
Agency nhc jurisdiction=cn
Agency miit jurisdiction=cn
Agency mps jurisdiction=cn
Agency council jurisdiction=cn
Agency beijing jurisdiction=cn-bj
Policy plan jurisdiction=cn start_date=2025-11-04 end_date=2026-03-01
Program drive jurisdiction=cn start_date=2024
council PROPOSED plan start_date=2025-05
nhc ISSUED plan joint=true start_date=2025-11-04
miit ISSUED plan joint=true start_date=2025-11-04 role=industry
mps ISSUED plan joint=true start_date=2025-11-04 role=security;enforcement
nhc RESPONSIBLE_FOR plan
beijing IMPLEMENTS plan start_date=2026-01 role=enforcement confidence=reported
miit ADMINISTERS plan start_date=2025-12 end_date=2026-02-01
council ESTABLISHED drive start_date=2024
"""


def test_who_stands_behind_a_policy_that_has_ended() -> None:
    assert rows(tiny(ACTORS), "policy-actors", policy="plan", as_of=date(2026, 6, 1)) == [
        ("proposed", "council", False, "2025-05"),
        ("co-issued", "miit", True, "2025-11-04"),
        ("co-issued", "mps", True, "2025-11-04"),
        ("co-issued", "nhc", True, "2025-11-04"),
        ("leads", "nhc", False, None),
        ("implements", "beijing", False, "2026-01"),
        ("administers", "miit", False, "2025-12"),
        ("enforces", "mps", True, "2025-11-04"),
        ("enforces", "beijing", False, "2026-01"),
    ]
    assert rows(tiny(ACTORS), "policy-actors", policy="drive") == [("issued", "council", False, "2024")]


def test_who_stood_behind_it_by_day_place_and_confidence() -> None:
    store = tiny(ACTORS)
    assert [row[:2] for row in rows(store, "policy-actors", policy="plan", as_of=date(2025, 6, 1))] == [
        ("proposed", "council"),
        ("leads", "nhc"),
    ]
    assert rows(store, "policy-actors", policy="plan", jurisdiction="cn-bj", min_confidence="verified", as_of=date(2026, 2, 1)) == []


def test_the_five_departments_of_the_consumer_plan(pack: Store) -> None:
    """The article: "SAMR and four other departments"; the other four (NDRC, MIIT, MOFCOM, MCT) come from other sources. Issued 2025-02."""
    got = rows(pack, "policy-actors", policy="consumer-environment-plan", as_of=date(2025, 3, 6))
    assert got == [("co-issued", body, True, "2025-02") for body in ("mct", "miit", "mofcom", "ndrc", "samr")]


def test_the_list_beyond_basic_cover_was_only_proposed(pack: Store) -> None:
    """nhsa PROPOSED it in 2025-01, ISSUED it on 2025-12-07 and ADMINISTERS it from 2026-01-01."""
    assert rows(pack, "policy-actors", policy="commercial-innovative-drug-list", as_of=date(2025, 3, 6)) == [
        ("proposed", "nhsa", False, "2025-01")
    ]
    assert rows(pack, "policy-actors", policy="commercial-innovative-drug-list", as_of=date(2026, 3, 6)) == [
        ("proposed", "nhsa", False, "2025-01"),
        ("issued", "nhsa", False, "2025-12-07"),
        ("administers", "nhsa", False, "2026-01-01"),
    ]


def test_who_enforces_the_ai_act(pack: Store) -> None:
    """eu-ai-office ADMINISTERS it (algorithms, enforcement), eu-ai-market-surveillance IMPLEMENTS it (enforcement) from 2025-08-02."""
    by = {day: rows(pack, "policy-actors", policy="eu-ai-act", as_of=day) for day in (date(2025, 3, 6), date(2026, 7, 1))}
    enforcing = {day: [actor for role, actor, *_ in got if role == "enforces"] for day, got in by.items()}
    assert enforcing == {date(2025, 3, 6): ["eu-ai-office"], date(2026, 7, 1): ["eu-ai-market-surveillance", "eu-ai-office"]}
    assert [actor for role, actor, *_ in by[date(2026, 7, 1)] if role == "co-issued"] == ["eu-parliament", "eu-council"]
    assert rows(pack, "policy-actors", policy="eu-ai-act", jurisdiction="us") == []


def test_a_row_from_a_part_says_what_makes_it_a_part() -> None:
    got = answer(tiny(WORLD), "who-governs", topic="ai", as_of=date(2026, 3, 1))
    row = next(r for r in got.rows if r.via == "imaging")  # type: ignore[attr-defined]
    assert [(c["subject"], c["type"], c["object"]) for c in (got.claims[got.claim_ids[ref]] for ref in row.claims)] == [
        ("nmpa", "ISSUED", "draft"),
        ("draft", "TARGETS", "imaging"),
        ("imaging", "PART_OF", "ai"),
    ]


FOREIGN = """
Jurisdiction eu
Jurisdiction de jurisdiction=eu
Market ai jurisdiction=cn
Market imaging jurisdiction=intl
Market world jurisdiction=intl
Market german jurisdiction=de
Market clinics jurisdiction=de
Agency bis jurisdiction=us
Agency fda jurisdiction=us
Agency commission jurisdiction=eu
Agency paris jurisdiction=fr
imaging PART_OF ai
imaging PART_OF world
clinics PART_OF german
bis REGULATES ai role=trade
bis REGULATES imaging role=trade
fda REGULATES imaging role=market-approval
commission REGULATES clinics role=market-approval
paris REGULATES clinics role=quality
"""


def test_foreign_bodies_stay_where_they_govern_the_topic_itself() -> None:
    store = tiny(FOREIGN)
    governed = {topic: [(r[1], r[-1]) for r in rows(store, "who-governs", topic=topic)] for topic in ("ai", "world", "german")}
    assert governed == {
        "ai": [("bis", None), ("bis", "imaging")],
        "world": [("fda", "imaging"), ("bis", "imaging")],
        "german": [("commission", "clinics")],
    }, "an international topic has no jurisdiction of its own; what is wider than Germany governs there, what is beside it does not"
