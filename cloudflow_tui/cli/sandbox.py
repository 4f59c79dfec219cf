"""`cloudflow-tui sandbox`: a CloudFlow on this machine, in the foreground until ctrl+c."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of, whole_number
from cloudflow_tui.sandbox.options import CLOCKS, SIZES

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.sandbox.options import SandboxOptions

DESCRIPTION = """\
Run a CloudFlow on this machine: every call of the catalog answers, in JSON and XML.
The first line on stdout is its address; accounts, curl lines and a line a request go to stderr.
Login admin; the password is CLOUDFLOW_SANDBOX_PASSWORD, else one is made and said. Ends with ctrl+c."""
EXAMPLES = """\
examples:
  cloudflow-tui sandbox --port 8080
  cloudflow-tui sandbox --seed 7 --size large --data cloud.sqlite
  cloudflow-tui sandbox --api-version 5.4 --clock real
  cloudflow-tui sandbox --fault 'POST /virtual_machines: 500' --fault 'GET /users*: latency=2s rate=0.3'
  cloudflow-tui sandbox --scenario busy-server          (their names: --scenarios)
  cloudflow-tui sandbox --replay conversation.har
  curl -u admin:... -X POST http://127.0.0.1:8080/_sandbox/reset  (also snapshots, step, faults, scenarios)"""


def add_arguments(parser: Parser) -> None:
    parser.option("--host", default="127.0.0.1", metavar="HOST", help="address to listen on (127.0.0.1)")
    parser.option(
        "--port", type=whole_number(0), default=0, metavar="N", help="port; any free one when left out"
    )
    parser.option("--data", type=Path, metavar="FILE", help="keep everything in this file; in memory without")
    parser.option(
        "--seed", type=whole_number(0), default=1, metavar="N", help="another one gives other objects (1)"
    )
    parser.option("--size", type=one_of("size", SIZES), default="small", help="small or large (small)")
    parser.option("--api-version", default="6.7", metavar="V", help="version that the cloud says it is (6.7)")
    parser.option(
        "--clock",
        type=one_of("clock", CLOCKS),
        default="fast",
        help="how long transactions take: fast (seconds), real, or stepped (by POST /_sandbox/step)",
    )
    parser.option(
        "--fault",
        action="append",
        default=[],
        metavar="SPEC",
        help="what goes wrong, such as 'GET /users: 503'",
    )
    parser.option(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME",
        help="a situation by name",
    )
    parser.option("--scenarios", action="store_true", help="say which scenarios there are, and end")
    parser.option("--replay", type=Path, metavar="FILE", help="answer from this HAR file instead")
    parser.option("--in-order", action="store_true", help="with --replay: its answers one after the other")
    parser.option("--no-control", action="store_true", help="leave out the calls below /_sandbox")
    parser.option("--quiet", action="store_true", help="no line a request")
    parser.option(
        "--i-know",
        dest="is_public",
        action="store_true",
        help="with --host: let other machines reach it, against all advice",
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Serve until ctrl+c.

    Raises:
        SandboxError: It cannot start, or it must not on that address.
    """
    from cloudflow_tui.sandbox.options import PASSWORD_VARIABLE, SandboxOptions, make_password
    from cloudflow_tui.sandbox.server import serve

    if arguments.scenarios:
        return _list_scenarios(context)
    given = context.environ.get(PASSWORD_VARIABLE, "")
    options = SandboxOptions(
        host=arguments.host,
        port=arguments.port,
        seed=arguments.seed,
        size=arguments.size,
        data=arguments.data,
        api_version=arguments.api_version,
        clock=arguments.clock,
        is_public=arguments.is_public,
        password=given or make_password(),
        catalog_folder=context.paths.catalog_folder,
        faults=tuple(arguments.fault),
        scenarios=tuple(arguments.scenario),
        replay=arguments.replay,
        replay_order="order" if arguments.in_order else "match",
        has_control=not arguments.no_control,
    )

    def announce(url: str) -> None:
        context.output.line(url)
        context.output.flush()
        _introduce(context, options, url, f"${PASSWORD_VARIABLE}" if given else options.password)

    # Where the signal is ignored, as in the background of a shell, the server ends without this exception.
    with suppress(KeyboardInterrupt):
        serve(options, announce, tell=None if arguments.quiet else context.talk.say)
    context.talk.say("The sandbox has ended.")
    return ExitCode.OK


def _list_scenarios(context: Context) -> int:
    from cloudflow_tui.sandbox.scenarios import SCENARIOS

    width = max(map(len, SCENARIOS))
    for name, scenario in SCENARIOS.items():
        context.output.line(f"{name.ljust(width)}  {scenario.words}")
    return ExitCode.OK


def _introduce(context: Context, options: SandboxOptions, url: str, password: str) -> None:
    """Say who may call, and how.

    Args:
        password: The administrator's as it is told: itself, or the variable that holds it.
    """
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.sandbox.accounts import accounts_of

    say = context.talk.say
    if options.replay is not None:
        say(f"Answers from {options.replay}; credentials are not looked at. Ends with ctrl+c.")
        return
    admin, plain, reader = accounts_of(options.password)
    say(f"Login {admin.login}, password {password}. Ends with ctrl+c.")
    for account in (admin, plain, reader):
        told = password if account is admin else account.password
        say(f"  {account.role:<15}  {account.login} / {told}  or  {account.email} / {account.key}")
    say("Try:")
    say(f"  curl -s -u '{plain.login}:{plain.password}' {url}/virtual_machines.json")
    say(f'  curl -s -u "{admin.login}:{password}" "{url}/users.xml?per_page=2"')
    say(f'  curl -s -u "{admin.login}:{password}" -X POST {url}/virtual_machines/1/reboot.json')
    if options.has_control:
        say(f'  curl -s -u "{admin.login}:{password}" {url}/_sandbox')
    for sentence in Catalog.load(options.catalog_folder).warnings:
        say(sentence)
