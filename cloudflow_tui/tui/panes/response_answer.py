"""An answer made ready to be shown: masked, laid out, as a table. Computes only; may run in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cloudflow_tui.document.body import Body
from cloudflow_tui.document.data import to_data
from cloudflow_tui.document.document import FIRST_PAGE_BYTES, Document, first_page, open_document
from cloudflow_tui.document.rows import Table, count_words, rows_of
from cloudflow_tui.exchange import Exchange, Response
from cloudflow_tui.tui.widgets.figures import shown_bytes
from cloudflow_tui.workspace.drifting import drift_of_data

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.document.drift import Drift
    from cloudflow_tui.redact import Redactor
    from cloudflow_tui.redact.reading import Read, Reading

AT_ONCE_BYTES = 96 * 1024
"""Up to this length a body is made ready at once; of a longer one the first page is shown meanwhile."""
TABLE_AT_ONCE_BYTES = 1024 * 1024
"""Of a longer body the table is made afterwards, some objects at a time."""
APART_ABOVE_BYTES = 4 * 1024 * 1024
_BREATH_S = 0.003
_TABLE_AFTER_S = 0.15
TABLE_BYTES = 80 * 1024 * 1024
"""Longer bodies get no table: its cells would fill the memory."""
_BADGES = {"json": "JSON", "xml": "XML", "html": "HTML", "text": "text", "binary": "binary", "empty": ""}
Mask = Callable[[Exchange], Exchange]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tabs of one exchange show."""

    exchange: Exchange
    """As it is shown: masked, unless the secrets are to be seen."""
    document: Document
    is_whole: bool
    """False when only the first page is here."""
    progress: str = ""
    """How far the body has been read, in words."""
    table: Table | None = None
    """The answer as a table; None when it is no list, or too long to be read as one."""
    drift: Drift | None = None
    """How it differs from the catalog; None when nothing can be told."""

    @property
    def badge(self) -> str:
        """The format, for the tab."""
        return _BADGES[self.document.kind]


def is_small(exchange: Exchange) -> bool:
    """Whether the answer can be made ready at once."""
    return exchange.response is None or exchange.response.body.size_bytes <= AT_ONCE_BYTES


def first_part(exchange: Exchange, mask: Mask | None) -> Answer:
    """The first page of a long answer.

    Args:
        mask: Masks an exchange; None shows its secrets.
    """
    response = exchange.response
    assert response is not None
    try:
        head = response.body.read(FIRST_PAGE_BYTES)
    except OSError:
        return whole(exchange, mask)
    short = replace(exchange, response=replace(response, body=Body.of(head)))
    shown = mask(short) if mask is not None else short
    assert shown.response is not None
    size = response.body.size_bytes
    document = first_page(shown.response.body.read(), response.header("content-type"), size_bytes=size)
    progress = f"first {shown_bytes(len(head))} of {shown_bytes(size)} shown, reading on"
    return Answer(shown, document, False, progress)


def read_apart(
    exchange: Exchange, redactor: Redactor | None, reading: Reading | None, is_stopped: Callable[[], bool]
) -> Read | None:
    """A long body masked and laid out by a process of its own; None when that is not worth while or failed.

    Args:
        redactor: Masks the body; None shows its secrets.
        reading: The process that is at it already.
    """
    response = exchange.response
    if response is None or response.body.path is None:
        return None
    body = response.body
    if reading is None and body.size_bytes > APART_ABOVE_BYTES:
        from cloudflow_tui.redact.reading import Reading

        reading = Reading.begin(response.body.path, response.header("content-type"), redactor)
    return None if reading is None else reading.finish(body.size_bytes, is_stopped)


def whole(
    exchange: Exchange,
    mask: Mask | None,
    read: Read | None = None,
    *,
    endpoint: Endpoint | None = None,
    version: str = "",
) -> Answer:
    """The whole answer; of an exchange without one an empty document.

    Args:
        read: Its body, when that was read apart.
        endpoint: What the catalog knows of the call; its answer is compared with that.
        version: Of the Control Panel.
    """
    response = exchange.response
    if read is not None and response is not None:
        exchange = replace(exchange, response=replace(response, body=Body()))
        shown = mask(exchange) if mask is not None else exchange
        assert shown.response is not None
        shown = replace(shown, response=replace(shown.response, body=read.body))
        return Answer(shown, read.document, True)
    try:
        shown = mask(exchange) if mask is not None else exchange
    except OSError as error:
        # The spool file went away; what is left of the exchange is shown.
        gone = f"the body cannot be read any more: {error.strerror or error}"
        rest = replace(exchange, response=None if response is None else replace(response, body=Body()))
        shown = mask(rest) if mask is not None else rest
        return Answer(shown, open_document(Body()), True, gone)
    if shown.response is None:
        return Answer(shown, open_document(Body()), True)
    body, content_type = shown.response.body, shown.response.header("content-type")
    document = open_document(body, content_type)
    if shown.response.status >= 300 or document.kind not in ("json", "xml"):
        return Answer(shown, document, True)
    data = _values(shown.response)
    drift = drift_of_data(endpoint, shown.response.status, data, version)
    return Answer(shown, document, True, table=rows_of(data), drift=drift)


def _values(response: Response) -> Any:
    """The values of an answer; None of a long one, which is not worth it."""
    body = response.body
    if body.size_bytes > TABLE_AT_ONCE_BYTES:
        return None
    try:
        return to_data(body, response.header("content-type"))
    except OSError:
        return None


def with_long_table(answer: Answer, is_stopped: Callable[[], bool]) -> Answer | None:
    """The answer with the table of a long list; None when there is none to be made, or it was stopped."""
    response = answer.exchange.response
    if response is None or response.status >= 300:
        return None
    if not TABLE_AT_ONCE_BYTES < response.body.size_bytes <= TABLE_BYTES:
        return None
    from cloudflow_tui.document.long_rows import long_rows

    def breathe() -> bool:
        # The screen wants to run as well; nobody waits for the table of a long list.
        time.sleep(_BREATH_S)
        return is_stopped()

    # First of all the lines are to be painted.
    time.sleep(_TABLE_AFTER_S)
    table = long_rows(answer.document, breathe)
    return None if table is None else replace(answer, table=table)


def sentence_of(exchange: Exchange, explanation: Explanation, documented_status: int | None) -> str:
    """What is said where there is no body.

    Args:
        documented_status: What the guide names as success of the call, None when unknown.
    """
    response = exchange.response
    if response is None:
        return "No answer came, so there is no body."
    if response.status == 204:
        as_documented = ", as documented" if documented_status == 204 else ""
        return f"204: nothing comes back{as_documented}."
    if explanation.kind == "none":
        return "The answer broke off before its body came."
    return f"{response.status} came without a body."


def empty_sentence(answer: Answer, endpoint: Endpoint | None) -> str:
    """What is said of a list without items: `200 OK, no users`."""
    response, table = answer.exchange.response, answer.table
    noun = table.noun if table is not None else ""
    if not noun and endpoint is not None:
        noun = endpoint.answer.root or endpoint.section.removesuffix("s")
    status = f"{response.status} OK" if response is not None and response.status == 200 else ""
    return ", ".join(part for part in (status, count_words(0, noun.removesuffix("s") or "item")) if part)


def raw_head(exchange: Exchange) -> list[str]:
    """Status line and headers as they came, and the empty line behind them."""
    response = exchange.response
    if response is None:
        return ["No answer came."]
    status = f"{response.http_version} {response.status} {response.reason}".rstrip()
    return [status, *(f"{name}: {value}" for name, value in response.headers), ""]
