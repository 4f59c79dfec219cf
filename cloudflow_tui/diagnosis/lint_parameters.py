"""Checks of the parameters of a pasted request against the catalog: those of the draft, told as findings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.catalog.versions import presence
from cloudflow_tui.diagnosis.address import is_placeholder, is_variable
from cloudflow_tui.diagnosis.drafting import MISSING_PART
from cloudflow_tui.diagnosis.findings import Finding, Fix
from cloudflow_tui.diagnosis.fixes import body_fix, value_fix
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.diagnosis.pasted import has_mask
from cloudflow_tui.request import sample_value, validate
from cloudflow_tui.request.names import nearest, parse_name

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter, Place
    from cloudflow_tui.request import Draft, Problem

_UNITS = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([KMGT]i?B?|bytes|cores?|%)\s*", re.IGNORECASE)
_ALIASES = {
    "cpu": "cpus", "cores": "cpus", "vcpu": "cpus", "ram": "memory", "mem": "memory",
    "disk": "primary_disk_size", "disk_size": "primary_disk_size", "size": "disk_size",
    "swap": "swap_disk_size", "template": "template_id", "image": "template_id", "name": "label",
    "username": "login", "user": "login", "mail": "email", "network": "primary_network_id",
    "network_id": "primary_network_id", "role": "role_ids", "role_id": "role_ids", "roles": "role_ids",
    "host": "hostname", "hypervisor": "hypervisor_id", "pass": "password",
}  # fmt: skip


def check_parameters(look: Look) -> Findings:
    """What is missing, unknown or wrong; nothing when the call is unknown."""
    endpoint, draft = look.endpoint, look.draft
    if endpoint is None or draft is None:
        return
    problems = [problem for problem in validate(draft) if not _is_excused(look, problem)]
    missing = [problem for problem in problems if problem.kind == "missing"]
    in_body = [problem for problem in missing if problem.place == "body"]
    if in_body and _has_no_body(look):
        yield _no_body(look, endpoint, in_body)
        missing = [problem for problem in missing if problem.place != "body"]
    misspelt = _misspelt(look, missing, problems)
    taken = {name for pair in misspelt.items() for name in pair}
    for unknown, wanted in misspelt.items():
        yield _renamed(look, endpoint, unknown, wanted, "misspelt-parameter")
    for problem in missing:
        if problem.parameter not in taken:
            yield _missing(look, endpoint, problem)
    for problem in problems:
        if problem.kind != "missing" and problem.parameter not in taken:
            yield from _problem(look, endpoint, draft, problem)
    yield from _units(look, endpoint, draft)
    yield from _versions(look, endpoint, draft)


def _has_no_body(look: Look) -> bool:
    pasted = look.pasted
    return pasted.body_kind == "none" or (pasted.body_kind == "text" and pasted.body.strip() in ("", "{}"))


def _no_body(look: Look, endpoint: Endpoint, missing: list[Problem]) -> Finding:
    names = ", ".join(problem.parameter for problem in missing[:6])
    is_sure = look.pasted.source not in ("line", "module-log")
    return Finding(
        "body-missing",
        f"No body was sent; {endpoint.id} needs {names}.",
        look.pasted.places.of("method"),
        lowered=None if is_sure else "warning",
    )


def _is_excused(look: Look, problem: Problem) -> bool:
    """Whether a problem is of a value that is not known, or that another check tells."""
    pasted = look.pasted
    if problem.kind in ("syntax", "note") or problem.place == "header":
        return True
    is_unseen = pasted.body_kind in ("file", "unknown") or look.broken is not None
    if problem.place == "body" and is_unseen:
        return True
    if (
        problem.place == "body"
        and pasted.body_kind == "text"
        and pasted.form == "form"
        and _is_strange(pasted.body)
    ):
        return True
    if problem.place == "path":
        value = look.call.values.get(problem.parameter, MISSING_PART)
        return is_placeholder(value) or is_variable(value) or value == MISSING_PART
    if problem.kind == "missing" and pasted.source == "module-log" and pasted.body_kind == "none":
        return True
    if problem.kind == "wrong" and _is_switch_of_number(look, problem):
        return True
    keys = [key for key in re.split(r"[.\[\]]+", problem.parameter) if key]
    return bool(keys) and _was_masked(pasted.body, keys[-1])


def _is_switch_of_number(look: Look, problem: Problem) -> bool:
    """Whether true stands for the 1 of a switch that the guide shows as a number."""
    parameter = _parameter(look.endpoint, problem.parameter) if look.endpoint is not None else None
    if parameter is None or look.draft is None or parameter.type != "integer":
        return False
    is_plain = parameter.reference is None and not parameter.unit and parameter.example in (0, 1)
    return is_plain and isinstance(look.draft.get(problem.parameter), bool)


def _is_strange(body: str) -> bool:
    return re.match(r"\s*[\w\[\]%.-]+=", body) is None


def _was_masked(body: str, key: str) -> bool:
    """Whether the value of a key was masked or is a variable in the text: unknown, not wrong."""
    found = re.search(rf"[\"'<]?{re.escape(key)}[\"'>]?\s*[:=>]\s*[\"']?([^\"'<>,}}\n]*)", body)
    return found is not None and (has_mask(found[1]) or is_variable(found[1]))


def _missing(look: Look, endpoint: Endpoint, problem: Problem) -> Finding:
    parameter = _parameter(endpoint, problem.parameter)
    fix = None
    if parameter is not None and problem.place == "body" and "[" not in problem.parameter.rstrip("[]"):
        value = sample_value(parameter)
        fix = value_fix(f"Fill in {_shown(value)}", endpoint, problem.parameter, value, is_sure=False)
    # "Fill it in." says nothing that the message does not.
    told = problem.advice if problem.advice.startswith("What would do") else ""
    others = [look.catalog.endpoint(id) for id in look.call.choices]
    is_sure = all(problem.parameter in {one.name for one in other.required} for other in others)
    return Finding(
        "missing-required",
        f"{problem.message} {told}".strip(),
        look.pasted.places.of_body(0) if look.pasted.body else look.pasted.places.of_url(),
        problem.parameter,
        fix=fix,
        lowered=None if is_sure else "warning",
    )


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) < 40 else f"{text[:38]}…"


def _misspelt(look: Look, missing: list[Problem], problems: list[Problem]) -> dict[str, str]:
    """Unknown names, each with the missing required parameter that it was meant for."""
    wanted = [problem.parameter for problem in missing if problem.place == "body"]
    found: dict[str, str] = {}
    for problem in problems:
        if problem.kind != "unknown" or problem.place != "body":
            continue
        last = problem.parameter.rpartition(".")[2]
        alias = _ALIASES.get(last, "")
        hits = [name for name in wanted if name.removesuffix("[]") == alias] or list(
            nearest(problem.parameter, wanted, 1)
        )
        if hits and hits[0] not in found.values():
            found[problem.parameter] = hits[0]
    return found


def _renamed(look: Look, endpoint: Endpoint, unknown: str, wanted: str, rule: str) -> Finding:
    def edit(draft: Draft) -> None:
        value = draft.get(unknown)
        draft.unset(unknown)
        if not isinstance(value, Unset):
            draft.set(wanted, [value] if wanted.endswith("[]") and not isinstance(value, list) else value)

    verb = "is missing" if rule == "misspelt-parameter" else "is known"
    return Finding(
        rule,
        f"{unknown} is not known here; {wanted} {verb}.",
        look.spot_of(unknown),
        unknown,
        evidence=unknown,
        fix=body_fix(f"Write {wanted}", endpoint, edit, is_sure=rule == "misspelt-parameter"),
    )


def _parameter(endpoint: Endpoint, name: str) -> Parameter | None:
    plain = re.sub(r"\[\d+\]", "[]", name)
    for parameter in endpoint.parameters:
        if parameter.name in (name, plain) or parameter.name.removesuffix("[]") == plain.removesuffix("[]"):
            return parameter
    return None


def _problem(look: Look, endpoint: Endpoint, draft: Draft, problem: Problem) -> Findings:
    name, spot = problem.parameter, look.spot_of(problem.parameter)
    if problem.kind == "unknown" and _is_attribute(look, endpoint, name):
        said = f"{name} is an attribute of the answer, not a parameter; servers ignore it."
        yield Finding("read-only", said, spot, name, fix=_left_out(endpoint, name))
    elif problem.kind == "unknown":
        yield _unknown(look, endpoint, draft, problem)
    elif problem.kind == "read_only":
        yield Finding(
            "read-only",
            problem.message,
            spot,
            name,
            fix=_left_out(endpoint, name),
        )
    else:
        rule = _rule_of(problem)
        if rule == "list-wanted" and look.pasted.form == "xml" and name.count("[]") == 1:
            # In XML it is the mark that is missing.
            return
        value = draft.get(name)
        yield Finding(
            rule,
            problem.message,
            spot,
            name,
            evidence=problem.advice,
            fix=_value_fix(endpoint, problem, rule, value) if problem.place == "body" else None,
            lowered="warning" if rule == "not-in-list" and not problem.blocks else None,
        )


def _is_attribute(look: Look, endpoint: Endpoint, name: str) -> bool:
    """Whether the objects of this section have it: a client sends back what it read."""
    rows = look.catalog.section(endpoint.section).endpoints
    return any(name == one.name for row in rows for one in row.answer.attributes)


def _left_out(endpoint: Endpoint, name: str) -> Fix:
    return body_fix("Leave it out", endpoint, lambda draft: draft.unset(name))


def _rule_of(problem: Problem) -> str:
    said = problem.message
    if said.endswith("not a list."):
        return "list-wanted"
    if "none of the known values" in said:
        return "not-in-list"
    if "out of its range" in said or re.search(r"of at (least|most) \d+ characters", said):
        return "out-of-range"
    return "unit-in-value" if "Write the number alone" in problem.advice else "wrong-type"


def _value_fix(endpoint: Endpoint, problem: Problem, rule: str, value: object) -> Fix | None:
    name = problem.parameter
    if rule == "list-wanted":
        return value_fix("Write a list", endpoint, name, _as_list(value))
    if rule == "unit-in-value" and isinstance(value, str):
        number = _converted(value, _parameter(endpoint, name))
        return None if number is None else value_fix(f"Write {number}", endpoint, name, number)
    if rule == "not-in-list":
        near = re.search(r"Nearest: ([^.]+)\.", problem.advice)
        return value_fix(f"Write {near[1]}", endpoint, name, near[1], is_sure=False) if near else None
    if rule == "wrong-type" and isinstance(value, str):
        number_text = re.fullmatch(r"\s*(-?\d+),(\d+)\s*", value)
        if number_text:
            plain = f"{number_text[1]}.{number_text[2]}"
            return value_fix(f"Write {plain}", endpoint, name, plain)
        decoded = re.sub(r"\+", " ", re.sub("(?i)%(25)?3A", ":", value))
        if decoded != value and re.fullmatch(r"\d{4}-\d\d-\d\d[ T][\d:]+(Z|[+-][\d:]+)?", decoded):
            return value_fix(f"Write {decoded}", endpoint, name, decoded)
    return None


def _as_list(value: object) -> list[object]:
    if isinstance(value, str):
        try:
            read = json.loads(value)
        except ValueError:
            read = [part.strip() for part in value.split(",") if part.strip()]
        return read if isinstance(read, list) else [read]
    return list(value.values()) if isinstance(value, dict) else [value]


def _converted(text: str, parameter: Parameter | None) -> int | None:
    """The number in the unit of the parameter."""
    found = _UNITS.fullmatch(text)
    if found is None or parameter is None:
        return None
    steps = {"k": -1, "m": 0, "g": 1, "t": 2}
    own = steps.get(parameter.unit[:1].lower(), 0)
    given = steps.get(found[2][:1].lower())
    if given is None or parameter.unit[:2].upper() not in ("MB", "GB"):
        return int(float(found[1]))
    return int(float(found[1]) * 1024 ** (given - own)) or None


def _unknown(look: Look, endpoint: Endpoint, draft: Draft, problem: Problem) -> Finding:
    name = problem.parameter
    last = name.rpartition(".")[2]
    place: Place = "body" if problem.place == "body" else "query"
    known = [one for one in draft.shape.known_names(place) if not draft.is_set(one)]
    alias = _ALIASES.get(last, "")
    near = [one for one in known if one.removesuffix("[]") == alias] or list(nearest(name, known, 1))
    if near and problem.place == "body" and parse_name(near[0])[0] != name:
        return _renamed(look, endpoint, name, near[0], "unknown-parameter")
    return Finding("unknown-parameter", problem.message, look.spot_of(name), name, evidence=problem.advice)


def _units(look: Look, endpoint: Endpoint, draft: Draft) -> Findings:
    """Numbers that are allowed but hardly meant."""
    for parameter in endpoint.parameters_in("body"):
        if parameter.unit not in ("MB", "GB") or "[" in parameter.name:
            continue
        value = draft.get(parameter.name)
        if isinstance(value, str) and value.isdigit():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            continue
        leaf = parameter.name.rpartition(".")[2]
        is_tiny = parameter.unit == "MB" and "memory" in leaf and 0 < value <= 64
        is_giant = parameter.unit == "GB" and "disk" in leaf and value >= 2048 and value % 512 == 0
        if not is_tiny and not is_giant:
            continue
        meant = value * 1024 if is_tiny else value // 1024
        yield Finding(
            "unit-suspicious",
            f"{parameter.name} counts {parameter.unit}: {value} {parameter.unit} is hardly meant.",
            look.spot_of(parameter.name),
            parameter.name,
            evidence=str(value),
            fix=value_fix(f"Write {meant}", endpoint, parameter.name, meant, is_sure=False),
        )


def _versions(look: Look, endpoint: Endpoint, draft: Draft) -> Findings:
    if not look.version:
        return
    for parameter in endpoint.parameters:
        if not (parameter.since or parameter.until) or not draft.is_set(
            parameter.name, place=parameter.place
        ):
            continue
        where = presence(look.version, parameter.since, parameter.until)
        if where not in ("gone", "not_yet"):
            continue
        name = parameter.name
        said = (
            f"{name} ended with {parameter.until}"
            if where == "gone"
            else f"{name} came with {parameter.since}"
        )
        yield Finding(
            "parameter-gone" if where == "gone" else "parameter-not-yet",
            f"{said}; the cloud has {look.version}.",
            look.spot_of(name),
            name,
            fix=_left_out(endpoint, name) if parameter.place == "body" else None,
        )
