"""The words of a page are read from any markup, and nothing that a browser would hide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document.html_words import page_words

PAGE = """<!DOCTYPE html>
<html><head><title>We're sorry, but something went wrong (500)</title>
<style>body { color: red; }</style><script>alert("x < y")</script></head>
<body><!-- a comment --><div class="dialog">
  <h1>We&#39;re sorry, but   something went
  wrong.</h1><p>Look at the <b>log</b>.</p><ul><li>one<li>two</ul></div></body></html>"""


def test_the_page_of_a_500_says_its_words() -> None:
    assert page_words(PAGE) == [
        "We're sorry, but something went wrong (500)",
        "We're sorry, but something went wrong.",
        "Look at the log.",
        "- one",
        "- two",
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("", []),
        ("plain words", ["plain words"]),
        ("<p>cut <b>off", ["cut off"]),
        ("a<br>b", ["a", "b"]),
        ("<pre>  at one\n  at two</pre>", ["  at one", "  at two"]),
        ("<table><tr><td>name</td><td>value</td></tr><tr><td>x</td></tr></table>", ["name  value", "x"]),
        ("<script>never</script>seen", ["seen"]),
        ("<script>never closed <p>hidden", []),
        ("1 &lt; 2 &amp; 3", ["1 < 2 & 3"]),
    ],
)
def test_words_of_pieces(markup: str, words: list[str]) -> None:
    assert page_words(markup) == words


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<script>", "</script>", "<!--", "-->", "<", ">", "&#x;", "a", "<pre>"]
        )
    )
)
def test_any_markup_ends_in_lines(parts: list[str]) -> None:
    assert all(line.strip() and "\n" not in line for line in page_words("".join(parts)))
