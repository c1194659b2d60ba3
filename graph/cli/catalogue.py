"""`ask` and `map`: one command a question and one a map, with the options that the question's parameters say."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from pydantic.fields import FieldInfo

from graph.cli.app import checked_day
from graph.cli.options import AnswerFormat, AsOf, Lang, Names, Place, Store, Trust
from graph.cli.screen import answer_out, bar, json_out, say
from graph.question import MAPS, SCOPE, Question
from graph.schema.docs import field_docs
from queries import CATALOGUE

Run = Callable[..., None]


def ask_app(argv: list[str]) -> typer.Typer:
    """A command for the question that is asked, or for each, where none is."""
    app = typer.Typer(help="Ask a question of the catalogue, or one of your own in Cypher.", pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(_own)
    for question in [CATALOGUE[word] for word in argv if word in CATALOGUE] or CATALOGUE.values():
        app.command(question.id, help=question.title[0], epilog=question.description)(_with_options(question, _ask(question), form=True))
    return app


def _own(
    context: typer.Context,
    cypher: Annotated[Path | None, typer.Option("--cypher", help="File with a text of your own; it can only read.", metavar="FILE")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="A parameter of that text.", metavar="NAME=VALUE")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="Rows at most.")] = 1000,
    page: Annotated[Path | None, typer.Option("--page", help="Write the result as a page too.", metavar="FILE")] = None,
    store: Store = None,
    as_of: AsOf = None,
    form: AnswerFormat = "table",
) -> None:
    """Ask a question of the catalogue, or one of your own in Cypher."""
    if context.invoked_subcommand:
        return
    if cypher is None:
        raise typer.BadParameter("name a question (`ecomap questions` lists them), or --cypher FILE")
    from graph.cli.own import own_out, parameters, text_of
    from graph.workbench import open_workbench

    text, given = text_of(cypher), parameters(param or [])
    with bar() as progress, open_workbench(store, progress=progress) as eco:
        found = eco.cypher(text, as_of=checked_day(as_of), limit=limit, **given)
    own_out(found, form)
    if page:
        say(str(found.page(cypher.stem).write(page)))


def map_app(argv: list[str]) -> typer.Typer:
    """A command for each map; its options are those of its first question, or of the one named by --question."""
    app = typer.Typer(help="Write a map as one page that opens offline.", pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(_part)
    named = _named(argv)
    for name, words in MAPS.items():
        first = next((q for q in CATALOGUE.values() if q.map == name), None)
        question = CATALOGUE.get(named, first) if named else first
        if question:
            app.command(name, help=f"{words[0]} · {words[1]}")(_with_options(question, _map(name, question), form=False))
    return app


def _named(argv: list[str]) -> str | None:
    for at, word in enumerate(argv):
        if word.startswith("--question="):
            return word.partition("=")[2]
        if word == "--question" and at + 1 < len(argv):
            return argv[at + 1]
    return None


def _ask(question: Question) -> Run:
    def run(store: str | None, lang: str, as_of: str | None, form: str, names: bool, scope: dict[str, Any], params: dict[str, Any]) -> None:
        from graph.answer_table import AnswerTable
        from graph.workbench import open_workbench

        _checked(question, params)
        with bar() as progress, open_workbench(store, progress=progress) as eco:
            answer = eco.ask(question.id, as_of=checked_day(as_of), lang=lang, **scope, **params)
        if form == "json":
            json_out(answer.json())
        elif form == "table":
            answer_out(AnswerTable(answer, lang))
        else:
            print(answer.text(form, names=names), end="")

    return run


def _map(name: str, question: Question) -> Run:
    def run(
        store: str | None,
        lang: str,
        as_of: str | None,
        output: Path | None,
        question_id: str | None,
        scope: dict[str, Any],
        params: dict[str, Any],
    ) -> None:
        from graph.workbench import open_workbench

        if question_id is not None and question_id not in CATALOGUE:
            raise typer.BadParameter(f"{question_id!r} is not a question; `ecomap questions` lists them", param_hint="--question")
        own = {k: v for k, v in params.items() if v not in (None, [])}
        given = (own or dict(question.example)) | {k: v for k, v in scope.items() if v is not None}
        _checked(question, given)
        with bar() as progress, open_workbench(store, progress=progress) as eco:
            page = eco.ask(question.id, as_of=checked_day(as_of), lang=lang, **given).page()
        print(page.write(output or Path(f"{name}.html")))

    return run


def _part(
    context: typer.Context,
    around: Annotated[str | None, typer.Option("--around", help="What lies round an entity.", metavar="ID")] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=6, help="How far round it.")] = 1,
    everything: Annotated[bool, typer.Option("--all", help="Everything that counts on the day.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.", metavar="FILE")] = None,
    store: Store = None,
    lang: Lang = "en",
    as_of: AsOf = None,
) -> None:
    """Write a map as one page that opens offline: one of MAP, what lies --around an entity, or --all."""
    from graph.site import part_page
    from graph.workbench import open_workbench

    if context.invoked_subcommand:
        return
    if bool(around) == everything:
        raise typer.BadParameter(f"name a map ({', '.join(MAPS)}), or --around ID, or --all")
    with bar() as progress, open_workbench(store, progress=progress) as eco:
        page, name = part_page(eco, around, hops, as_of=checked_day(as_of), lang=lang)
    print(page.write(output or Path(f"{name}.html")))


def _checked(question: Question, params: dict[str, Any]) -> None:
    """Values that no store is needed for: numbers in their bounds."""
    from pydantic import ValidationError

    try:
        question.params.model_validate({k: v for k, v in params.items() if v not in (None, []) and k not in SCOPE})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        hint = "--" + ".".join(map(str, first["loc"])).replace("_", "-")
        raise typer.BadParameter(first["msg"], param_hint=hint) from None


def _with_options(question: Question, run: Run, *, form: bool) -> Run:
    """A function whose signature has the question's own parameters and the common ones."""
    docs = field_docs(question.params)
    own = {name: _option(name, info, docs.get(name, "")) for name, info in question.params.model_fields.items()}
    common: dict[str, tuple[Any, Any]] = {"as_of": (AsOf, None), "jurisdiction": (Place, None), "min_confidence": (Trust, None)}
    common |= {"store": (Store, None), "lang": (Lang, "en")}
    if form:
        common |= {"form": (AnswerFormat, "table"), "names": (Names, False)}
    else:
        named = typer.Option("--question", help="Draw this question instead of the map's first.", metavar="ID")
        common |= {"question_id": (Annotated[str | None, named], None)}
        common |= {"output": (Annotated[Path | None, typer.Option("--output", "-o", help="File to write.", metavar="FILE")], None)}

    def command(**given: Any) -> None:
        params = {name: given.pop(name) for name in own}
        scope = {name: given.pop(name) for name in SCOPE}
        run(scope=scope, params=params, **given)

    taken = {**{n: (a, d if form else None) for n, (a, d) in own.items()}, **common}
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, annotation=a, default=d) for n, (a, d) in taken.items()]
    )
    command.__annotations__ = {n: a for n, (a, _) in taken.items()}
    return command


def _option(name: str, info: FieldInfo, text: str) -> tuple[Any, Any]:
    plain = _plain(info.annotation)
    option = typer.Option(f"--{name.replace('_', '-')}", help=text, metavar={int: "N", float: "N"}.get(plain, "TEXT"))
    if plain is list:
        return Annotated[list[str] | None, option], None
    if info.is_required():
        return Annotated[plain, option], inspect.Parameter.empty
    return Annotated[plain | None, option], info.default


def _plain(annotation: Any) -> Any:
    """The Python type under marks and `None`: str, int, float, or list."""
    if annotation in (str, int, float):
        return annotation
    if getattr(annotation, "__origin__", None) is list:
        return list
    return next((p for a in get_args(annotation) if a is not type(None) and (p := _plain(a)) is not None), None)
