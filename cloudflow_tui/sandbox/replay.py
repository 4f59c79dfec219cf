"""A recorded conversation served again: the answers of a HAR file, in order or by the best match.

What was asked and is not held is a 404 that says so, and a line for who runs the sandbox. Credentials are not
looked at: recordings are masked.
"""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, urlsplit

from cloudflow_tui.errors import SandboxOptionError
from cloudflow_tui.sandbox.answers import CONTENT_TYPES, HttpAnswer
from cloudflow_tui.sandbox.handling import HttpRequest

Order = Literal["match", "order"]
_MAX_BYTES: Final = 512 * 1024 * 1024
_DROPPED: Final = frozenset(
    {"connection", "content-encoding", "content-length", "date", "keep-alive", "server", "transfer-encoding"}
)
"""Headers that belong to the connection of then."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange of a recording."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    """Sorted."""
    body: str
    answer: HttpAnswer


def read_recording(file: Path) -> list[Recorded]:
    """The exchanges of a HAR file in their order; those without an answer are left out.

    Raises:
        SandboxOptionError: The file cannot be read, or is no HAR.
    """
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise SandboxOptionError(
                f"{file} is larger than {_MAX_BYTES >> 20} MB.", advice="Use a smaller one."
            )
        data = json.loads(file.read_bytes().decode("utf-8-sig"))
        entries = data["log"]["entries"]
        recorded = [found for entry in entries if (found := _read_entry(entry)) is not None]
    except OSError as error:
        reason = error.strerror or error
        raise SandboxOptionError(f"{file} cannot be read: {reason}.", advice="Name a HAR file.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SandboxOptionError(f"{file} is no HAR file: {error!r}.", advice="Name a HAR file.") from error
    if not recorded:
        raise SandboxOptionError(f"{file} holds no answered request.", advice="Name another HAR file.")
    return recorded


def _read_entry(entry: Any) -> Recorded | None:
    request, response = entry["request"], entry["response"]
    status = int(response["status"])
    if not 200 <= status <= 599:
        return None
    url = urlsplit(str(request["url"]))
    content = response.get("content") or {}
    text = str(content.get("text") or "")
    body = text.encode("utf-8", "replace")
    if content.get("encoding") == "base64":
        try:
            body = b64decode(text, validate=True)
        except Base64Error:
            body = b""
    headers = [
        (str(pair["name"]), _line(str(pair["value"])))
        for pair in response.get("headers") or ()
        if str(pair["name"]).lower() not in _DROPPED and not str(pair["name"]).startswith(":")
    ]
    if not any(name.lower() == "content-type" for name, _ in headers) and content.get("mimeType"):
        headers.append(("Content-Type", _line(str(content["mimeType"]))))
    return Recorded(
        method=str(request["method"]).upper(),
        path=_path(url.path),
        query=tuple(sorted(parse_qsl(url.query, keep_blank_values=True))),
        body=_body(str((request.get("postData") or {}).get("text") or "")),
        answer=HttpAnswer(status, tuple(headers), body),
    )


def _line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _path(text: str) -> str:
    return "/" + "/".join(part for part in text.split("/") if part)


def _body(text: str) -> str:
    """A body to compare: JSON without its spelling."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except (ValueError, RecursionError):
        return text.strip()


class Replay:
    """Answers from a recording.

    Args:
        order: "order" gives the exchanges one after the other, "match" the best fitting one that was given
            least often.
        tell: Gets a line for what the recording does not hold.
    """

    def __init__(
        self, recorded: list[Recorded], order: Order = "match", tell: Callable[[str], None] | None = None
    ) -> None:
        self._recorded = recorded
        self._order = order
        self._tell = tell
        self._given = [0] * len(recorded)
        self._next = 0
        self.missed: list[str] = []
        """What was asked and is not held."""

    def answer(self, request: HttpRequest) -> HttpAnswer:
        method = request.method
        path = _path(request.raw_path)
        found = self._in_order(method, path) if self._order == "order" else self._best(request, path)
        if found is None:
            return self._missing(request, path)
        self._given[found] += 1
        return self._recorded[found].answer

    def _in_order(self, method: str, path: str) -> int | None:
        """The next exchange, when it is for this call."""
        if self._next >= len(self._recorded):
            return None
        held = self._recorded[self._next]
        if (held.method, held.path) != (method, path):
            return None
        self._next += 1
        return self._next - 1

    def _best(self, request: HttpRequest, path: str) -> int | None:
        query = tuple(sorted(parse_qsl(request.query, keep_blank_values=True)))
        body = _body(request.body.decode("utf-8", "replace"))
        fitting = [
            index
            for index, held in enumerate(self._recorded)
            if (held.method, held.path) == (request.method, path)
        ]
        return max(fitting, key=lambda index: self._fitness(index, query, body), default=None)

    def _fitness(
        self, index: int, query: tuple[tuple[str, str], ...], body: str
    ) -> tuple[int, int, int, int]:
        held = self._recorded[index]
        same = len(set(held.query) & set(query))
        other = len(set(held.query) ^ set(query))
        return same - other, int(held.body == body), -self._given[index], -index

    def _missing(self, request: HttpRequest, path: str) -> HttpAnswer:
        asked = f"{request.method} {path}"
        message = f"The recording does not hold {asked}"
        if self._order == "order" and self._next < len(self._recorded):
            held = self._recorded[self._next]
            message += f" here; next is {held.method} {held.path}"
        self.missed.append(asked)
        if self._tell is not None:
            self._tell(message)
        return self.refuse(request, 404, message)

    def refuse(self, request: HttpRequest, status: int, message: str) -> HttpAnswer:
        headers = (
            ("Status", f"{status} {HTTPStatus(status).phrase}"),
            ("Content-Type", CONTENT_TYPES["json"]),
        )
        return HttpAnswer(status, headers, json.dumps({"errors": [message]}).encode())
