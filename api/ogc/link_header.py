"""A document's links as its ``Link`` header (RFC 8288), for clients that read no GeoJSON. Pure."""

from collections.abc import Sequence
from typing import Any

_MOST_CHARACTERS = 3_000
"""Proxies give all headers of an answer 4,000 to 8,000 bytes; what is more stays in the document alone."""
_FIRST = ("next", "prev", "self", "collection")


def link_header(links: Sequence[dict[str, Any]]) -> str:
    """The links that are followed by GET, those for paging first.

    Titles are left out: they are in the document, and a header is ASCII.
    """
    following = [link for link in links if "method" not in link]
    following.sort(key=lambda link: _FIRST.index(link["rel"]) if link["rel"] in _FIRST else len(_FIRST))
    written, room = [], _MOST_CHARACTERS
    for link in following:
        kind = f'; type="{link["type"]}"' if "type" in link else ""
        one = f'<{link["href"]}>; rel="{link["rel"]}"{kind}'
        room -= len(one) + 2
        if room < 0:
            break
        if one.isascii():
            written.append(one)
    return ", ".join(written)
