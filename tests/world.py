"""A world of some twenty records that everybody knows, on which both engines must agree."""

from __future__ import annotations

from tiny import records

from graph.dataset import Dataset

TEXT = """
Source nmpa-2018 title="Provisions on the NMPA" date=2018-09 publisher="State Council"
Source nrdl-2025 title="NRDL 2025" date=2025-12-07
Jurisdiction cn name=China name_zh=中国
Agency nmpa name="National Medical Products Administration" name_zh=国家药品监督管理局 jurisdiction=cn start_date=2018 aliases=NMPA;CFDA \
    sources=s1;nmpa-2018
Agency nhsa name="National Healthcare Security Administration" name_zh=国家医疗保障局 jurisdiction=cn start_date=2018-05-31
Agency state-council name="State Council" jurisdiction=cn
Agency sfda name="State Food and Drug Administration" jurisdiction=cn start_date=2003 end_date=2018-03
Payer basic-insurance name="Basic medical insurance" name_zh=基本医疗保险 jurisdiction=cn
PaymentMechanism nrdl name="National Reimbursement Drug List" name_zh=国家医保药品目录 jurisdiction=cn status_in_force=in_force
Policy ai-opinions name="Opinions on AI in health" jurisdiction=cn subtype=opinions layer=ai-specific start_date=2025-11-04
Policy ai-draft name="Draft rules for AI devices" jurisdiction=cn subtype=bill status_in_force=draft
Market cn-ai-healthcare name="AI healthcare in China" name_zh=医疗人工智能 jurisdiction=cn start_date=2016 confidence=reported
Company hengrui name="Hengrui Pharma" name_zh=恒瑞医药 jurisdiction=cn start_date=1970 identifiers=ticker=SSE:600276
Company merck name="Merck & Co."
Figure ai-market-2025 subject_id=cn-ai-healthcare measure="market size" value=12.5 unit="USD bn" qualifier=about period=2025
Figure ai-market-2030 subject_id=cn-ai-healthcare measure="market size" value=40 value_high=60.5 unit="USD bn" period=2030 sources=nrdl-2025
Deal hengrui-merck name="Hengrui - Merck: HRS-5346" kind=license licensor_id=hengrui licensee_id=merck date=2025-03-25 upfront_usd_m=200
nmpa REGULATES cn-ai-healthcare role=market-approval;quality start_date=2018-03
nhsa ADMINISTERS nrdl start_date=2018-05-31 sources=nrdl-2025
basic-insurance REIMBURSES_VIA nrdl confidence=unverified sources=
sfda SUCCEEDED_BY nmpa start_date=2018-03
state-council ISSUED ai-opinions start_date=2025-11-04
nmpa PROMOTES cn-ai-healthcare role=market-approval effect=favours
hengrui COMPETES_WITH merck detail="in oncology"
"""


def world() -> Dataset:
    """The records, made anew."""
    return records(TEXT, "world")
