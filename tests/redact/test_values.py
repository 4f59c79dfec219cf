"""Known values are found in every spelling, and nothing else is touched."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote, quote_plus
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cloudflow_tui.redact import MASK, Redactor

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"))
SECRETS = st.text(CHARACTERS, min_size=4, max_size=24).filter(
    lambda text: any(c not in '{}[],: 0123456789+-.eEtrufalsn\xa0"' and not c.isspace() for c in text)
)
TEXTS = st.text(CHARACTERS, max_size=12)
KEYS = st.sampled_from(["login", "note", "label", "memo", "text", "ü"])


def json_values(secret: str) -> st.SearchStrategy[Any]:
    """JSON data with the secret planted in some strings."""
    scalars = st.none() | st.booleans() | st.integers() | TEXTS
    planted = st.tuples(TEXTS, TEXTS).map(lambda around: f"{around[0]}{secret}{around[1]}")
    return st.recursive(
        scalars | planted,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=12,
    )


def strings_in(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings_in(value)]
    return [text for value in data for text in strings_in(value)] if isinstance(data, list) else []


@given(st.data(), SECRETS, st.booleans(), st.sampled_from([None, 1]))
def test_a_planted_secret_is_found_in_json(
    data: st.DataObject, secret: str, is_ascii: bool, indent: int | None
) -> None:
    planted = data.draw(json_values(secret))
    body = json.dumps(planted, ensure_ascii=is_ascii, indent=indent).encode()
    found = json.loads(Redactor([secret]).body(body, "application/json"))
    assert not any(secret in text for text in strings_in(found))
    if not any(secret in text for text in strings_in(planted)):
        assert found == planted


@given(SECRETS, TEXTS, TEXTS)
def test_a_planted_secret_is_found_in_xml(secret: str, before: str, after: str) -> None:
    assume(all(c >= " " for c in secret + before + after))
    text = f"{before}{secret}{after}"
    body = f'<a note={quoteattr(text)} b="1"><note>{escape(text)}</note><c/></a>'.encode()
    tree = ElementTree.fromstring(Redactor([secret]).body(body, "application/xml"))
    assert secret not in tree.get("note", "")
    assert secret not in (tree.findtext("note") or "")
    assert tree.get("b") == "1"


@given(SECRETS, st.sampled_from(["q", "search_filter[name]", "user[password]"]))
def test_a_planted_secret_is_found_in_a_url(secret: str, name: str) -> None:
    from urllib.parse import parse_qsl, urlsplit

    assume(secret not in f"https://ann@example.com/users/7.json?{name}=&page=2&r=")
    url = (
        f"https://ann@example.com/users/7.json?{name}={quote(secret, safe='')}&page=2&r={quote_plus(secret)}"
    )
    masked = Redactor([secret]).url(url)
    values = [value for _, value in parse_qsl(urlsplit(masked).query, keep_blank_values=True)]
    assert not any(secret in value for value in values)
    assert masked.startswith("https://ann@example.com/users/7.json?")
    assert "&page=2&r=" in masked


@given(SECRETS, st.text(CHARACTERS, max_size=9))
def test_a_planted_secret_is_found_in_headers(secret: str, login: str) -> None:
    token = base64.b64encode(f"{login}:{secret}".encode()).decode()
    pairs = [("X-Echo", f"sent {secret} to you"), ("Authorization", f"Basic {token}"), ("X-Seen", token)]
    found = Redactor([secret]).headers(pairs)
    assert secret not in found[0][1]
    assert found[1] == ("Authorization", f"Basic {MASK}")
    if len(secret.encode()) >= 6:
        assert token not in found[2][1]
        assert MASK in found[2][1]


@given(st.binary(max_size=300), SECRETS)
def test_bytes_without_secrets_stay_as_they_are(data: bytes, secret: str) -> None:
    assume(b"://" not in data)
    assert Redactor([secret + "never there"]).body(data, "application/octet-stream") == data


@pytest.mark.parametrize(
    ("secret", "body", "after"),
    [
        ("1234", '{"id":1234,"a":"1234","b":12345}', f'{{"id":"{MASK}","a":"{MASK}","b":12345}}'),
        ("1234", '{"c":[1,1234],"d":"1, 1234"}', f'{{"c":[1,"{MASK}"],"d":"1, {MASK}"}}'),
        ("true", '{"a":true}', '{"a":true}'),
        ("alse", '{"a":false,"b":"alse"}', f'{{"a":false,"b":"{MASK}"}}'),
        ("}],[", '[[{"a":1}],[{"b":"}],["}]]', f'[[{{"a":1}}],[{{"b":"{MASK}"}}]]'),
        ("1, 2", '[1, 2, "1, 2"]', f'[1, 2, "{MASK}"]'),
        ('a"b\\', '{"x":"a\\"b\\\\"}', f'{{"x":"{MASK}"}}'),
        ('","b', '{"a":"","b":"\\",\\"b"}', f'{{"a":"","b":"{MASK}"}}'),
        ("http://x", '{"x":"http:\\/\\/x"}', f'{{"x":"{MASK}"}}'),
        ("é<&>", '{"x":"\\u00E9\\u003c\\u0026\\u003e"}', f'{{"x":"{MASK}"}}'),
        ("😀abc", '{"x":"\\ud83d\\ude00abc"}', f'{{"x":"{MASK}"}}'),
        ("password", '{"password":"password","x":"my password"}', f'{{"password":"{MASK}","x":"my {MASK}"}}'),
        ("abc", '{"x":"abc"}', '{"x":"abc"}'),
    ],
)  # fmt: skip
def test_values_never_break_json(secret: str, body: str, after: str) -> None:
    masked = Redactor([secret]).body(body.encode(), "application/json").decode()
    assert masked == after
    json.loads(masked)


@pytest.mark.parametrize(
    ("secret", "body", "after"),
    [
        ("user", "<user><a b='user'>user</a></user>", f"<user><a b='{MASK}'>{MASK}</a></user>"),
        ("a&b<c>\"'", "<x>a&amp;b&lt;c&gt;&quot;&#39;</x>", f"<x>{MASK}</x>"),
        ("a>bc", "<x>a>bc</x>", f"<x>{MASK}</x>"),
        ("x>ab", "<x>abx>ab</x>", f"<x>ab{MASK}</x>"),
        ("note", "<!-- note --><x><![CDATA[note]]></x>", f"<!-- {MASK} --><x><![CDATA[{MASK}]]></x>"),
    ],
)
def test_values_never_break_xml(secret: str, body: str, after: str) -> None:
    masked = Redactor([secret]).body(body.encode(), "application/xml").decode()
    assert masked == after
    ElementTree.fromstring(masked)


def test_overlapping_values_go_as_one() -> None:
    assert Redactor(["abcdef", "defghi"]).text("x abcdefghi y") == f"x {MASK} y"


def test_a_word_does_not_eat_parameter_names_of_a_url() -> None:
    url = "/users.json?user[password]=password&users=1"
    assert Redactor(["password"]).url(url) == f"/users.json?user[password]={MASK}&users=1"


def test_no_value_in_repr() -> None:
    redactor = Redactor(["hunter2"])
    assert "hunter2" not in repr(redactor)
    assert "hunter2" not in repr(redactor._values._known)
