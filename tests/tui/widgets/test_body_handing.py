"""The text of a body handed on."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.tui.widgets.body_handing import file_fault, give_to, write_file
from tests.tui.looking import screen_text, settle
from tests.tui.panes.response_app import SHOW, PaneApp, answered

SECRET = b'{"user":{"id":7,"initial_root_password":"tops3cret"}}'


def test_a_file_is_written_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert write_file(file, [b"one", b"two"]) == 6
    assert file.read_bytes() == b"onetwo"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_names_that_will_not_do(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("")
    assert file_fault(str(tmp_path / "new.json")) == ""
    assert "such a file" in file_fault(str(tmp_path / "there"))
    assert "no folder" in file_fault(str(tmp_path / "no" / "new"))
    assert "No name" in file_fault(" ")
    assert "No name" in file_fault(str(tmp_path))


def test_a_command_gets_the_text(tmp_path: Path) -> None:
    target = tmp_path / "out"
    program = f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert give_to([sys.executable, "-c", program], [b"one", b"two"]) == 0
    assert target.read_bytes() == b"onetwo"
    assert give_to([sys.executable, "-c", "raise SystemExit(3)"], [b"x" * 1_000_000] * 3) == 3


async def test_saves_what_is_shown_with_secrets_masked(home: Path, tmp_path: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(answered(SECRET), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press("S")
        await settle(pilot)
        assert "answer.json" in screen_text(app)
        await pilot.press("home", "shift+end", *str(tmp_path / "x.json"), "enter")
        await settle(pilot)
    text = (tmp_path / "x.json").read_text()
    assert text.startswith('{\n  "user": {')
    assert "tops3cret" not in text


class NotedApp(PaneApp):
    """Keeps what is said."""

    def notify(self, message: str, **_options: Any) -> None:
        self.said.append(message)


@pytest.mark.parametrize("key", ["P", "e"], ids=["pager", "editor"])
async def test_a_terminal_that_cannot_be_left_is_told(home: Path, key: str) -> None:
    app = NotedApp(home)
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(answered(SECRET), SHOW)
        await settle(pilot)
        app.pane.focus()
        await pilot.press(key)
        await settle(pilot)
        assert app.said == ["This terminal cannot be left to another program."]
