"""Why no whole answer came, in words: which host and port, what happened, what to try.

Reads the phase that was reached and the error of the system below; the client hands both in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.exchange import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

Phase = Literal["dns", "connect", "tls", "send", "wait", "receive"]
"""What was going on when it failed."""
Trouble = Literal["timeout", "pool_timeout", "network", "protocol", "proxy", "local", "other"]
"""What sort of error it was."""

_NAME_ADVICE = "Check the spelling of the address and the name service of this machine."
_PORT_ADVICE = "Check the port, and whether the Control Panel runs."
_PROXY_ADVICE = "Check proxy in the profile, and HTTP_PROXY, HTTPS_PROXY, ALL_PROXY in the environment."
_NETWORK_ADVICE = "Check the network, a VPN, or a firewall on the way."


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known at the moment of a failure."""

    phase: Phase
    host: str
    port: int
    timeout_s: float
    scheme: str = "https"
    is_sent: bool = False
    """The first byte of the request has left."""
    received_bytes: int = 0
    is_head_there: bool = False
    """Status and headers came."""
    proxy: str = ""
    """host:port that was connected to instead, "" when that was the server itself."""

    @property
    def where(self) -> str:
        """`host:port`, as people write it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class TlsFileError(Exception):
    """A file that the profile names for TLS cannot be used; carries what to tell."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def failure_of(scene: Scene, trouble: Trouble, error: BaseException) -> Failure:
    """What to tell of an error that ended an exchange.

    Args:
        error: As caught; the errors that caused it are looked through.
    """
    if trouble == "timeout":
        failure = _timeout(scene)
    elif trouble == "pool_timeout":
        failure = Failure(
            FailureKind.TIMEOUT,
            f"No connection to {scene.where} became free in {_seconds(scene.timeout_s)}.",
            "Wait until other requests have ended.",
        )
    elif trouble == "proxy" and "407" in _reason(error):
        failure = Failure(
            FailureKind.CONNECT,
            f"The proxy {scene.proxy} refuses who asks, or wants to know it (407); it ends there.",
            "Give proxy_login and proxy_secret in the profile, or correct them.",
        )
    elif trouble == "proxy":
        failure = Failure(
            FailureKind.CONNECT,
            f"The proxy did not let the request through to {scene.where}: {_reason(error)}.",
            f"{_PROXY_ADVICE} NO_PROXY lists hosts that need none.",
        )
    elif trouble == "local":
        failure = Failure(
            FailureKind.OTHER,
            f"The request cannot be sent as it is: {_reason(error)}.",
            "Check its headers for characters that HTTP does not allow.",
        )
    elif trouble == "protocol":
        failure = _protocol(scene, error)
    elif trouble == "network":
        failure = _network(scene, error)
    else:
        failure = Failure(FailureKind.OTHER, f"No answer from {scene.where}: {_reason(error)}.")
    return replace(failure, may_have_arrived=scene.is_sent)


def address_failure(url: str, reason: str) -> Failure:
    """A URL that leads nowhere. `url` must be masked already."""
    return Failure(
        FailureKind.ADDRESS,
        f"The address {url} cannot be used: {reason.rstrip('.')}.",
        "Check the address of the profile.",
    )


def too_large(scene: Scene, limit_bytes: int) -> Failure:
    """An answer that does not end within the limit."""
    return Failure(
        FailureKind.TOO_LARGE,
        f"The answer of {scene.where} is larger than {limit_bytes // 1_048_576:,} MB; the rest was not read.",
        "Ask for less: a page of the list, or a filter.",
        may_have_arrived=True,
    )


def damaged_coding(scene: Scene, reason: str) -> Failure:
    """An answer whose gzip or deflate coding cannot be undone."""
    return Failure(
        FailureKind.PROTOCOL,
        f"The answer of {scene.where} cannot be unpacked: {reason}.",
        "What could be unpacked is shown. Send it again with the header Accept-Encoding: identity.",
        may_have_arrived=True,
    )


def spool_failure(error: OSError) -> Failure:
    """The answer could not be written to disk."""
    return Failure(
        FailureKind.OTHER,
        f"The answer cannot be kept on disk: {error.strerror or type(error).__name__}.",
        "Make room in the cache folder, or make it writable.",
        may_have_arrived=True,
    )


def _timeout(scene: Scene) -> Failure:
    seconds = _seconds(scene.timeout_s)
    longer = "Try again, or raise timeout_s in the profile."
    if scene.phase == "dns":
        return Failure(
            FailureKind.TIMEOUT,
            f"The name service told no address of {scene.host} in {seconds}.",
            "Check the network and the name service of this machine.",
        )
    if scene.phase == "connect":
        target = f"the proxy {scene.proxy}" if scene.proxy else scene.where
        return Failure(FailureKind.TIMEOUT, f"No connection to {target} in {seconds}.", _NETWORK_ADVICE)
    if scene.phase == "tls":
        return Failure(
            FailureKind.TIMEOUT, f"The TLS handshake with {scene.where} did not end in {seconds}.", longer
        )
    if scene.phase == "send":
        return Failure(
            FailureKind.TIMEOUT, f"{scene.where} took no more of the request for {seconds}.", longer
        )
    if scene.phase == "wait":
        return Failure(FailureKind.TIMEOUT, f"No answer from {scene.where} in {seconds}.", longer)
    came = f"{scene.received_bytes:,} bytes of the body"
    return Failure(FailureKind.TIMEOUT, f"{scene.where} fell silent for {seconds} after {came}.", longer)


def _network(scene: Scene, error: BaseException) -> Failure:
    import socket
    import ssl

    causes = list(_causes(error))
    for cause in causes:
        # With TLS 1.3 a server refuses a missing client certificate only after the handshake.
        is_early = scene.phase in ("connect", "tls") or not scene.is_head_there
        if isinstance(cause, ssl.SSLError) and is_early and not _is_cut(cause):
            from cloudflow_tui.transport.tls import handshake_failure

            is_after = scene.phase not in ("connect", "tls")
            return handshake_failure(cause, scene.where, is_after_handshake=is_after)
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return _unknown_host(scene, cause)
    if scene.phase == "connect":
        return _not_connected(scene, causes)
    if scene.phase == "tls":
        return Failure(
            FailureKind.TLS,
            f"{scene.where} closed the connection during the TLS handshake.",
            "Check the port; it may not speak TLS, or it wants a client certificate.",
        )
    return _cut(scene, is_reset=any(isinstance(cause, ConnectionResetError) for cause in causes))


def _unknown_host(scene: Scene, error: OSError) -> Failure:
    import socket

    name = scene.proxy.rpartition(":")[0] if scene.proxy else scene.host
    what = f"the proxy {name}" if scene.proxy else name
    if error.errno == socket.EAI_AGAIN:
        return Failure(
            FailureKind.ADDRESS,
            f"The name service does not answer, so the address of {what} is not known.",
            "Check the network and the name service of this machine.",
        )
    return Failure(FailureKind.ADDRESS, f"No host is called {name}.", _NAME_ADVICE)


def _not_connected(scene: Scene, causes: list[BaseException]) -> Failure:
    import errno

    target = f"The proxy {scene.proxy}" if scene.proxy else scene.where
    advice = _PROXY_ADVICE if scene.proxy else _PORT_ADVICE
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    if errno.ECONNREFUSED in numbers:
        return Failure(FailureKind.CONNECT, f"{target} refuses connections.", advice)
    if numbers & {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}:
        return Failure(FailureKind.CONNECT, f"There is no way to {target} from here.", _NETWORK_ADVICE)
    if numbers & {errno.EMFILE, errno.ENFILE}:
        return Failure(
            FailureKind.CONNECT,
            f"No connection to {target}: this machine has too many files open.",
            "Close programs, or raise the limit (ulimit -n).",
        )
    reason = _reason(causes[-1])
    return Failure(FailureKind.CONNECT, f"No connection to {target}: {reason}.", _NETWORK_ADVICE)


def _protocol(scene: Scene, error: BaseException) -> Failure:
    words = str(error)
    if "disconnected without sending" in words or "closed connection without sending complete" in words:
        return _cut(scene, is_reset=False)
    if "Receive buffer too long" in words:
        return Failure(
            FailureKind.PROTOCOL,
            f"The head of the answer of {scene.where} is larger than 100 KB.",
            _PORT_ADVICE,
        )
    advice = "Check the port: another service may listen there."
    if scene.scheme == "http":
        advice = "Check the port; when it speaks TLS, write https:// in the address of the profile."
    what = "The rest of the answer" if scene.is_head_there else "What came"
    return Failure(FailureKind.PROTOCOL, f"{what} from {scene.where} is not HTTP: {_reason(error)}.", advice)


def _cut(scene: Scene, *, is_reset: bool) -> Failure:
    verb = "reset" if is_reset else "closed"
    if scene.is_head_there:
        came = f"{scene.received_bytes:,} bytes of the body"
        message = f"{scene.where} {verb} the connection after {came}; the answer is not whole."
    else:
        message = f"{scene.where} {verb} the connection before it answered."
    return Failure(FailureKind.CUT, message, "Try again; a proxy on the way may cut long answers.")


def _is_cut(error: OSError) -> bool:
    import ssl

    return isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, groups opened; the outermost comes first."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting.extend((one.__cause__, one.__context__))


def _reason(error: BaseException) -> str:
    """A few words of an error, on one line."""
    strerror = error.strerror if isinstance(error, OSError) else None
    words = " ".join((strerror or str(error)).split()) or type(error).__name__
    return words.rstrip(".")[:200]


def _seconds(timeout_s: float) -> str:
    return f"{timeout_s:g} s"
