"""`cloudflow-tui settings`: the settings of a billing module against a live cloud, and its templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import action_parsers, one_of
from cloudflow_tui.cli.target import add_target
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.workspace.settings_check import SettingsReport

DESCRIPTION = """\
Check the settings of a WHMCS product or VPS plan (template, zones, role, plan or bucket, sizes) against a
live cloud: what is there, what this account sees, what fits together. Print the list of templates by
location. Only reads are sent; after one refused sign-in nothing more is asked."""
EXAMPLES = """\
examples:
  cloudflow-tui settings check product.txt --profile lab
  pbpaste | cloudflow-tui settings check --profile lab
  cloudflow-tui settings check --demo template_id=8 "hypervisor zone=1" "network zone=2" ram=1024
  cloudflow-tui settings templates --profile lab --as html

exit status:
  0 nothing wrong   2 something is wrong, or nothing to check   4 the sign-in was refused   6 no answer"""
FORMS = ("text", "markdown", "csv", "html", "json")


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    check = add("check", "hold settings against the cloud")
    check.add_argument(
        "words", nargs="*", metavar="FILE | - | NAME=VALUE", help="the settings; stdin when left out"
    )
    check.option("--json", action="store_true", help="print JSON")
    add_target(check)
    templates = add("templates", "print the list of templates: O.S. and template ID, by location")
    templates.option(
        "--as",
        dest="form",
        metavar="FORM",
        type=one_of("form", FORMS),
        default="text",
        help=", ".join(FORMS),
    )
    add_target(templates)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Ask the cloud, and print.

    Raises:
        UsageError: No setting is in what was given.
        CloudFlowError: The cloud cannot be asked.
    """
    return _check(arguments, context) if arguments.action == "check" else _templates(arguments, context)


def _check(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.cli.sending import open_workspace, run_to_end
    from cloudflow_tui.interchange.settings_reader import read_settings
    from cloudflow_tui.workspace.settings_check import check_settings, report_lines

    settings = read_settings(_text(arguments.words, context))
    if not settings:
        raise UsageError(
            "No setting is in what was given.",
            advice="Write a line for each, such as: template_id = 8, or Hypervisor zone: 1",
        )
    workspace = open_workspace(arguments, context)

    async def check() -> SettingsReport:
        return await check_settings(workspace, settings)

    report = run_to_end(workspace, check)
    if arguments.json:
        context.output.json({"checked": report.checked, "stopped": report.stopped})
    else:
        context.output.lines(report_lines(report))
    context.talk.say(report.sentence)
    if report.stopped:
        context.talk.say(report.stopped)
        return ExitCode.REFUSED if "401" in report.stopped else ExitCode.NO_ANSWER
    return ExitCode.USAGE if report.count("wrong") else ExitCode.OK


def _text(words: list[str], context: Context) -> str:
    from cloudflow_tui.cli.pasted import read_pasted_text

    if words and all("=" in word for word in words):
        return "\n".join(words)
    if len(words) > 1:
        raise UsageError("settings check takes one file, or settings as name=value.")
    return read_pasted_text(words[0] if words else None, context, "Paste the settings")


def _templates(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.cli.sending import open_workspace, run_to_end
    from cloudflow_tui.workspace.template_list import TemplateList, read_template_list, template_text

    workspace = open_workspace(arguments, context)

    async def read() -> TemplateList:
        return await read_template_list(workspace)

    listed = run_to_end(workspace, read)
    context.output.lines(template_text(listed, arguments.form).rstrip("\n").split("\n"))
    if listed.note:
        context.talk.say(listed.note)
    return ExitCode.OK
