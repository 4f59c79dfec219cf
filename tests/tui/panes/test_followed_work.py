"""Followed work as rows, without a screen."""

from __future__ import annotations

from cloudflow_tui.tui.panes.followed_work import Work, note_of, rows_of, sentence_of
from cloudflow_tui.workspace.follow import ChainState, End, Step

USUAL = {"startup_virtual_machine": 20.0}


def work(*steps: Step, end: End = "", elapsed_s: float = 13.0, note: str = "") -> Work:
    state = ChainState(steps, end, elapsed_s, note)
    return Work(1, "Start up VS", "web-03", "10:44:38", state=state, seen_at=100.0, usual=USUAL)


def step(status: str, number: int = 7, elapsed_s: float = 8.0) -> Step:
    return Step(number, "startup_virtual_machine", status, elapsed_s=elapsed_s)


def test_a_running_one_moves_by_the_clock_up_to_its_usual_time() -> None:
    one = work(step("running"))
    [row] = rows_of(one, now=102.0)
    assert (row.mark, row.seconds, row.share) == ("spinner", "10 s", 0.5)
    [late] = rows_of(one, now=500.0)
    assert late.share < 1.0
    assert "usual time of this action (20 s here)" in note_of([one], 2.0)


def test_a_finished_one_is_full_and_stands_still() -> None:
    one = work(step("complete"), end="complete")
    [row] = rows_of(one, now=500.0)
    assert (row.mark, row.seconds, row.share) == ("done", "8 s", 1.0)
    assert sentence_of(one) == "Start up VS web-03: complete after 13 s"
    assert note_of([one], 2.0) == ""


def test_a_chain_says_what_waits_for_what() -> None:
    first, second = rows_of(work(step("running", 7), step("pending", 8)), now=100.0)
    assert first.title == "Startup virtual machine"
    assert second.title == "Start up VS"
    assert second.words == "startup_virtual_machine, waits for 7"
    assert second.seconds == "13 s"


def test_without_a_transaction_it_says_so() -> None:
    [row] = rows_of(work(), now=100.0)
    assert (row.mark, row.state) == ("pending", "looked for")
    note = "No transaction of this object was found."
    [over] = rows_of(work(end="none", note=note), now=100.0)
    assert (over.mark, over.words) == ("unknown", note)
    assert sentence_of(work(end="none", note=note)).endswith(note)


def test_what_can_be_asked_no_longer_is_not_known() -> None:
    [row] = rows_of(work(step("running"), end="unknown", note="Refused."), now=200.0)
    assert (row.mark, row.words) == ("unknown", "Refused.")
