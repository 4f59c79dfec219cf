"""One answered exchange laid out for judgement: what was sent, what came, what the body complains about.

Collects only; `hints` and `steps` judge it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cloudflow_tui.diagnosis.errors import READ_LIMIT_BYTES, read_errors
from cloudflow_tui.diagnosis.facts import Facts, facts_of
from cloudflow_tui.diagnosis.models import ErrorBody, FieldError
from cloudflow_tui.diagnosis.naming import match_errors
from cloudflow_tui.diagnosis.visible import visible

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.exchange import Exchange, Request, Response

_ERROR_ROOTS = frozenset({"error", "errors"})
VALUE_LIMIT = 80
_FORM_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Case:
    """An answered exchange, read."""

    request: Request
    response: Response
    login: str
    """Who it was sent as, "" when no credentials were sent."""
    endpoint: Endpoint | None
    body: ErrorBody
    errors: tuple[FieldError, ...]
    """The complaints of the body, tied to parameters where they could be."""
    facts: Facts
    path_values: tuple[tuple[str, str], ...]
    """(path parameter, its value in the address), in the order of the path."""
    is_body_gone: bool = False
    """The stored body could not be read."""

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def is_write(self) -> bool:
        """Whether the call may have changed something."""
        return is_write(self.request, self.endpoint)


def is_write(request: Request, endpoint: Endpoint | None) -> bool:
    """Whether a call changes something: by its effect, else by its method."""
    return request.method not in ("GET", "HEAD") if endpoint is None else endpoint.effect != "read"


def case_of(exchange: Exchange, response: Response, endpoint: Endpoint | None) -> Case:
    """Reads an answered exchange; never raises on any content."""
    body, is_gone = _body_of(response, endpoint)
    return Case(
        request=exchange.request,
        response=response,
        login=exchange.login,
        endpoint=endpoint,
        body=body,
        errors=match_errors(body.errors, endpoint),
        facts=facts_of(response) if response.status < 300 else Facts(),
        path_values=() if endpoint is None else path_values(endpoint.path, exchange.request.url),
        is_body_gone=is_gone,
    )


def _body_of(response: Response, endpoint: Endpoint | None) -> tuple[ErrorBody, bool]:
    if response.body.size_bytes == 0:
        return ErrorBody("empty"), False
    is_refusal = response.status >= 400
    is_long = response.body.size_bytes > READ_LIMIT_BYTES
    try:
        # Of a long answer that is no refusal only the form is wanted, which its beginning tells.
        data = response.body.read(_FORM_BYTES if is_long and not is_refusal else READ_LIMIT_BYTES + 1)
    except OSError:
        # A spooled body that was cleared away; said in a hint.
        return ErrorBody("other"), True
    found = read_errors(data, response.header("content-type"), is_refusal=is_refusal)
    if not is_refusal and (is_long or _answers_errors(endpoint)):
        # An answer cut for reading is not a broken one; a list of errors that was asked for is no complaint.
        return ErrorBody(found.form, is_login_page=found.is_login_page), False
    return found, False


def _answers_errors(endpoint: Endpoint | None) -> bool:
    if endpoint is None or endpoint.effect != "read":
        return False
    names = {attribute.name for attribute in endpoint.answer.attributes}
    return endpoint.answer.root in _ERROR_ROOTS or bool(names & _ERROR_ROOTS)


def path_values(template: str, url: str) -> tuple[tuple[str, str], ...]:
    """The values of a template's placeholders in an address, in order; () when they do not fit together.

    The address may have a prefix before the template's path, a suffix, and paging after it.
    """
    wanted = [part for part in template.split("/") if part]
    path = re.sub(r"\.(json|xml)(?=/|$)", "", urlsplit(url).path)
    parts = [part for part in path.split("/") if part]
    for start in range(max(len(parts) - len(wanted), -1), -1, -1):
        piece = parts[start : start + len(wanted)]
        if all(own.startswith(":") or own == given for own, given in zip(wanted, piece, strict=True)):
            return tuple(
                (own[1:], visible(unquote(given), VALUE_LIMIT))
                for own, given in zip(wanted, piece, strict=True)
                if own.startswith(":")
            )
    return ()
