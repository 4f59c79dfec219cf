"""What panes, screens and the app tell each other about requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.errors import CloudFlowError
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft


class SendRequested(Message):
    """The user wants a draft sent; a copy that nobody changes any more."""

    def __init__(self, draft: Draft, *, is_anyway: bool) -> None:
        super().__init__()
        self.draft = draft
        self.is_anyway = is_anyway


class ExchangeProgressed(Message):
    """Bytes of an answer arrived."""

    def __init__(self, received_bytes: int, expected_bytes: int | None) -> None:
        super().__init__()
        self.received_bytes = received_bytes
        self.expected_bytes = expected_bytes

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, ExchangeProgressed)


class UploadProgressed(Message):
    """Bytes of a large body left."""

    def __init__(self, sent_bytes: int, total_bytes: int) -> None:
        super().__init__()
        self.sent_bytes = sent_bytes
        self.total_bytes = total_bytes

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, UploadProgressed)


class ExchangeArriving(Message):
    """The beginning of a long answer is here."""

    def __init__(self, draft: Draft, exchange: Exchange, explanation: Explanation) -> None:
        super().__init__()
        self.draft = draft
        self.exchange = exchange
        self.explanation = explanation


class ExchangeFinished(Message):
    """A request was answered, failed or was cancelled."""

    def __init__(self, draft: Draft, exchange: Exchange, explanation: Explanation) -> None:
        super().__init__()
        self.draft = draft
        self.exchange = exchange
        self.explanation = explanation


class SendRefused(Message):
    """Nothing was sent."""

    def __init__(self, error: CloudFlowError) -> None:
        super().__init__()
        self.error = error


class CopyRequested(Message):
    """The user wants a request as text."""

    def __init__(self, form: str, draft: Draft) -> None:
        super().__init__()
        self.form = form
        """One of `workspace.copying.FORMS`."""
        self.draft = draft
