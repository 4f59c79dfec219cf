"""The user's own editor on a draft and on its body; what goes wrong with it is a sentence."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from cloudflow_tui.errors import UsageError
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.own_editor import editor_words
from tests.tui.panes.request_app import CREATE, SECRET, PaneApp

EDIT = (
    "import sys; p = sys.argv[3]; t = open(p).read(); {check}; open(p, 'w').write(t.replace(*sys.argv[1:3]))"
)


def editor(old: str, new: str) -> str:
    check = f"assert {SECRET!r} not in t"
    return f'{sys.executable} -c "{EDIT.format(check=check)}" {old} {new}'


def test_which_editor() -> None:
    assert editor_words({"EDITOR": "code --wait", "VISUAL": ""}) == ["code", "--wait"]
    assert editor_words({"EDITOR": "nano", "VISUAL": "vim"}) == ["vim"]
    with pytest.raises(UsageError, match="EDITOR cannot be used"):
        editor_words({"EDITOR": 'a "b'})


async def test_a_draft_and_its_body_are_edited(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Draft(CREATE)
    draft.set("login", "zaza")
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    monkeypatch.setenv("VISUAL", editor("zaza", "kofi"))
    async with app.run_test(size=(64, 40)) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("ctrl+e")
        assert (app.draft.get("login"), app.draft.get("password")) == ("kofi", SECRET)
        monkeypatch.setenv("VISUAL", editor("kofi", "ines"))
        await pilot.press("right_square_bracket")
        await pilot.pause()
        await pilot.press("ctrl+e")
        assert (app.draft.get("login"), app.draft.get("password")) == ("ines", SECRET)
        assert app.draft.raw_body is None
        await pilot.press("u")
        assert app.draft.get("login") == "kofi"


async def test_what_goes_wrong_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        await pilot.press("ctrl+e")
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("ctrl+e")
        monkeypatch.setenv("VISUAL", "false")
        await pilot.press("ctrl+e")
        said = [str(one.error) for one in app.failures]
        assert said[0] == "This terminal cannot be left to an editor."
        assert said[1].startswith("/no/such/editor cannot be started")
        assert said[2] == "false ended with status 1; nothing was changed."
