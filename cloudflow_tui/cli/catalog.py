"""`cloudflow-tui catalog`: what the API offers, without a server. Search and list read the index only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import action_parsers, nearest, one_of, whole_number
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.catalog.models import EndpointSummary
    from cloudflow_tui.catalog.view import CatalogView
    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

DESCRIPTION = "List, show, search, check and export what the API offers. Needs no server and no profile."
EXAMPLES = """\
examples:
  cloudflow-tui catalog search create user
  cloudflow-tui catalog show users.create
  cloudflow-tui catalog show POST /users
  cloudflow-tui catalog list --section users --effect read
  cloudflow-tui catalog list --api-version 5.4 --new
  cloudflow-tui catalog export --as openapi > api.json"""

EFFECTS = ("read", "change", "destroy")
EXPORTS = ("openapi", "postman", "markdown")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    listing = add("list", "every endpoint, in the order of the tree")
    listing.option("--section", metavar="ID", help="only this section, such as users")
    listing.option("--effect", metavar="E", type=one_of("effect", EFFECTS), help=", ".join(EFFECTS))
    listing.option("--method", metavar="M", type=_method, help="only this HTTP method")
    listing.option("--new", action="store_true", help="only what came with that version")
    show = add("show", "one endpoint with its parameters and answers")
    show.add_argument("name", nargs="+", metavar="ENDPOINT | METHOD PATH", help="such as users.create")
    search = add("search", "endpoints by path, title, parameter or id")
    search.add_argument("words", nargs="+", metavar="WORD", help="all of them must occur")
    search.option("--limit", metavar="N", type=whole_number(1), help="at most so many")
    check = add("check", "contradictions in the catalog; exit status 2 when there are any")
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="catalog files of your own")
    export = add("export", "the catalog for other programs, or as a text to read")
    export.option("--as", dest="form", metavar="FORM", required=True, type=one_of("form", EXPORTS),
                  help=", ".join(EXPORTS))  # fmt: skip
    export.option("--yaml", action="store_true", help="OpenAPI as YAML, not JSON")
    for action in (listing, show, search, export):
        action.option("--api-version", metavar="V", default="", help="the API as that version has it")
    for action in (listing, show, search, check):
        action.option("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one action.

    Raises:
        UnknownEndpointError, UsageError: With the nearest names.
        CatalogError: A catalog file cannot be read.
    """
    actions = {"list": _list, "show": _show, "search": _search, "check": _check, "export": _export}
    return actions[arguments.action](arguments, context)


def _method(word: str) -> str:
    return one_of("method", METHODS)(word.upper())


def _view(arguments: argparse.Namespace, context: Context) -> CatalogView:
    """The API as the version that was asked for has it; says when another one stands for it."""
    view = context.catalog().at(arguments.api_version)
    if view.note:
        context.talk.say(view.note)
    return view


def _listed(arguments: argparse.Namespace, view: CatalogView) -> tuple[EndpointSummary, ...]:
    """What is listed and searched: everything, or what the version that was asked for has."""
    return view.endpoints if arguments.api_version else view.catalog.endpoints


def _list(arguments: argparse.Namespace, context: Context) -> int:
    view = _view(arguments, context)
    section, effect, method = arguments.section, arguments.effect, arguments.method
    if section is not None and section not in view.catalog.sections:
        near = nearest(section, view.catalog.sections)
        raise UsageError(
            f"No section is called {section!r}.",
            advice=f"Nearest: {', '.join(near)}." if near else "See: cloudflow-tui catalog list",
        )
    found = [
        row
        for row in (view.new_endpoints if arguments.new else _listed(arguments, view))
        if section in (None, row.section) and effect in (None, row.effect) and method in (None, row.method)
    ]
    return _print_rows(found, arguments.json, context)


def _search(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.catalog import nearest as nearest_words
    from cloudflow_tui.catalog import search

    text = " ".join(arguments.words)
    endpoints = _listed(arguments, _view(arguments, context))
    found = search(endpoints, text, limit=arguments.limit)
    if not found:
        context.talk.say(f"No endpoint has {text!r} in its path, title, parameters or id.")
        near = nearest_words(endpoints, text)
        if near:
            context.talk.say(f"  Nearest: {', '.join(near)}.")
    return _print_rows(found, arguments.json, context)


def _print_rows(rows: list[EndpointSummary], is_json: bool, context: Context) -> int:
    if is_json:
        context.output.json(rows)
    else:
        context.output.table([_row(row) for row in rows])
    return ExitCode.OK


def _row(row: EndpointSummary) -> tuple[str, ...]:
    required = f"*{row.required_count}" if row.required_count else ""
    marks = [
        word
        for word, is_so in (
            ("destroys", row.effect == "destroy"),
            ("changes", row.effect == "change" and row.method == "GET"),
            ("scheduled", row.is_scheduled),
            (f"since {row.since}", bool(row.since)),
            (f"until {row.until}", bool(row.until)),
            ("seen in clients only", row.basis == "client"),
        )
        if is_so
    ]
    title = f"{row.title} ({', '.join(marks)})" if marks else row.title
    return row.id, row.method, row.path, required, title


def _show(arguments: argparse.Namespace, context: Context) -> int:
    view = _view(arguments, context)
    catalog, words = view.catalog, arguments.name
    if len(words) == 2:
        name = catalog.resolve_call(words[0].upper(), words[1]).summary.id
    elif len(words) == 1:
        name = words[0]
    else:
        raise UsageError(
            "One endpoint at a time.", advice="Write: catalog show ENDPOINT, or catalog show METHOD PATH"
        )
    endpoint = view.endpoint(name) if arguments.api_version else catalog.endpoint(name)
    if arguments.json:
        context.output.json(endpoint)
    else:
        from cloudflow_tui.cli.endpoint_text import endpoint_lines

        context.output.lines(endpoint_lines(endpoint, view))
    return ExitCode.OK


def _export(arguments: argparse.Namespace, context: Context) -> int:
    if arguments.yaml and arguments.form != "openapi":
        raise UsageError("Only OpenAPI is written as YAML.", advice="Leave --yaml out.")
    view = _view(arguments, context)
    if arguments.form == "markdown":
        from cloudflow_tui.interchange.markdown import to_markdown

        context.output.lines(to_markdown(view).splitlines())
    elif arguments.form == "postman":
        from cloudflow_tui.interchange.postman import to_postman

        context.output.json(to_postman(view))
    else:
        from cloudflow_tui.interchange.openapi import to_openapi

        document = to_openapi(view)
        if arguments.yaml:
            from cloudflow_tui.interchange.openapi_yaml import to_yaml

            context.output.lines(to_yaml(document).splitlines())
        else:
            context.output.json(document)
    return ExitCode.OK


def _check(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.catalog.check import check_catalog

    if arguments.folder is not None and not arguments.folder.is_dir():
        raise UsageError(
            f"{str(arguments.folder)!r} is no folder.", advice="Name a folder with catalog files."
        )
    findings = check_catalog(arguments.folder)
    if arguments.json:
        context.output.json(findings)
    else:
        context.output.lines(f"{found.where}: {found.kind}: {found.message}" for found in findings)
    if findings:
        context.talk.say(f"{len(findings)} findings.")
        return ExitCode.USAGE
    context.talk.say("Nothing found: the catalog is in order.")
    return ExitCode.OK
