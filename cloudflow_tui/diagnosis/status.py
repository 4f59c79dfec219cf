"""The statuses in the sense of this API: what each means and what to do next.

The table holds what the API's guide lists and what its servers and the proxies before them answer besides;
every other code gets its HTTP meaning. Names are kept here, for Python renames some between releases.
"""

from __future__ import annotations

from http import HTTPStatus

from cloudflow_tui.diagnosis.models import Glyph, Kind, StatusMeaning

_NAMES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable"}

_DOCUMENTED: dict[int, tuple[str, str, str]] = {
    200: ("OK", "Done.", ""),
    201: (
        "Created",
        "Accepted: the object was made, or work was scheduled as a transaction.",
        "Where work was scheduled, look in the transactions how it ends.",
    ),
    204: ("No Content", "Done; nothing comes back.", "Read the object to see it as it is now."),
    403: (
        "Forbidden",
        "The request is well formed, but the server will not carry it out.",
        "Check the permissions in the roles of the user, and whether the object's state allows it.",
    ),
    404: (
        "Not Found",
        "The address is wrong, or there is no such object.",
        "Check the path, then each id in it, from left to right.",
    ),
    422: ("Unprocessable Entity", "The parameters are erroneous.", "Correct what is named and send again."),
    500: (
        "Internal Server Error",
        "The server failed while it worked on the request.",
        "Contact support with the time, the call and the answer.",
    ),
    503: (
        "Service Unavailable",
        "The server is overloaded or under maintenance; that passes by itself.",
        "Wait, then send again.",
    ),
}
"""Code → (name, meaning, advice), as the guide has them."""

_OTHERS: dict[int, tuple[str, str, str]] = {
    202: ("Accepted", "Accepted; the work is not finished.", "Read the object later to see how it ended."),
    207: (
        "Multi-Status",
        "Several things were done, and each has a status of its own.",
        "Read the body: parts may have failed.",
    ),
    301: (
        "Moved Permanently",
        "The server sends the caller to another address.",
        "Put the address it names into the profile.",
    ),
    302: (
        "Found",
        "The server sends the caller to another address.",
        "See where it points: to https, to a sign-in page, or to another host.",
    ),
    304: ("Not Modified", "Nothing changed since the last read.", ""),
    307: ("Temporary Redirect", "The server sends the caller to another address.", "See where it points."),
    308: (
        "Permanent Redirect",
        "The server sends the caller to another address.",
        "Put the address it names into the profile.",
    ),
    400: (
        "Bad Request",
        "The request cannot be read.",
        "Check that the body is well formed and that Content-Type names its format.",
    ),
    401: (
        "Unauthorized",
        "The credentials are wrong or missing.",
        "Check which pair is used: login with password, or the e-mail of the account with an API key.",
    ),
    405: ("Method Not Allowed", "The address does not take this method.", "Check the method in the catalog."),
    406: (
        "Not Acceptable",
        "The format that was asked for is not to be had here.",
        "Ask for the other format.",
    ),
    409: ("Conflict", "The object is in a state that does not allow this.", "Read the object, then decide."),
    413: ("Content Too Large", "The body is larger than the server takes.", "Send less at once."),
    415: (
        "Unsupported Media Type",
        "The server does not read bodies of this type.",
        "Check the Content-Type header.",
    ),
    429: ("Too Many Requests", "Too many requests in a short time.", "Wait, then send again."),
    502: (
        "Bad Gateway",
        "A proxy before the server got no proper answer from it.",
        "Wait, then send again; when it stays, contact support.",
    ),
    504: (
        "Gateway Timeout",
        "A proxy before the server got no answer in time.",
        "Look whether the request was carried out before sending it again.",
    ),
}

_CLASSES: dict[Kind, tuple[str, str]] = {
    "1xx": ("The server goes on working.", "Wait for the final answer."),
    "2xx": ("Done.", ""),
    "3xx": ("The server sends the caller elsewhere.", "See where it points."),
    "4xx": ("The server refuses the request.", "Read what the answer says and correct the request."),
    "5xx": ("The server failed.", "Wait, then send again; when it stays, contact support."),
    "none": ("This is no HTTP status.", "Statuses go from 100 to 599."),
}
_GLYPHS: dict[Kind, Glyph] = {"1xx": "!", "2xx": "✓", "3xx": "!", "4xx": "!", "5xx": "×", "none": "×"}


def kind_of(code: int) -> Kind:
    """The class of a status."""
    kinds: dict[int, Kind] = {1: "1xx", 2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx"}
    return kinds.get(code // 100, "none")


def glyph_of(kind: Kind) -> Glyph:
    """The sign that stands before a status of this class."""
    return _GLYPHS[kind]


def documented_statuses() -> tuple[StatusMeaning, ...]:
    """The statuses that the guide lists, in ascending order."""
    return tuple(status_meaning(code) for code in _DOCUMENTED)


def status_meaning(code: int, method: str = "") -> StatusMeaning:
    """What a status means here.

    Args:
        code: Any number; codes that nobody knows get the meaning of their class.
        method: The method of the call, "" when unknown; 204 and 200 read better with it.
    """
    kind = kind_of(code)
    row = _DOCUMENTED.get(code) or _OTHERS.get(code)
    if row is None:
        meaning, advice = _CLASSES[kind]
        return StatusMeaning(code, _http_name(code), kind, meaning, advice, False)
    name, meaning, advice = row
    if code == 204 and method == "DELETE":
        meaning, advice = "Done: removed; nothing comes back.", ""
    elif code == 204 and method in ("PUT", "PATCH"):
        meaning = "Done: changed; nothing comes back."
    elif code == 200 and method in ("PUT", "PATCH", "DELETE"):
        meaning = "Done. Older clouds answer 200 where newer ones answer 204."
    return StatusMeaning(code, name, kind, meaning, advice, code in _DOCUMENTED)


def _http_name(code: int) -> str:
    if code in _NAMES:
        return _NAMES[code]
    try:
        return HTTPStatus(code).phrase
    except ValueError:
        return "Unknown Status"
