"""A user's folder in a test: a small valid one, and files of it replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

VALID = {
    "agencies.csv": "id,name,name_zh,jurisdiction,start_date,end_date,source_ids,confidence\nnmpa,NMPA,药监局,cn,2018-03,,s1,verified\n",
    "companies.csv": "label,id,name,aliases,identifiers,source_ids,confidence\n"
    ",acme,Acme,Acme Inc;ACME,ticker=HKEX:1530,s1,verified\nProduct,scan,Scan,,,,\n",
    "markets.csv": "id,name\nai,AI healthcare\n",
    "policies.csv": "id,name,subtype,layer,status_in_force,start_date,end_date\nplan,Plan,plan,health,in_force,2024,2027\n",
    "relations.csv": "subject_id,type,object_id,start_date,end_date,order,joint,role,effect,source_ids,confidence\n"
    "nmpa,REGULATES,ai,2018-03,,,,market-approval;quality,,s1;s2,verified\n"
    "plan,TARGETS,ai,,,,,demand,favours,,\n",
    "figures.csv": "id,subject_id,measure,value,value_high,unit,source_ids,confidence\nf1,ai,size,90,120.5,USD bn,s2,reported\n",
    "deals.csv": "id,name,kind,licensor_id,licensee_id,date,total_usd_m,status\nd1,Deal,license,acme,scan-maker,2025-05,605.5,active\n",
    "entities.csv": "label,id,name\nCompany,scan-maker,Scan Maker\n",
    "sources.csv": "id,title,publisher,url,date,kind,opened\ns1,First,Press,https://example.org/a?b=c#d,2024-05,news,full\ns2,Second,,,,,\n",
}
"""Every kind of file, each row right."""


def folder(path: Path, files: Mapping[str, str | bytes | None] | None = None, *, encoding: str = "utf-8") -> Path:
    """The valid folder with files replaced, added, or (None) left out."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in {**VALID, **(files or {})}.items():
        if content is not None:
            (path / name).write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def row(file: str, line: str) -> dict[str, str]:
    """The valid file with a line added at its end."""
    return {file: VALID[file] + line + "\n"}
