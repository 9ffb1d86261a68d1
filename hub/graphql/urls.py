"""Included at the root of the hub."""

from django.urls import path

from hub.graphql import views

app_name = "graphql"
urlpatterns = [
    path("graphql", views.graphql, name="graphql"),
    path("graphql/schema.graphql", views.schema_file, name="schema_file"),
]
