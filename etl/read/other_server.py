"""Asks another server, within bounds, and no other server than the one named."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from etl.source import SourceLimits, unreadable
from gis.errors import SourceError
from gis.text import Text

_TIMEOUT_S = 60.0
_REDIRECTS = 5


@dataclass
class OtherServer:
    """A server while one source is read from it.

    Args:
        path: what the source may be called.
        first: any address of the server, without user and password.
        left: how many bytes it may still send.
        until: by the monotonic clock, when it has taken too long.
    """

    path: Path
    first: httpx.URL
    client: httpx.Client
    left: int
    until: float

    def body(self, url: httpx.URL) -> bytes:
        """What it answers. Raises: SourceError when that is anything but 200."""
        status, body = self.answer(url)
        if status != 200:
            raise no_answer(self.path, f"HTTP {status}")
        return body

    def answer(self, url: httpx.URL) -> tuple[int, bytes]:
        """Status and body. Raises: SourceError: it cannot be reached, leads elsewhere or sends too much."""
        start = url
        try:
            for _ in range(_REDIRECTS):
                with self.client.stream("GET", url) as answer:
                    if answer.is_redirect:
                        url = self.own(start, answer.headers.get("location", ""))
                        continue
                    body = bytearray()
                    for block in answer.iter_bytes():
                        body += block
                        if len(body) > self.left or time.monotonic() > self.until:
                            raise too_much(self.path)
                    self.left -= len(body)
                    return answer.status_code, bytes(body)
        except httpx.HTTPError as error:
            raise no_answer(self.path, type(error).__name__) from None
        raise no_answer(self.path, "redirects")

    def own(self, current: httpx.URL, link: str) -> httpx.URL:
        """Where a link leads. Raises: SourceError when that is another server."""
        try:
            other = current.join(link).copy_with(username=None, password=None)
        except httpx.InvalidURL:
            raise no_answer(self.path, "InvalidURL") from None
        if (other.scheme, other.host, other.port) == (self.first.scheme, self.first.host, self.first.port):
            return other
        raise unreadable(
            self.path,
            f"başka bir sunucuya yönlendiriyor ({other.host})",
            f"leads to another server ({other.host})",
            Text(
                tr="Güveniyorsanız o sunucudaki adresi doğrudan verin.",
                en="If you trust it, give the address on that server itself.",
            ),
            "hostile_source",
        )


@contextmanager
def other_server(path: Path, url: httpx.URL, limits: SourceLimits) -> Iterator[OtherServer]:
    """The server of an address, signed in with the address's user and password on every request."""
    auth = httpx.BasicAuth(url.username, url.password) if url.username else None
    first = url.copy_with(username=None, password=None)
    headers = {"Accept": "application/geo+json, application/json;q=0.9"}
    with httpx.Client(timeout=_TIMEOUT_S, headers=headers, auth=auth) as client:
        yield OtherServer(path, first, client, limits.downloaded_bytes, time.monotonic() + limits.seconds)


def too_much(path: Path) -> SourceError:
    return unreadable(
        path,
        "sunucu sınırlardan çok veri ya da sonu gelmeyen sayfalar gönderiyor",
        "the server sends more than the limits allow, or pages without end",
        Text(
            tr="Koleksiyonu bbox ya da filter parametresiyle daraltın.",
            en="Narrow the collection with a bbox or filter parameter.",
        ),
        "source_too_large",
    )


def no_answer(path: Path, said: str) -> SourceError:
    return unreadable(
        path,
        f"OGC API koleksiyonu olarak yanıt vermedi ({said})",
        f"did not answer as a collection of an OGC API ({said})",
        Text(
            tr="Adres https://…/collections/AD biçiminde olmalı; tarayıcıda açılıp açılmadığına bakın.",
            en="The address must be like https://…/collections/NAME; see whether it opens in a browser.",
        ),
        "no_answer",
    )
