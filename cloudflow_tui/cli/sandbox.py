"""`cloudflow-tui sandbox`: a CloudFlow on this machine, in the foreground until ctrl+c."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of, whole_number

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

DESCRIPTION = """\
Run a CloudFlow on this machine: every call of the catalog answers, in JSON and XML.
The first line on stdout is its address. Login admin; the password is CLOUDFLOW_SANDBOX_PASSWORD,
else one is made and said. Ends with ctrl+c."""
EXAMPLES = """\
examples:
  cloudflow-tui sandbox --port 8080
  cloudflow-tui sandbox --seed 7 --size large --data cloud.sqlite
  cloudflow-tui sandbox --api-version 5.4"""


def add_arguments(parser: Parser) -> None:
    parser.option("--host", default="127.0.0.1", metavar="HOST", help="address to listen on (127.0.0.1)")
    parser.option(
        "--port", type=whole_number(0), default=0, metavar="N", help="port; any free one when left out"
    )
    parser.option("--data", type=Path, metavar="FILE", help="keep everything in this file; in memory without")
    parser.option(
        "--seed", type=whole_number(0), default=1, metavar="N", help="another one gives other objects (1)"
    )
    parser.option(
        "--size", type=one_of("size", ("small", "large")), default="small", help="small or large (small)"
    )
    parser.option("--api-version", default="6.7", metavar="V", help="version that the cloud says it is (6.7)")
    parser.option(
        "--public-anyway", action="store_true", help="let other machines reach it, against all advice"
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Serve until ctrl+c.

    Raises:
        SandboxError: It cannot start, or it must not on that address.
    """
    from cloudflow_tui.sandbox.options import LOGIN, PASSWORD_VARIABLE, SandboxOptions, make_password
    from cloudflow_tui.sandbox.server import serve

    given = context.environ.get(PASSWORD_VARIABLE, "")
    password = given or make_password()
    options = SandboxOptions(
        host=arguments.host,
        port=arguments.port,
        seed=arguments.seed,
        size=arguments.size,
        data=arguments.data,
        api_version=arguments.api_version,
        is_public=arguments.public_anyway,
        password=password,
        catalog_folder=context.paths.catalog_folder,
    )

    def announce(url: str) -> None:
        context.output.line(url)
        context.output.flush()
        told = f"the one in {PASSWORD_VARIABLE}" if given else password
        context.talk.say(f"Login {LOGIN}, password {told}. Ends with ctrl+c.")

    try:
        serve(options, announce)
    except KeyboardInterrupt:
        context.talk.say("The sandbox has ended.")
    return ExitCode.OK
