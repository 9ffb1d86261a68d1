"""A programme written down as GraphQL would answer it, without a question.

For the renderer's still service, which is handed a programme instead of fetching one.
The same types write both, so the two cannot drift apart.
"""

from typing import Any

import graphene
from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    execute_sync,
    get_named_type,
    parse,
)

from hub.graphql.types import Programme, required
from hub.programmes.queries import ResolvedProgramme


def programme_document(programme: ResolvedProgramme) -> dict[str, Any]:
    """Every field of the programme; raises the first error a field gives."""
    result = execute_sync(_SCHEMA, _DOCUMENT, root_value={"programme": programme})
    for error in result.errors or ():
        raise error
    return {"data": result.data}


class _Answer(graphene.ObjectType):
    programme = required(Programme)


def _every_field(kind: GraphQLNamedType) -> str:
    """The selection of all there is below a type; no type contains itself."""
    if not isinstance(kind, GraphQLObjectType):
        return ""
    fields = (
        name + _every_field(get_named_type(field.type))
        for name, field in kind.fields.items()
    )
    return f" {{ {' '.join(fields)} }}"


_SCHEMA = graphene.Schema(query=_Answer).graphql_schema
_DOCUMENT = parse(_every_field(_SCHEMA.get_type("_Answer")))
