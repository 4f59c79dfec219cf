"""What importing the catalog loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cloudflow_tui.catalog as catalog_package


def test_loading_and_searching_need_no_msgspec() -> None:
    code = (
        "import sys; from cloudflow_tui.catalog import Catalog, search; c = Catalog.load();"
        "search(c.endpoints, 'user'); c.resolve_call('GET', '/users');"
        "print('msgspec' in sys.modules); c.endpoint('users.list'); print('msgspec' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_public_names_resolve() -> None:
    for name in catalog_package.__all__:
        assert getattr(catalog_package, name) is not None
    assert callable(catalog_package.search)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = catalog_package.nonsense
