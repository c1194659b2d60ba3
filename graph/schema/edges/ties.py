"""Belonging, order, voice and exposure."""

from __future__ import annotations

from graph.schema.edge import Edge, Words, ends


class Concerns(Edge):
    """Is about."""

    words = Words("Concerns", "Subject of", "涉及", "相关事件与报告")
    ends = ends(
        "Event > Agency Company Market Payer PaymentMechanism Policy Product Program Route Site Stage Technology",
        "Report > Market",
    )
    act = True


class ExposedTo(Edge):
    """Faces the risk or rule."""

    words = Words("Exposed to", "Exposed parties", "面临", "受影响方")
    ends = ends(
        "Application > Risk",
        "Association > Policy Program",
        "Company > Policy Program Risk",
        "GovernanceModel > Risk",
        "Market > Risk",
        "Payer > Risk",
        "Stage > Risk",
        "StakeholderGroup > PaymentMechanism Policy Risk",
    )


class Illustrates(Edge):
    """Example or precedent of."""

    words = Words("Precedent of", "Precedents", "例证", "先例")
    ends = ends("Company > Strategy", "Event > Policy Risk Stage", "Site > Strategy")
    act = True


class Influences(Edge):
    """Affects without formal power, or is expected to affect."""

    words = Words("Influences", "Influenced by", "影响", "影响来源")
    ends = ends(
        "Agency > Agency Association Payer Policy",
        "Association > Agency Market Policy Stage StakeholderGroup",
        "Company > Agency Policy",
        "Event > Policy",
        "Market > Market",
        "PatientGroup > Agency Policy Program",
        "PaymentMechanism > Market",
        "Policy > Agency GovernanceModel Policy",
        "Program > Market",
        "Provider > PaymentMechanism",
        "StakeholderGroup > Market Stage",
    )


class MemberOf(Edge):
    """Belongs to a body or a class of actors."""

    words = Words("Member of", "Members", "所属组织", "成员")
    ends = ends(
        "Agency > Association",
        "Association > Association",
        "Company > Association StakeholderGroup",
        "Media > StakeholderGroup",
        "PatientGroup > StakeholderGroup",
        "Payer > Association StakeholderGroup",
        "Provider > Association StakeholderGroup",
    )


class Opposes(Edge):
    """Stated position against (effect=mixed: against a part only)."""

    words = Words("Opposes", "Opposed by", "反对", "反对方")
    ends = ends(
        "Agency > Policy Program",
        "Association > PaymentMechanism Policy Program",
        "Company > Policy Program",
        "PatientGroup > Policy Program",
        "StakeholderGroup > PaymentMechanism Program",
    )
    act = True


class ParticipatesIn(Edge):
    """Takes part in."""

    words = Words("Takes part in", "Participants", "参与", "参与方")
    ends = ends(
        "Agency > Association",
        "Association > Association",
        "Company > Association Program",
        "Payer > Program",
        "Provider > Association Program",
        "StakeholderGroup > Event PaymentMechanism Stage",
    )


class PartOf(Edge):
    """Is a component, member or step of."""

    words = Words("Part of", "Parts", "隶属于", "组成部分")
    ends = ends(
        "Agency > Agency",
        "Application > Stage",
        "Benefit > Market",
        "Event > Event PaymentMechanism",
        "Jurisdiction > Jurisdiction",
        "Market > Market",
        "Payer > Payer",
        "PaymentMechanism > PaymentMechanism Program",
        "Policy > Policy",
        "Product > Application Market",
        "Program > Policy",
        "Provider > Agency",
        "Risk > Risk",
        "Route > Route",
        "Stage > Market Route Stage",
        "StakeholderGroup > StakeholderGroup",
        "Strategy > Strategy",
        "Technology > Technology",
    )


class Precedes(Edge):
    """Comes before (steps: several successors are alternatives or branches)."""

    words = Words("Leads to", "Follows", "后续环节", "前置环节")
    ends = ends("Event > Event", "Policy > Policy", "Stage > Stage", "Strategy > Strategy", "Technology > Technology")


class Reported(Edge):
    """Published or reported on."""

    words = Words("Reported", "Reported by", "报道", "报道方")
    ends = ends("Media > Event PaymentMechanism Policy Report")
    act = True


class Represents(Edge):
    """Speaks for."""

    words = Words("Represents", "Represented by", "代表", "代表组织")
    ends = ends("Association > Payer StakeholderGroup")


class Supports(Edge):
    """Stated position in favour (effect=mixed: on conditions)."""

    words = Words("Supports", "Supported by", "支持", "支持方")
    ends = ends(
        "Agency > PaymentMechanism Policy Program",
        "Association > PaymentMechanism Policy Program",
        "Company > PaymentMechanism Program",
        "PatientGroup > Policy Program",
        "Provider > Policy",
    )
    act = True
