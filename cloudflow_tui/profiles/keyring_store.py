"""The keyring of the system: what it is called, and one entry read, written and removed.

`keyring` is loaded when first needed: it looks for backends on import, which takes tens of milliseconds.
Where there is no backend, that is said plainly; nothing is put elsewhere instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cloudflow_tui.errors import ConfigError

SERVICE = "cloudflow-tui"
NO_KEYRING = "no keyring"
"""`key` of the error that tells of a system without one."""
_OTHER = "Fetch it from an environment variable, a command, a private file or a prompt instead."


def keyring_name() -> str:
    """What the keyring of this system is called, "" when there is none that can be used."""
    try:
        backend = _library().get_keyring()
    except ConfigError:
        # Whoever reads or writes an entry is told why.
        return ""
    if backend.priority <= 0:
        return ""
    return str(getattr(backend, "name", "")) or type(backend).__name__


def read_keyring(entry: str) -> str:
    """The secret of an entry, "" when there is no such entry.

    Raises:
        ConfigError: No keyring, locked, or it refused; says nothing of the secret.
    """
    keyring = _library()
    with _translated():
        return str(keyring.get_password(SERVICE, entry) or "")


def write_keyring(entry: str, secret: str) -> str:
    """Keep a secret under this entry; the name of the keyring.

    Raises:
        ConfigError: No keyring, locked, or it refused.
    """
    keyring = _library()
    with _translated():
        keyring.set_password(SERVICE, entry, secret)
    return keyring_name()


def remove_keyring(entry: str) -> None:
    """Take an entry out; none of that name is no error.

    Raises:
        ConfigError: No keyring, locked, or it refused.
    """
    keyring = _library()
    with _translated():
        if keyring.get_password(SERVICE, entry) is not None:
            keyring.delete_password(SERVICE, entry)


def _library() -> Any:
    """The library, its backend loaded.

    Raises:
        ConfigError: The backend that its own configuration names cannot be loaded.
    """
    try:
        import keyring

        keyring.get_keyring()
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"The keyring that is configured cannot be loaded: {error}.",
            advice="Correct PYTHON_KEYRING_BACKEND or keyringrc.cfg, or fetch the secret from elsewhere.",
        ) from error
    return keyring


@contextmanager
def _translated() -> Iterator[None]:
    import keyring.errors

    try:
        yield
    except keyring.errors.NoKeyringError as error:
        raise ConfigError("This system has no keyring.", advice=_OTHER, key=NO_KEYRING) from error
    except keyring.errors.KeyringLocked as error:
        raise ConfigError("The keyring is locked.", advice="Unlock it, then try again.") from error
    except keyring.errors.KeyringError as error:
        raise ConfigError("The keyring refused.", advice=_OTHER) from error
