"""curl command lines read into requests: what was meant, and the wire that the shell really makes.

Nothing is executed, no file is opened: `@file` is a body that cannot be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from cloudflow_tui.diagnosis.pasted import Dialect
from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.curl_options import SHORT, WITH_VALUE, WITHOUT_VALUE
from cloudflow_tui.interchange.shell_words import DASHES, Split, Word, guess_dialect, split_words

_FORM = "application/x-www-form-urlencoded"
_DATA = ("data", "data-raw", "data-binary", "data-ascii", "data-urlencode", "json")
_ASSIGNED = re.compile(r"[A-Za-z_]\w*=.*")
_BEFORE = frozenset({"sudo", "time", "env", "nohup", "command"})


@dataclass(frozen=True, slots=True)
class ReadCommand:
    """The requests of one command line, and where it ends."""

    requests: list[Assembly]
    end: int


def read_curl(text: str, start: int, end: int, dialect: Dialect = "") -> ReadCommand:
    """The requests of the command line whose word `curl` stands at `start`.

    Args:
        end: Where at the latest it ends.
        dialect: Whose quoting it has; "" guesses.
    """
    line_start = text.rfind("\n", 0, start) + 1
    used = dialect or guess_dialect(text[line_start:end])
    meant = split_words(text, start, end, used)
    requests = _requests(meant, used)
    strict = split_words(text, start, end, used, is_strict=True)
    wires = _requests(strict, used, is_strict=True)
    for one in requests:
        for rule, offset, evidence in meant.seen:
            one.see(rule, offset, evidence)
    told = "\n\n".join(wire_text(wire) for wire in wires)
    if told != "\n\n".join(wire_text(one) for one in requests):
        for one in requests:
            one.wire = told
            for wire in wires:
                one.secrets.update(wire.secrets)
    return ReadCommand(requests, meant.end)


def _requests(split: Split, dialect: Dialect, *, is_strict: bool = False) -> list[Assembly]:
    groups: list[list[Word]] = [[]]
    for word in split.words[1:]:
        if word.text in ("--next", "-:") and not word.is_quoted:
            groups.append([])
        else:
            groups[-1].append(word)
    start = split.words[0].start if split.words else 0
    is_alias = (
        dialect in ("powershell", "powershell7") and bool(split.words) and split.words[0].text == "curl"
    )
    found: list[Assembly] = []
    for group in groups:
        reader = _Reader(dialect, group[0].start if group and len(groups) > 1 else start, is_strict)
        reader.take(group)
        if dialect == "powershell" and is_alias:
            reader.made.see("powershell-alias", start, "curl")
        found += reader.requests()
    return found


class _Reader:
    """Goes through the words of one transfer."""

    def __init__(self, dialect: Dialect, start: int, is_strict: bool) -> None:
        self.made = Assembly("curl", start, dialect=dialect)
        self.is_strict = is_strict
        self.parts: list[tuple[str, Sequence[int]]] = []
        self.urls: list[Word] = []
        self.is_file = self.is_json = False

    def take(self, words: list[Word]) -> None:
        waiting = list(words)
        while waiting:
            word = waiting.pop(0)
            name, value = self._option(word)
            if not name:
                if word.text:
                    self.urls.append(word)
            elif name in WITH_VALUE:
                if value is None and waiting:
                    value = waiting.pop(0)
                if value is None:
                    self.made.see("incomplete-line", word.start, f"{word.text} has no value")
                else:
                    self._valued(name, value, word.start)
            else:
                self._bare(name, word.start)

    def _option(self, word: Word) -> tuple[str, Word | None]:
        """Name of the option that a word is, and its value when it is in the same word; "" for none."""
        text = word.text
        dashes = len(text) - len(text.lstrip("-" + ("" if self.is_strict else DASHES)))
        if not dashes or (word.is_quoted and not text.startswith("-")):
            return "", None
        body = text[dashes:]
        is_odd = any(sign in DASHES for sign in text[:dashes])
        if is_odd:
            self.made.see("typographic-dash", word.start, text.partition("=")[0][:40])
        name, _, value = body.partition("=")
        if dashes > 1 or (is_odd and (name in WITH_VALUE or name in WITHOUT_VALUE)):
            return name, word.rest(dashes + len(name) + 1) if value else None
        return self._short(word.rest(dashes))

    def _short(self, letters: Word) -> tuple[str, Word | None]:
        for index, letter in enumerate(letters.text):
            name = SHORT.get(letter, "")
            if name in WITH_VALUE:
                rest = letters.rest(index + 1)
                return name, rest if rest.text else None
            if index < len(letters.text) - 1:
                self._bare(name or letter, letters.start)
        return SHORT.get(letters.text[-1:], letters.text[-1:]), None

    def _bare(self, name: str, offset: int) -> None:
        flags = {"location-trusted": "location"}
        if name == "head":
            self.made.method = "HEAD"
        if name in ("get", "insecure", "location", "globoff", "location-trusted", "post301", "post302"):
            self.made.flags.add(flags.get(name, name))
            self.made.named.append((f"flag.{flags.get(name, name)}", offset))
        elif name not in WITHOUT_VALUE:
            self.made.see("unknown-option", offset, name[:40])

    def _valued(self, name: str, value: Word, offset: int) -> None:
        made = self.made
        if name in ("user", "oauth2-bearer"):
            if name == "user":
                made.sign_in(value.text, value.start)
            else:
                made.add_header("Authorization", f"Bearer {value.text}", value.start)
        elif name == "header":
            header, sign, text = value.text.partition(":")
            if sign:
                made.add_header(header, text, value.start)
            elif not value.text.endswith(";"):
                made.see("broken-header", value.start, made_safe(value.text))
        elif name == "request":
            made.method = value.text
            made.flags.add("method")
            made.named.append(("method", value.start))
        elif name == "url":
            self.urls.append(value)
        elif name in _DATA or name in ("form", "form-string"):
            made.named.append(("data", offset))
            self._data(name, value)
        elif name == "url-query":
            made.flags.add("url-query")
            self.parts.append((value.text, value.offsets))
            made.flags.add("get")
        elif name in ("user-agent", "referer"):
            made.headers.append((name.title(), value.text))
        elif name == "cookie":
            made.add_header("Cookie", value.text, value.start)
        elif name == "upload-file":
            made.method = made.method or "PUT"
            self.is_file = True
            made.see("body-in-file", value.start, value.text)

    def _data(self, name: str, value: Word) -> None:
        made, text = self.made, value.text
        made.flags.add("data")
        self.is_json = self.is_json or name == "json"
        if name in ("form", "form-string"):
            made.flags.add("multipart")
        if name not in ("data-raw", "form-string") and "@" in text[:1] + (text if name in ("form",) else ""):
            file = re.search(r"@(\S*)", text)
            self.is_file = True
            made.see("body-in-file", value.start, f"@{file[1] if file else ''}")
            return
        if name == "data-urlencode":
            key, sign, rest = text.partition("=")
            coded = f"{key}={quote_plus(rest)}" if sign and key else quote_plus(rest or text)
            self.parts.append((coded, [value.start] * len(coded)))
            return
        self.parts.append((text, value.offsets))

    def _body(self) -> tuple[str, list[int]]:
        text, offsets = "", []
        joint = "" if self.is_json else "&"
        for part, places in self.parts:
            if text and joint:
                text += joint
                offsets.append(places[0] if places else self.made.start)
            text += part
            offsets.extend(places)
        return text, list(offsets)

    def requests(self) -> list[Assembly]:
        made = self.made
        body, offsets = self._body()
        if "get" in made.flags and self.parts:
            self._into_query(body)
        elif self.is_file:
            made.set_body("", (), "file")
        elif "multipart" in made.flags:
            made.set_body(body, offsets, "multipart")
        elif self.parts:
            made.set_body(body, offsets)
        if made.body_kind == "text" and body.startswith("$") and re.fullmatch(r"\$\{?\w+\}?|\$\(.*\)", body):
            made.body_kind = "file"
        known = {name.lower() for name, _ in made.headers}
        if self.is_json and "content-type" not in known:
            made.headers += [("Content-Type", "application/json"), ("Accept", "application/json")]
        if made.body_kind in ("text", "file", "multipart"):
            made.implied_type = "multipart/form-data" if "multipart" in made.flags else _FORM
        if not self.urls:
            made.see("incomplete-line", made.start, "no address")
            return [made]
        return [self._at(word, number) for number, word in enumerate(self._addresses())]

    def _addresses(self) -> list[Word]:
        """The words that are addresses; others are what a broken line left over."""
        likely = [
            word
            for word in self.urls
            if re.search(r"://|^/|\.(json|xml)\b|^[\w-]+(\.[\w-]+)+(:\d+)?(/|$)", word.text)
        ]
        if self.is_strict or len(likely) < 1:
            return self.urls[:1] if not self.is_strict else self.urls
        return likely

    def _at(self, word: Word, number: int) -> Assembly:
        from copy import copy

        made = self.made if number == 0 else copy(self.made)
        made.url, made.url_offsets = word.text.strip(), word.offsets
        bare = re.fullmatch(r"<(https?://.*)>", made.url)
        if bare is not None:
            made.url, made.url_offsets = bare[1], word.offsets[1:-1]
        return made

    def _into_query(self, body: str) -> None:
        for word in self.urls[:1]:
            joint = "&" if "?" in word.text else "?"
            for sign in joint + body:
                word.add(sign, word.offsets[-1] if word.offsets else word.start)


def made_safe(text: str) -> str:
    """What may be quoted of a header that could not be taken apart."""
    return text[:24].split(" ")[0]


def wire_text(made: Assembly) -> str:
    """What the shell makes of a line, as the lines that would go out; secrets are masked by the caller."""
    lines = [f"{made.method or ('POST' if made.body_kind != 'none' else 'GET')} {made.url}"]
    lines += [f"{name}: {value}" for name, value in made.headers]
    has_type = any(name.lower() == "content-type" for name, _ in made.headers)
    if made.implied_type and not has_type:
        lines.append(f"Content-Type: {made.implied_type}")
    return "\n".join([*lines, "", made.body] if made.body else lines)
