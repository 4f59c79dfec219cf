"""Transactions: the long log text of a list comes only when it is asked for."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.sandbox.calls import Call, Registry, Result
from cloudflow_tui.sandbox.listing import answer_list
from cloudflow_tui.sandbox.walking import not_found


def _list(call: Call) -> Result | None:
    result = answer_list(call)
    rows: Any = result.value
    if "detailed" not in call.query:
        for row in rows:
            row.pop("log_output", None)
    return result


def _show(call: Call) -> Result | None:
    transaction = call.target
    if transaction is None:
        return not_found("transaction")
    return Result({"log_output": None, **transaction}, "transaction")


REGISTRY = Registry(
    endpoints={"transactions.list": _list, "vs_transactions.list": _list, "transactions.get": _show},
)
