"""From anything that was pasted to the requests in it: command lines, raw HTTP, HAR, module logs, programs.

Several requests in one paste become several; what stands between them is passed over. Nothing is executed,
no file is opened. A text without a request gives an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from cloudflow_tui.diagnosis.pasted import Dialect, PastedAnswer, PastedRequest
from cloudflow_tui.interchange import har_reader, http_reader, httpie_reader, module_log, wget_reader
from cloudflow_tui.interchange.assembly import Assembly, spot_at, spots_of
from cloudflow_tui.interchange.curl_reader import read_curl
from cloudflow_tui.interchange.plain_reader import PLAIN, balanced_end, read_plain
from cloudflow_tui.interchange.snippets import Snippet, find_snippets, read_snippet

MAX_REQUESTS = 1000
MAX_COMMAND = 400_000
_Kind = Literal["curl", "httpie", "wget", "raw", "answer", "snippet", "plain"]

_CURL = re.compile(
    r"(?<![\w./$-])curl(?:\.exe)?(?=[ \t\u00a0]+(?:[-–—−‐]"
    r"|['\"“‘<]?(?:https?:/|[\w-]+(?:\.[\w-]+)+[/:\s]|localhost|\$|%|\{|\d))"
    r"|[ \t]*[\\^`][ \t]*\r?\n)"
)
_HTTPIE = re.compile(r"(?m)(?:^|(?<=[$#>%] ))" + httpie_reader.START.pattern)
_PROMPT = re.compile(
    r"[ \t]*(?:\[[^\]\n]{1,60}\][$#]?|[\w.-]{1,40}@[^\n]{1,80}[$#%>]|PS [^\n>]{0,120}>"
    r"|[A-Za-z]:\\[^\n>]{0,120}>|[$#>%]|\d{1,4}[.:)]?)[ \t]*"
)
_STATUS_WORDS = re.compile(
    r"(?m)^[ \t]*(?:(?:HTTP[ /:]*)?(?:status|code|response)[ :=]+)?(?P<status>[1-5]\d\d)"
    r"(?: [A-Z][A-Za-z -]{1,30})?[ \t:]*$",
    re.IGNORECASE,
)

_STATUS_TOLD = re.compile(
    r"\b(?:gets?|got|gives?|gave|returns?|returned|answers?|answered|status|error|code|fails? with)\W{1,3}"
    r"(?:an?\W)?(?P<status>[1-5]\d\d)\b",
    re.IGNORECASE,
)


_READERS = {
    "curl": read_curl,
    "httpie": httpie_reader.read_httpie,
    "wget": wget_reader.read_wget,
}


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    kind: _Kind
    snippet: Snippet | None = None


def read_pasted(text: str, dialect: Dialect = "") -> list[PastedRequest]:
    """The requests of a text, in its order; at most MAX_REQUESTS.

    Args:
        dialect: Whose quoting command lines have; "" guesses for each.
    """
    line_starts = spots_of(text)
    found: list[PastedRequest] = []
    for made in _assemblies(text, line_starts, dialect):
        found.append(made.pasted(text, line_starts))
        if len(found) >= MAX_REQUESTS:
            break
    return found


def _assemblies(text: str, line_starts: Sequence[int], dialect: Dialect) -> Iterator[Assembly]:
    if har_reader.is_har(text):
        try:
            yield from har_reader.read_har(text)
        except ValueError:
            # Cut or broken; what else is in it can still be found.
            yield from _Walk(text, line_starts, dialect).run()
        return
    if module_log.has_entries(text):
        logged = list(module_log.read_log(text, line_starts))
        if logged:
            yield from logged
            return
    yield from _Walk(text, line_starts, dialect).run()


class _Walk:
    """One walk over a text from request to request."""

    def __init__(self, text: str, line_starts: Sequence[int], dialect: Dialect) -> None:
        self.text, self.line_starts, self.dialect = text, line_starts, dialect
        self.starts = _starts(text)
        self.found: list[Assembly] = []

    def run(self) -> list[Assembly]:
        at = 0
        for index, start in enumerate(self.starts):
            if start.at < at or len(self.found) >= MAX_REQUESTS:
                continue
            self._between(at, start.at)
            limit = min(self._limit(index, start), start.at + MAX_COMMAND)
            at = max(self._take(start, limit, at), start.at + 1)
        self._between(at, len(self.text))
        return self.found

    def _limit(self, index: int, start: _Start) -> int:
        """Where a request ends at the latest: at the next that is no part of it."""
        inside: tuple[_Kind, ...] = ("plain",) if start.kind in ("curl", "httpie", "wget", "snippet") else ()
        if start.kind == "answer":
            inside = ("plain",)
        following = (one.at for one in self.starts[index + 1 :] if one.kind not in inside)
        return next(following, len(self.text))

    def _take(self, start: _Start, limit: int, after: int) -> int:
        """Read what begins here; gives where it ends."""
        text = self.text
        if start.kind == "answer":
            answer = http_reader.read_answer(text, start.at, limit, self.line_starts)
            self._answered(answer, is_better=True)
            return limit
        if start.kind == "raw":
            made = http_reader.read_request(text, start.at, limit)
            if not self._is_told_already(made):
                self.found.append(made)
            return limit
        if start.kind == "plain":
            made, end = read_plain(text, start.at, limit)
        elif start.snippet is not None:
            made, end = read_snippet(text, start.snippet, after, limit), start.at + 1
        else:
            return self._command(start, limit)
        if made.url:
            self.found.append(made)
        return end

    def _command(self, start: _Start, limit: int) -> int:
        read = _READERS[start.kind]
        done = read(self.text, start.at, limit, self.dialect)
        paragraph = self.text.find("\n\n", start.at, limit)
        if paragraph > 0 and any(_is_unclosed(one) or "/" not in one.url for one in done.requests):
            # A quote that is never closed must not swallow the rest of a letter.
            done = read(self.text, start.at, paragraph, self.dialect)
        line_start = self.text.rfind("\n", 0, start.at) + 1
        before = self.text[line_start : start.at]
        if before.strip() and _PROMPT.fullmatch(before):
            for one in done.requests:
                one.see("prompt-copied", line_start, before.strip()[:40])
        self.found += done.requests
        return done.end

    def _is_told_already(self, made: Assembly) -> bool:
        """Whether raw HTTP is what curl -v printed of the command before it."""
        if not self.found or self.found[-1].source != "curl" or self.found[-1].answer is not None:
            return False
        before = self.found[-1]
        try:
            return urlsplit(before.url).path == urlsplit(made.url).path
        except ValueError:
            return False

    def _answered(self, answer: PastedAnswer, *, is_better: bool) -> None:
        if not self.found:
            return
        last = self.found[-1]
        if last.answer is None or is_better:
            last.answer = answer

    def _between(self, start: int, end: int) -> None:
        """An answer without its head: the body that follows a request, and a status in words."""
        if not self.found or self.found[-1].answer is not None:
            return
        part = self.text[start:end]
        body = re.compile(r"(?m)^[ \t]*(?=\{\s*\"|\[\s*[\{\]]|<\?xml|<errors\b)").search(part)
        words = _STATUS_WORDS.search(part) or _STATUS_TOLD.search(part)
        if body is None and words is None:
            return
        text = ""
        at = start + (words.start() if words else 0)
        if body is not None:
            at = start + body.end()
            text = self.text[at : balanced_end(self.text, at, end)]
            words = words or re.compile(r"\b(?P<status>[45]\d\d)\b").search(part[: body.start()])
        self._answered(
            PastedAnswer(int(words["status"]) if words else 0, (), text, spot_at(self.line_starts, at)),
            is_better=False,
        )


def _is_unclosed(made: Assembly) -> bool:
    return any(rule == "incomplete-line" and "never closed" in said for rule, _, said in made.seen)


def _starts(text: str) -> list[_Start]:
    found: list[_Start] = []

    def add(pattern: re.Pattern[str], kind: _Kind, group: str | int = 0) -> None:
        found.extend(_Start(one.start(group), kind) for one in pattern.finditer(text))

    add(_CURL, "curl")
    add(_HTTPIE, "httpie", "program")
    add(wget_reader.START, "wget")
    add(http_reader.REQUEST_LINE, "raw")
    add(http_reader.STATUS_LINE, "answer")
    add(PLAIN, "plain", "method")
    found.extend(_Start(one.start, "snippet", one) for one in find_snippets(text))
    order: dict[_Kind, int] = {
        "curl": 0,
        "httpie": 1,
        "wget": 1,
        "raw": 2,
        "answer": 3,
        "snippet": 4,
        "plain": 5,
    }
    found.sort(key=lambda one: (one.at, order[one.kind]))
    raw = {one.at for one in found if one.kind == "raw"}
    return [one for one in found if one.kind != "plain" or not _near(one.at, raw)]


def _near(at: int, places: set[int]) -> bool:
    return any(place in places for place in range(at - 4, at + 1))


def with_dialect(text: str, pasted: PastedRequest, dialect: Dialect) -> PastedRequest | None:
    """The same request read by another shell's quoting; None when it is no longer there."""
    same = [one for one in read_pasted(text, dialect) if one.places.start == pasted.places.start]
    return same[0] if same else None
