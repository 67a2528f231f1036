"""Query parameters of a features request -> FeatureQuery. Pure. OGC 17-069r4 (Part 1), 18-058r1 (Part 2)."""

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from api.ogc.filter_request import PARAMETERS, parse_filter
from api.ogc.known_parameters import repeated_parameter
from gis.crs import CRS84, Bounds, CrsRef, parse_crs
from gis.derive.ogc_service import DEFAULT_LIMIT, MAX_LIMIT
from gis.errors import InvalidRequest
from gis.features import FeatureQuery, Period, unknown_property
from gis.keyset import After, SortKey
from gis.registry import Field, LayerView
from gis.territory import Territory
from gis.text import Text

_MAX_OFFSET = 1_000_000
_ITEMS = frozenset({"limit", "offset", "token", "bbox", "bbox-crs", "crs", "datetime", "properties", "sortby",
                    "skipGeometry", "resulttype", "f", "lang", *PARAMETERS})  # fmt: skip
_ITEM = frozenset({"crs", "datetime", "properties", "skipGeometry", "f", "lang"})
_INSTANT = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?"
_DATETIME = re.compile(rf"(?:{_INSTANT})|(?:(?:{_INSTANT}|\.\.)?/(?:{_INSTANT}|\.\.)?)")


@dataclass(frozen=True)
class ItemsRequest:
    """A page of features, or their number only.

    Attributes:
        digest: of everything that decides which rows follow each other; a paging token holds within it.
    """

    query: FeatureQuery
    hits: bool
    digest: str


def parse_items(
    parameters: Sequence[tuple[str, str]], view: LayerView, territory: Territory, most: int = MAX_LIMIT
) -> ItemsRequest:
    """Args: most: features; a larger limit is cut to it.

    Raises:
        InvalidRequest, CrsError.
    """
    given = _single(parameters)
    fields = {"id", *(f.name for f in view.fields)}
    if unknown := [name for name in given if name not in _ITEMS and name not in fields]:
        raise _unknown_parameter(unknown[0], sorted(_ITEMS | fields))
    crs, box_crs = _crs(given, "crs", territory), _crs(given, "bbox-crs", territory)
    box = parse_bbox(given["bbox"], box_crs) if "bbox" in given else None
    area = territory.area(box, box_crs) if box is not None else None
    query = FeatureQuery(
        limit=_limit(given, most),
        offset=_integer(given, "offset", 0, 0, _MAX_OFFSET),
        area=area,
        nowhere=box is not None and area is None,
        equals=tuple(
            (name, queryable_value(view, name, text)) for name, text in given.items() if name in fields
        ),
        sort=_sort(given.get("sortby"), view),
        properties=_properties(given.get("properties"), view),
        skip_geometry=_flag(given, "skipGeometry"),
        crs=crs,
        period=parse_period(given.get("datetime")),
        filter=parse_filter(given, view, territory),
    )
    digest = _digest(
        view.id,
        {
            k: v
            for k, v in given.items()
            if k not in ("limit", "token", "f", "lang", "crs", "properties", "skipGeometry")
        },
    )
    if "token" in given:
        if query.offset:
            raise _bad(
                "token",
                Text(tr="token ile offset birlikte verilemez.", en="token and offset exclude each other."),
            )
        query = replace(query, after=_read_token(given["token"], digest, query, view))
    return ItemsRequest(query, _choice(given, "resulttype", ("results", "hits")) == "hits", digest)


def parse_item(parameters: Sequence[tuple[str, str]], view: LayerView, territory: Territory) -> FeatureQuery:
    """Raises: InvalidRequest, CrsError."""
    given = _single(parameters)
    if unknown := [name for name in given if name not in _ITEM]:
        raise _unknown_parameter(unknown[0], sorted(_ITEM))
    return FeatureQuery(
        properties=_properties(given.get("properties"), view),
        skip_geometry=_flag(given, "skipGeometry"),
        crs=_crs(given, "crs", territory),
        period=parse_period(given.get("datetime")),
    )


def write_token(request: ItemsRequest, last_id: int, last_values: Sequence[Any]) -> str:
    """An opaque token for the page behind a row; it holds for the same question only."""
    content = json.dumps(
        {"k": last_values, "id": last_id, "q": request.digest}, separators=(",", ":"), ensure_ascii=False
    )
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _read_token(token: str, digest: str, query: FeatureQuery, view: LayerView) -> After:
    try:
        content = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        values, row, asked = content["k"], content["id"], content["q"]
        if asked != digest or not isinstance(row, int) or isinstance(row, bool) or abs(row) >= 2**63:
            raise ValueError
        return After(
            row,
            tuple(
                None if value is None else queryable_value(view, key.field, _token_text(value))
                for key, value in zip(query.sort, values, strict=True)
            ),
        )
    except (ValueError, KeyError, TypeError, InvalidRequest):
        raise _bad(
            "token",
            Text(
                tr="Sayfa belirteci bu sorguya ait değil.",
                en="The paging token does not belong to this query.",
            ),
        ) from None


def _token_text(value: Any) -> str:
    """A value of a token as a parameter would say it."""
    return value if isinstance(value, str) else json.dumps(value)


def _single(parameters: Sequence[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in parameters:
        if name in given:
            raise repeated_parameter()
        given[name] = value
    return given


def _unknown_parameter(name: str, known: Sequence[str]) -> InvalidRequest:
    shown = re.sub(r"[^\w-]", "", name)[:40]
    return InvalidRequest(
        "unknown_parameter",
        Text(tr=f"Bilinmeyen parametre: {shown}", en=f"Unknown parameter: {shown}"),
        Text(tr="Bilinenler: " + ", ".join(known), en="Known ones: " + ", ".join(known)),
    )


def _bad(name: str, said: Text) -> InvalidRequest:
    return InvalidRequest(f"bad_{name.replace('-', '_').lower()}", said)


def _limit(given: Mapping[str, str], most: int) -> int:
    """A larger one is cut to the most (fc-limit-response-1), however many digits it has."""
    if re.fullmatch(r"[1-9][0-9]{18,}", given.get("limit", "")):
        return most
    return min(_integer(given, "limit", DEFAULT_LIMIT, 1), most)


def _integer(given: Mapping[str, str], name: str, default: int, least: int, most: int | None = None) -> int:
    if name not in given:
        return default
    text = given[name]
    if re.fullmatch(r"[0-9]{1,18}", text) and int(text) >= least and (most is None or int(text) <= most):
        return int(text)
    upper = f" – {most}" if most is not None else ""
    raise _bad(
        name,
        Text(
            tr=f"{name} bir tam sayı olmalıdır (en az {least}{upper}).",
            en=f"{name} must be an integer (at least {least}{upper}).",
        ),
    )


def _flag(given: Mapping[str, str], name: str) -> bool:
    return _choice(given, name, ("false", "true")) == "true"


def _choice(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    text = given.get(name, allowed[0])
    if text not in allowed:
        said = " | ".join(allowed)
        raise _bad(
            name, Text(tr=f"{name} şunlardan biri olmalıdır: {said}", en=f"{name} must be one of: {said}")
        )
    return text


def _crs(given: Mapping[str, str], name: Literal["crs", "bbox-crs"], territory: Territory) -> CrsRef:
    return (
        parse_crs(given[name], territory.srid, territory.boundary) if name in given else CrsRef(4326, CRS84)
    )


def parse_bbox(text: str, crs: CrsRef) -> Bounds:
    """Easting-northing bounds from four or six numbers in the CRS's own axis order."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise _bad(
            "bbox",
            Text(
                tr="bbox dört (ya da altı) sayıdan oluşur: batı,güney,doğu,kuzey.",
                en="bbox has four (or six) numbers: west,south,east,north.",
            ),
        )
    half = len(numbers) // 2
    # Heights select nothing: no layer has any (Part 1, /req/core/fc-bbox-response, C and D).
    falling = half == 3 and numbers[2] > numbers[5]
    low, high = numbers[:2], numbers[half : half + 2]
    if crs.northing_first:
        low, high = low[::-1], high[::-1]
    if falling or low[1] > high[1] or (low[0] > high[0] and not crs.geographic):
        raise _bad(
            "bbox",
            Text(
                tr="bbox'un alt köşesi üst köşesinden büyük.",
                en="The bbox's lower corner lies above its upper one.",
            ),
        )
    if crs.geographic and not (
        abs(low[1]) <= 90 and abs(high[1]) <= 90 and abs(low[0]) <= 180 and abs(high[0]) <= 180
    ):
        raise _bad(
            "bbox",
            Text(
                tr="bbox derece sınırlarının dışında; eksen sırasını denetleyin.",
                en="The bbox is outside the range of degrees; check the axis order.",
            ),
        )
    return low[0], low[1], high[0], high[1]


def parse_period(text: str | None) -> Period | None:
    """``datetime``: an RFC 3339 instant, or an interval that may be open; None for the present.

    Raises: InvalidRequest.

    An interval without an end whose start has passed is the present with what was retired since; a day is the whole of it.
    """
    if text is None:
        return None
    try:
        if text in ("", "/") or not _DATETIME.fullmatch(text):
            raise ValueError
        start, _, end = text.partition("/")
        since, until = _instant(start, last=False), _instant(end if "/" in text else start, last=True)
        if since is not None and until is not None and since > until:
            raise ValueError
    except (ValueError, OverflowError):
        raise _bad(
            "datetime",
            Text(
                tr="datetime bir RFC 3339 zamanı ya da baş/son aralığı olmalıdır.",
                en="datetime must be an RFC 3339 instant or a start/end interval.",
            ),
        ) from None
    if "/" not in text:
        since = until  # as of then: what was retired earlier on that day is gone
    return Period(since, until)


def _instant(text: str, *, last: bool) -> datetime | None:
    if text in ("", ".."):
        return None
    if "T" in text:
        return datetime.fromisoformat(text)
    day = datetime.fromisoformat(f"{text}T00:00:00+00:00")
    return day + timedelta(days=1, microseconds=-1) if last else day


def _sort(text: str | None, view: LayerView) -> tuple[SortKey, ...]:
    if text is None:
        return ()
    parts = [part.strip() for part in text.split(",")]
    keys = tuple(SortKey(part.lstrip("+-"), part.startswith("-")) for part in parts)
    if not all(key.field for key in keys):
        raise _bad("sortby", Text(tr="Alan adı eksik.", en="The name of a field is missing."))
    for key in keys:
        if view.field(key.field) is None:
            raise unknown_property(view)
    if len({key.field for key in keys}) < len(keys):
        raise _bad("sortby", Text(tr="Her alan bir kez verilebilir.", en="Name each field once."))
    return keys


def _properties(text: str | None, view: LayerView) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    for name in names:
        if name != "id" and view.field(name) is None:
            raise unknown_property(view)
    return names


def queryable_value(view: LayerView, name: str, text: str) -> Any:
    """A property parameter's text as its type. Raises: InvalidRequest."""
    if name == "id":
        return _integer({"id": text}, "id", 0, 0)
    field = view.field(name)
    if field is None:
        raise unknown_property(view)
    return property_value(field, text)


def property_value(field: Field, text: str) -> Any:
    """A parameter's text as the field's type."""
    try:
        match field.type:
            case "integer" | "reference":
                number = int(text)
                if abs(number) >= 2**63:
                    raise ValueError
                return number
            case "number":
                found = float(text)
                if not math.isfinite(found):
                    raise ValueError
                return found
            case "boolean":
                return {"true": True, "false": False}[text]
            case "date":
                return date.fromisoformat(text)
            case "timestamp":
                return datetime.fromisoformat(text)
            case _:
                if "\x00" in text:
                    raise ValueError
                return text
    except (ValueError, KeyError):
        raise InvalidRequest(
            "bad_property_value",
            Text(
                tr=f"'{field.name}' için değer {field.type} türünde olmalıdır.",
                en=f"The value of '{field.name}' must be of type {field.type}.",
            ),
        ) from None


def _digest(layer: str, given: Mapping[str, str]) -> str:
    content = json.dumps([layer, sorted(given.items())], ensure_ascii=False)
    return hashlib.blake2b(content.encode(), digest_size=6).hexdigest()
