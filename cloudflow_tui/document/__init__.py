"""Any body: what it is, laid out over lines without a changed value, found, folded, and as data.

Knows nothing of requests, endpoints or screens. Public names resolve on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.document.body import EMPTY_BODY, SPOOL_ABOVE_BYTES, Body
    from cloudflow_tui.document.data import to_data
    from cloudflow_tui.document.document import Document, first_page, format_body, open_document
    from cloudflow_tui.document.sniff import Sniffed, sniff
    from cloudflow_tui.document.tokens import Token, TokenKind, tokens
    from cloudflow_tui.document.visible import shown

__all__ = [
    "EMPTY_BODY",
    "SPOOL_ABOVE_BYTES",
    "Body",
    "Document",
    "Sniffed",
    "Token",
    "TokenKind",
    "first_page",
    "format_body",
    "open_document",
    "shown",
    "sniff",
    "to_data",
    "tokens",
]

_HOMES = {
    "EMPTY_BODY": "body",
    "SPOOL_ABOVE_BYTES": "body",
    "Body": "body",
    "Document": "document",
    "Sniffed": "sniff",
    "Token": "tokens",
    "TokenKind": "tokens",
    "first_page": "document",
    "format_body": "document",
    "open_document": "document",
    "shown": "visible",
    "sniff": "sniff",
    "to_data": "data",
    "tokens": "tokens",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
