"""wget lines read into requests: `wget --method=PUT --body-data='…' --user ann --password pw https://host/…`."""

from __future__ import annotations

import re

from cloudflow_tui.diagnosis.pasted import Dialect
from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.curl_reader import ReadCommand, made_safe
from cloudflow_tui.interchange.shell_words import DASHES, Word, guess_dialect, split_words

START = re.compile(
    r"(?<![\w./$-])wget(?:\.exe)?(?=[ \t]+(?:[-–—−‐]"
    r"|['\"]?(?:https?:/|[\w-]+(?:\.[\w-]+)+[/:\s]|localhost|\$))"
    r"|[ \t]*[\\^`][ \t]*\r?\n)"
)
_FORM = "application/x-www-form-urlencoded"
_NAMES = (
    "O o a P U T t w Q e D A R B i output-document output-file append-output directory-prefix user-agent"
    " timeout tries wait header user password http-user http-password method body-data body-file post-data"
    " post-file referer certificate private-key ca-certificate ca-directory secure-protocol load-cookies"
    " save-cookies input-file base execute max-redirect connect-timeout read-timeout dns-timeout proxy-user"
    " proxy-password limit-rate bind-address"
)
_VALUED = frozenset(_NAMES.split())
"""Options that take a value."""


def read_wget(text: str, start: int, end: int, dialect: Dialect = "") -> ReadCommand:
    """The request of the line whose program name stands at `start`."""
    used = dialect or guess_dialect(text[start:end])
    split = split_words(text, start, end, used)
    made = Assembly("wget", start, dialect=used)
    for rule, offset, evidence in split.seen:
        made.see(rule, offset, evidence)
    reader = _Reader(made)
    words = list(split.words[1:])
    while words:
        word = words.pop(0)
        name, value = reader.option(word)
        if not name:
            reader.address(word)
            continue
        if name in _VALUED and value is None:
            if not words:
                made.see("incomplete-line", word.start, f"{word.text[:40]} has no value")
                break
            value = words.pop(0)
        reader.take(name, value)
    reader.finish()
    return ReadCommand([made], split.end)


class _Reader:
    def __init__(self, made: Assembly) -> None:
        self.made = made
        self.user = self.password = ""
        self.offset = made.start

    def option(self, word: Word) -> tuple[str, Word | None]:
        """Name of the option that a word is, and its value when it is in the same word; "" for none."""
        text = word.text
        dashes = len(text) - len(text.lstrip("-" + DASHES))
        if not dashes or (word.is_quoted and not text.startswith("-")):
            return "", None
        if any(sign in DASHES for sign in text[:dashes]):
            self.made.see("typographic-dash", word.start, text.partition("=")[0][:40])
        name, sign, _ = text[dashes:].partition("=")
        if sign:
            return name, word.rest(dashes + len(name) + 1)
        if dashes == 1 and len(name) > 1 and name[0] in _VALUED:
            return name[0], word.rest(dashes + 1)
        return name[-1:] if dashes == 1 else name, None

    def address(self, word: Word) -> None:
        if word.text and not self.made.url:
            self.made.url, self.made.url_offsets = word.text, word.offsets

    def take(self, name: str, value: Word | None) -> None:
        made = self.made
        if name == "no-check-certificate":
            made.flags.add("insecure")
            made.named.append(("flag.insecure", made.start))
        if value is None:
            return
        if name == "header":
            header, sign, text = value.text.partition(":")
            if sign:
                made.add_header(header, text, value.start)
            else:
                made.see("broken-header", value.start, made_safe(value.text))
        elif name == "method":
            made.method = value.text.upper()
            made.flags.add("method")
        elif name in ("user", "http-user"):
            self.user, self.offset = value.text, value.start
        elif name in ("password", "http-password"):
            self.password = value.text
        elif name in ("body-data", "post-data"):
            made.method = made.method or "POST"
            made.set_body(value.text, value.offsets)
        elif name in ("body-file", "post-file"):
            made.method = made.method or "POST"
            made.set_body("", (), "file")
            made.see("body-in-file", value.start, value.text)

    def finish(self) -> None:
        made = self.made
        if self.user or self.password:
            made.sign_in(f"{self.user}:{self.password}", self.offset)
        made.method = made.method or "GET"
        if made.body_kind in ("text", "file"):
            made.implied_type = _FORM
        if not made.url:
            made.see("incomplete-line", made.start, "no address")
