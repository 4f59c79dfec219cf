"""Explanations hold no secret, though servers repeat them."""

from __future__ import annotations

from cloudflow_tui.diagnosis.models import Explanation, FieldError
from cloudflow_tui.redact import MASK, Redactor
from cloudflow_tui.workspace.masked_words import masked_explanation


def test_every_sentence_is_masked() -> None:
    secret = "hunter2-and-more"
    explanation = Explanation(
        title=f"422 {secret}",
        meaning=f"{secret} is too short",
        glyph="!",
        kind="4xx",
        field_errors=(FieldError("password", f"{secret} is known"), FieldError("login", "can't be blank")),
        hints=(f"Seen: {secret}.",),
        next_steps=(f"Try {secret}.",),
    )
    masked = masked_explanation(explanation, Redactor([secret]))
    assert secret not in repr(masked)
    assert repr(masked).count(MASK) == 5
    assert masked.field_errors[1] == explanation.field_errors[1]
    assert masked_explanation(explanation, Redactor()) == explanation
