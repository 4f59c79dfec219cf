"""Parts of one line to be coloured. Lexes what is on screen, a line at a time; knows nothing of colours.

A line of pretty JSON needs nothing from the lines before it. A line of XML may begin within a comment, CDATA
or a tag: `state` says so, and `state_at` finds it by looking back over the text instead of lexing it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from cloudflow_tui.document.text_index import Text

TokenKind = Literal[
    "key",
    "string",
    "number",
    "literal",
    "punctuation",
    "tag",
    "attribute",
    "value",
    "text",
    "comment",
    "plain",
]
Token = tuple[int, int, TokenKind]
"""(first column, column behind the last, kind)"""
State = Literal["", "comment", "cdata", "instruction", "tag"]
"""What an XML line begins within; "" for text."""

MAX_LEXED: Final = 20_000
"""Characters of a line that get colours."""
_LOOK_BACK_BYTES: Final = 32 * 1024

_JSON = re.compile(
    r'(?P<key>"(?:[^"\\]++|\\.)*+"(?=[ \t]*:))|(?P<string>"(?:[^"\\]++|\\.)*+(?:"|\\?$))'
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(?P<literal>\b(?:true|false|null)\b)"
    r"|(?P<punctuation>[{}\[\],:]+)"
)
_XML: Final = {
    "": re.compile(
        r"(?P<comment><!--.*?(?:-->|$))|(?P<cdata><!\[CDATA\[)|(?P<instruction><\?[\w.:-]*|<![A-Za-z]*)"
        r"|(?P<open></?)(?P<tag>[^\s/>!?<=\"']+)|(?P<literal>&[#\w]+;)|(?P<text>[^<&]+|[<&])"
    ),
    "tag": re.compile(
        r"(?P<attribute>[^\s=/>\"'?<]+)(?=\s*=)|(?P<value>\"[^\"]*(?:\"|$)|'[^']*(?:'|$))"
        r"|(?P<close>[/?]?>)|(?P<punctuation>=)|(?P<plain>[^\s=>\"'/?]+|[/?])"
    ),
    "comment": re.compile(r"(?P<comment>.*?-->|.+)"),
    "cdata": re.compile(r"(?P<close>\]\]>)|(?P<text>(?:(?!\]\]>).)+)"),
}
_AS_PUNCTUATION: Final = frozenset(("open", "close", "cdata", "instruction"))


def line_tokens(line: str, kind: str, state: State = "") -> list[Token]:
    """The coloured parts of a line in their order; what lies between them is plain.

    Args:
        line: A line as it is shown.
        kind: The kind of the document.
        state: What the line begins within; only XML needs it.
    """
    line = line[:MAX_LEXED]
    if kind == "json":
        return [(found.start(), found.end(), found.lastgroup) for found in _JSON.finditer(line)]  # type: ignore[misc]  # groups are kinds
    if kind == "xml":
        return _xml_tokens(line, state)
    if kind == "html":
        return _pygments_tokens(line)
    return []


def state_at(text: Text, offset: int) -> State:
    """What an XML line that starts at this offset of the pretty text begins within.

    Looks back 32 KiB at most; a longer comment loses its colour, nothing else.
    """
    before = text[max(0, offset - _LOOK_BACK_BYTES) : offset]
    # Most bodies have no such mark at all, and one character is found much faster than four.
    inside = _inside(before) if b"!" in before else ""
    opened = before.rfind(b"<")
    if inside or opened < 0 or before.find(b">", opened) >= 0:
        return inside
    return "tag" if before[opened + 1 : opened + 2] not in (b"", b" ", b"<") else ""


def _inside(before: bytes) -> State:
    comment = before.rfind(b"<!--")
    if comment >= 0 and before.find(b"-->", comment + 4) < 0:
        return "comment"
    cdata = before.rfind(b"<![CDATA[")
    if cdata >= 0 and before.find(b"]]>", cdata + 9) < 0:
        return "cdata"
    return ""


def _xml_tokens(line: str, state: str) -> list[Token]:
    found: list[Token] = []
    position, end = 0, len(line)
    where = "tag" if state == "instruction" else state
    while position < end:
        match = _XML[where].search(line, position)
        if match is None:
            break
        name = match.lastgroup or "plain"
        position = match.end()
        if name == "tag":
            found.append((match.start(), match.start("tag"), "punctuation"))
            found.append((match.start("tag"), position, "tag"))
            where = "tag"
            continue
        kind = "punctuation" if name in _AS_PUNCTUATION else name
        found.append((match.start(), position, kind))  # type: ignore[arg-type]  # groups are kinds
        if name in ("cdata", "instruction"):
            where = "cdata" if name == "cdata" else "tag"
        elif name == "close" or (name == "comment" and where == "comment"):
            where = ""
    return found


def _pygments_tokens(line: str) -> list[Token]:
    from pygments.lexers.html import HtmlLexer
    from pygments.token import Token as Kinds

    kinds: tuple[tuple[object, TokenKind], ...] = (
        (Kinds.Name.Tag, "tag"),
        (Kinds.Name.Attribute, "attribute"),
        (Kinds.Literal.String, "value"),
        (Kinds.Name.Entity, "literal"),
        (Kinds.Comment, "comment"),
        (Kinds.Punctuation, "punctuation"),
        (Kinds.Literal.Number, "number"),
        (Kinds.Keyword, "literal"),
        (Kinds.Text, "text"),
    )
    found: list[Token] = []
    for start, kind, text in HtmlLexer().get_tokens_unprocessed(line):
        name = next((name for parent, name in kinds if kind in parent), None)  # type: ignore[operator]  # untyped library
        if name is not None and text:
            found.append((start, start + len(text), name))
    return found
