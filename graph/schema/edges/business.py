"""What companies make, sell and use, and where."""

from __future__ import annotations

from graph.schema.edge import Edge, Words, ends


class Commercializes(Edge):
    """Sells."""

    words = Words("Sells", "Sold by", "商业化产品", "商业化企业")
    ends = ends("Company > Product")


class CompetesWith(Edge):
    """Competes (symmetric)."""

    words = Words("Competes with", "Competes with", "竞争对手", "竞争对手")
    ends = ends("Company > Company", "Product > Product")
    symmetric = True


class Develops(Edge):
    """Develops."""

    words = Words("Develops", "Developed by", "研发", "研发方")
    ends = ends("Company > Product Technology")


class Drives(Edge):
    """Pushes."""

    words = Words("Drives", "Driven by", "推动", "驱动力")
    ends = ends("Driver > Market", "Strategy > Market", "Technology > Market")


class Enables(Edge):
    """Makes possible."""

    words = Words("Enables", "Enabled by", "支撑", "支撑条件")
    ends = ends("Product > Application", "Service > Strategy", "Technology > Application")


class HasApplication(Edge):
    """Market has the use."""

    words = Words("Applications", "Application of", "应用场景", "所属市场")
    ends = ends("Market > Application")


class ManufacturesAt(Edge):
    """Makes, or plans to make, at."""

    words = Words("Manufactures at", "Operated by", "生产基地", "运营企业")
    ends = ends("Company > Site")


class Offers(Edge):
    """Offers a service."""

    words = Words("Offers", "Offered by", "提供服务", "服务提供方")
    ends = ends("Company > Service")


class OperatesIn(Edge):
    """Is active in (demand side too)."""

    words = Words("Active in", "Active here", "业务领域", "参与者")
    ends = ends(
        "Company > Market",
        "Investor > Market",
        "Payer > Market",
        "Provider > Market",
        "StakeholderGroup > Market",
    )


class PartnersWith(Edge):
    """Works with (symmetric)."""

    words = Words("Partners with", "Partners with", "合作伙伴", "合作伙伴")
    ends = ends(
        "Association > Association Company",
        "Company > Agency Association Company Media Provider StakeholderGroup",
        "Payer > Company Provider",
        "Provider > Company",
    )
    symmetric = True


class Supplies(Edge):
    """Supplies to."""

    words = Words("Supplies", "Supplied by", "供应", "供应商")
    ends = ends("Company > Company Provider")


class Uses(Edge):
    """Uses."""

    words = Words("Uses", "Used by", "采用", "应用于")
    ends = ends(
        "Agency > Technology",
        "Company > Policy Program Technology",
        "Market > Technology",
        "Policy > PaymentMechanism",
        "Product > Technology",
        "Program > PaymentMechanism",
        "Provider > Technology",
        "Stage > PaymentMechanism Policy Program",
        "StakeholderGroup > Strategy Technology",
    )
