"""What instruments do: bind, aim, change, replace."""

from __future__ import annotations

from graph.schema.edge import Edge, Words, ends


class Amends(Edge):
    """Changes, the object stays."""

    words = Words("Amends", "Amended by", "修订", "修订文件")
    ends = ends("Policy > Policy Program")
    act = True


class AppliesIn(Edge):
    """Scope by place."""

    words = Words("Applies in", "Rules that apply here", "适用地域", "在此适用的规则")
    ends = ends("Event > Jurisdiction", "GovernanceModel > Jurisdiction", "Policy > Jurisdiction")


class AppliesTo(Edge):
    """Has in scope (for subsidies and renewal: benefits; for a route: the product kind that takes it)."""

    words = Words("Applies to", "Subject to", "适用于", "适用的规则")
    ends = ends(
        "Duty > Application Market",
        "GovernanceModel > Market",
        "PaymentMechanism > Application Payer StakeholderGroup",
        "Policy > Application Market Payer Program StakeholderGroup",
        "Program > Application Payer Program StakeholderGroup",
        "Route > Application Market",
    )


class BasedOn(Edge):
    """Rests on."""

    words = Words("Based on", "Basis of", "依据", "据此制定")
    ends = ends("PaymentMechanism > PaymentMechanism Policy Program", "Policy > Policy", "Program > Policy Program")


class Complements(Edge):
    """Adds a layer beside."""

    words = Words("Complements", "Complemented by", "补充衔接", "由其补充")
    ends = ends("Payer > Payer", "PaymentMechanism > Payer PaymentMechanism", "Policy > Policy")


class ConflictsWith(Edge):
    """Pulls against (symmetric; detail says in what)."""

    words = Words("Conflicts with", "Conflicts with", "相互冲突", "相互冲突")
    ends = ends("Duty > Duty", "Policy > Policy")
    symmetric = True


class ContrastsWith(Edge):
    """Contrast (symmetric)."""

    words = Words("Contrasts with", "Contrasts with", "形成对照", "形成对照")
    ends = ends("GovernanceModel > GovernanceModel", "PaymentMechanism > PaymentMechanism", "Policy > Policy")
    symmetric = True


class Exempts(Edge):
    """Releases its cases from."""

    words = Words("Exempts from", "Exemptions", "豁免", "豁免情形")
    ends = ends("PaymentMechanism > PaymentMechanism", "Policy > PaymentMechanism", "Stage > PaymentMechanism")


class Imposes(Edge):
    """Asks for the duty (detail = what exactly, of whom; start_date = from when)."""

    words = Words("Imposes", "Imposed by", "设定义务", "义务来源")
    ends = ends("Policy > Duty")


class Mitigates(Edge):
    """Lowers the risk."""

    words = Words("Mitigates", "Mitigated by", "缓释风险", "缓释措施")
    ends = ends(
        "Event > Risk",
        "Investor > Risk",
        "Payer > Risk",
        "PaymentMechanism > Risk",
        "Policy > Risk",
        "Program > Risk",
        "Strategy > Risk",
    )


class Promotes(Edge):
    """Encourages or backs."""

    words = Words("Promotes", "Promoted by", "鼓励支持", "支持来源")
    ends = ends(
        "Agency > Market",
        "GovernanceModel > Application Market Strategy",
        "PaymentMechanism > StakeholderGroup",
        "Policy > Application Payer PaymentMechanism Program Strategy Technology",
        "Program > Strategy Technology",
    )


class Raises(Edge):
    """Gives rise to the risk."""

    words = Words("Raises the risk", "Raised by", "引发风险", "风险来源")
    ends = ends(
        "Agency > Risk",
        "Event > Risk",
        "PaymentMechanism > Risk",
        "Policy > Risk",
        "Program > Risk",
        "Technology > Risk",
    )


class Reforms(Edge):
    """Changes how it works (list editions update the list)."""

    words = Words("Reforms", "Reformed by", "改革", "改革文件")
    ends = ends("Policy > PaymentMechanism", "Program > PaymentMechanism")


class Restricts(Edge):
    """Limits or bars (for restricted-party lists: names)."""

    words = Words("Restricts", "Restricted by", "限制", "限制来源")
    ends = ends("Policy > Application Company Market StakeholderGroup Strategy Technology")


class Supersedes(Edge):
    """Replaces."""

    words = Words("Supersedes", "Superseded by", "取代", "被其取代")
    ends = ends("PaymentMechanism > Policy", "Policy > Policy")
    act = True


class Targets(Edge):
    """Aims at."""

    words = Words("Targets", "Targeted by", "政策目标", "作用于此的政策")
    ends = ends(
        "PaymentMechanism > Market",
        "Policy > Market",
        "Program > Market",
        "StakeholderGroup > Market",
        "Strategy > StakeholderGroup",
    )
