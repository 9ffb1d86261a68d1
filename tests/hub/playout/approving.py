"""Says yes to a candidate, for tests."""

from pathlib import Path

import pytest
from django.conf import settings as hub_settings
from django.utils import timezone

from hub.audit.models import Entry
from hub.playout.actions import (
    ApprovalRefusedError,
    approve,
)
from hub.playout.enums import CandidateState
from hub.playout.models import Approval, Candidate
from release.demo import DEMO_PIN
from release.places import Places
from tests.hub.playout.office import CODE

WAITING, PUBLISHED = CandidateState.WAITING, CandidateState.PUBLISHED
SUPERSEDED = CandidateState.SUPERSEDED


def say_yes(candidate: Candidate, person, pin: str = DEMO_PIN, seen=None) -> Candidate:
    seen = candidate.digests if seen is None else seen
    return approve(candidate.pk, person, pin, seen, timezone.now())


def refused(candidate: Candidate, person, **more) -> str:
    """What is said; nothing was approved and nothing is on air."""
    entries = Entry.objects.count()
    with pytest.raises(ApprovalRefusedError) as caught:
        say_yes(candidate, person, **more)
    assert not Approval.objects.filter(person=person).exists()
    assert not Candidate.objects.filter(state=PUBLISHED).exists()
    assert Entry.objects.count() == entries
    return caught.value.messages[0]


def published_seq() -> int:
    places = Places(Path(hub_settings.RELEASES_DIR))
    return places.repository(CODE).next_seq("approve") - 1
