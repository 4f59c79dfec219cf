"""What may stand at the end of a command line: subcommands, endpoints, parameters, values, options.

Prints nothing and sends nothing; `completion` gives it to the shell.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from cloudflow_tui.cli.parser import COMMANDS, PROGRAM, Parser, console_parser
from cloudflow_tui.errors import CloudFlowError

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.catalog.models import Endpoint, Parameter
    from cloudflow_tui.cli.context import Context

Offer = tuple[str, str]
"""A whole word, and a few words on it."""
_WITH_ENDPOINT = {"catalog": ("show",), "explain": ()}


def words_of_line(line: str) -> list[str]:
    """The words of a command line as it is being typed; the last one is what is completed, maybe empty."""
    for closing in ("", '"', "'"):
        try:
            words = shlex.split(line + closing)
        except ValueError:
            continue
        is_begun = not line or line[-1].isspace()
        return [*words, ""] if is_begun and not closing else words
    return line.split(" ")


def offers(words: list[str], context: Context) -> list[Offer]:
    """What the last word may become, in the order in which it is shown.

    Args:
        words: With the program in front.
    """
    *before, current = words[1:] or [""]
    found = _all_offers(before, current, context)
    return [(word, text) for word, text in found if word.startswith(current) and word != current]


def _all_offers(before: list[str], current: str, context: Context) -> Iterator[Offer]:
    if before and before[-1] in ("--profile", "--format", "--output", "--as"):
        yield from _values_of_option(before[-1], context)
        return
    command = before[0] if before and before[0] in COMMANDS else ""
    if not command:
        if not before:
            yield from COMMANDS.items()
            yield from _endpoints(context.catalog())
        yield from ((name, "") for name in console_parser().options)
        return
    if current.startswith("-"):
        yield from _options(command, before)
    elif command == "send":
        yield from _after_send(before[1:], current, context)
    else:
        yield from _after_action(command, before, context)


def _options(command: str, before: list[str]) -> Iterator[Offer]:
    parser = _parser(command)
    if parser.actions:
        parser = _action_parser(parser, before[1]) if len(before) > 1 else parser
    helps = {name: one.help or "" for one in parser._actions for name in one.option_strings}
    yield from ((name, helps.get(name, "")) for name in parser.options)


def _after_action(command: str, before: list[str], context: Context) -> Iterator[Offer]:
    parser = _parser(command)
    if parser.actions and len(before) == 1:
        yield from ((name, "") for name in parser.actions)
    elif len(before) == 2 and before[1] in _WITH_ENDPOINT.get(command, ()):
        yield from _endpoints(context.catalog())


def _after_send(before: list[str], current: str, context: Context) -> Iterator[Offer]:
    """Endpoint, method or saved request first; then its parameters."""
    from cloudflow_tui.workspace.drafts import METHODS

    plain = _without_options(before)
    if not plain:
        yield from _saved(context)
        yield from _endpoints(context.catalog())
        yield from ((method, "a call by its path") for method in METHODS)
        return
    endpoint = _endpoint(plain, context)
    if endpoint is None:
        return
    name, sign, _ = current.partition("=")
    if sign:
        parameter = next((one for one in endpoint.parameters if one.name == name), None)
        yield from ((f"{name}={value}", text) for value, text in _values(parameter))
        return
    given = {word.partition("=")[0].removesuffix(":") for word in plain[1:]}
    ordered = sorted(endpoint.parameters, key=lambda one: not one.is_required)
    for one in ordered:
        if one.place == "path" and plain[0].upper() in METHODS:
            continue  # it stands in the path
        if not one.is_read_only and (one.name not in given or one.name.endswith("[]")):
            mark = "required, " if one.is_required else ""
            yield f"{one.name}=", f"{mark}{one.description or one.type}"


def _without_options(words: list[str]) -> list[str]:
    """The words that are neither options nor their values."""
    parser = _parser("send")
    with_value = {
        name for one in parser._actions if one.nargs != 0 for name in one.option_strings if one.metavar
    }
    found: list[str] = []
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif word.startswith("-") and word != "-":
            is_value = word in with_value
        else:
            found.append(word)
    return found


def _endpoint(plain: list[str], context: Context) -> Endpoint | None:
    from cloudflow_tui.workspace.drafts import METHODS

    catalog = context.catalog()
    try:
        if plain[0].startswith("@"):
            from cloudflow_tui.workspace.saved import SavedRequests

            saved = SavedRequests(context.paths.requests_folder, catalog)
            return saved.load(plain[0][1:]).draft.endpoint
        if plain[0].upper() in METHODS:
            if len(plain) < 2:
                return None
            return catalog.endpoint(catalog.resolve_call(plain[0].upper(), plain[1]).summary.id)
        return catalog.endpoint(plain[0])
    except CloudFlowError:
        return None


def _values(parameter: Parameter | None) -> Iterator[Offer]:
    if parameter is None:
        return
    if parameter.type == "boolean":
        yield from (("true", ""), ("false", ""))
    for value in parameter.enum:
        yield str(value), ""


def _values_of_option(option: str, context: Context) -> Iterator[Offer]:
    if option == "--profile":
        from cloudflow_tui.profiles import load_profiles

        try:
            profiles: Mapping[str, object] = load_profiles(context.paths, context.environ)
        except CloudFlowError:
            return
        yield from ((name, "") for name in profiles)
    elif option == "--as":
        from cloudflow_tui.workspace.copying import FORMS

        yield from ((form.id, form.label) for form in FORMS)
    else:
        from cloudflow_tui.cli.send import FORMATS, OUTPUTS

        yield from ((word, "") for word in (FORMATS if option == "--format" else OUTPUTS))


def _saved(context: Context) -> Iterator[Offer]:
    from cloudflow_tui.workspace.saved import SavedRequests

    folder = context.paths.requests_folder
    if folder.is_dir():
        yield from ((f"@{one.name}", one.call) for one in SavedRequests(folder, context.catalog()).all())


def _endpoints(catalog: Catalog) -> Iterator[Offer]:
    yield from ((one.id, f"{one.method} {one.path}") for one in catalog.endpoints)


def _parser(command: str) -> Parser:
    module = import_module(f"cloudflow_tui.cli.{command}")
    parser = Parser(f"{PROGRAM} {command}", description=module.DESCRIPTION, epilog=module.EXAMPLES)
    module.add_arguments(parser)
    return parser


def _action_parser(parser: Parser, name: str) -> Parser:
    for one in parser._actions:
        choices = getattr(one, "choices", None)
        if isinstance(choices, Mapping) and isinstance(choices.get(name), Parser):
            found: Parser = choices[name]
            return found
    return parser
