"""A large body on its way out: how much of it left is told while it goes."""

from __future__ import annotations

from textual.message import Message

from cloudflow_tui.tui.app import ConsoleApp
from cloudflow_tui.tui.messages import UploadProgressed
from cloudflow_tui.workspace import Workspace
from tests.canaries import Canaries, leaky_panel
from tests.tui.console import WIDE, Console
from tests.tui.test_safety import plain


async def test_the_console_hears_of_a_large_upload() -> None:
    told: list[tuple[int, int]] = []

    def see(message: Message) -> None:
        if isinstance(message, UploadProgressed):
            told.append((message.sent_bytes, message.total_bytes))

    with leaky_panel(Canaries()) as panel:
        workspace = Workspace.open(plain(panel.url), environ={"LAB_SECRET": "s3cret-of-ann"})
        app = ConsoleApp(workspace, endpoint_id="users.create", environ={})
        async with app.run_test(size=WIDE, message_hook=see) as pilot:
            console = Console(app, pilot)
            await console.settle()
            draft = app.explorer.request_pane.draft
            assert draft is not None
            draft.raw_body = '{"user": "' + "x" * 400_000 + '"}'
            await console.press("ctrl+r", "ctrl+r")
        assert len(panel.bodies[-1]) == 400_012
    assert (400_012, 400_012) in told
    assert told[0][0] < 400_012
