"""HAR files read into requests with their answers; what is no HAR gives nothing."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from cloudflow_tui.diagnosis.pasted import PastedAnswer
from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.redact import MASK, is_secret_header

MAX_ENTRIES = 2000


def is_har(text: str) -> bool:
    """Whether a text begins like a HAR."""
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    return start.startswith("{") and '"log"' in start and '"entries"' in text[:200_000]


def read_har(text: str) -> Iterator[Assembly]:
    """The requests of a HAR; entries that are none are passed over.

    Raises:
        ValueError: Not well-formed JSON.
    """
    data = json.loads(text.lstrip("\ufeff"))
    entries = _of(_of(data, "log", dict), "entries", list)
    at = 0
    for entry in entries[:MAX_ENTRIES]:
        request = _of(entry, "request", dict)
        url = _of(request, "url", str)
        if not url:
            continue
        found = text.find(json.dumps(url)[1:-1], at)
        at = found + len(url) if found >= 0 else at
        made = Assembly("har", max(found, 0), _of(request, "method", str))
        made.url = url
        if found >= 0:
            made.url_offsets = range(found, found + len(url))
        for name, value in _pairs(request):
            # Names with a colon are HTTP/2's own lines.
            if not name.startswith(":"):
                made.add_header(name, value, made.start)
        post = _of(request, "postData", dict)
        body = _of(post, "text", str)
        if body:
            where = text.find(json.dumps(body)[1:-1], at)
            made.set_body(body, () if where < 0 else [where] * len(body))
        elif _of(post, "params", list):
            made.set_body("&".join(f"{n}={v}" for n, v in _pairs(post, "params")))
        made.implied_type = _of(post, "mimeType", str)
        made.answer = _answer(_of(entry, "response", dict))
        yield made


def _answer(response: dict[str, Any]) -> PastedAnswer | None:
    status = response.get("status")
    if not isinstance(status, int) or not status:
        return None
    content = _of(response, "content", dict)
    body = _of(content, "text", str)
    if content.get("encoding") == "base64":
        try:
            body = b64decode(body).decode("utf-8", "replace")
        except ValueError:
            body = ""
    headers = tuple((name, MASK if is_secret_header(name) else value) for name, value in _pairs(response))
    return PastedAnswer(status, headers, body)


def _pairs(holder: dict[str, Any], key: str = "headers") -> list[tuple[str, str]]:
    rows = _of(holder, key, list)
    return [(_of(row, "name", str), _of(row, "value", str)) for row in rows if isinstance(row, dict)]


def _of(holder: object, key: str, kind: type) -> Any:
    """The value under a key when it is of this kind, else an empty one."""
    value = holder.get(key) if isinstance(holder, dict) else None
    return value if isinstance(value, kind) else kind()
