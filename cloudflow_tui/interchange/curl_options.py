"""The options of curl that matter to a request: which take a value, and how short ones are called in full."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHORT = dict(
    pair.split("=")
    for pair in _words(
        "u=user d=data H=header X=request G=get k=insecure F=form L=location g=globoff A=user-agent e=referer"
        " b=cookie c=cookie-jar o=output O=remote-name T=upload-file x=proxy U=proxy-user m=max-time"
        " w=write-out D=dump-header E=cert r=range C=continue-at y=speed-time Y=speed-limit z=time-cond"
        " K=config I=head i=include s=silent S=show-error v=verbose f=fail n=netrc N=no-buffer q=disable"
        " a=append j=junk-session-cookies J=remote-header-name l=list-only p=proxytunnel R=remote-time"
        " V=version 0=http1.0 1=tlsv1 2=sslv2 3=sslv3 4=ipv4 6=ipv6 #=progress-bar :=next h=help P=ftp-port"
        " Q=quote t=telnet-option M=manual"
    )
)
WITH_VALUE = frozenset(
    _words(
        "user data data-raw data-binary data-ascii data-urlencode json header request form form-string"
        " user-agent referer cookie cookie-jar output upload-file proxy proxy-user max-time write-out"
        " dump-header cert range continue-at speed-time speed-limit time-cond config url connect-timeout"
        " retry retry-delay retry-max-time resolve connect-to cacert capath key cert-type key-type interface"
        " limit-rate max-redirs noproxy oauth2-bearer pass proto proto-default tls-max ciphers trace"
        " trace-ascii stderr unix-socket url-query variable ftp-port quote telnet-option max-filesize"
        " dns-servers local-port socks5 socks4 aws-sigv4 output-dir expect100-timeout keepalive-time"
        " netrc-file pinnedpubkey"
    )
)
WITHOUT_VALUE = frozenset(
    _words(
        "get insecure location location-trusted globoff head include silent show-error verbose fail netrc"
        " no-buffer disable append remote-name remote-name-all compressed http1.0 http1.1 http2 http3"
        " http2-prior-knowledge tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 ipv4 ipv6 progress-bar next basic"
        " digest ntlm negotiate anyauth post301 post302 post303 create-dirs fail-with-body fail-early"
        " no-keepalive tcp-nodelay ssl ssl-reqd remote-time parallel styled-output no-progress-meter raw"
        " path-as-is version help junk-session-cookies remote-header-name list-only proxytunnel crlf"
        " tr-encoding no-alpn trace-time ssl-no-revoke manual sslv2 sslv3 retry-connrefused"
        " retry-all-errors disallow-username-in-url"
    )
)
