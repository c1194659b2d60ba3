"""Who pays, covers, invests and owns."""

from __future__ import annotations

from graph.schema.edge import Edge, Order, Words, ends


class Acquired(Edge):
    """Bought or agreed to buy."""

    words = Words("Acquired", "Acquired by", "收购", "收购方")
    ends = ends("Company > Company Site")
    act = True


class Covers(Edge):
    """Pays for, within the limits in detail (``order`` = order of payment where a source says it)."""

    words = Words("Covers", "Covered by", "保障范围", "保障方")
    ends = ends("Payer > Benefit", "PaymentMechanism > Application Benefit Market Technology")

    order: Order | None = None
    """Place in the order of payment where a source states it; null = not known, not first."""


class DivestedTo(Edge):
    """Sold a business to."""

    words = Words("Sold a business to", "Bought a business from", "剥离业务予", "受让业务自")
    ends = ends("Company > Company Investor")
    act = True


class Excludes(Edge):
    """Refuses to pay for, or leaves out."""

    words = Words("Excludes", "Excluded by", "不予保障", "除外方")
    ends = ends("Payer > Benefit", "PaymentMechanism > Benefit")


class Funds(Edge):
    """Gives or raises money for; towards a step of a route: pays for it (``order`` = order of payment, 98 = last
    before the patient, 99 = the patient's rest)."""

    words = Words("Pays for", "Paid by", "出资支付", "出资方")
    ends = ends(
        "Agency > Investor Market PaymentMechanism Program Provider Stage",
        "Exchange > Stage",
        "Investor > Market Stage",
        "Payer > Stage",
        "PaymentMechanism > Payer",
        "Program > Market Stage",
        "StakeholderGroup > Stage",
    )

    order: Order | None = None
    """Place in the order of payment where a source states it; null = not known, not first.

    98 = last before the patient, 99 = the patient's rest.
    """


class InvestedIn(Edge):
    """Holds or bought equity in."""

    words = Words("Invested in", "Investors", "投资", "投资方")
    ends = ends("Company > Company Payer", "Investor > Company", "Payer > Company")


class ListedOn(Edge):
    """Shares traded on."""

    words = Words("Listed on", "Listed companies", "上市地", "上市公司")
    ends = ends("Company > Exchange", "Payer > Exchange", "Provider > Exchange")


class PaysFor(Edge):
    """Covers the cost of (payers; how: COVERS by a mechanism)."""

    words = Words("Pays for", "Paid by", "支付范围", "支付方")
    ends = ends("Payer > Application Market Product Technology", "StakeholderGroup > Market")


class ReimbursesVia(Edge):
    """Pays through."""

    words = Words("Reimburses through", "Used by", "支付方式", "采用方")
    ends = ends("Payer > PaymentMechanism", "PaymentMechanism > PaymentMechanism")


class SpunOffFrom(Edge):
    """Came out of."""

    words = Words("Spun off from", "Spin-offs", "分拆自", "分拆企业")
    ends = ends("Company > Company", "Investor > Company")
    act = True


class SubsidiaryOf(Edge):
    """Is owned by."""

    words = Words("Subsidiary of", "Subsidiaries", "母公司", "子公司")
    ends = ends("Company > Company", "Media > Company Media", "Payer > Company Payer")


class Underwrites(Edge):
    """Insurer carries the product."""

    words = Words("Underwrites", "Underwritten by", "承保", "承保方")
    ends = ends("Payer > Payer", "StakeholderGroup > Payer")
