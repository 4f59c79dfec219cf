"""Explorer and console for the CloudFlow REST API, as a program and as a library.

    from cloudflow_tui import Workspace

Public names resolve on first use, so importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.exchange import Exchange, Request, Response
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.version import __version__
    from cloudflow_tui.workspace import Workspace

__all__ = ["Catalog", "Draft", "Exchange", "Profile", "Request", "Response", "Workspace", "__version__"]

_HOMES = {
    "Catalog": "cloudflow_tui.catalog",
    "Draft": "cloudflow_tui.request",
    "Exchange": "cloudflow_tui.exchange",
    "Profile": "cloudflow_tui.profiles.models",
    "Request": "cloudflow_tui.exchange",
    "Response": "cloudflow_tui.exchange",
    "Workspace": "cloudflow_tui.workspace",
    "__version__": "cloudflow_tui.version",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
