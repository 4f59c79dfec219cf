"""The secret values within a draft, so that whatever stores or shows its request can mask them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Final

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.redact import is_secret_header, is_secret_name
from cloudflow_tui.redact.names import holds_secret_key, is_placeholder, secret_names_in
from cloudflow_tui.request.decode import decode_values
from cloudflow_tui.request.required import MOST_JUDGED
from cloudflow_tui.request.shape import FREE, PLACES, Node
from cloudflow_tui.request.values import Value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request.draft import Draft

_SCHEME: Final = re.compile(r"(?P<scheme>[A-Za-z][\w-]*) +(?P<rest>\S.*)")


def secret_values(draft: Draft) -> frozenset[str]:
    """The values of secret parameters in address, headers and body, as text; also those of a raw body."""
    found: set[str] = set()
    for place in PLACES:
        found.update(_secrets(draft.values(place), draft.shape.trees[place]))
    if draft.raw_body:
        found.update(_secrets_of_raw(draft, draft.raw_body))
    for _, said in draft.comments:
        found.update(_secrets_of_comment(draft.endpoint, said))
    for name, value in draft.extra_query:
        if is_secret_name(name):
            found.add(value)
    for name, value in draft.headers:
        if is_secret_header(name):
            found.update(_secrets_of_header(value))
    found.discard("")
    return frozenset(found)


def _secrets(values: dict[str, Value], node: Node, *, is_secret: bool = False) -> Iterator[str]:
    for key, value in values.items():
        below = node.below(key) or FREE
        parameter = below.parameter
        is_marked = parameter is not None and (parameter.is_secret or is_secret_name(parameter.name))
        yield from _texts(key, value, below, is_secret=is_secret or is_marked or is_secret_name(key))


def _texts(key: str, value: Value, node: Node, *, is_secret: bool) -> Iterator[str]:
    if isinstance(value, dict):
        named = _named_secret(value)
        if named:
            yield named
        for name, inner in value.items():
            below = node.below(name) or FREE
            holds = name in ("key", "value") and holds_secret_key(key)
            marked = below.parameter is not None and below.parameter.is_secret
            secret = is_secret or holds or marked or is_secret_name(name)
            yield from _texts(name, inner, below, is_secret=secret)
    elif isinstance(value, list):
        item = node.item or FREE
        for inner in value:
            yield from _texts(key, inner, item, is_secret=is_secret)
    elif is_secret and isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        yield str(value)


def _named_secret(value: dict[str, Value]) -> str:
    """The value of `{"name": "password", "value": …}`."""
    name, held = value.get("name"), value.get("value")
    if isinstance(name, str) and isinstance(held, str) and is_secret_name(name):
        return held
    return ""


def _secrets_of_raw(draft: Draft, text: str) -> Iterator[str]:
    if len(text) > MOST_JUDGED:
        yield from _secrets_of_broken(draft.endpoint, text)
        return
    formats: tuple[Format, ...] = ("json", "xml") if draft.format == "json" else ("xml", "json")
    for format in formats:
        try:
            decoded = decode_values(draft.shape, text, format)
        except BodySyntaxError:
            continue
        yield from _secrets(decoded.values, draft.shape.trees["body"])
        for _, said in decoded.comments:
            yield from _secrets_of_comment(draft.endpoint, said)
        return
    yield from _secrets_of_broken(draft.endpoint, text)


def _secrets_of_broken(endpoint: Endpoint, text: str) -> Iterator[str]:
    """Values that stand behind a secret name in a text that is neither JSON nor XML."""
    keys = {one.name.rstrip("[]").rpartition(".")[2] for one in endpoint.parameters if one.is_secret}
    for name in {key for key in keys if key in text} | secret_names_in(text):
        word = re.escape(name)
        for found in re.finditer(rf'{word}["\']?\s*[:=]\s*(["\'])((?:(?!\1)[^\\\n]|\\.)*)', text):
            yield found[2]
        for found in re.finditer(rf"<{word}(?:\s[^>]*)?>([^<]*)", text):
            yield unescape(found[1]).strip()
        for found in re.finditer(rf"\b{word}=([^&\s\"'<]+)", text):
            yield found[1]


def _secrets_of_comment(endpoint: Endpoint, text: str) -> Iterator[str]:
    """Values behind secret names in a comment: a part of a body that was taken out, notes as `pass: x`."""
    yield from (one for one in _secrets_of_broken(endpoint, text) if not is_placeholder(one))
    for name in secret_names_in(text):
        for found in re.finditer(rf"{re.escape(name)}\s*(?:[:=]|\bis\b)\s*([^\s\"'<>,;]+)", text):
            if not is_placeholder(found[1]):
                yield found[1]


def _secrets_of_header(value: str) -> Iterator[str]:
    yield value.strip()
    parts = _SCHEME.fullmatch(value.strip())
    if parts is None:
        return
    yield parts["rest"]
    if parts["scheme"].lower() == "basic":
        try:
            login_and_password = b64decode(parts["rest"], validate=True).decode()
        except ValueError:
            return
        yield login_and_password.partition(":")[2]
