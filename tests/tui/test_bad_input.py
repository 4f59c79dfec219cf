"""What users paste and mistype: each named where it is, nothing lost, nothing frozen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.widgets.body_editor import BodyEditor
from tests.tui.console import console_on
from tests.tui.looking import screen_text
from tests.tui.panes.request_app import CREATE, PaneApp

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress

BODIES: list[tuple[Format, str, str]] = [
    ("json", '{"user": {"login": "a", "login": "b"}}', "'login' stands twice in one object"),
    ("json", '{"usr": {"login": "a"}}', "The root element is 'usr'; the call takes 'user'"),
    ("json", '{"user": {"login": "a\x01b"}}', "line 1, column 22"),
    ("json", "[1]", "The body is a list; calls take an object"),
    ("json", '{"user": {"logn": "a"}}', "Not in the catalog: logn. Nearest: login"),
    ("xml", "<user><login>a</login><login>b</login></user>", "'login' stands 2 times in one element"),
    ("xml", "<usr><login>a</login></usr>", "The root element is 'usr'; the call takes 'user'"),
    ("xml", "<user>\n<login>a\x00b</login></user>", "line 2, column 9"),
    ("xml", "<user><login>&#0;</login></user>", "invalid character number (line 1, column 14)"),
    ("xml", "<user><login>a & b</login></user>", "line 1, column 17"),
    ("xml", "<!DOCTYPE a><user/>", "has a document type, which no call takes"),
]


def said(app: PaneApp) -> str:
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize(("format", "text", "words"), BODIES, ids=[words for _, _, words in BODIES])
async def test_a_body_with_a_fault_is_named_and_kept(
    home: Path, format: Format, text: str, words: str
) -> None:
    app = PaneApp(home, Draft(CREATE, format=format))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("right_square_bracket", "enter")
        app.screen.query_one(BodyEditor).load_text(text)
        await pilot.pause()
        assert words in said(app)
        assert app.screen.query_one(BodyEditor).text == text
        assert app.draft.raw_body == text or "Not in the catalog" in words


async def test_fields_with_faults(home: Path) -> None:
    draft = Draft(CREATE, format="xml")
    for name, value in (("login", "a\x00b"), ("limits.cpu", "many"), ("status", "actve")):
        draft.set(name, value)
    app = PaneApp(home, draft)
    async with app.run_test(size=(100, 50)):
        text = said(app)
        assert "has characters that XML cannot hold" in text
        assert "is 'many', not a whole number" in text
        assert "is 'actve', none of the known values" in text


async def test_ten_megabytes_in_a_field_and_in_a_body(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(100, 40)) as pilot:
        app.pane.focus_field("first_name")
        await pilot.press("enter")
        assert app.screen.focused is not None
        app.screen.focused.post_message(events.Paste("x" * 10_000_000))
        await pilot.pause()
        assert len(app.draft.text("first_name")) == 10_000_000
        await pilot.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert "bytes of body" in screen_text(app)
        await pilot.press("u")
        assert not app.draft.is_set("first_name")


async def test_a_saved_request_of_a_vanished_endpoint_opens_with_a_note(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        folder = console.app.workspace.saved.folder / "support"
        folder.mkdir(parents=True)
        text = 'endpoint = "users.gett"\ncall = "POST /users/gett"\nformat = "json"\n'
        (folder / "gone.toml").write_text(text)
        console.app.explorer.show_saved()
        console.app.explorer.open_saved("support/gone")
        await console.settle()
        assert "The catalog has no users.gett any more; this is POST /users/gett." in console.text()
        assert "the catalog does not know this call" in console.text()
        assert "seen in published clients" not in console.text()


async def test_what_a_variable_stands_for_is_shown(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.create") as console:
        workspace, pane = console.app.workspace, console.app.explorer.request_pane
        await workspace.send(workspace.draft("users.get", user_id=1))
        assert pane.draft is not None
        pane.draft.set("login", "${response:users.get.user.login}")
        pane.draft.set("password", "${response:users.get.user.login}")
        pane.show_draft(pane.draft)
        pane.focus_field("login")
        await console.settle()
        assert "stands for admin" in console.text()
        pane.focus_field("password")
        await console.settle()
        assert "stands for ••••••••" in console.text()
