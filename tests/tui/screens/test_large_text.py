"""A value of several lines: accepted, or left as it was."""

from __future__ import annotations

from cloudflow_tui.tui.screens.large_text import LargeTextScreen
from cloudflow_tui.tui.themed import ThemedApp
from tests.tui.looking import screen_text


class AskApp(ThemedApp):
    """Asks at once and keeps the answer."""

    def __init__(self, text: str, *, is_secret: bool = False) -> None:
        super().__init__("", {})
        self._screen = LargeTextScreen("note", text, is_secret=is_secret)
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self._screen, self.answers.append)


async def test_the_text_is_accepted_with_its_lines() -> None:
    app = AskApp("one\ntwo")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "two" in screen_text(app)
        await pilot.press("x", "enter", "ctrl+s")
        await pilot.pause()
        assert app.answers == ["x\none\ntwo"]


async def test_escape_leaves_it() -> None:
    app = AskApp("one")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.answers == [None]


async def test_a_secret_is_replaced_unseen() -> None:
    app = AskApp("hunter2", is_secret=True)
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(app)
        assert "hunter2" not in text
        assert "a new value" in text
        await pilot.press("escape")
