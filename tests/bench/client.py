"""Single requests, where wrk's throughput is not what is asked for: what came back, and when."""

import gzip
import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from time import perf_counter
from urllib.parse import urlsplit

import brotli

from tests.bench.load import Served

_WITHIN_S = 120
_UNPACK: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
IN_A_ROW = 40
"""Answers that must all be new before every worker counts as having followed."""


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        body: as it was sent.
        packed: the packing it was sent in; empty for none.
        seconds: from the request's first byte to the answer's last.
    """

    status: int
    body: bytes
    seconds: float
    packed: str = ""

    @property
    def content(self) -> bytes:
        """Unpacked."""
        return _UNPACK[self.packed](self.body)


def ask(server: Served, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """One request by a connection of its own, so that any worker may be the one to answer."""
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=_WITHIN_S)
    try:
        connection.connect()
        start = perf_counter()
        wanted = {**server.headers, **(headers or {}), "Connection": "close"}
        connection.request("GET", f"{address.path}{path}", headers=wanted)
        answer = connection.getresponse()
        body = answer.read()
        seconds = perf_counter() - start
        return Answer(answer.status, body, seconds, answer.getheader("Content-Encoding", ""))
    finally:
        connection.close()


def seconds_until_all(is_new: Callable[[], bool], within_s: float = 60) -> float:
    """Seconds from now to the last answer that was not new; infinite if there are old ones after ``within_s``."""
    start, in_a_row = perf_counter(), 0
    last = start
    while in_a_row < IN_A_ROW:
        if is_new():
            in_a_row += 1
            continue
        in_a_row, last = 0, perf_counter()
        if last - start > within_s:
            return inf
    return last - start
