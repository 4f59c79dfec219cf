"""Any body: what it is, laid out over lines without a changed value, found, folded, and as data.

Knows nothing of requests, endpoints or screens. Public names resolve on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.document.body import EMPTY_BODY, SPOOL_ABOVE_BYTES, Body
    from cloudflow_tui.document.data import to_data
    from cloudflow_tui.document.document import (
        AT_ONCE_BYTES,
        FIRST_PAGE_BYTES,
        Document,
        first_page,
        format_body,
        open_document,
    )
    from cloudflow_tui.document.find import find_chunks, find_hits, find_pattern
    from cloudflow_tui.document.fold import fold_end, hidden_items, is_foldable, parents
    from cloudflow_tui.document.placed import Hit
    from cloudflow_tui.document.query import search_data
    from cloudflow_tui.document.rows import Column, Table, count_words, rows_of
    from cloudflow_tui.document.sniff import Sniffed, sniff_body
    from cloudflow_tui.document.tokens import Token, TokenKind, line_tokens
    from cloudflow_tui.document.visible import shown

__all__ = [
    "AT_ONCE_BYTES",
    "EMPTY_BODY",
    "FIRST_PAGE_BYTES",
    "SPOOL_ABOVE_BYTES",
    "Body",
    "Column",
    "Document",
    "Hit",
    "Sniffed",
    "Table",
    "Token",
    "TokenKind",
    "count_words",
    "find_chunks",
    "find_hits",
    "find_pattern",
    "first_page",
    "fold_end",
    "format_body",
    "hidden_items",
    "is_foldable",
    "line_tokens",
    "open_document",
    "parents",
    "rows_of",
    "search_data",
    "shown",
    "sniff_body",
    "to_data",
]

_HOMES = {
    "AT_ONCE_BYTES": "document",
    "EMPTY_BODY": "body",
    "FIRST_PAGE_BYTES": "document",
    "SPOOL_ABOVE_BYTES": "body",
    "Body": "body",
    "Column": "rows",
    "Document": "document",
    "Hit": "placed",
    "Sniffed": "sniff",
    "Table": "rows",
    "Token": "tokens",
    "TokenKind": "tokens",
    "count_words": "rows",
    "find_chunks": "find",
    "find_hits": "find",
    "find_pattern": "find",
    "first_page": "document",
    "fold_end": "fold",
    "format_body": "document",
    "hidden_items": "fold",
    "is_foldable": "fold",
    "line_tokens": "tokens",
    "open_document": "document",
    "parents": "fold",
    "rows_of": "rows",
    "search_data": "query",
    "shown": "visible",
    "sniff_body": "sniff",
    "to_data": "data",
}

__getattr__ = lazy_names(__name__, _HOMES)
