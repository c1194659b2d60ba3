"""Reading a user's folder: whatever may be wrong with a file or a cell is named with its place and the way out, and nothing is loaded."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from folders import VALID, folder, row

import loaders.tables
from graph.engines.embedded import EmbeddedStore
from graph.errors import SHOWN, Problem, SourceError
from graph.load import load
from graph.reading import nodes
from graph.store import Store
from loaders.folder import user_data
from loaders.licence import LICENCE


def problems(path: Path, store: Store | None = None) -> list[Problem]:
    """What a load of a folder complains about; the store is as it was."""
    store = store or EmbeddedStore(":memory:")
    before = store.rows("MATCH (n) RETURN count(n) AS n")
    with pytest.raises(SourceError) as caught:
        load(store, user_data([path])[0])
    assert store.rows("MATCH (n) RETURN count(n) AS n") == before
    for problem in caught.value.problems:
        assert problem.file.startswith(str(path)) or problem.file == path.name
        assert str(problem).startswith(problem.file)
    return list(caught.value.problems)


def test_a_valid_folder_of_every_file_loads(tmp_path: Path) -> None:
    report = load(EmbeddedStore(":memory:"), user_data([folder(tmp_path / "mine")])[0])
    assert report.dataset == "mine"
    assert (report.created.nodes, report.created.relationships) == (10, 5)
    assert LICENCE


CELLS = [
    # dates
    ("agencies.csv", "x,X,,,yesterday,,,", "start_date", "yesterday", "write 2025, 2025-03 or 2025-03-06"),
    ("agencies.csv", "x,X,,,2025-3-6,,,", "start_date", "2025-3-6", "is not a date"),
    ("agencies.csv", "x,X,,,06/03/2025,,,", "start_date", "06/03/2025", "is not a date"),
    ("agencies.csv", "x,X,,,2025-02-30,,,", "start_date", "2025-02-30", "is not a day of the calendar"),
    ("agencies.csv", "x,X,,,2025-13,,,", "start_date", "2025-13", "is not a day of the calendar"),
    ("agencies.csv", "x,X,,,0999,,,", "start_date", "0999", "outside the years"),
    ("agencies.csv", "x,X,,,２０２５,,,", "start_date", "２０２５", "is not a date"),
    ("agencies.csv", "x,X,,,2025-03,2025-02,,", "end_date", "2025-02", "lies before start_date 2025-03"),
    ("policies.csv", "x,X,plan,health,,2025,2024-12-31", "end_date", "2024-12-31", "lies before start_date 2025"),
    ("relations.csv", "nmpa,OVERSEES,agn,2025-03-06,2025-03-05,,,,,,", "end_date", "2025-03-05", "lies before"),
    ("deals.csv", "d2,Deal,license,acme,scan-maker,May 2025,,", "date", "May 2025", "is not a date"),
    ("sources.csv", "s3,Third,,,2024-00,,", "date", "2024-00", "is not a day"),
    # words
    ("entities.csv", "Firm,x,X", "label", "Firm", "is not a label; take one of Agency"),
    ("entities.csv", ",x,X", "label", "", "is missing; take one of Agency"),
    ("companies.csv", "Market,x,X,,,,", "label", "Market", "does not belong into this file"),
    ("relations.csv", "nmpa,GOVERNS,ai,,,,,,,,", "type", "GOVERNS", "is not a relationship type"),
    ("relations.csv", "nmpa,,ai,,,,,,,,", "type", "", "is not a relationship type"),
    ("relations.csv", "nmpa,REGULATES,ai,,,,,pricing;magic,,,", "role", "pricing;magic", "is not one of strategy, legislation"),
    ("relations.csv", "nmpa,REGULATES,ai,,,,,,good,,", "effect", "good", "is not one of favours, burdens, mixed"),
    ("agencies.csv", "x,X,,cn,,,s1,certain", "confidence", "certain", "is not one of verified, reported, unverified"),
    ("agencies.csv", "x,X,,atlantis,,,,", "jurisdiction", "atlantis", "no such jurisdiction"),
    ("policies.csv", "x,X,memo,,,,", "subtype", "memo", "is not one of plan"),
    ("policies.csv", "x,X,,deep,,,", "layer", "deep", "is not one of strategy, health"),
    ("policies.csv", "x,X,,,dead,,", "status_in_force", "dead", "is not one of draft"),
    ("deals.csv", "d2,Deal,gift,acme,scan-maker,,,", "kind", "gift", "is not one of license"),
    ("deals.csv", "d2,Deal,license,acme,scan-maker,,,gone", "status", "gone", "is not one of active"),
    ("sources.csv", "s3,Third,,,,,half", "opened", "half", "is not one of full, excerpt, no"),
    # ids and what they name
    ("agencies.csv", "Not An Id,X,,,,,,", "id", "Not An Id", "ids are lower-case letters and digits joined by hyphens"),
    ("agencies.csv", "a|b,X,,,,,,", "id", "a|b", "is not an id"),
    ("agencies.csv", ",X,,,,,,", "id", "", "is missing; every Agency needs one"),
    ("agencies.csv", "x,,,,,,,", "name", "", "is missing"),
    (
        "agencies.csv",
        "x,X,,,,,s9,verified",
        "source_ids",
        "s9",
        "no such source in the folder or the store; correct it, or add it to sources.csv",
    ),
    ("agencies.csv", "acme,X,,,,,,", "id", "acme", "stands already in"),
    ("agencies.csv", "nmpa,X,,,,,,", "id", "nmpa", "give each thing one id and one row"),
    ("relations.csv", "nmpa,REGULATES,aa,,,,,,,,", "object_id", "aa", "there is no such entity"),
    ("relations.csv", "npma,REGULATES,ai,,,,,,,,", "subject_id", "npma", "did you mean nmpa?"),
    ("relations.csv", ",REGULATES,ai,,,,,,,,", "subject_id", "", "is missing"),
    ("relations.csv", "nmpa,OVERSEES,nmpa,,,,,,,,", "object_id", "nmpa", "joins an entity with itself"),
    ("relations.csv", "nmpa,REGULATES,ai,2018-03,,,,,,,", "type", "REGULATES", "the same relation stands already in"),
    ("relations.csv", "acme,REGULATES,ai,,,,,,,,", "type", "REGULATES", "cannot go from Company acme to Market ai; it goes from Agency to"),
    ("relations.csv", "ai,REGULATES,nmpa,,,,,,,,", "type", "REGULATES", "cannot go from Market ai to Agency nmpa"),
    ("figures.csv", "f2,nothing,size,1,,,,", "subject_id", "nothing", "there is no such entity"),
    ("deals.csv", "d2,Deal,license,nobody,scan-maker,,,", "licensor_id", "nobody", "there is no such entity"),
    # numbers
    ("figures.csv", "f2,ai,size,many,,,,", "value", "many", "is not a number; write digits with a point"),
    ("figures.csv", 'f2,ai,size,"1,000",,,,', "value", "1,000", "is not a number"),
    ("figures.csv", "f2,ai,size,NaN,,,,", "value", "NaN", "is not a finite number"),
    ("figures.csv", "f2,ai,size,1e999,,,,", "value", "1e999", "is not a finite number"),
    ("figures.csv", "f2,ai,size,5,3,,,", "value_high", "3.0", "is below value 5"),
    ("deals.csv", "d2,Deal,license,acme,scan-maker,,$5m,", "total_usd_m", "$5m", "is not a number"),
    ("relations.csv", "plan,TARGETS,ai,2025,,1,,,,,", "order", "1", "does not belong to Targets; leave the cell empty"),
    ("relations.csv", "nmpa,ISSUED,plan,,,,maybe,,,,", "joint", "maybe", "is neither true nor false"),
    # text, addresses, identifiers
    ("sources.csv", "s3,Third,,javascript:alert(1),,,", "url", "javascript:alert(1)", "only http:// and https:// are taken"),
    ("sources.csv", "s3,Third,,data:text/html;x,,,", "url", "data:text/html;x", "only http:// and https:// are taken"),
    ("sources.csv", "s3,Third,,http://[::1,,,", "url", "http://[::1", "is not a web address"),
    ("sources.csv", "s3,Third,,//example.org,,,", "url", "//example.org", "is not a web address"),
    ("sources.csv", "s3,Third,,https://exa mple.org,,,", "url", "https://exa mple.org", "is not a web address"),
    ("agencies.csv", "x,a\x07b,,,,,,", "name", "a\x07b", "holds a control character"),
    ("agencies.csv", f"x,{'y' * 9000},,,,,,", "name", "y" * 9000, "is longer than 8,000 bytes"),
    ("companies.csv", ",x,X,,lei=549300E9PC51EN656012,,", "identifiers", "lei=549300E9PC51EN656012", "check digits fit"),
    ("companies.csv", ",x,X,,uscc=91310000MA1FL0000X,,", "identifiers", "uscc=91310000MA1FL0000X", "Unified Social Credit Code"),
    ("companies.csv", ",x,X,,cik=12345678901,,", "identifiers", "cik=12345678901", "Central Index Key"),
    # citing
    ("agencies.csv", "x,X,,,,,,verified", "confidence", "verified", "cites no source; name one in source_ids, or write unverified"),
    ("relations.csv", "nmpa,OVERSEES,agn,,,,,,,,reported", "confidence", "reported", "cites no source"),
    # lengths of rows
    ("agencies.csv", "x,X", "", "", "has 2 cells, fewer than the 8 of the heading; quote cells that hold commas"),
    ("agencies.csv", "x,X,,,,,,,too,many", "", "", "has 10 cells, more than the 8 of the heading"),
]


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "text"), CELLS, ids=[f"{c[0].split('.')[0]}-{c[2]}-{c[3][:20]!a}" for c in CELLS]
)
def test_a_wrong_cell(tmp_path: Path, file: str, line: str, column: str, value: str, text: str) -> None:
    files = row(file, line)
    if "agn" in line:
        files["agencies.csv"] = VALID["agencies.csv"] + "agn,AGN,,,,,,\n"
    found = problems(folder(tmp_path / "mine", files))
    number = len(VALID[file].splitlines()) + 1
    assert [(Path(p.file).name, p.line, p.column, p.value) for p in found if p.line == number or p.column == column] == [
        (file, number, column, value)
    ], found
    assert text in found[0].text
    assert len(found) == 1, found


FILES: list[tuple[str, str | bytes, int, str]] = [
    ("agencies.csv", "id\nx\n", 1, "column name: is missing; agencies needs it (`ecomap schema --csv agencies` prints the heading)"),
    ("agencies.csv", "id,name,nmae_zh\nx,X,\n", 1, "column nmae_zh: is not a column of agencies; did you mean name_zh?"),
    ("agencies.csv", "id,name,whatsoever\nx,X,\n", 1, "column whatsoever: is not a column of agencies; the columns are label, id"),
    ("agencies.csv", "id,name,\nx,X,\n", 1, "column (blank): is not a column"),
    ("agencies.csv", "id,name,name\nx,X,X\n", 1, "column name: stands twice; keep one"),
    ("agencies.csv", "id;name\nx;X\n", 1, "is separated by ';'; save the file with commas"),
    ("agencies.csv", "id\tname\nx\tX\n", 1, "is separated by '\\t'"),
    ("agencies.csv", "id,name\nx,局\n".encode("gb18030"), 2, "byte 0xbe is not UTF-8; save the file as CSV UTF-8"),
    ("agencies.csv", "id,name\nx,X\n".encode("utf-16"), 1, "is not UTF-8"),
    ("agencies.csv", "id,name\nx,X\n".encode("utf-16-le"), 1, "holds a NUL byte"),
    ("agencies.csv", b"id,name\nx,X\ny,a\0b\n", 3, "holds a NUL byte"),
    ("agencies.csv", 'id,name\nx,"X\ny,Y\n', 2, "a quote is opened and never closed; double the quotes"),
    ("agencies.csv", 'id,name\nx,"X" Y\n', 2, "cannot be split into cells"),
    ("agencies.csv", "", 0, "is empty; write at least the heading"),
    ("agencies.csv", "\n \n,,\n", 0, "is empty"),
    ("agencies.csv", b"\x89PNG\r\n\x1a\n\0\0\0", 1, "is not UTF-8"),
    ("agencies.xlsx", b"PK but no workbook", 0, "is not an XLSX workbook"),
    ("agencies.xlsx", "id,name\nx,X\n", 0, "is not an XLSX workbook"),
    ("agencies.xlsx", b"", 0, "is empty"),
]


@pytest.mark.parametrize(("name", "content", "line", "text"), FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: str | bytes, line: int, text: str) -> None:
    found = problems(folder(tmp_path / "mine", {"agencies.csv": None, name: content}))
    assert [(Path(p.file).name, p.line) for p in found] == [(name, line)], found
    assert text in str(found[0])


def test_the_message_of_a_wrong_cell_is_one_line(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine", row("agencies.csv", "x,X,,,20\x1b[31m25,,,"))
    with pytest.raises(SourceError) as caught:
        load(EmbeddedStore(":memory:"), user_data([path])[0])
    assert str(caught.value).splitlines() == [
        f"{path}/agencies.csv:3: column start_date '20\\x1b[31m25': is not a date; write 2025, 2025-03 or 2025-03-06",
        "1 problem; nothing was loaded",
    ]


def test_all_wrong_cells_of_all_files_are_listed_at_once(tmp_path: Path) -> None:
    """A date that is none, a source and an end that are not there, a word that is none: one run names them all, and only them."""
    files = (
        row("agencies.csv", "x,X,,,soon,,,")
        | row("relations.csv", "x,REGULATES,nowhere,,,,,,,s9,verified")
        | row("policies.csv", "y,Y,memo,,,,")
    )
    found = problems(folder(tmp_path / "mine", files))
    assert [(Path(p.file).name, p.column, p.value) for p in found] == [
        ("agencies.csv", "start_date", "soon"),
        ("policies.csv", "subtype", "memo"),
        ("relations.csv", "object_id", "nowhere"),
        ("relations.csv", "source_ids", "s9"),
    ], "x has a wrong cell but is there: what cites it is right"


def test_the_first_fifty_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    bad = "".join(f"x{n},X,,,never,,,\n" for n in range(SHOWN + 7))
    path = folder(tmp_path / "mine", {"agencies.csv": VALID["agencies.csv"] + bad})
    with pytest.raises(SourceError) as caught:
        load(EmbeddedStore(":memory:"), user_data([path])[0])
    lines = str(caught.value).splitlines()
    assert len(caught.value.problems) == SHOWN + 7
    assert len(lines) == SHOWN + 2
    assert lines[0].startswith(f"{path}/agencies.csv:3: ")
    assert lines[-2:] == ["… and 7 more", "57 problems; nothing was loaded"]


def test_many_dangling_ids_are_not_slow(tmp_path: Path) -> None:
    """The nearest id is looked up only for as many as are shown."""
    entities = "id,name\n" + "".join(f"m-{n},M\n" for n in range(3000))
    relations = "subject_id,type,object_id\n" + "".join(f"nmpa,REGULATES,x-{n}\n" for n in range(3000))
    path = folder(tmp_path / "mine", {"markets.csv": entities, "relations.csv": relations, "policies.csv": None, "figures.csv": None})
    assert len(problems(path)) == 3000


def test_the_same_id_under_another_label_in_the_store(tmp_path: Path) -> None:
    store = EmbeddedStore(":memory:")
    load(store, user_data([folder(tmp_path / "mine")])[0])
    other = folder(tmp_path / "other", dict.fromkeys(VALID) | {"markets.csv": "id,name\nacme,Acme market\n"})
    (found,) = problems(other, store)
    assert (found.line, found.column, found.value) == (2, "id", "acme")
    assert "is a Company in the store, here a Market; take another id" in found.text


def test_line_numbers_count_lines_not_rows(tmp_path: Path) -> None:
    text = 'id,name,start_date\n\na,"two\nlines",2024\n\nb,B,never\n'
    (found,) = problems(folder(tmp_path / "mine", {"markets.csv": None, "relations.csv": None, "figures.csv": None, "agencies.csv": text}))
    assert found.line == 6


def test_files_that_vanish_grow_or_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path / "mine")
    with pytest.raises(SourceError, match="does not exist; check the path"):
        user_data([path / "gone.csv"])
    (path / "agencies.csv").unlink()
    (path / "agencies.csv").symlink_to(path / "nowhere.csv")
    with pytest.raises(SourceError, match="does not exist"):
        user_data([path / "agencies.csv"])
    monkeypatch.setattr(loaders.tables, "MAX_BYTES", 150)
    with pytest.raises(SourceError, match=r"relations\.csv: has more than 150 bytes; split it"):
        user_data([path])


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path / "mine")
    opened = Path.open

    def vanish(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "markets.csv":
            self.unlink()
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", vanish)
    with pytest.raises(SourceError, match=r"markets\.csv: cannot be read \(No such file or directory\)"):
        user_data([path])


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path / "mine", dict.fromkeys(VALID))
    workbook(path / "markets.xlsx", [["id", "name"], *([f"m{n}", "x" * 1000] for n in range(100))])
    monkeypatch.setattr(loaders.tables, "MAX_BYTES", 50_000)
    assert (path / "markets.xlsx").stat().st_size < 50_000
    with pytest.raises(SourceError, match="has more than 50,000 bytes"):
        user_data([path])


def test_names_of_files_and_folders(tmp_path: Path) -> None:
    path = folder(tmp_path / "My Client (2026)", {"notes.csv": "a\n", "readme.txt": "hello", "coverage.csv": "x\n", ".hidden.csv": "x"})
    dataset, skipped = user_data([path])
    assert (dataset.name, skipped) == ("my-client-2026", ["coverage.csv", "notes.csv"])
    assert user_data([path], "other")[0].name == "other"
    with pytest.raises(SourceError, match="is not a file that can be loaded; the names are companies"):
        user_data([path / "notes.csv"])
    with pytest.raises(SourceError, match="name one folder, or files of one folder"):
        user_data([path / "agencies.csv", tmp_path])
    (path / "agencys.csv").write_text("id,name\n")
    with pytest.raises(SourceError, match=r"did you mean agencies\.csv\?"):
        user_data([path])


def test_a_folder_of_nothing_or_of_an_export_of_several(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="holds no file that can be loaded"):
        user_data([tmp_path / "empty"])
    folder(tmp_path / "both" / "one")
    folder(tmp_path / "both" / "two")
    with pytest.raises(SourceError, match="load its folders one by one: one, two"):
        user_data([tmp_path / "both"])
    (tmp_path / "汉字").mkdir()
    (tmp_path / "汉字" / "markets.csv").write_text("id,name\nm,M\n")
    with pytest.raises(SourceError, match="name it with --dataset"):
        user_data([tmp_path / "汉字"])


def workbook(path: Path, rows: list[list[Any]]) -> None:
    """Write a workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in rows:
        sheet.append(cells)
    book.save(path)


def as_workbooks(path: Path, files: Mapping[str, str]) -> None:
    """The same rows as XLSX, numbers as numbers."""
    import csv

    for name, text in files.items():
        rows = [
            [float(c) if n and c.replace(".", "", 1).isdigit() else c or None for c in r]
            for n, r in enumerate(csv.reader(io.StringIO(text)))
        ]
        workbook(path / name.replace(".csv", ".xlsx"), rows)


def stored(store: Store) -> list[list[dict[str, Any]]]:
    from graph.reading import relations
    from graph.schema import LABELS, TYPES

    return [list(nodes(store, label)) for label in LABELS] + [list(relations(store, type_)) for type_ in TYPES]


@pytest.mark.parametrize("how", ["bom", "crlf", "cr", "xlsx", "blank cells", "blank rows", "other column order"])
def test_the_same_rows_written_otherwise_are_the_same(tmp_path: Path, how: str) -> None:
    store = EmbeddedStore(":memory:")
    load(store, user_data([folder(tmp_path / "one" / "mine")])[0])
    path = tmp_path / "two" / "mine"
    match how:
        case "bom":
            folder(path, VALID, encoding="utf-8-sig")
        case "crlf":
            folder(path, {name: text.replace("\n", "\r\n") for name, text in VALID.items()})
        case "cr":
            folder(path, {name: text.replace("\n", "\r") for name, text in VALID.items()})
        case "xlsx":
            folder(path, dict.fromkeys(VALID))
            as_workbooks(path, VALID)
        case "blank cells":
            folder(path, {name: text.replace(",,", ", ,") for name, text in VALID.items()})
        case "blank rows":
            folder(path, {name: text.replace("\n", "\n" + "," * text.splitlines()[0].count(",") + "\n") for name, text in VALID.items()})
        case _:
            turned = {name: "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()) for name, text in VALID.items()}
            folder(path, turned)
    report = load(store, user_data([path])[0])
    changes = [report.created, report.changed, report.retired]
    assert all(c.nodes == c.relationships == 0 for c in changes), report
    other = EmbeddedStore(":memory:")
    load(other, user_data([path])[0])
    assert stored(other) == stored(store)


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    """Whole numbers, true and false, days and blank ends of rows read as a person sees them."""
    from datetime import date, datetime

    path = folder(tmp_path / "mine", {"agencies.csv": None, "policies.csv": None, "relations.csv": None})
    workbook(
        path / "agencies.xlsx",
        [["id", "name", "start_date", None], ["a", 3, date(2025, 3, 6), None], [None], ["b", 1.5, datetime(2025, 1, 2, 3), ""]],
    )
    workbook(path / "policies.xlsx", [["id", "name", "start_date"], ["p", "P", 2024]])
    workbook(path / "relations.xlsx", [["subject_id", "type", "object_id", "joint"], ["a", "ISSUED", "p", True]])
    store = EmbeddedStore(":memory:")
    load(store, user_data([path])[0])
    assert [(r["id"], r["name"], r["start_date"]) for r in nodes(store, "Agency")] == [("a", "3", "2025-03-06"), ("b", "1.5", "2025-01-02")]
    assert [r["start_date"] for r in nodes(store, "Policy")] == ["2024"]
    assert store.rows("MATCH (a:Agency)-[r:ISSUED]->(p:Policy) RETURN r.joint AS joint ORDER BY joint") == [{"joint": True}]


def test_a_wrong_cell_of_a_workbook_has_its_row(tmp_path: Path) -> None:
    path = folder(tmp_path / "mine", {"markets.csv": None, "relations.csv": None, "figures.csv": None})
    workbook(path / "markets.xlsx", [["id", "name", "jurisdiction"], ["a", "A", "cn"], [], ["b", "B", "Nowhere"]])
    (found,) = problems(path)
    assert (Path(found.file).name, found.line, found.column, found.value) == ("markets.xlsx", 4, "jurisdiction", "Nowhere")
