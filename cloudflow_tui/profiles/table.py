"""One `[profiles.NAME]` table of the configuration, checked key by key and made into a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.address import check_address, check_proxy
from cloudflow_tui.profiles.models import Colour, Format, LoginKind, Profile, SecretPlace, SecretSource
from cloudflow_tui.profiles.options import ENVIRONMENT_NAME

MAX_TIMEOUT_S = 3600.0
MAX_ANSWER_MB = 64 * 1024
VARIABLE_NAME = re.compile(r"[A-Za-z_]\w*")
SOURCES: tuple[SecretSource, ...] = get_args(SecretSource)
LITERAL_KEYS = ("password", "api_key", "apikey", "key", "token", "pass", "secret_key", "proxy_password")
_WITHOUT_NAME: tuple[SecretSource, ...] = ("keyring", "prompt")
_LITERAL_ADVICE = (
    "Move it into the keyring or a private file with: cloudflow-tui profile secure {name} "
    "(renew it if others could read the file). Or say where it is to be fetched from, such as "
    'secret = {{ env = "LAB_PASSWORD" }}, {{ command = "pass show lab" }}, {{ keyring = "lab" }} '
    "or {{ prompt = true }}."
)


def check_name(name: str, file: Path) -> None:
    """Refuse names that cannot be told apart or typed.

    Raises:
        ConfigError: Empty, too long, with control characters or outer blanks, or reserved.
    """
    if not name.strip() or name != name.strip() or len(name) > 64 or not name.isprintable():
        raise ConfigError(
            f"{name[:80]!r} is no profile name.",
            advice="Use 1 to 64 printable characters without blanks around them.",
            file=str(file),
            key=name[:80],
        )
    if name == ENVIRONMENT_NAME:
        raise ConfigError(
            f"The name {name!r} is kept for the profile of CLOUDFLOW_URL.",
            advice="Take another name.",
            file=str(file),
            key=name,
        )


def profile_of(name: str, table: Mapping[str, object], file: Path) -> Profile:
    """The profile of one table.

    Raises:
        ConfigError: A secret in the open, an unknown key (with the nearest), or a value that cannot be used.
    """
    where = f"profiles.{name}"
    for key in table:
        if key.lower() in LITERAL_KEYS:
            raise ConfigError(
                f"{where} in {file} holds a secret in the open ({key}).",
                advice=_LITERAL_ADVICE.format(name=name),
                file=str(file),
                key=f"{where}.{key}",
            )
    refuse_unknown(table, _READERS, where, file)
    if "url" not in table:
        raise ConfigError(
            f"{where} in {file} has no url.",
            advice='Add the Control Panel\'s address: url = "https://cp.example.net".',
            file=str(file),
            key=f"{where}.url",
        )
    values = {}
    for key, value in table.items():
        attribute, read = _READERS[key]
        values[attribute] = read(value, f"{where}.{key}", file)
    return Profile(name=name, **values)  # type: ignore[arg-type]  # each reader gives its attribute's type


def _text(value: object, key: str, file: Path) -> str:
    if not isinstance(value, str):
        raise wrong_value(key, "text in quotes", file)
    return value


def _switch(value: object, key: str, file: Path) -> bool:
    if not isinstance(value, bool):
        raise wrong_value(key, "true or false, without quotes", file)
    return value


def _address(value: object, key: str, file: Path) -> str:
    return check_address(_text(value, key, file), file=str(file), key=key)


def _timeout(value: object, key: str, file: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MAX_TIMEOUT_S:
        raise wrong_value(key, f"seconds, above 0 and up to {MAX_TIMEOUT_S:.0f}", file)
    return float(value)


def _limit(value: object, key: str, file: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_ANSWER_MB:
        raise wrong_value(key, f"a whole number of megabytes, 1 to {MAX_ANSWER_MB}", file)
    return value


def _proxy(value: object, key: str, file: Path) -> str:
    return check_proxy(_text(value, key, file), file=str(file), key=key)


def _variables(value: object, key: str, file: Path) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise wrong_value(key, 'a table of texts, such as { zone = "7" }', file)
    found = []
    for name, text in value.items():
        if not isinstance(text, str | int | float) or not VARIABLE_NAME.fullmatch(name):
            raise wrong_value(f"{key}.{name}", "a name of letters, digits and _ and a text in quotes", file)
        found.append((name, str(text).lower() if isinstance(text, bool) else str(text)))
    return tuple(found)


def _choice(choices: tuple[str, ...]) -> Callable[[object, str, Path], str]:
    def read(value: object, key: str, file: Path) -> str:
        if value not in choices:
            raise wrong_value(key, " or ".join(f'"{choice}"' for choice in choices), file)
        return str(value)

    return read


def _file_path(value: object, key: str, file: Path) -> str:
    text = _text(value, key, file)
    return str(file.parent / Path(text).expanduser()) if text else ""


def _secret(value: object, key: str, file: Path) -> SecretPlace:
    if isinstance(value, str) and value in _WITHOUT_NAME:
        value = {value: True}
    if isinstance(value, str):
        raise ConfigError(
            f"{key} in {file} holds a secret in the open.",
            advice=_LITERAL_ADVICE.format(name=key.removeprefix("profiles.").rpartition(".")[0]),
            file=str(file),
            key=key,
        )
    if not isinstance(value, dict) or not value:
        raise wrong_value(
            key, f"one or more of {', '.join(f'{{ {source} = … }}' for source in SOURCES)}", file
        )
    refuse_unknown(value, SOURCES, key, file)
    places = [_secret_place(source, value[source], key, file) for source in SOURCES if source in value]
    return replace(places[0], then=tuple(places[1:]))


def _secret_place(source: SecretSource, name: object, key: str, file: Path) -> SecretPlace:
    if source in _WITHOUT_NAME and name is True:
        return SecretPlace(source)
    if source == "prompt" or not isinstance(name, str) or not name.strip():
        wanted = "true" if source == "prompt" else "text in quotes, such as " + _EXAMPLES[source]
        raise wrong_value(f"{key}.{source}", wanted, file)
    return SecretPlace(source, _file_path(name, key, file) if source == "file" else name)


_EXAMPLES = {"env": '"LAB_PASSWORD"', "command": '"pass show lab"', "keyring": '"lab"', "file": '"~/.lab"'}
_READERS: dict[str, tuple[str, Callable[[object, str, Path], object]]] = {
    "url": ("url", _address),
    "login": ("login", _text),
    "login_kind": ("login_kind", _choice(get_args(LoginKind))),
    "secret": ("secret", _secret),
    "api_version": ("api_version", _text),
    "format": ("format", _choice(get_args(Format))),
    "timeout_s": ("timeout_s", _timeout),
    "connect_timeout_s": ("connect_timeout_s", _timeout),
    "answer_limit_mb": ("answer_limit_mb", _limit),
    "proxy": ("proxy", _proxy),
    "proxy_login": ("proxy_login", _text),
    "proxy_secret": ("proxy_secret", _secret),
    "verify_tls": ("verify_tls", _switch),
    "ca_file": ("ca_file", _file_path),
    "client_cert": ("client_cert", _file_path),
    "client_key": ("client_key", _file_path),
    "read_only": ("is_read_only", _switch),
    "production": ("is_production", _switch),
    "sandbox": ("is_sandbox", _switch),
    "confirm_destroy": ("confirm_destroy", _switch),
    "confirm_change": ("confirm_change", _switch),
    "colour": ("colour", _choice(get_args(Colour))),
    "variables": ("variables", _variables),
}
KEYS: dict[str, str] = {key: attribute for key, (attribute, _) in _READERS.items()}
"""Key of the file → attribute of Profile, in the order in which they are written."""


def refuse_unknown(table: Mapping[str, object], known: Iterable[str], where: str, file: Path) -> None:
    """Refuse keys that nobody reads.

    Raises:
        ConfigError: Names the key and the nearest that are known.
    """
    for key in table:
        if key not in known:
            nearest = nearest_names(key, list(known))
            named = f"{where}.{key}" if where else key
            raise ConfigError(
                f"{file} has an unknown key: {named}.",
                advice=f"Nearest: {', '.join(nearest)}." if nearest else f"Known: {', '.join(known)}.",
                file=str(file),
                key=named,
            )


def nearest_names(name: str, known: list[str]) -> list[str]:
    """Up to three names much like this one, the nearest first."""
    # Only errors need it; difflib costs more than reading a small file.
    import difflib

    return difflib.get_close_matches(name, known, n=3, cutoff=0.5)


def wrong_value(key: str, wanted: str, file: Path) -> ConfigError:
    """The error of a value that cannot be used; the value itself is not repeated."""
    return ConfigError(
        f"{key} in {file} cannot be used.", advice=f"It wants {wanted}.", file=str(file), key=key
    )
