"""A JMESPath expression asked of data; its mistakes with the column. JSON and XML data have one shape."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.errors import QueryError


def search_data(expression: str, data: Any) -> Any:
    """What the expression finds; None when nothing.

    Args:
        expression: JMESPath, as in `[].user.login`.
        data: From `to_data`.

    Raises:
        QueryError: Not an expression, or one that does not fit the data; carries the column, 0 for none.
    """
    from jmespath import exceptions

    try:
        return compiled(expression).search(data)
    except exceptions.JMESPathError as error:
        raise QueryError(f"The filter does not fit this answer: {_first_line(error)}", column=0) from error
    except (RecursionError, TypeError, ValueError, ZeroDivisionError) as error:
        raise QueryError(f"The filter does not fit this answer: {_first_line(error)}", column=0) from error


def compiled(expression: str) -> Any:
    """The expression, ready to search with.

    Raises:
        QueryError: Not an expression; carries the column.
    """
    import jmespath
    from jmespath import exceptions

    if not expression.strip():
        raise QueryError("The filter is empty.", column=1, advice="Write for instance: [].user.login")
    try:
        return jmespath.compile(expression)
    except exceptions.LexerError as error:
        raise QueryError(
            f"The filter cannot be read: {error.message}", column=error.lexer_position + 1
        ) from error
    except exceptions.IncompleteExpressionError as error:
        raise QueryError("The filter is not complete", column=len(expression) + 1) from error
    except exceptions.ParseError as error:
        if not error.token_value:
            raise QueryError("The filter is not complete", column=len(expression) + 1) from error
        raise QueryError(
            f"The filter cannot be read: {error.token_value!r} does not belong there",
            column=error.lex_position + 1,
        ) from error
    except exceptions.JMESPathError as error:
        raise QueryError(f"The filter cannot be read: {_first_line(error)}", column=1) from error
    except (RecursionError, TypeError, ValueError) as error:
        raise QueryError(f"The filter cannot be read: {_first_line(error)}", column=1) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
