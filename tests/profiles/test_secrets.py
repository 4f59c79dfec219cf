"""Where secrets come from, and that no error carries one."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles import Profile, SecretPlace, find_proxy_secret, find_secret, find_secret_and_place
from cloudflow_tui.profiles.secrets import KEYRING_SERVICE
from tests.profiles.file_keyring import FileKeyring

CANARY = "cAnArY-4711"


def profile(source: SecretPlace) -> Profile:
    return Profile("lab", "https://cp.example.net", login="admin", secret=source)


def python_command(code: str) -> SecretPlace:
    return SecretPlace("command", shlex.join([sys.executable, "-c", code]))


def refused(place: SecretPlace, environ: dict[str, str] | None = None, timeout_s: float = 30.0) -> str:
    """The whole error as a log would have it, cause and all."""
    with pytest.raises(ConfigError) as caught:
        find_secret(profile(place), environ or {}, command_timeout_s=timeout_s)
    told = "".join(traceback.format_exception(caught.value))
    assert "'lab'" in told
    assert CANARY not in told
    return str(caught.value)


def test_no_login_needs_no_secret() -> None:
    assert find_secret(Profile("open", "https://cp.example.net"), {}) == ""


def test_from_a_variable() -> None:
    assert find_secret(profile(SecretPlace("env", "LAB")), {"LAB": f" {CANARY} "}) == f" {CANARY} "


@pytest.mark.parametrize(("environ", "state"), [({}, "not set"), ({"LAB": ""}, "empty")])
def test_a_variable_that_holds_nothing(environ: dict[str, str], state: str) -> None:
    assert f"LAB is {state}" in refused(SecretPlace("env", "LAB"), environ)


def test_from_the_first_line_of_a_command() -> None:
    place = python_command(f"print('{CANARY}'); print('second line')")
    assert find_secret(profile(place), dict(os.environ)) == CANARY


def test_a_command_gets_no_shell() -> None:
    place = SecretPlace(
        "command", shlex.join([sys.executable, "-c", "import sys; print(sys.argv[1])", "$(id)"])
    )
    assert find_secret(profile(place), dict(os.environ)) == "$(id)"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (
            python_command(f"import sys; print('{CANARY}'); print('{CANARY}', file=sys.stderr); sys.exit(3)"),
            "3",
        ),
        (python_command("print()"), "empty"),
        (python_command(f"import sys; sys.stdout.buffer.write(b'{CANARY}\\xff')"), "not UTF-8"),
        (SecretPlace("command", f"no-such-program-here {CANARY}"), "no program 'no-such-program-here'"),
        (SecretPlace("command", f"pass 'show {CANARY}"), "quote"),
        (SecretPlace("command", "  "), "empty"),
    ],
)
def test_commands_that_fail_say_so_without_what_they_printed(place: SecretPlace, told: str) -> None:
    assert told in refused(place, dict(os.environ))


def test_a_command_that_does_not_end_is_stopped() -> None:
    place = python_command(
        f"print('{CANARY}', flush=True); input() if False else __import__('signal').pause()"
    )
    assert "within 0.3 s" in refused(place, dict(os.environ), timeout_s=0.3)


def test_from_a_private_file(tmp_path: Path) -> None:
    file = tmp_path / "lab"
    file.write_text(f"{CANARY}\nlogin: admin\n")
    file.chmod(0o600)
    assert find_secret(profile(SecretPlace("file", str(file))), {}) == CANARY


def test_files_that_others_can_read_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "lab"
    file.write_text(CANARY)
    file.chmod(0o640)
    assert f"chmod 600 {file}" in refused(SecretPlace("file", str(file)))


def test_files_that_are_missing_or_none(tmp_path: Path) -> None:
    assert "No such file" in refused(SecretPlace("file", str(tmp_path / "lab")))
    assert "cannot be read" in refused(SecretPlace("file", str(tmp_path)))
    empty = tmp_path / "empty"
    empty.touch(mode=0o600)
    assert "is empty" in refused(SecretPlace("file", str(empty)))


def test_from_a_prompt() -> None:
    asked: list[str] = []

    def prompt(question: str) -> str:
        asked.append(question)
        return CANARY

    assert find_secret(profile(SecretPlace("prompt")), {}, prompt) == CANARY
    assert asked == ["Password of admin at https://cp.example.net: "]


def test_prompts_that_give_nothing() -> None:
    assert "nobody can be asked" in refused(SecretPlace("prompt"))
    with pytest.raises(ConfigError, match="empty"):
        find_secret(profile(SecretPlace("prompt")), {}, lambda _: "")

    def closed(question: str) -> str:
        raise EOFError

    with pytest.raises(ConfigError, match="no answer"):
        find_secret(profile(SecretPlace("prompt")), {}, closed)


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A backend in a dict."""

    priority = 1

    def __init__(self, entries: dict[tuple[str, str], str], failure: Exception | None = None) -> None:
        self.entries = entries
        self.failure = failure

    def get_password(self, service: str, username: str) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def own_keyring() -> Iterator[dict[tuple[str, str], str]]:
    before = keyring.get_keyring()
    entries: dict[tuple[str, str], str] = {}
    keyring.set_keyring(MemoryKeyring(entries))
    yield entries
    keyring.set_keyring(before)


def test_from_the_keyring(own_keyring: dict[tuple[str, str], str]) -> None:
    own_keyring[KEYRING_SERVICE, "lab"] = CANARY
    own_keyring[KEYRING_SERVICE, "other"] = "another"
    assert find_secret(profile(SecretPlace("keyring")), {}) == CANARY
    assert find_secret(profile(SecretPlace("keyring", "other")), {}) == "another"
    assert "keyring set cloudflow-tui third" in refused(SecretPlace("keyring", "third"))


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        (MemoryKeyring({}, keyring.errors.NoKeyringError("none")), "no keyring"),
        (MemoryKeyring({}, keyring.errors.KeyringLocked("locked")), "Unlock it"),
        (MemoryKeyring({}, keyring.errors.KeyringError("broken")), "refused"),
    ],
)
def test_keyrings_that_cannot_be_used(
    own_keyring: dict[tuple[str, str], str], backend: keyring.backend.KeyringBackend, told: str
) -> None:
    keyring.set_keyring(backend)
    assert told in refused(SecretPlace("keyring"))


def test_several_places_are_tried_in_their_order(file_keyring: FileKeyring, tmp_path: Path) -> None:
    file = tmp_path / "lab"
    places = SecretPlace(
        "env",
        "LAB",
        (SecretPlace("keyring"), SecretPlace("file", str(file)), SecretPlace("prompt")),
    )
    lab = profile(places)
    asked = find_secret_and_place(lab, {}, lambda _: "from the prompt")
    assert asked == ("from the prompt", SecretPlace("prompt"))
    file.write_text("from the file\n")
    file.chmod(0o600)
    assert find_secret_and_place(lab, {})[1] == SecretPlace("file", str(file))
    file_keyring.set_password(KEYRING_SERVICE, "lab", CANARY)
    assert find_secret_and_place(lab, {}) == (CANARY, SecretPlace("keyring"))
    assert find_secret_and_place(lab, {"LAB": "from LAB"})[0] == "from LAB"
    own = {"LAB": "from LAB", "CLOUDFLOW_SECRET_LAB": "first of all"}
    assert find_secret_and_place(lab, own) == ("first of all", SecretPlace("env", "CLOUDFLOW_SECRET_LAB"))


def test_places_that_all_hold_nothing_are_told_together() -> None:
    place = SecretPlace("env", "LAB", (SecretPlace("file", "/no/such/file"), SecretPlace("prompt")))
    told = refused(place)
    assert "LAB is not set; /no/such/file cannot be read (No such file or directory); nobody can" in told


def test_a_place_that_refuses_ends_the_search(file_keyring: FileKeyring) -> None:
    file_keyring.is_locked = True
    assert "locked" in refused(SecretPlace("keyring", then=(SecretPlace("prompt"),)))


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_the_next_place_is_tried() -> None:
    place = SecretPlace("keyring", then=(SecretPlace("prompt"),))
    assert find_secret(profile(place), {}, lambda _: CANARY) == CANARY


def test_the_password_for_a_proxy() -> None:
    place = SecretPlace("prompt")
    profile = Profile("lab eu", "https://x.net", proxy="http://p:3128", proxy_login="bob", proxy_secret=place)
    assert find_proxy_secret(profile, {"CLOUDFLOW_SECRET_LAB_EU_PROXY": "pw"}) == "pw"
    asked: list[str] = []

    def prompt(question: str) -> str:
        asked.append(question)
        return "typed"

    assert find_proxy_secret(profile, {}, prompt) == "typed"
    assert asked == ["Proxy password of bob at http://p:3128: "]
    with pytest.raises(ConfigError, match="The proxy password of profile 'lab eu'"):
        find_proxy_secret(profile, {})
    # Nothing is looked for where no proxy wants it.
    assert find_proxy_secret(replace(profile, proxy="none"), {}) == ""
    assert find_proxy_secret(replace(profile, proxy_login=""), {}) == ""
