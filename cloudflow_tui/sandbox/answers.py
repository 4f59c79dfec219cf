"""Results written as HTTP answers: status, headers and body, in JSON or XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import md5
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import msgspec

from cloudflow_tui.sandbox.auth import REALM
from cloudflow_tui.sandbox.calls import Errors, Result
from cloudflow_tui.sandbox.words import plural
from cloudflow_tui.sandbox.xml_writer import write_xml

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.negotiation import Format

CONTENT_TYPES: Mapping[Format, str] = {
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
"""Exactly these: clients compare them letter by letter."""

FAULT = "The sandbox failed while it worked on the request."

_FRESH = "max-age=0, private, must-revalidate"
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer as it goes out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    user: str = ""
    """Login of who asked, for the log."""

    def header(self, name: str) -> str:
        """The first header of exactly that name, "" when there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def with_headers(self, *pairs: tuple[str, str]) -> HttpAnswer:
        return replace(self, headers=(*self.headers, *pairs))


def write_answer(
    result: Result, status: int, format: Format, *, base_url: str, is_old: bool = False
) -> HttpAnswer:
    """The answer that a result comes to; `stamped` adds what differs each time.

    Args:
        status: The documented status of the endpoint, taken when the result has none of its own.
        base_url: Scheme, host and port as the client called them.
        is_old: In the manner of releases up to 2.x: no paging told.
    """
    status = result.status or status
    headers = [("Status", f"{status} {HTTPStatus(status).phrase}"), ("X-UA-Compatible", "IE=Edge")]
    if status == 204:
        return HttpAnswer(status, (*headers, ("Cache-Control", "no-cache")))
    body = write_body(result, format)
    headers.append(("Content-Type", CONTENT_TYPES[format]))
    if status == 200:
        headers += [("ETag", etag_of(body)), ("Cache-Control", _FRESH)]
    else:
        headers.append(("Cache-Control", "no-cache"))
    if status == 201 and result.location:
        headers.append(("Location", base_url + result.location))
    if result.page is not None and not is_old:
        page = result.page
        headers += [
            ("X-Page", str(page.number)),
            ("X-Limit", str(max(page.size, 1))),
            ("X-Total", str(page.total)),
        ]
    if status == 401:
        headers.append(("WWW-Authenticate", f'Basic realm="{REALM}"'))
    return HttpAnswer(status, tuple(headers), body)


def stamped(answer: HttpAnswer, *, session: str, known_etag: str = "", is_old: bool = False) -> HttpAnswer:
    """The answer to one request: its number and session; without a body when the client has it already.

    Args:
        known_etag: What the client says of the body it has.
    """
    if answer.status == 200 and known_etag and answer.header("ETag") == known_etag:
        kept = tuple(pair for pair in answer.headers if pair[0] not in ("Content-Type", "Status"))
        answer = HttpAnswer(304, (("Status", "304 Not Modified"), *kept), user=answer.user)
    cookie = ("Set-Cookie", f"_session_id={session}; path=/; HttpOnly")
    if is_old:
        return answer.with_headers(cookie)
    return answer.with_headers(("X-Request-Id", str(uuid4())), cookie)


def etag_of(body: bytes) -> str:
    return f'"{md5(body, usedforsecurity=False).hexdigest()}"'


def write_body(result: Result, format: Format) -> bytes:
    """The body of a result; hidden attributes are left out."""
    if result.text:
        return result.text.encode()
    if result.errors is not None:
        return _write_errors(result.errors, format)
    value, element = shown(result.value), result.element
    if value is None:
        value = {}
    if format == "json":
        if element:
            value = [{element: row} for row in value] if isinstance(value, list) else {element: value}
        return _encode(value)
    if isinstance(value, list):
        name = result.list_name or plural(element or "item")
        return write_xml(name, value, element).encode()
    return write_xml(element or result.list_name or "hash", value).encode()


def _write_errors(errors: Errors, format: Format) -> bytes:
    if format == "json":
        return _encode({"error": errors} if isinstance(errors, str) else {"errors": errors})
    # Readers of XML take the text of each child.
    return write_xml("errors", sentences(errors), "error").encode()


def sentences(errors: Errors) -> list[str]:
    """Errors as whole sentences: `Login can't be blank`."""
    if isinstance(errors, str):
        return [errors]
    if isinstance(errors, list):
        return errors
    return [
        text if name == "base" else f"{_spoken(name)} {text}"
        for name, texts in errors.items()
        for text in texts
    ]


def _spoken(name: str) -> str:
    return name.replace(".", " ").replace("_", " ").strip().capitalize()


def shown(value: Any) -> Any:
    """Data without hidden attributes, at any depth."""
    if isinstance(value, dict):
        return {name: shown(inner) for name, inner in value.items() if not name.startswith("_")}
    if isinstance(value, list):
        return [shown(inner) for inner in value]
    return value
