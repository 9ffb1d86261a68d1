"""Values of one piece that GraphQL itself does not have."""

from datetime import datetime

import graphene
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode


class DateTime(graphene.Scalar):
    """An instant as in `2026-04-26T09:00:00+07:00`; the offset (or Z) is required."""

    @staticmethod
    def serialize(value: datetime) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: object) -> datetime:
        example = "write it as 2026-04-26T09:00:00+07:00"
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            raise GraphQLError(f"{value!r} is not an instant: {example}.") from None
        if instant.tzinfo is None:
            raise GraphQLError(
                f"{value!r} does not say in which time zone: add an offset; {example}."
            )
        return instant

    @classmethod
    def parse_literal(
        cls, node: ValueNode, _variables: dict[str, object] | None = None
    ) -> datetime:
        text = node.value if isinstance(node, StringValueNode) else "not a string"
        return cls.parse_value(text)


class BigInt(graphene.Scalar):
    """A whole number that may be larger than Int allows."""

    @staticmethod
    def serialize(value: int) -> int:
        return int(value)

    parse_value = serialize

    @staticmethod
    def parse_literal(
        node: ValueNode, _variables: dict[str, object] | None = None
    ) -> int:
        if not isinstance(node, IntValueNode):
            raise GraphQLError("A whole number is wanted here.")
        return int(node.value)
