"""The app itself: themes by name, and what is said when the console has to stop."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.tui.app import check_theme, crash_sentence


def test_an_unknown_theme_is_told_with_those_there_are() -> None:
    check_theme(None)
    check_theme("cloudflow-light")
    with pytest.raises(ConfigError, match="'solarized'") as caught:
        check_theme("solarized")
    assert caught.value.advice == "There are: cloudflow-dark, cloudflow-light."


def test_a_crash_is_told_without_values() -> None:
    try:
        check_theme("hunter2")
    except ConfigError as error:
        sentence = crash_sentence(error)
    assert sentence.startswith("cloudflow-tui: the console had to stop: ConfigError at app.py:")
    assert "hunter2" not in sentence
    assert "history list" in sentence
