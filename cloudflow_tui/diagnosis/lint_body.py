"""Checks of what a body holds around its parameters: its root element, and lists in XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.findings import Finding, Fix
from cloudflow_tui.diagnosis.fixes import body_fix
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.request.encode import BARE_ROOT, top_node
from cloudflow_tui.request.shape import Node

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.request import Draft

_OLD_ZONE_ROOT = "pack"


def check_body(look: Look) -> Findings:
    """The root of the body; nothing when the call is unknown or the body cannot be read."""
    endpoint = look.endpoint
    if endpoint is None or look.draft is None or not look.is_body_readable:
        return
    if look.pasted.form == "json" and isinstance(look.data, dict):
        yield from _json_root(look, endpoint, look.draft, look.data)
    elif look.pasted.form == "xml":
        yield from _xml_root(look, endpoint, look.draft)


def _keep(draft: Draft) -> None:
    """Nothing to edit: writing the body anew is the correction."""


def _rewrite(label: str, endpoint: Endpoint) -> Fix:
    return body_fix(label, endpoint, _keep)


def _json_root(look: Look, endpoint: Endpoint, draft: Draft, data: dict[str, object]) -> Findings:
    root, body = endpoint.root, draft.shape.trees["body"]
    inside = data.get(root) if root else None
    if root and isinstance(inside, dict):
        yield from _beside(look, endpoint, draft, data)
        again = inside.get(root)
        if isinstance(again, dict) and len(inside) == 1 and root not in body.children:
            yield Finding(
                "root-twice",
                f"{root} stands twice.",
                look.spot_of(f"{root}.{root}"),
                evidence=f'{{"{root}":{{"{root}":…',
                fix=_rewrite("Take one out", endpoint),
            )
        return
    [name, only] = next(iter(data.items())) if len(data) == 1 else ("", None)
    if isinstance(only, dict) and name not in body.children and body.children:
        yield from _other_root(look, endpoint, name, _is_known(only, body))
    elif root and _is_known(data, body, least=1):
        yield _missing_root(look, endpoint)


def _is_known(values: object, node: Node, *, least: int = 1) -> bool:
    """Whether some of these are values of the call."""
    return isinstance(values, dict) and sum(node.below(key) is not None for key in values) >= least


def _other_root(look: Look, endpoint: Endpoint, name: str, has_known: bool) -> Findings:
    root = endpoint.root
    if not root and not has_known:
        return
    said = (
        f"The root is {name}; the call takes {root}."
        if root
        else f"The call takes no root; {name} stands around."
    )
    yield Finding(
        "root-wrong",
        said,
        look.spot_of(name),
        evidence=name,
        fix=_rewrite(f"Write {root}" if root else "Take it out", endpoint) if has_known else None,
        lowered="info" if name == _OLD_ZONE_ROOT else None if root else "warning",
    )


def _missing_root(look: Look, endpoint: Endpoint) -> Finding:
    is_edit = look.pasted.method in ("PUT", "PATCH")
    return Finding(
        "root-missing-edit" if is_edit else "root-missing",
        f"The root {endpoint.root} is missing.",
        look.pasted.places.of_body(0),
        evidence=look.pasted.masked(look.pasted.body[:40]),
        fix=_rewrite(f"Put it into {endpoint.root}", endpoint),
    )


def _beside(look: Look, endpoint: Endpoint, draft: Draft, data: dict[str, object]) -> Findings:
    known = top_node(draft.shape).children
    for name in data:
        if name != endpoint.root and name not in known and draft.shape.trees["body"].below(name) is not None:
            yield Finding(
                "beside-root",
                f"{name} stands beside {endpoint.root}; it belongs inside.",
                look.spot_of(name),
                name,
                fix=_rewrite(f"Put it into {endpoint.root}", endpoint),
            )


def _xml_root(look: Look, endpoint: Endpoint, draft: Draft) -> Findings:
    from cloudflow_tui.request.xml_reader import read_xml

    element = read_xml(look.pasted.body)
    body, root = draft.shape.trees["body"], endpoint.root
    name = element.key.replace("-", "_")
    names = {child.key.replace("-", "_"): child for child in element.children}
    if root and name == root and len(names) == 1 and root in names and names[root].children:
        yield Finding(
            "root-twice",
            f"{root} stands twice.",
            look.pasted.places.of_body(look.pasted.body.find("<")),
            fix=_rewrite("Take one out", endpoint),
        )
    elif root and name != root and name not in top_node(draft.shape).children and body.children:
        has_known = any(body.below(child) is not None for child in names)
        if name in body.children and not has_known:
            yield _missing_root(look, endpoint)
        elif has_known or name != BARE_ROOT:
            yield from _other_root(look, endpoint, element.name, has_known)
    for parameter in endpoint.parameters_in("body"):
        if parameter.name.endswith("[]") and parameter.name.count("[]") == 1:
            yield from _unmarked(look, endpoint, parameter.name)


def _unmarked(look: Look, endpoint: Endpoint, name: str) -> Findings:
    word = re.escape(name.removesuffix("[]").rpartition(".")[2]).replace("_", "[_-]")
    found = re.search(rf"<{word}(?P<attributes>\s[^<>]*)?>", look.pasted.body)
    if found is None or re.search(r"type\s*=\s*[\"']array", found["attributes"] or ""):
        return
    if (found["attributes"] or "").rstrip().endswith("/") or "nil" in (found["attributes"] or ""):
        return
    yield Finding(
        "xml-array-unmarked",
        f'{name.removesuffix("[]")} is a list: it needs type="array" and an element for each value.',
        look.pasted.places.of_body(found.start()),
        name,
        evidence=found[0],
        fix=body_fix("Mark it as a list", endpoint, lambda draft: _listed(draft, name)),
    )


def _listed(draft: Draft, name: str) -> None:
    value = draft.get(name)
    if not isinstance(value, list):
        draft.set(name, _items_of(value))


def _items_of(value: object) -> list[object]:
    if isinstance(value, str):
        return [item.strip() for item in re.split(r"[,\s]+", value.strip("[] ")) if item.strip()]
    return [value]
