"""Undo and redo over everything in a draft: copies before each change. Changes the draft it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft

MOST_STEPS: Final = 200


@dataclass(slots=True)
class UndoStack:
    """The steps of one draft."""

    now: Draft
    """A copy of the draft as it was last recorded."""
    done: list[Draft] = field(default_factory=list)
    undone: list[Draft] = field(default_factory=list)
    is_open: bool = False
    """Whether the last step goes on: letters typed into one field are one step."""

    def record(self, draft: Draft, *, is_going_on: bool = False) -> None:
        """Note how the draft is after a change.

        Args:
            is_going_on: The change is not finished, as while a field is edited.
        """
        if draft == self.now:
            self.is_open = self.is_open and is_going_on
            return
        if not self.is_open:
            self.done.append(self.now)
            del self.done[:-MOST_STEPS]
        self.undone.clear()
        self.now = draft.copy()
        self.is_open = is_going_on

    def undo(self, draft: Draft) -> bool:
        """Bring the draft back to what it was before the last step; False when there is none."""
        return self._go(draft, self.done, self.undone)

    def redo(self, draft: Draft) -> bool:
        """Take the last undo back; False when there is none."""
        return self._go(draft, self.undone, self.done)

    def _go(self, draft: Draft, here: list[Draft], there: list[Draft]) -> bool:
        self.is_open = False
        while here:
            other = here.pop()
            if other != self.now:
                there.append(self.now)
                self.now = other
                draft.take_over(other)
                return True
        return False
