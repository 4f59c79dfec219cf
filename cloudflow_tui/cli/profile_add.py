"""`cloudflow-tui profile add`: the options of a profile, and where its secret goes when one is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.cli.parser import one_of, seconds
from cloudflow_tui.errors import UsageError
from cloudflow_tui.profiles.models import Colour, Profile, SecretPlace

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser

CONFIRM = {"destroy": (True, False), "change": (True, True), "never": (False, False)}
"""Choice of --confirm → (confirm_destroy, confirm_change)."""


def add_words(new: Parser) -> None:
    """The options of `profile add`."""
    new.add_argument("name", metavar="NAME")
    new.option("--url", metavar="URL", required=True, help="address of the Control Panel")
    new.option("--login", metavar="L", default="", help="login, or the account's e-mail with --api-key")
    new.option("--api-key", action="store_true", help="the secret is an API key (recommended)")
    new.option("--password-env", metavar="VAR", help="fetch the secret from this environment variable")
    new.option("--password-command", metavar="CMD", help="fetch the secret from what this command prints")
    new.option("--keyring", action="store_true", help="fetch the secret from the keyring of the system")
    new.option("--password-file", metavar="FILE", help="fetch the secret from the first line of this file")
    new.option("--ask", action="store_true", help="ask for the secret each time, keep it in memory only")
    new.option("--format", type=one_of("format", ("json", "xml")), default="json", help="json or xml")
    new.option(
        "--api-version", metavar="V", default="", help="such as 6.7; asked from the server when left out"
    )
    new.option("--timeout", metavar="S", type=seconds(3600), default=30.0, help="longest silence in seconds")
    new.option("--connect-timeout", metavar="S", type=seconds(3600), default=0.0, help="to connect")
    new.option("--proxy", metavar="URL", default="", help="through this proxy; none: past the environment's")
    new.option("--proxy-login", metavar="L", default="", help="who signs in at the proxy")
    new.option(
        "--proxy-secret",
        metavar="PLACE",
        help="where its password lies: env=VAR, command=CMD, keyring, file=FILE or prompt",
    )
    new.option("--ca-file", metavar="PEM", default="", help="authorities to trust instead of the system's")
    new.option("--client-cert", metavar="PEM", default="", help="certificate of this client")
    new.option("--client-key", metavar="PEM", default="", help="its key, when it stands in a file of its own")
    new.option("--insecure", action="store_true", help="do not check the certificate; said on every screen")
    new.option("--read-only", action="store_true", help="refuse every call that is not a read")
    new.option("--production", action="store_true", help="make it visible that this is production")
    new.option(
        "--confirm",
        metavar="WHAT",
        type=one_of("choice", tuple(CONFIRM)),
        default="destroy",
        help="what is asked about first: destroy, change or never",
    )
    new.option(
        "--colour",
        metavar="NAME",
        type=one_of("colour", get_args(Colour)[1:]),
        help="mark of the profile: red, amber, green, blue, violet, grey",
    )
    new.option("--var", metavar="N=V", action="append", default=[], help="what ${N} in a request stands for")
    new.option("--default", action="store_true", help="take it when none is named")


def add(arguments: argparse.Namespace, context: Context) -> int:
    """Write the profile; a secret that is typed goes to the keyring where there is one.

    Raises:
        UsageError: Options that do not go together.
        ConfigError: The profile cannot be used or written.
    """
    from cloudflow_tui.profiles import save_profile
    from cloudflow_tui.profiles.secrets import proxy_entry

    own, of_proxy = _taken_out(arguments, "url", "login"), _taken_out(arguments, "proxy", "proxy_login")
    profile = _profile(arguments)
    file = context.paths.profiles_file
    if own:
        profile = replace(
            profile, secret=_kept(profile, own, profile.secret, profile.name, context, is_asked=arguments.ask)
        )
    else:
        profile = _with_typed_secret(profile, arguments, context)
    if of_proxy:
        entry = proxy_entry(profile.name)
        kept = _kept(
            profile,
            of_proxy,
            profile.proxy_secret,
            entry,
            context,
            is_asked=arguments.proxy_secret == "prompt",
        )
        profile = replace(profile, proxy_secret=kept)
    save_profile(file, profile, make_default=arguments.default)
    context.talk.say(f"Profile {profile.name!r} stands in {file}")
    if profile.login and "@" not in profile.login and profile.login_kind == "api_key":
        context.talk.say("An API key signs in with the e-mail of the account; this login is none.")
    context.talk.say(f"Try it: cloudflow-tui profile test {profile.name}")
    return ExitCode.OK


def _taken_out(arguments: argparse.Namespace, address: str, login: str) -> str:
    """The secret that an address carries; address and login are put right. "" when it carries none."""
    from cloudflow_tui.profiles import split_credentials

    text, found, secret = split_credentials(getattr(arguments, address))
    if found or secret:
        setattr(arguments, address, text)
        setattr(arguments, login, getattr(arguments, login) or found)
    return secret


def _kept(
    profile: Profile, secret: str, place: SecretPlace, entry: str, context: Context, *, is_asked: bool
) -> SecretPlace:
    """Where a secret that came with an address lies now: in the file that is named, else the keyring."""
    from cloudflow_tui.profiles import keep_secret, keyring_name

    said = "The address carried a password. Whoever saw the command line knows it: renew it."
    if place.source == "file":
        context.talk.say(f"{said} It was moved into {place.name}.")
        return replace(keep_secret(profile, secret, place), then=place.then)
    if place.source in ("keyring", "prompt") and not is_asked and keyring_name():
        named = SecretPlace("keyring", place.name or entry)
        context.talk.say(f"{said} It was moved into {keyring_name()} under {named.name!r}.")
        return keep_secret(profile, secret, named)
    context.talk.say(f"{said} It was taken out; nothing keeps it.")
    return place


def _profile(arguments: argparse.Namespace) -> Profile:
    from cloudflow_tui.profiles import check_address
    from cloudflow_tui.profiles.address import check_proxy

    confirm_destroy, confirm_change = CONFIRM[arguments.confirm]
    return Profile(
        name=arguments.name,
        url=check_address(arguments.url, key="--url"),
        login=arguments.login,
        login_kind="api_key" if arguments.api_key else "password",
        secret=_secret_place(arguments),
        api_version=arguments.api_version,
        format=arguments.format,
        timeout_s=arguments.timeout,
        connect_timeout_s=arguments.connect_timeout,
        proxy=check_proxy(arguments.proxy, key="--proxy"),
        proxy_login=arguments.proxy_login,
        proxy_secret=_proxy_secret(arguments.proxy_secret),
        verify_tls=not arguments.insecure,
        ca_file=arguments.ca_file,
        client_cert=arguments.client_cert,
        client_key=arguments.client_key,
        is_read_only=arguments.read_only,
        is_production=arguments.production,
        confirm_destroy=confirm_destroy,
        confirm_change=confirm_change,
        colour=arguments.colour or "",
        variables=_variables(arguments.var),
    )


def _variables(words: list[str]) -> tuple[tuple[str, str], ...]:
    from cloudflow_tui.profiles.table import VARIABLE_NAME

    pairs = []
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not VARIABLE_NAME.fullmatch(name):
            raise UsageError(f"--var {name!r} cannot be used.", advice="Write --var name=value")
        pairs.append((name, value))
    return tuple(pairs)


def _secret_place(arguments: argparse.Namespace) -> SecretPlace:
    """The places that are named, in the order in which they are tried."""
    named = (
        (SecretPlace("env", arguments.password_env or ""), arguments.password_env),
        (SecretPlace("command", arguments.password_command or ""), arguments.password_command),
        (SecretPlace("keyring"), arguments.keyring),
        (SecretPlace("file", arguments.password_file or ""), arguments.password_file),
        (SecretPlace("prompt"), arguments.ask),
    )
    places = [place for place, is_so in named if is_so]
    if not places:
        return SecretPlace("prompt")
    return replace(places[0], then=tuple(places[1:]))


def _proxy_secret(text: str | None) -> SecretPlace:
    from cloudflow_tui.profiles.table import SOURCES

    source, _, name = (text or "prompt").partition("=")
    for known in SOURCES:
        if source == known and (name or known in ("keyring", "prompt")):
            return SecretPlace(known, name if known != "prompt" else "")
    # Not repeated: it may be the password itself.
    raise UsageError(
        "--proxy-secret says where the password lies.",
        advice="Such as env=VAR, command='pass show proxy', keyring, file=FILE or prompt.",
    )


def _with_typed_secret(profile: Profile, arguments: argparse.Namespace, context: Context) -> Profile:
    """The profile, its secret asked for and kept where that is possible and nothing else was said."""
    from cloudflow_tui.profiles import keep_secret, keyring_name

    sources = {place.source for place in profile.secret.all}
    prompt = context.prompt
    if not profile.login or prompt is None or arguments.ask or not sources <= {"prompt", "keyring"}:
        return profile
    name = keyring_name()
    if not name:
        context.talk.say(
            "This system has no keyring, so the secret is not kept: you are asked when it is needed."
        )
        context.talk.say("  Other places: --password-env, --password-command, --password-file.")
        return profile
    what = "API key" if profile.login_kind == "api_key" else "Password"
    secret = prompt(f"{what} of {profile.login} (kept in {name}; nothing typed: asked each time): ")
    if not secret:
        return replace(profile, secret=SecretPlace("prompt"))
    place = keep_secret(profile, secret, SecretPlace("keyring", profile.name))
    context.talk.say(f"Kept in {name} under {profile.name!r}.")
    return replace(profile, secret=place)
