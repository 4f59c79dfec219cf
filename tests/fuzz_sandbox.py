"""schemathesis against the sandbox on the exported OpenAPI: `python -m tests.fuzz_sandbox [REQUESTS] [SEED]`.

Every operation is called with made-up parameters, in JSON and in XML. No answer may be a 500, have a status
that is not documented, break its schema or its content type, or have a body that cannot be parsed.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import warnings
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Served

REQUESTS = 6_000
_ALWAYS = frozenset({400, 401})
"""Statuses that hang on the form of a request, not on the call."""


@dataclass
class Report:
    """What a run came to."""

    statuses: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    def __str__(self) -> str:
        told = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return (
            f"{self.count} requests to {len(self.operations)} operations ({told}); {len(self.faults)} faults"
        )


def exported() -> dict[str, Any]:
    """The OpenAPI document that the project exports."""
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.interchange.openapi import to_openapi

    document: dict[str, Any] = json.loads(json.dumps(to_openapi(Catalog.load().at(""))))
    return document


def fuzz(requests: int, seed: int = 1, share: float = 1.0) -> Report:
    """Call a served sandbox.

    Args:
        requests: About how many.
        share: Part of the operations to call, drawn by the seed.
    """
    import schemathesis

    logging.getLogger("cloudflow_tui.sandbox").setLevel(logging.ERROR)
    world = make_world(SandboxOptions(password=PASSWORD))
    served = Served(Handler(world))
    report = Report()
    try:
        schema = schemathesis.openapi.from_dict(exported())
        schema.config.update(base_url=served.url)
        found: list[Any] = list(schema.get_all_operations())
        operations = [one.ok() for one in found]
        chance = random.Random(seed)
        chosen = chance.sample(operations, max(int(len(operations) * share), 1))
        for operation in chosen:
            each = max(requests // (2 * len(chosen)), 1)
            for suffix in (".json", ".xml"):
                _call_many(operation, suffix, each, seed, served.url, world, report)
    finally:
        served.stop()
    return report


def _call_many(
    operation: Any, suffix: str, count: int, seed: int, url: str, world: World, report: Report
) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    report.operations.add(f"{operation.method} {operation.path}")
    path = operation.path.removesuffix(".json") + suffix

    @seeded(seed)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        case.path = path
        _call(case, suffix, url, world, report)

    run()


def _call(case: Any, suffix: str, url: str, world: World, report: Report) -> None:
    response = case.call(base_url=url, auth=("admin", PASSWORD), timeout=30)
    report.statuses[response.status_code] += 1
    if response.status_code in (401, 403) and not _is_let_in(world):
        # A request took the administrator his password, role or freedom to call from here.
        world.begin_again()
    for fault in _faults(case, response, suffix):
        report.faults.append(f"{case.method} {case.path} {str(case.body)[:200]}: {fault}")


def _is_let_in(world: World) -> bool:
    basic = b64encode(f"admin:{PASSWORD}".encode()).decode()
    request = HttpRequest("GET", "/roles.json", "", {"authorization": f"Basic {basic}"})
    return Handler(world).answer(request).status == 200


def _faults(case: Any, response: Any, suffix: str) -> Iterator[str]:
    from schemathesis import checks
    from schemathesis.core.failures import FailureGroup

    status = response.status_code
    if status >= 500:
        yield f"{status} {response.content[:200]!r}"
    documented = {str(key) for key in case.operation.definition.raw["responses"]}
    if case.method == "GET" and case.operation.body:
        # Reports with a body say 422 when it is wrong, as every other call with parameters does.
        documented.add("422")
    if str(status) not in documented and "default" not in documented and status not in _ALWAYS:
        yield f"{status} is not documented: {response.content[:200]!r}"
    yield from _unreadable(response, suffix)
    if suffix == ".json" and response.content:
        try:
            wanted = [checks.content_type_conformance, checks.response_schema_conformance]
            case.validate_response(response, checks=wanted)
        except FailureGroup as failures:
            for failure in failures.exceptions:
                yield " ".join(f"{type(failure).__name__}: {failure}".split())[:400]


def _unreadable(response: Any, suffix: str) -> Iterator[str]:
    from lxml import etree

    if not response.content:
        return
    try:
        if suffix == ".json":
            json.loads(response.content)
        else:
            etree.fromstring(response.content)
    except (ValueError, etree.XMLSyntaxError) as error:
        yield f"{error}: {response.content[:200]!r}"


def main(words: list[str]) -> int:
    """Run, print what it came to, and 1 when there are faults."""
    warnings.simplefilter("ignore")
    report = fuzz(int(words[0]) if words else REQUESTS, int(words[1]) if words[1:] else 1)
    sys.stdout.write(f"{report}\n")
    for fault in report.faults:
        sys.stdout.write(f"{fault}\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
