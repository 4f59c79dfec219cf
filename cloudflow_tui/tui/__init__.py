"""The console: Textual front of the workspace. Loaded only when a terminal is there."""

from __future__ import annotations

from collections.abc import Mapping


def launch(
    *,
    demo: bool,
    profile: str | None,
    theme: str | None,
    endpoint: str | None,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Open the console and stay until it is left.

    Args:
        demo: Work on a sandbox of its own.
        profile: Name of a profile; None takes the usual one.
        theme: Name of a theme; None takes the dark one.
        endpoint: Id of the endpoint to open at once.
        environ: Environment variables; the process's own when None.

    Returns:
        The exit status.

    Raises:
        ConfigError: No such profile or theme.
    """
    import gc
    import os
    import sys

    # Collecting while a thousand modules and widgets are made costs a fifth of the start.
    gc.disable()
    # A key waits for the next frame: at 120 a second the rows of the filter come 7 ms earlier than at 60.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # A key must not wait long for a thread that computes: 5 ms, and that several times a key, is the usual.
    sys.setswitchinterval(0.001)
    from cloudflow_tui.tui.app import ConsoleApp, check_theme
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.workspace import DEMO_NAME

    check_theme(theme)
    if not demo and profile is None and is_first_start(environ):
        profile = _first_choice(theme, environ)
        if not profile:
            return 0
        demo = profile == DEMO_NAME
    workspace = Workspace.open(profile, demo=demo, starts_at_once=False, environ=environ)
    app = ConsoleApp(workspace, theme_name=theme or "", endpoint_id=endpoint or "")
    return app.run() or 0


def is_first_start(environ: Mapping[str, str] | None) -> bool:
    """Whether there is no profile at all: none in the file, none in the environment, and no file to mend."""
    import os

    from cloudflow_tui.paths import app_paths
    from cloudflow_tui.profiles import load_profiles

    variables = os.environ if environ is None else environ
    return not variables.get("CLOUDFLOW_PROFILE") and not load_profiles(app_paths(variables), variables)


def _first_choice(theme: str | None, environ: Mapping[str, str] | None) -> str:
    """The profile that was added, the name of the sandbox, or "" when it was left."""
    from cloudflow_tui.tui.screens.profiles_first import FirstStartApp
    from cloudflow_tui.workspace import Workspace

    workspace = Workspace.open(demo=True, starts_at_once=False, environ=environ)
    app = FirstStartApp(workspace, theme_name=theme or "", environ=environ)
    app.run()
    workspace.close()
    return app.chosen
