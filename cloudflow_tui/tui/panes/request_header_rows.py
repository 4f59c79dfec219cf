"""The rows of the Headers tab: headers, query words and options of a draft. Draws nothing, asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cloudflow_tui.redact.names import is_placeholder, is_secret_header, is_secret_name
from cloudflow_tui.request.body_encoding import BODY_ENCODINGS, label_of

if TYPE_CHECKING:
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft

Kind = Literal["heading", "own", "usual", "query", "add", "note", "blank", "option"]


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One line of the tab."""

    kind: Kind
    name: str = ""
    value: str = ""
    at: int = -1
    """Place in the list of the draft; -1 for a new one or for what is not its own."""
    end: str = ""

    @property
    def section(self) -> Literal["own", "query"]:
        return "query" if self.kind == "query" or self.name == "query" else "own"


def header_rows(
    draft: Draft,
    usual: list[tuple[str, str]],
    problems: Sequence[Problem] = (),
    profile_timeout_s: float = 30.0,
) -> list[HeaderRow]:
    """Own headers with what is wrong with them, those that go out anyway, further query words, options."""
    said = [(one.parameter.lower(), f"{one.message} {one.advice}".strip()) for one in problems]
    rows = [HeaderRow("blank"), HeaderRow("heading", "Own headers", end=_count(len(draft.headers)))]
    for at, (name, value) in enumerate(draft.headers):
        rows.append(HeaderRow("own", name, value, at))
        rows += [HeaderRow("note", text) for header, text in said if header == name.lower()]
    rows += [HeaderRow("add", "own"), HeaderRow("blank")]
    rows += [HeaderRow("heading", "Sent anyway", end=_count(len(usual)))]
    rows += [HeaderRow("usual", name, value) for name, value in usual]
    rows += [HeaderRow("blank"), *option_rows(draft, profile_timeout_s)]
    rows += [
        HeaderRow("blank"),
        HeaderRow("heading", "Query besides the parameters", end=_count(len(draft.extra_query))),
    ]
    rows += [HeaderRow("query", name, value, at) for at, (name, value) in enumerate(draft.extra_query)]
    rows += [HeaderRow("add", "query")]
    return rows


def option_rows(draft: Draft, profile_timeout_s: float) -> list[HeaderRow]:
    """How the request is sent; what is not as usual says so."""
    timeout_s = profile_timeout_s if draft.timeout_s is None else draft.timeout_s
    return [
        HeaderRow("heading", "Options"),
        HeaderRow(
            "option",
            "timeout",
            f"{timeout_s:g} s",
            end="" if draft.timeout_s is None else "not the profile's",
        ),
        HeaderRow(
            "option",
            "format",
            f"suffix .{draft.format}" if draft.has_suffix else "by headers, no suffix",
            end="" if draft.has_suffix else "not as usual",
        ),
        HeaderRow(
            "option",
            "redirects",
            "followed on the same host" if draft.follow_redirects else "shown, not followed",
            end="not as usual" if draft.follow_redirects else "",
        ),
        HeaderRow(
            "option",
            "encoding",
            label_of(draft.body_encoding),
            end="" if draft.body_encoding == "utf-8" else "not as usual",
        ),
    ]


def is_masked(row: HeaderRow) -> bool:
    """Whether the value of a row is a secret."""
    if not row.value or row.kind not in ("own", "query") or is_placeholder(row.value.strip()):
        return False
    return is_secret_header(row.name) if row.kind == "own" else is_secret_name(row.name)


def _count(count: int) -> str:
    return str(count) if count else ""


def _switch_suffix(draft: Draft) -> None:
    draft.has_suffix = not draft.has_suffix


def _switch_redirects(draft: Draft) -> None:
    draft.follow_redirects = not draft.follow_redirects


def _next_encoding(draft: Draft) -> None:
    at = BODY_ENCODINGS.index(draft.body_encoding)
    draft.body_encoding = BODY_ENCODINGS[(at + 1) % len(BODY_ENCODINGS)]


SWITCHES: Final[dict[str, Callable[[Draft], None]]] = {
    "format": _switch_suffix, "redirects": _switch_redirects, "encoding": _next_encoding,
}  # fmt: skip
"""Options that step on with one key."""
OPTION_OF: Final = {
    "timeout": "timeout_s",
    "format": "has_suffix",
    "redirects": "follow_redirects",
    "encoding": "body_encoding",
}
