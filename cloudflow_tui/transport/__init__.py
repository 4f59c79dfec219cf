"""Sends requests over HTTP: the client, credentials, content codings, and failures told in words.

Public names resolve on first use: the client loads httpx, which costs a tenth of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names
from cloudflow_tui.transport.httpx_command import leave_out

if TYPE_CHECKING:
    from cloudflow_tui.transport.client import Client
    from cloudflow_tui.transport.pages import Page, page_of

__all__ = ["Client", "Page", "page_of"]

_HOMES = {"Client": "client", "Page": "pages", "page_of": "pages"}

# Before any module of this package loads httpx.
leave_out()

__getattr__ = lazy_names(__name__, _HOMES)
