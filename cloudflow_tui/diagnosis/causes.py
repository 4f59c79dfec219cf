"""What is often behind a status of certain calls: the table `data/causes.json`, read when it is needed."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / "data" / "causes.json").read_text(encoding="utf-8")))


def causes_of(status: int, endpoint: Endpoint | None, body: bytes = b"") -> tuple[str, ...]:
    """Sentences on a status of a call, in the order of the table; what is only possible is called so.

    Args:
        body: Of the request; some rows are of calls that send a parameter, or do not.
    """
    if endpoint is None:
        return ()
    call = f"{endpoint.method} {endpoint.path}"
    return tuple(
        row["cause"]
        for row in _rows()
        if status in row["statuses"]
        and re.fullmatch(row["call"], call)
        and row.get("sends", "").encode() in body
        and not ("lacks" in row and row["lacks"].encode() in body)
    )
