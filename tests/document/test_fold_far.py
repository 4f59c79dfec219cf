"""Paths in texts that are long for what may be looked through at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudflow_tui.document import Body, Document, fold_far, open_document, parents
from cloudflow_tui.document.fold_far import Kept

VALUES = st.recursive(
    st.integers(0, 9) | st.sampled_from(["", "}", "a, b"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=40,
)


def to_xml(name: str, value: Any) -> str:
    if isinstance(value, list):
        return f'<{name} type="array">' + "".join(to_xml("i", one) for one in value) + f"</{name}>"
    if isinstance(value, dict):
        return f"<{name}>" + "".join(to_xml(key, one) for key, one in value.items()) + f"</{name}>"
    return f"<{name}>{json.dumps(value)}</{name}>"


def documents(value: Any) -> list[Document]:
    return [
        open_document(Body.of(json.dumps([value, value]).encode()), "application/json"),
        open_document(Body.of(to_xml("r", [value, value]).encode()), "application/xml"),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(VALUES, st.data())
def test_is_the_path_that_is_found_at_once(
    monkeypatch: pytest.MonkeyPatch, value: Any, draw: st.DataObject
) -> None:
    for document in documents(value):
        monkeypatch.setattr(fold_far, "STEP_BYTES", 4 * 1024 * 1024)
        monkeypatch.setattr(fold_far, "NEAR_BYTES", 4 * 1024 * 1024)
        lines = draw.draw(st.lists(st.integers(0, document.line_count - 1), max_size=8))
        expected = [parents(document, line) for line in lines]
        monkeypatch.setattr(fold_far, "STEP_BYTES", 40)
        monkeypatch.setattr(fold_far, "NEAR_BYTES", 50)
        kept = Kept()
        for line, path in zip(lines, expected, strict=True):
            near = parents(document, line, kept)
            assert near == path or any("…" in name for name in near)
            assert parents(document, line, kept, can_wait=True) == path
            assert parents(document, line, kept) == path


@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_is_far_is_left_open_until_somebody_can_wait(form: str) -> None:
    count = 100_000
    items = [{"user": {"id": number, "login": "somebody"}} for number in range(count)]
    text = json.dumps(items) if form == "json" else to_xml("users", [one["user"] for one in items])
    document = open_document(Body.of(text.encode()), f"application/{form}")
    assert len(document.text) > fold_far.NEAR_BYTES
    line = document.line_count - 4
    kept = Kept()
    assert "…" in "".join(parents(document, line, kept))
    whole = ("99999", "user") if form == "json" else ("users", "i[100000]")
    assert parents(document, line, kept, can_wait=True)[:2] == whole
    assert parents(document, line, kept)[:2] == whole
