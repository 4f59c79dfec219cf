"""Public names of the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cloudflow_tui import document


@pytest.mark.parametrize("name", document.__all__)
def test_names_resolve(name: str) -> None:
    # A function that is called like its module would be hidden by it after the first import.
    assert type(getattr(document, name)).__name__ != "module"
    assert type(getattr(document, name)).__name__ != "module"


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = document.nothing


def test_importing_it_and_opening_a_body_loads_nothing_heavy() -> None:
    code = (
        "import sys; from cloudflow_tui.document import Body, open_document, fold_end\n"
        "document = open_document(Body.of(b'<a><b/></a>')); document.tokens(0); fold_end(document, 0)\n"
        "heavy = {'msgspec', 'lxml', 'pygments', 'xmltodict', 'jmespath', 'sqlite3', 'asyncio', 'textual'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
