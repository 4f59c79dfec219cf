"""What differs between two bodies: by structure where both are JSON or XML, line by line otherwise.

JSON and XML compare alike, also with each other: both are read as data and laid out in one form. Changes
carry their path; rows stand side by side, as many on the left as on the right.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.compare_data import exact_data
from cloudflow_tui.document.compare_models import (
    FIGURE_NAMES,
    ID_NAMES,
    TIME_NAMES,
    VOLATILE_NAMES,
    Change,
    CompareOptions,
    CompareStopped,
    Comparison,
    count_words,
)
from cloudflow_tui.document.compare_rows import Row, Run
from cloudflow_tui.document.compare_text import compare_lines
from cloudflow_tui.document.compare_walk import compare_values

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body

__all__ = [
    "FIGURE_NAMES",
    "ID_NAMES",
    "TIME_NAMES",
    "VOLATILE_NAMES",
    "Change",
    "CompareOptions",
    "CompareStopped",
    "Comparison",
    "Row",
    "Run",
    "compare_bodies",
    "compare_here",
    "compare_texts",
    "count_words",
]


APART_ABOVE_BYTES: Final = 2_000_000
"""Of both together; a process of its own takes a tenth of a second to begin."""


HERE_AT_MOST_BYTES: Final = 64_000_000
"""When a process fails at longer ones, this one must not fail at them as well."""


def compare_bodies(
    old: Body,
    new: Body,
    old_type: str | None = "",
    new_type: str | None = "",
    options: CompareOptions | None = None,
) -> Comparison:
    """What differs between two bodies.

    Args:
        old_type: The Content-Type header of the first; the bytes have the last word.

    Raises:
        OSError: A spool file is gone, or the memory does not suffice.
        CompareStopped: The options said so.
    """
    chosen = options or CompareOptions()
    if old.size_bytes + new.size_bytes > APART_ABOVE_BYTES:
        from cloudflow_tui.document.compare_apart import compare_apart

        apart = compare_apart(old, new, old_type, new_type, chosen)
        if apart is not None:
            return apart
        if old.size_bytes + new.size_bytes > HERE_AT_MOST_BYTES:
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
    return compare_here(old, new, old_type, new_type, chosen)


def compare_here(
    old: Body, new: Body, old_type: str | None, new_type: str | None, chosen: CompareOptions
) -> Comparison:
    """As `compare_bodies`, in this process whatever their size."""
    chosen.say("reading the first")
    left = exact_data(old, old_type)
    chosen.go_on()
    chosen.say("reading the second")
    right = exact_data(new, new_type)
    chosen.go_on()
    chosen.say("comparing")
    if left is not None and right is not None:
        is_mixed = left.kind != right.kind
        compared = compare_values(left.value, right.value, chosen, is_lenient=is_mixed)
        notes = []
        if is_mixed:
            notes.append(f"{left.kind.upper()} beside {right.kind.upper()}, both shown as data.")
        elif left.kind == "xml":
            notes.append("XML, shown as data.")
        return Comparison(*compared, note=" ".join(notes))
    changes, rows = compare_lines(_lines(old, old_type), _lines(new, new_type), chosen)
    is_odd = (left is None) != (right is None) and old.size_bytes and new.size_bytes
    note = "Compared line by line: only one of them is sound JSON or XML." if is_odd else ""
    return Comparison(changes, rows, note=note)


def compare_texts(old: Sequence[str], new: Sequence[str]) -> Comparison:
    """What differs between two texts, line by line: headers, requests, reports."""
    return Comparison(*compare_lines(old, new))


def _lines(body: Body, content_type: str | None) -> list[str]:
    from cloudflow_tui.document.document import open_document

    if not body.size_bytes:
        return []
    document = open_document(body, content_type)
    return [document.line(index) for index in range(document.line_count)]
