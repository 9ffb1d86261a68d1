"""From a question to the answer's document: parse, limit, validate, run, mask.

What fails inside is logged whole under an id; the client is told the id only.
"""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    execute_sync,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from hub.graphql import limits
from hub.graphql.requests import Question
from hub.graphql.schema import schema

logger = logging.getLogger(__name__)

MAX_ERRORS = 10


@dataclass(frozen=True)
class Answer:
    """`is_refused`: nothing was run, the question itself is at fault."""

    body: dict[str, Any]
    is_refused: bool = False

    @property
    def is_whole(self) -> bool:
        return "errors" not in self.body


def answer(question: Question) -> Answer:
    try:
        document = _prepare(question.query)
    except _FaultyQuestionError as fault:
        return _refused(fault.errors)
    if get_operation_ast(document, question.operation_name) is None:
        return _refused([GraphQLError("`operationName` names no single operation.")])

    result = execute_sync(
        schema.graphql_schema,
        document,
        variable_values=question.variables,
        operation_name=question.operation_name,
    )
    if result.data is None and all(error.path is None for error in result.errors or ()):
        return _refused(result.errors or [])  # a variable of the wrong kind
    return Answer(_body_of(result))


class _FaultyQuestionError(Exception):
    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


@lru_cache(maxsize=256)
def _prepare(query: str) -> DocumentNode:
    """Once for each distinct text: validation takes longer than a small answer."""
    try:
        document = parse(
            query,
            max_lexical_tokens=limits.MAX_TOKENS,
            max_comments=limits.MAX_COMMENTS,
        )
        limits.check_limits(document)
    except GraphQLError as error:
        raise _FaultyQuestionError([error]) from error
    # `rules` replaces the standard ones when it is given, so they are named here.
    errors = validate(
        schema.graphql_schema, document, specified_rules, max_errors=MAX_ERRORS
    )
    if errors:
        raise _FaultyQuestionError(errors)
    return document


def _refused(errors: Iterable[GraphQLError]) -> Answer:
    return Answer({"errors": [error.formatted for error in errors]}, is_refused=True)


def _body_of(result: ExecutionResult) -> dict[str, Any]:
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [_masked(error) for error in result.errors]
    return body


def _masked(error: GraphQLError) -> Any:
    if isinstance(error.original_error, GraphQLError | None):
        return error.formatted
    fault_id = secrets.token_hex(4)
    place = ".".join(str(part) for part in error.path or ())
    logger.error("%s failed, id %s", place, fault_id, exc_info=error.original_error)
    return {
        "message": f"The hub failed here. Its log has more under the id {fault_id}.",
        "path": error.path,
        "extensions": {"id": fault_id},
    }
