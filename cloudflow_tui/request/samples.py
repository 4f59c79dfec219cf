"""Plausible values for parameters: the guide's own where it shows some, else by type, range and name.

For a form filled at one key, for examples in documents, and for trying every call. The same each time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.request.coerce import scalar_from_text
from cloudflow_tui.request.names import Step, parse_name
from cloudflow_tui.request.required import required_values
from cloudflow_tui.request.shape import Path
from cloudflow_tui.request.tree import take
from cloudflow_tui.request.value_checks import check_item, check_value
from cloudflow_tui.request.values import Value, is_empty, plain_value
from cloudflow_tui.request.wording import is_filler_text

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter
    from cloudflow_tui.request.draft import Draft

_WORDS: Final = (
    (r"e_?mail", "ann@example.com"),
    (r"(pass(word|wd)?|passphrase)(_confirmation)?", "Sample-pass-2026"),
    (r"(login|user_?name)", "zaza"),
    (r"first_name", "Ann"),
    (r"last_name", "Example"),
    (r"(mac|mac_address)", "00:16:3e:00:00:01"),
    (r"(ipv6|ip6)(_.*)?", "2001:db8::10"),
    (r"(netmask|mask|subnet_mask)", "255.255.255.0"),
    (r"(network_address|cidr|subnet|range|.*_cidr)", "192.0.2.0/24"),
    (r"(gateway|.*_gateway)", "192.0.2.1"),
    (r"(ip|ips|address|ip_address|.*_ip|.*_ip_address|start_address|first_ip)", "192.0.2.10"),
    (r"(url|uri|link|.*_ur[li]|.*_link|endpoint|source|origin)", "https://www.example.com/"),
    (r"(hostname|host|.*_hostname|fqdn)", "web.example.com"),
    (r"(domain|domain_name|.*_domain)", "example.com"),
    (r"(port|.*_port|ports)", "443"),
    (r"(locale|language|lang)", "en"),
    (r"(currency|currency_code)", "USD"),
    (r"(time_zone|timezone)", "UTC"),
    (r"(country|country_code)", "DE"),
    (r"(colou?r|.*_colou?r)", "#336699"),
    (r"(version|.*_version)", "6.7"),
    (r"(path|.*_path|directory|mount_point)", "/data"),
    (r"(note|notes|comment|description|.*_note|message|content|body)", "A sample."),
    (r"(label|name|title|.*_label|.*_name|.*_title)", "sample"),
    (r"(id|.*_id|ids|.*_ids)", "1"),
    (r".*identifier.*", "abcdefgh123456"),
)
_TEXT: Final = "sample"


def sample_value(parameter: Parameter, example: object = None) -> Value:
    """A value that would do for the parameter; always one that `validate` does not stop.

    Args:
        example: Of this parameter in the guide's example body; the first choice where it would do.
    """
    if parameter.is_flag:
        return ""
    is_list = parameter.type == "array" or parameter.name.endswith("[]")
    shown = (example, parameter.example, parameter.default, *parameter.enum[:1])
    for one in shown:
        if one is None or isinstance(one, Unset) or is_filler_text(parameter.name, one):
            continue
        value = plain_value(one, parameter.name)
        if is_list and not isinstance(value, list):
            value = [value]
        if not is_list:
            value = _typed(parameter, value)
        if not is_empty(value) and _would_do(parameter, value, is_list=is_list):
            return value
    if is_list:
        return [_made_item(parameter)]
    return _made(parameter)


def fill_samples(draft: Draft, *, only_required: bool = True) -> None:
    """Put sample values where nothing is set; what the user has set stays.

    Args:
        only_required: False fills optional parameters as well, except read-only ones.
    """
    if not only_required:
        for parameter in draft.endpoint.parameters:
            if not parameter.is_read_only and not _is_group(draft, parameter):
                _fill(draft, parameter, parse_name(parameter.name))
    # A value may begin a group whose other members are then required.
    for _ in range(4):
        missing = [one for one in required_values(draft) if not one.is_filled]
        fillable = [one for one in missing if not _is_group(draft, one.parameter)] or missing
        if not fillable:
            return
        for one in fillable:
            draft.set_value(one.place, one.path, sample_value(one.parameter, _example(draft, one.path)))


def _fill(draft: Draft, parameter: Parameter, steps: tuple[Step, ...]) -> None:
    spot = draft.shape.spot(parameter.place, steps)
    if spot is None or not isinstance(take(draft.values(parameter.place), spot.path), Unset):
        return
    draft.set_value(parameter.place, spot.path, sample_value(parameter, _example(draft, spot.path)))


def _is_group(draft: Draft, parameter: Parameter) -> bool:
    """Whether its members are parameters themselves, which fill it."""
    spot = draft.shape.spot(parameter.place, parse_name(parameter.name))
    return spot is not None and spot.node.has_members


def _example(draft: Draft, path: Path) -> object:
    """What the guide's example body has at this place, None when nothing."""
    endpoint: Endpoint = draft.endpoint
    if isinstance(endpoint.request_example, Unset):
        return None
    shown = plain_value(endpoint.request_example, "request_example")
    if isinstance(shown, dict) and endpoint.root in shown:
        inside = take(shown, (endpoint.root, *path))
        if not isinstance(inside, Unset):
            return inside
    found = take(shown, path) if isinstance(shown, dict) else None
    return None if isinstance(found, Unset) else found


def _typed(parameter: Parameter, value: Value) -> Value:
    """The value in its type: the guide quotes many numbers and writes many switches as 1 and 0."""
    if isinstance(value, int) and parameter.type == "boolean":
        value = str(int(value))
    if not isinstance(value, str):
        return value
    typed = scalar_from_text(parameter, value)
    return None if isinstance(typed, Unset) else typed


def _would_do(parameter: Parameter, value: Value, *, is_list: bool) -> bool:
    if isinstance(value, list):
        return is_list and all(check_item(parameter, one) is None for one in value)
    is_text_in_path = parameter.place == "path" and "/" in str(value)
    return not is_list and not is_text_in_path and check_value(parameter, value) is None


def _made(parameter: Parameter) -> Value:
    match parameter.type:
        case "integer":
            return int(_number(parameter))
        case "number":
            return _number(parameter)
        case "boolean":
            return True
        case "date":
            return "2026-03-01"
        case "datetime":
            return "2026-03-01 09:15:00"
        case "object":
            return {"key": "value"}
    return _fitting(parameter, _word(parameter))


def _made_item(parameter: Parameter) -> Value:
    name = _last_part(parameter)
    if name.endswith(("_ids", "_id")) or name == "ids":
        return 1
    return _word(parameter)


def _number(parameter: Parameter) -> int | float:
    low, high = parameter.minimum, parameter.maximum
    value = 443.0 if re.fullmatch(r"port|.*_port", _last_part(parameter)) else 1.0
    if low is not None:
        value = max(value, low)
    if high is not None:
        value = min(value, high)
    return int(value) if value == int(value) else value


def _word(parameter: Parameter) -> str:
    name = _last_part(parameter)
    return next((word for pattern, word in _WORDS if re.fullmatch(pattern, name)), _TEXT)


def _fitting(parameter: Parameter, word: str) -> str:
    low, high = parameter.min_length or 0, parameter.max_length
    while len(word) < low:
        word += "x"
    word = word if high is None else word[:high]
    return word.replace("/", "-") if parameter.place == "path" else word


def _last_part(parameter: Parameter) -> str:
    named = [step for step in parse_name(parameter.name) if isinstance(step, str)]
    return named[-1].lower().replace("-", "_")
