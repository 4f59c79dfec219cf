"""An answer compared with the one before it: from the response, by a key, in every arrangement."""

from __future__ import annotations

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.screens.compare import CompareScreen
from tests.tui.console import MEDIUM, WIDE, Console, console_on


async def sent_twice(console: Console, endpoint_id: str = "roles.list") -> None:
    console.app.explorer.open_from_palette(endpoint_id)
    await console.settle()
    await console.press("ctrl+r")
    await console.press("ctrl+r")


async def test_the_first_answer_has_nothing_before_it(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        console.app.explorer.open_from_palette("roles.list")
        await console.settle()
        await console.press("C")
        assert not isinstance(console.app.screen, CompareScreen)
        await console.press("ctrl+r")
        await console.press("3", "C")
        assert "it is the first answer of this call" in console.text()


async def test_an_answer_beside_the_one_before(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await sent_twice(console)
        await console.press("3", "C")
        assert isinstance(console.app.screen, CompareScreen)
        text = console.text()
        assert "Compare  no difference" in text
        assert "A #2" in text
        assert "B #3" in text
        await console.press("right_square_bracket")
        assert "X-Request-Id" in console.text()
        assert "~" in console.text()
        seen = console.app.screen.compare_pane.view.difference
        await console.press("n")
        assert console.app.screen.compare_pane.view.difference != seen or seen[1] == 1
        await console.press("escape")
        assert not isinstance(console.app.screen, CompareScreen)


async def test_every_key_of_a_comparison(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM) as console:
        await sent_twice(console)
        await console.press("3", "C")
        screen = console.app.screen
        assert isinstance(screen, CompareScreen)
        pane = screen.compare_pane
        await console.press("right_square_bracket")
        assert pane.head.active == "headers"
        await console.press("left_square_bracket", "right_square_bracket")
        assert pane.head.active == "headers"
        arrangements = []
        for _ in range(3):
            arrangements.append(pane.view.arrangement)
            await console.press("u")
        assert sorted(arrangements) == ["list", "sides", "unified"]
        await console.press("u")
        folded = pane.view.row_count
        await console.press("minus")
        assert pane.view.row_count >= folded
        assert not pane.view.is_short
        await console.press("N")
        assert pane.view.difference[0] == pane.view.difference[1]
        await console.press("right", "left")
        await console.press("v")
        assert "nothing ignored" in console.text() or pane.head.active != "body"
        assert not screen.ways.ignores_volatile
        await console.press("O")
        assert screen.ways.ignores_order
        assert "lists as sets" in console.text()
        await console.press("q")
        assert not isinstance(console.app.screen, CompareScreen)
