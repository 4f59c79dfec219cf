"""What the catalog asks of a call, as far as a status makes it matter: read before there is an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cloudflow_tui.request.wording import facts_of, versions_of

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter

MOST_NAMED: Final = 12


def rules_of(code: int, endpoint: Endpoint) -> Iterator[str]:
    """Sentences: for a 422 what the parameters must be, for a 404 where the ids of the path come from."""
    versions = versions_of(endpoint.since, endpoint.until)
    if code == 404:
        if versions:
            yield f"This call exists {versions}."
        for parameter in endpoint.parameters_in("path"):
            source = parameter.reference.endpoint_id if parameter.reference is not None else ""
            yield f"{parameter.name} in the path" + (f": an id from {source}." if source else ".")
    elif code in (400, 422):
        yield from _of_parameters(endpoint)


def _of_parameters(endpoint: Endpoint) -> Iterator[str]:
    given = [one for one in endpoint.parameters if one.place in ("body", "query")]
    required = [one for one in given if one.is_required]
    if required:
        yield f"Required: {', '.join(one.name for one in required)}."
    elif given:
        yield "None of its parameters is required."
    if endpoint.root and endpoint.parameters_in("body"):
        yield f"The body's root is {endpoint.root}."
    telling = [one for one in required if _facts(one)]
    telling += [one for one in given if not one.is_required and _limits(one)]
    for one in telling[:MOST_NAMED]:
        yield f"{one.name}: {_facts(one)}."
    if len(telling) > MOST_NAMED:
        yield f"{len(telling) - MOST_NAMED} more have limits: cloudflow-tui catalog show {endpoint.id}"
    if len(required) > 1:
        yield "All required ones blank at once: the body was not understood (root, Content-Type, a redirect)."


def _facts(parameter: Parameter) -> str:
    return ", ".join(fact.rstrip(".") for fact in facts_of(parameter))


def _limits(parameter: Parameter) -> bool:
    """Whether a value can be outside of what is allowed."""
    bounds = (parameter.minimum, parameter.maximum, parameter.min_length, parameter.max_length)
    return bool(parameter.enum) or any(bound is not None for bound in bounds)
