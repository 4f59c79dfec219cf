"""The TLS context of a profile: which authorities are trusted, and what a failed handshake means in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.exchange import Failure, FailureKind
from cloudflow_tui.transport.failures import TlsFileError

if TYPE_CHECKING:
    import ssl

    from cloudflow_tui.profiles.models import Profile

_UNTRUSTED = (
    "When this Control Panel is known to you, give its authority as ca_file in the profile, "
    "or verify_tls = false to trust anyone."
)
_CERTIFICATE = {
    9: (
        "The certificate of {where} is not valid yet.",
        "Check the clock of this machine and of the Control Panel.",
    ),
    10: (
        "The certificate of {where} has expired.",
        "Have it renewed; check the clock of this machine as well.",
    ),
    18: ("The certificate of {where} is signed by itself, so nobody vouches for it.", _UNTRUSTED),
    19: ("The certificate of {where} comes from an authority that this machine does not trust.", _UNTRUSTED),
    20: ("The certificate of {where} comes from an authority that this machine does not know.", _UNTRUSTED),
    21: ("The certificate of {where} comes without the one that vouches for it.", _UNTRUSTED),
    23: ("The certificate of {where} was revoked.", "Ask whoever runs the Control Panel."),
    62: (
        "The certificate of {where} is for another host name.",
        "Use the host name that the certificate is for, or have the certificate replaced.",
    ),
    64: (
        "The certificate of {where} does not hold this IP address.",
        "Use the host name that the certificate is for.",
    ),
}
"""Verify codes of OpenSSL."""


_WANTS_CERTIFICATE = frozenset(
    (
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_REVOKED",
        "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
        "TLSV1_ALERT_UNKNOWN_CA",
        "TLSV1_ALERT_ACCESS_DENIED",
    )
)
"""What a server says of a certificate of this client."""


def make_context(profile: Profile) -> ssl.SSLContext:
    """The context for https; takes some 20 ms, so it is made off the event loop.

    `ca_file` takes the place of the authorities of the system.

    Raises:
        TlsFileError: `ca_file`, `client_cert` or `client_key` cannot be used.
    """
    import ssl

    try:
        context = ssl.create_default_context(cafile=profile.ca_file or None)
    except OSError as error:
        raise TlsFileError(ca_file_failure(profile.ca_file, error)) from error
    if profile.client_cert:
        _load_client_certificate(context, profile)
    if not profile.ca_file and not context.cert_store_stats()["x509_ca"]:
        # No bundle where this OpenSSL looks for one: take the list that comes with the HTTP client.
        import certifi

        context.load_verify_locations(certifi.where())
    if not profile.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class _LockedKeyError(Exception):
    """OpenSSL asked for a passphrase."""


def _load_client_certificate(context: ssl.SSLContext, profile: Profile) -> None:
    def refuse() -> str:
        # Without this, OpenSSL itself would ask on the terminal and hold everything up.
        raise _LockedKeyError

    try:
        context.load_cert_chain(profile.client_cert, profile.client_key or None, password=refuse)
    except _LockedKeyError as error:
        raise TlsFileError(_client_failure(profile, "its key is locked with a passphrase")) from error
    except OSError as error:
        raise TlsFileError(_client_failure(profile, _client_reason(error))) from error


def _client_reason(error: OSError) -> str:
    import ssl

    if not isinstance(error, ssl.SSLError):
        return error.strerror or "unreadable"
    if error.reason == "KEY_VALUES_MISMATCH":
        return "its key belongs to another certificate"
    return "the files hold no certificate and key that fit together"


def _client_failure(profile: Profile, reason: str) -> Failure:
    named = " and ".join(name for name in (profile.client_cert, profile.client_key) if name)
    return Failure(
        FailureKind.TLS,
        f"The client certificate {named} cannot be used: {reason}.",
        "Give client_cert and client_key as PEM files without a passphrase, readable by you alone.",
    )


def ca_file_failure(ca_file: str, error: OSError) -> Failure:
    """The `ca_file` of a profile that cannot be used."""
    import ssl

    reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror or "unreadable"
    return Failure(
        FailureKind.TLS,
        f"The ca_file {ca_file} cannot be used: {reason}.",
        "Give a file with certificates in PEM form, or take ca_file out of the profile.",
    )


def handshake_failure(error: ssl.SSLError, where: str, *, is_after_handshake: bool = False) -> Failure:
    """What a failed handshake with `where` (host:port) means.

    Args:
        is_after_handshake: This side had taken it for good already.
    """
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        known = _CERTIFICATE.get(error.verify_code)
        reason = error.verify_message or "unknown reason"
        sentence, advice = known or (
            f"The certificate of {{where}} cannot be trusted: {reason}.",
            _UNTRUSTED,
        )
        return Failure(FailureKind.TLS, sentence.format(where=where), advice)
    reason = (error.reason or "").upper()
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG"):
        return Failure(
            FailureKind.TLS,
            f"{where} does not speak TLS.",
            "Check the port; when it is right, write http:// in the address of the profile.",
        )
    if "PROTOCOL_VERSION" in reason or "UNSUPPORTED_PROTOCOL" in reason or "HANDSHAKE_FAILURE" in reason:
        return Failure(
            FailureKind.TLS,
            f"{where} and this machine have no TLS version or cipher in common.",
            "An old Control Panel may offer only what is forbidden today; have its web server updated.",
        )
    # Python does not know the reason of the newer alerts; after a good handshake it is this one.
    if reason in _WANTS_CERTIFICATE or (is_after_handshake and not reason):
        return Failure(
            FailureKind.TLS,
            f"{where} wants a client certificate, or does not trust the one it got.",
            "Give client_cert (and client_key) in the profile; ask whoever runs the Control Panel for one.",
        )
    words = (error.reason or "unknown reason").replace("_", " ").lower()
    return Failure(FailureKind.TLS, f"The TLS handshake with {where} failed: {words}.", "Check the port.")
