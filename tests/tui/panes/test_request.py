"""The request pane as it is used: fields filled by keys, three states, problems, refusals, focus, tabs."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.diagnosis import FieldError
from cloudflow_tui.request import Draft
from tests.tui.looking import focused, screen_lines, screen_text
from tests.tui.panes.request_app import CREATE, SECRET, SHOW, PaneApp, line_of


async def test_fills_a_call_by_keys(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        assert "Params *3" in screen_lines(app)[0]
        assert line_of(app, "Required").endswith("0 of 3 filled")
        await pilot.press("enter", *"zaza", "tab", *"z@example.net", "tab", *SECRET, "enter")
        assert app.draft.get("login") == "zaza"
        assert app.draft.get("email") == "z@example.net"
        assert app.draft.get("password") == SECRET
        assert line_of(app, "Required").endswith("3 of 3 filled")
        assert "*3" not in screen_lines(app)[0]
        assert focused(app) == "FieldRows"
        assert [one.kind for one in app.said[-1].problems] == []
        assert line_of(app, "▌").split()[1] == "first_name"


async def test_a_secret_is_never_on_the_screen(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        seen = [screen_text(app)]
        await pilot.press("j", "j", "enter")
        seen.append(screen_text(app))
        await pilot.press("escape")
        for _ in range(4):
            await pilot.press("right_square_bracket")
            await pilot.pause()
            seen += [screen_text(app), app.export_screenshot()]
        assert not any(SECRET in text for text in seen)
        assert "••••••••" in seen[0]
        assert sum("••••••••" in text for text in seen) >= 4


async def test_reveals_a_secret_until_the_cursor_goes_on(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("password", SECRET)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("j", "j", "ctrl+t")
        assert SECRET in screen_text(app)
        await pilot.press("j")
        assert SECRET not in screen_text(app)


async def test_not_sent_empty_and_a_value_look_different(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("j", "j", "j")
        assert "not sent" in line_of(app, "first_name")
        await pilot.press("quotation_mark")
        assert app.draft.get("first_name") == ""
        assert '""' in line_of(app, "first_name")
        await pilot.press("enter", "escape", "enter", "backspace", "backspace", *"Ann", "enter")
        assert app.draft.get("first_name") == "Ann"
        assert "Ann" in line_of(app, "first_name")
        await pilot.press("k", "delete")
        assert app.draft.get("first_name") is UNSET
        assert "not sent" in line_of(app, "first_name")


async def test_escape_puts_the_old_value_back(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("login", "ann")
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("g", "enter", *"xyz")
        assert app.draft.get("login") == "annxyz"
        await pilot.press("escape")
        assert app.draft.get("login") == "ann"
        assert "ann" in line_of(app, "login")
        await pilot.press("j", "enter", "x", "escape")
        assert app.draft.get("email") is UNSET


async def test_commit_takes_over_what_is_being_typed(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("enter", *"kofi")
        app.pane.commit()
        await pilot.pause()
        assert app.draft.get("login") == "kofi"
        assert focused(app) == "FieldRows"


async def test_switches_go_round(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("suspended")
        seen = []
        for _ in range(3):
            await pilot.press("space")
            seen.append((app.draft.get("suspended"), line_of(app, "suspended")))
        assert [value for value, _ in seen] == [True, False, UNSET]
        assert "● on" in seen[0][1]
        assert "○ off" in seen[1][1]
        assert "not sent" in seen[2][1]


async def test_a_choice_is_picked_or_typed(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("status")
        await pilot.press("enter")
        assert "suspended" in screen_text(app)
        await pilot.press("down", "down", "enter")
        assert app.draft.get("status") == "suspended"
        app.pane.focus_field("status")
        await pilot.press("enter", "ctrl+u", *"odd", "enter")
        assert app.draft.get("status") == "odd"
        app.pane.focus_field("status")
        await pilot.pause()
        assert "none of the known values" in screen_text(app)


async def test_a_list_of_plain_values_is_separated_by_commas(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("role_ids[]")
        await pilot.press("enter", *"2", "enter", "k", "a", *"5", "enter")
        assert app.draft.get("role_ids[]") == [2, 5]
        assert "2, 5" in line_of(app, "role_ids[]")


async def test_a_list_of_objects_grows_by_items(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(80, 44)) as pilot:
        app.pane.focus_field("additional_fields[]")
        assert "none; enter adds one" in line_of(app, "additional_fields[]")
        await pilot.press("enter", "enter", *"colour", "tab", *"red", "enter")
        app.pane.focus_field("additional_fields[].value")
        await pilot.press("a", "enter", *"size", "enter")
        assert app.draft.values("body")["additional_fields"] == [
            {"name": "colour", "value": "red"},
            {"name": "size"},
        ]
        assert "size" in line_of(app, "additional_fields[1].name")
        app.pane.focus_field("additional_fields[1].name")
        await pilot.press("D")
        assert app.draft.values("body")["additional_fields"] == [{"name": "colour", "value": "red"}]
        assert line_of(app, "additional_fields[1].name") == ""


async def test_a_nested_value_says_where_it_goes(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("limits.cpu")
        await pilot.press("enter", *"150", "enter")
        assert app.draft.values("body") == {"limits": {"cpu": 150}}
        app.pane.focus_field("limits.cpu")
        await pilot.pause()
        text = screen_text(app)
        assert "in the body as user.limits.cpu" in text
        assert "out of its range" in text
        assert "Params *3" in text


async def test_new_parameters_carry_the_light_bulb(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)):
        assert line_of(app, "limits.memory").endswith("☼")
        assert not line_of(app, "limits.cpu").endswith("☼")


async def test_an_object_opens_the_large_editor(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("infobox")
        await pilot.press("enter")
        assert focused(app) == "BodyEditor"
        await pilot.press(*'{"a": 1}', "ctrl+s")
        await pilot.pause()
        assert app.draft.get("infobox") == {"a": 1}


async def test_rows_are_filtered_by_name(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("f", *"lim", "enter")
        text = screen_text(app)
        assert "limits.cpu" in text
        assert "login" not in text
        assert "2 rows" in text
        await pilot.press("f", "escape")
        assert "login" in screen_text(app)


async def test_a_parameter_is_added_by_hand(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 44)) as pilot:
        await pilot.press("plus", *"suspend_after_hours", "tab", *"24", "enter")
        await pilot.pause()
        assert app.draft.values("body") == {"suspend_after_hours": 24}
        assert "Added by hand" in screen_text(app)
        assert "24" in line_of(app, "suspend_after_hours")


async def test_refused_fields_keep_the_servers_words_until_they_are_edited(home: Path) -> None:
    draft = Draft(CREATE)
    for name, value in (("login", "zaza"), ("email", "z@example.net"), ("password", SECRET)):
        draft.set(name, value)
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.mark_refused(
            [FieldError("email", "has already been taken", "email"), FieldError("base", "is odd", "")]
        )
        await pilot.pause()
        lines = screen_lines(app)
        at = next(number for number, line in enumerate(lines) if " email" in line)
        assert lines[at].startswith("▌")
        assert lines[at + 1].startswith("▌")
        assert lines[at + 1].endswith("! has already been taken")
        assert "Params !1" in lines[0]
        assert line_of(app, "Required").endswith("3 of 3 filled, 1 refused")
        assert app.pane.focus_first_problem()
        await pilot.press("enter", "x", "enter")
        assert "has already been taken" not in screen_text(app)
        assert "!1" not in screen_lines(app)[0]
        app.pane.mark_refused([FieldError("login", "is odd", "login")])
        app.pane.clear_refused()
        await pilot.pause()
        assert "is odd" not in screen_text(app)


async def test_goes_to_the_first_problem_and_the_next(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("login", "zaza")
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        assert app.pane.focus_first_problem()
        await pilot.pause()
        assert line_of(app, "▌").split()[2] == "email"
        await pilot.press("n")
        assert line_of(app, "▌").split()[2] == "password"
        await pilot.press("n")
        assert line_of(app, "▌").split()[2] == "email"
        assert not app.pane.focus_field("nothing")


async def test_a_click_opens_the_editor(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.click("FieldRows", offset=(30, 2))
        await pilot.press(*"ines", "enter")
        assert app.draft.get("login") == "ines"


async def test_the_summary_has_required_rows_only(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(86, 30)) as pilot:
        app.pane.is_summary = True
        await pilot.pause()
        lines = [line for line in screen_lines(app) if line]
        assert lines[2].startswith("  Required")
        assert lines[-1].strip() == "+ 9 optional, 0 set"
        assert len(lines) == 7
        app.pane.is_summary = False
        await pilot.pause()
        assert "Optional" in screen_text(app)


async def test_the_format_changes_and_the_values_stay(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("login", "zaza")
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("right_square_bracket")
        assert '"login": "zaza"' in screen_text(app)
        app.pane.set_format("xml")
        await pilot.pause()
        assert "<login>zaza</login>" in screen_text(app)
        assert app.said[-1].draft.format == "xml"


async def test_tells_of_the_draft_once_it_is_shown(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.pause()
        assert [one.draft for one in app.said] == [app.draft]
        assert [one.parameter for one in app.said[0].problems] == ["user_id"]
        assert "in the path as :user_id" in screen_text(app)
        app.pane.focus_field("short")
        await pilot.press("space")
        assert app.draft.is_set("short")


@pytest.mark.parametrize("size", [(160, 48), (86, 36), (80, 24), (64, 20), (40, 12), (20, 8)])
async def test_is_drawn_at_any_size(home: Path, size: tuple[int, int]) -> None:
    app = PaneApp(home)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "enter", "x", "escape")
        assert "Params" in screen_text(app)


@pytest.mark.parametrize("theme", ["cloudflow-dark", "cloudflow-light"])
async def test_has_its_colours_in_both_themes(home: Path, theme: str) -> None:
    app = PaneApp(home, theme_name=theme)
    async with app.run_test(size=(64, 40)) as pilot:
        for _ in range(5):
            await pilot.press("right_square_bracket")
        assert app.export_screenshot()


async def test_tab_goes_on_editing_and_stops_at_what_is_no_line(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("limits.memory")
        await pilot.press("enter", *"512", "tab")
        assert focused(app) == "FieldRows"
        assert line_of(app, "▌").split()[1] == "additional_fields[]"
        app.pane.focus_field("first_name")
        await pilot.press("enter", *"Ann", "tab", *"7", "tab", *"on", "shift+tab", "backspace", *"8", "enter")
        assert (app.draft.get("first_name"), app.draft.get("user_group_id")) == ("Ann", 8)
        assert app.draft.get("suspended") is True


async def test_secrets_within_an_object_stay_masked_in_the_large_editor(home: Path) -> None:
    draft = Draft(CREATE)
    draft.set("infobox", {"password": SECRET, "a": 1})
    app = PaneApp(home, draft)
    async with app.run_test(size=(90, 40)) as pilot:
        assert SECRET not in screen_text(app)
        app.pane.focus_field("infobox")
        await pilot.press("enter")
        assert SECRET not in screen_text(app)
        assert "••••••••" in screen_text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.draft.get("infobox") == {"password": SECRET, "a": 1}


async def test_keys_that_come_in_a_burst_reach_their_fields(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        for key in ("enter", *"zaza", "tab", *"z.net", "enter", "j", "enter", *"Ann", "escape", "k"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await app.workers.wait_for_complete()
        for _ in range(5):
            await pilot.pause()
        assert app.draft.values("body") == {"login": "zaza", "email": "z.net"}
        assert line_of(app, "▌").split()[2] == "password"


async def test_the_foot_gives_way_on_short_screens(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 26)) as pilot:
        app.screen.add_class("-short")
        await pilot.pause()
        assert "in the body as user.login" in screen_lines(app)[-2]
        app.screen.add_class("-tiny")
        await pilot.pause()
        assert "in the body as user.login" not in screen_text(app)
        app.screen.remove_class("-short", "-tiny")
        await pilot.pause()
        assert screen_lines(app)[-5].startswith("────")


async def test_a_click_picks_a_choice(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        app.pane.focus_field("status")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.click("ChoiceRows", offset=(2, 2))
        await pilot.pause()
        assert app.draft.get("status") == "deleted"
        assert focused(app) == "FieldRows"


async def test_what_is_typed_is_taken_over_when_the_focus_goes_elsewhere(home: Path) -> None:
    app = PaneApp(home)
    async with app.run_test(size=(64, 40)) as pilot:
        await pilot.press("enter", *"zaza")
        app.pane.focus()
        await pilot.pause()
        await pilot.press("j")
        assert app.draft.get("login") == "zaza"
        assert line_of(app, "▌").split()[2] == "email"
