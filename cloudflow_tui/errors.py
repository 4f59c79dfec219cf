"""Every exception that this program raises on purpose.

    CloudFlowError
    ├── UsageError               a command line that cannot be carried out as it stands
    ├── CatalogError             a catalog file or a question to the catalog
    │   ├── UnknownEndpointError     no endpoint of that name; carries the nearest
    │   └── AmbiguousCallError       one path serves several endpoints; carries them
    ├── ConfigError              configuration, profile or secret
    ├── BuildError               a draft that cannot become a request
    │   ├── InvalidDraftError        problems found before sending; carries them
    │   ├── UnknownParameterError    no parameter of that name; carries the nearest
    │   └── BodySyntaxError          a body that is not JSON or XML; carries line and column
    ├── QueryError               a filter or search pattern that cannot be used; carries the column
    ├── RefusedError             a request that safety forbids (read-only, not confirmed, one is running)
    ├── TransportError           the client cannot be made or used
    ├── HistoryError             the history database
    └── SandboxError             the sandbox cannot start or answer

A 404 or 500 answer is a response, not an exception. Must not import anything of this package.
"""

from __future__ import annotations


class CloudFlowError(Exception):
    """A failure told in words: what failed, on which input, and what to try.

    Args:
        message: One sentence: what failed, on which input.
        advice: What to try, empty when nothing is known.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".rstrip()


class UsageError(CloudFlowError):
    """A command line that cannot be carried out as it stands."""


class CatalogError(CloudFlowError):
    """A catalog file that cannot be read, or a question that the catalog cannot answer."""

    def __init__(self, message: str, *, advice: str = "", file: str = "") -> None:
        super().__init__(message, advice=advice)
        self.file = file


class UnknownEndpointError(CatalogError):
    """No endpoint has this id, or no call this method and path."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        advice = (
            f"Nearest: {', '.join(nearest)}." if nearest else "Look with: cloudflow-tui catalog search WORD"
        )
        super().__init__(f"No endpoint is called {name!r}.", advice=advice)
        self.name = name
        self.nearest = nearest


class AmbiguousCallError(CatalogError):
    """One method and path serve several endpoints; only the id says which."""

    def __init__(self, call: str, choices: tuple[str, ...]) -> None:
        super().__init__(f"{call} serves several endpoints.", advice=f"Name one: {', '.join(choices)}.")
        self.call = call
        self.choices = choices


class ConfigError(CloudFlowError):
    """Configuration, profile or secret that is missing or wrong; line and column from 1, 0 when not known."""

    def __init__(
        self,
        message: str,
        *,
        advice: str = "",
        file: str = "",
        key: str = "",
        line: int = 0,
        column: int = 0,
    ) -> None:
        super().__init__(message, advice=advice)
        self.file = file
        self.key = key
        self.line = line
        self.column = column


class BuildError(CloudFlowError):
    """A draft that cannot become a request."""

    def __init__(self, message: str, *, advice: str = "", parameter: str = "") -> None:
        super().__init__(message, advice=advice)
        self.parameter = parameter


class InvalidDraftError(BuildError):
    """A draft with problems that would very likely be refused by the server.

    Args:
        problems: The `request.Problem` objects, in the order of the form.
    """

    def __init__(self, message: str, *, problems: tuple[object, ...]) -> None:
        super().__init__(message, advice="Send it as it is with --anyway, or ctrl+r again in the console.")
        self.problems = problems


class UnknownParameterError(BuildError):
    """The endpoint has no parameter of this name."""

    def __init__(self, endpoint_id: str, parameter: str, nearest: tuple[str, ...] = ()) -> None:
        advice = (
            f"Nearest: {', '.join(nearest)}." if nearest else f"See: cloudflow-tui catalog show {endpoint_id}"
        )
        super().__init__(f"{endpoint_id} has no parameter {parameter!r}.", advice=advice, parameter=parameter)
        self.nearest = nearest


class BodySyntaxError(BuildError):
    """A body that is not well formed; line and column count from 1."""

    def __init__(self, message: str, *, line: int, column: int, advice: str = "") -> None:
        super().__init__(f"{message} (line {line}, column {column})", advice=advice)
        self.line = line
        self.column = column


class QueryError(CloudFlowError):
    """A filter or a search pattern that cannot be used; the column counts from 1, 0 when none is known."""

    def __init__(self, message: str, *, column: int, advice: str = "") -> None:
        super().__init__(f"{message} (column {column})" if column else message, advice=advice)
        self.reason = message
        """The sentence without the column."""
        self.column = column


class RefusedError(CloudFlowError):
    """A request that was not sent, because the profile's safety or the state of the console forbids it."""


class TransportError(CloudFlowError):
    """The HTTP client cannot be made or used. Failures of one request are outcomes of its exchange."""


class HistoryError(CloudFlowError):
    """The history database cannot be opened, read or written."""

    def __init__(self, message: str, *, advice: str = "", file: str = "") -> None:
        super().__init__(message, advice=advice)
        self.file = file


class SandboxError(CloudFlowError):
    """The sandbox cannot start or stopped by itself."""


class SandboxOptionError(SandboxError):
    """A sandbox cannot be as it is asked to be: a mistake of whoever asks, such as a port that is none."""
