"""What tests of incidents start from."""

import pytest

from tests.hub.incidents.scene import Gate, make_gate
from tests.hub.urgent.conftest import Desk, desk

__all__ = ["Desk", "desk"]


@pytest.fixture
def gate(db: None) -> Gate:
    return make_gate()
