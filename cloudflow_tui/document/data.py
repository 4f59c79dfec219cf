"""A body as data, in one shape for JSON and XML, so that one filter and one table serve both.

Numbers that Python cannot hold stay text. XML is read by the conventions of the API, without entities: a
document that declares any is refused. Not for display, which never goes through values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloudflow_tui.document.pretty import to_utf8
from cloudflow_tui.document.sniff import sniff_body

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body


def to_data(body: Body, content_type: str | None = "") -> Any:
    """The values of a JSON or XML body.

    Args:
        content_type: The Content-Type header; the bytes have the last word.

    Returns:
        Dicts, lists, text, numbers, booleans and None. None also when the body is neither JSON nor XML, is
        not well formed, is nested too deeply, declares entities, or is JSON's null.

    Raises:
        OSError: The spool file is gone.
    """
    data = body.read()
    sniffed = sniff_body(data, content_type)
    if sniffed.kind == "json":
        return _json_data(to_utf8(data, sniffed))
    if sniffed.kind == "xml":
        from cloudflow_tui.document.xml_data import xml_data

        return xml_data(to_utf8(data, sniffed))
    return None


def _json_data(data: bytes) -> Any:
    import json

    try:
        return json.loads(
            data.decode("utf-8", "replace"),
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=str,
            strict=False,
        )
    except (ValueError, RecursionError):
        return None


def _whole(text: str) -> int | str:
    # Python refuses to read thousands of digits: a body could hold it up for long.
    return int(text) if len(text) <= 4000 else text


def _fraction(text: str) -> float | str:
    number = float(text)
    return number if number - number == 0 else text
