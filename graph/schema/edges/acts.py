"""What public bodies do: issue, run, decide, advise."""

from __future__ import annotations

from graph.schema.edge import Edge, Words, ends
from graph.schema.values import Yes


class Administers(Edge):
    """Runs day to day."""

    words = Words("Administers", "Administered by", "负责实施管理", "实施管理机构")
    ends = ends("Agency > Payer PaymentMechanism Policy Program", "Association > PaymentMechanism")


class Advises(Edge):
    """Gives advice or assesses, without the decision."""

    words = Words("Advises", "Advised by", "提供咨询或评估", "咨询评估方")
    ends = ends(
        "Agency > Agency Stage",
        "Company > Company StakeholderGroup",
        "PatientGroup > Agency",
        "StakeholderGroup > Agency Stage",
    )


class ApprovedBy(Edge):
    """Approved by."""

    words = Words("Approved by", "Approved", "批准机构", "批准的产品")
    ends = ends("Product > Agency")
    act = True


class Decides(Edge):
    """Must agree, else the step is not passed."""

    words = Words("Decides", "Decided by", "决定", "决定方")
    ends = ends("Agency > Stage", "Association > Stage", "Payer > Stage", "StakeholderGroup > Stage")


class EquivalentTo(Edge):
    """Does the same job elsewhere (symmetric; detail says what differs; role = the function)."""

    words = Words("Counterpart elsewhere", "Counterpart elsewhere", "域外对应", "域外对应")
    ends = ends(
        "Agency > Agency Association Payer StakeholderGroup",
        "PaymentMechanism > PaymentMechanism",
        "StakeholderGroup > Agency Association",
    )
    symmetric = True


class Established(Edge):
    """Created."""

    words = Words("Established", "Established by", "设立", "设立依据")
    ends = ends("Agency > Association Program", "Policy > Agency Payer")
    act = True

    joint: Yes = False
    """True when others founded it too; not every founder need be in the data."""


class Held(Edge):
    """Convened."""

    words = Words("Convened", "Convened by", "召开", "召集方")
    ends = ends("Agency > Event")
    act = True


class Implements(Edge):
    """Carries out."""

    words = Words("Implements", "Implemented by", "落实", "落实主体与文件")
    ends = ends("Agency > GovernanceModel Policy", "Policy > GovernanceModel Policy Program")


class Issued(Edge):
    """Issued or enacted (joint=true: with others)."""

    words = Words("Issued", "Issued by", "发布", "发布机关")
    ends = ends("Agency > PaymentMechanism Policy", "Association > Policy", "Exchange > Policy")
    act = True

    joint: Yes = False
    """True when this body was one of several issuers; not every issuer need be in the data."""


class Oversees(Edge):
    """Supervises or guides."""

    words = Words("Oversees", "Overseen by", "监督指导", "监督指导机构")
    ends = ends("Agency > Agency Association Payer Program")


class Proposed(Edge):
    """Put forward, not (yet) in force."""

    words = Words("Proposed", "Proposed by", "提出", "提出方")
    ends = ends("Agency > PaymentMechanism Policy Program Stage", "Association > PaymentMechanism")
    act = True


class Regulates(Edge):
    """Sets or applies binding rules for."""

    words = Words("Regulates", "Regulated by", "监管", "监管方与规则")
    ends = ends("Agency > Application Market Payer", "Policy > Market Payer PaymentMechanism StakeholderGroup")


class RejectedBy(Edge):
    """Refused by."""

    words = Words("Refused by", "Refused", "不予批准机构", "不予批准的产品")
    ends = ends("Product > Agency")
    act = True


class ResponsibleFor(Edge):
    """Leads or decides; towards a step: the one who has to act."""

    words = Words("Responsible for", "Responsible", "牵头负责", "牵头负责方")
    ends = ends("Agency > Event Market Policy", "StakeholderGroup > Stage")


class SucceededBy(Edge):
    """Replaced by (bodies)."""

    words = Words("Succeeded by", "Successor of", "职能承接机构", "前身机构")
    ends = ends("Agency > Agency")
    act = True


class UnderReviewBy(Edge):
    """Filed with."""

    words = Words("Under review by", "Under review", "审评机构", "在审产品")
    ends = ends("Product > Agency")
    act = True
