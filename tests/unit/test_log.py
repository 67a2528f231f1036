"""What a log holds of an unexpected error: where it happened, never the values it happened with."""

import io

import pytest
import structlog

from gis.log import configure_log


def _fails(owner: str) -> None:
    row = {"malik": owner}
    raise RuntimeError(f"no place for {len(row)} row")


def test_a_traceback_tells_the_way_and_no_local_value(request: pytest.FixtureRequest) -> None:
    request.addfinalizer(structlog.reset_defaults)
    written = io.StringIO()
    configure_log(stream=written)
    owner = "ilgezer"[::-1]  # the traceback shows this line, but not what it makes
    try:
        _fails(owner)
    except RuntimeError:
        structlog.get_logger().exception("job failed", job=7)
    said = written.getvalue()
    assert "job=7" in said
    assert "in _fails" in said
    assert "no place for 1 row" in said
    assert owner not in said
