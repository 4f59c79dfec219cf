"""Command lines taken apart: what was meant, what the shell hands on, and what was seen on the way."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.diagnosis.pasted import Dialect
from cloudflow_tui.interchange.shell_words import guess_dialect, split_words


def words(text: str, dialect: Dialect = "bash", *, is_strict: bool = False) -> list[str]:
    return [word.text for word in split_words(text, 0, len(text), dialect, is_strict=is_strict).words]


def seen(text: str, dialect: Dialect = "bash") -> set[str]:
    return {rule for rule, _, _ in split_words(text, 0, len(text), dialect).seen}


@given(
    st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20), min_size=1)
)
def test_what_bash_quotes_comes_back(parts: list[str]) -> None:
    assert words(" ".join(shlex.quote(part) for part in parts)) == parts


@given(st.text(max_size=200), st.sampled_from(["bash", "cmd", "powershell", "powershell7"]), st.booleans())
def test_any_text_is_split_to_its_end(text: str, dialect: Dialect, is_strict: bool) -> None:
    split = split_words(text, 0, len(text), dialect, is_strict=is_strict)
    assert 0 <= split.end <= len(text)
    assert all(len(word.text) == len(word.offsets) for word in split.words)


def test_every_character_knows_its_place() -> None:
    text = 'curl -d \'{"a": 1}\' "x y"'
    for word in split_words(text, 0, len(text), "bash").words:
        assert "".join(text[offset] for offset in word.offsets) == word.text


@pytest.mark.parametrize(
    ("text", "dialect", "meant", "real", "rule"),
    [
        ("curl “a b”", "bash", ["curl", "a b"], ["curl", "“a", "b”"], "typographic-quote"),
        ("curl 'a b'", "cmd", ["curl", "a b"], ["curl", "'a", "b'"], "cmd-single-quotes"),
        ("curl '{\"a\":1}'", "powershell", ["curl", '{"a":1}'], ["curl", "{a:1}"], "powershell-quotes"),
        ("curl u?a=1&b=2", "bash", ["curl", "u?a=1&b=2"], ["curl", "u?a=1"], "unquoted-ampersand"),
        ("curl a \\ \n -b", "bash", ["curl", "a", "-b"], ["curl", "a", "\\"], "line-continuation"),
        ("curl a ^\n -b", "bash", ["curl", "a", "-b"], ["curl", "a", "^"], "line-continuation"),
        ("curl a\n  -b", "bash", ["curl", "a", "-b"], ["curl", "a"], "line-continuation"),
    ],
)
def test_meant_and_real(text: str, dialect: Dialect, meant: list[str], real: list[str], rule: str) -> None:
    assert words(text, dialect) == meant
    assert words(text, dialect, is_strict=True)[: len(real)] == real
    assert rule in seen(text, dialect)


def test_powershell_7_keeps_inner_quotes() -> None:
    assert words("curl '{\"a\":1}'", "powershell7", is_strict=True) == ["curl", '{"a":1}']
    assert seen("curl '{\"a\":1}'", "powershell7") == set()


def test_escaped_quotes_work_in_cmd_and_powershell() -> None:
    assert words('curl "{\\"a\\":1}"', "cmd", is_strict=True) == ["curl", '{"a":1}']
    assert words("curl '{\\\"a\\\":1}'", "powershell", is_strict=True) == ["curl", '{"a":1}']
    assert seen("curl '{\\\"a\\\":1}'", "powershell") == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('curl -u "a:b!c"', "history-expansion"),
        ('curl -d "$word"', "shell-variable"),
        ("curl $(cat key)", "command-substitution"),
        ("curl `cat key`", "command-substitution"),
        ("curl 'never closed", "incomplete-line"),
        ("curl\u00a0x", "invisible-sign"),
    ],
)
def test_what_is_seen(text: str, rule: str) -> None:
    assert rule in seen(text)
    assert rule not in seen("curl -u 'a:b!c' -d '$word `x` $(y)' x")


@pytest.mark.parametrize(
    "tail", ["| jq .", "> out.json", "2>&1", "; echo done", "&& echo done", "# a remark", "&"]
)
def test_what_follows_the_command_is_left(tail: str) -> None:
    assert words(f"curl x {tail}") == ["curl", "x"]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("curl -d '{}' https://h/x", "bash"),
        ("C:\\Users\\ann> curl x", "cmd"),
        ("curl x ^\n -d y", "cmd"),
        ("PS C:\\> curl.exe x", "powershell"),
        ("curl.exe -d '{\"a\":1}' x", "powershell"),
        ('curl.exe -d "{}" x', "cmd"),
        ("curl x `\n -d y", "powershell"),
        ("curl $env:HOST", "powershell"),
        ("curl https://h/x?at=2026%3A01", "bash"),
    ],
)
def test_the_dialect_is_guessed(text: str, dialect: str) -> None:
    assert guess_dialect(text) == dialect
