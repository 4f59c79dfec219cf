"""Where something was masked in an exchange, told by place and name; the values are gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from cloudflow_tui.document.data import to_data
from cloudflow_tui.redact import MASK

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body
    from cloudflow_tui.exchange import Exchange, Pairs

_MOST: Final = 50
"""Places of one body."""
_ASCII_MASK: Final = "********"


def masked_places(exchange: Exchange) -> list[str]:
    """Such as `request header Authorization` or `answer user.api_key`, each once, in reading order."""
    from cloudflow_tui.document.body import Body

    request = exchange.request
    found = [*_address(request.url), *_headers("request", request.headers)]
    kind = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    found += _body("request body", Body.of(request.body), kind)
    if exchange.login:
        found.append("request header Authorization")
    if exchange.response is not None:
        response = exchange.response
        found += _headers("answer", response.headers)
        found += _body("answer", response.body, response.header("content-type"))
    return list(dict.fromkeys(found))


def _is_masked(text: str) -> bool:
    return MASK in text or _ASCII_MASK in text


def _address(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if _is_masked(parts.netloc):
        yield "password in the address"
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if _is_masked(value):
            yield f"query {name}"
    if _is_masked(parts.path):
        yield "path of the address"


def _headers(whose: str, pairs: Pairs) -> Iterator[str]:
    for name, value in pairs:
        if _is_masked(value):
            yield f"{whose} header {name}"


def _body(whose: str, body: Body, content_type: str) -> list[str]:
    data = body.read()
    if MASK.encode() not in data and _ASCII_MASK.encode() not in data:
        return []
    places: list[str] = []
    _walk(to_data(body, content_type), "", places)
    return [f"{whose} {place}" for place in places[:_MOST]] or [whose]


def _walk(value: Any, path: str, places: list[str]) -> None:
    if len(places) >= _MOST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            _walk(inner, f"{path}.{key}" if path else key, places)
    elif isinstance(value, list):
        for inner in value:
            _walk(inner, f"{path}[]", places)
    elif isinstance(value, str) and _is_masked(value) and path not in places:
        places.append(path)
