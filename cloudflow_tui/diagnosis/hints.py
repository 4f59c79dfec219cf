"""What an answered exchange shows by itself: each hint names something that was seen in it, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from cloudflow_tui.diagnosis.deeds import deed_of
from cloudflow_tui.diagnosis.visible import visible

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Parameter
    from cloudflow_tui.diagnosis.case import Case

MAX_HINTS = 6
_BLANK = ("can't be blank", "can`t be blank")


def hints_of(case: Case) -> tuple[str, ...]:
    """The hints of an exchange, the most telling first, at most MAX_HINTS."""
    found = [
        *_of_status(case),
        *_of_the_form(case),
        *_of_a_good_status(case),
        *_of_headers(case),
    ]
    return tuple(dict.fromkeys(found))[:MAX_HINTS]


def _of_status(case: Case) -> Iterator[str]:
    if case.status == 401:
        yield _who(case)
    elif case.status == 403:
        yield from _where(case)
        yield from _enums(case)
    elif case.status == 404:
        yield from _where(case)
        yield from _versions(case)
        yield from _classes(case)
    elif case.status == 422:
        yield from _all_blank(case)
        yield from _classes(case)
        yield from _enums(case)
    elif 300 <= case.status < 400:
        yield from _redirect(case)
    if case.status >= 400 and case.request.method == "PUT" and case.status not in (401, 404):
        yield "A PUT that fails may move updated_at of the object all the same."


def _who(case: Case) -> str:
    if not case.login:
        return "No credentials were sent with this request."
    if "@" in case.login:
        return f"Sent as {visible(case.login)}, an e-mail: that goes with an API key, not with the password."
    return f"Sent as {visible(case.login)}, a login: that goes with its password, not with an API key."


def _where(case: Case) -> Iterator[str]:
    """The ids of the path, or what is odd about it."""
    if case.path_values:
        named = ", ".join(f"{name} is {value}" for name, value in case.path_values)
        yield f"In the address, {named}."
    path = urlsplit(case.request.url).path
    if not path.rstrip("/").endswith((".json", ".xml")) and ".json/" not in path and ".xml/" not in path:
        yield "The address has no .json or .xml at its end."
    if "//" in path or "/.json" in path or "/.xml" in path:
        yield "The address has an empty part, as an empty variable leaves it."


def _versions(case: Case) -> Iterator[str]:
    if case.endpoint is None:
        yield "The catalog does not know this call."
        return
    if case.endpoint.since:
        yield f"This call exists since version {case.endpoint.since}."
    if case.endpoint.until:
        yield f"This call exists until version {case.endpoint.until}."


def _classes(case: Case) -> Iterator[str]:
    """References in the body that do not exist: a 404 on a good address can mean one of them."""
    if case.endpoint is None:
        return
    places = {parameter.name: parameter.place for parameter in case.endpoint.parameters}
    for error in case.errors:
        if "not found" in error.message.lower() and places.get(error.parameter) in ("body", "query"):
            yield f"The server names what {error.parameter} in the {places[error.parameter]} refers to."


def _all_blank(case: Case) -> Iterator[str]:
    """Every required field reported blank although all were sent: the body was not understood."""
    required = _required_in_body(case)
    if len(required) < 2 or not case.request.body:
        return
    blank = {error.parameter for error in case.errors if error.message.lower().startswith(_BLANK)}
    names = [parameter.name for parameter in required]
    sent = all(name.rstrip("[]").split(".")[-1].encode() in case.request.body for name in names)
    if sent and blank.issuperset(names):
        root = case.endpoint.root if case.endpoint else ""
        yield "Every required field is reported blank although all were sent: the body was not understood."
        if root:
            yield f"The body's root must be {root}, and its Content-Type must name its format."


def _required_in_body(case: Case) -> list[Parameter]:
    if case.endpoint is None:
        return []
    return [parameter for parameter in case.endpoint.required if parameter.place == "body"]


def _enums(case: Case) -> Iterator[str]:
    """The values that the catalog knows for what was refused; on a 403 one may have chosen the permission."""
    if case.endpoint is None:
        return
    refused = {error.parameter for error in case.errors if error.parameter}
    for parameter in case.endpoint.parameters:
        if parameter.enum and parameter.name in refused:
            yield f"{parameter.name} takes {', '.join(str(value) for value in parameter.enum)}."


def _redirect(case: Case) -> Iterator[str]:
    location = case.response.header("location")
    if not location:
        yield "The answer names no other address."
        return
    here, there = urlsplit(case.request.url), _split(location)
    target = f"{there.scheme}://{there.hostname}{there.path}" if there.hostname else there.path
    yield f"It points to {visible(target, 200)}."
    if there.hostname and there.hostname != here.hostname:
        yield "That is another host; credentials are not sent there."
    elif here.scheme == "http" and there.scheme == "https":
        yield "It is the same host by https; most clients repeat a POST there as a GET without body."
    if any(word in there.path for word in ("sign_in", "login")):
        yield "That reads like a sign-in page."


def _split(location: str) -> SplitResult:
    try:
        return urlsplit(location)
    except ValueError:
        return urlsplit("")


def _of_the_form(case: Case) -> Iterator[str]:
    """What is wrong with the body itself."""
    if case.is_body_gone:
        yield "The stored body is gone, so only its status was read."
        return
    if case.body.is_login_page:
        yield "The answer is a sign-in page: the address is not the API's, or a proxy asks to sign in."
    elif case.body.form == "html":
        yield f"HTML came where {case.request.format.upper()} was asked for."
    if case.body.note:
        yield f"The body: {case.body.note}."
    if case.body.form == "empty" and (
        case.status >= 400 or (case.status == 200 and case.request.method == "GET")
    ):
        yield "The body is empty."


def _of_a_good_status(case: Case) -> Iterator[str]:
    if not 200 <= case.status < 300:
        return
    if case.errors:
        yield "The status is a success, but the body carries an error."
    if case.endpoint is None:
        return
    expected = case.endpoint.answer.status
    is_list = case.facts.item_count is not None
    if case.request.method == "POST" and is_list and not case.endpoint.answer.is_list and case.status == 200:
        yield (
            "A list came back for a POST, as when a redirect turns it into a GET: nothing was made. "
            "The address should name the final scheme and host."
        )
    elif case.status != expected:
        yield f"The catalog has {expected} here; clouds of other ages answer {case.status}."
    is_told_nowhere = case.endpoint.basis == "client" and not case.endpoint.is_scheduled
    if case.status == 201 and is_told_nowhere and deed_of(case.endpoint).kind != "create":
        yield "Whether this call schedules a transaction is not known."


def _of_headers(case: Case) -> Iterator[str]:
    request_id = case.response.header("x-request-id")
    if case.status >= 500 and request_id:
        yield f"The server's id of this request is {visible(request_id, 80)}."
    retry_after = case.response.header("retry-after")
    if case.status in (429, 503) and retry_after:
        yield f"The server asks to wait: Retry-After {visible(retry_after, 40)}."
    challenge = case.response.header("www-authenticate")
    if case.status == 401 and challenge:
        realm = challenge.partition("realm=")[2].strip('" ')
        if realm:
            yield f"The server asks for a sign-in to “{visible(realm, 80)}”."
