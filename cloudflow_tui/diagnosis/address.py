"""The address of a pasted request taken apart, however it is written; nothing in it is looked up.

Takes what `urlsplit` does not: no scheme, two schemes, signs in the user part, variables, empty parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCHEME = re.compile(r"(?P<scheme>https?)(?P<sign>:/+|//)", re.IGNORECASE)
_UNFILLED = re.compile(
    r":[A-Za-z_]\w*|\{+[\w-]+\}+|<[\w -]+>|\[[A-Za-z_]\w*\]|%7B\w+%7D|YOUR[-_]?\w+|X{2,}", re.IGNORECASE
)
_VARIABLE = re.compile(r"\$\{?\w+\}?|%[A-Za-z_]\w*%|\*{3,}|\$\([^)]*\)")
_SUFFIX = re.compile(r"\.(json|xml)$", re.IGNORECASE)
DOCUMENT_HOSTS = frozenset({"onapp.test", "panel.example.test", "your.control.panel"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address as written."""

    text: str
    scheme: str
    """Lower case; "" when none is written."""
    schemes: int
    """How many are written one after the other."""
    user: str
    """Before the last @ of the host, "" when there is none."""
    host: str
    port: str
    path: str
    query: str
    has_fragment: bool
    path_start: int
    """Where the path begins in the text."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of the path, empty ones too."""
        return tuple(self.path.split("/")[1:]) if self.path else ()

    @property
    def is_loopback(self) -> bool:
        return self.host.lower() in LOOPBACK

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as written, nothing decoded."""
        found = (pair.partition("=") for pair in self.query.split("&") if pair)
        return tuple((name, value) for name, _, value in found)

    def start_of_part(self, index: int) -> int:
        """Where a part of the path begins in the text."""
        return self.path_start + 1 + sum(len(part) + 1 for part in self.parts[:index])


def read_address(text: str) -> Address:
    """The parts of an address, or of a path alone when it begins with a slash."""
    at, schemes, scheme = 0, 0, ""
    while (found := _SCHEME.match(text, at)) is not None:
        scheme = found["scheme"].lower()
        at, schemes = found.end(), schemes + 1
    body, _, fragment = text.partition("#")
    before, _, query = body.partition("?")
    if schemes == 0 and text.startswith("/"):
        return Address(text, "", 0, "", "", "", before, query, bool(fragment), 0)
    slash = _path_start(before, at)
    netloc = before[at:slash]
    user, sign, host = netloc.rpartition("@")
    host, port = _host_and_port(host)
    return Address(
        text, scheme, schemes, user if sign else "", host, port, before[slash:], query, bool(fragment), slash
    )


def _path_start(before: str, at: int) -> int:
    found = before.find("/", at)
    return len(before) if found < 0 else found


def _host_and_port(host: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::(\d*))?", host)
    return (found[1], found[2] or "") if found else (host, "")


def without_suffix(part: str) -> str:
    return _SUFFIX.sub("", part)


def suffix_of(part: str) -> str:
    """json, xml, or ""."""
    found = _SUFFIX.search(part)
    return found[1].lower() if found else ""


def is_placeholder(part: str) -> bool:
    """Whether a part of a path is what documents put in the place of a value."""
    return _UNFILLED.fullmatch(without_suffix(part)) is not None


def is_variable(part: str) -> bool:
    """Whether a part holds a variable or a mask, so that its value is unknown."""
    return _VARIABLE.search(part) is not None
