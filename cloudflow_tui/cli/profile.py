"""`cloudflow-tui profile`: which Control Panels this machine knows. Never prints or stores a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.cli import profile_add, profile_keys
from cloudflow_tui.cli.exit_codes import ExitCode, code_of_exchange
from cloudflow_tui.cli.parser import action_parsers

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.workspace.probe import Findings, Step

DESCRIPTION = "Which Control Panels this machine knows, as whom, how safely; and where their secrets lie."
EXAMPLES = """\
examples:
  cloudflow-tui profile add lab --url https://cp.example.net --login admin --password-env LAB_PASSWORD
  cloudflow-tui profile add prod --url cp.example.com --login ops@example.com --api-key --keyring --production
  cloudflow-tui profile test lab
  cloudflow-tui profile secure lab
  cloudflow-tui profile use-key lab --email ops@example.com

A profile says where its secret is to be fetched from; the secret itself is never in it. Several places are
tried in this order: variable, command, keyring, file, prompt; CLOUDFLOW_SECRET_LAB goes before all."""


def add_arguments(parser: Parser) -> None:
    add = action_parsers(parser)
    listing = add("list", "every profile, the default first marked")
    show = add("show", "one profile")
    show.add_argument(
        "name", nargs="?", metavar="NAME", help="the one that is taken by default when left out"
    )
    test = add("test", "try it out: address, TLS, version, who am I, what may I do; exit status as of send")
    test.add_argument(
        "name", nargs="?", metavar="NAME", help="the one that is taken by default when left out"
    )
    for action in (listing, show, test):
        action.option("--json", action="store_true", help="print JSON")
    profile_add.add_words(add("add", "add a profile, or put it in the place of the one with its name"))
    profile_keys.add_words(add)
    remove = add("remove", "take a profile out")
    remove.add_argument("name", metavar="NAME")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Carry out one action.

    Raises:
        ConfigError: No such profile (with the nearest), or a configuration that cannot be used.
    """
    actions: dict[str, Callable[[argparse.Namespace, Context], int]] = {
        "list": _list,
        "show": _show,
        "test": _test,
        "add": profile_add.add,
        "remove": _remove,
        "secure": profile_keys.secure,
        "use-key": profile_keys.use_key,
        "new-key": profile_keys.new_key,
        "replace-key": profile_keys.replace_key,
        "keys": profile_keys.keys,
        "forget": profile_keys.forget,
    }
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
    from cloudflow_tui.workspace.probe import place_words

    rows = [
        ("name", profile.name),
        ("address", profile.url),
        ("login", profile.login or "none; no credentials are sent"),
        ("kind", "API key" if profile.login_kind == "api_key" else "password"),
        ("secret", "; else ".join(place_words(place) for place in profile.secret.all)),
        ("version", profile.api_version or "asked from the server"),
        ("format", profile.format),
        ("timeout", _timeouts(profile)),
        ("proxy", _proxy(profile)),
        ("TLS", " ".join(part for part in _tls(profile) if part)),
        ("safety", ", ".join(_safety(profile))),
        ("variables", ", ".join(f"{name}={value}" for name, value in profile.variables) or "none"),
    ]
    context.output.table(rows)
    return ExitCode.OK


def _timeouts(profile: Profile) -> str:
    connecting = f", {profile.connect_timeout_s:g} s to connect" if profile.connect_timeout_s else ""
    return f"{profile.timeout_s:g} s{connecting}; answers up to {profile.answer_limit_mb:,} MB"


def _proxy(profile: Profile) -> str:
    from cloudflow_tui.workspace.probe import place_words

    if not profile.proxy_login:
        return profile.proxy or "what the environment says"
    places = "; else ".join(place_words(place) for place in profile.proxy_secret.all)
    return f"{profile.proxy} as {profile.proxy_login}, password {places}"


def _tls(profile: Profile) -> tuple[str, ...]:
    return (
        "checked" if profile.verify_tls else "NOT checked",
        f"against {profile.ca_file}" if profile.ca_file else "",
        f"with the client certificate {profile.client_cert}" if profile.client_cert else "",
    )


def _safety(profile: Profile) -> list[str]:
    return [
        *(["production"] if profile.is_production else []),
        "read-only" if profile.is_read_only else "may write",
        *(["every change asks"] if profile.confirm_change else []),
        "destroy asks" if profile.confirm_destroy or profile.is_production else "destroy does not ask",
        *(["destroy wants the name"] if profile.is_production else []),
    ]


def _test(arguments: argparse.Namespace, context: Context) -> int:
    import asyncio

    from cloudflow_tui.cli.answer import tell_warnings
    from cloudflow_tui.cli.confirming import agree_to_http
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.probe import probe

    workspace = Workspace.open(
        arguments.name, paths=context.paths, environ=context.environ, prompt=context.prompt
    )

    def tell(step: Step) -> None:
        context.talk.say(f"{_MARKS[step.mark]} {step.name.ljust(8)} {step.words}")

    async def run() -> Findings:
        try:
            return await probe(workspace, on_step=tell)
        finally:
            await workspace.aclose()

    try:
        # Before the loop runs: whoever is asked for a secret could not be cancelled there.
        workspace.connect()
        tell_warnings(workspace, context.talk)
        agree_to_http(workspace, context, is_agreed=False)
        findings = asyncio.run(run())
    finally:
        workspace.close()
    if arguments.json:
        context.output.json(_found(workspace.profile.name, findings))
    if findings.exchange is None:
        return ExitCode.USAGE
    code = code_of_exchange(findings.exchange)
    return code if findings.is_good or code != ExitCode.OK else ExitCode.NO_ANSWER


_MARKS = {"good": "ok ", "look": "!  ", "bad": "no "}


def _found(name: str, findings: Findings) -> dict[str, object]:
    return {
        "profile": name,
        "status": findings.exchange.status if findings.exchange is not None else None,
        "version": findings.version,
        "login": findings.rights.login,
        "roles": findings.rights.roles,
        "steps": findings.steps,
    }


def _remove(arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import remove_profile

    remove_profile(context.paths.profiles_file, arguments.name)
    context.talk.say(f"Profile {arguments.name!r} is gone from {context.paths.profiles_file}")
    return ExitCode.OK
