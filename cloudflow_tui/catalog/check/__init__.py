"""Contradictions in the catalog: `check_catalog` finds them, in the shipped data or in files of one's own.

Works on the plain data of the files, so that one wrong value does not hide the next. Mends nothing.
"""

from __future__ import annotations

from cloudflow_tui.catalog.check.catalog import check_catalog
from cloudflow_tui.catalog.check.finding import Finding

__all__ = ["Finding", "check_catalog"]
