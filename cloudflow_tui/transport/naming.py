"""Looks up host names before connecting, so that the time of the name service is seen apart.

Stands between the HTTP library and its network: one address is connected to at once, several are left to the
library, which tries them side by side.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from cloudflow_tui.transport.phases import PhaseWatch


class Lookups:
    """Who wants to know of the lookups of which task."""

    def __init__(self) -> None:
        self._watches: WeakKeyDictionary[asyncio.Task[Any], PhaseWatch] = WeakKeyDictionary()

    def tell(self, watch: PhaseWatch) -> None:
        """Let this watch know of what the running task looks up from now on."""
        task = asyncio.current_task()
        if task is not None:
            self._watches[task] = watch

    def watch(self) -> PhaseWatch | None:
        task = asyncio.current_task()
        return None if task is None else self._watches.get(task)


class NamingBackend:
    """The network of the HTTP library, with the lookup of names in front.

    Args:
        inner: The network that connects.
    """

    def __init__(self, inner: Any, lookups: Lookups) -> None:
        self._inner = inner
        self._lookups = lookups

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # as the library calls it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        """A stream to `host`.

        Raises:
            OSError: The name is not known, or nothing listens there.
            TimeoutError: The name service does not answer.
        """
        if not _is_address(host):
            host = await self._looked_up(host, port, timeout)
        return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # as the library calls it
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        return await self._inner.connect_unix_socket(path, timeout, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def _looked_up(self, host: str, port: int, timeout_s: float | None) -> str:
        """The one address of a host, the name itself when it has several."""
        watch = self._lookups.watch()
        if watch is not None:
            watch.lookup_begins()
        asking = asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found = await asyncio.wait_for(asking, timeout_s)
        if watch is not None:
            watch.lookup_ends()
        addresses = {str(row[4][0]) for row in found}
        return addresses.pop() if len(addresses) == 1 else host


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True
