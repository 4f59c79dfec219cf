"""`cloudflow-tui profile secure|use-key|new-key|replace-key|keys|forget`: secrets moved, kept and made.

A secret is printed in one case only: a new API key on stdout, once, when nobody said where to keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cloudflow_tui.cli.exit_codes import ExitCode
from cloudflow_tui.errors import ConfigError, RefusedError, UsageError
from cloudflow_tui.profiles.models import SecretPlace

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.cli.parser import Parser
    from cloudflow_tui.profiles.keeping import OpenSecret
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.keys import NewKey


def add_words(add: Callable[[str, str], Parser]) -> None:
    """The actions and their options."""
    secure = add("secure", "move a secret out of profiles.toml into the keyring or a private file")
    secure.add_argument("name", nargs="?", metavar="NAME", help="every profile with one when left out")
    secure.option("--file", metavar="FILE", help="into this private file instead of the keyring")
    use = add("use-key", "change a profile over from its password to an API key, which is asked for")
    use.add_argument("name", metavar="NAME")
    use.option("--email", metavar="E", required=True, help="e-mail of the account; the key signs in with it")
    use.option("--file", metavar="FILE", help="keep the key in this private file instead of the keyring")
    use.option("--key-env", metavar="VAR", help="take the key from this variable instead of asking")
    for name, text in (
        ("new-key", "make an API key for another user, shown once"),
        ("replace-key", "older clouds: make a new API key in the place of the one that a user has"),
    ):
        new = add(name, text)
        new.add_argument("user", metavar="USER", help="id, login or e-mail")
        new.option("--profile", metavar="NAME", help="on the Control Panel of this profile")
        new.option("--keyring", metavar="ENTRY", help="keep the key in the keyring, and do not show it")
        new.option("--file", metavar="FILE", help="keep the key in this private file, and do not show it")
        new.option("--yes", action="store_true", help="do not ask")
        if name == "replace-key":
            new.option("--name", metavar="NAME", help="on production: login of the user, to confirm")
    add("keys", "what can be done with API keys, and what the API has no call for")
    forget = add("forget", "take the secret of a profile out of the keyring")
    forget.add_argument("name", metavar="NAME")


def secure(arguments: argparse.Namespace, context: Context) -> int:
    """Move secrets that stand in the open.

    Raises:
        ConfigError: None there, or it cannot be kept; the file is unchanged then.
    """
    from cloudflow_tui.profiles import move_out, open_secrets

    file = context.paths.profiles_file
    names = [arguments.name] if arguments.name else _names(open_secrets(file))
    if not names:
        context.talk.say(f"No secret stands in the open in {file}")
    if arguments.file and len(names) > 1:
        raise UsageError("One file cannot hold several secrets.", advice=f"Name one: {', '.join(names)}.")
    for name in names:
        place = SecretPlace("file", arguments.file) if arguments.file else SecretPlace("keyring", name)
        profile, keys = move_out(file, name, place)
        context.talk.say(
            f"The secret of {name!r} ({', '.join(keys)}) now lies in {_named(profile.secret)}. "
            "Renew it if others could read the file."
        )
    return ExitCode.OK


def _names(found: Iterable[OpenSecret]) -> list[str]:
    return list(dict.fromkeys(one.profile_name for one in found))


def _named(place: SecretPlace) -> str:
    from cloudflow_tui.workspace.probe import place_words

    return place_words(place).removeprefix("from ")


def use_key(arguments: argparse.Namespace, context: Context) -> int:
    """Ask for the key, keep it, and let the profile use it.

    Raises:
        ConfigError: No such profile, nobody to ask, or the key cannot be kept.
    """
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.keys import use_key as change_over

    workspace = Workspace.open(arguments.name, paths=context.paths, environ=context.environ)
    if arguments.key_env:
        key = context.environ.get(arguments.key_env, "")
    elif context.prompt is not None:
        key = context.prompt(f"API key of {arguments.email}: ")
    else:
        raise ConfigError("Nobody can be asked for the key here.", advice="Name a variable: --key-env VAR.")
    place = SecretPlace("file", arguments.file) if arguments.file else SecretPlace("keyring", arguments.name)
    profile = change_over(workspace, arguments.email, key, place)
    context.talk.say(f"{profile.name!r} now signs in as {profile.login} with an API key.")
    context.talk.say(
        f"It lies in {_named(profile.secret)}. Try it: cloudflow-tui profile test {profile.name}"
    )
    return ExitCode.OK


def new_key(arguments: argparse.Namespace, context: Context) -> int:
    """Make a key for another user.

    Raises:
        CloudFlowError: No key was made; says why.
    """
    from cloudflow_tui.cli.sending import run_to_end
    from cloudflow_tui.workspace.keys import make_key

    workspace = _opened(arguments, context)
    is_confirmed = arguments.yes
    if workspace.profile.confirm_change and not is_confirmed and context.can_ask:
        is_confirmed = _agreed(context, f"Make an API key for {arguments.user} on {workspace.profile.name}?")
    made = run_to_end(workspace, lambda: make_key(workspace, arguments.user, is_confirmed=is_confirmed))
    return _hand_over(made, arguments, context)


def _agreed(context: Context, question: str) -> bool:
    if context.agrees(question):
        return True
    raise RefusedError("Not sent: you said no.", advice="Nothing was changed.")


def keys(arguments: argparse.Namespace, context: Context) -> int:
    """Say what there is."""
    from cloudflow_tui.workspace.keys import NO_LIST

    context.output.table(
        [
            ("profile new-key USER", "makes one for another user; it is shown once"),
            ("profile replace-key USER", "older clouds: a new one in the place of the one that a user has"),
            ("profile use-key NAME --email E", "lets a profile sign in with one instead of its password"),
        ]
    )
    context.talk.say(NO_LIST)
    return ExitCode.OK


def replace_key(arguments: argparse.Namespace, context: Context) -> int:
    """Make a new key in the place of the old one.

    Raises:
        CloudFlowError: No key was made; says why.
    """
    from cloudflow_tui.cli.confirming import confirm_name
    from cloudflow_tui.cli.sending import run_to_end
    from cloudflow_tui.workspace.keys import replace_key as made_anew

    workspace = _opened(arguments, context)
    is_confirmed = arguments.yes
    if not is_confirmed and context.can_ask:
        on = workspace.profile.name
        is_confirmed = _agreed(context, f"The API key of {arguments.user} on {on} dies at once. Replace it?")

    async def ask(draft: Draft) -> None:
        await confirm_name(workspace, draft, arguments.name, context)

    made = run_to_end(
        workspace, lambda: made_anew(workspace, arguments.user, is_confirmed=is_confirmed, ask=ask)
    )
    return _hand_over(made, arguments, context)


def _opened(arguments: argparse.Namespace, context: Context) -> Workspace:
    from cloudflow_tui.workspace import Workspace

    return Workspace.open(
        arguments.profile, paths=context.paths, environ=context.environ, prompt=context.prompt
    )


def _hand_over(made: NewKey, arguments: argparse.Namespace, context: Context) -> int:
    from cloudflow_tui.profiles import Profile, keep_secret

    owner = made.email or f"user {made.user_id}"
    place = SecretPlace("file", arguments.file) if arguments.file else None
    if arguments.keyring:
        place = SecretPlace("keyring", arguments.keyring)
    if place is None:
        context.talk.say(f"API key of {owner}; it is shown this once and kept nowhere:")
        context.output.line(made.key)
        return ExitCode.OK
    kept = keep_secret(Profile("key", ""), made.key, place)
    context.talk.say(f"API key of {owner}: it lies in {_named(kept)}.")
    return ExitCode.OK


def forget(arguments: argparse.Namespace, context: Context) -> int:
    """Take the entry of a profile out of the keyring.

    Raises:
        ConfigError: No such profile, or the keyring refuses.
    """
    from cloudflow_tui.profiles import get_profile
    from cloudflow_tui.profiles.keyring_store import remove_keyring
    from cloudflow_tui.profiles.secrets import proxy_entry

    profile = get_profile(arguments.name, context.paths, context.environ)
    entries = [place.name or profile.name for place in profile.secret.all if place.source == "keyring"]
    of_proxy = [place for place in profile.proxy_secret.all if place.source == "keyring"]
    entries = entries or [profile.name]
    for entry in (*entries, *(place.name or proxy_entry(profile.name) for place in of_proxy)):
        remove_keyring(entry)
        context.talk.say(f"The keyring holds nothing under {entry!r} any more.")
    return ExitCode.OK
