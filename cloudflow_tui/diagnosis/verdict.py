"""Where the fault lies: in the request, on the server, in the client, or on the way between both.

Judges one exchange, or a text that somebody saw. A verdict says why; what it cannot know it does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.diagnosis.phrases import explain_text
from cloudflow_tui.exchange import FailureKind, Outcome

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.models import Explanation
    from cloudflow_tui.exchange import Exchange

Fault = Literal["none", "request", "server", "client", "network", "unknown"]
ANSWERED_CORRECTLY = "The API answered correctly."

_NETWORK = {
    FailureKind.ADDRESS: "The host name is not known here, or the address cannot be used: nothing was sent.",
    FailureKind.CONNECT: "No connection was made: nothing was sent.",
    FailureKind.TLS: "The encrypted connection was not made: nothing was sent.",
    FailureKind.TIMEOUT: "No answer came in time.",
    FailureKind.CUT: "The connection broke before the answer was whole.",
    FailureKind.PROTOCOL: "What came back is not HTTP.",
    FailureKind.REDIRECT: "The server points elsewhere, and that was not followed.",
}


@dataclass(frozen=True, slots=True)
class FaultVerdict:
    """Where the fault lies, and why."""

    fault: Fault
    reason: str
    """One sentence."""


def verdict_of_exchange(exchange: Exchange, explanation: Explanation) -> FaultVerdict:
    """The verdict on an exchange that has been explained."""
    if exchange.outcome is Outcome.FAILED and exchange.failure is not None:
        return FaultVerdict("network", _NETWORK.get(exchange.failure.kind, "No whole answer came."))
    status = exchange.status
    if exchange.outcome is not Outcome.ANSWERED or status is None:
        return FaultVerdict("unknown", "How it ended is not known.")
    if status in (502, 504):
        return FaultVerdict("network", "A proxy before the server answered in its place.")
    if status >= 500:
        return FaultVerdict("server", "The server failed while it worked on the request.")
    if status >= 400:
        return FaultVerdict("request", f"{ANSWERED_CORRECTLY} It refuses what was sent.")
    if 300 <= status < 400:
        return FaultVerdict("request", "The address is not the final one.")
    if explanation.field_errors:
        return FaultVerdict("request", "The status is a success, but part of it was refused.")
    if explanation.glyph == "!":
        return FaultVerdict("request", explanation.meaning)
    return FaultVerdict("none", f"{ANSWERED_CORRECTLY} Trouble with it lies in the program that reads it.")


def verdict_of_text(text: str) -> FaultVerdict:
    """The verdict on a text that somebody saw, such as the words of a client."""
    matches = [match for match in explain_text(text) if match.how != "similar"]
    if not matches:
        return FaultVerdict("unknown", "The text is not known.")
    phrase = matches[0].phrase
    reasons: dict[str, str] = {
        "client": "The text is a client's own; the API may have answered correctly.",
        "network": "The text tells of the way to the server; the API did not answer.",
        "server": "The text tells of a fault of the server.",
        "request": "The server refuses what was sent, and says why.",
    }
    said = (phrase.meaning, *phrase.checks)
    is_sure = phrase.verdict == "client" and any("answered correctly" in part for part in said)
    return FaultVerdict(phrase.verdict, ANSWERED_CORRECTLY if is_sure else reasons[phrase.verdict])
