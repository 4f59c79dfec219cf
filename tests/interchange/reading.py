"""Reads pastes for tests."""

from __future__ import annotations

from cloudflow_tui.diagnosis.pasted import Dialect, PastedRequest
from cloudflow_tui.interchange.pasting import read_pasted


def only(text: str, dialect: Dialect = "") -> PastedRequest:
    """The one request of a text."""
    [found] = read_pasted(text, dialect)
    return found


def rules_seen(pasted: PastedRequest) -> set[str]:
    return {observation.rule for observation in pasted.observations}
