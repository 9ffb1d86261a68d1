"""Gates on air, for scenarios that begin where everything is well.

Each cluster has a programme, a repository and keys; what was rendered is approved, and a
player shows it.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from hub.agencies.models import Agency
from hub.displays.models import Cluster
from hub.programmes.actions import add_programme
from release.reports import Rung
from tests.acceptance.gates import Gate, gate
from tests.acceptance.office import hold_ceremony, put_on_air, signing_office
from tests.acceptance.province import SINCE, make_lead, make_person
from tests.acceptance.wall import Wall
from tests.hub.builders import make_agency, make_cluster, make_face, make_story

LANGUAGES = ("vi", "en", "zh-hans")
SIZE = {"width": 512, "height": 256}


@dataclass
class Street:
    """`duty` is the lead's officer with both keys, `operator` the gates' own head."""

    lead: Agency
    duty: User
    operator: User
    clusters: dict[str, Cluster] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)


@contextmanager
def open_street(
    wall: Wall, settings: Any, folder: Path, *, gates: Sequence[str], more: str = ""
) -> Iterator[Street]:
    """Players stand at `gates`; the cluster `more` is run by a ward, and has one too."""
    lead = make_lead()
    for code in (*gates, *filter(None, [more])):
        make_wall(code, lead)
    unit = Cluster.objects.get(code=gates[0]).assignments.get().operator
    if more:
        ward = make_agency("p-sapa", "Ủy ban nhân dân phường Sa Pa")
        Cluster.objects.get(code=more).assignments.update(operator=ward)
    street = Street(
        lead,
        duty=make_person("approver", lead, "truc-ban", "Cán bộ trực"),
        operator=make_person("operator_approver", unit, "van-hanh", "Trưởng ca trực"),
        clusters={one.code: one for one in Cluster.objects.all()},
    )
    admin = make_person("admin", lead, "quan-tri", "Quản trị hệ thống")
    for code, cluster in street.clusters.items():
        heads = [street.duty] if code == more else [street.duty, street.operator]
        hold_ceremony(cluster, heads, heads)
    wall.render()
    with ExitStack() as standing:
        standing.enter_context(signing_office(settings, folder))
        put_on_air(street.duty)
        street.gates = {
            code: standing.enter_context(gate(one, wall.hub, folder / code, admin))
            for code, one in street.clusters.items()
        }
        for one in street.gates.values():
            one.wait_for(Rung.SCHEDULED)
        yield street


def make_wall(code: str, lead: Agency) -> Cluster:
    cluster = make_cluster(code, faces=[make_face(languages=LANGUAGES, **SIZE)], **SIZE)
    story = make_story(f"Chào mừng đến {code}", agency=lead, languages=LANGUAGES)
    add_programme(cluster, "Hằng ngày", [(story, 5)], valid_from=SINCE)
    return cluster
