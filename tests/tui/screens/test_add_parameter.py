"""A parameter added by hand: name, value and place."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from cloudflow_tui.request import Draft
from cloudflow_tui.tui.screens.add_parameter import Added, AddParameterScreen
from cloudflow_tui.tui.themed import ThemedApp
from tests.factories import make_endpoint
from tests.tui.looking import screen_text

POST = make_endpoint("things.create", "POST", "/things", root="thing")


class AskApp(ThemedApp):
    """Asks at once and keeps the answer."""

    def __init__(self, method: str = "POST") -> None:
        super().__init__("", {})
        self._method = method
        self.answers: list[Added | None] = []

    def on_mount(self) -> None:
        draft = Draft(POST if self._method == "POST" else make_endpoint())
        self.push_screen(AddParameterScreen(draft), self.answers.append)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("abc", "abc"), ("24", 24), ("true", True), ("null", None), ("[1, 2]", [1, 2]), ("", "")],
)
async def test_values(typed: str, value: object) -> None:
    app = AskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"a.b", "tab", *typed, "enter")
        await pilot.pause()
        assert app.answers == [Added("a.b", value, "body")]  # type: ignore[arg-type]


async def test_the_place_may_be_changed() -> None:
    app = AskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "body, under thing" in screen_text(app)
        await pilot.press("ctrl+b", *"page", "enter", "2", "enter")
        await pilot.pause()
        assert app.answers == [Added("page", 2, "query")]


async def test_a_wrong_name_is_told_and_a_secret_hidden() -> None:
    app = AskApp("GET")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"a[", "tab", "1", "enter")
        assert "is no name" in screen_text(app)
        app.screen.query_one("#name", Input).value = "api_key"
        await pilot.pause()
        app.screen.query_one("#value", Input).value = "hunter2"
        await pilot.pause()
        assert "hunter2" not in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == [None]
