"""Comments of an XML body: where each stands, and put back when the body is written anew.

A comment belongs to the element behind it, named by its path, `user/role_ids/role_id[2]`; one behind the last
element within `user` is named `user/`, one behind everything has no name. JSON has no comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cloudflow_tui.request.xml_body import ILLEGAL

Comments: TypeAlias = "tuple[tuple[str, str], ...]"
"""Path of the element and text between `<!--` and `-->`, in their order."""
_SIGN: Final = "<!--"
_LAST_STEP: Final = re.compile(r"/?[^/]*/?$")


def comments_of(text: str) -> Comments:
    """The comments of a well-formed document."""
    return () if _SIGN not in text else tuple(_walked(text).comments)


def with_comments(text: str, comments: Comments) -> str:
    """A document as `write_xml` makes it, with the comments before their elements.

    One whose element is gone stands at what was around it.
    """
    if not comments or not text:
        return text
    data = text.encode("utf-8", "surrogatepass")
    offsets = _walked(text).offsets
    parts: list[bytes] = []
    done = 0
    placed = sorted(((_offset(path, offsets, len(data)), said) for path, said in comments), key=_by_offset)
    for offset, said in placed:
        begin = data.rfind(b"\n", 0, offset) + 1
        is_last = data.startswith(b"</", offset)
        margin = data[begin:offset] + (b"  " if is_last else b"")
        comment = b"<!--" + _sayable(said).encode("utf-8", "surrogatepass") + b"-->"
        parts += [data[done:begin] if offset < len(data) else data[done:]]
        parts.append(margin + comment + b"\n" if offset < len(data) else b"\n" + comment)
        done = begin if offset < len(data) else len(data)
    return b"".join([*parts, data[done:]]).decode("utf-8", "surrogatepass")


def _by_offset(placed: tuple[int, str]) -> int:
    return placed[0]


def _sayable(text: str) -> str:
    """What may stand in a comment."""
    text = ILLEGAL.sub("", text).replace("--", "- -").replace("--", "- -")
    return f"{text} " if text.endswith("-") else text


def _offset(path: str, offsets: dict[str, int], end: int) -> int:
    while path and path not in offsets:
        path = _LAST_STEP.sub("", path.removesuffix("/"))
        path = f"{path}/" if f"{path}/" in offsets else path
    return offsets.get(path, end)


@dataclass(slots=True)
class _Walked:
    """A document as far as comments care."""

    comments: list[tuple[str, str]] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)
    """Byte of every start tag by path, and of the end tags of what holds elements by path and `/`."""


def _walked(text: str) -> _Walked:
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate("utf-8")
    found = _Walked()
    open_paths: list[tuple[str, Counter[str]]] = [("", Counter())]
    waiting: list[str] = []

    def start(name: str, _attributes: Sequence[str]) -> None:
        above, seen = open_paths[-1]
        key = name.replace("-", "_")
        seen[key] += 1
        step = key if seen[key] == 1 else f"{key}[{seen[key]}]"
        path = f"{above}/{step}" if above else step
        found.offsets[path] = parser.CurrentByteIndex
        hand_over(path)
        open_paths.append((path, Counter()))

    def end(_name: str) -> None:
        path, seen = open_paths.pop()
        if seen:
            found.offsets[f"{path}/"] = parser.CurrentByteIndex
        hand_over(f"{path}/")

    def hand_over(path: str) -> None:
        found.comments.extend((path, said) for said in waiting)
        waiting.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CommentHandler = waiting.append
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except ExpatError:
        return found  # what cannot stand in XML was said by whoever checks the values
    hand_over("")
    return found
