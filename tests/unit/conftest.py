"""What the tests of pure modules share."""

import pytest

from gis.registry import Registry
from tests.unit.allotments import allotments as read_allotments


@pytest.fixture(scope="session")
def allotments(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return read_allotments(tmp_path_factory.mktemp("allotments"))
