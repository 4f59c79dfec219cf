"""The TLS context of a profile: which authorities are trusted, and what a failed handshake means in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.exchange import Failure, FailureKind

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


def make_context(profile: Profile) -> ssl.SSLContext:
    """The context for https; takes some 20 ms, so it is made off the event loop.

    `ca_file` takes the place of the authorities of the system.

    Raises:
        OSError: `ca_file` cannot be read or holds no certificate.
    """
    import ssl

    context = ssl.create_default_context(cafile=profile.ca_file or None)
    if not profile.ca_file and not context.cert_store_stats()["x509_ca"]:
        # No bundle where this OpenSSL looks for one: take the list that comes with the HTTP client.
        import certifi

        context.load_verify_locations(certifi.where())
    if not profile.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def ca_file_failure(ca_file: str, error: OSError) -> Failure:
    """The `ca_file` of a profile that cannot be used."""
    import ssl

    reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror or "unreadable"
    return Failure(
        FailureKind.TLS,
        f"The ca_file {ca_file} cannot be used: {reason}.",
        "Give a file with certificates in PEM form, or take ca_file out of the profile.",
    )


def handshake_failure(error: ssl.SSLError, where: str) -> Failure:
    """What a failed handshake with `where` (host:port) means."""
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
    words = (error.reason or "unknown reason").replace("_", " ").lower()
    return Failure(FailureKind.TLS, f"The TLS handshake with {where} failed: {words}.", "Check the port.")
