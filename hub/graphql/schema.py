"""What can be asked. `schema.graphql` beside this file is its committed print."""

from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone
from graphql import GraphQLError

from hub.displays import queries as displays
from hub.graphql.scalars import DateTime
from hub.graphql.types import Cluster, Programme, Schedule, listed
from hub.programmes import queries as programmes
from hub.programmes import schedules
from hub.programmes.schedules import LONGEST


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
    schedule = graphene.Field(
        Schedule,
        cluster=graphene.String(required=True),
        start=DateTime(required=True, name="from"),
        until=DateTime(required=True),
        description="What a cluster has to show over at most "
        f"{LONGEST.days} days, or null when there is no such cluster.",
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

    @staticmethod
    def resolve_schedule(
        _root: None, _info: Any, cluster: str, start: datetime, until: datetime
    ) -> schedules.Schedule | None:
        if not start < until <= start + LONGEST:
            raise GraphQLError(
                f"`until` must come after `from`, by {LONGEST.days} days at most."
            )
        return schedules.resolve_schedule(cluster, start, until)


schema = graphene.Schema(query=Query)
