"""JSON laid out by token, never by value: number text, key order, repeated keys and escapes survive.

What is valid goes through msgspec, which is fast: short bodies whole, long ones run by run. Where a body is
broken, cut, endless or very deep a tokenizer of our own takes over, which shows it as far as it goes and
tells the first fault. The only bytes changed are those of white space between tokens.
"""

from __future__ import annotations

import re
from typing import Final

from cloudflow_tui.document.json_brackets import depth_of
from cloudflow_tui.document.json_runs import RUN_BYTES, take_run
from cloudflow_tui.document.layout import MAX_LEVELS, NEWLINES, Pieces, Pretty, place_of

_WS: Final = rb"[ \t\r\n]*+"
_STRING: Final = rb'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+"'
_SCALAR: Final = _STRING + rb"|-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+|true|false|null"
_NEXT: Final = rb"(?=[ \t\r\n,\]}])"
_MEMBER = re.compile(
    _WS + rb"(" + _STRING + rb")" + _WS + rb":" + _WS + rb"(?:([{\[])|(" + _SCALAR + rb")" + _NEXT + rb")"
)
_ELEMENT = re.compile(_WS + rb"(?:([{\[])|(" + _SCALAR + rb")(?:" + _NEXT + rb"|\Z))")
_AFTER = re.compile(_WS + rb"([,}\]])")
_LOOSE = re.compile(
    rb'([ \t\r\n]*+)(?:([{\[])|([}\]])|(,)|(:)|("(?:[^"\\]++|\\.)*+(?:"|\\?+\Z))|([^ \t\r\n{}\[\],:"]++)|\Z)',
    re.DOTALL,
)
_STRING_ALONE = re.compile(_STRING)
_WITHOUT_CHECK_BYTES: Final = 16 * 1024
_SHORTEST_RUN_BYTES: Final = 4 * 1024

_VALUE, _FIRST_VALUE, _KEY, _FIRST_KEY, _COLON, _MEMBER_VALUE, _AFTER_VALUE, _END = range(8)
_TAKES_VALUE: Final = (_VALUE, _FIRST_VALUE, _MEMBER_VALUE)
_EXPECTED: Final = {
    _VALUE: "a value",
    _FIRST_VALUE: "a value or ]",
    _KEY: "a key in quotes",
    _FIRST_KEY: "a key in quotes or }",
    _COLON: "a colon",
    _MEMBER_VALUE: "a value",
    _AFTER_VALUE: "a comma or the end of the list or object",
    _END: "nothing more",
}


def pretty_json(data: bytes, *, is_partial: bool = False) -> Pretty:
    """Lay out JSON, two spaces a level.

    Args:
        data: UTF-8 without byte order mark, valid or not.
        is_partial: The body goes on behind `data`, so that its end is no fault.
    """
    if not is_partial and len(data) <= RUN_BYTES and _is_shallow(data):
        import msgspec

        try:
            return Pretty(msgspec.json.format(data, indent=2).rstrip(b"\n"))
        except (msgspec.DecodeError, RecursionError):
            pass  # The tokenizer tells what is wrong, and takes what is right and only odd.
    return Layout(data, is_partial).result()


def _is_shallow(data: bytes) -> bool:
    """Whether indentation cannot make much more of it than it is: a list of lists without end would."""
    return len(data) <= _WITHOUT_CHECK_BYTES or depth_of(data) <= MAX_LEVELS


class Layout:
    """One run of the tokenizer."""

    def __init__(self, data: bytes, is_partial: bool) -> None:
        self.data = data
        self.is_partial = is_partial
        self.pieces = Pieces(len(data))
        self.stack = bytearray()
        self.state = _VALUE
        self.position = 0
        self.fault = ""
        self.is_inline = True
        """What comes next stays on this line: the first value, the value of a key."""
        self.runs_from = 0
        """Where the fast way may be tried again."""
        self.run_bytes = RUN_BYTES
        self.failed_runs = 0

    def result(self) -> Pretty:
        size = len(self.data)
        while self.position < size:
            if not self.pieces.has_room():
                self.note_fault(self.position, "nested so deeply that the rest is shown as it came,")
                self.pieces.open.append(b"\n" + self.data[self.position :])
                self.state = _END
                self.stack.clear()
                break
            if not self.take_runs() and not self.take_strict():
                self.take_loose()
        if not self.is_partial and not self.fault and (self.stack or self.state != _END):
            self.fault = f"not complete: the JSON breaks off at {place_of(self.data, size)}"
        return Pretty(self.pieces.text(), self.fault)

    def first_comma(self) -> bool:
        """Go on to the first comma from which a run may be taken; False when there is none."""
        while self.position < len(self.data) and not self.fault:
            if self.stack and self.state == _AFTER_VALUE and self.data.startswith(b",", self.position):
                return True
            if not self.take_strict():
                return False
        return False

    def take_runs(self) -> bool:
        """Take a long run the fast way; False when this is no place for it."""
        position = self.position
        is_place = self.stack and self.state == _AFTER_VALUE and position >= self.runs_from
        if not is_place or self.data[position : position + 1] != b",":
            return False
        while len(self.data) - position > _SHORTEST_RUN_BYTES:
            stack = bytes(self.stack)
            run = take_run(self.data, position, stack, self.run_bytes, is_end=not self.is_partial)
            if run is not None:
                self.pieces.open.append(run.text)
                self.position, self.stack = run.end, bytearray(run.stack)
                self.after_value()
                self.run_bytes, self.failed_runs = min(RUN_BYTES, self.run_bytes * 4), 0
                return True
            if self.run_bytes <= _SHORTEST_RUN_BYTES:
                self.failed_runs += 1
                self.runs_from = position + (_SHORTEST_RUN_BYTES << min(self.failed_runs, 12))
                break
            self.run_bytes = max(_SHORTEST_RUN_BYTES, self.run_bytes // 8)
        return False

    def newline(self) -> bytes:
        return NEWLINES[min(len(self.stack), MAX_LEVELS)]

    def opened(self, bracket: bytes) -> None:
        self.stack += bracket
        self.state = _FIRST_KEY if bracket == b"{" else _FIRST_VALUE
        self.is_inline = False

    def after_value(self) -> None:
        self.state = _AFTER_VALUE if self.stack else _END
        self.is_inline = False

    def take_strict(self) -> bool:
        """Take one member, element, comma or closing bracket of valid JSON; False when there is none."""
        state, out = self.state, self.pieces.open
        if state in (_KEY, _FIRST_KEY):
            found = _MEMBER.match(self.data, self.position)
            if found:
                key, bracket, scalar = found.groups()
                out += (self.newline(), key, b": ", bracket or scalar)
                self.opened(bracket) if bracket else self.after_value()
        elif state in (_VALUE, _FIRST_VALUE):
            found = _ELEMENT.match(self.data, self.position)
            if found:
                bracket, scalar = found.groups()
                out += (b"" if self.is_inline else self.newline(), bracket or scalar)
                self.opened(bracket) if bracket else self.after_value()
        elif state == _AFTER_VALUE:
            found = _AFTER.match(self.data, self.position)
            if found and not self.take_after(found.group(1)):
                return False
        else:
            return False
        if not found:
            return False
        self.position = found.end()
        return True

    def take_after(self, mark: bytes) -> bool:
        """A comma, or the bracket that closes the innermost list or object."""
        if mark == b",":
            self.pieces.open.append(mark)
            self.state = _KEY if self.stack[-1:] == b"{" else _VALUE
        elif (self.stack[-1:] == b"{") == (mark == b"}"):
            self.stack.pop()
            self.pieces.open += (self.newline(), mark)
            self.after_value()
        else:
            return False
        return True

    def take_loose(self) -> None:
        """Take one token, whether it fits or not."""
        found = _LOOSE.match(self.data, self.position)
        assert found is not None, "every byte belongs to some token"
        blank, opener, closer, comma, colon, string, word = found.groups()
        start = self.position + len(blank)
        self.position = found.end()
        if opener:
            self.loose_open(start, opener)
        elif closer:
            self.loose_close(start, closer)
        elif comma:
            if self.state != _AFTER_VALUE:
                self.note_expected(start)
            self.pieces.open.append(comma)
            self.state = _KEY if self.stack[-1:] == b"{" else _VALUE
            self.is_inline = False
        elif colon:
            if self.state != _COLON:
                self.note_expected(start)
            self.pieces.open.append(b": ")
            self.state, self.is_inline = _MEMBER_VALUE, True
        elif string or word:
            self.loose_scalar(start, blank, string, word)

    def loose_open(self, start: int, bracket: bytes) -> None:
        if self.state not in _TAKES_VALUE:
            self.note_expected(start)
        self.pieces.open += (b"" if self.is_inline else self.newline(), bracket)
        self.opened(bracket)

    def loose_close(self, start: int, bracket: bytes) -> None:
        is_empty = self.state in (_FIRST_KEY, _FIRST_VALUE)
        fits = self.stack and (self.stack[-1:] == b"{") == (bracket == b"}")
        if not fits or not (is_empty or self.state == _AFTER_VALUE):
            self.note_expected(start)
        if self.stack:
            self.stack.pop()
        self.pieces.open += (b"" if is_empty and fits else self.newline(), bracket)
        self.after_value()

    def loose_scalar(self, start: int, blank: bytes, string: bytes | None, word: bytes | None) -> None:
        token = string or word or b""
        if self.is_cut(token):
            pass
        elif string and not _STRING_ALONE.fullmatch(string):
            self.note_fault(
                start, "not valid JSON: text with a bad escape, a raw control character or no end,"
            )
        elif not self.fits(string, word):
            self.note_expected(start)
        if self.state in (_AFTER_VALUE, _COLON):
            # Words side by side: the blanks between them are all that keeps them apart.
            self.pieces.open += (blank, token)
            return
        self.pieces.open += (b"" if self.is_inline else self.newline(), token)
        if self.state in (_KEY, _FIRST_KEY):
            self.state, self.is_inline = _COLON, True
        else:
            self.after_value()

    def fits(self, string: bytes | None, word: bytes | None) -> bool:
        """Whether text or a word is right at this place."""
        if word:
            return self.state in _TAKES_VALUE and _ELEMENT.fullmatch(word) is not None
        return self.state in _TAKES_VALUE or self.state in (_KEY, _FIRST_KEY)

    def is_cut(self, token: bytes) -> bool:
        """Whether the token is the last one, and may only be incomplete."""
        if self.position < len(self.data):
            return False
        if token.startswith(b'"'):
            return not _STRING_ALONE.fullmatch(token) and b"\n" not in token
        is_word = any(word.startswith(token) for word in (b"true", b"false", b"null"))
        return (self.is_partial or self.stack != b"") and (
            is_word or re.fullmatch(rb"-?[0-9]*\.?[0-9]*([eE][+-]?)?", token) is not None
        )

    def note_expected(self, offset: int) -> None:
        self.note_fault(offset, f"not valid JSON: {_EXPECTED[self.state]} expected")

    def note_fault(self, offset: int, words: str) -> None:
        if not self.fault:
            self.fault = f"{words} at {place_of(self.data, offset)}"
