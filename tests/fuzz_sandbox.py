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
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Served

REQUESTS = 6_000
LOGIN = ("admin", PASSWORD)
_CHAINED = frozenset(
    {
        "currencies",
        "dns_zones",
        "edge_groups",
        "instance_packages",
        "recipes",
        "service_addons",
        "user_groups",
    }
)
"""First words of the paths whose calls are chained: no work holds these objects, no caller lives of them."""
_AIMED = 0.85
"""Share of the ids that are those of objects that are there."""


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


@dataclass(frozen=True)
class Run:
    """What is called, and where it is noted."""

    url: str
    world: World
    report: Report
    seed: int


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
        # What only the server can judge is 404 or 422: an object that is not there, a name that is taken.
        schema.config.checks.positive_data_acceptance.expected_statuses = ["2xx", "403", "404", "422"]
        run = Run(served.url, world, report, seed)
        found: list[Any] = list(schema.get_all_operations())
        operations = [one.ok() for one in found]
        chance = random.Random(seed)
        chosen = chance.sample(operations, max(int(len(operations) * share), 1))
        for operation in chosen:
            each = max(requests // (3 * len(chosen)), 1)
            for suffix in (".json", ".xml"):
                _call_many(operation, suffix, each, run)
    finally:
        served.stop()
    return report


def _call_many(operation: Any, suffix: str, count: int, run: Run) -> None:
    """Call an operation with data that fits its schema, and with some that does not."""
    from hypothesis.errors import Unsatisfiable

    run.report.operations.add(f"{operation.method} {operation.path}")
    _call_with(operation, suffix, count, run, fits=True)
    # An operation without parameters has nothing that can be wrong.
    with suppress(Unsatisfiable):
        _call_with(operation, suffix, max(count // 2, 1), run, fits=False)


def _call_with(operation: Any, suffix: str, count: int, run: Run, *, fits: bool) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from schemathesis.generation.modes import GenerationMode

    path = operation.path.removesuffix(".json") + suffix
    mode = GenerationMode.POSITIVE if fits else GenerationMode.NEGATIVE
    chance = random.Random(run.seed)

    @seeded(run.seed)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Any) -> None:
        case.path = path
        if fits:
            _aim(case, chance)
        _call(case, suffix, run)

    call()


def _aim(case: Any, chance: random.Random) -> None:
    """Mostly let the ids of a path be those of first objects: a made-up one only ever comes to a 404."""
    for name in case.path_parameters or {}:
        if chance.random() < _AIMED:
            case.path_parameters[name] = chance.randint(1, 3)


def _call(case: Any, suffix: str, run: Run) -> None:
    response = case.call(base_url=run.url, auth=LOGIN, timeout=30)
    run.report.statuses[response.status_code] += 1
    if response.status_code in (401, 403) and not _is_let_in(run.world):
        # A request took the administrator his password, role or freedom to call from here.
        run.world.begin_again()
    for fault in _faults(case, response, suffix):
        run.report.faults.append(f"{case.method} {case.path} {str(case.body)[:200]}: {fault}")


def _is_let_in(world: World) -> bool:
    basic = b64encode(f"admin:{PASSWORD}".encode()).decode()
    request = HttpRequest("GET", "/roles.json", "", {"authorization": f"Basic {basic}"})
    return Handler(world).answer(request).status == 200


def _faults(case: Any, response: Any, suffix: str) -> Iterator[str]:
    from schemathesis.core.failures import FailureGroup

    yield from _unreadable(response, suffix)
    try:
        case.validate_response(response, checks=list(_checks(suffix)), transport_kwargs={"auth": LOGIN})
    except FailureGroup as failures:
        for failure in failures.exceptions:
            yield " ".join(f"{type(failure).__name__}: {failure}".split())[:400]


def _checks(suffix: str) -> Iterator[Any]:
    """schemathesis' checks that hold for this API.

    Left out, because a Control Panel is meant to fail them:
    - negative_data_rejection: it takes "1" for 1 and leaves out what it does not know, so wrong data is
      often no fault. What is required is checked for every parameter in `test_both_judge_alike`.
    - unsupported_method: an unknown call is 404, 405 is no status of this API. The check also needs cases
      that only the command of schemathesis makes, as missing_required_header does; no call has such a header.
    - object_level_authorization: it needs two accounts in one run; `test_permissions` has them.
    use_after_free and ensure_resource_availability need calls that follow from each other: see `fuzz_chains`.
    """
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    yield not_a_server_error
    yield checks.status_code_conformance
    yield checks.content_type_conformance
    yield checks.response_headers_conformance
    yield checks.positive_data_acceptance
    yield checks.ignored_auth
    yield checks.allow_header_conformance
    if suffix == ".json":
        # Elements of XML are held against the same answers in JSON by `test_answers`.
        yield checks.response_schema_conformance


def fuzz_chains(scenarios: int) -> Report:
    """Let calls follow from each other: what a POST made is there, what a DELETE removed is gone."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, settings
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    world = make_world(SandboxOptions(password=PASSWORD, clock="stepped"))
    beginning = world.store.snapshot()
    served = Served(Handler(world))
    report = Report()
    document = exported()
    document["paths"] = {
        path: calls
        for path, calls in document["paths"].items()
        if path.removesuffix(".json").split("/")[1] in _CHAINED
    }
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=served.url)
    base: Any = schema.as_state_machine()

    class Chain(base):  # type: ignore[misc]  # made while running
        def setup(self) -> None:
            # Every chain begins with the same cloud: what came before must not decide what may follow.
            world.store.restore(beginning)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"auth": LOGIN}

        def validate_response(self, response: Any, case: Any, *_: Any, **__: Any) -> None:
            report.statuses[response.status_code] += 1
            report.operations.add(f"{case.method} {case.operation.path}")
            wanted = [checks.use_after_free, checks.ensure_resource_availability]
            try:
                case.validate_response(response, checks=wanted, recorder=self.recorder)
            except FailureGroup as failures:
                report.faults += [f"{case.method} {case.path}: {failure}" for failure in failures.exceptions]

    try:
        Chain.run(
            settings=settings(
                max_examples=scenarios, stateful_step_count=12, deadline=None, database=None,
                derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
    finally:
        served.stop()
    return report


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
    requests, seed = int(words[0]) if words else REQUESTS, int(words[1]) if words[1:] else 1
    faults: list[str] = []
    for name, report in (
        ("single calls", fuzz(requests, seed)),
        ("chains", fuzz_chains(requests // 60)),
    ):
        sys.stdout.write(f"{name}: {report}\n")
        faults += report.faults
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
