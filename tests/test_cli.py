"""The command line as people and scripts use it: real processes, their output, their exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from queries import CATALOGUE


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A named store with the built-in data."""
    path = str(tmp_path_factory.mktemp("cli") / "built in.kgl")
    done = run("load", "--store", path)
    assert done.returncode == 0, done.stderr
    return path


def run(*args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ECOMAP_STORE", "NEO4J_"))}
    command = [sys.executable, "-c", "from graph.cli import main; main()", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**clean, **(env or {})}, cwd=cwd, timeout=120)


def read(*args: str) -> Any:
    done = run(*args)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


CLAIM = {"kind", "subject", "start_date", "end_date", "dated", "partial", "state", "detail", "confidence", "sources"}
RELATION = CLAIM | {"type", "object", "role", "effect", "order", "joint", "figure"}


def test_an_answer_as_json_is_the_contract(store: str) -> None:
    got = read("ask", "who-governs", "--topic", "cn-ai-healthcare", "--as-of", "2026-11-22", "--format", "json", "--store", store)
    assert list(got) == ["question", "params", "as_of", "columns", "rows", "claims", "entities", "sources", "notes"]
    assert got["question"] == "who-governs"
    assert got["as_of"] == "2026-11-22"
    assert got["params"] == {"topic": "cn-ai-healthcare", "jurisdiction": None, "min_confidence": None}
    assert got["columns"] == ["function", "body", "relation", "instruments", "status", "via"]
    assert all(set(row) == {*got["columns"], "claims"} for row in got["rows"])
    nhc = next(r for r in got["rows"] if (r["function"], r["body"], r["relation"], r["via"]) == ("clinical-use", "nhc", "REGULATES", None))
    claims = [got["claims"][c] for c in nhc["claims"]]
    regulates = next(c for c in claims if c["type"] == "REGULATES")
    assert set(regulates) == RELATION
    assert regulates["object"] == "cn-ai-healthcare"
    assert regulates["role"] == ["clinical-use"]
    assert regulates["joint"] is False
    assert all(c["sources"] for c in claims)
    assert {s for c in got["claims"].values() for s in c["sources"]} == set(got["sources"])
    assert set(got["entities"]["nmpa"]) == {"label", "name", "name_zh", "jurisdiction"}
    named = (
        {end for c in got["claims"].values() for end in (c["subject"], c["object"])}
        | {r["body"] for r in got["rows"]}
        | {"cn-ai-healthcare"}
    )
    assert named <= set(got["entities"])
    assert set(next(iter(got["sources"].values()))) == {"title", "publisher", "url", "date", "kind", "opened"}


def test_claims_are_numbered_as_rows_need_them(store: str) -> None:
    got = read("ask", "who-governs", "--topic", "cn-ai-healthcare", "--format", "json", "--store", store)
    first_seen = list(dict.fromkeys(c for row in got["rows"] for c in row["claims"]))
    assert first_seen == list(got["claims"]) == [f"c{n}" for n in range(1, len(first_seen) + 1)]


def test_the_same_question_in_csv_markdown_and_table(store: str) -> None:
    asked = ("ask", "who-governs", "--topic", "cn-ai-healthcare", "--store", store)
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert rows
    assert list(rows[0]) == ["function", "body", "relation", "instruments", "status", "via"]
    assert any(r["function"] == "market-approval" and r["body"] == "nmpa" for r in rows)
    named = run(*asked, "--format", "csv", "--names", "--lang", "zh").stdout
    assert named.startswith("职能,机构,关系,依据文件,状态,所属部分\n")
    assert "上市审批,国家药品监督管理局" in named
    marked = run(*asked, "--format", "markdown").stdout
    assert "| Market approval | National Medical Products Administration | Regulates |" in marked
    assert "**Sources**" in marked
    table = run(*asked).stdout
    assert "National Health Commission" in table
    assert "[1] " in table


def test_a_past_day_says_how_much_is_undated(store: str) -> None:
    got = read("ask", "who-governs", "--topic", "cn-ai-healthcare", "--as-of", "2025-03-06", "--format", "json", "--store", store)
    undated = sum(not claim["dated"] for claim in got["claims"].values())
    assert undated
    assert any(note.startswith(f"{undated} of {len(got['claims'])} claims have no date") for note in got["notes"])
    assert "ai-healthcare-opinions-2025" not in got["entities"], "issued in November 2025"


def test_a_topic_that_is_not_yet_there_gives_its_day(store: str) -> None:
    """policies.csv: ai-healthcare-opinions-2025 is of 2025-10 at the earliest; nothing announces it before."""
    got = read(
        "ask", "who-governs", "--topic", "ai-healthcare-opinions-2025", "--as-of", "2024-01-01", "--format", "json", "--store", store
    )
    assert got["rows"] == []
    assert len(got["notes"]) == 1
    assert "not yet shown on 2024-01-01; it is from 2025" in got["notes"][0]


def test_names_stand_for_ids(store: str) -> None:
    for name in ("AI healthcare in China", "cn-ai-healthcare"):
        got = read("ask", "who-governs", "--topic", name, "--format", "json", "--store", store)
        assert got["params"]["topic"] == "cn-ai-healthcare"
    missing = run("ask", "who-governs", "--topic", "cn-ai-heathcare", "--store", store)
    assert missing.returncode == 1
    assert missing.stdout == ""
    assert "cn-ai-healthcare" in missing.stderr
    assert missing.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("asks",), "No such command"),
        (("ask", "who-rules"), "who-governs"),
        (("ask", "who-governs"), "--topic"),
        (("ask", "who-governs", "--topic", "x", "--colour", "red"), "--colour"),
        (("ask", "who-governs", "--topic", "x", "--as-of", "2025-02-30"), "2025-02-30"),
        (("ask", "who-governs", "--topic", "x", "--as-of", "March"), "March"),
        (("ask", "who-governs", "--topic", "x", "--min-confidence", "sure"), "verified"),
        (("map", "governence"), "governance"),
        (("map", "governance", "--question", "nope"), "nope"),
        (("map",), "--around"),
        (("questions", "--map", "nope"), "governance"),
        (("--ca", __file__, "questions"), "is not a file with a certificate in PEM"),
        (("--ca", "nowhere.pem", "questions"), "is not a file with a certificate in PEM"),
    ],
)
def test_what_is_typed_wrong_exits_2(args: tuple[str, ...], says: str) -> None:
    done = run(*args)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_named_store_never_fills_unasked(tmp_path: Path) -> None:
    path = str(tmp_path / "mine.kgl")
    done = run("ask", "who-governs", "--topic", "nhc", "--store", path)
    assert done.returncode == 1
    assert done.stderr == f"ecomap: {path} is empty: run `ecomap load --store {path}` first\n"
    assert run("find", "nhc", env={"ECOMAP_STORE": path}).returncode == 1
    assert not Path(path).exists()


def test_the_users_own_store_fills_itself(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LOCALAPPDATA": str(tmp_path / "data")}
    done = run("find", "国家医保局", "--format", "json", env=home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["id"] == "nhsa"
    assert list(tmp_path.rglob("ecomap.kgl"))


def test_loading_prints_what_changed(tmp_path: Path) -> None:
    path = str(tmp_path / "s.kgl")
    first = read("load", "--store", path, "--format", "json")
    assert list(first) == ["store", "dataset", "created", "changed", "retired", "unchanged"]
    assert first["dataset"] == "ecomap"
    assert first["created"]["nodes"] > 4000
    again = read("load", "--store", path, "--format", "json")
    zero = {"nodes": 0, "relationships": 0}
    assert (again["created"], again["changed"], again["retired"]) == (zero, zero, zero)
    assert again["unchanged"] == first["created"]


def test_a_broken_folder_lists_its_cells(tmp_path: Path, store: str) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "companies.csv").write_text("id,name,start_date\nacme-bio,Acme Bio,2025-13\n", encoding="utf-8")
    done = run("load", "--store", store, str(folder))
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"{folder / 'companies.csv'}:2: column start_date '2025-13': is not a day of the calendar" in done.stderr


def test_the_catalogue_lists_every_question() -> None:
    listed = read("questions", "--format", "json")
    assert [q["id"] for q in listed] == list(CATALOGUE)
    for question in listed:
        assert list(question) == ["id", "map", "question", "params", "columns", "shape", "example"]
        assert all(set(p) == {"name", "type", "required", "help"} and p["help"] for p in question["params"]), question["id"]
        assert all(set(c) == {"name", "type", "help"} and c["help"] for c in question["columns"]), question["id"]


def test_help_says_what_a_question_takes() -> None:
    text = run("ask", "who-governs", "--help").stdout
    assert "--topic" in text
    assert "--as-of" in text
    assert "[required]" in text


def test_find_and_show(store: str) -> None:
    hits = read("find", "医保局", "--format", "json", "--store", store)
    assert set(hits[0]) == {"id", "label", "name", "name_zh", "score"}
    assert hits[0]["id"] == "nhsa"
    shown = read("show", "nrdl", "--format", "json", "--store", store)
    assert list(shown) == ["entity", "claims", "entities", "sources"]
    assert shown["entity"]["name_zh"] == "国家医保药品目录"
    assert "National Reimbursement Drug List" in run("show", "nrdl", "--store", store).stdout


def test_schema_prints_a_heading() -> None:
    assert run("schema", "--csv", "sources").stdout == "id,title,publisher,url,date,kind,opened\n"
    assert run("schema", "--csv", "nope").returncode == 1


def test_a_map_is_one_file(tmp_path: Path, store: str) -> None:
    done = run("map", "governance", "--store", store, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "governance.html\n"
    page = (tmp_path / "governance.html").read_text(encoding="utf-8")
    assert 'id="ecomap-data"' in page
    assert 'http-equiv="Content-Security-Policy"' in page
    out = tmp_path / "nhsa map.html"
    assert run("map", "--around", "国家医保局", "--hops", "1", "-o", str(out), "--store", store).stdout.strip() == str(out)


def test_every_command_tells_a_missing_store_apart_from_a_mistake(tmp_path: Path) -> None:
    for command in (("check",), ("export", "-o", str(tmp_path / "out")), ("site", "-o", str(tmp_path / "site"))):
        done = run(*command, "--store", str(tmp_path / "none.kgl"))
        assert done.returncode == 1, command
        assert "is empty" in done.stderr


def test_control_characters_never_reach_a_terminal(tmp_path: Path) -> None:
    folder, path = tmp_path / "odd", str(tmp_path / "odd.kgl")
    folder.mkdir()
    (folder / "companies.csv").write_text('id,name,description\nodd,"Odd \u202egpj.exe","=cmd|\' /C calc\'!A0"\n', encoding="utf-8")
    assert run("load", "--store", path, str(folder)).returncode == 0
    shown = run("show", "odd", "--store", path).stdout
    assert "\u202e" not in shown
    assert "Odd" in shown
