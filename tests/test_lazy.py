"""Public names that are loaded on first use."""

from __future__ import annotations

import importlib

import pytest

PACKAGES = ("catalog", "diagnosis", "document", "history", "profiles", "request", "transport")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_of_a_package_is_found(package: str) -> None:
    module = importlib.import_module(f"cloudflow_tui.{package}")
    assert all(getattr(module, name) is not None for name in module.__all__)


@pytest.mark.parametrize("package", PACKAGES)
def test_another_name_is_told_as_python_does(package: str) -> None:
    module = importlib.import_module(f"cloudflow_tui.{package}")
    with pytest.raises(AttributeError, match=f"module 'cloudflow_tui.{package}' has no attribute 'nothing'"):
        module.nothing  # noqa: B018
