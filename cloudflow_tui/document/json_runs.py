"""Long JSON laid out run by run: from a comma to a later comma, each run by the fast formatter alone.

The brackets that are open before a run are opened for the formatter, those open behind it are closed, and
what it made of both is taken off again. So no call takes long, a body may still be growing, and behind a
fault the fast way goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cloudflow_tui.document.json_brackets import brackets_of, without_escapes, without_pairs
from cloudflow_tui.document.layout import MAX_LEVELS, NEWLINES

RUN_BYTES: Final = 256 * 1024
_CLOSING: Final = bytes.maketrans(b"{[", b"}]")
_BLANKS: Final = b" \t\r\n"
_TRIES: Final = 40


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text that is laid out."""

    text: bytes
    end: int
    """Where the rest begins: at a comma, or at the end of the text."""
    stack: bytes
    """The brackets that are open there, outermost first."""


def take_run(
    data: bytes, position: int, stack: bytes, limit_bytes: int, *, is_end: bool = True
) -> Run | None:
    """Lay out what follows behind a value.

    Args:
        position: Of a comma outside of strings.
        stack: The brackets that are open there; at least one.
        limit_bytes: About how much to take.
        is_end: The text ends where `data` ends; else more of it is to come.

    Returns:
        None when it cannot be done this way: a fault, a very deep nesting, a string longer than the limit.
    """
    start = position + 1
    if is_end and len(data) - start <= limit_bytes:
        run = _run(data[start:], stack, start, is_rest=True)
        if run is not None:
            return run
    part = data[start : start + limit_bytes]
    # A cut at an end of an object is most often right; formatting would show that it is within a string.
    run = _run(part[: part.rfind(b"},") + 1], stack, start, is_rest=False)
    return _run(_cut(part), stack, start, is_rest=False) if run is None else run


def _run(part: bytes, stack: bytes, start: int, *, is_rest: bool) -> Run | None:
    inside = part.strip(_BLANKS)
    # An empty place would pass unseen between the brackets that are added.
    if not inside or inside[:1] in b"]},:" or (not is_rest and inside[-1:] in b"[{,:"):
        return None
    left, rounds = without_pairs(stack + brackets_of(part))
    if left.strip(b"[{") or rounds + len(left) > MAX_LEVELS or bool(left) == is_rest:
        return None
    text = _formatted(part, stack, left)
    return None if text is None else Run(b"," + text, start + len(part), left)


def _formatted(part: bytes, before: bytes, behind: bytes) -> bytes | None:
    """The members or elements laid out, each on its line; None when they are not valid."""
    import msgspec

    opening, opened = _opening(before)
    closing = behind[::-1].translate(_CLOSING)
    try:
        text = msgspec.json.format(b"%b%b%b" % (opening, part, closing), indent=2).rstrip(b"\n")
    except (msgspec.DecodeError, RecursionError):
        return None
    closed = b"".join(NEWLINES[len(behind) - 1 - at] + closing[at : at + 1] for at in range(len(behind)))
    if not text.startswith(opened) or not text.endswith(closed):
        return None
    return text[len(opened) : len(text) - len(closed)]


def _opening(stack: bytes) -> tuple[bytes, bytes]:
    """Opening brackets with a key where one is needed, as they are given and as they are laid out."""
    given, laid_out = [], []
    for level in range(len(stack)):
        bracket = stack[level : level + 1]
        key = b'""' if bracket == b"{" and level + 1 < len(stack) else b""
        given.append(bracket + (key + b":" if key else b""))
        laid_out.append(bracket)
        if level + 1 < len(stack):
            laid_out.append(NEWLINES[level + 1] + (key + b": " if key else b""))
    return b"".join(given), b"".join(laid_out)


def _cut(part: bytes) -> bytes:
    """What stands before the last comma that is outside of strings; b"" when there is none near."""
    end = part.rfind(b",")
    for _ in range(_TRIES):
        if end <= 0:
            break
        if without_escapes(part[:end]).count(b'"') % 2 == 0:
            return part[:end]
        end = part.rfind(b",", 0, max(0, part.rfind(b'"', 0, end)))
    return b""
