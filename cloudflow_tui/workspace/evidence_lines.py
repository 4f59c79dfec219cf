"""Evidence of one exchange, gathered for a front: what is known as lines, what could be read as questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from cloudflow_tui.workspace.evidence import Evidence, known_evidence
from cloudflow_tui.workspace.evidence_reads import ProposedRead, proposed_reads, read_evidence
from cloudflow_tui.workspace.evidence_taken import taken_evidence
from cloudflow_tui.workspace.resending import Resend, resend_of

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of an exchange so far."""

    exchange: Exchange
    known: tuple[Evidence, ...]
    reads: tuple[ProposedRead, ...]
    is_resent: bool = False
    """It was sent once more already."""

    @classmethod
    def of(
        cls, workspace: Workspace, exchange: Exchange, draft: Draft | None, *, is_resent: bool = False
    ) -> Self:
        """What history and catalog tell; nothing is sent.

        Args:
            draft: What it was sent from; None when only its address is known.
            is_resent: It is the second attempt; no third one is offered.
        """
        taken = () if draft is None else taken_evidence(workspace, exchange, draft)
        known = (*taken, *known_evidence(workspace, exchange))
        return cls(exchange, known, proposed_reads(workspace, exchange, draft), is_resent)

    async def after_reading(self, workspace: Workspace, index: int) -> Self:
        """With what a read tells that the user agreed to; it is not proposed any more.

        Raises:
            CloudFlowError: Nothing was sent.
        """
        told = await read_evidence(workspace, self.reads[index])
        rest = tuple(read for at, read in enumerate(self.reads) if at != index)
        return replace(self, known=(*told, *self.known), reads=rest)

    @property
    def resend(self) -> Resend | None:
        """Sending once more, where what was read allows it."""
        return None if self.is_resent else resend_of(self.known)

    @property
    def lines(self) -> tuple[str, ...]:
        """A line each, saying how it is known: `Seen: #130 user 17 has this email`."""
        return tuple(line_of(one) for one in self.known)

    @property
    def questions(self) -> tuple[str, ...]:
        """What may be read, and last what may be sent once more."""
        asked = tuple(read.question for read in self.reads)
        return asked if self.resend is None else (*asked, self.resend.question)


def line_of(evidence: Evidence) -> str:
    """One piece of evidence with how it is known."""
    if evidence.number and evidence.basis in ("history", "read"):
        return f"Seen: #{evidence.number} {evidence.text}"
    return f"{evidence.text} ({evidence.how})"
