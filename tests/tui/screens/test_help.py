"""The help and its search."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.actions import all_actions
from cloudflow_tui.tui.glyphs import UNICODE_GLYPHS
from cloudflow_tui.tui.screens.help import HelpRow, broken_rows, found_rows, help_rows, topic_rows
from tests.tui.console import NARROW, WIDE, console_on

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


@pytest.mark.parametrize("width", [50, 80, 96])
def test_nothing_is_cut_at_any_width(width: int) -> None:
    rows = list(broken_rows(EVERY, width))
    said = " ".join(row.text for row in rows)
    assert all(action.help in said for action in all_actions())
    assert max(len(row.text) + row.column for row in rows) < width


def test_a_broken_text_stands_below_its_beginning() -> None:
    first, second = broken_rows([HelpRow("x", "one two three four five six")], 46)
    assert (first.text, first.is_continued) == ("one two three four", False)
    assert (second.text, second.is_continued) == ("five six", True)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_last_line_says_how_to_close_it(sandbox: SandboxAddress, size: tuple[int, int]) -> None:
    async with console_on(sandbox, size=size) as console:
        before = console.text().splitlines()[-1]
        await console.press("question_mark")
        assert console.text().splitlines()[-1].strip() == "/ Search   esc Close"
        await console.press("escape")
        assert console.text().splitlines()[-1] == before


async def test_below_a_dialog_no_keys_are_shown(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.list") as console:
        await console.press("Y")
        assert "Send" not in console.text().splitlines()[-1]
        await console.press("escape")
        assert "ctrl+r Send" in console.text().splitlines()[-1]


@pytest.mark.parametrize(
    ("keys", "heading"), [((), "In the tree"), (("2",), "In the request"), (("3",), "In the response")]
)
async def test_it_begins_where_the_focus_was(
    keys: tuple[str, ...], heading: str, sandbox: SandboxAddress
) -> None:
    async with console_on(sandbox, size=NARROW, endpoint_id="users.list") as console:
        await console.press("ctrl+r", *(keys or ("1",)), "f1")
        shown = [line.strip(" │▌") for line in console.text().splitlines()]
        assert heading in shown
        assert "Pick a call in the tree" not in console.text()
        await console.press("g")
        assert "Pick a call in the tree, fill what carries a red *" in console.text()
