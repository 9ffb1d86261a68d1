"""A hub, or a store of each kind, for every test that asks for one."""

from collections.abc import Iterator

import pytest

from tests.fakes.hub import FakeHub, a_hub
from tests.renderer.stores import s3_server, store, store_address

__all__ = ["hub", "s3_server", "store", "store_address"]


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with a_hub() as running:
        yield running
