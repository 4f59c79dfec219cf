"""The catalog as a reference in Markdown, for one version: sections, calls, parameters and answers.

Text of the catalog is written so that it reads as text: nothing in it is taken for markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import UNSET

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Attribute, Endpoint, Parameter
    from cloudflow_tui.catalog.view import CatalogView

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
_EFFECTS: Final = {"read": "reads only", "change": "changes things", "destroy": "destroys"}
_NOT_IN_ANCHOR: Final = re.compile(r"[^a-z0-9 -]")


def to_markdown(view: CatalogView) -> str:
    """The text for the version of a view, with a newline at its end.

    Raises:
        CatalogError: A section cannot be read.
    """
    return "\n".join(_lines(view)) + "\n"


def _lines(view: CatalogView) -> Iterator[str]:
    yield f"# CloudFlow API {view.version}"
    yield ""
    yield (
        f"{len(view.endpoints)} calls. Every call answers JSON under `.json` and XML under `.xml`. Parameters"
        " with `*` are required."
    )
    yield ""
    for group in view.groups:
        yield f"- {plain(group.title)}"
        for section in group.sections:
            yield f"  - [{plain(section.title)}](#{_anchor(section.title)})"
    for group in view.groups:
        for section in group.sections:
            yield from ("", f"## {plain(section.title)}")
            notes = view.catalog.section(section.id).notes
            if notes:
                yield from ("", plain(notes))
            for summary in section.endpoints:
                yield from _endpoint(view, view.endpoint(summary.id))


def _endpoint(view: CatalogView, endpoint: Endpoint) -> Iterator[str]:
    is_new = view.presence_of(endpoint) == "new"
    yield from ("", f"### {plain(endpoint.title)}{' (new)' if is_new else ''}", "")
    yield from (f"`{endpoint.method} {endpoint.path}`  ", f"`{endpoint.id}`")
    if endpoint.summary:
        yield from ("", plain(endpoint.summary))
    yield from ("", f"{' · '.join(_marks(endpoint))}.")
    if endpoint.replaced_by:
        yield from ("", f"Replaced by {', '.join(f'`{name}`' for name in endpoint.replaced_by)}.")
    if endpoint.notes:
        yield from ("", plain(endpoint.notes))
    if endpoint.parameters:
        yield from ("", *_table(("parameter", "in", "type", "what"), map(_parameter, endpoint.parameters)))
    if endpoint.root and endpoint.parameters_in("body"):
        yield from ("", f"Body under `{endpoint.root}`.")
    if endpoint.request_example is not UNSET:
        example = json.dumps(endpoint.request_example, ensure_ascii=False, indent=2)
        yield from ("", "```json", *example.splitlines(), "```")
    yield from ("", _answer(endpoint))
    if endpoint.answer.attributes:
        yield from ("", *_table(("attribute", "type", "what"), map(_attribute, endpoint.answer.attributes)))


def _marks(endpoint: Endpoint) -> Iterator[str]:
    yield _EFFECTS[endpoint.effect].capitalize()
    if endpoint.is_scheduled:
        yield "schedules a transaction"
    if endpoint.is_dangerous:
        yield "loses data or service"
    yield from _versions(endpoint.since, endpoint.until)
    yield "from the guide" if endpoint.basis == "guide" else "seen in published clients"
    if not endpoint.is_complete:
        yield "parameters may be missing"
    if endpoint.source:
        yield f"<https://{endpoint.source}>"


def _versions(since: str, until: str) -> Iterator[str]:
    if since:
        yield f"since {since}"
    if until:
        yield f"until {until}"


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    told = [plain(parameter.description)] if parameter.description else []
    if parameter.enum:
        told.append(f"One of {', '.join(_code(value) for value in parameter.enum)}.")
    if parameter.default is not UNSET:
        told.append(f"Default {_code(parameter.default)}.")
    if parameter.unit:
        told.append(f"In {plain(parameter.unit)}.")
    if parameter.minimum is not None:
        told.append(f"At least {parameter.minimum:g}.")
    if parameter.maximum is not None:
        told.append(f"At most {parameter.maximum:g}.")
    if parameter.reference is not None:
        told.append(f"Values: `{parameter.reference.endpoint_id}`.")
    told.extend(f"{version.capitalize()}." for version in _versions(parameter.since, parameter.until))
    star = " \\*" if parameter.is_required else ""
    return f"`{parameter.name}`{star}", parameter.place, parameter.type, " ".join(told)


def _attribute(attribute: Attribute) -> tuple[str, ...]:
    versions = "".join(f" ({version})" for version in _versions(attribute.since, attribute.until))
    return f"`{attribute.name}`", attribute.type, plain(attribute.description) + versions


def _answer(endpoint: Endpoint) -> str:
    answer = endpoint.answer
    if answer.status == 204:
        return "Answers 204 without content."
    what = "a list" if answer.is_list else "one object"
    return f"Answers {answer.status}: {what}{f' under `{answer.root}`' if answer.root else ''}."


def _table(heads: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _code(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace('|', '&#124;').replace(chr(10), ' ') or ' '}{fence}"


def _anchor(title: str) -> str:
    return _NOT_IN_ANCHOR.sub("", title.lower()).replace(" ", "-")


def plain(text: str) -> str:
    """Text in which no sign means anything to Markdown, in one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
