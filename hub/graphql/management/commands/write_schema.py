"""`manage.py write_schema`: prints the schema into the committed file."""

from pathlib import Path
from typing import Any

from graphene_django.management.commands.graphql_schema import Command as GraphQLSchema

SNAPSHOT = Path(__file__).parents[2] / "schema.graphql"


class Command(GraphQLSchema):
    help = "Writes hub/graphql/schema.graphql, the contract between hub and renderer."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(
            *args,
            **options | {"schema": "hub.graphql.schema.schema", "out": str(SNAPSHOT)},
        )
