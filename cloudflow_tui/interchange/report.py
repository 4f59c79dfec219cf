"""A report as Markdown. Text of servers and users stands in fences or is escaped, so it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.document.visible import shown
from cloudflow_tui.interchange.report_models import change_text, phases

if TYPE_CHECKING:
    from cloudflow_tui.interchange.report_models import (
        Report,
        ReportComparison,
        ReportEntry,
        ReportNote,
    )

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~!&])")
_MOST_CHANGES = 200


def markdown_report(report: Report) -> str:
    """The whole report."""
    return "\n".join(_report(report)) + "\n"


def _report(report: Report) -> Iterator[str]:
    yield f"# {_plain(report.title)}"
    yield ""
    if report.case_name:
        yield f"- Case: {_plain(report.case_name)}"
    yield f"- Made: {report.made_at:%Y-%m-%d %H:%M} UTC"
    for what, version in report.versions:
        yield f"- {_plain(what)}: {_plain(version)}"
    for attachment in report.attachments:
        yield f"- File of the case: {_plain(attachment)}"
    yield ""
    yield from _notes("## Notes", report.notes)
    if len(report.entries) > 1:
        yield from _overview(report)
    for entry in report.entries:
        yield from _entry(entry)
    for compared in report.comparisons:
        yield from _comparison(compared)
    yield from _masked(report)


def _overview(report: Report) -> Iterator[str]:
    yield "## In short"
    yield ""
    yield "| # | time (UTC) | request | answer | took |"
    yield "| --- | --- | --- | --- | --- |"
    for entry in report.entries:
        exchange = entry.exchange
        path = exchange.request.url.partition("://")[2].partition("/")[2]
        yield (
            f"| {exchange.number} | {exchange.timing.started_at:%Y-%m-%d %H:%M:%S} | "
            f"{_plain(exchange.request.method)} /{_plain(path)} | {_plain(entry.explanation.title)} | "
            f"{exchange.timing.total_ms:,.0f} ms |"
        )
    yield ""


def _entry(entry: ReportEntry) -> Iterator[str]:
    exchange, explanation = entry.exchange, entry.explanation
    yield f"## {exchange.number}. {_plain(entry.title)}"
    yield ""
    if exchange.request.endpoint_id:
        yield f"- Call: {_plain(exchange.request.endpoint_id)}"
    if exchange.profile_name:
        yield f"- Profile: {_plain(exchange.profile_name)}"
    if exchange.login:
        yield f"- Sent as: {_plain(exchange.login)}"
    yield f"- Sent at: {exchange.timing.started_at:%Y-%m-%d %H:%M:%S} UTC"
    yield f"- Took: {', '.join(f'{name} {took}' for name, took in phases(exchange))}"
    yield ""
    if entry.asked:
        yield "| parameter | value |"
        yield "| --- | --- |"
        for name, value in entry.asked:
            yield f"| {_plain(name)} | {_plain(value)} |"
        yield ""
    yield "### Request"
    yield ""
    yield from _fenced(entry.wire.splitlines(), "http")
    meaning = f": {explanation.meaning}" if explanation.meaning else ""
    yield f"### Answer: {_plain(explanation.title)}"
    yield ""
    if meaning:
        yield _plain(explanation.meaning)
        yield ""
    for error in explanation.field_errors:
        yield f"- {_plain(f'{error.field}: {error.message}' if error.field else error.message)}"
    for words in (*explanation.hints, *(f"Next: {step}" for step in explanation.next_steps)):
        yield f"- {_plain(words)}"
    if explanation.field_errors or explanation.hints or explanation.next_steps:
        yield ""
    if exchange.failure is not None:
        yield _plain(f"{exchange.failure.message} {exchange.failure.advice}".strip())
        yield ""
    if exchange.response is not None:
        response = exchange.response
        head = [f"{response.http_version} {response.status} {response.reason}".rstrip()]
        head += [f"{name}: {value}" for name, value in response.headers]
        body = [*([""] if entry.answer_lines else []), *entry.answer_lines]
        yield from _fenced([*head, *body], "http")
        if entry.is_cut:
            yield f"The answer goes on; it has {response.body.size_bytes:,} bytes."
            yield ""
    yield from _notes("### Notes", entry.notes)


def _comparison(compared: ReportComparison) -> Iterator[str]:
    comparison = compared.comparison
    yield f"## Answer {compared.old_number} beside {compared.new_number}"
    yield ""
    yield f"{comparison.words}." + (f" {_plain(comparison.note)}" if comparison.note else "")
    if comparison.ignored:
        yield f"Left out: {_plain(', '.join(comparison.ignored))}."
    yield ""
    if comparison.changes:
        yield f"| where | what | in {compared.old_number} | in {compared.new_number} |"
        yield "| --- | --- | --- | --- |"
        for change in comparison.changes[:_MOST_CHANGES]:
            old = "" if change.kind == "added" else _plain(change_text(change.old))
            new = "" if change.kind == "removed" else _plain(change_text(change.new))
            yield f"| {_plain(change.path)} | {change.kind} | {old} | {new} |"
        if len(comparison.changes) > _MOST_CHANGES:
            yield ""
            yield f"and {len(comparison.changes) - _MOST_CHANGES:,} more."
        yield ""


def _masked(report: Report) -> Iterator[str]:
    yield "## What was masked"
    yield ""
    masked = report.masked
    if not masked:
        yield "Nothing: no secret was seen."
    for place in masked:
        yield f"- {_plain(place)}"


def _notes(heading: str, notes: Iterable[ReportNote]) -> Iterator[str]:
    notes = tuple(notes)
    if not notes:
        return
    yield heading
    yield ""
    for note in notes:
        author = f" {_plain(note.author)}" if note.author else ""
        yield f"- {note.written_at:%Y-%m-%d %H:%M}{author}: {_plain(note.text)}"
    yield ""


def _fenced(lines: Iterable[str], language: str) -> Iterator[str]:
    """Lines as they are, within a fence that is longer than any in them."""
    safe = [shown(line) for line in lines]
    longest = max((len(run) for line in safe for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield from safe
    yield fence
    yield ""


def _plain(text: str) -> str:
    """Text in one line that Markdown does not take for markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(shown(text).split()))
