"""Secrets in a body text: masked on screen, back in their place when the text is taken over."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.tui.widgets.hidden_secrets import HiddenSecrets, secret_names

MASK = "••••••••"
SECRETS = st.text(min_size=1).filter(lambda text: text != MASK)


@given(first=SECRETS, second=SECRETS, ascii_only=st.booleans())
def test_json_comes_back_as_it_was(first: str, second: str, ascii_only: bool) -> None:
    data = {"user": {"login": "ann", "password": first, "more": [{"password": second, "api_key": 12}]}}
    text = json.dumps(data, indent=2, ensure_ascii=ascii_only)
    hidden = HiddenSecrets(text, MASK)
    assert hidden.shown.count(f'"{MASK}"') == 3
    assert hidden.restored(hidden.shown) == text


@given(secret=st.text(min_size=1).filter(lambda text: text.strip() and MASK not in text))
def test_xml_comes_back_as_it_was(secret: str) -> None:
    text = f"<user><login>ann</login><password type='string'>{escape(secret)}</password></user>"
    hidden = HiddenSecrets(text, MASK)
    assert f">{MASK}</password>" in hidden.shown
    assert hidden.restored(hidden.shown) == text


def test_edits_around_a_mask_stay() -> None:
    hidden = HiddenSecrets('{"login": "ann", "password": "hunter2"}', MASK)
    edited = hidden.shown.replace("ann", "kofi").replace("}", "")
    assert hidden.restored(edited) == '{"login": "kofi", "password": "hunter2"'


def test_a_typed_secret_takes_the_place_of_the_old_one() -> None:
    hidden = HiddenSecrets('{"password": "hunter2"}', MASK)
    assert hidden.restored('{"password": "new"}') == '{"password": "new"}'


@pytest.mark.parametrize("text", ['{"password": ""}', '{"key": "plain"}', "<password></password>", "", "<"])
def test_nothing_to_hide(text: str) -> None:
    assert HiddenSecrets(text, MASK).shown == text


def test_names_that_only_the_catalog_knows() -> None:
    names = secret_names(["limits.pin", "codes[]"])
    assert names == {"pin", "codes"}
    assert HiddenSecrets('{"pin": 1234}', MASK, names).shown == f'{{"pin": "{MASK}"}}'


def test_a_variable_is_shown() -> None:
    hidden = HiddenSecrets('{"password": "${pw}", "api_key": "x${pw}"}', MASK)
    assert hidden.shown == '{"password": "${pw}", "api_key": "' + MASK + '"}'
    assert hidden.restored(hidden.shown) == hidden.text
