"""Command lines taken apart into words, as bash, cmd and PowerShell do it. Nothing is ever executed.

Two readings of the same line: what was meant (typographic signs, foreign quotes and unquoted ampersands are
read as people mean them, and observed), and what the shell really hands on (`is_strict`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cloudflow_tui.diagnosis.pasted import Dialect

DASHES = "–—−‐‑‒―﹣－"
CURLY = {"“": "”", "‘": "’", "„": "“", "«": "»", "”": "”", "’": "’"}
_CURLY_ENDS = {"“": "”“", "‘": "’‘", "„": "“”", "«": "»", "”": "”", "’": "’"}
_VARIABLE = re.compile(r"\$(?:\{[A-Za-z_]\w*[^}\n]{0,40}\}|env:\w+|[A-Za-z_]\w*)")
_SUBSTITUTION = re.compile(r"\$\([^()\n]{0,400}\)|`[^`\n]{1,400}`")
_ENDS = "|;<>"
_RUN = re.compile(r"[\w/.:?=%+,@()\[\]~*-]+", re.ASCII)
_QUOTED_RUN = re.compile("[^\\\\`$!'\"“”‘’„«»\n]+")
"""Characters that mean nothing to any shell, outside and inside of quotes; taken at once."""
_MARKS: dict[Dialect, str] = {"bash": "\\", "cmd": "^", "powershell": "`", "powershell7": "`"}


@dataclass(slots=True)
class Word:
    """One word, and where each of its characters stands in the text."""

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    start: int = 0
    is_quoted: bool = False

    def add(self, characters: str, offset: int) -> None:
        self.text += characters
        self.offsets.extend([offset] * len(characters))

    def add_run(self, text: str, start: int, end: int) -> None:
        """Characters of the text as they stand there."""
        self.text += text[start:end]
        self.offsets.extend(range(start, end))

    def rest(self, count: int) -> Word:
        """The word without its first characters."""
        kept = self.offsets[count:]
        return Word(self.text[count:], kept, kept[0] if kept else self.start, self.is_quoted)


@dataclass(slots=True)
class Split:
    """The words of one command, where it ends, and what was seen: (rule, offset, evidence)."""

    words: list[Word]
    end: int
    seen: list[tuple[str, int, str]]


def split_words(text: str, start: int, end: int, dialect: Dialect, *, is_strict: bool = False) -> Split:
    """The words of the command that begins at `start`; reads at most up to `end`."""
    return _Splitter(text, start, end, dialect or "bash", is_strict).run()


def guess_dialect(text: str) -> Dialect:
    """Whose quoting a command line has, by what only one shell writes; bash when nothing tells."""
    if re.search(
        r"(?m)^\s*PS [A-Z]:\\?[^>\n]*>|\$env:|`\s*$|\b(?:Invoke-(?:RestMethod|WebRequest)|irm|iwr)\b", text
    ):
        return "powershell"
    if re.search(r"(?m)^\s*[A-Z]:\\[^>\n]*>|\^\s*$|%[A-Z_]{2,}%(?![0-9A-F])", text):
        return "cmd"
    if re.search(r"\bcurl\.exe\b", text):
        return "powershell" if re.search(r"\s'[^']", text) else "cmd"
    return "bash"


class _Splitter:
    """One walk over a command line."""

    def __init__(self, text: str, start: int, end: int, dialect: Dialect, is_strict: bool) -> None:
        self.text, self.at, self.end = text, start, end
        self.dialect, self.is_strict = dialect, is_strict
        self.words: list[Word] = []
        self.word: Word | None = None
        self.seen: list[tuple[str, int, str]] = []
        self.is_power = dialect in ("powershell", "powershell7")

    def run(self) -> Split:
        while self.at < self.end:
            sign = self.text[self.at]
            if sign in "\r\n":
                if self._is_over():
                    break
            elif sign in " \t\u00a0\u200b\ufeff":
                self._blank(sign)
            elif sign in _ENDS or sign == "&":
                if self._ends_at(sign):
                    break
            elif sign in "'\"" or (sign in CURLY and not self.is_strict):
                self._quoted(sign)
            elif (run := _RUN.match(self.text, self.at, self.end)) is not None:
                self._begun().add_run(self.text, self.at, run.end())
                self.at = run.end()
            else:
                self._plain(sign)
        self._close()
        return Split(self.words, self.at, self.seen)

    def _close(self) -> None:
        if self.word is not None:
            self.words.append(self.word)
            self.word = None

    def _begun(self) -> Word:
        if self.word is None:
            self.word = Word(start=self.at)
        return self.word

    def _see(self, rule: str, offset: int, evidence: str) -> None:
        if not any(known == rule and evidence == said for known, _, said in self.seen):
            self.seen.append((rule, offset, evidence[:80]))

    def _blank(self, sign: str) -> None:
        if sign not in " \t":
            self._see("invisible-sign", self.at, f"U+{ord(sign):04X}")
        if sign in " \t" or not self.is_strict:
            self._close()
        else:
            self._begun().add(sign, self.at)
        self.at += 1

    def _is_over(self) -> bool:
        """At the end of a line: whether the command ends here."""
        before = self.words[-1] if self.words else None
        last = self.word
        self._close()
        if not self.is_strict and before is not None and last is None and before.text in ("\\", "^", "`"):
            # A mark that was kept as a word: it had a blank behind it.
            return self._continued(before)
        if not self.is_strict and self.words and self._is_dangling():
            self.at += 1
            return False
        return True

    def _continued(self, mark: Word) -> bool:
        self.words.remove(mark)
        self._see("line-continuation", mark.start, f"{mark.text} with a blank behind it")
        self.at += 1
        return False

    def _is_dangling(self) -> bool:
        """Whether the next line begins with an option, so that the sign for going on was lost."""
        following = self.text[self.at : self.end].lstrip("\r\n")
        found = re.match(r"[ \t]+--?[A-Za-z]", following)
        if found is None or self.text[self.at : self.end].startswith(("\n\n", "\r\n\r\n")):
            return False
        self._see("line-continuation", self.at, "the next line begins with an option")
        return True

    def _ends_at(self, sign: str) -> bool:
        """A sign that ends a command, unless it was meant as part of an address."""
        if sign == "&" and self.word is not None and not self.is_strict:
            following = self.text[self.at + 1 : self.at + 2]
            if "?" in self.word.text and following not in ("&", "", " ", "\n"):
                self._see("unquoted-ampersand", self.at, self.word.text)
                self.word.add(sign, self.at)
                self.at += 1
                return False
        if sign == "<" and self.word is None and not self.is_strict:
            return self._angle()
        if sign in "<>" and self.word is not None and not self.is_strict and "://" in self.word.text:
            self.word.add(sign, self.at)
            self.at += 1
            return False
        if sign == ">" and self.word is not None and self.word.text in ("1", "2"):
            self.word = None
        self._close()
        return True

    def _angle(self) -> bool:
        if re.match(r"<(?:https?://|[A-Za-z?])[^\n]*>", self.text[self.at : self.end]):
            self._begun().add("<", self.at)
            self.at += 1
            return False
        return True

    def _plain(self, sign: str) -> None:
        text, at = self.text, self.at
        mark = _MARKS[self.dialect]
        following = text[at + 1 : at + 2]
        if sign in "\\^`" and following in ("\n", "\r", ""):
            self._line_end(sign, mark)
        elif sign == "#" and self.word is None and self.dialect != "cmd":
            found = text.find("\n", at, self.end)
            self.at = self.end if found < 0 else found
        elif sign == mark and following and following not in " \t":
            self._begun().add(following, at + 1)
            self.at += 2
        elif sign in "$`" and self.dialect != "cmd" and self._expansion(is_quoted=False):
            pass
        else:
            if (
                sign in "\\^`"
                and self.word is None
                and re.match(r"[ \t]+\r?(?:\n|$)", text[at + 1 : self.end])
            ):
                self._begun()
            self._begun().add(sign, at)
            self.at += 1

    def _line_end(self, sign: str, mark: str) -> None:
        if sign == mark or not self.is_strict:
            if sign != mark:
                self._see("line-continuation", self.at, f"{sign} at the end of a line of {self.dialect}")
            found = re.compile(r"\r?\n|\r|$").match(self.text, self.at + 1)
            self._close()
            self.at = found.end() if found else self.at + 1
        else:
            self._begun().add(sign, self.at)
            self.at += 1

    def _expansion(self, *, is_quoted: bool) -> bool:
        """A variable or command at this place: never looked up, kept as it stands."""
        found = _SUBSTITUTION.match(self.text, self.at, self.end)
        rule = "command-substitution"
        if found is None or (self.is_power and found[0].startswith("`")):
            found, rule = _VARIABLE.match(self.text, self.at, self.end), "shell-variable"
        if found is None:
            return False
        self._see(rule, self.at, found[0])
        word = self._begun()
        for offset in range(self.at, found.end()):
            word.add(self.text[offset], offset)
        self.at = found.end()
        return True

    def _quoted(self, sign: str) -> None:
        is_curly = sign in CURLY
        if is_curly:
            self._see("typographic-quote", self.at, sign)
        if sign == "'" and self.dialect == "cmd":
            if self.is_strict:
                self._begun().add(sign, self.at)
                self.at += 1
                return
            self._see("cmd-single-quotes", self.at, "'")
        word, opened = self._begun(), self.at
        word.is_quoted = True
        is_ansi = sign == "'" and self.dialect == "bash" and word.text.endswith("$")
        if is_ansi:
            word.text, word.offsets = word.text[:-1], word.offsets[:-1]
        self.at += 1
        ends = _CURLY_ENDS.get(sign, sign)
        while self.at < self.end:
            run = _QUOTED_RUN.match(self.text, self.at, self.end)
            if run is not None:
                word.add_run(self.text, self.at, run.end())
                self.at = run.end()
                continue
            here = self.text[self.at]
            if here in ends and not self._is_doubled(here):
                self.at += 1
                self._after_quote(word, opened, sign)
                return
            self._inside(word, sign, is_ansi=is_ansi)
        self._see("incomplete-line", opened, f"the quote {sign} is never closed")

    def _is_doubled(self, here: str) -> bool:
        """Two quotes for one, as PowerShell and cmd write them."""
        is_double = self.text[self.at + 1 : self.at + 2] == here
        return is_double and (
            self.is_power
            or (self.dialect == "cmd" and here == '"' and self.word is not None and bool(self.word.text))
        )

    def _inside(self, word: Word, sign: str, *, is_ansi: bool) -> None:
        text, at = self.text, self.at
        here, following = text[at], text[at + 1 : at + 2]
        is_double = sign not in "'‘’"
        if self._is_doubled(here) and here == sign:
            word.add(here, at)
            self.at += 2
        elif here == "\\" and self._escapes(following, sign, is_ansi=is_ansi):
            escaped = {"n": "\n", "t": "\t"}.get(following, following) if is_ansi else following
            word.add("" if following == "\n" else escaped, at + 1)
            self.at += 2
        elif here == "`" and self.is_power and is_double:
            word.add({"n": "\n", "t": "\t", "r": "\r"}.get(following, following), at + 1)
            self.at += 2
        elif (
            here == "!"
            and self.dialect == "bash"
            and sign == '"'
            and following not in ("", " ", '"', "=", "\n")
        ):
            self._see("history-expansion", at, text[at : at + 12].split('"')[0])
            word.add(here, at)
            self.at += 1
        elif here in "$`" and self.dialect != "cmd" and is_double and self._expansion(is_quoted=True):
            pass
        else:
            word.add(here, at)
            self.at += 1

    def _escapes(self, following: str, sign: str, *, is_ansi: bool) -> bool:
        if is_ansi:
            return following in "nt\\'\""
        if sign == "'" and self.dialect == "bash":
            return False
        if self.dialect == "bash":
            return following in '"\\$`\n'
        # curl's own reading of its arguments on Windows.
        return following == '"' or (following == "\\" and self.text[self.at + 2 : self.at + 3] == '"')

    def _after_quote(self, word: Word, opened: int, sign: str) -> None:
        if self.dialect != "powershell" or sign not in "'‘":
            return
        inner = self.text[opened + 1 : self.at - 1]
        if '"' not in inner.replace('\\"', ""):
            return
        self._see("powershell-quotes", opened, inner)
        if self.is_strict:
            pairs = [
                (char, offset)
                for index, (char, offset) in enumerate(zip(word.text, word.offsets, strict=True))
                if char != '"' or (index and self.text[offset - 1] == "\\")
            ]
            word.text = "".join(char for char, _ in pairs)
            word.offsets = [offset for _, offset in pairs]
