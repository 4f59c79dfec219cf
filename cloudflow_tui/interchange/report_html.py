"""A report as one HTML page: nothing is loaded from elsewhere, no script, prints well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.visible import shown
from cloudflow_tui.interchange.report_models import change_text, phases

if TYPE_CHECKING:
    from cloudflow_tui.interchange.report_models import (
        Report,
        ReportComparison,
        ReportEntry,
        ReportNote,
    )

_MOST_ROWS: Final = 2000
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root { color-scheme: light dark; --line: #ccd; --soft: #f3f4f8; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3a4152; --soft: #1a1f2b; --bad: #ff8a80; --good: #7bd88f; }
}
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin-bottom: .3rem; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .5rem; vertical-align: top; }
td { overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { font-size: 13px; }
.bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); font-weight: 600; }
.side td { font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap; width: 50%; border: 0; }
.changed td, .moved td { background: #f5c54233; } .removed td { background: #e5393533; }
.added td { background: #43a04733; } .ignored td { opacity: .6; font-style: italic; }
@media print {
  body { max-width: none; margin: 0; font-size: 11px; } pre, .side td { font-size: 9px; }
  h2, h3 { break-after: avoid; } tr { break-inside: avoid; } pre { border: 1px solid #ccd; }
}
"""


def html_report(report: Report) -> str:
    """The whole page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    title = _plain(report.title)
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width">'
    # Nothing may be loaded or run, whatever a server wrote.
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1>"
    facts = [("Case", report.case_name)] if report.case_name else []
    facts += [("Made", f"{report.made_at:%Y-%m-%d %H:%M} UTC"), *report.versions]
    facts += [("File of the case", attachment) for attachment in report.attachments]
    yield from _table(facts)
    yield from _notes("h2", report.notes)
    if len(report.entries) > 1:
        yield from _overview(report)
    for entry in report.entries:
        yield from _entry(entry)
    for compared in report.comparisons:
        yield from _comparison(compared)
    yield "<h2>What was masked</h2>"
    masked = report.masked
    if masked:
        yield "<ul>" + "".join(f"<li>{_plain(place)}</li>" for place in masked) + "</ul>"
    else:
        yield "<p>Nothing: no secret was seen.</p>"
    yield "</body></html>"


def _overview(report: Report) -> Iterator[str]:
    names = ("#", "time (UTC)", "request", "answer", "took")
    yield "<h2>In short</h2><table><tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"
    for entry in report.entries:
        exchange = entry.exchange
        path = exchange.request.url.partition("://")[2].partition("/")[2]
        cells = (
            f'<a href="#n{exchange.number}">{exchange.number}</a>',
            f"{exchange.timing.started_at:%Y-%m-%d %H:%M:%S}",
            _plain(f"{exchange.request.method} /{path}"),
            _title(entry),
            f"{exchange.timing.total_ms:,.0f} ms",
        )
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _entry(entry: ReportEntry) -> Iterator[str]:
    exchange, explanation = entry.exchange, entry.explanation
    yield f'<h2 id="n{exchange.number}">{exchange.number}. {_plain(entry.title)}</h2>'
    facts = [
        ("Call", exchange.request.endpoint_id),
        ("Profile", exchange.profile_name),
        ("Sent as", exchange.login),
        ("Sent at", f"{exchange.timing.started_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("Took", ", ".join(f"{name} {took}" for name, took in phases(exchange))),
    ]
    yield from _table([(name, value) for name, value in facts if value])
    if entry.asked:
        yield "<h3>Parameters</h3>"
        yield from _table(entry.asked)
    yield "<h3>Request</h3>"
    yield f"<pre>{_lines(entry.wire.splitlines())}</pre>"
    yield f"<h3>Answer: {_title(entry)}</h3>"
    if explanation.meaning:
        yield f"<p>{_plain(explanation.meaning)}</p>"
    said = [
        f"{error.field}: {error.message}" if error.field else error.message
        for error in explanation.field_errors
    ]
    said += [*explanation.hints, *(f"Next: {step}" for step in explanation.next_steps)]
    if exchange.failure is not None:
        said.append(f"{exchange.failure.message} {exchange.failure.advice}".strip())
    if said:
        yield "<ul>" + "".join(f"<li>{_plain(words)}</li>" for words in said) + "</ul>"
    if exchange.response is not None:
        response = exchange.response
        head = [f"{response.http_version} {response.status} {response.reason}".rstrip()]
        head += [f"{name}: {value}" for name, value in response.headers]
        body = ["", *entry.answer_lines] if entry.answer_lines else []
        yield f"<pre>{_lines([*head, *body])}</pre>"
        if entry.is_cut:
            yield f"<p>The answer goes on; it has {response.body.size_bytes:,} bytes.</p>"
    yield from _notes("h3", entry.notes)


def _comparison(compared: ReportComparison) -> Iterator[str]:
    comparison = compared.comparison
    yield f"<h2>Answer {compared.old_number} beside {compared.new_number}</h2>"
    left_out = f" Left out: {', '.join(comparison.ignored)}." if comparison.ignored else ""
    yield f"<p>{_plain(f'{comparison.words}. {comparison.note}{left_out}')}</p>"
    if comparison.changes:
        yield (
            f"<table><tr><th>where</th><th>what</th><th>in {compared.old_number}</th>"
            f"<th>in {compared.new_number}</th></tr>"
        )
        for change in comparison.changes[:_MOST_ROWS]:
            old = "" if change.kind == "added" else _plain(change_text(change.old))
            new = "" if change.kind == "removed" else _plain(change_text(change.new))
            yield f"<tr><td>{_plain(change.path)}</td><td>{change.kind}</td><td>{old}</td><td>{new}</td></tr>"
        yield "</table>"
    yield '<table class="side">'
    shown_rows = 0
    for start, end in comparison.hunks():
        if shown_rows:
            yield "<tr><td>…</td><td>…</td></tr>"
        for row in comparison.rows[start : min(end, start + _MOST_ROWS - shown_rows)]:
            left, right = _lines([row.left or ""]), _lines([row.right or ""])
            yield f'<tr class="{row.kind}"><td>{left}</td><td>{right}</td></tr>'
        shown_rows += end - start
        if shown_rows >= _MOST_ROWS:
            break
    yield "</table>"


def _notes(tag: str, notes: Iterable[ReportNote]) -> Iterator[str]:
    notes = tuple(notes)
    if notes:
        yield f"<{tag}>Notes</{tag}>"
        yield from _table(
            [(f"{note.written_at:%Y-%m-%d %H:%M} {note.author}".strip(), note.text) for note in notes]
        )


def _title(entry: ReportEntry) -> str:
    css = "good" if entry.explanation.kind == "2xx" else "bad"
    return f'<span class="{css}">{_plain(entry.explanation.title)}</span>'


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "<table>"
    for name, value in rows:
        yield f"<tr><th>{_plain(name)}</th><td>{_plain(value)}</td></tr>"
    yield "</table>"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(escape(shown(line)) for line in lines)


def _plain(text: str) -> str:
    return escape(shown(text))
