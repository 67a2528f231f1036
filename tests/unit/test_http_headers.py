"""Headers that are read or written by rules of their own: Prefer, Link, validators."""

from datetime import UTC, datetime, timedelta

import pytest

from api.ogc.link_header import link_header
from api.ogc.validators import last_modified, unchanged
from api.preferences import asks_strict

BEGUN = datetime(2026, 3, 1, 12, 0, 30, 500_000, UTC)
DATE = "Sun, 01 Mar 2026 12:00:30 GMT"


@pytest.mark.parametrize(
    ("prefer", "strict"),
    [
        (["handling=strict"], True),
        (['respond-async, Handling = "strict"; x=1'], True),
        (["return=minimal", "handling=strict"], True),
        (["handling=lenient, handling=strict"], False),
        (["handling=lenient"], False),
        (["handling=strictly"], False),
        (["\xff=\xff", ""], False),
    ],
)
def test_a_preference_is_found_among_others(prefer: list[str], strict: bool) -> None:
    assert asks_strict([(b"prefer", one.encode("latin-1")) for one in prefer]) is strict
    assert not asks_strict([(b"accept", b"handling=strict")])


def test_links_for_paging_come_first_and_the_header_stays_short() -> None:
    many = [{"rel": "alternate", "type": "text/html", "href": f"http://kent.test/{n}"} for n in range(200)]
    header = link_header(
        [*many, {"rel": "next", "type": "application/geo+json", "href": "http://kent.test/n"}]
    )
    assert header.startswith('<http://kent.test/n>; rel="next"; type="application/geo+json", <http://kent')
    assert len(header) <= 3_000
    assert header.endswith('type="text/html"')


def test_what_is_posted_or_no_ascii_is_no_link_of_a_header() -> None:
    posted = {"rel": "next", "type": "a/b", "href": "http://kent.test/n", "method": "POST"}
    foreign = {"rel": "license", "href": "http://kent.test/ş"}
    assert link_header([posted, foreign, {"rel": "license", "href": "http://kent.test/l"}]) == (
        '<http://kent.test/l>; rel="license"'
    )


def test_a_version_has_a_date_once_its_second_has_passed() -> None:
    assert last_modified(BEGUN, BEGUN + timedelta(milliseconds=499)) is None
    assert last_modified(BEGUN, BEGUN + timedelta(milliseconds=500)) == DATE
    elsewhere = BEGUN.astimezone(datetime.fromisoformat("2026-03-01T00:00:00+03:00").tzinfo)
    assert last_modified(elsewhere, BEGUN + timedelta(days=1)) == DATE


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, False),
        ({"if-modified-since": DATE}, True),
        ({"if-modified-since": "Sun, 01 Mar 2026 12:00:31 GMT"}, True),
        ({"if-modified-since": "Sun, 01 Mar 2026 12:00:30 -0000"}, True),
        ({"if-modified-since": "Sun, 01 Mar 2026 12:00:29 GMT"}, False),
        ({"if-modified-since": "soon"}, False),
        ({"if-modified-since": "Sun, 99 Mar 99999999999999999999 12:00:31 GMT"}, False),
        ({"if-none-match": '"1-a"'}, True),
        ({"if-none-match": '"x", W/"1-a"'}, True),
        ({"if-none-match": "*"}, True),
        ({"if-none-match": '"x"', "if-modified-since": DATE}, False),
    ],
)
def test_a_tag_decides_before_a_date(asked: dict[str, str], expected: bool) -> None:
    assert unchanged(asked, '"1-a"', DATE) is expected


def test_a_date_decides_nothing_where_only_the_tag_can() -> None:
    assert not unchanged({"if-modified-since": DATE}, '"1-a"', None)
