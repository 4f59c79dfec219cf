"""Module settings and the template list in the console."""

from __future__ import annotations

from textual import events

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import console_on

SETTINGS = "template_id: 1\nhypervisor zone: 1\nnetwork zone: 2\n"


async def test_pasted_settings_are_shown_and_checked_on_a_key(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        console.app.screen.post_message(events.Paste(SETTINGS))
        await console.settle()
        assert "3 settings were found; c asks the cloud" in console.text()
        assert "is there" not in console.text()
        await console.press("c")
        said = console.text()
        assert "4 right, 1 wrong." in said
        assert "Network zone 2 (Frankfurt networks) is not joined to hypervisor zone 1 (Milan KVM)" in said
        await console.press("y")
        assert "× network zone and hypervisor zone: Network zone 2" in console.app.clipboard
        await console.press("escape")
        assert "Module settings on" not in console.text()


async def test_settings_are_checked_from_a_box(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        await console.app.screen.run_action("settings")
        await console.settle()
        assert "Paste the settings of a WHMCS product" in console.text()
        console.app.screen.focused.post_message(
            events.Paste("bucket: 1")
        ) if console.app.screen.focused else None
        await console.settle()
        assert "1 right." in console.text()


async def test_a_letter_has_no_settings(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        console.app.screen.post_message(events.Paste("Template: it does not work."))
        await console.settle()
        assert "settings were found" not in console.text()


async def test_the_template_list(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        await console.app.screen.run_action("templates")
        await console.settle()
        assert "Templates by location" in console.text()
        assert "Template ID Milan (Milan KVM)" in console.text()
        await console.press("tab")
        assert "| Debian 12 x64 | 1 |" in console.text()
        await console.press("y")
        assert console.app.clipboard.startswith("## Milan")
