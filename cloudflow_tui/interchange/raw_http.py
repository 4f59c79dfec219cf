"""A request as HTTP/1.1 text: what goes over the wire, line by line, secrets masked. Sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.interchange.body_text import body_text, charset_of
from cloudflow_tui.redact import MASK, Redactor
from cloudflow_tui.request.wire import target_of, wire_headers

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request


def to_raw_http(request: Request, login: str = "") -> str:
    """The request line, the headers and the body of a request, lines ended by a line feed.

    Content-Length counts the bytes that are sent, also where a mask stands for some of them.

    Args:
        login: Who it is sent as; "" leaves Authorization out. Neither it nor the password is shown.
    """
    redactor = Redactor(request.secret_values)
    masked = redactor.request(request)
    headers = redactor.headers(wire_headers(request, f"Basic {MASK}" if login else ""))
    lines = [f"{request.method} {target_of(masked.url)} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\n".join((*lines, "", body_text(masked.body, charset_of(request.headers))))
