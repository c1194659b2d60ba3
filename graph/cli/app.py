"""The commands. Each imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.cli.options import AsOf, Lang, ListFormat, Paths, Store

if TYPE_CHECKING:
    from graph.report import LoadReport

_SETTINGS = {"help_option_names": ["-h", "--help"]}


def build(argv: list[str]) -> typer.Typer:
    """The application. Commands that hang on the catalogue are added only where one of them is called."""
    app = typer.Typer(
        name="ecomap",
        help="Maps of healthcare ecosystems: who the stakeholders are, which rules bind them, who pays, who decides.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=_SETTINGS,
    )
    app.callback(invoke_without_command=True)(start)
    app.command("load")(load)
    app.command("questions")(questions)
    if {"ask", "map"} & set(argv):
        from graph.cli.catalogue import ask_app, map_app

        app.add_typer(ask_app(argv), name="ask")
        app.add_typer(map_app(argv), name="map")
    else:
        app.command("ask", help="Ask a question of the catalogue.")(_later)
        app.command("map", help="Write one map, the surroundings of an entity, or everything, as a page.")(_later)
    for command in (site, find, show, export, copy, schema, check, doctor):
        app.command(command.__name__)(command)
    return app


def _later() -> None:
    """Stands in a list of commands for one that is built when it is called."""


def start(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    ca: Annotated[
        Path | None,
        typer.Option("--ca", help="Certificate of the authority behind your own server, in PEM; else SSL_CERT_FILE.", metavar="FILE"),
    ] = None,
) -> None:
    """Maps of healthcare ecosystems: who the stakeholders are, which rules bind them, who pays, who decides."""
    if show_version:
        from importlib.metadata import version as installed

        print(installed("ecomap"))
        raise typer.Exit
    if ca:
        _trust(ca)


def _trust(authority: Path) -> None:
    """Let an authority vouch for servers, where the driver looks for it."""
    import os
    import ssl

    try:
        ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError):
        raise typer.BadParameter(f"{str(authority)!r} is not a file with a certificate in PEM", param_hint="--ca") from None
    os.environ["SSL_CERT_FILE"] = str(authority)


def load(
    paths: Paths = None,
    store: Store = None,
    dataset: Annotated[str | None, typer.Option("--dataset", help="Name of the dataset; else the folder's.", metavar="ID")] = None,
    full: Annotated[bool, typer.Option("--full", help="Compare every record, also where the files are those of the last load.")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print what changed.")] = "text",
) -> None:
    """Load the built-in data, or files of one's own, into a store; print what changed."""
    from graph.cli.screen import bar, say
    from graph.load import load as load_dataset
    from graph.store import open_store
    from graph.workbench import store_url
    from loaders.folder import built_in, user_data

    if dataset and not paths:
        raise typer.BadParameter("names the dataset of files; name those too", param_hint="--dataset")
    data, skipped = user_data(paths, dataset) if paths else (built_in(), [])
    for name in skipped:
        say(f"{name}: passed over, not a file of a dataset")
    opened = open_store(store_url(store))
    with bar() as progress:
        report = load_dataset(opened, data, full=full, progress=progress)
    opened.close()
    _report(report, form)


def _report(report: LoadReport, form: str) -> None:
    from graph.cli.screen import json_out

    if form == "json":
        json_out(report.as_dict())
        return
    print(f"{report.store}: {report.dataset}")
    for what in ("created", "changed", "retired", "unchanged"):
        count = getattr(report, what)
        print(f"  {what:<10}{count.nodes:>9,} nodes {count.relationships:>9,} relationships")


def questions(
    map_: Annotated[str | None, typer.Option("--map", help="Only those of a map.", metavar="MAP")] = None,
    lang: Lang = "en",
    form: Annotated[Literal["table", "json", "markdown"], typer.Option("--format", "-f", help="How to print.")] = "table",
    store: Store = None,
) -> None:
    """List the catalogue: every question, its map and what it takes; as markdown the whole page, with examples."""
    from graph.catalogue import described
    from graph.cli.screen import json_out, table_out
    from graph.question import MAPS
    from queries import CATALOGUE

    if map_ is not None and map_ not in MAPS:
        raise typer.BadParameter(f"{map_!r} is not one of {', '.join(MAPS)}", param_hint="--map")
    if form == "markdown":
        from graph.guide import guide
        from graph.workbench import open_workbench

        with open_workbench(store) as eco:
            print(guide(eco), end="")
        return
    some = [q for q in CATALOGUE.values() if map_ in (None, q.map)]
    if form == "json":
        json_out([described(q) for q in some])
        return
    rows = [[q.map, q.id, q.title[lang == "zh"], " ".join(_option(p) for p in described(q)["params"])] for q in some]
    table_out(["地图", "编号", "问题", "参数"] if lang == "zh" else ["map", "id", "question", "takes"], rows)


def _option(param: dict[str, object]) -> str:
    flag = f"--{str(param['name']).replace('_', '-')}"
    return flag if param["required"] else f"[{flag}]"


def site(
    folder: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.", metavar="DIR")] = Path("site"),
    store: Store = None,
    lang: Lang = "en",
    as_of: AsOf = None,
) -> None:
    """Write every map as a page, and an index."""
    from graph.cli.screen import bar
    from graph.site import write_site
    from graph.workbench import open_workbench

    with bar() as progress, open_workbench(store, progress=progress) as eco:
        written = write_site(eco, folder, as_of=as_of, lang=lang, progress=progress)
    for path in written:
        print(path)


def find(
    text: Annotated[str, typer.Argument(help="A name in English or Chinese, pinyin, an alias or an id.")],
    store: Store = None,
    lang: Lang = "en",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")] = 10,
    form: ListFormat = "table",
) -> None:
    """Find entities by name, best first."""
    from graph.cli.screen import json_out, say, table_out
    from graph.schema import word
    from graph.workbench import open_workbench

    with open_workbench(store) as eco:
        hits = eco.find(text, limit)
    if form == "json":
        json_out([{"id": h.id, "label": h.label, "name": h.name, "name_zh": h.name_zh, "score": h.score} for h in hits])
    elif not hits:
        say(f"nothing like {text!r} in this store")
    else:
        rows = [[h.id, word(h.label, lang, "labels"), h.name, h.name_zh or "", f"{h.score:.0f}"] for h in hits]
        table_out(["id", "kind", "name", "中文", "score"], rows)


def show(
    entity: Annotated[str, typer.Argument(help="An id, or a name.")],
    store: Store = None,
    lang: Lang = "en",
    as_of: AsOf = None,
    form: ListFormat = "table",
) -> None:
    """Show an entity, its links and their sources."""
    from graph.cli.entity import entity_out
    from graph.cli.screen import json_out
    from graph.workbench import open_workbench

    with open_workbench(store) as eco:
        shown = eco.show(entity, as_of=checked_day(as_of))
    if form == "json":
        json_out(shown)
    else:
        entity_out(shown, lang)


def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder to write to; a file for cypher.", metavar="PATH")] = None,
    store: Store = None,
    everything: Annotated[bool, typer.Option("--all", help="Retired rows too, with the day in a column retired_on.")] = False,
    form: Annotated[
        Literal["csv", "neo4j-admin", "cypher", "browser"],
        typer.Option(
            "--format",
            "-f",
            help="CSV that load reads; files and command of neo4j-admin's import; a Cypher script; queries for Neo4j Browser.",
        ),
    ] = "csv",
) -> None:
    """Write CSV files that `load` reads back to the same graph, files that a Neo4j server imports, or the catalogue's queries."""
    from graph.cli.screen import say
    from graph.workbench import open_workbench

    if everything and form != "csv":
        raise typer.BadParameter("the other forms hold retired rows anyway", param_hint="--all")
    with open_workbench(store) as eco:
        if form == "csv":
            from graph.export import export as export_csv

            written = export_csv(eco.store, output or Path("export"), everything=everything)
        elif form == "neo4j-admin":
            from graph.export_admin import command, export_admin

            folder = output or Path("import")
            written = export_admin(eco.store, folder)
            say(command(folder))
        elif form == "cypher":
            from graph.export_script import export_cypher

            written = [export_cypher(eco.store, output or Path("ecomap.cypher"))]
        else:
            from graph.export_queries import export_queries

            written = export_queries(eco.store, output or Path("browser"))
    for path in written:
        print(path)


def copy(
    source: Annotated[str, typer.Option("--from", help="Store to copy.", metavar="URL")],
    target: Annotated[str, typer.Option("--to", help="Store to bring to the same state.", metavar="URL")],
    form: Annotated[Literal["text", "json"], typer.Option("--format", "-f", help="How to print what changed.")] = "text",
) -> None:
    """Copy a graph from one store into another, history and all; a second time nothing changes."""
    from graph.cli.screen import bar
    from graph.copying import copy as copy_store
    from graph.store import open_store

    opened = open_store(source), open_store(target)
    try:
        with bar() as progress:
            report = copy_store(*opened, progress)
    finally:
        for one in opened:
            one.close()
    _report(report, form)


def schema(
    csv: Annotated[str | None, typer.Option("--csv", help="Print the heading of a file: companies, relations …", metavar="NAME")] = None,
    form: Annotated[Literal["markdown", "json"], typer.Option("--format", "-f", help="Reference page, or JSON Schema.")] = "markdown",
) -> None:
    """Print the labels, relationship types and words of the graph, or the heading of a file."""
    from graph import derive
    from graph.cli.screen import json_out

    if csv:
        print(",".join(derive.columns(csv.removesuffix(".csv"))))
    elif form == "json":
        json_out(derive.json_schema())
    else:
        print(derive.reference(), end="")


def check(store: Store = None, form: ListFormat = "table") -> None:
    """Look for what is wrong or doubtful in the data itself: dates, single sources, stale or disputed claims."""
    from datetime import date

    from graph.cli.screen import json_out, table_out
    from graph.consistency import check as examine
    from graph.workbench import open_workbench

    with open_workbench(store) as eco:
        found = examine(eco.store, date.today())
    if form == "json":
        json_out([{"problem": f.problem, "kind": f.kind, "id": f.id, "detail": f.detail} for f in found])
    else:
        table_out(["problem", "kind", "id", "detail"], [[f.problem, f.kind, f.id, f.detail] for f in found])


def doctor(store: Store = None, form: ListFormat = "table") -> None:
    """Say which versions run, what the store holds, what is missing and how to get it."""
    from graph.cli.screen import json_out, table_out
    from graph.doctor import examine
    from graph.workbench import store_url

    found = examine(store_url(store))
    if form == "json":
        json_out([{"what": what, "state": state, "detail": detail} for what, state, detail in found])
    else:
        table_out(["what", "state", "detail"], [list(line) for line in found])


def checked_day(value: str | None) -> str | None:
    """A day as typed; what is none is a mistake of typing, not of the data."""
    from graph.errors import AskError
    from graph.workbench import day_of

    try:
        day_of(value)
    except AskError as error:
        raise typer.BadParameter(str(error), param_hint="--as-of") from None
    return value
