"""A server put together from beginning to end: pickers, JSON, XML, a mistake, saved, restarted, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.tui.widgets.body_editor import BodyEditor
from tests.tui.console import console_on

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.sandbox.process import SandboxAddress
    from tests.tui.console import Console

TYPED = {
    "label": "web-77", "hostname": "web-77", "memory": "1024", "cpus": "1", "cpu_shares": "10",
    "primary_disk_size": "20", "swap_disk_size": "1", "required_virtual_machine_build": "on",
}  # fmt: skip
PICKED = ("template_id", "primary_network_group_id", "data_store_group_primary_id")


def draft_of(console: Console) -> Draft:
    draft = console.app.explorer.draft
    assert draft is not None
    return draft


async def fill(console: Console) -> None:
    pane = console.app.explorer.request_pane
    for name in PICKED:
        pane.focus_field(name)
        await console.settle()
        await console.press("p", "enter")
    for name, text in TYPED.items():
        pane.focus_field(name)
        await console.settle()
        pane.form.edit()
        pane.form.editor.value = text
        await console.settle()
        await console.press("enter")


async def edit_body(console: Console, old: str, new: str) -> None:
    """Change the text in the Body tab."""
    await console.press("enter")
    editor = console.app.screen.query_one(BodyEditor)
    assert old in editor.text
    editor.load_text(editor.text.replace(old, new))
    await console.settle()


async def test_a_server_from_the_first_field_to_the_answer(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="virtual_servers.create") as console:
        await fill(console)
        assert console.app.workspace.validate(draft_of(console)) == []
        await console.press("right_square_bracket")
        await edit_body(console, '"memory": 1024', '"memory": 2048')
        await console.press("escape", "left_square_bracket")
        assert draft_of(console).get("memory") == 2048
        assert "2048" in next(line for line in console.text().splitlines() if "* memory" in line)
        await console.press("m", "right_square_bracket")
        assert '<memory type="integer">2048</memory>' in console.text()
        await edit_body(console, "</hostname>", "</hostnam>")
        assert "(line 5, column" in console.text()
        await console.press("escape", "u")
        assert draft_of(console).raw_body is None
        await console.press("ctrl+s")
        await console.type("web 77")
        await console.press("enter")
        assert "Saved as web 77." in console.text()
    async with console_on(sandbox) as console:
        await console.press("slash")
        await console.type("web 77")
        await console.press("enter", "ctrl+r")
        draft = draft_of(console)
        assert (draft.format, draft.get("label"), draft.get("memory")) == ("xml", "web-77", 2048)
        row = console.app.workspace.history.rows(limit=1, endpoint_id="virtual_servers.create")[0]
        assert (row.path, row.status) == ("/virtual_machines.xml", 201)
        assert "201 Created" in console.text()


async def test_after_sending_from_the_body_editor_keys_are_keys_again(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="user_groups.create") as console:
        draft_of(console).set("label", "night shift")
        console.app.explorer.request_pane.show_draft(draft_of(console))
        await console.press("2", "right_square_bracket")
        await edit_body(console, "night shift", "day shift")
        await console.press("ctrl+r")
        assert draft_of(console).get("label") == "day shift"
        assert "201 Created" in console.text()
        await console.press("2")
        before = draft_of(console).copy()
        await console.type("jk")
        assert draft_of(console) == before
        assert not console.app.screen.query_one(BodyEditor).display
