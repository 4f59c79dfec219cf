"""What of a text is found, and how it is asked for."""

from __future__ import annotations

import pytest

from cloudflow_tui.history.words import (
    INDEXED_BYTES,
    has_words,
    match_of,
    match_of_path,
    text_of_body,
    text_of_path,
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"a":"Zo\\u00eb"}', '{"a":"Zoë"}'),
        (b"<a>M&#252;ller &amp; Co</a>", "<a>Müller & Co</a>"),
        (b"one\\ntwo", "one two"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"PK\0\1", ""),
        (b"\\ud800", "?"),
    ],
)
def test_text_of_bodies(body: bytes, text: str) -> None:
    assert text_of_body(body) == text


def test_only_the_beginning_of_a_body_is_indexed() -> None:
    assert len(text_of_body(b"x" * INDEXED_BYTES * 2)) == INDEXED_BYTES


def test_escapes_of_paths_are_found_both_ways() -> None:
    assert text_of_path("/users?q=Zo%C3%AB") == "/users?q=Zo%C3%AB /users?q=Zoë"
    assert text_of_path("/users") == "/users"


@pytest.mark.parametrize(
    ("text", "is_exact", "match"),
    [
        ("virt", False, '"virt"*'),
        ("virt", True, '"virt"'),
        ("ab", False, '"ab"'),
        ("ab*", False, '"ab"*'),
        ("422", False, '"422"'),
        ("users.lis", False, '"users.lis"*'),
        ("10.0.0.1", False, '"10.0.0.1"'),
        ('say "x"', True, '"say ""x"""'),
    ],
)
def test_how_it_is_asked_for(text: str, is_exact: bool, match: str) -> None:
    assert match_of(text, is_exact=is_exact) == match
    assert match_of(text, "body", is_exact=is_exact) == f"body : {match}"


def test_signs_are_no_words() -> None:
    assert not has_words("_-%'")
    assert has_words("_a")


@pytest.mark.parametrize(
    ("text", "is_literal", "match"),
    [
        ("/users/17.json", False, 'head : ("users 17 json")'),
        ("/users/*", False, 'head : ("users")'),
        ("*/users/1*", False, 'head : ("users")'),
        ("/users*", False, ""),
        ("/a/*/b", False, 'head : ("a" AND "b")'),
        ("*page=2*", False, ""),
        ("/a,/b", False, ""),
        ("/a,/b", True, 'head : ("a b")'),
        ("/a*", True, 'head : ("a")'),
        ("/Zo\u00eb", False, ""),
        ("*", False, ""),
    ],
)
def test_paths_are_asked_for_by_their_whole_words(text: str, is_literal: bool, match: str) -> None:
    assert match_of_path(text, is_literal=is_literal) == match
