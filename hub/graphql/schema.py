"""What can be asked. `schema.graphql` beside this file is its committed print."""

from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from hub.displays import queries as displays
from hub.graphql.scalars import DateTime
from hub.graphql.types import Cluster, Programme, listed
from hub.programmes import queries as programmes


class Query(graphene.ObjectType):
    clusters = listed(
        Cluster,
        "Every cluster that is operating or being tested, in the order of its code.",
    )
    cluster = graphene.Field(
        Cluster,
        code=graphene.String(required=True),
        description="One cluster, or null when there is none of this code.",
    )
    programme = graphene.Field(
        Programme,
        cluster=graphene.String(required=True),
        at=DateTime(),
        description="What a cluster has to show at an instant (now when left out), "
        "or null when there is no such cluster.",
    )

    @staticmethod
    def resolve_clusters(_root: None, _info: Any) -> tuple[displays.ClusterFacts, ...]:
        return displays.clusters()

    @staticmethod
    def resolve_cluster(
        _root: None, _info: Any, code: str
    ) -> displays.ClusterFacts | None:
        return displays.cluster(code)

    @staticmethod
    def resolve_programme(
        _root: None, _info: Any, cluster: str, at: datetime | None = None
    ) -> programmes.ResolvedProgramme | None:
        return programmes.resolve_programme(cluster, at or timezone.now())


schema = graphene.Schema(query=Query)
