"""`cloudflow-tui lint`: what is wrong with a pasted request. Needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of
from cloudflow_tui.cli.pasted import read_pasted_text
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.diagnosis.findings import Finding
    from cloudflow_tui.workspace.pasting import Judged

DESCRIPTION = """\
Read pasted requests (curl, wget, HTTPie, raw HTTP, HAR, WHMCS module log, PHP, Ruby, Python, PowerShell,
JavaScript, METHOD URL BODY) and say what is wrong with each, held against the catalog. Nothing is sent or
run."""
EXAMPLES = """\
examples:
  cloudflow-tui lint ticket.txt
  pbpaste | cloudflow-tui lint --fix
  cloudflow-tui lint capture.har --json --api-version 5.4
  cloudflow-tui lint --rules encoding

exit status:
  0 no error found   2 an error was found, or nothing to read"""
DIALECTS = ("bash", "cmd", "powershell", "powershell7")
_SIGNS = {"error": "×", "warning": "!", "info": "·"}


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE | -", help="what was pasted; stdin when left out")
    parser.option("--json", action="store_true", help="print a list of reports, one a request")
    parser.option("--fix", action="store_true", help="print the corrected requests as curl lines")
    parser.option(
        "--reply",
        metavar="en|it",
        type=one_of("language", ("en", "it")),
        help="print a reply to the customer",
    )
    parser.option(
        "--dialect",
        metavar="SHELL",
        type=one_of("dialect", DIALECTS),
        help=f"whose quoting command lines have: {', '.join(DIALECTS)}; guessed when left out",
    )
    parser.option("--api-version", metavar="V", help="version of the cloud, such as 5.4")
    parser.option("--off", metavar="RULE", action="append", default=[], help="leave this rule out")
    parser.option("--rules", action="store_true", help="print the rules, those with all words of FILE")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Read, judge, print.

    Raises:
        UsageError: The file cannot be read, holds no request, or no such rule.
    """
    from cloudflow_tui.diagnosis.rules import known_rules
    from cloudflow_tui.interchange.pasting import MAX_REQUESTS
    from cloudflow_tui.workspace.pasting import judge

    if arguments.rules:
        return _print_rules(arguments, context)
    off = known_rules(arguments.off)
    text = read_pasted_text(arguments.file, context, "Paste a request")
    judged = judge(
        text,
        context.catalog(),
        arguments.api_version or "",
        dialect=arguments.dialect or "",
        off=off,
        corrects=arguments.fix,
    )
    if len(judged) >= MAX_REQUESTS:
        context.talk.say(f"Only the first {MAX_REQUESTS} requests were read; cut the text to see others.")
    if not judged and not arguments.json:
        raise UsageError(
            "No request was found in what was pasted.",
            advice="Paste a curl line, raw HTTP, a HAR, a module log, or METHOD URL.",
        )
    if arguments.json:
        context.output.json([one.report.to_dict() for one in judged])
    elif arguments.reply:
        _print_replies(judged, arguments, context)
    elif arguments.fix:
        _print_fixed(judged, context)
    else:
        context.output.lines(line for one in judged for line in _lines(one))
        _tell_counts(judged, context)
    return ExitCode.USAGE if any(one.report.has_errors for one in judged) else ExitCode.OK


def _tell_counts(judged: list[Judged], context: Context) -> None:
    found = [finding for one in judged for finding in one.report.findings]
    parts = []
    for severity in ("error", "warning"):
        count = sum(finding.severity == severity for finding in found)
        parts += [f"{count} {severity}{'' if count == 1 else 's'}"] if count else []
    said = ", ".join(parts) or "nothing wrong"
    several = f" in {len(judged)} requests" if len(judged) > 1 else ""
    offer = " --fix prints the corrected line." if any(one.fix is not None for one in found) else ""
    context.talk.say(f"{said[:1].upper()}{said[1:]}{several}.{offer}")


def _print_rules(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.diagnosis.rules import search_rules

    found = search_rules(arguments.file or "")
    if arguments.json:
        context.output.json(found)
    else:
        for rule in found:
            context.output.lines([f"{rule.id} ({rule.severity}): {rule.title}", f"  {rule.explanation}"])
    return ExitCode.OK if found else ExitCode.USAGE


def _lines(judged: Judged) -> Iterator[str]:
    report = judged.report
    pasted = report.pasted
    line = pasted.places.spot(pasted.places.start).line
    dialect = f", {pasted.dialect}" if pasted.dialect else ""
    yield f"{pasted.method} {pasted.shown_url}"
    yield f"  {pasted.source}{dialect}, line {line}; {report.endpoint_id or 'not in the catalog'}"
    for finding in report.findings:
        yield from _finding(finding)
    if not report.findings:
        yield "  ✓ nothing found"
    if pasted.wire:
        yield "  What the shell really makes of it:"
        yield from (f"    {part}" for part in pasted.wire.splitlines())
    yield ""


def _finding(finding: Finding) -> Iterator[str]:
    place = f"{finding.spot.line}:{finding.spot.column} " if finding.spot.line else ""
    yield f"  {_SIGNS[finding.severity]} {place}{finding.message} [{finding.rule}]"
    if finding.evidence:
        yield f"      seen: {finding.evidence}"
    if finding.fix is not None:
        yield f"      fix: {finding.fix.label}"


def _print_replies(judged: list[Judged], arguments: argparse.Namespace, context: Context) -> None:
    from cloudflow_tui.diagnosis.reply import reply_text

    for one in judged:
        text = reply_text(one.report, arguments.reply, arguments.api_version or "")
        context.output.lines([*text.splitlines(), ""])


def _print_fixed(judged: list[Judged], context: Context) -> None:
    from cloudflow_tui.workspace.pasting import curl_of

    for one in judged:
        context.output.lines([curl_of(one.better)])
        for finding in one.left.findings:
            if finding.severity != "info":
                context.talk.say(f"Not put right: {finding.message} [{finding.rule}]")
