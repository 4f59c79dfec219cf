"""Options that say which Control Panel a subcommand works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.cli.parser import Parser

ONE_PROFILE = "on the Control Panel of this profile"


def add_target(parser: Parser, profile_help: str = ONE_PROFILE) -> None:
    """Add `--demo`, `--profile` and `--url`; `sending.open_workspace` reads them."""
    parser.option("--demo", action="store_true", help="on a sandbox that lives as long as this call")
    parser.option("--profile", metavar="NAME", action="append", default=[], help=profile_help)
    parser.option("--url", metavar="URL", help="on this Control Panel, without a profile")
    parser.option("--login", metavar="L", help="with --url: login, or e-mail with an API key")
    parser.option(
        "--password-env", metavar="VAR", help="with --login: variable that holds the password or key"
    )
