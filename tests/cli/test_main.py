"""Every end of a run: failures, interrupts, and what is never shown."""

from __future__ import annotations

import pytest

from cloudflow_tui.cli.context import Context
from cloudflow_tui.cli.exit_codes import ExitCode, code_of_error
from cloudflow_tui.cli.main import guarded
from cloudflow_tui.errors import (
    BodySyntaxError,
    CloudFlowError,
    ConfigError,
    HistoryError,
    RefusedError,
    SandboxError,
    UnknownEndpointError,
    UnknownParameterError,
)

Capture = pytest.CaptureFixture[str]
SECRET = "hunter2-of-the-test"


def raising(error: BaseException) -> int:
    def run(context: Context) -> int:
        raise error

    return guarded(run, ["send"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownEndpointError("users.lst", ("users.list",)), 2),
        (ConfigError("x"), 2),
        (RefusedError("x"), 2),
        (HistoryError("x"), 2),
        (UnknownParameterError("users.create", "logn", ("login",)), 3),
        (BodySyntaxError("x", line=1, column=2), 3),
        (SandboxError("x"), 6),
    ],
)
def test_exit_status_of_a_failure(error: CloudFlowError, code: int) -> None:
    assert code_of_error(error) == code


def test_a_failure_is_a_sentence_with_its_advice(capsys: Capture) -> None:
    assert raising(UnknownEndpointError("users.lst", ("users.list",))) == 2
    assert capsys.readouterr().err == (
        "cloudflow-tui: No endpoint is called 'users.lst'.\n  Nearest: users.list.\n"
    )


def test_ctrl_c_is_cancelled(capsys: Capture) -> None:
    assert raising(KeyboardInterrupt()) == ExitCode.CANCELLED
    assert "Traceback" not in capsys.readouterr().err


def test_an_unexpected_failure_shows_its_kind_and_no_value(capsys: Capture) -> None:
    assert raising(KeyError(SECRET)) == 2
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "--debug" in said
    assert SECRET not in said
    assert "Traceback" not in said


def test_debug_shows_where_and_still_no_value(capsys: Capture) -> None:
    def run(context: Context) -> int:
        raise KeyError(SECRET)

    assert guarded(run, ["send", "--debug"]) == 2
    said = capsys.readouterr().err
    assert "test_main.py" in said
    assert SECRET not in said


def test_reasons_of_the_system_are_told(capsys: Capture) -> None:
    assert raising(OSError(28, "No space left on device")) == 2
    assert "No space left on device" in capsys.readouterr().err
