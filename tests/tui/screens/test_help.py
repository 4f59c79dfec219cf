"""The help and its search."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.glyphs import UNICODE_GLYPHS
from cloudflow_tui.tui.screens.help import HelpRow, found_rows, help_rows, topic_rows
from tests.tui.console import WIDE, console_on

EVERY = [*help_rows(UNICODE_GLYPHS), *topic_rows()]


def told(text: str) -> str:
    return "\n".join(f"{row.keys} {row.text}" for row in found_rows(EVERY, text))


def test_without_a_search_everything_is_there() -> None:
    assert found_rows(EVERY, "  ") == EVERY


@pytest.mark.parametrize(
    ("sought", "wanted"),
    [
        ("user:userpass", "Signing in: which pair"),
        ("light bulb", "The light bulb: new in a release"),
        ("asterisk", "The asterisk: required parameters"),
        ("https", "https"),
        ("paste", "ctrl+v, V"),
        ("loses data", "Loses data or service"),
    ],
)
def test_a_word_finds_its_rows_under_their_heading(sought: str, wanted: str) -> None:
    assert wanted in told(sought)
    assert found_rows(EVERY, sought)[0].is_heading


def test_what_is_not_there_is_said() -> None:
    assert found_rows(EVERY, "xyzzy") == [HelpRow("", "Nothing in the help has “xyzzy”.", "text-muted")]


async def test_it_is_searched_by_keys(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("f1", "slash")
        await console.type("light bulb")
        assert "The light bulb" in console.text()
        assert "Jump to any endpoint" not in console.text()
        await console.press("down", "escape", "escape")
        assert "The light bulb" not in console.text()
