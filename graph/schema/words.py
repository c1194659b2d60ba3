"""Closed vocabularies, each word with its English and Chinese form."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word of the data and how a reader sees it in either language."""

    en: str
    zh: str

    def __new__(cls, value: str, en: str, zh: str) -> Word:
        word = str.__new__(cls, value)
        word._value_, word.en, word.zh = value, en, zh
        return word


class Function(Word):
    """What an actor does: the role of a relation whose subject is an actor."""

    STRATEGY = "strategy", "Strategy", "战略规划"
    LEGISLATION = "legislation", "Legislation", "立法"
    MARKET_APPROVAL = "market-approval", "Market approval", "上市审批"
    CLINICAL_USE = "clinical-use", "Clinical use", "临床应用"
    DATA = "data", "Data", "数据治理"
    ALGORITHMS = "algorithms", "Algorithms", "算法治理"
    CYBERSECURITY = "cybersecurity", "Cybersecurity", "网络安全"
    ETHICS = "ethics", "Ethics", "伦理审查"
    RESEARCH = "research", "Research", "科研"
    STANDARDS = "standards", "Standards", "标准"
    PRICING = "pricing", "Pricing", "价格管理"
    COVERAGE = "coverage", "Coverage", "准入报销"
    PAYMENT = "payment", "Payment", "支付结算"
    PROCUREMENT = "procurement", "Procurement", "采购"
    FUNDING = "funding", "Funding", "财政资助"
    INDUSTRY = "industry", "Industry", "产业发展"
    INVESTMENT = "investment", "Investment", "投资管理"
    COMPETITION = "competition", "Competition", "竞争监管"
    CONSUMER = "consumer", "Consumer protection", "消费者保护"
    TRADE = "trade", "Trade", "贸易"
    SECURITY = "security", "Security", "公共与国家安全"
    ENFORCEMENT = "enforcement", "Enforcement", "执法"
    QUALITY = "quality", "Quality", "质量监管"
    EDUCATION = "education", "Education", "教育培训"


class Lever(Word):
    """How an instrument works: the role of a relation whose subject is an instrument."""

    DEMAND = "demand", "Demand", "拉动需求"
    SUPPLY = "supply", "Supply", "扩大供给"
    PRICE = "price", "Price", "价格"
    COVERAGE = "coverage", "Coverage", "保障准入"
    ACCESS = "access", "Access", "市场准入与可及"
    CAPITAL = "capital", "Capital", "资本"
    DATA = "data", "Data", "数据"
    INFRASTRUCTURE = "infrastructure", "Infrastructure", "基础设施"
    TALENT = "talent", "Talent", "人才"
    STANDARDS = "standards", "Standards", "标准"
    SAFETY = "safety", "Safety", "安全"
    TRANSPARENCY = "transparency", "Transparency", "透明度"
    RESTRICTION = "restriction", "Restriction", "限制"
    PROCUREMENT = "procurement", "Procurement", "采购"
    TAX = "tax", "Tax", "税收"
    COMPETITION = "competition", "Competition", "竞争"


class Effect(Word):
    """Sign of a relation for its object; on SUPPORTS and OPPOSES, mixed means conditional or partial."""

    FAVOURS = "favours", "Favours", "利好"
    BURDENS = "burdens", "Burdens", "加重负担"
    MIXED = "mixed", "Mixed or conditional", "利弊并存或附条件"


class Layer(Word):
    """The body of rules that a policy or programme belongs to."""

    STRATEGY = "strategy", "Strategy", "国家战略"
    HEALTH = "health", "Health", "卫生健康"
    DATA_CYBER = "data-cyber", "Data and cybersecurity", "数据与网络安全"
    AI_SPECIFIC = "ai-specific", "AI-specific", "人工智能专门规则"
    PAYMENT = "payment", "Payment", "支付"
    TRADE_SECURITY = "trade-security", "Trade and security", "贸易与安全"
    GENERAL = "general", "General", "一般规则"


class PolicySubtype(Word):
    """Form of a policy; closed."""

    PLAN = "plan", "Plan", "规划、行动方案"
    REGULATION = "regulation", "Regulation", "法规、办法"
    LAW = "law", "Law", "法律"
    OPINIONS = "opinions", "Opinions", "意见"
    GUIDANCE = "guidance", "Guidance", "指南、指导原则"
    NOTICE = "notice", "Notice", "通知"
    STANDARD = "standard", "Standard", "标准"
    LIST = "list", "List", "目录、清单"
    BILL = "bill", "Bill", "法案（未通过）"
    TRADE_MEASURE = "trade-measure", "Trade measure", "贸易措施"
    EXECUTIVE_ORDER = "executive-order", "Executive order", "行政令"
    WORK_REPORT = "work-report", "Work report", "政府工作报告"
    LISTING_RULE = "listing-rule", "Listing rule", "上市规则"
    LIST_EDITION = "list-edition", "List edition", "目录版本"
    AGENCY_ACTION = "agency-action", "Agency action", "机构行动"
    POLICY_GROUP = "policy-group", "Policy group", "政策组合"


class Confidence(Word):
    """How a claim was checked."""

    VERIFIED = "verified", "Verified", "已核实"
    REPORTED = "reported", "Reported", "据报道"
    UNVERIFIED = "unverified", "Unverified", "未核实"


class Status(Word):
    """Stored state of an instrument, route or step as of the pack's last month; the as-of rule reads it with the dates."""

    DRAFT = "draft", "Draft", "征求意见稿"
    PROPOSED = "proposed", "Proposed", "已提出"
    PLANNED = "planned", "Planned", "拟议"
    IN_FORCE = "in_force", "In force", "现行有效"
    PARTLY_IN_FORCE = "partly_in_force", "Partly in force", "部分施行"
    EXPIRED = "expired", "Expired", "已到期"
    REPEALED = "repealed", "Repealed", "已废止"
    SUPERSEDED = "superseded", "Superseded", "已被取代"
    TERMINATED = "terminated", "Terminated", "已终止"
    WITHDRAWN = "withdrawn", "Withdrawn", "已撤回"
    UNKNOWN = "unknown", "Unknown", "状态不明"


class State(Word):
    """State on a day, by the as-of rule; from the weakest to the strongest, `absent` (not shown on that day) first."""

    ABSENT = "absent", "Not yet announced", "尚未公布"
    ENDED = "ended", "Ended", "已失效"
    SUPERSEDED = "superseded", "Superseded", "已被取代"
    WITHDRAWN = "withdrawn", "Withdrawn", "已撤回"
    UNKNOWN = "unknown", "Unknown", "状态不明"
    DRAFT = "draft", "Draft", "征求意见稿"
    PLANNED = "planned", "Planned", "拟议"
    DUE = "due", "Due, not confirmed", "届期，待核实"
    IN_FORCE = "in force", "In force", "现行有效"


class DealKind(Word):
    """Form of a deal; closed."""

    LICENSE = "license", "Licence", "许可"
    OPTION = "option", "Option", "选择权"
    CO_DEVELOPMENT = "co-development", "Co-development", "共同开发"
    COMMERCIALISATION = "commercialisation", "Commercialisation", "商业化合作"
    NEWCO = "newco", "NewCo", "NewCo 新设公司"
    ACQUISITION = "acquisition", "Acquisition", "收购"
    EQUITY = "equity", "Equity", "股权投资"
    JOINT_VENTURE = "joint-venture", "Joint venture", "合资"
    MANUFACTURING = "manufacturing", "Manufacturing", "生产合作"
    LOCAL_INVESTMENT = "local-investment", "Local investment pledge", "本地投资承诺"


class DealStatus(Word):
    """Status of a deal in the pack's last month; it does not change with the day asked."""

    ACTIVE = "active", "Active", "进行中"
    ANNOUNCED = "announced", "Announced, closing not seen", "已公布，未见交割"
    COMPLETED = "completed", "Completed", "已完成"
    TERMINATED = "terminated", "Terminated", "已终止"
    UNKNOWN = "unknown", "Unknown", "状态不明"


class Opened(Word):
    """How much of a source was read."""

    FULL = "full", "read in full", "已读全文"
    EXCERPT = "excerpt", "excerpt read", "已读摘录"
    NO = "no", "not read", "未读"


class Group(Word):
    """Kinds of nodes that share a hue and a shape."""

    AUTHORITY = "authority", "Authorities", "公共机构"
    RULE = "rule", "Rules and programmes", "法规、政策与项目"
    PAYER = "payer", "Payers", "支付方"
    MECHANISM = "mechanism", "Payment mechanisms", "支付机制"
    STEP = "step", "Routes and steps", "路径与环节"
    COMPANY = "company", "Companies", "企业"
    PRODUCT = "product", "Products and technologies", "产品与技术"
    VOICE = "voice", "Associations and groups", "行业组织与利益群体"
    CARE = "care", "Providers and patients", "医疗机构与患者组织"
    CAPITAL = "capital", "Capital", "资本"
    MARKET = "market", "Markets", "市场与区域"
    SIGNAL = "signal", "Risks, events and media", "风险、事件与媒体"
    RECORD = "record", "Figures, deals and sources", "数据、交易与来源"


COLOURS: dict[Group, tuple[str, str]] = {
    Group.AUTHORITY: ("#0f4a9c", "#8db4ff"),
    Group.RULE: ("#6246c4", "#ab8bff"),
    Group.PAYER: ("#0a7a62", "#7dc2a7"),
    Group.MECHANISM: ("#414a06", "#b5d24a"),
    Group.STEP: ("#454c56", "#c3c9d1"),
    Group.COMPANY: ("#b4460a", "#ff9340"),
    Group.PRODUCT: ("#7d6608", "#ecd08a"),
    Group.VOICE: ("#8a1f78", "#ee73c8"),
    Group.CARE: ("#c4264a", "#ff6f78"),
    Group.CAPITAL: ("#644630", "#bf7a1a"),
    Group.MARKET: ("#1779a6", "#62dcf7"),
    Group.SIGNAL: ("#506982", "#8f97a1"),
    Group.RECORD: ("#4b525b", "#b3bac3"),
}
"""Group -> (colour on light paper, colour on dark paper), `#rrggbb`, each at least 4.5:1 against its paper."""
