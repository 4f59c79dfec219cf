"""What is missing or wrong in a draft before it is sent, each at its field.

Judges by the catalog and says so where the catalog is not sure. Changes nothing, asks no server.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.redact import MASK
from cloudflow_tui.request.body_encoding import declared_as, encoding_notes
from cloudflow_tui.request.decode import DecodedBody, decode_values
from cloudflow_tui.request.encode import encode_body, is_bare_hash
from cloudflow_tui.request.header_checks import header_problems
from cloudflow_tui.request.names import nearest
from cloudflow_tui.request.problems import Problem, missing, shortened, shown_value
from cloudflow_tui.request.required import is_judged, required_values
from cloudflow_tui.request.shape import FREE, PLACES, Node, Path
from cloudflow_tui.request.value_checks import IDENTIFIER, Finding, check_item, check_value
from cloudflow_tui.request.values import Value
from cloudflow_tui.request.xml_body import ILLEGAL

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter, Place
    from cloudflow_tui.request.draft import Draft

_Order = tuple[tuple[int, int, str], ...]
_Ranked = tuple[_Order, Problem]


def validate(draft: Draft) -> list[Problem]:
    """The problems of a draft in the order of the form; those that do not block are among them.

    A raw body is read and its values are judged; one that cannot be read is one problem of kind `syntax`.
    """
    decoded, broken = _raw_values(draft)
    is_body_known = not broken and is_judged(draft)
    places = [place for place in PLACES if place != "body" or is_body_known]
    found: list[_Ranked] = []
    for required in required_values(draft):
        if not required.is_filled and required.place in places:
            order = _order(draft.shape.trees[required.place], required.path)
            found.append((order, missing(required.name, required.parameter)))
    for place in places:
        values = draft.values(place) if place != "body" or decoded is None else decoded.values
        found += _Look(draft, place).through(values)
    ordered = [problem for _, problem in sorted(found, key=lambda one: one[0])]
    return [*broken, *ordered, *header_problems(draft.headers), *_notes(draft, decoded)]


def _order(node: Node, path: Path) -> _Order:
    """Sorts by the order of the catalog, item by item within lists; what it does not know comes last."""
    order = []
    for step in path:
        node = node.below(step) or FREE
        order.append((node.rank, step, "") if isinstance(step, int) else (node.rank, 0, step))
    return tuple(order)


def _raw_values(draft: Draft) -> tuple[DecodedBody | None, list[Problem]]:
    if draft.raw_body is None or not is_judged(draft):
        return None, []
    try:
        return decode_values(draft.shape, draft.raw_body, draft.format), []
    except BodySyntaxError as error:
        short = f"broken in line {error.line}, column {error.column}"
        return None, [Problem("", "body", "syntax", f"{error.message}.", error.advice, short)]


def _notes(draft: Draft, decoded: DecodedBody | None) -> Iterator[Problem]:
    if draft.raw_body is not None or draft.body_encoding != "utf-8":
        text = encode_body(draft)
        if draft.raw_body is None and draft.format == "xml":
            text = declared_as(text, draft.body_encoding)
        for note in encoding_notes(text, draft.body_encoding, draft.format):
            yield Problem("", "body", "note", note, short="mixed encodings", blocks=False)
    if decoded is not None:
        for note in decoded.notes:
            yield Problem("", "body", "note", note, short=shortened(note), blocks=False)
    elif not is_judged(draft):
        note = f"The body has {len(draft.raw_body or ''):,} characters; so long a one is not judged."
        yield Problem("", "body", "note", note, short="too long to be judged", blocks=False)
    elif draft.format == "xml" and is_bare_hash(draft.shape, draft.values("body")):
        yield Problem(
            "",
            "body",
            "note",
            "The guide shows no XML for this body, which has no root; it is sent in a hash element.",
            advice="JSON is the sure way here.",
            short="no documented XML form",
            blocks=False,
        )


class _Look:
    """One walk through the values of a place."""

    def __init__(self, draft: Draft, place: Place) -> None:
        self._draft = draft
        self._place: Place = place
        self._is_xml = draft.format == "xml" and place == "body" and draft.raw_body is None
        self._is_sure = draft.endpoint.basis == "guide" and draft.endpoint.is_complete

    def through(self, values: dict[str, Value]) -> Iterator[_Ranked]:
        tree = self._draft.shape.trees[self._place]
        for key, value in values.items():
            for path, problem in self._look(tree.below(key), value, (key,)):
                yield _order(tree, path), problem

    def _look(self, node: Node | None, value: Value, path: Path) -> Iterator[tuple[Path, Problem]]:
        """Problems of a value and of what is in it."""
        if node is None:
            yield path, self._unknown(path)
            return
        if node.parameter is not None and node.parameter.is_read_only:
            yield path, self._read_only(path)
        finding = self._finding(node, value)
        if finding is not None:
            yield path, self._wrong(path, finding)
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from self._look(node.below(key), inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self._look(node.below(index) or FREE, inner, (*path, index))

    def _finding(self, node: Node, value: Value) -> Finding | None:
        if isinstance(value, str) and MASK in value:
            return Finding("type it anew", "was masked when it was stored.", "Type it anew.")
        if self._place == "path":
            return _path_finding(node.parameter, value)
        if self._is_xml and isinstance(value, str) and ILLEGAL.search(value):
            return Finding(
                "no control characters", "has characters that XML cannot hold.", "Send it as JSON."
            )
        if node.is_list:
            return _list_finding(value)
        if node.parameter is not None:
            return check_value(node.parameter, value)
        if node.list_parameter is not None and not node.has_members:
            return check_item(node.list_parameter, value)
        if node.has_members and not (value is None or isinstance(value, dict)):
            return Finding("an object", f"is {shown_value(value)}, not an object.", "Set its members.")
        return None

    def _name(self, path: Path) -> str:
        return self._draft.shape.name_of(self._place, path)

    def _wrong(self, path: Path, finding: Finding) -> Problem:
        name = self._name(path)
        blocks = finding.is_sure or self._is_sure
        advice = finding.advice
        if not blocks:
            advice = f"{advice} The list of the catalog may lack some.".strip()
        return Problem(
            name,
            self._place,
            "wrong",
            f"{name} {finding.said}",
            advice,
            shortened(f"wrong: {finding.short}"),
            blocks,
        )

    def _unknown(self, path: Path) -> Problem:
        name = self._name(path)
        near = nearest(name, self._draft.shape.known_names(self._place), 1)
        advice = f"Nearest: {near[0]}." if near else ""
        short = f"unknown; nearest: {near[0]}" if near else "not in the catalog"
        message = f"The catalog has no {self._place} parameter {name!r} for this call."
        return Problem(name, self._place, "unknown", message, advice, shortened(short), blocks=False)

    def _read_only(self, path: Path) -> Problem:
        name = self._name(path)
        message = f"{name} is read-only; servers ignore it."
        return Problem(name, self._place, "read_only", message, short="read-only, ignored", blocks=False)


def _list_finding(value: Value) -> Finding | None:
    if isinstance(value, list) or value is None or value == "":
        return None
    return Finding("a list", f"is {shown_value(value)}, not a list.", 'Write a, b or JSON ["a", "b"].')


def _path_finding(parameter: Parameter | None, value: Value) -> Finding | None:
    """What is wrong with the value of a placeholder; an empty one is missing instead."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool | dict | list):
        return Finding("a number or a word", f"is {shown_value(value)}, which no path can hold.")
    text = str(value)
    if "/" in text:
        return Finding(
            "no / in it", f"is {shown_value(value)}; a slash would be sent as %2F.", "Give the id alone."
        )
    if text.strip(".") == "":
        return Finding("no dots alone", f"is {shown_value(value)}, which names another path.", "Give the id.")
    if parameter is None or (parameter.type == "integer" and IDENTIFIER.fullmatch(text)):
        return None
    return check_value(parameter, value)
