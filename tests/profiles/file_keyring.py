"""A keyring in a file, as tests and machines without a desktop use it. Not a test itself.

`CANARY_KEYRING_FILE` names the file; for a process of its own:
PYTHON_KEYRING_BACKEND=tests.profiles.file_keyring.FileKeyring
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class FileKeyring(KeyringBackend):
    """Entries lie in a file, turned around so that a search for them in the open finds nothing."""

    priority = 5
    name = "file keyring of the tests"

    def __init__(self, file: Path | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # published without types
        named = os.environ.get("CANARY_KEYRING_FILE", "")
        if file is None and not named:
            # keyring makes one of every class that it finds, and passes over those that need arguments.
            raise TypeError("which file?")
        self._file = file or Path(named)
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        found = self._entries().get(f"{service}/{username}")
        return None if found is None else b64decode(found)[::-1].decode()

    def set_password(self, service: str, username: str, password: str) -> None:
        entries = self._entries()
        entries[f"{service}/{username}"] = b64encode(password.encode()[::-1]).decode()
        self._file.write_text(json.dumps(entries))

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        del entries[f"{service}/{username}"]
        self._file.write_text(json.dumps(entries))

    def _entries(self) -> dict[str, str]:
        if self.is_locked:
            raise KeyringLocked("locked")
        return dict(json.loads(self._file.read_text())) if self._file.exists() else {}
