"""A plain `METHOD URL body` read into a request; headers and body may follow on lines of their own."""

from __future__ import annotations

import re

from cloudflow_tui.interchange.assembly import Assembly

PLAIN = re.compile(
    r"(?<![\w./-])(?P<method>GET|POST|PUT|PATCH|DELETE)[ \t]+(?:to[ \t]+)?[\"'`“<]?"
    r"(?P<url>https?://[^\s\"'`”>]+|/(?=[A-Za-z/])[^\s\"'`”>]+)"
)
_HEADER = re.compile(
    r"[ \t]*(?P<name>(?:Content-Type|Accept|Authorization|X-[\w-]+|Host|User-Agent))[ \t]*:"
    r"[ \t]*(?P<value>[^\n]+)\n?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"[\s\"'`”>]*(?:(?:(?:with|and)[ \t]+)?(?:the[ \t]+)?(?:body|data|payload|json|xml)[ \t]*:?\s*)?"
    r"(?=[{\[<“'\"]|Array\s*\()",
    re.IGNORECASE,
)
_CLOSING = {"{": "}", "[": "]"}


def read_plain(text: str, start: int, end: int) -> tuple[Assembly, int]:
    """The request whose method stands at `start`, and where it ends."""
    found = PLAIN.match(text, start)
    assert found is not None
    made = Assembly("line", start, found["method"], are_headers_known=False)
    made.named.append(("method", start))
    url = found["url"].rstrip(".,;)")
    made.url, made.url_offsets = url, range(found.start("url"), found.start("url") + len(url))
    made.is_host_known = "://" in url
    at = found.start("url") + len(url)
    line = re.compile(r"[\"'`”>]*[ \t]*\n").match(text, at, end)
    if line is not None:
        at = _headers(made, text, line.end(), end)
    body = _BODY.match(text, at, end)
    if body is not None and "\n\n" not in text[at : body.end()].replace("\r", "").rstrip(" ")[:-1] + " ":
        return made, _body(made, text, body.end(), end)
    return made, at


def _headers(made: Assembly, text: str, at: int, end: int) -> int:
    while (found := _HEADER.match(text, at, end)) is not None:
        made.are_headers_known = True
        made.add_header(found["name"], found["value"], found.start("name"))
        at = found.end()
    return at


def _body(made: Assembly, text: str, at: int, end: int) -> int:
    quote = text[at] if text[at] in "'\"" else ""
    stop = balanced_end(text, at + len(quote), end)
    body = text[at + len(quote) : stop].strip()
    made.set_body(body, range(at + len(quote), at + len(quote) + len(body)))
    return stop + len(quote)


def balanced_end(text: str, at: int, end: int) -> int:
    """Where a JSON or XML text that begins here ends; at the end of the paragraph when it never closes."""
    paragraph = text.find("\n\n", at, end)
    otherwise = end if paragraph < 0 else paragraph
    sign = text[at : at + 1]
    if sign == "<":
        return _xml_end(text, at, end, otherwise)
    if sign not in _CLOSING:
        stop = text.find("\n", at, end)
        return end if stop < 0 else stop
    depth, quote, place = 0, "", at
    while place < end:
        here = text[place]
        if quote:
            if here == "\\":
                place += 1
            elif here == quote:
                quote = ""
        elif here == '"':
            quote = here
        elif here in "{[":
            depth += 1
        elif here in "}]":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return otherwise


def _xml_end(text: str, at: int, end: int, otherwise: int) -> int:
    """After the closing tag of the first element, and of those that follow at once."""
    stop = at
    place = at
    while True:
        opened = re.compile(
            r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*<([A-Za-z_][\w.:-]*)([^<>]*)>", re.DOTALL
        ).match(text, place, end)
        if opened is None:
            return stop if stop > at else otherwise
        if opened[2].endswith("/"):
            place = stop = opened.end()
            continue
        closed = text.find(f"</{opened[1]}>", opened.end(), end)
        if closed < 0:
            return max(stop, otherwise)
        place = stop = closed + len(opened[1]) + 3
