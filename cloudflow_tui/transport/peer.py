"""What is known of the other end of a connection: address, TLS version, certificate and its days left."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cloudflow_tui.exchange import Connection

if TYPE_CHECKING:
    import ssl

_TIMES = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}
"""UTCTime and GeneralizedTime of DER."""


def connection_of(stream: Any, *, proxy: str = "", is_reused: bool = False) -> Connection:
    """The connection behind a network stream of the HTTP library; empty fields where it does not tell."""
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    secured: ssl.SSLObject | None = stream.get_extra_info("ssl_object") if stream is not None else None
    address = f"{_bracketed(str(peer[0]))}:{peer[1]}" if isinstance(peer, tuple) and len(peer) > 1 else ""
    if secured is None:
        return Connection(address=address, proxy=proxy, is_reused=is_reused)
    is_verified = bool(secured.getpeercert())
    chain = _chain(secured, is_verified=is_verified)
    # Without verification this Python tells the certificate itself as bytes only; its chain tells more.
    told: Any = secured.getpeercert() or (chain[0] if chain else {})
    cipher = secured.cipher()
    return Connection(
        address=address,
        proxy=proxy,
        is_reused=is_reused,
        tls_version=secured.version() or "",
        cipher=cipher[0] if cipher else "",
        subject=_common_name(told.get("subject", ())),
        issuer=_common_name(told.get("issuer", ())),
        ends_at=ends_at(secured.getpeercert(binary_form=True) or b""),
        chain=tuple(_common_name(one.get("subject", ())) for one in chain),
        is_verified=is_verified,
    )


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server shows of itself, trusted or not."""

    signers: str
    """`cp.example.net by Some Authority`, "" when the certificate tells no name."""
    hosts: tuple[str, ...] = ()
    """The names and addresses that it is for."""
    begins_at: datetime | None = None
    ends_at: datetime | None = None


async def certificate_at(host: str, port: int, timeout_s: float) -> Certificate | None:
    """The certificate that a server shows, seen on a connection that sends nothing; None without one."""
    import asyncio
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(timeout_s):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
    except (OSError, TimeoutError, ValueError):
        # Told already, by the request that failed.
        return None
    try:
        chain = _chain(writer.get_extra_info("ssl_object"), is_verified=False)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    if not chain:
        return None
    own = chain[0]
    names = (_common_name(own.get("subject", ())), _common_name(own.get("issuer", ())))
    return Certificate(
        " by ".join(name for name in names if name),
        tuple(str(name) for _, name in own.get("subjectAltName", ())),
        _moment(own.get("notBefore")),
        _moment(own.get("notAfter")),
    )


def _moment(text: str | None) -> datetime | None:
    """A time as `ssl` tells it: `Jan  1 00:00:00 3000 GMT`."""
    import ssl

    return None if text is None else datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)


def ends_at(certificate: bytes) -> datetime | None:
    """When a certificate in DER form ends; None when it cannot be read.

    An unverified certificate is handed over as bytes only, so its validity is looked up in them.
    """
    try:
        outer = _content(certificate, 0)
        fields = _content(certificate, outer[0])
        position, end = fields
        seen = 0
        while position < end:
            start, stop = _content(certificate, position)
            if certificate[position] == 0x30:
                seen += 1
                # Sequences in order: signature algorithm, issuer, validity.
                if seen == 3:
                    _, first_end = _content(certificate, start)
                    begin, close = _content(certificate, first_end)
                    text = certificate[begin:close].decode("ascii")
                    return datetime.strptime(text, _TIMES[certificate[first_end]]).replace(tzinfo=UTC)
            position = stop
    except (IndexError, KeyError, ValueError):
        # Not a certificate as it should be.
        return None
    return None


def _content(data: bytes, position: int) -> tuple[int, int]:
    """(start, end) of the content of the DER element at `position`."""
    length = data[position + 1]
    start = position + 2
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[start : start + count], "big")
        start += count
    return start, start + length


def _common_name(names: Any) -> str:
    """`CN` of a name as `ssl` tells it, else its organisation, else what comes last."""
    pairs = dict(pair for group in names for pair in group)
    for key in ("commonName", "organizationName"):
        if pairs.get(key):
            return str(pairs[key])
    return str(list(pairs.values())[-1]) if pairs else ""


def _chain(secured: ssl.SSLObject, *, is_verified: bool) -> list[dict[str, Any]]:
    """What is known of each certificate, from the server's own up to the authority.

    Public only from Python 3.13 on; before, the object below has the same. [] where neither tells them. What
    was not verified is as the server sent it.
    """
    name = "get_verified_chain" if is_verified else "get_unverified_chain"
    getter = getattr(getattr(secured, "_sslobj", None), name, None)
    found = getter() if getter is not None else None
    return [one.get_info() for one in found or ()]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
