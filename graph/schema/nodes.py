"""Every label. Class name = label; the fields of an entity are the columns of its file."""

from __future__ import annotations

from typing import ClassVar, Literal

from graph.schema.record import Claim, Record
from graph.schema.values import (
    DealKindWord,
    DealStatusWord,
    Id,
    Identifiers,
    LayerWord,
    Number,
    OpenedWord,
    PartialDate,
    StatusWord,
    SubtypeWord,
    Text,
    Texts,
    Url,
)
from graph.schema.words import Group


class Node(Record):
    """Anything with an id."""

    group: ClassVar[Group]
    words: ClassVar[tuple[str, str]]
    """English and Chinese word for the kind."""

    id: Id
    """Kebab-case, unique over all labels but Source, minted once."""


class Entity(Node, Claim):
    """A stakeholder, rule, market or other thing that relations join."""

    name: Text
    """Official name in English."""
    name_zh: Text | None = None
    """Official name in Chinese; null = none known."""
    short_name: Text | None = None
    """English name for tight places."""
    short_name_zh: Text | None = None
    """Chinese name for tight places."""
    aliases: Texts
    """Other names, in any language."""
    jurisdiction: Id | None = None
    """Id of the Jurisdiction that it belongs to; null = none, or several."""
    subtype: Text | None = None
    """Finer kind, an open word for reading and filtering."""
    start_date: PartialDate | None = None
    """First day on which it held; partial counts from the first day of its period; null = not known."""
    end_date: PartialDate | None = None
    """Full date: first day on which it no longer held; partial: to the last day of the period; null = open or not known."""
    identifiers: Identifiers
    """`key=value` where a scheme exists (lei, uscc, cik, ticker, iso, docno, celex), else text."""
    description: Text | None = None
    """One or two sentences for a reader."""


class Stakeholder(Entity):
    """An actor: it decides, pays, sells, speaks or cares. Actors carry this label besides their own."""


class Instrument(Entity):
    """What is drafted, adopted and ended: its state on a day follows from the as-of rule."""

    status_in_force: StatusWord | None = None
    """Stored state in the pack's last month; null counts as in_force."""


class Agency(Stakeholder):
    """Body with public authority: ministry, regulator, legislature, court, HTA body, international agency."""

    group, words = Group.AUTHORITY, ("Agency", "政府机构")


class Association(Stakeholder):
    """Trade body, professional society, accreditor, harmonisation body, coalition."""

    group, words = Group.VOICE, ("Association", "行业组织")


class Jurisdiction(Entity):
    """Country, union, state, province or special zone; its id is the lower-case ISO 3166 code where one exists."""

    group, words = Group.MARKET, ("Jurisdiction", "法域")


class GovernanceModel(Entity):
    """Regional model of health-AI governance."""

    group, words = Group.RULE, ("Governance model", "治理模式")


class Duty(Entity):
    """Kind of obligation that rules impose, named neutrally so that jurisdictions can be compared."""

    group, words = Group.RULE, ("Duty", "合规义务")


class Company(Stakeholder):
    """Drug, device, AI, CRO or CDMO, digital health, adviser, purchasing group, payment platform."""

    group, words = Group.COMPANY, ("Company", "企业")


class Product(Entity):
    """Drug, AI product or platform."""

    group, words = Group.PRODUCT, ("Product", "产品")


class Site(Entity):
    """Plant or campus."""

    group, words = Group.COMPANY, ("Site", "生产基地")


class Exchange(Stakeholder):
    """Stock exchange or board."""

    group, words = Group.CAPITAL, ("Exchange", "证券交易所")


class Investor(Stakeholder):
    """Named fund or investment house."""

    group, words = Group.CAPITAL, ("Investor", "投资机构")


class Service(Entity):
    """Service that a company offers."""

    group, words = Group.COMPANY, ("Service", "服务")


class Payer(Stakeholder):
    """Who pays: public scheme, insurer (commercial ones too), pharmacy benefit manager, payer layer, the patient's own pocket."""

    group, words = Group.PAYER, ("Payer", "支付方")


class PaymentMechanism(Instrument):
    """How it is paid or bought: formulary, procurement, case payment, codes, coverage tools, subsidies, indicators."""

    group, words = Group.MECHANISM, ("Payment mechanism", "支付机制")


class Benefit(Entity):
    """Kind of care, product or cost that a payer may cover; shared ones have jurisdiction intl."""

    group, words = Group.MECHANISM, ("Benefit", "保障项目")


class Route(Instrument):
    """Ordered path from approval to payment (or to trust) for one kind of product; its steps are the Stages that are PART_OF it."""

    group, words = Group.STEP, ("Route", "路径")


class Layered(Instrument):
    """A rule or programme: it stands in a layer of rules."""

    layer: LayerWord | None = None
    """Body of rules that it belongs to; null = not told."""


class Policy(Layered):
    """Law, regulation, plan, notice, guidance, bill, standard, list, trade measure, listing rule, list edition.

    Start: the day it took effect where known, else the day of issue; of a bill, draft or proposal the day it was put forward.
    """

    group, words = Group.RULE, ("Policy", "政策法规")

    subtype: SubtypeWord | None = None
    """Form of the instrument; closed."""


class Program(Layered):
    """Initiative, reform programme, regulatory pathway, payment-model test, cooperation programme, pilot, measure."""

    group, words = Group.RULE, ("Programme", "行动与项目")


class Market(Entity):
    """Market, segment or therapy area."""

    group, words = Group.MARKET, ("Market", "市场与细分领域")


class Technology(Entity):
    """Technology or modality."""

    group, words = Group.PRODUCT, ("Technology", "技术")


class Application(Entity):
    """Use of a technology."""

    group, words = Group.PRODUCT, ("Application", "应用场景")


class Stage(Instrument):
    """Stage of the value chain (subtype stage), or step of a route."""

    group, words = Group.STEP, ("Stage", "环节")


class Driver(Entity):
    """Force that pushes a market."""

    group, words = Group.MARKET, ("Driver", "驱动因素")


class Strategy(Entity):
    """Way of going abroad, or capability and trait."""

    group, words = Group.MARKET, ("Strategy", "出海策略与能力")


class Risk(Entity):
    """Risk, challenge or bottleneck."""

    group, words = Group.SIGNAL, ("Risk", "风险")


class Provider(Stakeholder):
    """Named provider of care."""

    group, words = Group.CARE, ("Provider", "医疗机构")


class PatientGroup(Stakeholder):
    """Named patient organisation."""

    group, words = Group.CARE, ("Patient organisation", "患者组织")


class Media(Stakeholder):
    """Named medium or research publisher."""

    group, words = Group.SIGNAL, ("Media", "媒体")


class StakeholderGroup(Stakeholder):
    """Class of actors; classes of providers have subtype "provider class"."""

    group, words = Group.VOICE, ("Stakeholder group", "利益相关群体")


class Event(Entity):
    """Dated happening: session, conference, procurement round, approval, ruling, wave, deadline.

    Its end only says how long it lasted.
    """

    group, words = Group.SIGNAL, ("Event", "事件")

    status_in_force: Literal["planned"] | None = None
    """planned = not (known to have) happened in the pack's last month."""


class Report(Entity):
    """Report or podcast episode."""

    group, words = Group.SIGNAL, ("Report", "报告")


class Figure(Node, Claim):
    """A number about an entity, as its source gives it. Rivals agree in subject, measure, unit and period and stand side by side."""

    group, words = Group.RECORD, ("Figure", "数据")

    subject_id: Id
    """What it measures: an entity (MEASURES)."""
    measure: Text
    """What is counted."""
    value: Number | None = None
    """In `unit`; null = the text gives only a magnitude, see `qualifier`."""
    value_high: Number | None = None
    """End of a range."""
    unit: Text | None = None
    """percent, USD bn, hospitals …"""
    qualifier: Text | None = None
    """Whose it is or how sure: about, up to, other estimate."""
    period: Text | None = None
    """The time that it speaks of, in words; never filters."""


class Deal(Node, Claim):
    """A transaction between two parties. Money in millions of US dollars, announced maxima without royalties."""

    group, words = Group.RECORD, ("Deal", "交易")

    name: Text
    """Parties and asset."""
    kind: DealKindWord | None = None
    """Form of the deal; closed."""
    licensor_id: Id
    """Giver or seller (FROM_PARTY)."""
    licensee_id: Id
    """Taker or buyer (TO_PARTY)."""
    asset: Text | None = None
    """What changes hands."""
    modality: Text | None = None
    """Kind of product, an open word."""
    indication: Text | None = None
    """Diseases."""
    territory: Text | None = None
    """Where the rights hold."""
    date: PartialDate | None = None
    """Day of announcement; null = not known, shown on every day."""
    upfront_usd_m: Number | None = None
    """Paid at signing, USD million; null = not known."""
    total_usd_m: Number | None = None
    """Announced maximum, USD million; null = not known."""
    status: DealStatusWord | None = None
    """Status in the pack's last month."""
    notes: Text | None = None
    """What a reader should see beside it."""


class Source(Node):
    """Where a claim was read. Ids are a namespace of their own; it has no relationships: what it supports names it in `sources`."""

    group, words = Group.RECORD, ("Source", "来源")

    title: Text
    """Title of the page or paper."""
    publisher: Text | None = None
    """Who published it."""
    url: Url | None = None
    """Address; null = none."""
    date: PartialDate | None = None
    """Date of publication; null = none given."""
    kind: Text | None = None
    """news, law, filing …; an open word."""
    opened: OpenedWord | None = None
    """How much of it was read."""


ENTITIES: tuple[type[Entity], ...] = (
    Agency,
    Association,
    Jurisdiction,
    GovernanceModel,
    Duty,
    Company,
    Product,
    Site,
    Exchange,
    Investor,
    Service,
    Payer,
    PaymentMechanism,
    Benefit,
    Route,
    Policy,
    Program,
    Market,
    Technology,
    Application,
    Stage,
    Driver,
    Strategy,
    Risk,
    Provider,
    PatientGroup,
    Media,
    StakeholderGroup,
    Event,
    Report,
)
NODES: tuple[type[Node], ...] = (*ENTITIES, Figure, Deal, Source)
