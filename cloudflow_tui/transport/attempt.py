"""One request under way: what was seen of it so far, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Connection, Exchange, Outcome, Request, Response
from cloudflow_tui.transport.auth import origin_of
from cloudflow_tui.transport.failures import Scene
from cloudflow_tui.transport.peer import connection_of
from cloudflow_tui.transport.phases import PhaseWatch

if TYPE_CHECKING:
    import httpx

    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.transport.spool import Spool

FIRST_PAGE_BYTES = 64 * 1024
"""So much of a long answer is shown while the rest is on its way."""
VERY_LONG_BYTES = 4 * 1024 * 1024
"""From here on it is worth while to read the file of an answer that still grows."""
Upload = Callable[[int, int], None]
"""Called with bytes of the body sent and bytes in all; not for small bodies."""
Early = Callable[[Exchange], None]
"""Called with the beginning of a long answer, while the rest is still on its way; not for short ones. Of a
very long one it is called once more, its body being the file that still grows."""


class Attempt:
    """One request under way: what was seen of it so far."""

    def __init__(
        self, profile: Profile, request: Request, spool: Spool, on_upload: Upload | None = None
    ) -> None:
        self.on_upload = on_upload
        self.on_early: Early | None = None
        """None when there is nothing more to call it for."""
        self.is_head_told = False
        self.is_very_long = False
        """Known from its announced length."""
        self._profile = profile
        self.connection: Connection | None = None
        self.request = request
        self.spool = spool
        self.watch = PhaseWatch()
        self.timeout_s = request.timeout_s or profile.timeout_s
        self.connect_timeout_s = request.timeout_s or profile.connect_timeout_s or profile.timeout_s
        self.head: httpx.Response | None = None

    def see_connection(self, stream: object) -> None:
        """Note what is known of the other end, while the connection is there."""
        self.connection = connection_of(stream, proxy=self.scene().proxy, is_reused=self.watch.target is None)

    def expect(self, size_bytes: int | None) -> None:
        """So much is announced to come.

        Raises:
            OSError: The spool file cannot be made.
        """
        if size_bytes is not None and size_bytes > VERY_LONG_BYTES:
            self.is_very_long = True
            self.spool.begin_file()

    def show_early(self) -> None:
        """Hand over the beginning of an answer once there is a page of it; its file once it is long.

        Raises:
            OSError: The spool file cannot be read.
        """
        tell, head, spool = self.on_early, self.head, self.spool
        is_enough = FIRST_PAGE_BYTES if self.is_very_long or not self.is_head_told else VERY_LONG_BYTES
        if tell is None or head is None or spool.size_bytes < is_enough:
            return
        if not self.is_head_told:
            self.is_head_told = True
            body = Body.of(spool.head(FIRST_PAGE_BYTES))
        else:
            self.on_early = None
            if spool.path is None:
                return
            body = Body(b"", spool.path, spool.size_bytes)
        response = _response_of(head, body)
        profile = self._profile
        tell(
            Exchange(
                self.request,
                Outcome.ANSWERED,
                self.watch.timing(),
                response,
                None,
                profile.name,
                profile.login,
                connection=self.connection,
            )
        )

    def response(self) -> Response | None:
        """What came, whole or not; None when no head came.

        Raises:
            OSError: The spool file cannot be written.
        """
        if self.head is None:
            return None
        return _response_of(self.head, self.spool.body())

    def scene(self) -> Scene:
        """What is known at this moment."""
        scheme, host, port = origin_of(self.request.url)
        target = self.watch.target
        is_proxy = target is not None and (target[0].strip("[]").lower(), target[1]) != (host, port)
        return Scene(
            phase=self.watch.phase,
            host=host,
            port=port,
            timeout_s=self.connect_timeout_s if self.watch.phase in ("dns", "connect") else self.timeout_s,
            scheme=scheme,
            is_sent=self.watch.is_sent,
            received_bytes=self.spool.size_bytes,
            is_head_there=self.head is not None,
            proxy=f"{target[0]}:{target[1]}" if is_proxy and target is not None else "",
        )


def _response_of(head: httpx.Response, body: Body) -> Response:
    return Response(
        head.status_code,
        _text(head.extensions.get("reason_phrase", b"")),
        tuple((_text(name), _text(value)) for name, value in head.headers.raw),
        body,
        _text(head.extensions.get("http_version", b"HTTP/1.1")),
    )


def _text(data: bytes) -> str:
    """Header bytes as text: UTF-8 where it is, else Latin-1, which loses nothing."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
