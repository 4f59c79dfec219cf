"""Redirects that were followed, in the answer and beside its times."""

from __future__ import annotations

from tests.canaries import Canaries, leaky_panel
from tests.tui.test_safety import opened, plain


async def test_the_way_of_an_answer_is_told() -> None:
    with leaky_panel(Canaries()) as panel:
        async with opened(plain(panel.url)) as console:
            draft = console.app.workspace.draft_call("GET", "/moved", format="json")
            draft.follow_redirects = True
            console.app.explorer.open_draft(draft)
            await console.press("ctrl+r", "3")
            assert "200 OK" in console.text()
            assert "GET /moved.json: 302, followed. It leads to /users/9.json?token=" in console.text()
            await console.press("right_square_bracket", "right_square_bracket")
            (row,) = (line for line in console.text().splitlines() if "redirect  " in line)
            assert "302, followed" in row
