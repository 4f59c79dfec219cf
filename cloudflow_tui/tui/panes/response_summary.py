"""An outcome as rows of text: status and meaning, fields at fault, hints, next steps. Knows no widget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from cloudflow_tui.tui.widgets.figures import shown_bytes, shown_clock, shown_ms
from cloudflow_tui.tui.widgets.lines import plain
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.errors import CloudFlowError
    from cloudflow_tui.exchange import Exchange

RowKind = Literal["status", "meaning", "blank", "field", "more", "text"]
INDENT = 4
_NAME_MIN, _NAME_MAX = 11, 26
_ONE_ROW_WIDTH = 100
_SEEN = re.compile(r"Seen:\s*(?:#(\d+))?\s*")


@dataclass(frozen=True, slots=True)
class Outline:
    """What is to be said of one exchange or refusal, before it is laid out for a width."""

    glyph: str
    number: str
    """The status, "none", or "" for a request that was not sent."""
    name: str
    meaning: str
    kind: str
    """Class of the status, for its colour."""
    took: str = ""
    size: str = ""
    clock: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()
    """(name as shown, message, parameter to go to or "")."""
    hints: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    """Questions whether something may be read that would tell more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an outcome."""

    kind: RowKind
    text: str = ""
    label: str = ""
    """Stands before the text in bold: a field's name, "Seen:", "Next:"."""
    parameter: str = ""
    """Choosing the row goes to this parameter."""
    exchange_number: int = 0
    """Choosing the row opens this exchange."""
    key: str = ""
    """A key, shown behind the text."""
    read_at: int = 0
    """Choosing the row agrees to this read, counted from 1; negative in the further lines of its question."""

    @property
    def is_choosable(self) -> bool:
        return bool(self.parameter or self.exchange_number or self.read_at > 0)


def outline_of(exchange: Exchange, explanation: Explanation) -> Outline:
    """What an explained exchange says."""
    number, _, name = explanation.title.partition(" ")
    if not number.isdigit():
        number, name = "none", explanation.title
    response = exchange.response
    return Outline(
        glyph=explanation.glyph,
        number=number,
        name=name,
        meaning=explanation.meaning,
        kind="4xx" if explanation.kind == "2xx" and explanation.glyph != "✓" else explanation.kind,
        took=shown_ms(exchange.timing.total_ms),
        size=shown_bytes(response.body.size_bytes) if response is not None else "",
        clock=shown_clock(exchange.timing.started_at, datetime.now(UTC)),
        fields=tuple((error.field, error.message, error.parameter) for error in explanation.field_errors),
        hints=explanation.hints,
        next_steps=explanation.next_steps,
    )


def outline_of_refusal(error: CloudFlowError) -> Outline:
    """What is said of a request that was not sent."""
    return Outline(
        "!", "", "Not sent", error.message, "4xx", next_steps=(error.advice,) if error.advice else ()
    )


def laid_out(outline: Outline, width: int, *, is_airy: bool, most_words: int = 0) -> list[Row]:
    """The rows of an outcome.

    Args:
        width: Cells of a row.
        is_airy: Whether blank rows stand between the parts.
        most_words: So many hints and so many steps, and how many more there are; 0 for all of them.
    """
    room = max(12, width - INDENT - 1)
    left_out = 0
    if most_words:
        outline, left_out = _shortened(outline, most_words)
    rows = [Row("status")]
    if not is_in_one_row(outline, width):
        rows += [Row("meaning", line) for line in wrapped(outline.meaning, room)]
    for part in (_fields(outline, room), _hints(outline, room), _reads(outline, room), _steps(outline, room)):
        part_rows = list(part)
        if part_rows and is_airy:
            rows.append(Row("blank"))
        rows += part_rows
    if left_out:
        rows.append(Row("text", f"… {left_out} more:", key="w"))
    return rows


def _shortened(outline: Outline, most: int) -> tuple[Outline, int]:
    """The outline with so many hints and steps, and how many were left out."""
    short = replace(
        outline, hints=outline.hints[:most], next_steps=outline.next_steps[:most], reads=outline.reads[:most]
    )
    kinds = (
        (outline.hints, short.hints),
        (outline.next_steps, short.next_steps),
        (outline.reads, short.reads),
    )
    left_out = sum(len(every) - len(kept) for every, kept in kinds)
    return (short, left_out) if left_out > 1 else (outline, 0)


def is_in_one_row(outline: Outline, width: int) -> bool:
    """Whether the meaning stands behind the name: in wide panes, for what needs no attention."""
    if width < _ONE_ROW_WIDTH or outline.kind != "2xx":
        return False
    taken = sum(len(text) for text in (outline.number, outline.name, outline.meaning))
    return taken + 36 < width


def _fields(outline: Outline, room: int) -> Iterator[Row]:
    for name, message, parameter in outline.fields:
        width = _name_width(outline, room)
        for index, line in enumerate(wrapped(message, room - width if name else room)):
            yield Row("field" if index == 0 else "more", line, name, parameter)


def _name_width(outline: Outline, room: int) -> int:
    longest = max((cell_len(plain(name)) for name, _, _ in outline.fields), default=0)
    return min(max(longest + 2, _NAME_MIN), _NAME_MAX, room // 2)


def name_width(outline: Outline, width: int) -> int:
    """Cells of the column of field names."""
    return _name_width(outline, max(12, width - INDENT - 1))


def _hints(outline: Outline, room: int) -> Iterator[Row]:
    for hint in outline.hints:
        seen = _SEEN.match(hint)
        label = "Seen:" if seen else ""
        number = int(seen[1]) if seen and seen[1] else 0
        text = hint[seen.end() :] if seen else hint
        for index, line in enumerate(wrapped(text, room - (7 if label else 0) - len(str(number or "")))):
            yield Row("text", line, label if index == 0 else " " * len(label), exchange_number=number)


def _reads(outline: Outline, room: int) -> Iterator[Row]:
    for at, question in enumerate(outline.reads, 1):
        for index, line in enumerate(wrapped(question, room - 5)):
            yield Row("text", line, "Ask:" if index == 0 else "    ", read_at=-at if index else at)


def _steps(outline: Outline, room: int) -> Iterator[Row]:
    label = "Next:"
    for step in outline.next_steps:
        for line in wrapped(step, room - len(label) - 1):
            yield Row("text", line, label)
            label = " " * len(label)
