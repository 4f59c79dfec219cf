"""From a pasted text to reports and drafts: what both fronts call when somebody pastes something.

Sends nothing, executes nothing, opens no file that the text names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.drafting import PastedDraft, draft_of_pasted
from cloudflow_tui.diagnosis.lint import corrected, lint
from cloudflow_tui.exchange import Request
from cloudflow_tui.interchange.curl import to_curl
from cloudflow_tui.interchange.pasting import read_pasted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.diagnosis.findings import Report
    from cloudflow_tui.diagnosis.pasted import Dialect, PastedRequest

_OF_THE_CLIENT = ("authorization", "content-length")


@dataclass(frozen=True, slots=True)
class Judged:
    """One pasted request: what is wrong, and the request put right."""

    report: Report
    better: PastedRequest
    """With every sure fix applied."""
    left: Report
    """What is wrong with the corrected one still."""


def judge(
    text: str,
    catalog: Catalog,
    version: str = "",
    *,
    dialect: Dialect = "",
    off: Iterable[str] = (),
    corrects: bool = True,
) -> list[Judged]:
    """The requests of a pasted text with their findings; an empty list when it has none.

    Args:
        version: Of the cloud; "" judges no versions.
        dialect: Whose quoting command lines have; "" guesses.
        off: Ids of rules that are not wanted.
        corrects: False leaves the requests as they are, which is faster for long logs.
    """
    unwanted = frozenset(off)
    judged: list[Judged] = []
    for pasted in read_pasted(text, dialect):
        report = lint(pasted, catalog, version, off=unwanted)
        if not corrects:
            judged.append(Judged(report, pasted, report))
            continue
        better = corrected(pasted, catalog, version)
        judged.append(Judged(report, better, lint(better, catalog, version, off=unwanted)))
    return judged


def draft_of(pasted: PastedRequest, catalog: Catalog) -> PastedDraft:
    """A draft of a pasted request, with notes on what was left out."""
    return draft_of_pasted(pasted, catalog)


def curl_of(pasted: PastedRequest) -> str:
    """The request as one curl command for bash, secrets masked or in a variable."""
    request = Request(
        pasted.method,
        pasted.url,
        pasted.headers,
        pasted.body.encode("utf-8", "surrogatepass"),
        "xml" if pasted.form == "xml" else "json",
        secret_values=pasted.secret_values,
    )
    kept = tuple(pair for pair in pasted.headers if pair[0].lower() not in _OF_THE_CLIENT)
    return to_curl(replace(request, headers=kept), login=pasted.login or "LOGIN")
