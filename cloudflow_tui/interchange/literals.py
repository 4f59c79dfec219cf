"""Values as PHP, Ruby, Python, PowerShell and JavaScript write them, read without running anything.

Takes texts, numbers, lists, dictionaries, arrays, hashes, calls around them and names that were set before.
What cannot be known (another variable, a call) becomes UNKNOWN, which no rule judges.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "***"
"""Stands for a value that only the running program knows."""
MAX_DEPTH = 60
_SPACE = re.compile(r"(?:\s|#[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(r"[$@]?[A-Za-z_][\w]*(?:(?:::|->|\.)[A-Za-z_]\w*[!?]?)*")
_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*(?::(?!:)|=(?![=>]))\s*")
_WORDS: Mapping[str, object] = {
    "true": True, "false": False, "null": None, "nil": None, "none": None, "$true": True, "$false": False,
    "$null": None,
}  # fmt: skip
_CLOSING = {"[": "]", "{": "}", "(": ")"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function, as far as it can be read."""

    name: str
    arguments: tuple[object, ...]
    named: Mapping[str, object]

    def first(self) -> object:
        return self.arguments[0] if self.arguments else UNKNOWN


@dataclass(frozen=True, slots=True)
class Hash:
    """A hashtable of PowerShell, which goes out as a form unless it is converted."""

    values: Mapping[str, object]


class Literals:
    """Reads values at places of a text.

    Args:
        names: Values of variables, by name without sign.
    """

    def __init__(self, text: str, names: Mapping[str, object] | None = None) -> None:
        self.text = text
        self.names = names or {}

        self._depth = 0

    def value(self, at: int) -> tuple[object, int]:
        """The value at an offset and where it ends; UNKNOWN where none can be read."""
        self._depth += 1
        try:
            if self._depth > MAX_DEPTH:
                return UNKNOWN, len(self.text)
            found, at = self._operand(at)
            return self._joined(found, at)
        finally:
            self._depth -= 1

    def arguments(self, at: int) -> tuple[list[object], dict[str, object], int]:
        """The arguments of a call whose opening bracket ends at `at`."""
        plain: list[object] = []
        named: dict[str, object] = {}
        while True:
            at = self._blank(at)
            if at >= len(self.text) or self.text[at] in ")]}":
                return plain, named, at + 1
            before = at
            key = _KEY.match(self.text, at)
            if key is not None:
                named[key[1]], at = self.value(key.end())
            else:
                found, at = self.value(at)
                at = self._blank(at)
                if self.text.startswith("=>", at):
                    named[str(found)], at = self.value(at + 2)
                else:
                    plain.append(found)
            at = self._comma(at, before)

    def _comma(self, at: int, before: int) -> int:
        at = self._blank(at)
        if self.text[at : at + 1] in (",", ";"):
            return at + 1
        return at if at > before else at + 1

    def _blank(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _operand(self, at: int) -> tuple[object, int]:
        text, at = self.text, self._blank(at)
        prefix = re.compile(r"(?:[rRbBuU]|[fF][rR]?|[rR][fF])(?=[\"'])").match(text, at)
        is_format = prefix is not None and "f" in prefix[0].lower()
        at = prefix.end() if prefix else at
        sign = text[at : at + 1]
        if sign in ("'", '"', "`"):
            return self._string(at, is_format=is_format)
        if text.startswith("@{", at):
            values, _, end = self._pairs(at + 2, "}")
            return Hash(values), end
        if text.startswith("@(", at):
            return self._list(at + 2, ")")
        if sign == "[" or sign == "{":
            return self._bracketed(at + 1, _CLOSING[sign])
        if sign == "(":
            return self._group(at)
        if sign == ":" and re.compile(r":[A-Za-z_]\w*").match(text, at):
            found = re.compile(r":([A-Za-z_]\w*)").match(text, at)
            assert found is not None
            return found[1], found.end()
        number = _NUMBER.match(text, at)
        if number is not None:
            return (float(number[0]) if "." in number[0] else int(number[0])), number.end()
        return self._name(at)

    def _group(self, at: int) -> tuple[object, int]:
        """A bracket: a tuple of Python, or a value with something done to it."""
        plain, named, end = self.arguments(at + 1)
        if len(plain) == 1 and not named:
            return plain[0], end
        return (list(plain) if plain else dict(named)), end

    def _name(self, at: int) -> tuple[object, int]:
        found = _NAME.match(self.text, at)
        if found is None:
            return UNKNOWN, at
        word, end = found[0], found.end()
        if word.lower() in _WORDS:
            return _WORDS[word.lower()], end
        if word.startswith("CURLOPT_"):
            return word, end
        base, _, method = word.partition(".")
        if self.text[end : end + 1] == "(":
            plain, named, end = self.arguments(end + 1)
            if word.lower() == "array":
                return (dict(named) if named else plain), end
            return Call(word, tuple(plain), named), end
        if method in ("to_json", "to_s", "to_str"):
            inner = self.names.get(base.lstrip("$@"), UNKNOWN)
            return (Call("to_json", (inner,), {}) if method == "to_json" else inner), end
        return self.names.get(word.lstrip("$@"), UNKNOWN), end

    def _joined(self, value: object, at: int) -> tuple[object, int]:
        """The value with what is put behind it: `+ "…"`, `. $x`, `.to_json`, `| ConvertTo-Json`."""
        after = self._blank(at)
        rest = self.text[after : after + 40]
        method = re.match(r"\.(to_json|to_s|encode|strip|dump)\b(\([^()]*\))?", rest)
        if method is not None:
            made = Call("to_json", (value,), {}) if method[1] == "to_json" else value
            return self._joined(made, after + method.end())
        if re.match(r"\|\s*ConvertTo-Json", rest):
            inner = value.values if isinstance(value, Hash) else value
            found = re.compile(r"\|\s*ConvertTo-Json(?:\s+-\w+(?:\s+\d+)?)*").match(self.text, after)
            assert found is not None
            return self._joined(Call("ConvertTo-Json", (inner,), {}), found.end())
        if isinstance(value, str) and re.match(r"(?:\+|\.(?=[\s$'\"]))", rest):
            right, end = self._operand(after + 1)
            return self._joined(value + (right if isinstance(right, str) else _shown(right)), end)
        if isinstance(value, str) and rest[:1] in ("'", '"') and "\n" not in self.text[at:after]:
            return value, at
        return value, at

    def _string(self, at: int, *, is_format: bool) -> tuple[str, int]:
        text = self.text
        quote = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
        at += len(quote)
        parts: list[str] = []
        while at < len(text) and not text.startswith(quote, at):
            if text[at] == "\\" and at + 1 < len(text):
                parts.append(self._escaped(text[at + 1], quote))
                at += 2
                continue
            inserted = self._inserted(at, quote, is_format=is_format)
            if inserted is not None:
                parts.append(inserted[0])
                at = inserted[1]
                continue
            parts.append(text[at])
            at += 1
        return "".join(parts), min(at + len(quote), len(text))

    def _escaped(self, sign: str, quote: str) -> str:
        if quote[0] == "'" and sign not in "'\\" and len(quote) == 1:
            return _ESCAPES.get(sign, "\\" + sign) if sign == "n" else "\\" + sign
        return _ESCAPES.get(sign, sign if sign in "\"'\\/`$" else "\\" + sign)

    def _inserted(self, at: int, quote: str, *, is_format: bool) -> tuple[str, int] | None:
        """A variable within a text: `{x}` of a format, `#{x}` of Ruby, `$x` and `{$x}` of PHP."""
        pattern = r"#\{([^{}\n]*)\}|\{\$(\w+)[^{}\n]*\}|\$(\w+)(?!\w)"
        if quote == "`":
            pattern = r"\$\{\s*([\w.]+)[^{}\n]*\}"
        elif is_format:
            pattern = r"\{\{|\}\}|\{([^{}\n]*)\}"
        elif quote[0] != '"':
            return None
        found = re.compile(pattern).match(self.text, at)
        if found is None:
            return None
        if found[0] in ("{{", "}}"):
            return found[0][0], found.end()
        name = next((group for group in found.groups() if group), "")
        return _shown(self.names.get(name, UNKNOWN)), found.end()

    def _bracketed(self, at: int, closing: str) -> tuple[object, int]:
        values, items, end = self._pairs(at, closing)
        if closing == "}" or values:
            return values, end
        return items, end

    def _list(self, at: int, closing: str) -> tuple[object, int]:
        _, items, end = self._pairs(at, closing)
        return items, end

    def _pairs(self, at: int, closing: str) -> tuple[dict[str, object], list[object], int]:
        """Members and items up to a closing bracket."""
        values: dict[str, object] = {}
        items: list[object] = []
        while True:
            at = self._blank(at)
            if at >= len(self.text) or self.text[at] in ")]}":
                return values, items, at + 1
            before = at
            key = _KEY.match(self.text, at)
            if key is not None:
                values[key[1]], at = self.value(key.end())
            else:
                found, at = self._operand(at)
                after = self._blank(at)
                sign = re.compile(r"=>|:|=(?!=)").match(self.text, after)
                if sign is not None:
                    values[str(found)], at = self.value(sign.end())
                else:
                    found, at = self._joined(found, at)
                    items.append(found)
            at = self._comma(at, before)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else UNKNOWN


def to_plain(value: object) -> object:
    """The value as JSON can hold it; what cannot be known is UNKNOWN."""
    if isinstance(value, Hash):
        return {key: to_plain(inner) for key, inner in value.values.items()}
    if isinstance(value, dict):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    if isinstance(value, Call):
        return UNKNOWN
    return value
