"""An office that publishes, and who gives machines their tokens."""

from typing import Any

import pytest

from hub.devices.others import FILES, QUESTIONS
from tests.hub.builders import make_agency
from tests.hub.playout.conftest import office
from tests.hub.rights.people import make_holder

__all__ = ["office"]


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """Each test's players have asked nothing yet."""
    QUESTIONS.forget_all()
    FILES.forget_all()


@pytest.fixture
def manager(db: None) -> Any:
    return make_holder("admin", make_agency("so-tttt", "Sở TT&TT"))
