"""Pasting anywhere in the console: draft, findings, fixes by keys."""

from __future__ import annotations

from textual import events

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import MEDIUM, NARROW, WIDE, Console, console_on

BODY = '{"user":{"login":"zaza","emial":"z@example.net","password":"a-good-secret-7"}}'
LINE = (
    "curl -u ann:secret-of-ann -X POST -H 'Content-Type: application/json' "
    f"-d '{BODY}' https://cp.example.net/users.json"
)


async def paste(console: Console, text: str) -> None:
    console.app.post_message(events.Paste(text))
    await console.settle()
    await console.settle()


async def test_a_pasted_line_is_a_draft_with_findings_and_fixes(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await paste(console, LINE)
        screen = console.text()
        assert "POST  /users.json" in screen
        assert "misspelt-parameter" in screen
        assert "Pasted curl, bash" in screen
        assert "secret-of-ann" not in screen
        assert "a-good-secret-7" not in screen
        assert "enter Fix" in screen
        while console.app.explorer.findings.chosen is not None:
            finding = console.app.explorer.findings.chosen
            if finding.rule == "misspelt-parameter":
                break
            await console.press("down")
        await console.press("f")
        screen = console.text()
        assert "misspelt-parameter: " in screen.splitlines()[-1]
        assert "misspelt-parameter" not in "\n".join(screen.splitlines()[:-1])
        draft = console.app.explorer.draft
        assert draft is not None
        assert draft.get("email") == "z@example.net"


async def test_everything_sure_is_fixed_at_once_and_dismissed(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM) as console:
        await paste(console, LINE)
        await console.press("F")
        assert "put right" in console.text().splitlines()[-1]
        assert "misspelt-parameter" not in console.text()
        await console.press("x")
        assert "Pasted curl" not in console.text()
        await console.press("7")
        assert "Nothing was pasted" in console.text()


async def test_the_rule_the_wire_and_a_reply_are_read(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await paste(console, LINE)
        await console.press("w")
        assert "Corrected" in console.text()
        await console.press("tab", "escape", "a")
        assert "Italian" in console.text()
        await console.press("tab", "y")
        assert "Copied through the terminal" in console.text()
        assert "secret-of-ann" not in console.app.clipboard


async def test_of_several_one_is_chosen(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await paste(console, "GET /users.json\n\nDELETE /virtual_machines/17.json\n")
        assert "2 requests were pasted" in console.text()
        await console.press("down", "enter")
        assert "DELETE  /virtual_machines/17.json" in console.text()
        assert "one of 2 requests" in console.text()
        await console.press("7", "p", "enter")
        assert "GET  /users.json" in console.text()


async def test_what_is_no_request_is_said_or_explained(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=NARROW) as console:
        await paste(console, "Good morning to you all")
        assert "no request in what was pasted" in console.text()
        await paste(console, "Email has already been taken")
        assert "Explain a status or a text" in console.text()
        assert "has already been taken" in console.text()


async def test_the_box_takes_a_paste_at_once_and_typed_text_by_key(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("V")
        assert "Paste a curl line" in console.text()
        await paste(console, LINE)
        assert "misspelt-parameter" in console.text()
        await console.press("V")
        await console.type("GET /users")
        await console.press("ctrl+s")
        await console.settle()
        assert "Pasted line" in console.text()


async def test_a_box_with_the_focus_keeps_what_is_pasted(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("slash")
        await paste(console, "reboot")
        assert "Pasted" not in console.text()
        assert "Reboot VS" in console.text()


async def test_both_requests_are_tried_side_by_side(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await paste(console, LINE)
        sent = console.app.workspace.history.count()
        await console.press("t")
        screen = console.text()
        assert "The correction is carried out" in screen
        assert "201 Created" in screen
        assert "422 Unprocessable Entity" in screen
        assert "a-good-secret-7" not in screen
        await console.press("escape")
        assert console.app.workspace.history.count() == sent
