"""`cloudflow-tui prove`: the pasted and the corrected request, each tried on a sandbox of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.cli.pasted import read_pasted_text
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.workspace.pasting import Judged
    from cloudflow_tui.workspace.proving import Proof

DESCRIPTION = """\
Read a pasted request, put right what is surely wrong, and send both to sandboxes on this machine, side by
side. No Control Panel hears of it. Credentials are not tried: the sandbox's own sign-in is used."""
EXAMPLES = """\
examples:
  cloudflow-tui prove ticket.txt
  pbpaste | cloudflow-tui prove --json
  cloudflow-tui prove log.txt --request 3

exit status:
  0 every correction is carried out   2 one is not, or there is nothing to read   6 no sandbox"""
DIALECTS = ("bash", "cmd", "powershell", "powershell7")
MOST = 10


def add_arguments(parser: Parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE | -", help="what was pasted; stdin when left out")
    parser.option("--request", metavar="N", type=whole_number(1), help="only this one of several, from 1")
    parser.option("--json", action="store_true", help="print a list of proofs; Markdown when left out")
    parser.option("--dialect", metavar="SHELL", type=one_of("dialect", DIALECTS), help=", ".join(DIALECTS))
    parser.option("--api-version", metavar="V", help="version of the cloud, such as 5.4")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Judge, try both, print.

    Raises:
        UsageError: There is no request, or not so many.
        SandboxError: A sandbox does not start.
    """
    import asyncio

    from cloudflow_tui.workspace.pasting import judge
    from cloudflow_tui.workspace.proof_report import proof_data, proof_markdown

    text = read_pasted_text(arguments.file, context, "Paste a request")
    judged = judge(text, context.catalog(), arguments.api_version or "", dialect=arguments.dialect or "")
    chosen = _chosen(judged, arguments.request)
    if len(chosen) < len(judged) and arguments.request is None:
        context.talk.say(f"The first {MOST} of {len(judged)} requests; --request N takes another one.")
    proofs = asyncio.run(_proofs([one for _, one in chosen], context))
    if arguments.json:
        context.output.json([proof_data(one, proof) for (_, one), proof in zip(chosen, proofs, strict=True)])
    else:
        for (number, one), proof in zip(chosen, proofs, strict=True):
            context.output.lines(proof_markdown(one, proof, number).split("\n"))
    for proof in proofs:
        context.talk.say(proof.sentence)
    return ExitCode.OK if all(proof.corrected.is_good for proof in proofs) else ExitCode.USAGE


def _chosen(judged: list[Judged], number: int | None) -> list[tuple[int, Judged]]:
    if not judged:
        raise UsageError(
            "No request was found in what was pasted.",
            advice="Paste a curl line, raw HTTP, a HAR, a module log, or METHOD URL.",
        )
    numbered = list(enumerate(judged, 1))
    if number is None:
        return numbered[:MOST]
    if number > len(numbered):
        raise UsageError(f"There is no request {number}; {len(numbered)} were found.")
    return [numbered[number - 1]]


async def _proofs(judged: list[Judged], context: Context) -> list[Proof]:
    from cloudflow_tui.workspace.proving import prove

    return [
        await prove(one.report.pasted, one.better, paths=context.paths, environ=context.environ)
        for one in judged
    ]
