"""Undo and redo: every step comes back, in both directions, and typing is one step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.request import Draft
from cloudflow_tui.request.undo import MOST_STEPS, UndoStack
from tests.request.examples import CREATE_USER


@given(st.lists(st.sampled_from(["login", "email", "note"]), min_size=1, max_size=8))
def test_all_steps_back_and_forth(names: list[str]) -> None:
    draft = Draft(CREATE_USER)
    stack = UndoStack(draft.copy())
    states = [draft.copy()]
    for number, name in enumerate(names):
        draft.set(name, f"value {number}")
        stack.record(draft)
        states.append(draft.copy())
    for state in reversed(states[:-1]):
        assert stack.undo(draft)
        assert draft == state
    assert not stack.undo(draft)
    for state in states[1:]:
        assert stack.redo(draft)
        assert draft == state
    assert not stack.redo(draft)


def test_typing_is_one_step_and_a_change_ends_redo() -> None:
    draft = Draft(CREATE_USER)
    stack = UndoStack(draft.copy())
    for text in ("a", "an", "ann"):
        draft.set("login", text)
        stack.record(draft, is_going_on=True)
    stack.record(draft)
    draft.headers.append(("X-A", "1"))
    draft.format = "xml"
    stack.record(draft)
    assert stack.undo(draft)
    assert (draft.headers, draft.format, draft.get("login")) == ([], "json", "ann")
    assert stack.undo(draft)
    assert not draft.is_set("login")
    draft.set("email", "x")
    stack.record(draft)
    assert not stack.redo(draft)


def test_steps_are_bounded() -> None:
    draft = Draft(CREATE_USER)
    stack = UndoStack(draft.copy())
    for number in range(MOST_STEPS + 10):
        draft.set("age", number)
        stack.record(draft)
    assert len(stack.done) == MOST_STEPS
