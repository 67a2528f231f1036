"""Finding places by what people type: parcel numbers, addresses, names. Pure: text -> statements over an audience's views."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from psycopg.sql import SQL, Composable, Composed, Identifier
from psycopg.sql import Literal as Value

from gis.features import Statement
from gis.registry import LayerView
from gis.text import fold

Kind = Literal["parcel", "address", "poi", "road", "neighbourhood", "feature"]

_KINDS: dict[str, Kind] = {
    "parcel": "parcel", "address_point": "address", "poi": "poi", "road": "road", "neighbourhood": "neighbourhood",
}  # fmt: skip
_NUMBER = r"[0-9]+[0-9a-z-]*"
_PARCEL = (
    re.compile(rf"^(?P<words>.*?)\s*\b(?P<block>{_NUMBER})\s*/\s*(?P<parcel>{_NUMBER})\s*(?P<more>\D*)$"),
    re.compile(
        rf"^(?P<words>.*?)\s*\b(?P<block>{_NUMBER})\s*ada\s*,?\s*(?P<parcel>{_NUMBER})\s*parsel\s*(?P<more>\D*)$"
    ),
    re.compile(
        rf"^(?P<words>.*?)\s*\bada\s*(?:no)?\s*:?\s*(?P<block>{_NUMBER})\s*,?\s*parsel\s*(?:no)?\s*:?\s*(?P<parcel>{_NUMBER})\s*(?P<more>\D*)$"
    ),
)
_PARCEL_ALONE = (
    re.compile(rf"^(?P<words>\D*?)\s*\bparsel\s*(?:no)?\s*:?\s*(?P<parcel>{_NUMBER})\s*(?P<more>\D*)$"),
    re.compile(rf"^(?P<words>\D*?)\s*\b(?P<parcel>{_NUMBER})\s*(?:parsel)?\s*(?P<more>\D*)$"),
)
_ADDRESS = re.compile(rf"^(?P<street>\S.*?\S)[\s,]+(?:no\s*[:.]?\s*)?(?P<door>{_NUMBER}(?:/[0-9a-z]+)?)$")
_NEIGHBOURHOOD_WORDS = re.compile(r"\b(mahallesi|mahalle|mah|mh|koyu|koy)\b\.?|[,.]")

# Abbreviations of street words, as people type them -> as registers write them.
_ABBREVIATIONS = {
    "sk": "sokak",
    "sok": "sokak",
    "sokagi": "sokak",
    "cd": "cadde",
    "cad": "cadde",
    "caddesi": "cadde",
    "blv": "bulvar",
    "bul": "bulvar",
    "bulvari": "bulvar",
}


@dataclass(frozen=True)
class Finding:
    """One statement of a search; its rows are ``id, feature, rank`` and, for parcels, ``neighbourhood``."""

    view: LayerView
    kind: Kind
    statement: Statement


def findings(text: str, views: Sequence[LayerView], limit: int) -> Iterator[Finding]:
    """The statements that answer a search, likeliest kind first; only views with a geometry can be shown on a map."""
    folded = fold(text).replace("’", "'").strip()
    by_id = {v.id: v for v in views}
    if not folded:
        return
    if (parcel := by_id.get("parcel")) is not None:
        wanted = _parcel(folded)
        if wanted is not None:
            statement = _parcels(parcel, by_id.get("neighbourhood"), wanted, limit)
            yield Finding(parcel, "parcel", statement)
    if (address := by_id.get("address_point")) is not None and (match := _ADDRESS.match(folded)):
        yield Finding(
            address, "address", _addresses(address, _street(match["street"]), match["door"].upper(), limit)
        )
    if len(folded) < 2:
        return
    for view in sorted(views, key=_precedence):
        searchable = [f.name for f in view.fields if f.searchable]
        if view.id == "address_point":
            searchable = [n for n in searchable if n != "door_no"]
        if searchable and view.id != "parcel":
            yield Finding(view, _KINDS.get(view.id, "feature"), _named(view, searchable, folded, limit))


def _precedence(view: LayerView) -> int:
    """Among equally good names: areas and streets before what lies in them, a street's many doors last."""
    order = ("neighbourhood", "road", "poi")
    return order.index(view.id) if view.id in order else len(order) + (view.id == "address_point")


@dataclass(frozen=True)
class _Parcel:
    block: str | None
    parcel: str
    neighbourhood: str


def _parcel(folded: str) -> _Parcel | None:
    for pattern in _PARCEL:
        if match := pattern.match(folded):
            return _Parcel(match["block"].upper(), match["parcel"].upper(), _words(match))
    for pattern in _PARCEL_ALONE:
        if match := pattern.match(folded):
            return _Parcel(None, match["parcel"].upper(), _words(match))
    return None


def _words(match: re.Match[str]) -> str:
    joined = f"{match['words']} {match['more']}"
    return " ".join(_NEIGHBOURHOOD_WORDS.sub(" ", joined).split())


def _street(folded: str) -> list[str]:
    """The words a street's name must contain; each with its abbreviation undone."""
    return [
        _ABBREVIATIONS.get(word.rstrip("."), word.rstrip(".")) for word in folded.replace(",", " ").split()
    ]


def _like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _shown(view: LayerView) -> Composed:
    """A match as GeoJSON: a point inside it, its bounds, its properties."""
    properties = SQL(", ").join(Identifier("found", f.name) for f in view.fields)
    box: Composable = SQL("NULL")
    if view.geometry == "none":
        point: Composable = SQL("NULL")
    else:
        point = SQL("ST_AsGeoJSON(ST_Transform(ST_PointOnSurface(found.geom), 4326), 7)::json")
        box = SQL(
            "(SELECT json_build_array(ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)) FROM ST_Transform(found.geom, 4326) AS b)"
        )
    return SQL(
        "json_build_object('point', {}, 'bbox', {}, 'properties', (SELECT row_to_json(p) FROM (SELECT {}) AS p))"
    ).format(point, box, properties or SQL("NULL"))


def _parcels(view: LayerView, neighbourhood: LayerView | None, wanted: _Parcel, limit: int) -> Statement:
    """By ada and parsel; without an ada only parcels that have none, as in villages. Neighbourhood words narrow it."""
    has = {f.name for f in view.fields}
    if not {"parcel_no", "block_no"} <= has:
        return Statement(
            SQL("SELECT NULL::bigint, NULL::json, 0, NULL::text WHERE false").format(), {}, prepare=False
        )
    values = {"block": wanted.block, "parcel": wanted.parcel}
    where: Composable = SQL("lookup.fold(parcel_no) = lookup.fold(%(parcel)s)")
    if wanted.block is None:
        where += SQL(" AND (block_no IS NULL OR block_no IN ('', '0'))")
    else:
        where += SQL(" AND lookup.fold(block_no) = lookup.fold(%(block)s)")
    name: Composable = SQL("NULL::text")
    narrowed: Composable = SQL("true")
    if neighbourhood is not None and neighbourhood.geometry != "none" and view.geometry != "none":
        # Codes join where sources have them; files without are placed by where the parcel lies.
        name = SQL(
            "(SELECT n.name FROM {} AS n WHERE ST_Intersects(n.geom, ST_PointOnSurface(found.geom)) "
            "ORDER BY (n.neighbourhood_code = found.neighbourhood_code) DESC NULLS LAST, n.id LIMIT 1)"
        ).format(Identifier(neighbourhood.schema_name, neighbourhood.id))
        if wanted.neighbourhood:
            narrowed = SQL(
                "lookup.fold(coalesce(named.name, '') || ' ' || coalesce(named.neighbourhood_code, '')) LIKE %(words)s"
            )
            values["words"] = _like(wanted.neighbourhood)
    text = SQL("""
        SELECT named.id, named.feature, 0 AS rank, named.name AS neighbourhood
        FROM (SELECT found.id, found.neighbourhood_code, {shown} AS feature, {name} AS name
              FROM {view} AS found WHERE {where} ORDER BY found.id LIMIT 500) AS named
        WHERE {narrowed} ORDER BY named.name, named.id LIMIT {limit}
    """).format(
        shown=_shown(view),
        name=name,
        view=Identifier(view.schema_name, view.id),
        where=where,
        narrowed=narrowed,
        limit=Value(limit),
    )
    return Statement(text, values, prepare=False)


def _addresses(view: LayerView, street: list[str], door: str, limit: int) -> Statement:
    values = {"door": door, **{f"word_{at}": _like(word) for at, word in enumerate(street)}}
    words = SQL(" AND ").join(
        SQL(f"lookup.fold(street_name) LIKE %(word_{at})s") for at in range(len(street))
    )
    text = SQL("""
        SELECT found.id, {shown} AS feature, 0 AS rank FROM {view} AS found
        WHERE {words} AND lookup.fold(door_no) = lookup.fold(%(door)s) ORDER BY found.id LIMIT {limit}
    """).format(
        shown=_shown(view), view=Identifier(view.schema_name, view.id), words=words, limit=Value(limit)
    )
    return Statement(text, values, prepare=False)


def _named(view: LayerView, searchable: list[str], folded: str, limit: int) -> Statement:
    """Exact before beginning before containing; equal names once per place in the list, not per row."""
    if view.id in ("road", "address_point"):
        folded = " ".join(_street(folded))
    values = {"whole": folded, "start": _like(folded)[1:], "any": _like(folded)}
    matches = SQL(" OR ").join(
        SQL("lookup.fold({}) LIKE %(any)s").format(Identifier("found", n)) for n in searchable
    )
    rank = SQL("least({})").format(
        SQL(", ").join(
            SQL(
                "CASE WHEN lookup.fold({0}) = %(whole)s THEN 1 WHEN lookup.fold({0}) LIKE %(start)s THEN 2 WHEN lookup.fold({0}) LIKE %(any)s THEN 3 ELSE 4 END"
            ).format(Identifier("found", n))
            for n in searchable
        )
    )
    text = SQL("""
        SELECT found.id, {shown} AS feature, {rank} AS rank FROM {view} AS found
        WHERE {matches} ORDER BY {rank}, found.id LIMIT {limit}
    """).format(
        shown=_shown(view),
        rank=rank,
        view=Identifier(view.schema_name, view.id),
        matches=matches,
        limit=Value(limit),
    )
    return Statement(text, values, prepare=False)
