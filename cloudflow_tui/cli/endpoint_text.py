"""One endpoint as lines of text for `catalog show`. Lays out what the catalog says; adds nothing to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.request.wording import basis_of, effects_of, facts_of, versions_of

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Attribute, Endpoint, Parameter
    from cloudflow_tui.catalog.view import CatalogView

WIDTH = 100


def endpoint_lines(endpoint: Endpoint, view: CatalogView | None = None) -> Iterator[str]:
    """Title, call, what it does, parameters, body, answer, notes and source.

    Args:
        view: Tells whether its version has the endpoint, and what replaces it or was replaced by it.
    """
    yield f"{endpoint.title}  ({endpoint.id})"
    yield f"{endpoint.method} {endpoint.path}"
    yield ""
    if endpoint.summary:
        yield from _wrapped(endpoint.summary, "")
    yield f"Effect: {effects_of(endpoint)}."
    versions = versions_of(endpoint.since, endpoint.until)
    if versions:
        seen = ", as clients know it" if endpoint.version_basis == "client" else ""
        yield f"Version: {versions}{seen}."
    if view is not None:
        yield from _standing(endpoint, view)
    yield from _parameters(endpoint)
    yield from _body(endpoint)
    yield from _answer(endpoint)
    if endpoint.notes:
        yield ""
        yield "Notes"
        yield from _wrapped(endpoint.notes, "  ")
    yield ""
    yield f"Basis: {basis_of(endpoint)}."
    if endpoint.source:
        yield f"Source: {endpoint.source}"


def _standing(endpoint: Endpoint, view: CatalogView) -> Iterator[str]:
    """What the version has of it, and the calls before and after it."""
    words = {"new": "New in", "gone": "Gone in", "not_yet": "Not there yet in"}
    state = view.presence_of(endpoint)
    if state in words:
        yield f"{words[state]} {view.version}."
    for row in view.catalog.successors(endpoint.id):
        since = f" from {row.since} on" if row.since else ""
        yield f"Replaced by: {row.id} ({row.method} {row.path}){since}."
    for row in view.catalog.predecessors(endpoint.id):
        until = f" until {row.until}" if row.until else ""
        yield f"Replaces: {row.id} ({row.method} {row.path}){until}."


def _parameters(endpoint: Endpoint) -> Iterator[str]:
    if not endpoint.parameters:
        yield ""
        yield "Takes no parameters." if endpoint.is_complete else "No parameters are known."
        return
    required = len(endpoint.required)
    yield ""
    yield f"Parameters ({len(endpoint.parameters)}, {required} required, marked *)"
    width = min(32, max(len(parameter.name) for parameter in endpoint.parameters))
    for parameter in endpoint.parameters:
        mark = "*" if parameter.is_required else " "
        head = f"{mark} {parameter.name.ljust(width)}  {parameter.type:<8}  {parameter.place}"
        yield f"{head}{_versions_in_brackets(parameter)}"
        detail = " ".join(_details(parameter))
        if detail:
            yield from _wrapped(detail, "      ")


def _versions_in_brackets(parameter: Parameter) -> str:
    versions = versions_of(parameter.since, parameter.until)
    return f"  ({versions})" if versions else ""


def _details(parameter: Parameter) -> Iterator[str]:
    if parameter.description:
        yield parameter.description.rstrip(".") + "."
    facts = ", ".join(facts_of(parameter))
    if facts:
        yield facts[:1].upper() + facts[1:].rstrip(".") + "."
    if parameter.is_secret:
        yield "Secret."


def _body(endpoint: Endpoint) -> Iterator[str]:
    if not endpoint.parameters_in("body"):
        return
    yield ""
    yield f"Body: under {endpoint.root!r}." if endpoint.root else "Body: bare, without a root element."
    if endpoint.request_example is not UNSET:
        yield "Example:"
        text = json.dumps(endpoint.request_example, ensure_ascii=False, indent=2)
        yield from (f"  {line}" for line in text.splitlines())


def _answer(endpoint: Endpoint) -> Iterator[str]:
    answer = endpoint.answer
    yield ""
    content = "no content"
    if answer.root or answer.attributes or answer.status not in (204,):
        content = "a list" if answer.is_list else "one object"
        if answer.root:
            content += f" of {answer.root!r}" if answer.is_list else f" under {answer.root!r}"
    yield f"Answers {answer.status}: {content}."
    if answer.attributes:
        width = min(32, max(len(attribute.name) for attribute in answer.attributes))
        for attribute in answer.attributes:
            yield from _attribute(attribute, width)


def _attribute(attribute: Attribute, width: int) -> Iterator[str]:
    head = f"  {attribute.name.ljust(width)}  {attribute.type:<8}  "
    versions = versions_of(attribute.since, attribute.until)
    told = f"{attribute.description} ({versions})".lstrip() if versions else attribute.description
    yield from _wrapped(told, head) if told else (head.rstrip(),)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """The text in lines of at most WIDTH, the first behind `indent`, the others below it."""
    from textwrap import wrap

    following = " " * len(indent)
    for number, paragraph in enumerate(text.splitlines()):
        start = indent if number == 0 else following
        yield from wrap(paragraph, WIDTH, initial_indent=start, subsequent_indent=following) or [""]
