"""Known secret values, found in whatever spelling they occur.

A value is found as it is, with the escapes of JSON and XML, percent-coded, and inside base64 (so that
`Authorization: Basic …` in an echoed request is found from the password alone). Values below
MIN_LENGTH characters are left to their names: found by value they would blank out half a body.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

Kind = Literal["json", "xml", "form", "text"]
Span = tuple[int, int]

MIN_LENGTH = 4
_MIN_BASE64_BYTES = 6
_LITERALS = frozenset({"true", "false", "null"})

_BARE = re.compile(
    r"(?:rue|ue|alse|lse|se|ull|ll|e|l)?(?:[{}\[\],:\s\d+\-.eE]|true|false|null)*"
    r"(?:tru|tr|t|fals|fal|fa|f|nul|nu|n)?"
)
"""Values that could match JSON outside its strings: numbers, brackets, parts of the three literals."""
_WORD = re.compile(r"[a-z_]+")
_PLAIN_RUN = re.compile(r"[A-Za-z0-9]+")
_NAME_LEFT = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]%"
_XML_NAMES = {"&": b"&amp;", "<": b"&lt;", ">": b"&gt;", '"': b"&quot;", "'": b"&apos;"}
_JSON_SHORT = {"\n": b"n", "\r": b"r", "\t": b"t", "\b": b"b", "\f": b"f"}


class KnownValue:
    """One secret value and how to find it."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.is_bare = _BARE.fullmatch(value) is not None
        self.is_word = _WORD.fullmatch(value) is not None
        runs = _PLAIN_RUN.findall(value)
        self._probe = max(runs, key=len, default="").encode()
        self._cores = _base64_cores(value.encode("utf-8", "surrogatepass"))

    def __repr__(self) -> str:
        return "KnownValue(…)"

    def spans(self, data: bytes, kind: Kind) -> Iterator[Span]:
        """Where the value stands in `data`, in any spelling."""
        if self._probe in data:
            pattern = self._patterns[kind]
            for match in pattern.finditer(data):
                start, end = match.span()
                if not self._is_in_name(data, start, end, kind):
                    yield start, end
        for probe, pattern in self._cores:
            if probe in data:
                for match in pattern.finditer(data):
                    yield match.span()

    @cached_property
    def _patterns(self) -> dict[Kind, re.Pattern[bytes]]:
        kinds: tuple[Kind, ...] = ("json", "xml", "form", "text")
        return {
            kind: re.compile(b"".join(_spellings(character, kind) for character in self.value))
            for kind in kinds
        }

    def _is_in_name(self, data: bytes, start: int, end: int, kind: Kind) -> bool:
        """Whether the hit is part of a key, tag or parameter name; a mask there would break the format."""
        if kind == "xml":
            return _is_in_tag(data, start)
        if not self.is_word or kind == "text":
            return False
        left = data[max(0, start - 128) : start]
        right = data[end : end + 128]
        before = left[len(left.rstrip(_NAME_LEFT)) - 1 :][:1] if left.rstrip(_NAME_LEFT) else b""
        after = right.lstrip(_NAME_LEFT)
        if kind == "json":
            return before == b'"' and after[:1] == b'"' and after[1:].lstrip()[:1] == b":"
        return after[:1] == b"="


class KnownValues:
    """All known secret values of a redactor, longest first."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        kept = {value for value in values if len(value) >= MIN_LENGTH and value not in _LITERALS}
        self._known = [KnownValue(value) for value in sorted(kept, key=lambda text: (-len(text), text))]

    def __bool__(self) -> bool:
        return bool(self._known)

    @property
    def has_bare(self) -> bool:
        """Whether some value could match JSON outside its strings."""
        return any(known.is_bare for known in self._known)

    def spans(self, data: bytes, kind: Kind) -> Iterator[tuple[int, int, bool]]:
        """(start, end, is_bare) of every hit; hits of different values may overlap."""
        for known in self._known:
            for start, end in known.spans(data, kind):
                yield start, end, known.is_bare


def _spellings(character: str, kind: Kind) -> bytes:
    """A regular expression for one character in every spelling that may occur."""
    if character.isascii() and (character.isalnum() or character in "-_"):
        return re.escape(character.encode())
    raw = character.encode("utf-8", "surrogatepass")
    found = []
    never_raw = {"json": '"\\', "xml": "<&"}.get(kind, "")
    if character not in never_raw:
        found.append(re.escape(raw))
    found.append(b"".join(_hex_either_case(b"%", f"{byte:02x}") for byte in raw))
    if character == " ":
        found.append(rb"\+")
    found.append(b"".join(_hex_either_case(rb"\\+u", f"{unit:04x}") for unit in _utf16_units(character)))
    if character in '"\\/':
        found.append(rb"\\+" + re.escape(raw))
    elif character in _JSON_SHORT:
        found.append(rb"\\+" + _JSON_SHORT[character])
    if character in _XML_NAMES:
        found.append(_XML_NAMES[character])
    found.append(b"&#0*%d;" % ord(character))
    found.append(_hex_either_case(b"&#[xX]0*", f"{ord(character):x}") + b";")
    return b"(?:" + b"|".join(found) + b")"


def _hex_either_case(prefix: bytes, digits: str) -> bytes:
    letters = (f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits)
    return prefix + "".join(letters).encode()


def _utf16_units(character: str) -> list[int]:
    code = ord(character)
    if code < 0x10000:
        return [code]
    code -= 0x10000
    return [0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF)]


def _base64_cores(raw: bytes) -> list[tuple[bytes, re.Pattern[bytes]]]:
    """(probe, pattern) for the value at each of the three places it can have in a base64 text."""
    if len(raw) < _MIN_BASE64_BYTES:
        whole = base64.b64encode(raw)
        pattern = rb"(?<![A-Za-z0-9+/_-])" + _base64_spelling(whole.rstrip(b"=")) + rb"(?:=|%3[dD]){0,2}"
        return [(_longest_plain(whole), re.compile(pattern + rb"(?![A-Za-z0-9+/_-])"))]
    cores = []
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw).rstrip(b"=")
        first = (offset * 8 + 5) // 6
        last = (offset + len(raw)) * 8 // 6
        core = coded[first:last]
        before = rb"[A-Za-z0-9+/_-]?" if offset else b""
        after = rb"[A-Za-z0-9+/_-]?(?:=|%3[dD]){0,2}" if (offset + len(raw)) % 3 else b""
        cores.append((_longest_plain(core), re.compile(before + _base64_spelling(core) + after)))
    return cores


def _base64_spelling(coded: bytes) -> bytes:
    """Standard and URL alphabet alike, also percent-coded or with JSON's escaped slash."""
    text = re.escape(coded.decode())
    text = text.replace(r"\+", r"(?:\+|-|%2[bB])").replace("/", r"(?:\\*/|_|%2[fF])")
    return text.encode()


def _longest_plain(coded: bytes) -> bytes:
    return max(re.findall(rb"[A-Za-z0-9]+", coded), key=len, default=b"")


def _is_in_tag(data: bytes, start: int) -> bool:
    """Whether `start` lies in an XML tag, outside of its attribute values."""
    opened = data.rfind(b"<", 0, start)
    if opened < 0 or opened < data.rfind(b">", 0, start):
        return False
    tag = data[opened : start + 1]
    if not re.match(rb"<[/?]?[A-Za-z_]", tag):
        return False
    head = data[opened:start]
    quote = b""
    for mark in re.findall(rb"[\"']", head):
        quote = b"" if mark == quote else (quote or mark)
    return not quote
