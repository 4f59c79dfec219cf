"""Plain data as YAML text, for documents that people read. Writes objects, lists and JSON's scalars only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

_INDENT: Final = "  "
_PLAIN: Final = re.compile(r"[A-Za-z/][A-Za-z0-9_/.$-]*(?: [A-Za-z0-9_/.$,()-]+)*")
_UNSEEN: Final = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_RESERVED: Final = re.compile(r"(?:true|false|null|yes|no|on|off|y|n|nan|inf)", re.IGNORECASE)


def to_yaml(value: object) -> str:
    """The YAML text of a value, with a newline at its end; reading it gives the value back."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _entry(f"{indent}{_scalar(str(key))}:", inner, indent + _INDENT)
    elif isinstance(value, list | tuple) and value:
        for inner in value:
            yield from _entry(f"{indent}-", inner, indent + _INDENT)
    else:
        yield indent + _scalar(value)


def _entry(head: str, value: object, indent: str) -> Iterator[str]:
    """A key or dash with what belongs to it: behind it, or in the lines below."""
    if isinstance(value, dict | list | tuple) and value:
        yield head
        yield from _lines(value, indent)
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) and not _RESERVED.fullmatch(value)
        return value if is_plain else _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    """The text as JSON writes it, which YAML reads too, but for signs beyond 16 bits: those stay."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
