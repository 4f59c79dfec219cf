"""What a body view shows: lines with colours, folds and paths. Several kinds, one shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.find import Part, Wanted
from cloudflow_tui.document.fold import fold_end, hidden_items, is_foldable, openers, parents
from cloudflow_tui.document.fold_far import Kept
from cloudflow_tui.document.found import Found
from cloudflow_tui.document.text_index import HexLines, HexText
from cloudflow_tui.document.visible import shown
from cloudflow_tui.tui.widgets.figures import shown_count

if TYPE_CHECKING:
    from cloudflow_tui.document import Body, Document, Token
    from cloudflow_tui.document.text_index import Searched

Hit = tuple[int, int, int]
"""(line, first column, column behind the last)"""
_LOOKED_BACK: Final = 5000
_LONG_BYTES: Final = 256 * 1024
_PART_BYTES: Final = 1024 * 1024
_MOST_FOLDS: Final = 300_000
_LOOKED_AT_BYTES: Final = 1024 * 1024
"""Of a long text the beginning tells how deep it goes."""
_BESIDE_LINES: Final = 60
_XML_NUMBER = re.compile(r"\[\d+\]$")
_JSON_KEY = re.compile(r'"(?:[^"\\]|\\.)*"\s*:\s*')
_XML_LEAF = re.compile(r"<[^<>]*>([^<]*)</[^<>]*>")


class BodyText:
    """Lines without colours and folds; base of the other kinds."""

    has_guides = False
    """Whether indentation means depth."""
    kind = ""
    """What it is; only JSON and XML tell names from values."""

    def __init__(self, sentence: str = "") -> None:
        self.sentence = sentence
        """Shown where there is no line."""

    @property
    def line_count(self) -> int:
        return 0

    @property
    def is_long(self) -> bool:
        """Whether going through all of it takes longer than a key may take."""
        return False

    def line(self, index: int, limit: int) -> str:
        """At most `limit` characters of a line."""
        raise IndexError(index)

    def tokens(self, index: int, limit: int) -> Sequence[Token]:
        """(first column, column behind the last, kind) of the coloured parts."""
        return ()

    def is_foldable(self, index: int) -> bool:
        """Whether a part over several lines begins in this one; asked for every line on screen."""
        return False

    def fold_end(self, index: int) -> int | None:
        """The last line of what begins in this one, None when nothing does."""
        return None

    def parent_of(self, index: int) -> int | None:
        """The line where that begins which holds this one."""
        return None

    def folds_below_root(self) -> Iterator[tuple[int, int]]:
        """First and last lines of all that begins one level below the root."""
        yield from ()

    def folds_at(self, level: int) -> Iterator[tuple[int, int]]:
        """First and last lines of what begins at a level, the root being level 0."""
        yield from ()

    def deepest_level(self, most: int) -> int:
        """The deepest level at which something begins, at most this one; at least 1."""
        return 1

    def folds_beside(self, line: int) -> Iterator[tuple[int, int]]:
        """First and last lines of what begins in a line and of what stands beside it."""
        yield from ()

    def steps(self, index: int) -> list[str | int]:
        """The path of a line as keys and indexes from 0."""
        return []

    def members_beside(self, index: int) -> dict[str, str]:
        """Names and plain values that stand beside a line."""
        return {}

    def folded_words(self, start: int, end: int) -> str:
        """How much a fold hides."""
        return f"{end - start} lines"

    def closer(self, end: int) -> str:
        """What is shown of the last line of a fold."""
        return ""

    def path(self, index: int) -> list[str]:
        """The names that lead to a line, from the root."""
        return []

    def far_path(self, index: int) -> list[str]:
        """The same however long it takes; for a thread."""
        return self.path(index)

    def path_text(self, index: int) -> str:
        """The path as it is copied."""
        return ""

    def value(self, index: int, limit: int) -> str:
        """The value in a line as it is copied; the line itself where there is none."""
        return self.line(index, limit).strip()

    def wanted(self, text: str, *, regex: bool, case: bool, part: Part) -> Wanted:
        """What is to be found in this text.

        Raises:
            QueryError: Not a regular expression; carries the column.
        """
        return Wanted(text, regex=regex, case=case, part=part, kind=self.kind)

    def found(self, wanted: Wanted) -> Found:
        """The places of what is wanted; nothing was looked through yet."""
        return Found(list(self.texts()), wanted)

    def texts(self) -> Iterator[tuple[Searched, int]]:
        """The bytes of the lines, and the line each begins at."""
        yield from ()

    def parts(self) -> Iterator[bytes]:
        """All of the text, a megabyte at a time."""
        for text, _ in self.texts():
            for start in range(0, len(text), _PART_BYTES):
                yield text[start : start + _PART_BYTES]


NO_TEXT = BodyText()


class RawText(BodyText):
    """Lines given one by one, then those of a body as it came."""

    def __init__(self, head: Sequence[str], document: Document | None = None) -> None:
        super().__init__()
        self._head = head
        self._document = document
        self._blank = next((index for index, line in enumerate(head) if not line), len(head))
        """The empty line behind the headers."""

    @property
    def line_count(self) -> int:
        return len(self._head) + (0 if self._document is None else self._document.raw_line_count)

    @property
    def is_long(self) -> bool:
        return self._document is not None and self._document.size_bytes > _LONG_BYTES

    def line(self, index: int, limit: int) -> str:
        if index < len(self._head):
            return self._head[index][:limit]
        assert self._document is not None
        return self._document.raw_line(index - len(self._head), limit)

    def texts(self) -> Iterator[tuple[Searched, int]]:
        if self._head:
            yield "\n".join([*self._head, ""]).encode(), 0
        document = self._document
        if document is not None and document.raw_line_count:
            lines = document.raw_lines
            yield (HexText(lines) if isinstance(lines, HexLines) else lines.text, len(self._head))

    def tokens(self, index: int, limit: int) -> Sequence[Token]:
        if 0 < index < self._blank:
            colon = self._head[index].find(":")
            if colon > 0:
                return [(0, colon, "key")]
        return ()


class DocumentText(BodyText):
    """A document laid out."""

    def __init__(
        self, document: Document, sentence: str = "", source: tuple[Body, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.document = document
        self.source = source
        """The body that it is of and its content type, for whoever wants a part of it."""
        self.kind = document.kind
        self._kept = Kept()
        self.has_guides = document.kind in ("json", "xml")

    @property
    def line_count(self) -> int:
        return self.document.line_count

    @property
    def is_long(self) -> bool:
        return self.document.size_bytes > _LONG_BYTES

    def line(self, index: int, limit: int) -> str:
        return self.document.line(index, limit)

    def tokens(self, index: int, limit: int) -> Sequence[Token]:
        return self.document.tokens(index, limit)

    def is_foldable(self, index: int) -> bool:
        return is_foldable(self.document, index)

    def fold_end(self, index: int) -> int | None:
        return fold_end(self.document, index)

    def parent_of(self, index: int) -> int | None:
        """The nearest line above that is less indented and opens something."""
        margin = self._margin(index)
        for above in range(index - 1, max(-1, index - _LOOKED_BACK), -1):
            if self._margin(above) < margin and self.is_foldable(above):
                return above
        return None

    def _margin(self, index: int) -> int:
        head = self.line(index, 200)
        return len(head) - len(head.lstrip(" "))

    def folds_below_root(self) -> Iterator[tuple[int, int]]:
        root = next((line for line in range(min(20, self.line_count)) if self.is_foldable(line)), None)
        last = None if root is None else self.fold_end(root)
        if root is None or last is None:
            return
        line = root + 1
        for _ in range(_MOST_FOLDS):
            if line >= last:
                break
            end = self.fold_end(line)
            if end is not None:
                yield line, end
            line = line + 1 if end is None else end + 1

    def folds_at(self, level: int) -> Iterator[tuple[int, int]]:
        document = self.document
        last = -1
        for begin in islice(openers(document, level), _MOST_FOLDS):
            if begin < last:
                continue
            line = document.index.number_at(begin)
            end = self.fold_end(line) if self._margin(line) == level * 2 else None
            if end is not None:
                yield line, end
                last = document.index.start_of(end)

    def deepest_level(self, most: int) -> int:
        """The deepest level at which something begins, at most this one; at least 1."""
        levels = range(most, 1, -1)
        return next((level for level in levels if any(openers(self.document, level, _LOOKED_AT_BYTES))), 1)

    def folds_beside(self, line: int) -> Iterator[tuple[int, int]]:
        parent = self.parent_of(line)
        last = None if parent is None else self.fold_end(parent)
        at, last = (line, line + 1) if parent is None or last is None else (parent + 1, last)
        for _ in range(_MOST_FOLDS):
            if at >= last:
                return
            end = self.fold_end(at)
            if end is not None:
                yield at, end
            at = at + 1 if end is None else end + 1

    def steps(self, index: int) -> list[str | int]:
        steps: list[str | int] = []
        for name in self.path(index):
            if self.kind == "json":
                steps.append(int(name) if name.isdigit() else name)
            else:
                steps.append(_XML_NUMBER.sub("", name).replace("-", "_"))
        return steps

    def members_beside(self, index: int) -> dict[str, str]:
        margin, found = self._margin(index), {}
        for direction in (-1, 1):
            at = index
            for _ in range(_BESIDE_LINES):
                if not 0 <= at < self.line_count or self._margin(at) < margin:
                    break
                if self._margin(at) == margin and self.fold_end(at) is None:
                    names = self.path(at)
                    if names:
                        found[_XML_NUMBER.sub("", names[-1])] = self.value(at, 1000)
                at += direction
        return found

    def line_of_item(self, number: int) -> int:
        """The line where an item of the list begins that the document is or holds; 0 when there is none."""
        opening = self._list_line()
        last = None if opening is None else self.fold_end(opening)
        if opening is None or last is None:
            return 0
        line = opening + 1
        for _ in range(number):
            if line >= last:
                return opening
            line = (self.fold_end(line) or line) + 1
        return line

    def _list_line(self) -> int | None:
        """The line where the list opens: the root, or the one list right below it."""
        root = next((line for line in range(min(20, self.line_count)) if self.is_foldable(line)), None)
        if root is None or self.document.kind == "xml" or self.line(root, 10).strip() == "[":
            return root
        below = (
            start for start, end in self.folds_below_root() if self.line(end, 100).strip().startswith("]")
        )
        return next(below, root)

    def folded_words(self, start: int, end: int) -> str:
        count = hidden_items(self.document, start, end)
        if count is None:
            return shown_count(end - start, "line")
        if self.document.kind == "xml":
            return shown_count(count, "element")
        is_list = self.line(start, 100_000).endswith("[")
        return shown_count(count, "item" if is_list else "field")

    def closer(self, end: int) -> str:
        return self.line(end, 200).strip()

    def path(self, index: int) -> list[str]:
        return list(parents(self.document, index, self._kept))

    def far_path(self, index: int) -> list[str]:
        return list(parents(self.document, index, self._kept, can_wait=True))

    def path_text(self, index: int) -> str:
        """The path with dots and brackets as JMESPath takes it, or with slashes as XPath does."""
        names = self.path(index)
        if self.document.kind == "xml":
            return "/" + "/".join(names) if names else ""
        text = ""
        for name in names:
            if name.isdigit():
                text += f"[{name}]"
            else:
                text += ("." if text else "") + (name if name.isidentifier() else f'"{name}"')
        return text

    def value(self, index: int, limit: int) -> str:
        """The value in a line: a string without quotes, the text of an element, or a whole list or object."""
        end = self.fold_end(index)
        if self.document.kind == "json":
            first = _JSON_KEY.sub("", self.line(index, limit).strip(), count=1)
            return (
                self._part(index, end, first, limit).removesuffix(",")
                if end
                else _scalar(first.removesuffix(","))
            )
        line = self.line(index, limit).strip()
        if end:
            return self._part(index, end, line, limit)
        leaf = _XML_LEAF.fullmatch(line)
        return leaf[1] if leaf else line

    def _part(self, start: int, end: int, first: str, limit: int) -> str:
        margin = self._margin(start)
        lines, size = [first], 0
        for index in range(start + 1, end + 1):
            lines.append(self.line(index, limit)[margin:])
            size += len(lines[-1])
            if size > limit:
                lines.append("…")
                break
        return "\n".join(lines)

    def texts(self) -> Iterator[tuple[Searched, int]]:
        lines = self.document.raw_lines if self.kind == "binary" else None
        yield (HexText(lines) if isinstance(lines, HexLines) else self.document.text), 0


def _scalar(text: str) -> str:
    """A JSON string as its characters, control characters shown; everything else as it stands."""
    if not text.startswith('"'):
        return text
    try:
        return shown(str(json.loads(text)))
    except ValueError:
        return text
