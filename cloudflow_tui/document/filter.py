"""A part of a body by an expression, as a document again: JMESPath for JSON and XML alike, XPath for XML.

The text of numbers survives. Entities are not expanded, nothing is loaded. A large spooled body is read by a
process of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.document.body import SPOOL_ABOVE_BYTES, Body
from cloudflow_tui.document.pretty import to_utf8
from cloudflow_tui.document.query import search_data
from cloudflow_tui.document.sniff import sniff_body
from cloudflow_tui.errors import QueryError

if TYPE_CHECKING:
    from cloudflow_tui.document.document import Document

_LONGEST_WHOLE: Final = 4000


class _Number(float):
    """A number that remembers how it was written."""

    __slots__ = ("text",)
    text: str


# Functions of JMESPath tell types by their names.
_Number.__name__ = "float"


def filter_body(
    body: Body, content_type: str, expression: str, is_stopped: Callable[[], bool] | None = None
) -> Document:
    """What an expression finds in a body. May run in a thread.

    Args:
        is_stopped: Asked now and then; the result is of no use once it says yes.

    Raises:
        QueryError: Not an expression, it does not fit, or the body is neither JSON nor XML.
        OSError: The spool file is gone.
    """
    from cloudflow_tui.document.document import open_document

    if body.path is not None and body.size_bytes > SPOOL_ABOVE_BYTES:
        from cloudflow_tui.document.apart import filter_apart

        document = filter_apart(body, content_type, expression, is_stopped)
        if document is not None:
            return document
    return open_document(Body.of(filtered_bytes(body.read(), content_type, expression)))


def is_xpath(kind: str, expression: str) -> bool:
    """Whether an expression is XPath: no JMESPath has a slash outside of its texts."""
    return kind == "xml" and "/" in expression


def filtered_bytes(data: bytes, content_type: str, expression: str) -> bytes:
    """What an expression finds: JSON, XML or lines of text.

    Raises:
        QueryError: Not an expression, it does not fit, or the body is neither JSON nor XML.
    """
    sniffed = sniff_body(data, content_type)
    text = to_utf8(data, sniffed)
    if is_xpath(sniffed.kind, expression):
        return _by_xpath(text, expression)
    if sniffed.kind == "json":
        found = search_data(expression, _exact(text))
    elif sniffed.kind == "xml":
        from cloudflow_tui.document.xml_data import xml_data

        data_of_xml = xml_data(text)
        if data_of_xml is None:
            raise QueryError("The body is no sound XML, so it cannot be filtered.", column=0)
        found = search_data(expression, data_of_xml)
    else:
        raise QueryError("Only JSON and XML can be filtered.", column=0)
    return _encoded(found)


def _exact(text: bytes) -> Any:
    try:
        return json.loads(
            text.decode("utf-8", "replace"),
            parse_float=_number,
            parse_int=_whole,
            parse_constant=str,
            strict=False,
        )
    except (ValueError, RecursionError) as error:
        raise QueryError("The body is no sound JSON, so it cannot be filtered.", column=0) from error


def _number(text: str) -> float:
    number = _Number(text)
    number.text = text
    return number


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_WHOLE else text


def _encoded(value: Any) -> bytes:
    import msgspec

    try:
        return msgspec.json.encode(_with_texts(value, msgspec.Raw))
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError):
        return json.dumps(value, default=str).encode()


def _with_texts(value: Any, raw: Any) -> Any:
    """The value with numbers as they were written."""
    if isinstance(value, _Number):
        return raw(value.text.encode())
    if isinstance(value, dict):
        return {key: _with_texts(item, raw) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_texts(item, raw) for item in value]
    if isinstance(value, int) and value.bit_length() > 63:
        return raw(str(value).encode())
    return value


def check_xpath(expression: str) -> None:
    """Make sure of an expression with a slash in it before there is a body: XPath, or JMESPath with a text.

    Raises:
        QueryError: It is neither; carries the column.
    """
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        jmespath.compile(expression)
    except JMESPathError:
        _xpath(expression)


def _xpath(expression: str) -> Any:
    from lxml import etree

    try:
        return etree.XPath(expression)
    except etree.XPathError as error:
        raise QueryError(f"Not an XPath: {error}", column=_fault_column(expression)) from error


def _by_xpath(text: bytes, expression: str) -> bytes:
    from lxml import etree

    path = _xpath(expression)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
        found: Any = path(root)
    except etree.XMLSyntaxError as error:
        raise QueryError("The body is no sound XML, so it cannot be filtered.", column=0) from error
    except etree.XPathError as error:
        raise QueryError(f"The XPath does not fit: {error}", column=0) from error
    if not isinstance(found, list):
        return _scalar(found).encode("utf-8", "surrogatepass")
    elements = [
        etree.tostring(item, encoding="unicode", with_tail=False) for item in found if etree.iselement(item)
    ]
    if elements:
        whole = elements[0] if len(elements) == 1 else f"<found>{''.join(elements)}</found>"
        return whole.encode("utf-8", "surrogatepass")
    return "\n".join(_scalar(item) for item in found).encode("utf-8", "surrogatepass")


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _fault_column(expression: str) -> int:
    """Behind the longest beginning that is an expression by itself: the parser tells no place."""
    from lxml import etree

    for length in range(len(expression) - 1, 0, -1):
        try:
            etree.XPath(expression[:length])
        except etree.XPathError:
            continue
        return length + 1
    return 1
