"""Which representation a request asks for: ``f=`` before ``Accept`` (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from api.problems import NotAcceptable
from gis.errors import InvalidRequest
from gis.export.formats import FILE_FORMATS, FileFormat
from gis.privacy import PUBLIC
from gis.registry import LayerView
from gis.text import Text

_MOST_RANGES = 100
_MOST_CHARACTERS = 4096
_RANGE = re.compile(r"\s*([\w.+*-]+)/([\w.+*-]+)\s*((?:;[^;]*)*)", re.ASCII)
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Representation:
    """A format of an answer: its ``f=`` and the media types it goes by, the one it is sent as first."""

    name: str
    media_types: tuple[str, ...]


GEOJSON = Representation("json", ("application/geo+json", "application/json"))
HTML = Representation("html", ("text/html", "application/xhtml+xml"))
JSON_LD = Representation("jsonld", ("application/ld+json",))
PAGES = (GEOJSON, HTML, JSON_LD)
"""What features are served as, one or a page of them."""
FILES = tuple(Representation(f.name, (f.media_type.split(";")[0],)) for f in FILE_FORMATS.values())
"""What a selection of features can be downloaded as."""
_OTHER_NAMES = {"geojson": "json", "parquet": "geoparquet"}


def negotiated(request: Request, served: Sequence[Representation]) -> Representation:
    """The representation a request prefers; the first one served when it says nothing.

    Raises:
        InvalidRequest: ``f`` names none, or the Accept header is beyond all measure.
        NotAcceptable: the Accept header admits none.
    """
    named = request.query_params.get("f")
    if named is not None:
        wanted = _OTHER_NAMES.get(named, named)
        if (found := next((one for one in served if one.name == wanted), None)) is not None:
            return found
        raise InvalidRequest("bad_f", _offered(served))
    given = ",".join(request.headers.getlist("accept"))
    if not given.strip():
        return served[0]
    ranges = _ranges(given)
    best = max(((_quality(ranges, one), one) for one in served), key=lambda found: found[0])
    if best[0][0] <= 0:
        raise NotAcceptable("not_acceptable", _offered(served))
    return best[1]


def file_format_of(representation: Representation) -> FileFormat | None:
    """None for pages."""
    return next((f for f in FILE_FORMATS.values() if f.name == representation.name), None)


def downloadable(view: LayerView) -> bool:
    """Whether an audience may have a layer as a file.

    ``reach`` says how far a layer is given away as open data: it binds the public. Who is signed in may take what
    the audience sees.
    """
    return view.audience != PUBLIC or view.layer.reach in ("download", "open-data")


def files_of(view: LayerView) -> tuple[Representation, ...]:
    """The files an audience may have of a layer."""
    return FILES if downloadable(view) else ()


@dataclass(frozen=True)
class _Range:
    kind: str
    subtype: str
    quality: float
    place: int

    def precision(self, media_type: str) -> int:
        """How exactly it means a media type; 0 when it does not."""
        kind, subtype = media_type.split("/")
        if (self.kind, self.subtype) == ("*", "*"):
            return 1
        if self.kind != kind:
            return 0
        return 3 if self.subtype == subtype else 2 if self.subtype == "*" else 0


def _ranges(given: str) -> list[_Range]:
    parts = given.split(",")
    if len(given) > _MOST_CHARACTERS or len(parts) > _MOST_RANGES:
        raise InvalidRequest(
            "bad_accept",
            Text(tr="Accept başlığı çok uzun.", en="The Accept header is too long."),
            Text(
                tr=f"En çok {_MOST_RANGES} biçim sayın ya da f= kullanın.",
                en=f"Name {_MOST_RANGES} formats at most, or use f=.",
            ),
        )
    found = []
    for place, part in enumerate(parts):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue  # not a media range: it admits nothing
        said = [q for parameter in match[3].split(";") if (q := _QUALITY.fullmatch(parameter))]
        quality = float(said[0][1]) if said else 1.0
        found.append(_Range(match[1].lower(), match[2].lower(), quality, place))
    return found


def _quality(ranges: Sequence[_Range], one: Representation) -> tuple[float, int]:
    """How much it is wanted, then how early it was named; the range that means it most precisely decides."""
    fitting = [
        (r.precision(t), r.quality, -r.place) for t in one.media_types for r in ranges if r.precision(t)
    ]
    if not fitting:
        return 0.0, 0
    _, quality, place = max(fitting)
    return quality, place


def _offered(served: Sequence[Representation]) -> Text:
    said = ", ".join(f"{one.name} ({one.media_types[0]})" for one in served)
    return Text(tr=f"Sunulan biçimler: {said}", en=f"The formats are: {said}")
