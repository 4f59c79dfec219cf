"""Faults on demand: what goes wrong, where, and how often; told in one line or in a header of one call.

    POST /virtual_machines: 500                     an HTML page, nothing is carried out
    GET /users*: latency=2s rate=0.3                three calls in ten are slow
    * /*: 503 retry=30 times=2                      the next two calls
    PUT /users/:id: after cut                       carried out, but the answer breaks off

Decides only; `app` sends what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from cloudflow_tui.errors import SandboxOptionError
from cloudflow_tui.sandbox.answers import CONTENT_TYPES, HttpAnswer

HEADER: Final = "x-sandbox-fault"
EXAMPLE: Final = "'POST /virtual_machines: 500' or 'GET /users*: latency=2s rate=0.3'"
HTML_PAGE: Final = (
    b"<!DOCTYPE html>\n<html>\n<head><title>We're sorry, but something went wrong (500)</title></head>\n"
    b'<body><div class="dialog"><h1>We\'re sorry, but something went wrong.</h1></div></body>\n</html>\n'
)
_WORDS: Final = ("after", "broken", "cut", "empty", "html", "length")
_VALUES: Final = ("drip", "huge", "latency", "rate", "redirect", "retry", "times", "type")
_SPEC: Final = re.compile(r"(?:(?P<method>[A-Z]+|\*)\s+)?(?P<path>/[^\s]*?):\s+(?P<what>.+)", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|kb|mb|)", re.IGNORECASE)
_UNITS: Final = {"ms": 0.001, "s": 1.0, "": 1.0, "kb": 1024.0, "mb": 1024.0 * 1024.0}
_MOST_BYTES: Final = 256 * 1024 * 1024
_MOST_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the calls that it fits."""

    method: str = "*"
    path: str = "/*"
    text: str = ""
    """As it was told."""
    status: int = 0
    """Answered instead; 0 leaves the answer's own."""
    is_html: bool = False
    is_after: bool = False
    """The call is carried out before its answer goes wrong."""
    is_cut: bool = False
    is_broken: bool = False
    """The body cannot be parsed."""
    is_empty: bool = False
    has_wrong_length: bool = False
    latency_s: float = 0.0
    drip_bytes: int = 0
    """Bytes a second, 0 for all at once."""
    huge_bytes: int = 0
    content_type: str = ""
    redirect: str = ""
    body: str = ""
    retry_s: int = 0
    rate: float = 1.0
    times: int = -1
    """How often it strikes, for ever when negative."""

    @property
    def replaces(self) -> bool:
        """Whether the answer is another one, so that the call need not be carried out."""
        return bool(self.status or self.redirect or self.body)

    def fits(self, method: str, path: str) -> bool:
        if self.method not in ("*", method):
            return False
        return re.fullmatch(_pattern(self.path), path) is not None


def _pattern(path: str) -> str:
    """`*` stands for anything, `:id` for one part."""
    words = re.split(r"(\*|:\w+)", path)
    made = {"*": ".*"}
    return "".join(made.get(w) or ("[^/]+" if w.startswith(":") else re.escape(w)) for w in words)


def read_fault(text: str) -> Fault:
    """A fault from its line.

    Raises:
        SandboxOptionError: The line says none.
    """
    match = _SPEC.fullmatch(text.strip())
    if match is None:
        raise SandboxOptionError(f"{text!r} says no fault.", advice=f"Write it like {EXAMPLE}.")
    fault = read_effects(match["what"])
    return replace(fault, method=match["method"] or "*", path=match["path"], text=text.strip())


def read_effects(text: str) -> Fault:
    """A fault for any call from what stands behind the colon.

    Raises:
        SandboxOptionError: A word is none of those known.
    """
    # A body goes to the end of the line.
    words, _, body = text.partition("body=")
    fault = Fault(text=text, body=body)
    for word in words.replace(",", " ").split():
        name, is_value, value = word.partition("=")
        if not is_value and re.fullmatch(r"[2-5]\d\d", word):
            fault = replace(fault, status=int(word))
        elif not is_value and word in _WORDS:
            fault = replace(fault, **{_FIELDS[word]: True})  # type: ignore[arg-type]  # a flag each
        elif is_value and name in _VALUES:
            fault = _with_value(fault, name, value)
        else:
            known = ", ".join((*_WORDS, *(f"{name}=" for name in (*_VALUES, "body"))))
            raise SandboxOptionError(f"{word!r} is no fault.", advice=f"Known: a status, {known}.")
    return fault


_FIELDS: Final = {
    "after": "is_after", "broken": "is_broken", "cut": "is_cut", "empty": "is_empty", "html": "is_html",
    "length": "has_wrong_length",
}  # fmt: skip


def _with_value(fault: Fault, name: str, value: str) -> Fault:
    if name == "type":
        return replace(fault, content_type=re.sub(r"[^\x20-\x7e]", "", value))
    if name == "redirect":
        return replace(fault, redirect=re.sub(r"[^\x21-\x7e]", "", value))
    number = _amount(name, value)
    if name == "latency":
        return replace(fault, latency_s=min(number, _MOST_S))
    if name == "drip":
        return replace(fault, drip_bytes=max(int(number), 1))
    if name == "huge":
        return replace(fault, huge_bytes=min(int(number), _MOST_BYTES))
    if name == "rate":
        return replace(fault, rate=number)
    if name == "retry":
        return replace(fault, retry_s=int(number))
    return replace(fault, times=int(number))


def _amount(name: str, value: str) -> float:
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise SandboxOptionError(f"{name}={value} is no amount.", advice="Write 2s, 200ms, 10mb or a number.")
    return float(match[1]) * _UNITS[match[2].lower()]


class FaultBook:
    """The faults that are switched on, and how often each still strikes."""

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 1) -> None:
        self.faults = list(faults)
        self._left = {id(fault): fault.times for fault in self.faults}
        self._chance = Random(seed)

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)
        self._left[id(fault)] = fault.times

    def remove(self, text: str) -> bool:
        """Switch off all of that text; says whether there was one."""
        before = len(self.faults)
        self.faults = [fault for fault in self.faults if fault.text != text]
        return len(self.faults) < before

    def clear(self) -> None:
        self.faults.clear()

    def pick(self, method: str, path: str, header: str) -> Fault | None:
        """What goes wrong with a call, None when nothing does; a wrong header is as if it were not there."""
        if header:
            try:
                return read_effects(header)
            except SandboxOptionError:
                return None
        for fault in self.faults:
            if fault.fits(method, path) and self._left.get(id(fault), -1) != 0:
                if fault.rate < 1 and self._chance.random() >= fault.rate:
                    continue
                self._left[id(fault)] = self._left.get(id(fault), -1) - 1
                return fault
        return None


def answer_of(fault: Fault, is_xml: bool, host: str) -> HttpAnswer:
    """The answer that a fault gives instead."""
    status = fault.status or (301 if fault.redirect else 200)
    headers = [("Status", str(status)), ("Cache-Control", "no-cache")]
    if fault.retry_s or status == 503:
        headers.append(("Retry-After", str(fault.retry_s or 60)))
    if fault.redirect:
        headers.append(("Location", fault.redirect.replace("{host}", host)))
    if fault.body:
        return HttpAnswer(status, (*headers, ("Content-Type", CONTENT_TYPES["json"])), fault.body.encode())
    if fault.is_html or fault.redirect or status >= 500:
        return HttpAnswer(status, (*headers, ("Content-Type", "text/html; charset=UTF-8")), HTML_PAGE)
    text = f"The sandbox was told to answer {status}"
    body = f'{{"errors":["{text}"]}}'
    if is_xml:
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<errors type="array"><error>{text}</error></errors>\n'
        )
    kind = CONTENT_TYPES["xml" if is_xml else "json"]
    return HttpAnswer(status, (*headers, ("Content-Type", kind)), body.encode())


def distorted(answer: HttpAnswer, fault: Fault) -> HttpAnswer:
    """An answer with what a fault does to its type and body."""
    headers, body = answer.headers, answer.body
    if fault.is_html and not fault.replaces:
        headers, body = _typed(headers, "text/html; charset=UTF-8"), HTML_PAGE
    if fault.content_type:
        headers = _typed(headers, fault.content_type)
    if fault.is_empty:
        body = b""
    if fault.is_broken:
        body = body[: len(body) * 2 // 3] + b"<<{"
    if fault.huge_bytes > len(body):
        body = _blown_up(body, fault.huge_bytes)
    return HttpAnswer(answer.status, headers, body)


def _typed(headers: tuple[tuple[str, str], ...], content_type: str) -> tuple[tuple[str, str], ...]:
    kept = tuple(pair for pair in headers if pair[0] != "Content-Type")
    return (*kept, ("Content-Type", content_type))


def _blown_up(body: bytes, size: int) -> bytes:
    """At least that large, and still well formed: blanks behind, or the rows of a list again and again."""
    inner = body.strip()
    if inner.startswith(b"[") and inner.endswith(b"]") and len(inner) > 2:
        rows = inner[1:-1]
        return b"[" + b",".join([rows] * (size // (len(rows) + 1) + 1)) + b"]"
    return body + b"\n" * (size - len(body))
