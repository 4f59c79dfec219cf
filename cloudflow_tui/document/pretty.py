"""Bytes of a body to text laid out over lines, by format. What is neither JSON nor XML stays as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.document.layout import Pretty

if TYPE_CHECKING:
    from cloudflow_tui.document.sniff import Sniffed


def pretty(data: bytes, sniffed: Sniffed, *, is_partial: bool = False) -> Pretty:
    """Lay out a body.

    Args:
        data: The body as it came, or its beginning.
        is_partial: It goes on behind `data`, so that its end is no fault.
    """
    text = to_utf8(data, sniffed)
    if sniffed.kind == "json":
        from cloudflow_tui.document.json_pretty import pretty_json

        return pretty_json(text, is_partial=is_partial)
    if sniffed.kind == "xml":
        from cloudflow_tui.document.xml_pretty import pretty_xml

        return pretty_xml(text, is_partial=is_partial)
    return Pretty(text)


def to_utf8(data: bytes, sniffed: Sniffed) -> bytes:
    """The text in UTF-8 without byte order mark. Bytes that are no text in another charset become `\\x..`."""
    if sniffed.bom_bytes:
        data = data[sniffed.bom_bytes :]
    if sniffed.charset in ("utf-8", "ascii", ""):
        return data
    return data.decode(sniffed.charset, "backslashreplace").encode("utf-8", "surrogatepass")
