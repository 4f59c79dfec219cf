"""A long day with secrets of every kind: none of them is found anywhere afterwards, in any spelling."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.widgets import Input

from cloudflow_tui.__main__ import main
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, save_profile
from cloudflow_tui.tui.app import ConsoleApp, crash_sentence
from cloudflow_tui.workspace import Workspace
from tests.canaries import LOGIN, Canaries, LeakyPanel, Places, leaky_panel, spellings
from tests.profiles.conftest import file_keyring
from tests.profiles.file_keyring import FileKeyring
from tests.tui.console import WIDE, Console

__all__ = ["file_keyring"]
SECRETS = Canaries()
PASTED = f"""\
curl -u 'ann:{SECRETS.userinfo}' -H 'Content-type: application/json' \\
  -H 'Cookie: _session_id={SECRETS.cookie}' \\
  -d '{{"user": {{"login": "zaza", "password": "{SECRETS.typed_password}"}}}}' \\
  'https://ann:{SECRETS.address}@cp.example.net/users.json?api_key={SECRETS.open_key}'
"""
ROOT = Path(__file__).parent.parent
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def panel() -> Iterator[LeakyPanel]:
    with leaky_panel(SECRETS) as running:
        yield running


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, Path]:
    """Files in which the user keeps secrets; the only places where they may be found."""
    files = {name: tmp_path / f"{name}.secret" for name in ("password", "body")}
    for name, secret in (("password", SECRETS.password), ("body", SECRETS.body_password)):
        files[name].write_text(secret + ("\n" if name == "password" else ""))
        files[name].chmod(0o600)
    return files


@pytest.fixture
def places(caplog: pytest.LogCaptureFixture) -> Places:
    caplog.set_level(logging.DEBUG)
    return Places([])


def lab(panel: LeakyPanel, kept: dict[str, Path]) -> Profile:
    profile = Profile("lab", panel.url, login=LOGIN, secret=SecretPlace("file", str(kept["password"])))
    save_profile(app_paths().profiles_file, profile)
    return profile


def call(places: Places, capsys: Capture, *words: str) -> int:
    """Run the command line; what it says is looked through later."""
    code = main(list(words))
    captured = capsys.readouterr()
    places.add(f"stdout of {words[:3]}", captured.out)
    places.add(f"stderr of {words[:3]}", captured.err)
    return code


def stored_day(home: Path, places: Places, kept: dict[str, Path]) -> int:
    """Everything below the home, and every exchange unpacked; how many there were."""
    places.add_folder(home, but=kept.values())
    history = History.open(app_paths().history_file)
    rows = history.rows(limit=1000)
    for row in rows:
        exchange = history.get(row.number)
        places.add(f"exchange {row.number}", repr(exchange) + repr(row) + history.draft_json(row.number))
        places.add(f"request {row.number}", exchange.request.body)
        if exchange.response is not None:
            places.add(f"answer {row.number}", exchange.response.body.read())
    history.close()
    return len(rows)


def test_spellings_would_be_found() -> None:
    """The search itself must be able to find: every secret, hidden in each way that a leak may take."""
    for name, secret in SECRETS.all().items():
        for head in ("", "x", "ann:"):
            hidden = b64encode(f"{head}{secret}".encode())
            assert any(spelling in hidden for spelling in spellings(secret)), name
        found = Places([("somewhere", f"a {secret} b".encode())])
        assert found.leaks(SECRETS)


def test_a_day_on_the_command_line(
    home: Path,
    panel: LeakyPanel,
    kept: dict[str, Path],
    places: Places,
    capsys: Capture,
    caplog: pytest.LogCaptureFixture,
    file_keyring: FileKeyring,
) -> None:
    lab(panel, kept)
    create = ["users.create", "login=zaza", "email=z@example.net", f"password=@{kept['body']}"]
    on = ["--profile", "lab"]
    assert call(places, capsys, "send", *create, *on, "--output", "exchange") == 0
    assert call(places, capsys, "send", *create, *on, "--json") == 0
    assert call(places, capsys, "send", *create, *on, "--output", "wire", "--format", "xml") == 0
    assert call(places, capsys, "send", *create, *on, "--dry-run") == 0
    assert call(places, capsys, "send", "GET", "/redirect", *on, "--output", "exchange") == 4
    for how in (("--output", "exchange"), ("--json",)):
        assert call(places, capsys, "send", "GET", "/moved", *on, "--follow", *how) == 0
        assert "302, followed" in places.texts[-1][1].decode()
    assert call(places, capsys, "send", "GET", "/refused", *on, "--output", "exchange") == 4
    token = f"X-Auth-Token: {SECRETS.userinfo}"
    assert (
        call(places, capsys, "send", "GET", f"/odd?token={SECRETS.cookie}", *on, "--header", token, "--json")
        == 0
    )
    assert call(places, capsys, "profile", "test", "lab") == 0
    assert call(places, capsys, "profile", "show", "lab") == 0
    assert call(places, capsys, "profile", "new-key", "9", *on, "--keyring", "zaza") == 0
    assert file_keyring.get_password("cloudflow-tui", "zaza") == SECRETS.api_key
    address = f"https://ann:{SECRETS.address}@cp.example.net"
    assert call(places, capsys, "profile", "add", "x", "--url", address) == 0
    assert file_keyring.get_password("cloudflow-tui", "x") == SECRETS.address
    assert call(places, capsys, "send", "users.list", "--url", address) == 2
    for number in range(1, 11):
        assert call(places, capsys, "history", "show", str(number)) == 0
        assert call(places, capsys, "history", "show", str(number), "--json") == 0
    assert call(places, capsys, "history", "list", "--json") == 0
    for kind in ("markdown", "html", "har", "curl", "json"):
        assert call(places, capsys, "history", "export", "1..10", "--as", kind) == 0
    assert call(places, capsys, "history", "compare", "1", "2") in (0, 1)
    for form in ("curl", "httpie", "python", "php", "ruby"):
        assert call(places, capsys, "send", *create, *on, "--dry-run", "--as", form) == 0
    kept["pasted"] = home.parent / "ticket.txt"
    kept["pasted"].write_text(PASTED)
    for words in ((), ("--json",), ("--fix",), ("--reply", "en")):
        assert call(places, capsys, "lint", str(kept["pasted"]), *words) in (0, 2)
    assert stored_day(home, places, kept) >= 10
    places.add("log", caplog.text)
    # The server saw the true ones.
    assert b64encode(f"{LOGIN}:{SECRETS.password}".encode()).decode() in panel.authorizations[0]
    assert SECRETS.body_password.encode() in panel.bodies[0]
    assert places.leaks(SECRETS) == []


def test_a_secret_in_the_configuration_is_moved_and_never_said(
    home: Path, places: Places, capsys: Capture, file_keyring: FileKeyring
) -> None:
    file = app_paths().profiles_file
    file.parent.mkdir(parents=True)
    file.write_text(f'[profiles.x]\nurl = "cp.example.net"\nlogin = "a"\npassword = "{SECRETS.open_key}"\n')
    assert call(places, capsys, "profile", "list") == 2
    assert call(places, capsys, "send", "users.list", "--debug") == 2
    assert call(places, capsys, "profile", "secure") == 0
    assert call(places, capsys, "profile", "show", "x", "--json") == 0
    places.add_folder(home)
    assert places.leaks(SECRETS) == []


def test_a_crash_on_the_command_line(
    panel: LeakyPanel,
    kept: dict[str, Path],
    places: Places,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lab(panel, kept)

    def broken(*values: object) -> None:
        raise RuntimeError(f"it broke at {SECRETS.crash} of {values}")

    monkeypatch.setattr("cloudflow_tui.cli.answer.tell_outcome", broken)
    words = ["send", "users.create", "login=zaza", "email=z@e.net", f"password=@{kept['body']}"]
    assert call(places, capsys, *words, "--profile", "lab", "--debug") == 2
    assert call(places, capsys, *words, "--profile", "lab") == 2
    try:
        broken(SECRETS.password)
    except RuntimeError as error:
        places.add("crash of the console", crash_sentence(error))
    assert any("RuntimeError" in text.decode() for _, text in places.texts)
    assert places.leaks(SECRETS) == []


CRASHING = """
import pathlib, sys
from cloudflow_tui.tui.app import ConsoleApp
secret = pathlib.Path(sys.argv.pop(1)).read_text().strip()
def broken(app):
    raise RuntimeError(f"it broke at {secret} of {app.workspace._secret}")
ConsoleApp.action_history = broken
from cloudflow_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_of_the_console(home: Path, panel: LeakyPanel, kept: dict[str, Path], places: Places) -> None:
    """A planted bug in a real terminal: a sentence, no trace, and no secret on the screen or in a file."""
    lab(panel, kept)
    master, slave = os.openpty()
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLUMNS": "120",
        "LINES": "40",
    }
    words = [sys.executable, "-c", CRASHING, str(kept["body"]), "--profile", "lab", "users.list"]
    process = subprocess.Popen(words, env=environ, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    for name in ("cmdline", "environ"):
        places.add(f"{name} of the console", Path(f"/proc/{process.pid}/{name}").read_bytes())
    output, is_broken = b"", False
    # Linux tells the end of a terminal by an error.
    with suppress(OSError):
        while chunk := os.read(master, 65536):
            output += chunk
            if not is_broken and b"Palette" in output:
                is_broken = True
                os.write(master, b"4")
    os.close(master)
    assert process.wait(60) == 1
    places.add("terminal", output)
    places.add_folder(home, but=kept.values())
    assert b"RuntimeError" in output
    assert b"Traceback" not in output
    assert places.leaks(SECRETS) == []


async def test_a_day_in_the_console(
    home: Path,
    tmp_path: Path,
    panel: LeakyPanel,
    kept: dict[str, Path],
    places: Places,
    caplog: pytest.LogCaptureFixture,
) -> None:
    workspace = Workspace.open(lab(panel, kept))
    app = ConsoleApp(workspace, endpoint_id="users.create", environ={})
    pictures = tmp_path / "pictures"
    pictures.mkdir()

    def look(name: str, console: Console) -> None:
        places.add(f"screen {name}", console.text())
        app.save_screenshot(f"{name}.svg", path=str(pictures))

    async with app.run_test(size=WIDE) as pilot:
        console = Console(app, pilot)
        await console.settle()
        await fill_and_send(console, look)
        for key in ("2", "right_square_bracket", "right_square_bracket", "right_square_bracket"):
            await console.press(key)
            look(f"request-{key}-{len(places.texts)}", console)
        await console.press("3")
        for _ in range(5):
            look(f"answer-{len(places.texts)}", console)
            await console.press("right_square_bracket")
        await console.press("Y")
        look("copied", console)
        places.add("clipboard", app.clipboard)
        places.add("title", f"{app.title} {app.sub_title}")
        await console.press("4")
        look("history", console)
        await console.press("escape")
        await type_a_profile(console, look)
    places.add_folder(pictures)
    stored_day(home, places, kept)
    places.add("log", caplog.text)
    assert SECRETS.console_password.encode() in b"".join(panel.bodies)
    assert places.leaks(SECRETS) == []


async def fill_and_send(console: Console, look: object) -> None:
    assert callable(look)
    await console.press("ctrl+r", "enter")
    await console.type("zaza")
    await console.press("tab")
    await console.type("zaza@example.net")
    await console.press("tab")
    await console.type(SECRETS.console_password)
    look("typing", console)
    await console.press("enter")
    look("filled", console)
    await console.press("ctrl+r")
    assert "201 Created" in console.text()
    look("answered", console)


async def type_a_profile(console: Console, look: object) -> None:
    assert callable(look)
    await console.press("5", "t")
    look("tested", console)
    await console.press("a")
    form = console.app.screen
    form.query_one("#url", Input).focus()
    form.query_one("#url", Input).value = f"https://ann:{SECRETS.typed_password}@cp.example.net"
    await console.press("enter")
    assert form.query_one("#secret", Input).value == SECRETS.typed_password
    look("profile typed", console)
    await console.press("escape", "K", "enter")
    await console.type("9")
    await console.press("enter")
    assert "The API key of zaza@example.net is made" in console.text()
    look("key made", console)
    await console.press("escape", "escape")


def test_a_kill_while_sending(
    home: Path, panel: LeakyPanel, kept: dict[str, Path], places: Places, capsys: Capture
) -> None:
    """Killed at its worst moment: the history tells what left, and neither process nor disk a secret."""
    lab(panel, kept)
    words = ["send", "POST", "/hold/users", f"password=@{kept['body']}", "--anyway", "--profile", "lab"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "cloudflow_tui", *words],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert panel.is_reached.wait(30)
    for name in ("cmdline", "environ"):
        places.add(f"{name} of the process", Path(f"/proc/{process.pid}/{name}").read_bytes())
    process.send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=30)
    places.add("output of the killed process", out + err)
    assert call(places, capsys, "history", "list") == 0
    history = History.open(app_paths().history_file)
    (row,) = history.rows(limit=5)
    exchange = history.get(row.number)
    history.close()
    assert (row.method, exchange.outcome) == ("POST", Outcome.SENDING)
    assert "/hold/users.json" in exchange.request.url
    assert b'"password"' in exchange.request.body
    stored_day(home, places, kept)
    assert SECRETS.body_password.encode() in panel.bodies[0]
    assert places.leaks(SECRETS) == []
