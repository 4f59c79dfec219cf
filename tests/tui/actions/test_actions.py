"""One table of actions: ids are unique, keys do not clash within a scope, methods exist."""

from __future__ import annotations

import pytest

from cloudflow_tui.tui.actions import SCOPES, actions_of, all_actions, find_action, shown_key
from cloudflow_tui.tui.app import ConsoleApp
from cloudflow_tui.tui.screens.confirm import ConfirmScreen
from cloudflow_tui.tui.screens.explorer import ExplorerScreen
from cloudflow_tui.tui.widgets.footer import DEFAULT_FOOTER
from cloudflow_tui.tui.widgets.tree_list import TreeRows

OWNERS = {"app": ExplorerScreen, "tree": TreeRows, "confirm": ConfirmScreen}


def test_ids_are_unique_and_carry_their_scope() -> None:
    ids = [action.id for action in all_actions()]
    assert len(ids) == len(set(ids))
    assert {action.scope for action in all_actions()} <= SCOPES.keys()


@pytest.mark.parametrize("scope", SCOPES)
def test_a_key_means_one_thing_in_a_scope(scope: str) -> None:
    keys = [key for action in actions_of(scope) for key in action.keys.split(",") if key]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("scope", OWNERS)
def test_every_action_can_be_carried_out(scope: str) -> None:
    for action in actions_of(scope):
        target, _, name = action.method.partition("(")[0].rpartition(".")
        owner = ConsoleApp if target == "app" else OWNERS[scope]
        assert hasattr(owner, f"action_{name}"), action.id


def test_no_key_is_shown_by_the_name_that_the_terminal_gives_it() -> None:
    shown = [shown_key(key) for action in all_actions() for key in action.keys.split(",") if key]
    named = {
        "esc",
        "enter",
        "tab",
        "space",
        "delete",
        "backspace",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
    }
    odd = [key for key in shown if len(key) > 1 and "+" not in key and " " not in key and key not in named]
    assert [key for key in odd if not key.startswith("f")] == []


def test_every_action_says_what_it_does() -> None:
    assert [action.id for action in all_actions() if not (action.label and action.help.endswith("."))] == []


def test_the_usual_footer_names_known_actions() -> None:
    assert [find_action(action_id).id for action_id in DEFAULT_FOOTER] == list(DEFAULT_FOOTER)
    with pytest.raises(KeyError):
        find_action("app.nonsense")


@pytest.mark.parametrize(
    ("key", "shown"), [("slash", "/"), ("question_mark", "?"), ("escape", "esc"), ("ctrl+r", "ctrl+r")]
)
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown
