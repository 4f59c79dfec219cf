"""Exchanges of the history as report, HAR, curl script or JSON that may leave the house. Masks all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.errors import HistoryError, UsageError
from cloudflow_tui.interchange.report_models import Report, ReportComparison, ReportEntry, ReportNote

if TYPE_CHECKING:
    from cloudflow_tui.document.compare import CompareOptions
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.history.case_models import Note
    from cloudflow_tui.workspace.workspace import Workspace

ExportKind = Literal["markdown", "html", "har", "curl", "json"]
EXPORT_KINDS: Final[tuple[ExportKind, ...]] = ("markdown", "html", "har", "curl", "json")
EXPORT_SUFFIXES: Final[dict[str, str]] = {
    "markdown": ".md",
    "html": ".html",
    "har": ".har",
    "curl": ".sh",
    "json": ".json",
}
MOST_ANSWER_LINES: Final = 400
"""Of one answer within a report; the rest is told by its size."""
MOST_REPORTED: Final = 200


@dataclass(frozen=True, slots=True)
class Export:
    """Something to hand over, as it would be written."""

    kind: ExportKind
    text: str
    masked: tuple[str, ...]
    """Where something was masked, such as `#17 request header Authorization`."""


def make_report(
    workspace: Workspace,
    numbers: Sequence[int],
    *,
    title: str = "",
    case_name: str = "",
    compared: Sequence[tuple[int, int]] = (),
    options: CompareOptions | None = None,
    now: datetime | None = None,
) -> Report:
    """A report of these exchanges.

    Args:
        case_name: Its title and notes go into the report.
        compared: Pairs of exchanges whose answers are put side by side.

    Raises:
        HistoryError: No such exchange or case.
        UsageError: More than MOST_REPORTED exchanges.
    """
    if len(numbers) > MOST_REPORTED:
        raise UsageError(
            f"{len(numbers):,} exchanges are too many for a report.",
            advice=f"Take {MOST_REPORTED} at most, or export them as HAR.",
        )
    history = workspace.history
    notes: tuple[ReportNote, ...] = ()
    attachments: tuple[str, ...] = ()
    if case_name:
        case = history.cases.get(case_name)
        case_name = f"{case.name} {case.title}".strip()
        notes = tuple(_note(workspace, note) for note in history.cases.notes(name=case.name))
        attachments = tuple(
            f"{one.name}, {one.size_bytes:,} bytes" for one in history.cases.attachments(case.name)
        )
    entries = tuple(_entry(workspace, number) for number in numbers)
    return Report(
        title or (f"Report on {case_name}" if case_name else "Report on requests to the API"),
        now or datetime.now(UTC),
        case_name,
        notes,
        entries,
        tuple(_compared(workspace, old, new, options) for old, new in compared),
        tuple(_versions(workspace, entries)),
        attachments,
    )


def export(
    workspace: Workspace,
    numbers: Sequence[int],
    kind: ExportKind,
    *,
    title: str = "",
    case_name: str = "",
    compared: Sequence[tuple[int, int]] = (),
    options: CompareOptions | None = None,
) -> Export:
    """These exchanges in one of EXPORT_KINDS, whole in memory: to be looked at before it is written.

    Raises:
        HistoryError: No such exchange or case.
        UsageError: Too many for a report.
    """
    if kind in ("markdown", "html"):
        report = make_report(
            workspace, numbers, title=title, case_name=case_name, compared=compared, options=options
        )
        if kind == "markdown":
            from cloudflow_tui.interchange.report import markdown_report

            return Export(kind, markdown_report(report), tuple(report.masked))
        from cloudflow_tui.interchange.report_html import html_report

        return Export(kind, html_report(report), tuple(report.masked))
    masked: list[str] = []
    return Export(kind, "".join(export_pieces(workspace, numbers, kind, masked)), tuple(masked))


def export_pieces(
    workspace: Workspace, numbers: Sequence[int], kind: ExportKind, masked: list[str]
) -> Iterator[str]:
    """A HAR, curl script or JSON piece by piece, so that any number of exchanges needs little memory.

    Args:
        kind: "har", "curl" or "json"; the others are no stream, see `export`.
        masked: Is filled with the places where something was masked.

    Raises:
        HistoryError: No such exchange.
    """
    exchanges = _exchanges(workspace, numbers, masked)
    if kind == "har":
        from cloudflow_tui.interchange.har import har_pieces

        yield from har_pieces(exchanges, workspace.history.views.mark)
    elif kind == "curl":
        from cloudflow_tui.interchange.curl_script import curl_script_lines

        for line in curl_script_lines(exchanges):
            yield line + "\n"
    else:
        import json

        from cloudflow_tui.interchange.exchange_json import exchange_to_dict

        yield "["
        for index, exchange in enumerate(exchanges):
            comma = "," if index else ""
            yield f"{comma}\n" + json.dumps(exchange_to_dict(exchange), ensure_ascii=False, indent=2)
        yield "\n]\n"


def write_export(pieces: Iterator[str], file: Path) -> None:
    """Write text to a file, whole or not at all, for its owner alone.

    Raises:
        HistoryError: It cannot be written.
    """
    import os
    import tempfile

    target = file.expanduser()
    try:
        handle, neighbour = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
                stream.writelines(pieces)
            Path(neighbour).replace(target)
        except BaseException:
            Path(neighbour).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise HistoryError(
            f"{file} cannot be written: {error.strerror or type(error).__name__}.",
            advice="Check the folder and its permissions.",
            file=str(file),
        ) from error


def _exchanges(workspace: Workspace, numbers: Sequence[int], masked: list[str]) -> Iterator[Exchange]:
    from cloudflow_tui.interchange.masked import masked_places

    for number in numbers:
        exchange = workspace.masked(workspace.history.get(number))
        masked += [f"#{number} {place}" for place in masked_places(exchange)]
        yield exchange


def _entry(workspace: Workspace, number: int) -> ReportEntry:
    from cloudflow_tui.document import open_document
    from cloudflow_tui.interchange.masked import masked_places
    from cloudflow_tui.interchange.raw_http import to_raw_http

    exchange = workspace.masked(workspace.history.get(number))
    endpoint_id, request = exchange.request.endpoint_id, exchange.request
    known = {row.id: row.title for row in workspace.catalog.endpoints} if endpoint_id else {}
    path = request.url.partition("://")[2].partition("/")[2]
    lines: tuple[str, ...] = ()
    line_count = 0
    if exchange.response is not None and exchange.response.body.size_bytes:
        document = open_document(exchange.response.body, exchange.response.header("content-type"))
        line_count = document.line_count
        lines = tuple(document.line(index) for index in range(min(line_count, MOST_ANSWER_LINES)))
    return ReportEntry(
        exchange,
        workspace.explain(exchange),
        known.get(endpoint_id, f"{request.method} /{path}"),
        tuple(_asked(workspace, number)),
        to_raw_http(request, login=exchange.login),
        lines,
        line_count > MOST_ANSWER_LINES,
        tuple(_note(workspace, note) for note in workspace.history.cases.notes(number=number)),
        tuple(masked_places(exchange)),
    )


def _asked(workspace: Workspace, number: int) -> Iterator[tuple[str, str]]:
    """Parameters as they were set in the form, or as they stand in the body."""
    import json

    from cloudflow_tui.document import to_data
    from cloudflow_tui.document.body import Body

    text = workspace.history.draft_json(number)
    if text:
        stored = json.loads(text)
        for place in ("path", "query", "body"):
            values = stored.get(place)
            if isinstance(values, dict):
                yield from _flat(values, "")
        if stored.get("body"):
            return
    request = workspace.history.get(number).request
    data = to_data(Body.of(request.body), f"application/{request.format}") if request.body else None
    if isinstance(data, dict):
        yield from _flat(data, "")


def _flat(values: dict[str, Any], head: str) -> Iterator[tuple[str, str]]:
    import json

    for name, value in values.items():
        path = f"{head}.{name}" if head else str(name)
        if isinstance(value, dict):
            yield from _flat(value, path)
        else:
            yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _note(workspace: Workspace, note: Note) -> ReportNote:
    return ReportNote(note.written_at, note.author, workspace.history.redactor.text(note.text))


def _compared(workspace: Workspace, old: int, new: int, options: CompareOptions | None) -> ReportComparison:
    from cloudflow_tui.workspace.comparing import compare_exchanges

    history = workspace.history
    one, two = workspace.masked(history.get(old)), workspace.masked(history.get(new))
    return ReportComparison(old, new, compare_exchanges(one, two, options).answer)


def _versions(workspace: Workspace, entries: Sequence[ReportEntry]) -> Iterator[tuple[str, str]]:
    from cloudflow_tui.document import to_data
    from cloudflow_tui.version import __version__

    yield "cloudflow-tui", __version__
    told: dict[str, str] = {}
    if workspace.version:
        told[workspace.profile.name] = workspace.version
    for entry in entries:
        exchange = entry.exchange
        if exchange.request.url.partition("?")[0].endswith(("/version.json", "/version.xml", "/version")):
            response = exchange.response
            data = to_data(response.body, response.header("content-type")) if response is not None else None
            if isinstance(data, dict) and isinstance(data.get("version"), str):
                told[exchange.profile_name] = data["version"]
    for name, version in told.items():
        yield f"Control Panel {name}".rstrip(), version
