"""The example body of an endpoint against its parameters: every key known, every required one there."""

from __future__ import annotations

from collections.abc import Iterator

from cloudflow_tui.catalog.check.finding import Data, Findings, parameters_of
from cloudflow_tui.catalog.check.parameter import has_body_of_get, plain_name
from cloudflow_tui.catalog.check.values import fits

_KIND = "request example"


def check_example(endpoint: Data, found: Findings) -> None:
    """Check the example body, if there is one."""
    if "request_example" not in endpoint:
        return
    where, example, root = endpoint["id"], endpoint["request_example"], endpoint.get("root")
    if endpoint["method"] == "GET" and not has_body_of_get(endpoint):
        found.add(_KIND, where, "a GET has no body, and the notes do not speak of one")
    body, beside = example, {}
    if root:
        if not isinstance(example, dict) or root not in example:
            found.add(_KIND, where, f"the root {root} is missing")
            return
        body = example[root]
        beside = {key: value for key, value in example.items() if key != root}
    parameters = parameters_of(endpoint, "body")
    names = {row["name"] for row in parameters if row.get("beside_root")}
    for key in beside:
        if key not in names:
            found.add(_KIND, where, f"{key} stands beside the root, but no such parameter does")
    values = dict(_flattened(body, ""))
    _check_known(where, values, parameters, found)
    _check_required(where, {plain_name(name) for name in values} | set(beside), parameters, found)


def _flattened(data: object, prefix: str) -> Iterator[tuple[str, object]]:
    """Names as parameters have them (`a.b`, `a[].b`, `a[]`), with their values."""
    if isinstance(data, dict):
        for key, value in data.items():
            name = f"{prefix}.{key}" if prefix else str(key)
            yield name, value
            yield from _flattened(value, name)
    elif isinstance(data, list):
        for value in data:
            if isinstance(value, dict | list):
                yield from _flattened(value, f"{prefix}[]")
            else:
                yield f"{prefix}[]", value


def _check_known(where: str, values: Data, parameters: list[Data], found: Findings) -> None:
    known: dict[str, Data | None] = {}
    for parameter in parameters:
        steps = plain_name(parameter["name"]).split(".")
        for count in range(1, len(steps)):
            known.setdefault(".".join(steps[:count]), None)
        known[".".join(steps)] = parameter
    free = [name for name, row in known.items() if row is not None and row["type"] in ("object", "array")]
    for name, value in values.items():
        plain = plain_name(name)
        if plain in known:
            row = known[plain]
            is_value = not isinstance(value, dict | list) and not name.endswith("[]")
            if row is not None and is_value and row["type"] != "array" and not fits(value, row["type"]):
                found.add(_KIND, where, f"{name}: {value!r} is no {row['type']}")
        elif not any(plain.startswith(f"{parent}.") and not _has_members(parent, known) for parent in free):
            found.add(_KIND, where, f"{name} is no parameter")


def _has_members(parent: str, known: dict[str, Data | None]) -> bool:
    return any(name.startswith(f"{parent}.") for name in known)


def _check_required(where: str, there: set[str], parameters: list[Data], found: Findings) -> None:
    for row in parameters:
        name = plain_name(row["name"])
        parent = name.rpartition(".")[0]
        if row.get("required") and name not in there and (not parent or parent in there):
            found.add(_KIND, where, f"the required {row['name']} is missing")
