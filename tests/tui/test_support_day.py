"""A day of support: a case opened, five requests in it, two compared, sent again, a report written."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import Console, console_on


async def test_a_support_day(sandbox: SandboxAddress, tmp_path: Path) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        await open_case(console)
        await send_five(console)
        await compare_two(console)
        await read_again(console)
        await never_writes_unasked(console)
        file = tmp_path / "report.md"
        await write_report(console, file)
        check_report(file.read_text(), console)


async def answer(console: Console, text: str) -> None:
    """Type into the question that is open."""
    console.app.screen.query_one("Input").value = text  # type: ignore[attr-defined]  # any Input
    await console.press("enter")


async def open_case(console: Console) -> None:
    await console.press("4", "C", "n")
    await answer(console, "TCK-77")
    await answer(console, "Wrong name")
    await console.press("w")
    assert "What is sent from now on goes into TCK-77." in console.text()
    await console.press("escape", "escape")


async def send_five(console: Console) -> None:
    explorer = console.app.explorer
    for endpoint_id, values in (
        ("users.get", {"user_id": 2}),
        ("users.update", {"user_id": 2, "first_name": "Zoe"}),
        ("users.get", {"user_id": 2}),
        ("users.get", {"user_id": 999_999}),
        ("user_groups.list", {}),
    ):
        draft = console.app.workspace.draft(endpoint_id)
        for name, value in values.items():
            draft.set(name, value)
        explorer.open_draft(draft)
        await console.settle()
        await console.press("ctrl+r")
    rows = console.app.workspace.history.rows(limit=10, query="case:TCK-77")
    assert [row.status for row in rows] == [200, 404, 200, 204, 200]


async def compare_two(console: Console) -> None:
    await console.press("4", "slash")
    await console.type("case:TCK-77")
    await console.press("enter")
    assert "5 of" in console.text()
    await console.press("down", "down", "space", "down", "space", "c")
    screen = console.text()
    assert "Compare  " in screen
    assert '"first_name": "Zoe"' in screen
    assert "~" in screen


async def read_again(console: Console) -> None:
    """What only reads is sent at once, each stands in the history by itself."""
    before = console.app.workspace.history.count()
    await console.press("r")
    assert "2 exchanges to lab, all of them read" in console.text()
    await console.press("enter")
    assert "2 exchanges well." in console.text()
    assert "2 of 2" in console.text()
    assert console.app.workspace.history.count() == before + 2
    await console.press("escape")


async def never_writes_unasked(console: Console) -> None:
    history = console.app.workspace.history
    await console.press("escape", "escape", "escape")
    await console.press("slash")
    await console.type("method:PUT")
    await console.press("enter", "r")
    assert "1 of them change things" in console.text()
    before = history.count()
    await console.press("enter")
    assert "This changes things again on lab" in console.text()
    await console.press("n")
    assert "Nothing was sent." in console.text()
    assert history.count() == before
    await console.press("enter", "y")
    assert history.count() == before + 1
    await console.press("escape")


async def write_report(console: Console, file: Path) -> None:
    await console.press("C", "e")
    assert "of TCK-77" in console.text()
    assert "masked" in console.text()
    await console.press("enter")
    await answer(console, str(file))
    assert f"Written to {file}." in console.text()


def check_report(report: str, console: Console) -> None:
    assert "Report on TCK-77 Wrong name" in report
    assert "Zoe" in report
    assert console.app.workspace._secret not in report  # type: ignore[operator]  # it is known by now
