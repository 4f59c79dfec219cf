"""Opens the workspace that the options name, and sends one draft through it to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cloudflow_tui.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from cloudflow_tui.cli.context import Context
    from cloudflow_tui.workspace import Workspace

Result = TypeVar("Result")


def open_workspace(arguments: argparse.Namespace, context: Context) -> Workspace:
    """The workspace on `--demo`, `--profile` or `--url`; nothing is started or contacted yet.

    Raises:
        UsageError: Options that do not go together.
        ConfigError: No such profile, none to take, or one that cannot be used.
    """
    from cloudflow_tui.workspace import Workspace

    targets = [name for name in ("demo", "profile", "url") if getattr(arguments, name)]
    if len(targets) > 1:
        raise UsageError(
            f"--{targets[0]} and --{targets[1]} name two Control Panels.", advice="Take one of them."
        )
    if not arguments.url and (arguments.login or arguments.password_env):
        raise UsageError(
            "--login and --password-env belong to --url.", advice="A profile has its own; add --url URL."
        )
    if arguments.url:
        from cloudflow_tui.profiles import profile_from_options

        profile = profile_from_options(
            arguments.url, arguments.login or "", password_env=arguments.password_env or ""
        )
        return Workspace.open(profile, paths=context.paths, environ=context.environ, prompt=context.prompt)
    named = arguments.profile
    return Workspace.open(
        (named[0] if named else None) if isinstance(named, list) else named,
        demo=arguments.demo,
        starts_at_once=False,
        paths=context.paths,
        environ=context.environ,
        prompt=context.prompt,
    )


def run_to_end(workspace: Workspace, work: Callable[[], Awaitable[Result]]) -> Result:
    """Run work on a workspace in a loop of its own, and close the workspace whatever happens.

    Raises:
        CloudFlowError: As the work does.
        KeyboardInterrupt: Cancelled; the history says so.
    """

    async def run() -> Result:
        try:
            return await work()
        finally:
            await workspace.aclose()

    try:
        # Before the loop runs: a thread that waits for a sandbox or a typed secret could not be cancelled.
        workspace.connect()
        return asyncio.run(run())
    finally:
        workspace.close()


def read_text(name: str, context: Context) -> str:
    """The text of a file; "-" is stdin.

    Raises:
        UsageError: It cannot be read or is not UTF-8.
    """
    try:
        if name == "-":
            return context.stdin.read()
        return Path(name).expanduser().read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name} is not UTF-8 text (byte {error.start}).", advice="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror or type(error).__name__}.",
            advice="Check the file and its permissions.",
        ) from error
