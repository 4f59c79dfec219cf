"""The way to one Control Panel: profile, secret, client, and a sandbox of its own where one is wanted.

The secret is fetched when first needed and kept in memory only. Heavy parts are made when first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.workspace.rights import NOT_KNOWN, Rights

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.paths import AppPaths
    from cloudflow_tui.redact import Redactor
    from cloudflow_tui.sandbox.process import SandboxProcess
    from cloudflow_tui.transport import Client

Prompt = Callable[[str], str]
"""Asks the user for a secret; gets the question."""


MIN_SEEN_LENGTH = 8


class Connection:
    """One Control Panel as one user, and what it takes to send there."""

    def __init__(
        self,
        profile: Profile,
        *,
        paths: AppPaths,
        environ: Mapping[str, str],
        sandbox: SandboxProcess | None = None,
        is_demo: bool = False,
        secret: str | None = None,
        prompt: Prompt | None = None,
    ) -> None:
        self.profile = profile
        self.paths = paths
        self.version = profile.api_version
        """Version of the Control Panel, "" until it is known."""
        self.is_demo = is_demo or sandbox is not None
        """Whether it works on a sandbox of its own."""
        self.secret_place: SecretPlace | None = None
        """Where the secret lay, None until it was fetched."""
        self._environ = environ
        self._sandbox = sandbox
        self._secret = secret
        self._proxy_secret: str | None = None
        self._prompt = prompt
        self._client: Client | None = None
        self._seen_secrets: set[str] = set()
        self.rights: Rights = NOT_KNOWN
        """What the user may do, once a test has read it."""

    def connect(self) -> Profile:
        """Make sure that the address and the secret are known; blocks until a sandbox of its own answers.

        Raises:
            SandboxError: The sandbox does not start.
            ConfigError: The secret is nowhere to be found.
        """
        if self.is_demo and not self.profile.url:
            address = self._spawn_sandbox().wait_ready()
            self.profile = replace(
                self.profile, url=address.url, login=address.login, secret=SecretPlace("prompt")
            )
            self._secret = address.password
        if self._proxy_secret is None:
            self._proxy_secret = self._find_proxy_secret()
        if self._secret is None:
            self._secret = self._find_secret()
        return self.profile

    @property
    def is_known(self) -> bool:
        """Whether address and secrets are known, so that `connect` has nothing to do."""
        return bool(self.profile.url) and self._secret is not None and self._proxy_secret is not None

    @property
    def own_secrets(self) -> list[str]:
        """The secrets of the profile, as far as they were fetched."""
        return [secret for secret in (self._secret, self._proxy_secret) if secret]

    def _spawn_sandbox(self) -> SandboxProcess:
        if self._sandbox is None:
            from cloudflow_tui.sandbox.process import SandboxProcess

            self._sandbox = SandboxProcess.spawn(environ=self._environ)
        return self._sandbox

    def _find_secret(self) -> str:
        if not self.profile.login:
            return ""
        from cloudflow_tui.profiles import find_secret_and_place

        secret, self.secret_place = find_secret_and_place(self.profile, self._environ, self._prompt)
        return secret

    def _find_proxy_secret(self) -> str:
        if not self.profile.proxy_login:
            return ""
        from cloudflow_tui.profiles import find_proxy_secret

        return find_proxy_secret(self.profile, self._environ, self._prompt)

    def client(self) -> Client:
        """The one client of this profile. Needs `connect` first.

        Raises:
            ConfigError: The address is not known yet.
        """
        if self._client is None:
            if not self.profile.url:
                raise ConfigError("The address of the sandbox is not known yet.", advice="Try again at once.")
            from cloudflow_tui.transport import Client

            self._client = Client(
                self.profile,
                self._secret or "",
                spool_folder=self.paths.spool_folder,
                proxy_secret=self._proxy_secret or "",
            )
        return self._client

    def give_secret(self, secret: str) -> None:
        """Use this secret, which was typed, instead of fetching one; it is kept in memory only."""
        self._secret = secret
        self.secret_place = SecretPlace("prompt")

    def give_proxy_secret(self, secret: str) -> None:
        """Use this password for the proxy, which was typed; it is kept in memory only."""
        self._proxy_secret = secret

    def ask_with(self, prompt: Prompt) -> None:
        """Ask for secrets that lie nowhere this way from now on."""
        self._prompt = prompt

    async def change(self, profile: Profile, *, is_demo: bool = False) -> None:
        """Go on with another profile in place: everything that holds this object goes along.

        Connections are closed; the secret of the new profile is fetched when it is needed. What was secret
        before stays masked.

        Args:
            is_demo: On a sandbox of its own, which is started when needed.
        """
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()
        self.know_secrets(self.own_secrets)
        if self._sandbox is not None:
            sandbox, self._sandbox = self._sandbox, None
            sandbox.stop()
        self.profile, self.version, self.is_demo = profile, profile.api_version, is_demo
        self._secret, self.secret_place, self.rights = None, None, NOT_KNOWN
        self._proxy_secret = None

    def know_secrets(self, values: Iterable[str]) -> None:
        """Values that are masked from now on wherever they come back, as long as this object lives.

        Short ones are left to their names: `admin` as a password would blank out half of every answer.
        """
        self._seen_secrets.update(value for value in values if len(value) >= MIN_SEEN_LENGTH)

    def masked(self, exchange: Exchange) -> Exchange:
        """The exchange with its secrets masked, as it may be shown or handed on."""
        return self.redactor(exchange).exchange(exchange)

    def redactor(self, exchange: Exchange) -> Redactor:
        """What masks every secret that is known here, those of this exchange with them."""
        from cloudflow_tui.redact import Redactor

        return Redactor({*exchange.request.secret_values, *self._seen_secrets, *self.own_secrets})

    @property
    def http_question(self) -> str:
        """What to ask once before credentials cross a network in the open, "" for nothing."""
        from cloudflow_tui.workspace.plain_http import question

        return question(self.profile, self.paths)

    def agree_to_http(self) -> None:
        """Keep the answer yes to `http_question`.

        Raises:
            ConfigError: It cannot be written down.
        """
        from cloudflow_tui.workspace.plain_http import agree

        agree(self.profile, self.paths)
