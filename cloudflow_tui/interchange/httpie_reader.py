"""HTTPie lines read into requests: `http -a ann:pw POST host/users.json user:='{…}' name=value`."""

from __future__ import annotations

import json
import re
from urllib.parse import quote_plus

from cloudflow_tui.diagnosis.pasted import Dialect
from cloudflow_tui.interchange.assembly import Assembly
from cloudflow_tui.interchange.curl_reader import ReadCommand
from cloudflow_tui.interchange.shell_words import Word, guess_dialect, split_words

START = re.compile(
    r"(?P<program>https?)[ \t]+(?=(?:-\S+[ \t]+(?:\S+[ \t]+)?)*(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD)[ \t]|https?://|:\d*/|[\w-]+(?:\.[\w-]+)+(?:/|:)))"
)
_METHOD = re.compile(r"GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS")
_ITEM = re.compile(r"(?P<name>(?:[^:=@\\]|\\.)*?)(?P<sign>:=@|=@|:=|==|=|:|@)(?P<value>.*)", re.DOTALL)
_VALUED = frozenset(
    {
        "-a",
        "--auth",
        "-A",
        "--auth-type",
        "--timeout",
        "--proxy",
        "-o",
        "--output",
        "-p",
        "--print",
        "--session",
        "--verify",
        "--raw",
        "-s",
        "--style",
    }
)


def read_httpie(text: str, start: int, end: int, dialect: Dialect = "") -> ReadCommand:
    """The request of the line whose program name stands at `start`."""
    used = dialect or guess_dialect(text[start:end])
    split = split_words(text, start, end, used)
    made = Assembly("httpie", start, dialect=used)
    for rule, offset, evidence in split.seen:
        made.see(rule, offset, evidence)
    data: dict[str, object] = {}
    query: list[str] = []
    is_form = False
    words = list(split.words[1:])
    while words:
        word = words.pop(0)
        if word.text.startswith("-") and not word.is_quoted:
            name, _, value = word.text.partition("=")
            is_form = is_form or name in ("-f", "--form")
            if name in _VALUED and not value and words:
                following = words.pop(0)
                value = following.text
            if name in ("-a", "--auth"):
                made.sign_in(value, word.start)
            elif name == "--raw":
                made.set_body(value)
            elif name == "--verify" and value in ("no", "false"):
                made.flags.add("insecure")
        elif not made.url and _METHOD.fullmatch(word.text) and not made.method:
            made.method = word.text
        elif not made.url:
            _address(made, word, text[start : start + 5].split()[0])
        else:
            _item(made, word, data, query)
    _finish(made, data, query, is_form=is_form)
    return ReadCommand([made], split.end)


def _address(made: Assembly, word: Word, program: str) -> None:
    url = word.text
    if url.startswith(":"):
        url = "localhost" + (url if re.match(r":\d", url) else url[1:])
    made.url = url if "://" in url else f"{program}://{url}"
    added = len(made.url) - len(word.text)
    made.url_offsets = [word.start] * max(added, 0) + list(word.offsets)


def _item(made: Assembly, word: Word, data: dict[str, object], query: list[str]) -> None:
    found = _ITEM.fullmatch(word.text)
    if found is None:
        return
    name, sign, value = found["name"], found["sign"], found["value"]
    if sign == ":":
        made.add_header(name, value, word.start)
    elif sign == "==":
        query.append(f"{quote_plus(name, safe='[]')}={quote_plus(value)}")
    elif sign in ("=@", ":=@", "@"):
        made.see("body-in-file", word.start, f"@{value}")
        made.body_kind = "file"
    elif sign == ":=":
        try:
            _put(data, name, json.loads(value))
        except ValueError:
            made.see("broken-json-item", word.start, name)
            _put(data, name, value)
    else:
        _put(data, name, value)


def _put(data: dict[str, object], name: str, value: object) -> None:
    """`user[login]=ann` nests, as HTTPie 3 does; `[]` appends."""
    parts = [part for part in re.split(r"[\[\]]+", name) if part]
    here = data
    for part in parts[:-1]:
        inner = here.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        here = inner
    if name.endswith("[]"):
        listed = here.setdefault(parts[-1], [])
        if isinstance(listed, list):
            listed.append(value)
    elif parts:
        here[parts[-1]] = value


def _finish(made: Assembly, data: dict[str, object], query: list[str], *, is_form: bool) -> None:
    if query:
        made.url += ("&" if "?" in made.url else "?") + "&".join(query)
    if data and made.body_kind == "none":
        made.set_body(json.dumps(data, ensure_ascii=False))
    if made.body_kind != "none":
        made.implied_type = "application/x-www-form-urlencoded" if is_form else "application/json"
        if is_form:
            made.flags.add("form-data")
