"""A hub for every test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.fakes.hub import FakeHub, a_hub


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with a_hub() as running:
        yield running
