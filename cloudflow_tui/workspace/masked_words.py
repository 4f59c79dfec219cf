"""An explanation with its secrets masked: servers repeat in their complaints what was sent to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.redact import Redactor


def masked_explanation(explanation: Explanation, redactor: Redactor) -> Explanation:
    """Every sentence as it may be shown; names of fields stay."""
    text = redactor.text
    return replace(
        explanation,
        title=text(explanation.title),
        meaning=text(explanation.meaning),
        field_errors=tuple(replace(one, message=text(one.message)) for one in explanation.field_errors),
        hints=tuple(map(text, explanation.hints)),
        next_steps=tuple(map(text, explanation.next_steps)),
    )
