"""What was asked for in the body of a request."""

from pydantic import BaseModel, ValidationError

from renderer.errors import ProgrammeError


def read_body[Wanted: BaseModel](wanted: type[Wanted], body: bytes) -> Wanted:
    """Raises ProgrammeError naming the field that is wrong."""
    try:
        return wanted.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise ProgrammeError(
            where,
            "the value is not accepted: {reason}",
            "correct the request",
            reason=first["msg"],
        ) from error
