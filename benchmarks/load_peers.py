"""The same files loaded by other tools; run by load_server.py in an environment that has them.

    python benchmarks/load_peers.py cartography|neomodel URL FOLDER

Prints the seconds, nodes and relationships together. neomodel relates one pair at a time, so only some are related and their time is
multiplied.
"""

from __future__ import annotations

import sys
import time
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

import neo4j
from plain_rows import batches, rows_of

RELATED = 2_000
"""Relationships that neomodel makes."""


def cartography(url: str, folder: Path) -> float:
    """`load` and `load_matchlinks`, with schemas of the columns."""
    from cartography.client.core.tx import load, load_matchlinks
    from cartography.models.core import nodes as n
    from cartography.models.core import relationships as r
    from cartography.models.core.common import PropertyRef

    def properties(base: type, names: list[str]) -> Any:
        fields = [(name, PropertyRef, PropertyRef(name)) for name in names]
        given = [(name, PropertyRef, PropertyRef(name, set_in_kwargs=True)) for name in ("lastupdated", *extra[base])]
        return make_dataclass("Properties", [*fields, *given], bases=(base,), frozen=True)()

    extra = {n.CartographyNodeProperties: (), r.CartographyRelProperties: ("_sub_resource_label", "_sub_resource_id")}
    began = time.perf_counter()
    nodes, relations = rows_of(folder)
    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        for label, rows in nodes.items():
            own = properties(n.CartographyNodeProperties, list(rows[0]))
            schema = make_dataclass(
                label, [("label", str, label), ("properties", Any, own)], bases=(n.CartographyNodeSchema,), frozen=True
            )()
            load(session, schema, rows, lastupdated=1)
        for (a, type_, b), rows in relations.items():
            flat = [{"a": row["a"], "b": row["b"], "key": row["key"], **row["props"]} for row in rows]
            own = properties(r.CartographyRelProperties, [name for name in flat[0] if name not in ("a", "b")])
            schema = make_dataclass(
                type_,
                [
                    ("properties", Any, own),
                    ("source_node_label", str, a),
                    ("source_node_matcher", Any, r.make_source_node_matcher({"id": PropertyRef("a")})),
                    ("target_node_label", str, b),
                    ("target_node_matcher", Any, r.make_target_node_matcher({"id": PropertyRef("b")})),
                    ("rel_label", str, type_),
                    ("direction", Any, r.LinkDirection.OUTWARD),
                ],
                bases=(r.CartographyRelSchema,),
                frozen=True,
            )()
            load_matchlinks(session, schema, flat, lastupdated=1, _sub_resource_label="World", _sub_resource_id="1")
    return time.perf_counter() - began


def neomodel(url: str, folder: Path) -> float:
    """`create_or_update(…, lazy=True)` by the batch, then `connect`, pair by pair."""
    from neomodel import RelationshipTo, StringProperty, StructuredNode, StructuredRel, config, db

    config.DATABASE_URL = url.replace("bolt://", "bolt://neo4j:none@")
    began = time.perf_counter()
    nodes, relations = rows_of(folder)
    columns = {
        name: StringProperty(unique_index=True) if name == "id_" else StringProperty()
        for rows in nodes.values()
        for name in (f"{key}_" if key == "id" else key for key in rows[0])
    }
    first = next(iter(relations.values()))[0]["props"]
    tie = type("Tie", (StructuredRel,), {name: StringProperty() for name in ("key", *first)})
    classes: dict[str, Any] = {}
    for label in nodes:
        ties = {f"{t}_{b}": RelationshipTo(b, t, model=tie) for a, t, b in relations if a == label}
        classes[label] = type(label, (StructuredNode,), {**columns, **ties, "__module__": __name__})
        globals()[label] = classes[label]
    db.install_all_labels(stdout=open("/dev/null", "w"))  # noqa: SIM115
    for label, rows in nodes.items():
        for batch in batches([{("id_" if name == "id" else name): cell for name, cell in row.items()} for row in rows]):
            classes[label].create_or_update(*batch, lazy=True)
    so_far = time.perf_counter() - began
    some = [(group, row) for group, rows in relations.items() for row in rows][:: max(1, sum(map(len, relations.values())) // RELATED)]
    began = time.perf_counter()
    with db.transaction:
        for (a, type_, b), row in some:
            start, end = classes[a].nodes.get(id_=row["a"]), classes[b].nodes.get(id_=row["b"])
            getattr(start, f"{type_}_{b}").connect(end, {"key": row["key"], **row["props"]})
    return so_far + (time.perf_counter() - began) * sum(map(len, relations.values())) / len(some)


if __name__ == "__main__":
    print({"cartography": cartography, "neomodel": neomodel}[sys.argv[1]](sys.argv[2], Path(sys.argv[3])))
