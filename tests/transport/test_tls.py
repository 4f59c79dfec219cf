"""TLS against real certificates: good, expired, of another host, self-signed, of an unknown authority."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome
from cloudflow_tui.transport import Client
from tests.factories import make_profile, make_request
from tests.transport.nasty_server import nasty_server, says, whole

GOOD = {"/users.json": says(whole(b"[]"))}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


async def ask(
    context: ssl.SSLContext, tmp_path: Path, *, ca_file: str = "", verify_tls: bool = True
) -> Exchange:
    async with nasty_server(context, GOOD) as server:
        profile = replace(make_profile(server.url), ca_file=ca_file, verify_tls=verify_tls)
        client = Client(profile, "s3cret", spool_folder=tmp_path)
        exchange = await client.send(make_request(url=server.url + "/users.json"))
        await client.aclose()
        assert server.heads == [] or exchange.outcome is Outcome.ANSWERED
        return exchange


def failed(exchange: Exchange) -> Failure:
    assert exchange.failure is not None
    assert exchange.failure.kind is FailureKind.TLS
    assert not exchange.failure.may_have_arrived
    return exchange.failure


async def test_a_good_certificate(authority: trustme.CA, ca_file: str, tmp_path: Path) -> None:
    exchange = await ask(context_of(authority.issue_cert("127.0.0.1")), tmp_path, ca_file=ca_file)
    assert exchange.outcome is Outcome.ANSWERED
    assert exchange.timing.tls_ms is not None


async def test_an_unknown_authority(authority: trustme.CA, tmp_path: Path) -> None:
    failure = failed(await ask(context_of(authority.issue_cert("127.0.0.1")), tmp_path))
    assert "an authority that this machine does not" in failure.message
    assert "127.0.0.1:" in failure.message
    assert "ca_file" in failure.advice


async def test_an_unknown_authority_is_taken_unverified(authority: trustme.CA, tmp_path: Path) -> None:
    exchange = await ask(context_of(authority.issue_cert("other.example")), tmp_path, verify_tls=False)
    assert exchange.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("name", ["other.example.net", "127.0.0.2"])
async def test_the_wrong_host(authority: trustme.CA, ca_file: str, tmp_path: Path, name: str) -> None:
    failure = failed(await ask(context_of(authority.issue_cert(name)), tmp_path, ca_file=ca_file))
    assert "this IP address" in failure.message
    assert "host name that the certificate is for" in failure.advice


async def test_an_expired_certificate(authority: trustme.CA, ca_file: str, tmp_path: Path) -> None:
    certificate = authority.issue_cert("127.0.0.1", not_after=datetime(2021, 1, 1, tzinfo=UTC))
    failure = failed(await ask(context_of(certificate), tmp_path, ca_file=ca_file))
    assert "has expired" in failure.message


async def test_a_certificate_signed_by_itself(tmp_path: Path, self_signed: ssl.SSLContext) -> None:
    failure = failed(await ask(self_signed, tmp_path))
    assert "signed by itself" in failure.message


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that vouches for itself: trustme only makes signed ones, so it is built by hand."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "self.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@asynccontextmanager
async def plain_talker(answer: bytes = b"HTTP/1.1 400 Bad Request\r\n\r\n") -> AsyncIterator[int]:
    """A port where whatever comes is answered with these bytes and a closed door."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer)
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


async def test_an_answer_in_plain_text_to_a_handshake(tmp_path: Path) -> None:
    async with plain_talker() as port:
        url = f"https://127.0.0.1:{port}"
        client = Client(make_profile(url), "s3cret", spool_folder=tmp_path)
        failure = failed(await client.send(make_request(url=url + "/users.json")))
        await client.aclose()
    assert failure.message == f"127.0.0.1:{port} does not speak TLS."
    assert "http://" in failure.advice


async def test_a_server_that_hangs_up_on_a_handshake(tmp_path: Path) -> None:
    async with plain_talker(b"") as port:
        url = f"https://127.0.0.1:{port}"
        client = Client(make_profile(url), "s3cret", spool_folder=tmp_path)
        failure = failed(await client.send(make_request(url=url + "/users.json")))
        await client.aclose()
    assert failure.message == f"127.0.0.1:{port} closed the connection during the TLS handshake."


@pytest.mark.parametrize(
    ("text", "reason"), [(None, "No such file or directory"), ("nonsense", "it holds no certificate")]
)
async def test_a_ca_file_that_cannot_be_used(tmp_path: Path, text: str | None, reason: str) -> None:
    path = tmp_path / "mine.pem"
    if text is not None:
        path.write_text(text)
    profile = replace(make_profile(), ca_file=str(path))
    exchange = await Client(profile, "s", spool_folder=tmp_path).send(make_request())
    assert failed(exchange).message == f"The ca_file {path} cannot be used: {reason}."
