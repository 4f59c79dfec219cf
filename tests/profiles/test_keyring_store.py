"""The keyring: a real backend in a file, a locked one, and none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.keyring_store import keyring_name, read_keyring, remove_keyring, write_keyring
from tests.profiles.file_keyring import FileKeyring


def test_an_entry_is_kept_read_and_removed(file_keyring: FileKeyring) -> None:
    assert read_keyring("lab") == ""
    assert write_keyring("lab", "käse-4711") == keyring_name() == "file keyring of the tests"
    assert read_keyring("lab") == "käse-4711"
    remove_keyring("lab")
    remove_keyring("lab")
    assert read_keyring("lab") == ""


def test_a_locked_keyring_is_said_to_be_locked(file_keyring: FileKeyring) -> None:
    file_keyring.is_locked = True
    with pytest.raises(ConfigError, match=r"The keyring is locked\. Unlock it"):
        write_keyring("lab", "4711-canary")


@pytest.mark.usefixtures("no_keyring")
def test_no_keyring_is_said_plainly() -> None:
    assert keyring_name() == ""
    with pytest.raises(ConfigError, match=r"This system has no keyring\. Fetch it from an environment"):
        write_keyring("lab", "4711-canary")


def test_a_configured_keyring_that_is_not_there() -> None:
    code = "from cloudflow_tui.profiles.keyring_store import *; print(keyring_name()); read_keyring('lab')"
    environ = {**os.environ, "PYTHON_KEYRING_BACKEND": "no_such_module.Keyring"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )
    assert done.stdout == "\n"
    assert "ConfigError: The keyring that is configured cannot be loaded" in done.stderr
    assert "PYTHON_KEYRING_BACKEND" in done.stderr


REAL = """
from cloudflow_tui.profiles.keyring_store import *
print(keyring_name(), write_keyring("lab", "k\u00e4se-4711") == keyring_name(), read_keyring("lab"))
remove_keyring("lab")
print(repr(read_keyring("lab")))
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no GNOME keyring on this machine",
)
def test_a_real_keyring(tmp_path: Path) -> None:
    """In a session of its own, unlocked with a password of its own."""
    script = 'printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -c "$1"'
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONIOENCODING": "utf-8",
    }
    environ.pop("PYTHON_KEYRING_BACKEND", None)
    words = ["dbus-run-session", "--", "sh", "-c", script, sys.executable, REAL]
    done = subprocess.run(words, env=environ, capture_output=True, check=False, timeout=120)
    assert done.stdout.decode() == "SecretService Keyring True k\u00e4se-4711\n''\n", done.stderr
