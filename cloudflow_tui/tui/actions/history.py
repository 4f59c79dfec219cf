"""What works in the history part."""

from __future__ import annotations

from cloudflow_tui.tui.actions.model import Action

ACTIONS: tuple[Action, ...] = ()
