"""Runs a sandbox in this process until it is told to end. Binds first: callers can connect at once."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.options import SandboxOptions, check_options

if TYPE_CHECKING:
    from uvicorn import Server

    from cloudflow_tui.sandbox.app import Application
    from cloudflow_tui.sandbox.faults import FaultBook
    from cloudflow_tui.sandbox.store import Store

Tell = Callable[[str], None]
"""Takes a line."""
_KEEP_ALIVE_S = 75
_BACKLOG = 512


def bind(options: SandboxOptions) -> socket.socket:
    """A listening socket on the wanted address.

    Raises:
        SandboxError: The options are refused, or the address is taken or none of this machine's.
    """
    check_options(options)
    host = options.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol said in so many words, else asyncio leaves TCP_NODELAY off and answers wait for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, options.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise SandboxError(
            f"The sandbox cannot listen on {host} port {options.port}: {error.strerror or error}.",
            advice="Use another --port, or leave it out for any free one.",
        ) from error
    return listener


def url_of(listener: socket.socket) -> str:
    """The address that callers use."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    options: SandboxOptions,
    announce: Callable[[str], None],
    *,
    lifeline: BinaryIO | None = None,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Run a sandbox until a signal comes or the lifeline ends.

    Args:
        announce: Gets the address as soon as callers can connect.
        lifeline: A stream whose end ends the sandbox, such as a pipe from the process that started it.
        tell: Gets a line for each request.

    Raises:
        SandboxError: It cannot start.
        CatalogError: A file of the catalog cannot be read.
    """
    from cloudflow_tui.sandbox.store import Store

    # What a person gets wrong is told before the address; the rest loads while callers connect.
    faults = _read_faults(options)
    with closing(bind(options)) as listener, closing(Store(options.data)) as store:
        replay = _make_replay(options, faults, tell) if options.replay is not None else None
        announce(url_of(listener))
        server = _make_server(replay or _make_cloud(options, store, faults, tell))
        if lifeline is not None:
            threading.Thread(target=_watch, args=(lifeline, server), daemon=True).start()
        asyncio.run(_run(server, listener, store))


async def _run(server: Server, listener: socket.socket, store: Store) -> None:
    """Serve; between requests lay down what a large seed still lacks."""
    laying = asyncio.create_task(_lay(store))
    try:
        await server.serve(sockets=[listener])
    finally:
        laying.cancel()


async def _lay(store: Store) -> None:
    import sqlite3

    try:
        for _ in iter(store.lay_some, False):
            await asyncio.sleep(0)
    except sqlite3.OperationalError:
        # The store is full: who asks for the rest is told so.
        store.rollback()


def _read_faults(options: SandboxOptions) -> FaultBook | None:
    """The faults to start with, None when there are none: then nothing of them need be loaded yet."""
    if not options.faults and not options.scenarios:
        return None
    from cloudflow_tui.sandbox.faults import FaultBook, read_fault
    from cloudflow_tui.sandbox.scenarios import find_scenario

    for name in options.scenarios:
        find_scenario(name)
    return FaultBook((read_fault(text) for text in options.faults), options.seed)


def _make_replay(options: SandboxOptions, faults: FaultBook | None, tell: Tell | None) -> Application:
    from cloudflow_tui.sandbox.app import Application
    from cloudflow_tui.sandbox.replay import Replay, read_recording

    assert options.replay is not None
    recorded = read_recording(options.replay)
    return Application(Replay(recorded, options.replay_order, tell), faults=faults, tell=tell)


def _make_cloud(
    options: SandboxOptions, store: Store, told: FaultBook | None, tell: Tell | None
) -> Application:
    import gc

    from cloudflow_tui.sandbox.app import Application
    from cloudflow_tui.sandbox.control import Control
    from cloudflow_tui.sandbox.faults import FaultBook
    from cloudflow_tui.sandbox.handling import Handler
    from cloudflow_tui.sandbox.scenarios import switch_on
    from cloudflow_tui.sandbox.world import make_world

    faults = told or FaultBook(seed=options.seed)
    # The catalog lives as long as the process: the collector need not look at it, now or later.
    gc.disable()
    handler = Handler(make_world(options, store=store))
    for name in options.scenarios:
        switch_on(name, handler.world, faults)
    control = Control(handler, faults) if options.has_control else None
    gc.freeze()
    gc.enable()
    return Application(handler, faults=faults, control=control, tell=tell)


def _make_server(application: Application) -> Server:
    from uvicorn import Config, Server

    config = Config(
        application,
        lifespan="off",
        ws="none",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
    )
    return Server(config)


def _watch(lifeline: BinaryIO, server: Server) -> None:
    """Wait for the end of a stream, then stop the server at once."""
    while lifeline.read(1024):
        pass
    server.force_exit = True
    server.should_exit = True


def say_line(text: str) -> None:
    """A line on stdout, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
