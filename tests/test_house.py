"""House rules that tools do not check: docstrings of modules, length of files and functions."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path for folder in ("cloudflow_tui", "tests", "screenshots") for path in (ROOT / folder).rglob("*.py")
)
MAX_LINES = 400
MAX_FUNCTION_LINES = 50


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    is_bare_marker = not text and path.name == "__init__.py" and named(path).startswith("tests")
    assert is_bare_marker or (ast.get_docstring(tree) or "").strip(), "says nothing of what it is for"
    assert len(text.splitlines()) <= MAX_LINES
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: length for node in functions if (length := _length(node)) > MAX_FUNCTION_LINES}
    assert long == {}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without decorators and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 50


def test_every_styled_widget_has_a_name_of_its_own() -> None:
    """Style rules go by the name alone: two widgets of one name get each other's."""
    names = Counter(
        node.name
        for file in (ROOT / "cloudflow_tui" / "tui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and "DEFAULT_CSS" in ast.unparse(node)
    )
    assert [name for name, count in names.items() if count > 1] == []
