"""`cloudflow-tui profile`: which Control Panels this machine knows. Never prints or stores a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode, code_of_exchange
from cloudflow_tui.cli.parser import action_parsers, one_of
from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.profiles.models import Profile, SecretPlace

DESCRIPTION = "List, show, add, remove and test profiles: which Control Panel, as whom, how safely."
EXAMPLES = """\
examples:
  cloudflow-tui profile add lab --url https://cp.example.net --login admin --password-env LAB_PASSWORD
  cloudflow-tui profile add prod --url cp.example.com --login ops@example.com --api-key --keyring --production
  cloudflow-tui profile test lab

A profile says where its secret is to be fetched from; the secret itself is never in it."""


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    listing = add("list", "every profile, the default first marked")
    show = add("show", "one profile")
    show.add_argument(
        "name", nargs="?", metavar="NAME", help="the one that is taken by default when left out"
    )
    test = add("test", "ask its Control Panel for the version; exit status as of send")
    test.add_argument(
        "name", nargs="?", metavar="NAME", help="the one that is taken by default when left out"
    )
    for action in (listing, show, test):
        action.option("--json", action="store_true", help="print JSON")
    _add_words_of_add(add("add", "add a profile, or put it in the place of the one with its name"))
    remove = add("remove", "take a profile out")
    remove.add_argument("name", metavar="NAME")


def _add_words_of_add(new: Parser) -> None:
    new.add_argument("name", metavar="NAME")
    new.option("--url", metavar="URL", required=True, help="address of the Control Panel")
    new.option("--login", metavar="L", default="", help="login, or the account's e-mail with --api-key")
    new.option("--api-key", action="store_true", help="the secret is an API key")
    new.option("--password-env", metavar="VAR", help="fetch the secret from this environment variable")
    new.option("--password-file", metavar="FILE", help="fetch the secret from the first line of this file")
    new.option("--password-command", metavar="CMD", help="fetch the secret from what this command prints")
    new.option("--keyring", action="store_true", help="fetch the secret from the keyring of the system")
    new.option("--format", type=one_of("format", ("json", "xml")), default="json", help="json or xml")
    new.option(
        "--api-version", metavar="V", default="", help="such as 6.7; asked from the server when left out"
    )
    new.option("--read-only", action="store_true", help="refuse every call that is not a read")
    new.option("--production", action="store_true", help="make it visible that this is production")
    new.option("--default", action="store_true", help="take it when none is named")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one action.

    Raises:
        ConfigError: No such profile (with the nearest), or a configuration that cannot be used.
    """
    actions = {"list": _list, "show": _show, "test": _test, "add": _add, "remove": _remove}
    return actions[arguments.action](arguments, context)


def _list(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import load_profiles

    profiles = list(load_profiles(context.paths, context.environ).values())
    if arguments.json:
        context.output.json(profiles)
        return ExitCode.OK
    if not profiles:
        context.talk.say(f"No profile is configured. They stand in {context.paths.profiles_file}")
    context.output.table([(row.name, row.url, row.login, ", ".join(_marks(row))) for row in profiles])
    return ExitCode.OK


def _marks(profile: Profile) -> list[str]:
    words = (
        ("production", profile.is_production),
        ("read-only", profile.is_read_only),
        (profile.format, profile.format != "json"),
        (f"version {profile.api_version}", bool(profile.api_version)),
    )
    return [word for word, is_so in words if is_so]


def _show(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import get_profile

    profile = get_profile(arguments.name, context.paths, context.environ)
    if arguments.json:
        context.output.json(profile)
        return ExitCode.OK
    place = profile.secret
    rows = [
        ("name", profile.name),
        ("address", profile.url),
        ("login", profile.login or "none; no credentials are sent"),
        ("kind", "API key" if profile.login_kind == "api_key" else "password"),
        ("secret from", f"{place.source} {place.name}".rstrip()),
        ("version", profile.api_version or "asked from the server"),
        ("format", profile.format),
        ("timeout", f"{profile.timeout_s:g} s"),
        ("TLS", ("checked" if profile.verify_tls else "NOT checked") + f" {profile.ca_file}".rstrip()),
        ("safety", ", ".join(_safety(profile))),
    ]
    context.output.table(rows)
    return ExitCode.OK


def _safety(profile: Profile) -> list[str]:
    return [
        *(["production"] if profile.is_production else []),
        "read-only" if profile.is_read_only else "may write",
        "destroy asks" if profile.confirm_destroy else "destroy does not ask",
    ]


def _test(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.cli.answer import tell_outcome
    from cloudflow_tui.cli.sending import exchange_of
    from cloudflow_tui.workspace import Workspace

    workspace = Workspace.open(
        arguments.name, paths=context.paths, environ=context.environ, prompt=context.prompt
    )
    exchange = exchange_of(workspace, workspace.version_draft())
    workspace.learn_version(exchange)
    tell_outcome(workspace, exchange, context.talk)
    if arguments.json:
        context.output.json(
            {"profile": workspace.profile.name, "status": exchange.status, "version": workspace.version}
        )
    return code_of_exchange(exchange)


def _add(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import Profile, check_address, save_profile

    profile = Profile(
        name=arguments.name,
        url=check_address(arguments.url, key="--url"),
        login=arguments.login,
        login_kind="api_key" if arguments.api_key else "password",
        secret=_secret_place(arguments),
        api_version=arguments.api_version,
        format=arguments.format,
        is_read_only=arguments.read_only,
        is_production=arguments.production,
    )
    save_profile(context.paths.profiles_file, profile, make_default=arguments.default)
    context.talk.say(f"Profile {profile.name!r} stands in {context.paths.profiles_file}")
    context.talk.say(f"Try it: cloudflow-tui profile test {profile.name}")
    return ExitCode.OK


def _secret_place(arguments: argparse.Namespace) -> SecretPlace:
    from cloudflow_tui.profiles import SecretPlace

    given = [
        place
        for place, is_so in (
            (SecretPlace("env", arguments.password_env or ""), arguments.password_env),
            (SecretPlace("file", arguments.password_file or ""), arguments.password_file),
            (SecretPlace("command", arguments.password_command or ""), arguments.password_command),
            (SecretPlace("keyring"), arguments.keyring),
        )
        if is_so
    ]
    if len(given) > 1:
        raise UsageError(
            "Several places are named for one secret.",
            advice="Take one of --password-env, --password-file, --password-command and --keyring.",
        )
    return given[0] if given else SecretPlace("prompt")


def _remove(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import remove_profile

    remove_profile(context.paths.profiles_file, arguments.name)
    context.talk.say(f"Profile {arguments.name!r} is gone from {context.paths.profiles_file}")
    return ExitCode.OK
