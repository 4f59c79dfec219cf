"""XML laid out from text to text, never through a tree: no character of data is changed.

Leaves side by side, `<name …>text</name>`, are one match of the pattern, which makes it several times as fast
as going tag by tag. White space is added or dropped only between tags whose parent holds only elements. What
holds text beside elements, or says xml:space="preserve", stays as it came. No entity is expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from cloudflow_tui.document.layout import MAX_LEVELS, NEWLINES, Pretty, place_of, room_for

_NAME: Final = rb"[^\s/>!?<=\"']++"
_ATTRIBUTES: Final = rb"""(?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+"""
_DOCTYPE: Final = (
    rb"""<!DOCTYPE(?:[^\[\]<>"']++|"[^"]*+"|'[^']*+'|"""
    rb"""\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+\])*+>"""
)
_TOKEN = re.compile(
    rb"[ \t\r\n]*+(?:"
    rb"<(?P<name>" + _NAME + rb")(?P<attributes>" + _ATTRIBUTES + rb")"
    rb"(?:(?P<empty>/>)|>(?:(?P<leaf>[^<]*+)</(?P=name)[ \t\r\n]*+>)?+)"
    rb"|</(?P<end>" + _NAME + rb")[ \t\r\n]*+>"
    rb"|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    rb"|(?P<aside><!--.*?-->|<\?.*?\?>|" + _DOCTYPE + rb")"
    rb"|(?P<text>[^<\s][^<]*+|[\x0b\x0c][^<]*+)"
    rb"|\Z)",
    re.DOTALL,
)
_PLAIN_ATTRIBUTES: Final = rb"""(?:[^<>"'/]++|"[^"<]*+"|'[^'<]*+'|/(?!>))*+"""
_LEAVES: Final = (
    rb"<(?P<%b>" + _NAME + rb")" + _PLAIN_ATTRIBUTES + rb"(?:/>|>[^<]*+</(?P=%b)[ \t\r\n]*+>)"
    rb"(?:(?P<%bgap>[ \t\r\n]++)?+"
    rb"<(?P<%b2>" + _NAME + rb")" + _PLAIN_ATTRIBUTES + rb"(?:/>|>[^<]*+</(?P=%b2)[ \t\r\n]*+>)){0,4000}+"
)
_STEP = re.compile(
    rb"[ \t\r\n]*+(?:"
    rb"(?P<close></(?P<end>" + _NAME + rb")[ \t\r\n]*+>)"
    rb"|(?P<leaves>" + _LEAVES.replace(b"%b", b"a") + rb")"
    rb"|(?P<open><(?P<name>" + _NAME + rb")" + _PLAIN_ATTRIBUTES + rb">)"
    rb"(?:[ \t\r\n]*+(?P<held>" + _LEAVES.replace(b"%b", b"b") + rb")"
    rb"(?:[ \t\r\n]*+(?P<closed></(?P=name)[ \t\r\n]*+>))?+)?+)"
)
_STEP_GROUPS: Final = ("close", "end", "leaves", "open", "name", "held", "closed", "agap", "bgap")
_NEXT_LEAF = re.compile(rb">[ \t\r\n]*+<(?!/)")
_KEEPS_SPACE = re.compile(rb"""xml:space\s*=\s*["']preserve["']""")
_UNFINISHED = re.compile(rb"<(?:!--|!\[CDATA\[|\?|!DOCTYPE)")
_MAX_FAULTS: Final = 100
_SEARCHED_LEVELS: Final = 256
CHECKED_BY_PARSER_BYTES: Final = 1024 * 1024
_CHECKED_BYTES: Final = 64 * 1024
"""After so much of the body it is seen whether indentation grows beyond bounds."""


def pretty_xml(data: bytes, *, is_partial: bool = False) -> Pretty:
    """Lay out XML, two spaces a level.

    Args:
        data: UTF-8 without byte order mark, well formed or not.
        is_partial: The document goes on behind `data`, so that its end is no fault.
    """
    done = Layout(data, is_partial).result()
    if is_partial or done.note or len(data) > CHECKED_BY_PARSER_BYTES:
        return done
    return Pretty(done.text, _what_a_parser_says(data))


def _what_a_parser_says(data: bytes) -> str:
    """What is wrong that the layout need not know: entities, bad characters, repeated attributes."""
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")
    declared: list[object] = []

    def stop(*_declaration: object) -> None:
        declared.append(_declaration)
        raise ValueError("entities")

    parser.EntityDeclHandler = stop
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or "no reason given"
        return f"not well-formed XML: {reason} at {place_of(data, max(0, parser.ErrorByteIndex))}"
    except ValueError:
        return "declares entities, which are not expanded" if declared else "cannot be read as XML"
    return ""


@dataclass(slots=True)
class Open:
    """An element whose end has not come."""

    name: bytes
    start: int
    """Offset of its start tag in the body."""
    mark: int
    """Length of what was laid out before it."""
    has_child: bool = False
    """An element stands in it."""


class Layout:
    """One run over a document."""

    def __init__(self, data: bytes, is_partial: bool) -> None:
        self.data = data
        self.is_partial = is_partial
        self.out = BytesIO()
        self.stack: list[Open] = []
        self.fault = ""
        self.faults = 0
        self.kept_at = -1
        """Place in the stack of the outermost element that stays as it came; -1 when there is none."""
        self.has_root = False
        self.room = room_for(len(data))
        self.out_before = 0
        """Length of what was laid out before `out` began."""
        self.data_before = 0
        """Length of the body in front of `data`."""

    def result(self) -> Pretty:
        self.run()
        if self.kept_at >= 0:
            self.restore(self.kept_at, len(self.data))
        if not self.is_partial and (self.stack or not self.has_root):
            self.note(len(self.data), "not complete: the XML breaks off")
        return Pretty(self.out.getvalue(), self.fault)

    def run(self) -> None:
        """Take token after token, to the end or to where nothing can be made of it."""
        data, match, position, size = self.data, _TOKEN.match, 0, len(self.data)
        checkpoint = _CHECKED_BYTES
        while position < size:
            if position < checkpoint:
                position = self.run_fast(position, checkpoint)
            found = match(data, position)
            if found is None:
                position = self.take_broken(position)
                continue
            if position >= checkpoint:
                added = self.out_before + self.out.tell() - self.data_before - position
                if self.room < added and self.kept_at < 0:
                    self.note(position, "nested so deeply that the rest is shown as it came,")
                    self.put(position, size)
                    return
                checkpoint = position + _CHECKED_BYTES
            position = found.end()
            kind = found.lastgroup
            if kind in ("leaf", "empty"):
                self.put_element(found.start(1) - 1, position)
            elif kind is not None:
                self.take_other(kind, found, position)

    def run_fast(self, position: int, limit: int) -> int:
        """Take elements within the root as long as they are plain; returns where something else begins."""
        data, match, stack, write = self.data, _STEP.match, self.stack, self.out.write
        while stack and self.kept_at < 0 and position < limit:
            found = match(data, position)
            if found is None:
                break
            element = stack[-1]
            end_tag, end_name, leaves, start_tag, name, held, closed, gap, inner_gap = found.group(
                *_STEP_GROUPS
            )
            newline = NEWLINES[min(len(stack), MAX_LEVELS)]
            if start_tag:
                if b"xml:space" in start_tag:
                    break
                element.has_child = True
                mark = self.out.tell()
                write(newline + start_tag)
                if held:
                    write(_spread(held, NEWLINES[min(len(stack) + 1, MAX_LEVELS)], inner_gap))
                if closed:
                    write(newline + closed)
                else:
                    stack.append(Open(name, found.start("open"), mark, held is not None))
            elif leaves:
                element.has_child = True
                write(_spread(leaves, newline, gap))
            elif element.name == end_name and element.has_child:
                stack.pop()
                write(NEWLINES[min(len(stack), MAX_LEVELS)] + end_tag)
            else:
                break
            position = found.end()
        return position

    def take_other(self, kind: str, found: re.Match[bytes], end: int) -> None:
        """Whatever is not a whole element."""
        if kind == "attributes":
            self.open(found["name"], found.start("name") - 1, end, b"xml:space" in found["attributes"])
        elif kind == "end":
            self.close(found["end"], found.start("end") - 2, end)
        elif kind == "aside":
            self.put(found.start("aside"), end)
        else:
            self.take_text(found.start(kind), end)

    def put(self, start: int, end: int) -> None:
        """A piece of the body on a line of its own, unless it is within what stays as it came."""
        if self.kept_at < 0:
            if self.out.tell() or self.out_before:
                self.out.write(NEWLINES[min(len(self.stack), MAX_LEVELS)])
            self.out.write(self.data[start:end])

    def put_element(self, start: int, end: int) -> None:
        """A whole element; what stands most often in a large body."""
        stack = self.stack
        if not stack or self.kept_at >= 0:
            self.take_child(start)
            self.put(start, end)
            return
        stack[-1].has_child = True
        level = len(stack)
        self.out.write(NEWLINES[level if level < MAX_LEVELS else MAX_LEVELS] + self.data[start:end])

    def take_child(self, start: int) -> None:
        if self.stack:
            self.stack[-1].has_child = True
        elif self.has_root:
            self.note(start, "not well-formed XML: nothing more expected")
        else:
            self.has_root = True

    def open(self, name: bytes, start: int, end: int, may_keep: bool) -> None:
        self.take_child(start)
        mark = self.out.tell()
        self.put(start, end)
        self.stack.append(Open(name, start, mark))
        if may_keep and self.kept_at < 0 and _KEEPS_SPACE.search(self.data, start, end):
            self.kept_at = len(self.stack) - 1

    def close(self, name: bytes, start: int, end: int) -> None:
        if not self.stack or self.stack[-1].name != name:
            self.note(start, "not well-formed XML: an end tag that fits no open element")
            names = [element.name for element in self.stack[-_SEARCHED_LEVELS:]]
            if name not in names:
                self.put(start, end)
                return
            while self.stack[-1].name != name:
                if self.kept_at == len(self.stack) - 1:
                    self.restore(self.kept_at, start)
                self.stack.pop()
        if self.kept_at < 0 and not self.stack[-1].has_child:
            self.kept_at = len(self.stack) - 1
        if self.kept_at == len(self.stack) - 1:
            self.restore(self.kept_at, end)
            self.stack.pop()
            return
        self.stack.pop()
        self.put(start, end)

    def restore(self, place: int, end: int) -> None:
        """Put an element as it came in place of what was laid out of it."""
        element = self.stack[place]
        self.out.seek(element.mark)
        self.out.truncate()
        if element.mark or self.out_before:
            self.out.write(NEWLINES[min(place, MAX_LEVELS)])
        self.out.write(self.data[element.start : end])
        self.kept_at = -1

    def take_text(self, start: int, end: int) -> None:
        """Text or CDATA: whatever holds it stays as it came."""
        if not self.stack:
            self.note(start, "not well-formed XML: text outside of the root element")
            self.put(start, end)
        elif self.kept_at < 0:
            self.kept_at = len(self.stack) - 1

    def take_broken(self, position: int) -> int:
        """Something begins with < and is no tag; returns where to go on."""
        start = self.data.index(b"<", position)
        is_cut = _UNFINISHED.match(self.data, start) or self.data.find(b">", start) < 0
        self.faults += 1
        if is_cut or self.faults > _MAX_FAULTS:
            if not self.is_partial:
                self.note(start, "not complete: the XML breaks off within a tag")
            self.put(start, len(self.data))
            return len(self.data)
        self.note(start, "not well-formed XML: a < that begins no tag")
        following = self.data.find(b"<", start + 1)
        end = len(self.data) if following < 0 else following
        self.take_text(start, end)
        return end

    def note(self, offset: int, words: str) -> None:
        if not self.fault:
            self.fault = f"{words} at {place_of(self.data, offset)}"


def _spread(leaves: bytes, newline: bytes, gap: bytes | None) -> bytes:
    """Elements that hold nothing but text, each on a line of its own.

    Args:
        gap: White space that stands somewhere between two of them.
    """
    if gap:
        return newline + _NEXT_LEAF.sub(b">" + newline + b"<", leaves)
    # No < stands in a leaf but those of its own tags.
    return leaves.replace(b"<", newline + b"<").replace(newline + b"</", b"</")
