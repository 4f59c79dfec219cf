"""The lines of the Docs tab: title, call, parameters, answers, examples, notes, source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis import possible_answers
from cloudflow_tui.request.wording import basis_of, effects_of, versions_of
from cloudflow_tui.tui.ink import kind_ink, method_ink
from cloudflow_tui.tui.widgets.form_texts import all_facts_of
from cloudflow_tui.tui.widgets.text_page import PageLine, Span
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Attribute, Endpoint, Parameter
    from cloudflow_tui.tui.glyphs import Glyphs

_STATUS_GLYPHS = {"2xx": "✓", "4xx": "!", "5xx": "×"}
_NAME_COLUMN = 4
_MAX_NAME = 30
_LEAST_TEXT = 20


def docs_lines(endpoint: Endpoint, examples: Mapping[str, str], glyphs: Glyphs, width: int) -> list[PageLine]:
    """The entry of an endpoint, laid out for a width.

    Args:
        examples: Name of a format to its command.
    """
    page = _Page(endpoint, glyphs, max(30, width - 2))
    return [
        *page.top(),
        *page.parameters(),
        *page.answers(),
        *page.attributes(),
        *page.examples(examples),
        *page.bottom(),
    ]


class _Page:
    def __init__(self, endpoint: Endpoint, glyphs: Glyphs, width: int) -> None:
        self._endpoint = endpoint
        self._glyphs = glyphs
        self._width = width

    def top(self) -> Iterator[PageLine]:
        endpoint = self._endpoint
        yield []
        yield [
            Span("  "),
            Span(endpoint.title, "text-strong", is_bold=True),
            Span(f"  {endpoint.id}", "text-dim"),
        ]
        yield [
            Span("  "),
            Span(endpoint.method, method_ink(endpoint.method), is_bold=True),
            Span(f" {endpoint.path}", "text-strong"),
            Span(".json  .xml", "text-muted"),
        ]
        yield []
        yield from self._text(endpoint.summary, 2)
        mark = f"{self._glyphs.unsure} " if endpoint.basis == "client" else ""
        yield from self._fact("Effect", effects_of(endpoint))
        yield from self._fact("Basis", f"{mark}{basis_of(endpoint)}")
        versions = versions_of(endpoint.since, endpoint.until)
        if versions:
            yield from self._fact("Version", versions)

    def _fact(self, name: str, text: str) -> Iterator[PageLine]:
        for number, part in enumerate(wrapped(text, self._width - 12)):
            yield [Span("  "), Span((name if number == 0 else "").ljust(9), "text-muted"), Span(part)]

    def parameters(self) -> Iterator[PageLine]:
        endpoint = self._endpoint
        if not endpoint.parameters:
            yield from self._heading("Parameters")
            none = "This call takes none." if endpoint.is_complete else "None are known."
            yield [Span("    "), Span(none, "text-muted", is_italic=True)]
            return
        required = len(endpoint.required)
        yield from self._heading("Parameters", f"{len(endpoint.parameters)}, {required} required")
        for parameter in endpoint.parameters:
            yield from self._parameter(parameter)
        if endpoint.parameters_in("body"):
            root = f"under {endpoint.root}" if endpoint.root else "bare, without a root element"
            yield []
            yield [Span("    "), Span("The body stands ", "text-muted"), Span(root), Span(".", "text-muted")]

    def _parameter(self, parameter: Parameter) -> Iterator[PageLine]:
        mark = self._glyphs.required if parameter.is_required else " "
        kind = "secret" if parameter.is_secret else parameter.type
        head = [Span("  "), Span(mark, "required"), Span(" "), Span(parameter.name, "text-strong")]
        place = f"{kind}, {parameter.place}"
        if len(parameter.name) + len(place) + _NAME_COLUMN + 2 <= self._width:
            yield [*head, Span(f"  {place}", "text-dim")]
        else:
            yield head
            yield [Span("      "), Span(place, "text-dim")]
        yield from self._text(parameter.description, 6)
        yield from self._text(", ".join(all_facts_of(parameter)), 6, ink="text-muted")

    def answers(self) -> Iterator[PageLine]:
        yield from self._heading("Answers")
        for answer in possible_answers(self._endpoint):
            glyph = self._glyphs.of_status(_STATUS_GLYPHS.get(answer.kind, " "))
            ink = kind_ink(answer.kind)
            name = answer.name.ljust(22)
            head = [
                Span("  "),
                Span(f"{glyph} {answer.status} ", ink, is_bold=True),
                Span(name, "text-strong"),
            ]
            if len(name) + len(answer.when) + 10 <= self._width:
                yield [*head, Span(f" {answer.when}", "text-muted")]
            else:
                yield head
                yield from self._text(answer.when, 8, ink="text-muted")

    def attributes(self) -> Iterator[PageLine]:
        answer = self._endpoint.answer
        if not answer.attributes:
            return
        whole = "a list" if answer.is_list else "one object"
        under = f"{whole} under {answer.root}" if answer.root else whole
        yield from self._heading("What comes back", under)
        longest = min(_MAX_NAME, max(len(one.name) for one in answer.attributes))
        for attribute in answer.attributes:
            yield from self._attribute(attribute, longest)

    def _attribute(self, attribute: Attribute, longest: int) -> Iterator[PageLine]:
        column = _NAME_COLUMN + longest + 2 + 10
        name = Span(attribute.name.ljust(longest), "json-key")
        head = [Span(" " * _NAME_COLUMN), name, Span(f"  {attribute.type:<10}", "text-dim")]
        if self._width - column < _LEAST_TEXT:
            yield head
            yield from self._text(attribute.description, _NAME_COLUMN + 2)
            return
        parts = wrapped(attribute.description, self._width - column)
        yield [*head, Span(parts[0])]
        for part in parts[1:]:
            yield [Span(" " * column), Span(part)]

    def examples(self, examples: Mapping[str, str]) -> Iterator[PageLine]:
        for name, command in examples.items():
            yield from self._heading(f"Example {name}", "curl")
            for line in command.split("\n"):
                ink = "text-muted" if line.startswith("#") else "foreground"
                yield from ([Span("    "), Span(piece, ink)] for piece in _folded(line, self._width - 6))

    def bottom(self) -> Iterator[PageLine]:
        endpoint = self._endpoint
        if endpoint.notes:
            yield from self._heading("Notes")
            yield from self._text(endpoint.notes, 4)
        if endpoint.source:
            yield from self._heading("Source")
            for part in wrapped(endpoint.source, self._width - 4):
                yield [Span("    "), Span(part, "text-muted")]
        yield []

    def _heading(self, title: str, end: str = "") -> Iterator[PageLine]:
        yield []
        yield [
            Span("  "),
            Span(title, "text-muted", is_bold=True),
            Span(f"  {end}" if end else "", "text-dim"),
        ]

    def _text(self, text: str, column: int, *, ink: str = "foreground") -> Iterator[PageLine]:
        for paragraph in text.splitlines():
            for part in wrapped(paragraph, max(16, self._width - column)):
                yield [Span(" " * column), Span(part, ink)]


def _folded(line: str, room: int) -> list[str]:
    """A line of a command in pieces; its indentation stays, further pieces stand further right."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    first, *more = wrapped(line.lstrip(" "), max(20, room - len(indent) - 2))
    return [indent + first, *(f"{indent}  {piece}" for piece in more)]
