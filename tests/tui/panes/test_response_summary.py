"""An outcome as rows: what is said, what is left out, what can be chosen."""

from __future__ import annotations

from cloudflow_tui.diagnosis import explain
from cloudflow_tui.diagnosis.models import Explanation
from cloudflow_tui.errors import RefusedError
from cloudflow_tui.tui.panes.response_summary import Outline, laid_out, outline_of, outline_of_refusal
from tests.tui.panes.response_app import CREATE, answered, refused

LONG = Outline(
    "!",
    "404",
    "Not Found",
    "The address is wrong.",
    "4xx",
    hints=("one", "two", "three"),
    next_steps=("four", "five"),
)


def texts(outline: Outline, *, most_words: int = 0) -> list[str]:
    return [row.text for row in laid_out(outline, 80, is_airy=False, most_words=most_words)]


def test_a_refusal_names_fields_that_can_be_chosen() -> None:
    outline = outline_of(refused(), explain(refused(), CREATE))
    assert (outline.number, outline.name, outline.kind) == ("422", "Unprocessable Entity", "4xx")
    rows = laid_out(outline, 80, is_airy=True)
    assert [row.parameter for row in rows if row.kind == "field"] == ["email", "password"]
    assert all(row.is_choosable for row in rows if row.kind == "field")


def test_low_panes_say_less_and_how_much_there_is() -> None:
    assert texts(LONG, most_words=1) == ["", "The address is wrong.", "one", "four", "… 3 more:"]
    assert texts(LONG) == ["", "The address is wrong.", "one", "two", "three", "four", "five"]


def test_airy_panes_have_blank_rows_between_the_parts() -> None:
    assert [row.kind for row in laid_out(LONG, 80, is_airy=True)].count("blank") == 2


def test_long_messages_go_on_below() -> None:
    outline = Outline("!", "422", "X", "m", "4xx", fields=(("login", "word " * 20, "login"),))
    rows = [row for row in laid_out(outline, 40, is_airy=False) if row.kind in ("field", "more")]
    assert [row.kind for row in rows][:2] == ["field", "more"]
    assert all(row.parameter == "login" for row in rows)


def test_a_hint_that_was_seen_elsewhere_opens_that_exchange() -> None:
    outline = Outline("!", "422", "X", "m", "4xx", hints=("Seen: #130 user 17 has this e-mail",))
    [row] = [row for row in laid_out(outline, 80, is_airy=False) if row.kind == "text"]
    assert (row.label, row.exchange_number, row.text) == ("Seen:", 130, "user 17 has this e-mail")


def test_a_success_that_carries_an_error_is_not_green() -> None:
    exchange = answered(b'{"errors":["Not quite"]}')
    assert outline_of(exchange, explain(exchange, None)).kind == "4xx"


def test_no_answer_is_called_none() -> None:
    explanation = Explanation("No answer", "It timed out.", "×", "none")
    outline = outline_of(answered(b""), explanation)
    assert (outline.number, outline.name) == ("none", "No answer")


def test_what_was_not_sent_has_no_number() -> None:
    outline = outline_of_refusal(RefusedError("It is read-only.", advice="Take another profile."))
    assert outline.number == ""
    assert texts(outline) == ["", "It is read-only.", "Take another profile."]


def test_reads_are_questions_and_only_their_first_line_is_chosen() -> None:
    question = "Read /virtual_machines/99999 to see whether it exists?"
    outline = Outline("!", "404", "Not Found", "There is none.", "4xx", reads=(question, "Read more?"))
    rows = [row for row in laid_out(outline, 40, is_airy=False) if row.read_at]
    assert [row.read_at for row in rows] == [1, -1, 2]
    assert [row.is_choosable for row in rows] == [True, False, True]
    shortened = laid_out(outline, 80, is_airy=False, most_words=1)
    assert sum(row.read_at > 0 for row in shortened) == 2, "one more row takes no less room"
