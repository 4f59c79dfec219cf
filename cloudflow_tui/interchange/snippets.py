"""Calls of the API in programs: Python, PHP, Ruby, PowerShell, JavaScript that show method, address and body.

Reads what stands there; runs nothing. Values of variables are taken from plain assignments before the call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cloudflow_tui.diagnosis.pasted import Source
from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.javascript import JAVASCRIPT, Read
from cloudflow_tui.interchange.literals import UNKNOWN, Call, Hash, Literals
from cloudflow_tui.interchange.snippet_parts import (
    FORM,
    default_header,
    json_text,
    take_address,
    take_auth,
    take_data,
    take_headers,
    take_query,
    take_sign_in,
)

_VERBS = "get|post|put|patch|delete|head"
_ASSIGNMENT = re.compile(
    r"(?m)^[ \t]*(?:my |const |let |var )?[$@]?(?P<name>[A-Za-z_]\w*)[ \t]*=(?![=~>])[ \t]*"
)
_SETOPT = re.compile(
    r"(?m)curl_setopt\s*\(\s*[$\w>-]+\s*,\s*CURLOPT_(?P<option>\w+)\s*,\s*"
    r"|(?P<array>curl_setopt_array)\s*\(\s*[$\w>-]+\s*,\s*"
    r"|^[ \t]*[$](?P<name>\w+)[ \t]*=(?![=>])[ \t]*"
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place where a program makes a request."""

    start: int
    source: Source
    read: Read
    found: re.Match[str]


def find_snippets(text: str) -> list[Snippet]:
    """The places of a text where a program makes a request, in order."""
    found = [
        Snippet(match.start(), source, read, match)
        for pattern, source, read in _PATTERNS
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda one: one.start)
    return found


def read_snippet(text: str, snippet: Snippet, begin: int, end: int) -> Assembly:
    """The request of a snippet.

    Args:
        begin: Assignments before this offset are of another request, but still count.
        end: Where the next request begins.
    """
    names = assignments(text, min(begin, snippet.start), snippet.start)
    made = snippet.read(text[:end], snippet.found, names)
    made.start = snippet.start
    return made


def assignments(text: str, begin: int, end: int) -> dict[str, object]:
    """Plain assignments up to an offset: name → value."""
    names: dict[str, object] = {}
    for found in _ASSIGNMENT.finditer(text, 0, end):
        value, stop = Literals(text[:end], names).value(found.end())
        if value != UNKNOWN and stop > found.end():
            names[found["name"]] = value
    return names


def _python(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, named, _ = Literals(text, names).arguments(found.end())
    made = Assembly("python", found.start())
    verb = found["verb"].lower()
    given = list(plain)
    if verb == "request":
        made.method = str(given.pop(0)).upper() if given else str(named.get("method", "GET")).upper()
    else:
        made.method = verb.upper()
    take_address(made, given[0] if given else named.get("url", ""), text)
    body = given[1] if len(given) > 1 else None
    take_headers(made, named.get("headers"))
    take_auth(made, named.get("auth"))
    take_query(made, named.get("params"))
    if "json" in named:
        made.set_body(json_text(named["json"]))
        default_header(made, "Content-Type", "application/json")
    elif "data" in named or "content" in named or body is not None:
        take_data(made, named.get("data", named.get("content", body)), form=True)
    if named.get("verify") is False:
        made.flags.add("insecure")
        made.named.append(("flag.insecure", found.start()))
    return made


def _urllib(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, named, _ = Literals(text, names).arguments(found.end())
    made = Assembly("python", found.start(), str(named.get("method", "")))
    take_address(made, plain[0] if plain else named.get("url", ""), text)
    take_headers(made, named.get("headers"))
    data = named.get("data", plain[1] if len(plain) > 1 else None)
    if data is not None:
        take_data(made, data, form=True)
        made.implied_type = FORM
    return made


def _php_curl(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, _, at = Literals(text, names).arguments(found.end())
    made = Assembly("php", found.start())
    take_address(made, plain[0] if plain else "", text)
    following = re.compile(r"curl_exec|curl_init").search(text, at)
    stop = following.start() if following else len(text)
    options: dict[str, object] = {}
    local = dict(names)
    for one in _SETOPT.finditer(text, at, stop):
        value, _ = Literals(text, local).value(one.end())
        if one["name"]:
            local[one["name"]] = value
        elif one["option"]:
            options[one["option"]] = value
        elif isinstance(value, dict):
            options.update({key.removeprefix("CURLOPT_"): inner for key, inner in value.items()})
    _php_options(made, options, text)
    return made


def _php_options(made: Assembly, options: dict[str, object], text: str) -> None:
    if isinstance(options.get("URL"), str):
        take_address(made, options["URL"], text)
    if isinstance(options.get("CUSTOMREQUEST"), str):
        made.method = str(options["CUSTOMREQUEST"])
    elif options.get("POST") or "POSTFIELDS" in options:
        made.method = "POST"
    if isinstance(options.get("USERPWD"), str):
        take_sign_in(made, str(options["USERPWD"]))
    lines = options.get("HTTPHEADER")
    for line in lines if isinstance(lines, list) else []:
        name, sign, value = str(line).partition(":")
        if sign:
            made.add_header(name, value, made.start)
    if "POSTFIELDS" in options:
        fields = options["POSTFIELDS"]
        if isinstance(fields, dict | list):
            made.see("php-array", made.start, "CURLOPT_POSTFIELDS is an array")
            made.set_body(json_text(fields))
            made.implied_type = "multipart/form-data"
        else:
            take_data(made, fields, form=False)
            made.implied_type = FORM
    if options.get("FOLLOWLOCATION") and "CUSTOMREQUEST" in options:
        made.flags.update({"location", "method"})
    if options.get("SSL_VERIFYPEER") in (0, False) and "SSL_VERIFYPEER" in options:
        made.flags.add("insecure")


def _guzzle(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, named, _ = Literals(text, names).arguments(found.end())
    made = Assembly("php", found.start())
    verb = found["verb"].lower()
    made.method = str(plain.pop(0)).upper() if verb == "request" and plain else verb.upper()
    take_address(made, plain[0] if plain else "", text)
    options = plain[1] if len(plain) > 1 else named
    if isinstance(options, dict):
        take_headers(made, options.get("headers"))
        take_auth(made, options.get("auth"))
        take_query(made, options.get("query"))
        if "json" in options:
            made.set_body(json_text(options["json"]))
            default_header(made, "Content-Type", "application/json")
        elif "form_params" in options:
            take_data(made, options["form_params"], form=True)
        elif "body" in options:
            take_data(made, options["body"], form=False)
    return made


def _net_http(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, _, at = Literals(text, names).arguments(found.end())
    made = Assembly("ruby", found.start(), found["verb"].upper())
    address = plain[0] if plain else ""
    if not isinstance(address, str) or address == UNKNOWN:
        known = [
            value for value in names.values() if isinstance(value, Call) and value.name.startswith("URI")
        ]
        address = known[-1] if known else address
    take_address(made, address, text)
    stop = re.compile(r"\.request\b").search(text, at)
    reader = Literals(text, names)
    for one in re.finditer(
        r"\.basic_auth[ (]+|\.body\s*=\s*|\[['\"]([\w-]+)['\"]\]\s*=\s*|\.content_type\s*=\s*",
        text[at : stop.start() if stop else len(text)],
    ):
        place = at + one.end()
        value, end = reader.value(place)
        if "basic_auth" in one[0]:
            second, _ = reader.value(end + 1)
            take_sign_in(made, f"{value}:{second}")
        elif ".body" in one[0]:
            take_data(made, value, form=False)
        else:
            made.add_header(one[1] or "Content-Type", str(value), place)
    if made.body_kind != "none":
        made.implied_type = FORM
    return made


def _ruby_client(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    plain, named, _ = Literals(text, names).arguments(found.end())
    made = Assembly("ruby", found.start(), found["verb"].upper())
    take_address(made, plain[0] if plain else named.get("url", ""), text)
    has_body = found["verb"].lower() not in ("get", "delete", "head")
    body = named.get("body", named.get("payload", plain[1] if len(plain) > 1 and has_body else None))
    headers = named.get("headers", plain[-1] if len(plain) > (2 if has_body else 1) else None)
    if headers is None:
        headers = {
            key: value for key, value in named.items() if key in ("content_type", "accept", "Authorization")
        }
    take_headers(made, headers)
    take_auth(made, named.get("basic_auth"))
    take_query(made, named.get("query"))
    if body is not None:
        take_data(made, body, form=True)
        made.implied_type = made.implied_type or FORM
    return made


def _powershell(text: str, found: re.Match[str], names: Mapping[str, object]) -> Assembly:
    made = Assembly("powershell", found.start(), "GET", dialect="powershell")
    end = re.compile(r"(?<!`)\r?\n(?!\s*-)|$").search(text, found.end())
    stop = end.start() if end else len(text)
    reader = Literals(text.replace("`\n", " \n").replace("`\r\n", "  \n"), names)
    at = found.end()
    first = re.compile(r"\s*(?!-)(['\"]?\S)").match(text, at)
    if first is not None:
        bare = re.compile(r"\s*(https?://\S+)").match(text, at)
        value, at = (bare[1], bare.end()) if bare else reader.value(at)
        take_address(made, value, text)
    for one in re.compile(r"-(Uri|Method|Body|Headers|ContentType|Credential)\s+", re.IGNORECASE).finditer(
        text, at
    ):
        if one.start() > stop and "\n\n" in text[stop : one.start()]:
            break
        word = re.compile(r"[A-Za-z]+(?=\s|$)").match(text, one.end())
        value = word[0] if word else reader.value(one.end())[0]
        name = one[1].lower()
        if name == "uri":
            bare = re.compile(r"https?://\S+").match(text, one.end())
            take_address(made, bare[0] if bare else value, text)
        elif name == "method":
            made.method = str(value).upper()
        elif name == "headers":
            take_headers(made, value.values if isinstance(value, Hash) else value)
        elif name == "contenttype":
            made.add_header("Content-Type", str(value), one.start())
        elif name == "body":
            _power_body(made, value, one.start())
    return made


def _power_body(made: Assembly, value: object, offset: int) -> None:
    made.implied_type = FORM
    if isinstance(value, Hash):
        made.see("powershell-hashtable", offset, "-Body @{ … }")
        made.set_body(json_text(value))
    else:
        take_data(made, value, form=False)


_PATTERNS: tuple[tuple[re.Pattern[str], Source, Read], ...] = (
    (re.compile(rf"\b(?:requests|session|s|httpx|client)\.(?P<verb>{_VERBS}|request)\("), "python", _python),
    (
        re.compile(r"\b(?:urllib\.request\.|urllib2\.)?Request\((?=\s*(?:url|f?[\"']|\w+\s*,))"),
        "python",
        _urllib,
    ),
    (re.compile(r"\bcurl_init\s*\("), "php", _php_curl),
    (
        re.compile(rf"\$\w+(?:->\w+)*->(?P<verb>{_VERBS}|request)\s*\(\s*(?=['\"$])", re.IGNORECASE),
        "php",
        _guzzle,
    ),
    (re.compile(rf"\bNet::HTTP::(?P<verb>{_VERBS})\.new\s*\(", re.IGNORECASE), "ruby", _net_http),
    (
        re.compile(rf"\b(?:RestClient|HTTParty|Faraday|HTTP)\.(?P<verb>{_VERBS})[ (]\s*", re.IGNORECASE),
        "ruby",
        _ruby_client,
    ),
    (
        re.compile(r"\b(?:Invoke-(?:RestMethod|WebRequest)|irm|iwr)\b", re.IGNORECASE),
        "powershell",
        _powershell,
    ),
    *((pattern, "javascript", read) for pattern, read in JAVASCRIPT),
)
