"""What `doctor` says of a server: who it is, what it holds, what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from graph.derive import all_types, constraints
from graph.engines import server_marker as marker
from graph.errors import StoreError
from graph.schema import LABELS
from graph.store import Row

Read = Callable[[str], list[Row]]


def facts(name: str, database: str | None, read: Read, found: Mapping[str, Any]) -> dict[str, str]:
    """Facts in the order in which they are shown."""
    [server] = read(
        "CALL dbms.components() YIELD name, versions, edition WITH * WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version, edition"
    )
    [held] = read("CALL db.info() YIELD name RETURN name")
    nodes = read(f"MATCH (n:{'|'.join(LABELS)}) WHERE n.shown IS NOT NULL RETURN count(n) AS count")[0]["count"]
    relations = read(f"MATCH ()-[r:{'|'.join(all_types())}]->() WHERE r.shown IS NOT NULL RETURN count(r) AS count")[0]["count"]
    everything = read("MATCH (n) WHERE NOT n:EcomapMarker RETURN count(n) AS count")[0]["count"]
    return {
        "engine": "Neo4j",
        "version": server["version"],
        "edition": server["edition"],
        "address": name,
        "database": database or held["name"],
        "role": _role(read, held["name"]),
        "nodes": str(nodes),
        "relationships": str(relations),
        "other nodes": str(everything - nodes),
        "format": str(found.get("format") or "none"),
        "schema": "none" if not found.get("schema") else "current" if found["schema"] == marker.schema_mark() else "of another version",
        "last load": str(found.get("loaded") or "never"),
        "missing": "; ".join(_missing(read, found)) or "nothing",
    }


def _role(read: Read, database: str) -> str:
    """Role of the members that hold the database, as in `primary (writer), secondary`; `standalone` on a single server."""
    try:
        members = read("SHOW DATABASES YIELD name, address, role, writer RETURN name, address, role, writer ORDER BY address")
    except StoreError:
        return "unknown: this user may not list databases"
    here = [m for m in members if m["name"] == database]
    if len(here) <= 1:
        return "standalone"
    return ", ".join(f"{m['role']} (writer)" if m["writer"] else str(m["role"]) for m in here)


def _missing(read: Read, found: Mapping[str, Any]) -> list[str]:
    wanted = {
        match.group(1)
        for statement in (marker.MARKER, *constraints())
        if (match := re.match(r"CREATE (?:CONSTRAINT|(?:FULLTEXT )?INDEX) (\w+)", statement))
    }
    there = {row["name"] for row in read("SHOW CONSTRAINTS YIELD name RETURN name")}
    indexes = read("SHOW INDEXES YIELD name, state RETURN name, state")
    there |= {row["name"] for row in indexes}
    out = []
    if lacking := sorted(wanted - there):
        out.append(f"{len(lacking)} constraints or indexes ({', '.join(lacking[:3])}{' …' if len(lacking) > 3 else ''}): run `ecomap load`")
    if failed := sorted(row["name"] for row in indexes if row["name"] in wanted and row["state"] == "FAILED"):
        out.append(f"indexes that failed: {', '.join(failed[:3])}; drop them and run `ecomap load`")
    if found.get("load") or found.get("unfinished"):
        out.append("the rest of a load that did not finish: the next `ecomap load` clears it away")
    return out + _open_doors(read)


def _open_doors(read: Read) -> list[str]:
    """Settings that would let a text of the user fetch files or addresses; questions of ours never do."""
    try:
        rows = read("SHOW SETTINGS 'dbms.security.allow_csv_import_from_file_urls' YIELD name, value RETURN name, value")
    except StoreError:
        return []
    return [f"{row['name']}=false (LOAD CSV reads files)" for row in rows if row["value"] != "false"]
