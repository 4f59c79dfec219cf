"""API keys as the API offers them: make one for another user, replace the one of an older cloud, change over.

A key is answered once. It is kept where the user wishes and nowhere else, and masked from then on wherever it
comes back. The API has no call that lists or removes keys; that is said, not imitated.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cloudflow_tui.errors import CloudFlowError, ConfigError, RefusedError
from cloudflow_tui.workspace.reading import data_of, object_in, objects_in, read, read_all

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.profiles.models import Profile, SecretPlace
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

GENERATE = "users.generate_api_key"
REPLACE = "users.make_new_api_key"
NO_LIST = (
    "The API has no call that lists or removes API keys. In the Control Panel they stand under the profile "
    "of the user; the first 5 characters of each are shown there."
)


Asked = Callable[["Draft"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made."""

    user_id: int
    email: str
    """What it signs in with; "" when the user cannot be read."""
    key: str = field(repr=False)
    number: int
    """The exchange in the history."""


class KeyNotMadeError(CloudFlowError):
    """The Control Panel made no key; carries the exchange that says why."""

    def __init__(self, message: str, exchange: Exchange, *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.exchange = exchange


async def make_key(
    workspace: Workspace, user: str, *, is_confirmed: bool = False, ask: Asked | None = None
) -> NewKey:
    """A new key for another user; keys that were made before stay valid.

    Args:
        user: Id, login or e-mail.
        is_confirmed: The user agreed; wanted where the profile asks before every change.
        ask: Called with the draft before it is sent; stops it by raising.

    Raises:
        KeyNotMadeError: The Control Panel refused, or answered without a key.
        ConfigError: No such user.
        RefusedError: The profile is read-only, or wants a yes.
    """
    found = await find_user(workspace, user)
    return await _made(workspace, GENERATE, found, is_confirmed=is_confirmed, ask=ask)


async def replace_key(
    workspace: Workspace, user: str, *, is_confirmed: bool = False, ask: Asked | None = None
) -> NewKey:
    """The call of older clouds: a new key in the place of the one that the user has; that one dies at once.

    Raises:
        RefusedError: Not confirmed, or the profile is read-only.
        KeyNotMadeError, ConfigError: As `make_key`.
    """
    if not is_confirmed:
        raise RefusedError(
            f"Not sent: the API key of {user} would be replaced, and whoever uses it is locked out.",
            advice="Confirm it, or pass --yes on the command line.",
        )
    found = await find_user(workspace, user)
    return await _made(workspace, REPLACE, found, is_confirmed=True, ask=ask)


async def find_user(workspace: Workspace, user: str) -> dict[str, object]:
    """The user of an id, a login or an e-mail.

    Raises:
        ConfigError: None of that name, with the nearest.
    """
    if user.isascii() and user.isdigit():
        found = object_in((await read(workspace, "users.get", user_id=int(user))).data)
        if found:
            return found
        raise ConfigError(f"No user has the id {user}, or it cannot be read.", key="user")
    rows, exchange = await read_all(workspace, "users.list")
    if not rows:
        raise ConfigError(
            f"The users cannot be listed: answered {exchange.status or 'nothing'}.",
            advice="Give the id of the user instead.",
            key="user",
        )
    for row in rows:
        if user in (row.get("login"), row.get("email")):
            return row
    from cloudflow_tui.profiles.table import nearest_names

    near = nearest_names(user, [str(row.get("login", "")) for row in rows])
    raise ConfigError(
        f"No user is called {user!r}.", advice=f"Nearest: {', '.join(near)}." if near else "", key="user"
    )


async def _made(
    workspace: Workspace,
    endpoint_id: str,
    user: dict[str, object],
    *,
    is_confirmed: bool,
    ask: Asked | None,
) -> NewKey:
    number = int(str(user.get("id", 0)))
    draft = workspace.draft(endpoint_id, format="json", user_id=number)
    if ask is not None:
        await ask(draft)
    return await key_of(workspace, draft, user, is_confirmed=is_confirmed)


async def key_of(
    workspace: Workspace, draft: Draft, user: dict[str, object], *, is_confirmed: bool = True
) -> NewKey:
    """Send a draft that makes a key, and take the key out of the answer.

    Args:
        user: Whose key it is, as the API shows a user.
        is_confirmed: The user agreed to it.

    Raises:
        KeyNotMadeError, RefusedError: As `make_key`.
    """
    exchange = await workspace.send(draft, confirmed=is_confirmed)
    key = _key_in(exchange)
    if not key:
        raise _not_made(workspace, exchange, user)
    workspace.know_secrets([key])
    return NewKey(int(str(user.get("id", 0))), str(user.get("email") or ""), key, exchange.number)


def _key_in(exchange: Exchange) -> str:
    data = data_of(exchange)
    rows = [data, object_in(data), *objects_in([data])] if isinstance(data, dict) else []
    return next(
        (row["api_key"] for row in rows if isinstance(row.get("api_key"), str) and row["api_key"]), ""
    )


def _not_made(workspace: Workspace, exchange: Exchange, user: dict[str, object]) -> KeyNotMadeError:
    who = user.get("login") or user.get("id")
    explanation = workspace.explain(workspace.masked(exchange))
    advice = ""
    if workspace.profile.login_kind == "password":
        advice = (
            "Keys are made only for other users, and only by a caller who signs in with an API key; this "
            "profile signs in with a password."
        )
    elif exchange.status in (403, 404, 422):
        advice = "Keys are made only for other users: make your own in the Control Panel."
    meaning = explanation.meaning.rstrip(".")
    return KeyNotMadeError(
        f"No API key was made for {who}: {explanation.title}{f', {meaning}' if meaning else ''}.",
        exchange,
        advice=advice,
    )


def use_key(workspace: Workspace, email: str, key: str, place: SecretPlace) -> Profile:
    """Change a profile over from its password to an API key: the key is kept, the profile rewritten.

    The workspace itself stays as it is; open it anew to send with the key.

    Args:
        place: keyring or file, where the key is written first.

    Raises:
        ConfigError: No e-mail, the key cannot be kept, or the profile stands in no file.
    """
    from cloudflow_tui.profiles import keep_secret, read_profiles_file, save_profile

    if "@" not in email:
        raise ConfigError(
            "An API key signs in with the e-mail of the account.", advice=f"{email!r} is none.", key="login"
        )
    file = workspace.paths.profiles_file
    profile = read_profiles_file(file).profiles.get(workspace.profile.name)
    if profile is None:
        raise ConfigError(
            f"The profile {workspace.profile.name!r} stands in no file.",
            advice="Add it first: cloudflow-tui profile add NAME --url … --login …",
            file=str(file),
        )
    kept = keep_secret(profile, key, place)
    changed = replace(profile, login=email, login_kind="api_key", secret=kept)
    save_profile(file, changed)
    return changed
