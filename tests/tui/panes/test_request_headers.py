"""The Headers tab: own headers and query words added, changed and removed; the usual ones shown."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.request import Draft
from tests.tui.looking import focused, screen_lines, screen_text
from tests.tui.panes.request_app import CREATE, SHOW, PaneApp, line_of

TO_HEADERS = ("right_square_bracket", "right_square_bracket")


async def test_adds_changes_and_removes_a_header(home: Path) -> None:
    app = PaneApp(home, Draft(CREATE))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS, "enter", *"X-Id: 42", "enter")
        assert app.draft.headers == [("X-Id", "42")]
        assert "Headers 2" in screen_lines(app)[0]
        await pilot.press("k", "enter", *"0", "enter")
        assert app.draft.headers == [("X-Id", "420")]
        await pilot.press("k", "delete")
        assert app.draft.headers == []
        assert app.said[-1].draft is app.draft


async def test_adds_a_query_word(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS, "G", "plus", *"page=2", "enter")
        assert app.draft.extra_query == [("page", "2")]
        await pilot.press("G", "enter", *"bare", "tab")
        assert app.draft.extra_query == [("page", "2"), ("bare", "")]


async def test_shows_what_goes_out_anyway(home: Path) -> None:
    app = PaneApp(home, Draft(SHOW))
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS)
        assert line_of(app, "Accept ").endswith("application/json")
        assert line_of(app, "Authorization").endswith("Basic ••••••••")
        assert "Content-Type" not in screen_text(app)


async def test_an_own_header_takes_the_place_of_a_usual_one(home: Path) -> None:
    draft = Draft(SHOW)
    draft.headers.append(("Accept", "text/html"))
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS)
        assert [line for line in screen_lines(app) if "Accept " in line] == [
            "▌   Accept              text/html"
        ]


async def test_a_secret_header_is_masked(home: Path) -> None:
    draft = Draft(SHOW)
    draft.headers.append(("X-Auth-Token", "abc-secret"))
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS)
        assert "abc-secret" not in screen_text(app)
        await pilot.press("ctrl+t")
        assert "abc-secret" in screen_text(app)


async def test_escape_leaves_a_header_as_it_was(home: Path) -> None:
    draft = Draft(SHOW)
    draft.headers.append(("X-Id", "42"))
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS, "enter", *"99", "escape")
        assert app.draft.headers == [("X-Id", "42")]
        assert focused(app) == "HeaderRows"


async def test_a_secret_header_is_edited_behind_its_mask(home: Path) -> None:
    draft = Draft(SHOW)
    draft.headers.append(("X-Auth-Token", "abc-secret"))
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press(*TO_HEADERS, "enter")
        assert "abc-secret" not in screen_text(app)
        await pilot.press("home", *"Old-", "enter")
        assert app.draft.headers == [("Old-X-Auth-Token", "abc-secret")]


async def test_a_wrong_header_is_told_below_it(home: Path) -> None:
    draft = Draft(SHOW)
    draft.set("user_id", 1)
    draft.headers.append(("Bad Name", "1"))
    app = PaneApp(home, draft)
    async with app.run_test(size=(64, 30)) as pilot:
        assert app.pane.focus_first_problem()
        await pilot.pause()
        assert focused(app) == "HeaderRows"
        assert "! " in screen_text(app)
        assert "Bad Name" in line_of(app, "! ")


async def test_options_of_one_request(home: Path) -> None:
    draft = Draft(SHOW)
    draft.set("user_id", 17)
    app = PaneApp(home, draft)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        assert "5 s" in line_of(app, "timeout")
        await pilot.press("g", "j", "enter", *"12", "enter")
        assert app.draft.timeout_s == 12
        assert "12 s  ≈ not the profile's" in line_of(app, "timeout")
        assert line_of(app, "▌").split()[1] == "format"
        await pilot.press("enter")
        assert not app.draft.has_suffix
        assert app.workspace.build(app.draft).url.endswith("/users/17")
        assert "no suffix" in line_of(app, "format")
        assert Draft.from_dict(SHOW, app.draft.to_dict()) == app.draft
        await pilot.press("delete", "k", "delete")
        assert "12 s" not in line_of(app, "timeout")
        assert app.workspace.build(app.draft).url.endswith("/users/17.json")
        await pilot.press("enter", *"soon", "enter")
        assert app.draft.timeout_s is None
        await pilot.press("j", "enter")
        assert app.draft.follow_redirects
        assert "followed on the same host  ≈ not as usual" in line_of(app, "redirects")
        await pilot.press("j", "enter", "enter")
        assert "ISO-8859-1  ≈ not as usual" in line_of(app, "encoding")
        assert Draft.from_dict(SHOW, app.draft.to_dict()) == app.draft
        await pilot.press("delete", "ctrl+z")
        assert app.draft.body_encoding == "iso-8859-1"
        await pilot.press("delete", "k", "delete")
        assert not app.draft.unusual_options()
