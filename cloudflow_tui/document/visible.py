"""Characters that a terminal would obey, or that have no shape, as something to see."""

from __future__ import annotations

import re

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control and direction characters, invisible marks, lone surrogates; neither tab nor newline."""

_CONTROL_BYTES = bytes(code for code in range(0x20) if code not in (0x09, 0x0A)) + b"\x7f"
_CONTROL_STARTS = (b"\xc2", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb", b"\xef\xbf", b"\xed")
_HARMLESS = bytes(set(range(256)) - set(_CONTROL_BYTES) - {start[0] for start in _CONTROL_STARTS})


def escape_code(character: str) -> str:
    """The character by its code: `\\x1b`, `\\u202e`."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def picture(character: str) -> str:
    """NUL to US and DEL as ␀ to ␟ and ␡, one cell each; any other character by its code."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else escape_code(character)


def shown(text: str) -> str:
    """The text with every control character as its picture; tab and newline stay."""
    return text if text.isprintable() else CONTROL.sub(lambda found: picture(found.group()), text)


def decoded(data: bytes) -> str:
    """UTF-8 as text fit to be shown; bytes that are not UTF-8 appear as `\\xe9`."""
    text = data.decode("utf-8", "backslashreplace")
    return shown(text) if may_hold_control(data) else text


def may_hold_control(data: bytes) -> bool:
    """Whether UTF-8 data may hold a character that `shown` would change; a cheap look without decoding."""
    suspicious = data.translate(None, _HARMLESS)
    if not suspicious:
        return False
    if suspicious.translate(None, _CONTROL_BYTES) != suspicious:
        return True
    return any(start in data for start in _CONTROL_STARTS)
