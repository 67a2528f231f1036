"""Whether a client already has what it asks for (RFC 9110, sections 8.8 and 13.1). Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import xxhash


def entity_tag(version: int, shape: tuple[object, ...]) -> str:
    """Args: shape: everything besides the row that the answer depends on."""
    return f'"{version}-{hashlib.blake2b(repr(shape).encode(), digest_size=6).hexdigest()}"'


def page_tag(features: bytes, matched: int | None, links: Sequence[Mapping[str, object]]) -> str:
    """Of a page of features; weak, since the page also says when it was made."""
    digest = xxhash.xxh3_64(features)
    digest.update(repr((matched, links)).encode())
    return f'W/"{digest.hexdigest()}"'


def last_modified(valid_from: datetime, now: datetime) -> str | None:
    """The date of a version as an HTTP date.

    None within the second in which the version began: another one may follow in it, and would have the same date.
    """
    begun = valid_from.astimezone(UTC).replace(microsecond=0)
    return format_datetime(begun, usegmt=True) if begun < now.replace(microsecond=0) else None


def unchanged(asked: Mapping[str, str], etag: str, modified: str | None) -> bool:
    """Whether 304 is the answer.

    Args:
        asked: the request's headers, by names in lower case.
        modified: what the answer depends on did not change since; None where the ETag alone can tell.
    """
    if (tags := asked.get("if-none-match")) is not None:
        return tags.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    if modified is None or (since := asked.get("if-modified-since")) is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= _aware(parsedate_to_datetime(since))
    except (ValueError, OverflowError):
        return False  # no date: the condition does not count


def _aware(moment: datetime) -> datetime:
    """HTTP dates are in UTC, also those that say so with ``-0000``."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
