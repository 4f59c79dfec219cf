"""JSON Schemas of bodies and answers for the OpenAPI export. Knows nothing of paths and operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.request.names import parse_name

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Attribute, Endpoint, Parameter
    from cloudflow_tui.request.shape import Node, Shape

Schema = dict[str, Any]

_TYPES: Final[Mapping[str, str]] = {"datetime": "string", "date": "string"}


def parameter_schema(parameter: Parameter) -> Schema:
    """The schema of a value; of a list its items are told from enum, example and name."""
    if parameter.type == "array" or parameter.name.endswith("[]"):
        items = _items_schema(parameter)
        return {"type": "array", "items": items}
    return _limited(_scalar(parameter.type), parameter)


def facts_of(parameter: Parameter) -> Schema:
    """What the catalog knows beyond a schema, as `x-` keys."""
    known = {
        "x-unit": parameter.unit,
        "x-since": parameter.since,
        "x-until": parameter.until,
        "x-version-basis": parameter.version_basis if parameter.since or parameter.until else "",
        "x-refers-to": parameter.reference.endpoint_id if parameter.reference else "",
        "x-secret": parameter.is_secret,
    }
    return {key: value for key, value in known.items() if value}


def described(parameter: Parameter, schema: Schema) -> Schema:
    """The schema of a value with its description, default, example and facts."""
    found = dict(schema)
    if parameter.description:
        found["description"] = parameter.description
    if parameter.default is not UNSET:
        found["default"] = parameter.default
    if parameter.example is not UNSET:
        found["examples"] = [parameter.example]
    if parameter.is_read_only:
        found["readOnly"] = True
    if parameter.is_secret:
        found["writeOnly"] = not parameter.is_read_only
    return {**found, **facts_of(parameter)}


def body_schema(endpoint: Endpoint, shape: Shape) -> Schema:
    """The schema of a request body, with its root element where it has one."""
    tree = shape.trees["body"]
    beside = {str(parse_name(one.name)[0]) for one in endpoint.parameters_in("body") if one.is_beside_root}
    inside = {key: node for key, node in tree.children.items() if key not in beside}
    schema = _object(inside, tree.any_child)
    if not endpoint.root:
        return schema
    top: Schema = {"type": "object", "properties": {endpoint.root: schema}, "required": [endpoint.root]}
    for key in tree.children:
        if key in beside:
            top["properties"][key] = node_schema(tree.children[key])
            if _is_required(tree.children[key]):
                top["required"].append(key)
    return top


def node_schema(node: Node) -> Schema:
    """The schema of a value, list or object of a body."""
    if node.item is not None:
        return _list_schema(node)
    if node.children or node.any_child is not None:
        schema = _object(node.children, node.any_child)
        return described(node.parameter, schema) if node.parameter is not None else schema
    if node.parameter is not None:
        return described(node.parameter, parameter_schema(node.parameter))
    return {}


def _list_schema(node: Node) -> Schema:
    item = node.item
    parameter = node.parameter or (item.list_parameter if item is not None else None)
    if item is not None and (item.children or item.any_child is not None):
        schema: Schema = {"type": "array", "items": _object(item.children, item.any_child)}
    elif parameter is not None:
        schema = {"type": "array", "items": _items_schema(parameter)}
    else:
        schema = {"type": "array", "items": {}}
    schema["xml"] = {"wrapped": True}
    return described(parameter, schema) if parameter is not None else schema


def _object(children: Mapping[str, Node], any_child: Node | None) -> Schema:
    schema: Schema = {"type": "object"}
    properties = {key: node_schema(node) for key, node in children.items()}
    if properties:
        schema["properties"] = properties
    required = [key for key, node in children.items() if _is_required(node)]
    if required:
        schema["required"] = required
    if any_child is not None:
        schema["additionalProperties"] = node_schema(any_child)
    return schema


def _is_required(node: Node) -> bool:
    parameter = node.parameter or (node.item.list_parameter if node.item is not None else None)
    return parameter is not None and parameter.is_required


def _items_schema(parameter: Parameter) -> Schema:
    if parameter.type not in ("array", "object"):
        return _limited(_scalar(parameter.type), parameter)
    if parameter.type == "object":
        return {"type": "object"}
    if parameter.enum:
        return {"enum": list(parameter.enum)}
    if parameter.item_type == "integer":
        # The guide writes ids in lists as text and as numbers.
        return {"type": ["integer", "string"]}
    return _scalar(parameter.item_type) if parameter.item_type in ("string", "number", "boolean") else {}


def _scalar(kind: str) -> Schema:
    schema: Schema = {"type": _TYPES.get(kind, kind)}
    if kind == "date":
        schema["format"] = "date"
    elif kind == "datetime":
        # Not date-time: the servers also take "2011-08-01 12:47:08".
        schema["x-format"] = "datetime"
    return schema


def _limited(schema: Schema, parameter: Parameter) -> Schema:
    limits = {
        "enum": list(parameter.enum) or None,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "minLength": parameter.min_length,
        "maxLength": parameter.max_length,
    }
    return {**schema, **{key: value for key, value in limits.items() if value is not None}}


def answer_schema(attributes: tuple[Attribute, ...]) -> Schema:
    """The schema of an object as it is answered: all may be null, other attributes may come."""
    top: Schema = {"type": "object", "properties": {}}
    for attribute in attributes:
        _add_attribute(top, attribute)
    return top


def _add_attribute(top: Schema, attribute: Attribute) -> None:
    """Put an attribute where its name leads: dots into objects, `[]` into lists."""
    at = top
    *above, last = attribute.name.split(".")
    for step in above:
        inside = at.setdefault("properties", {}).setdefault(step.removesuffix("[]"), {})
        at = _as_list(inside) if step.endswith("[]") else _as_object(inside)
    name = last.removesuffix("[]")
    schema = _answered(attribute)
    if last.endswith("[]"):
        schema = {"type": ["array", "null"], "items": schema}
    known = at.setdefault("properties", {}).get(name)
    at["properties"][name] = {**schema, **known} if known else schema


def _as_object(schema: Schema) -> Schema:
    schema["type"] = ["object", "null"]
    return schema


def _as_list(schema: Schema) -> Schema:
    schema["type"] = ["array", "null"]
    items = schema.setdefault("items", {})
    items["type"] = ["object", "null"]
    return items  # type: ignore[no-any-return]  # made here or by an attribute before


def _answered(attribute: Attribute) -> Schema:
    schema = _scalar(attribute.type)
    kind = schema["type"]
    # Decimals come as numbers or as text, by the age of the server.
    schema["type"] = ["number", "string", "null"] if kind == "number" else [kind, "null"]
    if kind == "array":
        schema["items"] = {}
    known = {
        "description": attribute.description,
        "x-since": attribute.since,
        "x-until": attribute.until,
        "x-version-basis": attribute.version_basis if attribute.since or attribute.until else "",
    }
    return {**schema, **{key: value for key, value in known.items() if value}}
