"""Calls of the API in JavaScript: fetch as browsers and Node write it, axios, and ajax of jQuery."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.literals import UNKNOWN, Literals
from cloudflow_tui.interchange.snippet_parts import (
    FORM,
    default_header,
    json_text,
    take_address,
    take_auth,
    take_data,
    take_headers,
    take_query,
)

Read = Callable[[str, re.Match[str], Mapping[str, object]], Assembly]
_PAIR = re.compile(
    r"(?:btoa|Buffer\.from|encode)\(\s*(?P<quote>['\"`])(?P<pair>[^'\"`\n]{1,300}:[^'\"`\n]{0,300})(?P=quote)"
)


def _fetch(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, _, end = Literals(text, names).arguments(found.end())
    made = Assembly("javascript", found.start())
    take_address(made, plain[0] if plain else "", text)
    options = plain[1] if len(plain) > 1 else None
    options = options if isinstance(options, dict) else {}
    method = options.get("method")
    made.method = str(method).upper() if isinstance(method, str) and method != UNKNOWN else "GET"
    _signed(made, options.get("headers"), text[found.start() : end])
    body = options.get("body")
    if isinstance(body, dict | list):
        # An object that is not turned into text goes out as "[object Object]".
        made.see("javascript-object", found.start(), "body: {…}")
        made.set_body(json_text(body))
        made.implied_type = "text/plain"
    elif body is not None:
        take_data(made, body, form=False)
        made.implied_type = "text/plain;charset=UTF-8"
    return made


def _axios(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, _, end = Literals(text, names).arguments(found.end())
    made = Assembly("javascript", found.start())
    verb = (found["verb"] or "").lower()
    config: object = plain[0] if plain else {}
    data: object = None
    if verb and verb != "request":
        take_address(made, config, text)
        has_data = verb in ("post", "put", "patch")
        data = plain[1] if has_data and len(plain) > 1 else None
        at = 2 if has_data else 1
        config = plain[at] if len(plain) > at else {}
        made.method = verb.upper()
    options = config if isinstance(config, dict) else {}
    if not made.url:
        take_address(made, _joined(options), text)
        made.method = str(options.get("method", "GET")).upper()
    _signed(made, options.get("headers"), text[found.start() : end])
    take_auth(made, options.get("auth"))
    take_query(made, options.get("params"))
    data = options.get("data", data)
    if isinstance(data, dict | list):
        made.set_body(json_text(data))
        default_header(made, "Content-Type", "application/json")
    elif data is not None:
        take_data(made, data, form=False)
        made.implied_type = FORM
    return made


def _joined(options: Mapping[str, object]) -> object:
    """The address of a configuration, behind its base where it has one."""
    base, url = options.get("baseURL", ""), options.get("url", "")
    if isinstance(base, str) and isinstance(url, str) and "://" in base and "://" not in url:
        return f"{base.rstrip('/')}/{url.lstrip('/')}"
    return url


def _ajax(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, _, end = Literals(text, names).arguments(found.end())
    made = Assembly("javascript", found.start())
    first = plain[0] if plain else {}
    options = plain[1] if isinstance(first, str) and len(plain) > 1 else first
    options = options if isinstance(options, dict) else {}
    take_address(made, first if isinstance(first, str) else options.get("url", ""), text)
    made.method = str(options.get("method", options.get("type", "GET"))).upper()
    _signed(made, options.get("headers"), text[found.start() : end])
    if isinstance(options.get("username"), str):
        take_auth(made, [options["username"], options.get("password", UNKNOWN)])
    kind = options.get("contentType")
    if isinstance(kind, str) and kind != UNKNOWN:
        made.add_header("Content-Type", kind, found.start())
    if options.get("data") is not None:
        take_data(made, options["data"], form=False)
        made.implied_type = FORM
    return made


def _signed(made: Assembly, headers: object, text: str) -> None:
    """Headers, with the pair of an `Authorization` that is put together by the program."""
    pair = _PAIR.search(text)
    if pair is not None and isinstance(headers, dict):
        headers = {name: value for name, value in headers.items() if str(name).lower() != "authorization"}
        made.sign_in(pair["pair"], made.start)
    take_headers(made, headers)


_VERBS = "get|post|put|patch|delete|head|request"
JAVASCRIPT: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(r"(?<![\w.$>])(?:window\.|globalThis\.)?fetch\s*\(\s*(?=['\"`A-Za-z_$])"), _fetch),
    (re.compile(rf"(?<![\w.$>])axios(?:\.(?P<verb>{_VERBS}))?\s*\(\s*(?=['\"`{{A-Za-z_$])"), _axios),
    (re.compile(r"(?:\$|(?<![\w.$>])jQuery)\.ajax\s*\(\s*(?=['\"{A-Za-z_$])"), _ajax),
)
