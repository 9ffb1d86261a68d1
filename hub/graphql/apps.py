from django.apps import AppConfig


class GraphQLConfig(AppConfig):
    name = "hub.graphql"
    label = "hub_graphql"
    verbose_name = "GraphQL"
