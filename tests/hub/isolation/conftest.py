"""The world of two agencies, made once for the tests of one file."""

import pytest

from tests.hub.isolation.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
