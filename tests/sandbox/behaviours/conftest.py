"""One whole sandbox a test."""

from __future__ import annotations

import pytest

from tests.sandbox.cloud import CloudForTests


@pytest.fixture
def cloud() -> CloudForTests:
    return CloudForTests()
