"""What is seen of the other end: TLS version, certificate, days left; client certificates; names."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from cloudflow_tui.exchange import Connection, Exchange, FailureKind, Outcome
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.transport import Client
from cloudflow_tui.transport.peer import ends_at
from tests.factories import make_profile, make_request
from tests.transport.nasty_server import keeps_open, nasty_server, says, whole

GOOD = {"/users.json": says(whole(b"[]"))}
ENDS = datetime(2050, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_context(authority: trustme.CA, *, wants_client: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", common_name="cp.example.net", not_after=ENDS).configure_cert(context)
    if wants_client:
        authority.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def files(authority: trustme.CA, folder: Path) -> dict[str, str]:
    """Paths of the authority and of a client certificate with its key."""
    mine = authority.issue_cert("someone@example.net")
    paths = {name: str(folder / f"{name}.pem") for name in ("ca", "cert", "key")}
    authority.cert_pem.write_to_path(paths["ca"])
    mine.cert_chain_pems[0].write_to_path(paths["cert"])
    mine.private_key_pem.write_to_path(paths["key"])
    return paths


async def ask(context: ssl.SSLContext | None, folder: Path, **settings: object) -> Exchange:
    async with nasty_server(context, GOOD) as server:
        profile = replace(make_profile(server.url), **settings)  # type: ignore[arg-type]
        client = Client(profile, "s3cret", spool_folder=folder)
        exchange = await client.send(make_request(url=server.url + "/users.json"))
        await client.aclose()
        return exchange


async def test_the_certificate_is_told(authority: trustme.CA, tmp_path: Path) -> None:
    exchange = await ask(server_context(authority), tmp_path, ca_file=files(authority, tmp_path)["ca"])
    seen = exchange.connection
    assert seen is not None
    assert (seen.tls_version, seen.subject, seen.is_verified) == ("TLSv1.3", "cp.example.net", True)
    assert seen.issuer
    assert seen.cipher
    assert seen.ends_at == ENDS
    assert seen.days_left(ENDS - timedelta(days=3, hours=1)) == 3
    assert seen.days_left(ENDS + timedelta(hours=1)) == -1
    assert (seen.chain[0], seen.chain[-1]) == ("cp.example.net", seen.issuer)


async def test_the_chain_goes_up_to_the_authority(authority: trustme.CA, tmp_path: Path) -> None:
    between = authority.create_child_ca()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    between.issue_cert("127.0.0.1", common_name="cp.example.net").configure_cert(context)
    seen = (await ask(context, tmp_path, ca_file=files(authority, tmp_path)["ca"])).connection
    assert seen is not None
    assert len(seen.chain) == 3
    unverified = (await ask(context, tmp_path, verify_tls=False)).connection
    assert unverified is not None
    # The server sends no root; nobody vouches for the names.
    assert (unverified.chain, unverified.is_verified) == (seen.chain[:2], False)
    assert unverified.subject == "cp.example.net"


async def test_an_unverified_certificate_still_tells_its_end(authority: trustme.CA, tmp_path: Path) -> None:
    seen = (await ask(server_context(authority), tmp_path, verify_tls=False)).connection
    assert seen is not None
    assert not seen.is_verified
    assert seen.ends_at == ENDS


async def test_plain_http_has_no_certificate(tmp_path: Path) -> None:
    seen = (await ask(None, tmp_path)).connection
    assert seen is not None
    assert seen.address.startswith("127.0.0.1:")
    assert (seen.tls_version, seen.ends_at, seen.days_left(ENDS)) == ("", None, None)


@pytest.mark.parametrize("junk", [b"", b"0", b"\x30\x82", b"\x30\x03\x30\x01\x30", bytes(40), b"0" * 50])
def test_what_is_no_certificate_has_no_end(junk: bytes) -> None:
    assert ends_at(junk) is None


async def test_a_kept_connection_is_told(tmp_path: Path) -> None:
    async with nasty_server(routes={"/users.json": keeps_open(whole(b"[]"))}) as server:
        client = Client(make_profile(server.url), "s", spool_folder=tmp_path)
        request = make_request(url=server.url + "/users.json")
        seen = [(await client.send(request)).connection for _ in range(2)]
        await client.aclose()
    assert [isinstance(one, Connection) and one.is_reused for one in seen] == [False, True]


async def test_a_client_certificate(authority: trustme.CA, tmp_path: Path) -> None:
    paths = files(authority, tmp_path)
    exchange = await ask(
        server_context(authority, wants_client=True),
        tmp_path,
        ca_file=paths["ca"],
        client_cert=paths["cert"],
        client_key=paths["key"],
    )
    assert exchange.outcome is Outcome.ANSWERED


async def test_a_missing_client_certificate_is_named(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority, wants_client=True)
    # With TLS 1.3 the refusal comes only after the request has left.
    exchange = await ask(context, tmp_path, ca_file=files(authority, tmp_path)["ca"])
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.TLS
    assert "wants a client certificate" in exchange.failure.message
    assert "client_cert" in exchange.failure.advice


@pytest.mark.parametrize("wrong", ["missing", "nonsense", "other key", "locked key"])
async def test_client_certificates_that_cannot_be_used(
    authority: trustme.CA, tmp_path: Path, wrong: str
) -> None:
    paths = files(authority, tmp_path)
    reasons = {
        "missing": "No such file or directory",
        "nonsense": "no certificate and key that fit together",
        "other key": "its key belongs to another certificate",
        "locked key": "its key is locked with a passphrase",
    }
    spoil(paths, wrong, authority)
    profile = replace(make_profile(), client_cert=paths["cert"], client_key=paths["key"])
    failure = (await Client(profile, "s", spool_folder=tmp_path).send(make_request())).failure
    assert failure is not None
    assert reasons[wrong] in failure.message
    assert "without a passphrase" in failure.advice


def spoil(paths: dict[str, str], wrong: str, authority: trustme.CA) -> None:
    if wrong == "missing":
        paths["cert"] += ".none"
    elif wrong == "nonsense":
        Path(paths["cert"]).write_text("nonsense")
    elif wrong == "other key":
        authority.issue_cert("x@example.net").private_key_pem.write_to_path(paths["key"])
    else:
        Path(paths["key"]).write_bytes(locked(Path(paths["key"]).read_bytes()))


def locked(key: bytes) -> bytes:
    from cryptography.hazmat.primitives import serialization

    opened = serialization.load_pem_private_key(key, None)
    return opened.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"phrase"),
    )


async def test_the_lookup_of_a_name_is_a_phase_of_its_own(tmp_path: Path) -> None:
    async with nasty_server(routes=GOOD) as server:
        url = f"http://localhost:{server.port}"
        exchange = await send(Profile("lab", url, timeout_s=5.0), url, tmp_path)
        assert exchange.outcome is Outcome.ANSWERED
        assert exchange.timing.dns_ms is not None
        assert exchange.timing.connect_ms is not None
        by_address = await send(Profile("lab", server.url, timeout_s=5.0), server.url, tmp_path)
        assert by_address.timing.dns_ms is None


async def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    url = "http://no-such-host.invalid"
    failure = (await send(Profile("lab", url, timeout_s=5.0), url, tmp_path)).failure
    assert failure is not None
    assert failure.kind is FailureKind.ADDRESS
    assert not failure.may_have_arrived


async def send(profile: Profile, url: str, folder: Path) -> Exchange:
    client = Client(profile, "s", spool_folder=folder)
    exchange = await client.send(make_request(url=url + "/users.json"))
    await client.aclose()
    return exchange


async def test_an_upload_tells_how_far_it_is(tmp_path: Path) -> None:
    body = b"x" * 200_000
    told: list[tuple[int, int]] = []
    async with nasty_server(routes=GOOD) as server:
        client = Client(make_profile(server.url), "s", spool_folder=tmp_path)
        request = make_request("POST", url=server.url + "/users.json", body=body)
        await client.send(request, on_upload=lambda sent, total: told.append((sent, total)))
        await client.send(make_request("POST", url=server.url + "/users.json", body=b"small"))
        await client.aclose()
    assert server.bodies == [body, b"small"]
    assert "transfer-encoding" not in server.heads[0].lower()
    assert told == [(65536, 200_000), (131072, 200_000), (196608, 200_000), (200_000, 200_000)]


async def test_the_limit_of_the_profile_ends_an_answer(tmp_path: Path) -> None:
    async with nasty_server() as server:
        profile = replace(make_profile(server.url), answer_limit_mb=1)
        exchange = await send(profile, server.url, tmp_path)
        assert exchange.failure is None
        client = Client(profile, "s", spool_folder=tmp_path)
        large = await client.send(make_request(url=server.url + "/endless"))
        await client.aclose()
    assert large.failure is not None
    assert large.failure.kind is FailureKind.TOO_LARGE
    assert large.response is not None
    assert large.response.body.size_bytes >= 1024 * 1024
