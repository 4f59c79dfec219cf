"""One value held against its parameter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cloudflow_tui.catalog.models import Parameter, ParameterType
from cloudflow_tui.request.value_checks import check_item, check_value
from cloudflow_tui.request.values import Value


def of(type: ParameterType, **more: object) -> Parameter:
    return Parameter(str(more.pop("name", "a")), "body", type, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (of("integer"), 7),
        (of("integer"), "7"),
        (of("integer"), 7.0),
        (of("integer"), None),
        (of("integer"), ""),
        (of("number"), "1.5"),
        (of("number"), Decimal("1.5")),
        (of("boolean"), True),
        (of("boolean"), 0),
        (of("boolean"), "1"),
        (of("string"), 7),
        (of("string"), True),
        (of("object"), {"a": 1}),
        (of("date"), "2026-03-01"),
        (of("date"), "20260301"),
        (of("datetime"), "2026-03-01"),
        (of("datetime"), "2011-08-01 12:47:08"),
        (of("datetime"), "2012-02-14T14:59:58Z"),
        (of("datetime"), "2011-03-15T20:00:41+07:00"),
        (of("datetime"), "2020-03-01T09:15:00.000+00:00"),
        (of("datetime"), "20110801T124708Z"),
        (of("datetime"), "2026-03-01 09:15 +0100"),
        (of("datetime", name="start_time"), "03:30"),
        (of("string", enum=("en", "fr")), "fr"),
        (of("integer", enum=(0, 1)), "1"),
        (of("boolean", enum=(True,)), "true"),
        (of("integer", minimum=1, maximum=3), 3),
        (of("string", min_length=2, max_length=3), "abc"),
    ],
)
def test_would_do(parameter: Parameter, value: Value) -> None:
    assert check_value(parameter, value) is None


@pytest.mark.parametrize(
    ("parameter", "value", "short", "said"),
    [
        (of("integer"), "x", "a whole number", "is 'x', not a whole number."),
        (of("integer"), 1.5, "a whole number", "is 1.5, not a whole number."),
        (of("integer"), True, "a whole number", "is true, not a whole number."),
        (of("number"), "1,5", "a number", "is '1,5', not a number."),
        (of("number"), float("inf"), "a finite number", "is inf, which no body can carry as a number."),
        (of("integer"), float("nan"), "a finite number", "is nan, which no body can carry as a number."),
        (of("boolean"), 2, "true or false", "is 2, not true or false."),
        (of("string"), [1], "text", "is a list, not text."),
        (of("object"), "x", "an object", "is 'x', not an object."),
        (of("date"), 7, "a date such as 2026-03-01", "is 7, not a date such as 2026-03-01."),
        (of("date"), "1.3.2026", "YYYY-MM-DD", "is '1.3.2026', not a date such as 2026-03-01."),
        (of("date"), "2026-02-30", "no such day or hour", "is '2026-02-30', which is on no calendar."),
        (
            of("datetime"),
            "03:30",
            "YYYY-MM-DD hh:mm:ss",
            "is '03:30', not a time such as 2026-03-01 09:15:00.",
        ),
        (
            of("datetime"),
            "2026-03-01 25:00",
            "no such day or hour",
            "is '2026-03-01 25:00', which is on no calendar.",
        ),
        (of("string", enum=("xen", "kvm")), "xem", "one of xen, kvm", "is 'xem', none of the known values."),
        (of("integer", minimum=1, maximum=3), 4, "1 to 3", "is 4, out of its range."),
        (of("number", minimum=0.5), "0.4", "0.5 or more", "is '0.4', out of its range."),
        (of("integer", maximum=9), 10, "9 or less", "is 10, out of its range."),
        (of("string", min_length=6), "short", "6 characters min.", "has 5 of at least 6 characters."),
        (of("string", max_length=2), "abc", "2 characters max.", "has 3 of at most 2 characters."),
    ],
)
def test_would_not_do(parameter: Parameter, value: Value, short: str, said: str) -> None:
    finding = check_value(parameter, value)
    assert finding is not None
    assert (finding.short, finding.said) == (short, said)


@pytest.mark.parametrize(
    ("parameter", "value", "advice"),
    [
        (of("number"), "1,5", "Write the fraction with a dot."),
        (of("integer", unit="MB"), "512 MB", "Write the number alone; it counts MB."),
        (of("integer", minimum=1), "x", "What would do: 1 or more."),
        (of("object"), "x", 'Write JSON, such as {"key": "value"}.'),
        (of("datetime"), "2026-03-01+00%3A00%3A00", "Write it plain; it is encoded once when sent."),
        (of("string", enum=("powerOn", "off")), "poweron", "Nearest: powerOn."),
        (of("string", enum=("xen", "kvm")), "zzz", "Known: xen, kvm."),
    ],
)
def test_advice(parameter: Parameter, value: Value, advice: str) -> None:
    finding = check_value(parameter, value)
    assert finding is not None
    assert finding.advice == advice


def test_choices_are_not_sure() -> None:
    finding = check_item(of("array", enum=("cpus", "memory")), "disks")
    assert finding is not None
    assert not finding.is_sure
    assert check_item(of("array", enum=("cpus", "memory")), "cpus") is None
    assert check_item(of("array", enum=("cpus",)), {"any": "thing"}) is None
