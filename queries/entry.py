"""Map: a company enters a market. Who matters there, the paths to them, and the ladder after approval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from graph.asking import Answer, Asked
from graph.columns import Anchor, Cell, Id, Label, Whole
from graph.drawing import Rings
from graph.maps import Drawn
from graph.question import Found, Params, Question, Row, Text
from graph.saying import many
from graph.schema import ACTORS, vocabulary
from queries import entry_ladder, entry_paths, entry_positions

Actor = Annotated[str, Cell("entity"), Anchor(ACTORS)]
Links = Annotated[list[str], Cell("words", ("relations", "labels"))]
MarketId = Annotated[str, Cell("entity"), Anchor(("Market",))]


class EntrantParams(Params):
    company: Actor
    """Who enters: a company, or a class of companies."""
    market: MarketId
    """Where: a market, whose jurisdiction is the one asked about."""


class Matters(Row):
    place = "stakeholder"

    kind: Label
    """Kind of stakeholder."""
    stakeholder: Id
    """Who matters."""
    links: Links
    """By which relations it is tied to the company, the market, a step, a rule or a class of actors."""
    hops: Whole
    """Links from the company to it, at the least; the way into the market counts as one, also for who is not there yet."""


class Tied(Found):
    near: str
    """What it is tied to: the company, the market, a step, a rule, a class."""
    stakeholder: str
    kind: Label
    place: str | None
    relation: str
    role: list[str]
    hops: int
    """Links from the company to it, over what is near."""
    claims: list[str]


class Member(Found):
    near: str
    stakeholder: str
    kind: Label
    place: str | None
    relation: str
    claims: list[str]


class Centre(Found):
    stakeholder: str


def matters(asked: Asked) -> Iterable[Matters]:
    """Rows by kind, hops and id; classes hand their members on, one hop further, twice at most."""
    params, place = asked.params, asked.place_of("market")
    ties: list[Tied] = [
        *asked.found,
        *(tie for name in ("deals", "market", "steps", "routes", "rules", "market_rules") for tie in asked.rows(name)),
    ]
    here = [t for t in ties if t.stakeholder != params.company and (place is None or asked.places.within(t.place, place))]
    regulators = {t.stakeholder for t in here if t.relation == "REGULATES" and t.near == params.market and "market-approval" in t.role}
    kinds: dict[str, str] = {}
    hops: dict[str, int] = {}
    links: dict[str, set[str]] = {}
    claims: dict[str, list[str]] = {}

    def add(who: str, kind: str, far: int, relation: str, why: Iterable[str]) -> None:
        kinds[who] = kind
        hops[who] = min(far, hops.get(who, far))
        links.setdefault(who, set()).add(relation)
        claims.setdefault(who, []).extend(why)

    for tie in sorted(here, key=lambda t: (t.hops, t.stakeholder, t.relation, t.claims)):
        add(tie.stakeholder, tie.kind, tie.hops, tie.relation, tie.claims)
    handed: set[str] = set()
    for _ in range(2):
        classes = sorted(w for w, k in kinds.items() if k in ("StakeholderGroup", "Payer") and w not in handed)
        handed.update(classes)
        for member in asked.rows("members", classes=classes):
            if member.stakeholder != params.company and (place is None or asked.places.within(member.place, place)):
                why = [*claims[member.near], *member.claims] if member.stakeholder not in kinds else member.claims
                add(member.stakeholder, member.kind, hops[member.near] + 1, member.relation, why)
    if regulators:
        asked.notes.append(
            f"Beyond the regulator: {', '.join(sorted(regulators))} decides on market approval there; it and its centres are left out."
        )
        regulators |= {centre.stakeholder for centre in asked.rows("centres", regulators=sorted(regulators))}
    for who in sorted(set(kinds) - regulators, key=lambda w: (kinds[w], hops[w], w)):
        yield Matters(kind=kinds[who], stakeholder=who, links=sorted(links[who]), hops=hops[who], claims=list(dict.fromkeys(claims[who])))


def say_matters(answer: Answer) -> tuple[str, str]:
    """How many stakeholders of which kinds, and how many at first hand."""
    rows = [row for row in answer.rows if isinstance(row, Matters)]
    if not rows:
        return "Nobody beyond the regulator is known in this dataset.", "除监管机构外，本数据集中没有已知的利益相关方。"
    counts = {kind: sum(r.kind == kind for r in rows) for kind in {r.kind for r in rows}}
    first = sorted(counts, key=lambda k: (-counts[k], k))[:3]
    words, near = vocabulary()["labels"], sum(r.hops == 1 for r in rows)
    en = ", ".join(f"{words[k]['en'].lower()} {counts[k]}" for k in first)
    zh = "、".join(f"{words[k]['zh']} {counts[k]} 个" for k in first)
    return (
        f"**{many(len(rows), 'stakeholder')}** of **{many(len(counts), 'kind')}** matter beyond the regulator (most: {en}); "
        f"the company is tied to **{near}** of them directly.",
        f"除监管机构外有 **{len(rows)} 个利益相关方**、**{len(counts)} 类**（最多：{zh}）；其中 **{near} 个**与企业直接相连。",
    )


ENTRY_STAKEHOLDERS = Question(
    id="entry-stakeholders",
    map="entry",
    title=(
        "Who matters beyond the regulator, by kind, for this company in this jurisdiction?",
        "除监管机构外，对该企业在该法域而言，还有哪些类别的利益相关方举足轻重？",
    ),
    headline=(
        "Who matters, beyond the regulator, when {company} enters the {market}?",
        "{company}进入{market}，监管机构之外还有谁举足轻重？",
    ),
    description=(
        "One row per stakeholder of the market's jurisdiction (or of none): who is tied to the company or to a subsidiary of it, or "
        "shares a deal with it; who is active in, pays for, oversees or influences the market; who decides, advises, funds or influences"
        " a step of it or of a route that applies to it; who issued, proposed, supports or opposes a rule that bears on the company or "
        "the market; and the members of classes found so. Bodies that regulate the market with the function market approval, and their "
        "centres, are left out and named in a note. `hops` counts links from the company: 1 itself, 2 its subsidiaries', its rules' and "
        "the market's, then 3 and 4 over steps, routes and rules of the market; a member is one further than its class. `links` are the "
        "types of the last link of every way. Ordered by kind, hops, id."
    ),
    params=EntrantParams,
    row=Matters,
    example={"company": "beone-medicines", "market": "us-healthcare-market"},
    cypher="""
        MATCH (c:AnyActor {id: $company})
        MATCH (c)-[r]->(s:Stakeholder)
        WHERE r.shown <= $company_day AND r.gone > $company_day AND r.confidence IN $confidence
        RETURN c.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
               type(r) AS relation, r.role AS role, 1 AS hops, [r.key] AS claims
        UNION
        MATCH (c:AnyActor {id: $company})
        MATCH (s:Stakeholder)-[r]->(c)
        WHERE r.shown <= $company_day AND r.gone > $company_day AND r.confidence IN $confidence
        RETURN c.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
               type(r) AS relation, r.role AS role, 1 AS hops, [r.key] AS claims
        UNION
        MATCH (c:Company|Payer|Media {id: $company})
        MATCH (arm:Company|Payer|Media)-[o:SUBSIDIARY_OF]->(c)
        WHERE o.shown <= $as_of AND o.gone > $as_of AND o.confidence IN $confidence
        MATCH (arm)-[r:ACQUIRED|ADVISES|INFLUENCES|INVESTED_IN|MEMBER_OF|PARTICIPATES_IN|PARTNERS_WITH|SUPPLIES]->(s:Stakeholder)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN arm.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
               type(r) AS relation, r.role AS role, 2 AS hops, [o.key, r.key] AS claims
        UNION
        MATCH (c:Company|Payer|Media {id: $company})
        MATCH (arm:Company|Payer|Media)-[o:SUBSIDIARY_OF]->(c)
        WHERE o.shown <= $as_of AND o.gone > $as_of AND o.confidence IN $confidence
        MATCH (s:Stakeholder)-[r:ADVISES|INVESTED_IN|PARTNERS_WITH|SUPPLIES]->(arm)
        WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
        RETURN arm.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
               type(r) AS relation, r.role AS role, 2 AS hops, [o.key, r.key] AS claims
        ORDER BY hops, stakeholder, relation, claims
    """,
    found=Tied,
    texts={
        "deals": Text(
            """
            MATCH (c:AnyActor {id: $company})
            MATCH (d:Deal)-[:FROM_PARTY|TO_PARTY]->(c)
            WHERE d.shown <= $company_day AND d.confidence IN $confidence
            MATCH (d)-[:FROM_PARTY|TO_PARTY]->(s:Stakeholder)
            WHERE s.id <> c.id
            RETURN c.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   'Deal' AS relation, [] AS role, 1 AS hops, [d.id] AS claims
            ORDER BY stakeholder, claims
            """,
            Tied,
        ),
        "market": Text(
            """
            MATCH (m:Market {id: $market})
            MATCH (s:Stakeholder)-[r:FUNDS|INFLUENCES|OPERATES_IN|PAYS_FOR|PROMOTES|REGULATES|RESPONSIBLE_FOR|TARGETS]->(m)
            WHERE r.shown <= $market_day AND r.gone > $market_day AND r.confidence IN $confidence
            RETURN m.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 2 AS hops, [r.key] AS claims
            ORDER BY stakeholder, relation, claims
            """,
            Tied,
        ),
        "steps": Text(
            """
            MATCH (m:Market {id: $market})
            MATCH (x:Stage)-[inside:PART_OF]->(m)
            WHERE inside.shown <= $market_day AND inside.gone > $market_day AND inside.confidence IN $confidence
            MATCH (s:Stakeholder)-[r:ADVISES|DECIDES|FUNDS|INFLUENCES|PARTICIPATES_IN|PROPOSED|RESPONSIBLE_FOR]->(x)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN x.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 3 AS hops, [inside.key, r.key] AS claims
            ORDER BY stakeholder, relation, claims
            """,
            Tied,
        ),
        "routes": Text(
            """
            MATCH (m:Market {id: $market})
            MATCH (route:Route)-[applies:APPLIES_TO]->(m)
            WHERE applies.shown <= $market_day AND applies.gone > $market_day AND applies.confidence IN $confidence
            MATCH (x:Stage)-[inside:PART_OF]->(route)
            WHERE inside.shown <= $as_of AND inside.gone > $as_of AND inside.confidence IN $confidence
            MATCH (s:Stakeholder)-[r:ADVISES|DECIDES|FUNDS|INFLUENCES|PARTICIPATES_IN|PROPOSED|RESPONSIBLE_FOR]->(x)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN x.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 4 AS hops, [applies.key, inside.key, r.key] AS claims
            ORDER BY stakeholder, relation, claims
            """,
            Tied,
        ),
        "rules": Text(
            """
            MATCH (c:AnyActor {id: $company})
            MATCH (p:Policy|Program)-[b:APPLIES_TO|RESTRICTS|REGULATES|PROMOTES]->(c)
            WHERE b.shown <= $company_day AND b.gone > $company_day AND b.confidence IN $confidence
            MATCH (s:Stakeholder)-[r:ADMINISTERS|IMPLEMENTS|INFLUENCES|ISSUED|OPPOSES|PROPOSED|RESPONSIBLE_FOR|SUPPORTS]->(p)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN p.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 2 AS hops, [b.key, r.key] AS claims
            UNION
            MATCH (c:AnyActor {id: $company})
            MATCH (c)-[b:EXPOSED_TO|OPPOSES|SUPPORTS|USES|PARTICIPATES_IN]->(p:Policy|Program)
            WHERE b.shown <= $company_day AND b.gone > $company_day AND b.confidence IN $confidence
            MATCH (s:Stakeholder)-[r:ADMINISTERS|IMPLEMENTS|INFLUENCES|ISSUED|OPPOSES|PROPOSED|RESPONSIBLE_FOR|SUPPORTS]->(p)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN p.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 2 AS hops, [b.key, r.key] AS claims
            ORDER BY stakeholder, relation, claims
            """,
            Tied,
        ),
        "market_rules": Text(
            """
            MATCH (m:Market {id: $market})
            MATCH (p:Policy|Program)-[b:APPLIES_TO|REGULATES|RESTRICTS|TARGETS]->(m)
            WHERE b.shown <= $market_day AND b.gone > $market_day AND b.confidence IN $confidence
            MATCH (s:Stakeholder)-[r:ADMINISTERS|IMPLEMENTS|INFLUENCES|ISSUED|OPPOSES|PROPOSED|RESPONSIBLE_FOR|SUPPORTS]->(p)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN p.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, r.role AS role, 3 AS hops, [b.key, r.key] AS claims
            ORDER BY stakeholder, relation, claims
            """,
            Tied,
        ),
        "members": Text(
            """
            UNWIND $classes AS class
            MATCH (g:Payer|StakeholderGroup {id: class})
            MATCH (s:Stakeholder)-[r:MEMBER_OF|PART_OF|REPRESENTS]->(g)
            WHERE r.shown <= $as_of AND r.gone > $as_of AND r.confidence IN $confidence
            RETURN g.id AS near, s.id AS stakeholder, [l IN labels(s) WHERE l <> 'Stakeholder'][0] AS kind, s.jurisdiction AS place,
                   type(r) AS relation, [r.key] AS claims
            ORDER BY near, stakeholder, relation, claims
            """,
            Member,
            takes=("classes",),
        ),
        "centres": Text(
            """
            UNWIND $regulators AS regulator
            MATCH (b:Agency {id: regulator})
            MATCH path = (s:Agency)-[:PART_OF*1..2]->(b)
            WHERE all(r IN relationships(path) WHERE r.shown <= $as_of AND r.gone > $as_of)
            RETURN DISTINCT s.id AS stakeholder
            ORDER BY stakeholder
            """,
            Centre,
            takes=("regulators",),
        ),
    },
    compute=matters,
    drawing=Rings(kind="kind", item="stakeholder", hops="hops", links="links", centre="company"),
    say=say_matters,
    marks=("2025-03-06",),
)

DRAWN = Drawn(
    labels=(
        "Agency",
        "Association",
        "Company",
        "Exchange",
        "Investor",
        "Media",
        "PatientGroup",
        "Payer",
        "Provider",
        "StakeholderGroup",
        "Market",
        "Stage",
        "Route",
        "Policy",
        "Program",
        "PaymentMechanism",
        "Event",
        "Deal",
    ),
    types=(
        "ACQUIRED",
        "ADVISES",
        "APPLIES_TO",
        "DECIDES",
        "EXPOSED_TO",
        "FROM_PARTY",
        "FUNDS",
        "ILLUSTRATES",
        "INFLUENCES",
        "INVESTED_IN",
        "MEMBER_OF",
        "OPERATES_IN",
        "OPPOSES",
        "OVERSEES",
        "PARTNERS_WITH",
        "PART_OF",
        "PRECEDES",
        "PROPOSED",
        "REGULATES",
        "REPRESENTS",
        "RESPONSIBLE_FOR",
        "RESTRICTS",
        "SUBSIDIARY_OF",
        "SUPPORTS",
        "TO_PARTY",
    ),
)
"""The map's whole graph."""

QUESTIONS = (
    ENTRY_STAKEHOLDERS,
    entry_positions.POWER_INTEREST,
    entry_paths.WARM_PATH,
    entry_positions.COALITION,
    entry_ladder.ENTRY_LADDER,
)
"""In the order of the catalogue."""
