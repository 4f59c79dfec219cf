"""The public names."""

from __future__ import annotations

import pytest

import cloudflow_tui.request
import cloudflow_tui.request.builder
import cloudflow_tui.request.validation


@pytest.mark.parametrize("name", cloudflow_tui.request.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(cloudflow_tui.request, name) is not None


def test_functions_are_no_modules() -> None:
    assert callable(cloudflow_tui.request.build)
    assert callable(cloudflow_tui.request.validate)


def test_no_such_name() -> None:
    with pytest.raises(AttributeError, match="'nothing'"):
        cloudflow_tui.request.nothing  # noqa: B018
