"""Coordinates as people type them, in Turkish and in WGS 84 notation. Pure.

Turkish tables name the easting Y (sağa) and the northing X (yukarı); degrees carry K/G/D/B (N/S/E/W). Where the order
is not said, the municipality decides: only a reading that lies within reach counts.
"""

import re
from collections.abc import Iterator

from gis.territory import Territory

_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_DMS = re.compile(
    rf"(?P<before>[NSEWKGDB])?\s*(?P<d>{_NUMBER})\s*°\s*(?:(?P<m>{_NUMBER})\s*['′’]\s*)?(?:(?P<s>{_NUMBER})\s*(?:\"|″|”|'')\s*)?(?P<after>[NSEWKGDB])?",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"(?P<l1>[NSEWKGDB])\s*[:=]?\s*(?P<n1>{_NUMBER})[\s,;]+(?P<l2>[NSEWKGDB])\s*[:=]?\s*(?P<n2>{_NUMBER})$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?P<l1>[XY]|SAĞA|SAGA|YUKARI)\s*[:=]?\s*(?P<n1>{_NUMBER})[\s,;]+(?P<l2>[XY]|SAĞA|SAGA|YUKARI)\s*[:=]?\s*(?P<n2>{_NUMBER})$",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"(?P<n1>{_NUMBER})(?:\s*[;/]\s*|\s*,\s+|\s+)(?P<n2>{_NUMBER})$")
_TIGHT_PAIR = re.compile(r"(?P<n1>[-+]?\d+(?:\.\d+)?),(?P<n2>[-+]?\d+(?:\.\d+)?)$")
_NORTHWARD = frozenset("NSKG")  # north, south, kuzey, güney
_NEGATIVE = frozenset("SWGB")  # south, west, güney, batı


def parse_coordinates(text: str, territory: Territory) -> tuple[float, float] | None:
    """Longitude and latitude of the first reading that lies within the municipality's reach."""
    for x, y in _readings(text.strip()):
        if abs(x) <= 180 and abs(y) <= 90:
            if territory.point(x, y) is not None:
                return x, y
        elif 100_000 < abs(x) < 50_000_000 and 1_000_000 < y < 10_000_000:
            longitude, latitude = territory.degrees(x, y)
            if territory.point(longitude, latitude) is not None:
                return longitude, latitude
    return None


def _readings(text: str) -> Iterator[tuple[float, float]]:
    """Possible (easting, northing) or (longitude, latitude) pairs, the likeliest first."""
    parts = [match for match in _DMS.finditer(text) if match["d"]]
    if len(parts) == 2 and "°" in text:
        yield from _lettered([(_degrees(p), (p["before"] or p["after"] or "").upper()) for p in parts])
        return
    if match := _LETTERED.match(text):
        yield from _lettered(
            [(_float(match["n1"]), match["l1"].upper()), (_float(match["n2"]), match["l2"].upper())]
        )
        return
    if match := _NAMED.match(text):
        first, second = _float(match["n1"]), _float(match["n2"])
        eastward = match["l1"].upper() in ("Y", "SAĞA", "SAGA")
        # A plane Y is the easting; somebody with degrees or the other custom means it the other way round.
        yield (first, second) if eastward else (second, first)
        yield (second, first) if eastward else (first, second)
        return
    if match := _TIGHT_PAIR.match(text) or _PAIR.match(text):
        first, second = _float(match["n1"]), _float(match["n2"])
        yield second, first  # latitude, longitude as phones and maps copy it
        yield first, second


def _lettered(values: list[tuple[float, str]]) -> Iterator[tuple[float, float]]:
    signed = [(-abs(n) if letter in _NEGATIVE else n, letter) for n, letter in values]
    (first, first_letter), (second, second_letter) = signed
    if first_letter in _NORTHWARD or (second_letter and second_letter not in _NORTHWARD):
        yield second, first
    elif first_letter or second_letter in _NORTHWARD:
        yield first, second
    else:
        yield second, first
        yield first, second


def _degrees(match: re.Match[str]) -> float:
    whole = _float(match["d"])
    parts = (_float(match["m"]) if match["m"] else 0.0) / 60 + (
        _float(match["s"]) if match["s"] else 0.0
    ) / 3600
    return whole - parts if whole < 0 else whole + parts


def _float(text: str) -> float:
    return float(text.replace(",", "."))
