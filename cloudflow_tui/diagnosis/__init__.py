"""What an answer means and what to do next: statuses, error bodies, explanations, known error texts.

Judges what it is given; never asks the server. What is a guess is worded as one. Public names resolve on
first use: a row of the history needs little of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.answers import PossibleAnswer, possible_answers
    from cloudflow_tui.diagnosis.errors import read_errors
    from cloudflow_tui.diagnosis.explanation import explain, explain_status
    from cloudflow_tui.diagnosis.happened import what_happened
    from cloudflow_tui.diagnosis.models import ErrorBody, Explanation, FieldError, StatusMeaning
    from cloudflow_tui.diagnosis.phrases import Phrase, PhraseMatch, explain_text
    from cloudflow_tui.diagnosis.status import documented_statuses, glyph_of, status_meaning

__all__ = [
    "ErrorBody",
    "Explanation",
    "FieldError",
    "Phrase",
    "PhraseMatch",
    "PossibleAnswer",
    "StatusMeaning",
    "documented_statuses",
    "explain",
    "explain_status",
    "explain_text",
    "glyph_of",
    "possible_answers",
    "read_errors",
    "status_meaning",
    "what_happened",
]

_HOMES = {
    "ErrorBody": "models",
    "Explanation": "models",
    "FieldError": "models",
    "Phrase": "phrases",
    "PhraseMatch": "phrases",
    "PossibleAnswer": "answers",
    "StatusMeaning": "models",
    "documented_statuses": "status",
    "explain": "explanation",
    "explain_status": "explanation",
    "explain_text": "phrases",
    "glyph_of": "status",
    "possible_answers": "answers",
    "read_errors": "errors",
    "status_meaning": "status",
    "what_happened": "happened",
}

__getattr__ = lazy_names(__name__, _HOMES)
