"""Parts of a request as programs write them: address, headers, sign-in, query and body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.literals import UNKNOWN, Call, Hash, to_plain

FORM = "application/x-www-form-urlencoded"
_FUNCTIONS = {
    "json.dumps": "json", "json_encode": "json", "to_json": "json", "JSON.generate": "json",
    "ConvertTo-Json": "json", "http_build_query": "form", "urllib.parse.urlencode": "form",
    "urlencode": "form", "JSON.stringify": "json", "URLSearchParams": "form",
    "URI.encode_www_form": "form", "JSON.dump": "json",
}  # fmt: skip


def take_address(made: Assembly, value: object, text: str) -> None:
    while isinstance(value, Call):
        value = value.first()
    made.url = value if isinstance(value, str) and value != UNKNOWN else made.url
    at = text.find(made.url, made.start) if made.url else -1
    at = text.find(made.url) if at < 0 and made.url else at
    made.url_offsets = range(at, at + len(made.url)) if at >= 0 else ()
    made.is_host_known = "://" in made.url and "***" not in made.url.partition("://")[2].partition("/")[0]


def take_headers(made: Assembly, value: object) -> None:
    if isinstance(value, Hash):
        value = value.values
    if isinstance(value, Mapping):
        for name, text in value.items():
            shown = {"json": "application/json", "xml": "application/xml"}.get(str(text), str(text))
            made.add_header(
                str(name).replace("_", "-"), shown if isinstance(text, str) else UNKNOWN, made.start
            )


def take_auth(made: Assembly, value: object) -> None:
    if isinstance(value, Call):
        value = list(value.arguments)
    if isinstance(value, list | tuple) and len(value) >= 2:
        take_sign_in(made, f"{value[0]}:{value[1]}")
    elif isinstance(value, dict):
        take_sign_in(made, f"{value.get('username', '')}:{value.get('password', '')}")


def take_sign_in(made: Assembly, pair: str) -> None:
    if pair.replace("*", "") not in ("", ":"):
        made.sign_in(pair, made.start)
    else:
        made.auth = "basic"


def take_query(made: Assembly, value: object) -> None:
    plain = to_plain(value)
    if isinstance(plain, dict) and plain and made.url:
        made.url += ("&" if "?" in made.url else "?") + urlencode(plain, doseq=True, safe="*[]")


def take_data(made: Assembly, value: object, *, form: bool) -> None:
    """A body as the program gives it: a text, a text made by a function, or data that becomes a form."""
    kind = ""
    while isinstance(value, Call):
        kind = kind or _FUNCTIONS.get(value.name, "")
        value = value.first()
    if value == UNKNOWN or value is None:
        made.body_kind = "unknown" if value is None else "file"
        return
    if isinstance(value, str):
        made.set_body(value)
        if form and not kind:
            made.implied_type = made.implied_type or "text/plain"
        return
    if kind == "json":
        made.set_body(json_text(value))
        return
    # Data without a function around it: most clients send it as a form.
    made.set_body(json_text(value))
    made.implied_type = FORM
    made.flags.add("form-data")


def json_text(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False)


def default_header(made: Assembly, name: str, value: str) -> None:
    if not any(known.lower() == name.lower() for known, _ in made.headers):
        made.headers.append((name, value))
