"""Masking of secrets: the one gate for all that is stored, shown or handed on.

    Redactor([password]).exchange(exchange)

Works on bytes as they came; parses, sends and stores nothing.
"""

from __future__ import annotations

from cloudflow_tui.redact.gate import Redactor
from cloudflow_tui.redact.masking import MASK
from cloudflow_tui.redact.names import is_secret_header, is_secret_name

__all__ = ["MASK", "Redactor", "is_secret_header", "is_secret_name"]
