"""The version of this program; the same stands in pyproject.toml."""

from __future__ import annotations

__version__ = "0.1.0"
