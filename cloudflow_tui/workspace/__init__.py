"""The one object that both fronts and the library call: catalog, profile, client and history together.

async with Workspace.open(demo=True) as workspace:
    exchange = await workspace.send(workspace.draft("users.list"))
"""

from __future__ import annotations

from cloudflow_tui.workspace.workspace import Workspace

__all__ = ["Workspace"]
