"""A request as somebody pasted it: what was meant, what was seen on the way, and where each part stands.

Made by the readers of `interchange`, judged by `lint`. Plain frozen data; its repr holds no secret.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from cloudflow_tui.exchange import Pairs
from cloudflow_tui.redact import MASK, Redactor

Source = Literal[
    "curl",
    "powershell",
    "raw-http",
    "har",
    "module-log",
    "php",
    "ruby",
    "python",
    "javascript",
    "httpie",
    "wget",
    "line",
]
"""What it was read from."""
Dialect = Literal["", "bash", "cmd", "powershell", "powershell7"]
"""Whose quoting a command line has; powershell7 is 7.3 and later, "" is none."""
DIALECTS: tuple[Dialect, ...] = ("bash", "cmd", "powershell", "powershell7")
BodyKind = Literal["none", "text", "file", "multipart", "unknown"]
"""file and unknown: the body cannot be seen; unknown: not even whether there is one."""
SecretKind = Literal["", "key", "password", "masked"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in what was pasted; both count from 1."""

    line: int
    column: int


NOWHERE = Spot(0, 0)
"""Of a part that does not stand in the text."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something a reader saw on the way that makes the wire differ from what was meant."""

    rule: str
    """Id of the rule that it belongs to."""
    spot: Spot
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PastedAnswer:
    """The answer that was pasted with a request."""

    status: int
    """0 when only its body was pasted."""
    headers: Pairs = field(default=(), repr=False)
    body: str = field(default="", repr=False)
    spot: Spot = NOWHERE

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Places:
    """From characters of a part back to the pasted text."""

    line_starts: Sequence[int] = (0,)
    """Offset of every line of the pasted text."""
    url: Sequence[int] = ()
    """Offset of every character of the address."""
    body: Sequence[int] = ()
    """Offset of every character of the body; () when it was made from something else."""
    named: tuple[tuple[str, int], ...] = ()
    """Offsets of other parts: `method`, `user`, `header.content-type`."""
    start: int = 0
    """Where the request begins."""

    def spot(self, offset: int) -> Spot:
        """Line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return Spot(line, offset - self.line_starts[line - 1] + 1)

    def of_body(self, index: int) -> Spot:
        """The place of a character of the body; the beginning of the request when it has none."""
        return self.spot(_at(self.body, index, self.start))

    def of_url(self, index: int = 0) -> Spot:
        return self.spot(_at(self.url, index, self.start))

    def of(self, name: str) -> Spot:
        """The place of a named part; the beginning of the request when it has none."""
        return self.spot(next((offset for known, offset in self.named if known == name), self.start))


def _at(offsets: Sequence[int], index: int, otherwise: int) -> int:
    if not offsets:
        return otherwise
    return offsets[min(max(index, 0), len(offsets) - 1)]


@dataclass(frozen=True, slots=True)
class PastedRequest:
    """One request out of what was pasted, as it was meant."""

    source: Source
    method: str
    url: str = field(repr=False)
    """As written, with or without scheme; secrets in it are in `secret_values`."""
    headers: Pairs = field(default=(), repr=False)
    """As written, order kept; the value of a secret header is masked."""
    body: str = field(default="", repr=False)
    body_kind: BodyKind = "none"
    dialect: Dialect = ""
    login: str = ""
    """User part of the credentials, "" when none were seen."""
    secret_kind: SecretKind = ""
    """What the other part looks like; it is not kept itself."""
    auth: Literal["", "basic", "bearer", "header", "query", "address"] = ""
    """How credentials are given, "" when not."""
    implied_type: str = ""
    """Content-Type that the client sets by itself when no header does."""
    are_headers_known: bool = True
    """False: the source shows no headers, so their absence says nothing."""
    is_rebuilt: bool = False
    """The body was made from a printed array, which loses types."""
    is_host_known: bool = True
    """False: only a path was pasted."""
    flags: frozenset[str] = frozenset()
    """Options of the client that matter: globoff, location, insecure, get, method, data."""
    observations: tuple[Observation, ...] = ()
    answer: PastedAnswer | None = None
    places: Places = field(default=Places(), repr=False, compare=False)
    wire: str = field(default="", repr=False)
    """What really goes out, masked, where that differs from what was meant; "" when it does not."""
    secret_values: frozenset[str] = field(default=frozenset(), repr=False)

    def header(self, name: str) -> str:
        """The last header of that name, "" when there is none."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return found[-1] if found else ""

    @property
    def content_type(self) -> str:
        """The type of the body without its parameters, lower case; by the client's default if none is set."""
        return (self.header("content-type") or self.implied_type).partition(";")[0].strip().lower()

    @property
    def has_body(self) -> bool:
        return self.body_kind not in ("none", "unknown")

    @property
    def form(self) -> str:
        """What the body looks like: json, xml, form, or "" when it has none or cannot be told."""
        return form_of(self.body) if self.body_kind == "text" else ""

    def masked(self, text: str) -> str:
        """A text without the secrets of this request."""
        return Redactor(self.secret_values).text(text)

    @property
    def shown_url(self) -> str:
        return Redactor(self.secret_values).url(self.url)

    @property
    def shown_body(self) -> str:
        body = Redactor(self.secret_values).body(self.body.encode("utf-8", "replace"), self.content_type)
        return body.decode("utf-8", "replace")

    @property
    def shown_headers(self) -> Pairs:
        return Redactor(self.secret_values).headers(self.headers)


def form_of(body: str) -> str:
    """json, xml or form, by how a body begins; "" for an empty one."""
    start = body.strip().lstrip("\ufeff\u200b\u00a0 \t\r\n'\"“”‘’")[:200]
    if not start:
        return ""
    if start[0] == "<":
        return "xml"
    return "json" if start[0] in "{[" else "form"


def has_mask(text: str) -> bool:
    """Whether a value was masked by somebody, so that it is unknown rather than wrong."""
    return "***" in text or MASK in text or (len(text) > 0 and set(text) == {"*"})
