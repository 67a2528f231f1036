"""FeatureQuery -> SQL. Pure: the async hot routes and pygeoapi's threads execute the same statements.

PostgreSQL writes the answer's bytes; Python passes them on. A statement names an audience's view, so nothing outside
what the audience sees can be asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from gis.cql2.predicate import Predicate
from gis.crs import CRS84, CrsRef
from gis.errors import InvalidRequest, NotFound
from gis.keyset import After, SortKey, sorted_rows, where
from gis.registry import Field, LayerView, versions_name
from gis.text import Text

COUNTED_EXACTLY = 10_000
"""Up to so many matches are counted for a filtered query; beyond, no number is better than a slow one."""

PAGE_BYTES = 16 << 20
"""Bytes after which a page ends early: of texts, and of geometry as stored; as GeoJSON that is about twice as long."""

_DEGREE_DIGITS = 8  # 1 mm
_METRE_DIGITS = 4


@dataclass(frozen=True)
class Period:
    """A time in the past, or a stretch of it; open where None. Both ends belong to it.

    Of each feature the version is meant that was there at its end, or the last one if the feature was retired in it.
    """

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class FeatureQuery:
    """What a client asks of one collection.

    Attributes:
        area: only features that intersect it, as WKB in the storage CRS; None for everywhere.
        nowhere: the client's area lies outside the municipality altogether.
        equals: (field, value) pairs that all must hold.
        sort: indexed fields, first that which counts most; none of them sorts by id.
        period: features as they were then; None for as they are.
        filter: a condition of the client's own, in CQL2.
    """

    limit: int = 100
    offset: int = 0
    after: After | None = None
    area: bytes | None = None
    nowhere: bool = False
    equals: tuple[tuple[str, Any], ...] = ()
    sort: tuple[SortKey, ...] = ()
    properties: tuple[str, ...] | None = None
    skip_geometry: bool = False
    crs: CrsRef = field(default_factory=lambda: CrsRef(4326, CRS84))
    period: Period | None = None
    filter: Predicate | None = None

    @property
    def filtered(self) -> bool:
        constrained = self.area is not None or self.nowhere or bool(self.equals)
        return constrained or self.period is not None or self.filter is not None


@dataclass(frozen=True)
class Statement:
    """SQL with bound values. ``prepare``: its plan does not depend on them, so a frozen one is safe."""

    text: Composed | bytes
    values: dict[str, Any]
    prepare: bool


def items_statement(view: LayerView, query: FeatureQuery) -> Statement:
    """One page of features.

    It holds fewer than its limit when they are larger than ``PAGE_BYTES``, but at least one.

    One row: ``features`` (bytes, GeoJSON features joined by commas), ``returned``, ``more`` (whether a page follows),
    ``last_id``, ``last_values`` (of the sort keys, a JSON array, or NULL), ``matched`` (exact, or NULL where counting would be slow).
    """
    return Statement(
        _items_text(view, _shape(query)), _values(query), not query.filtered and query.offset == 0
    )


def item_statement(view: LayerView, feature_id: int, query: FeatureQuery) -> Statement:
    """One feature by id: ``feature`` (bytes), ``version``, ``valid_from``; no row when there is none."""
    return Statement(_item_text(view, _shape(query)), {"id": feature_id, **_values(query)}, prepare=True)


@lru_cache(maxsize=1024)
def _items_text(view: LayerView, shape: FeatureQuery) -> bytes:
    keys = SQL(", ").join(Identifier("page", key.field) for key in shape.sort)
    last_values = SQL("jsonb_build_array({})").format(keys) if shape.sort else SQL("NULL::jsonb")
    # What is beyond the page is never written as text.
    text = SQL("""
        SELECT convert_to(coalesce(string_agg(feature, ','), ''), 'UTF8') AS features,
               count(feature) AS returned,
               count(*) > count(feature) AS more,
               (array_agg(id) FILTER (WHERE feature IS NOT NULL))[count(feature)] AS last_id,
               (array_agg(last_values) FILTER (WHERE feature IS NOT NULL))[count(feature)] AS last_values,
               ({matched}) AS matched
        FROM (SELECT page.id, {last_values} AS last_values,
                     CASE WHEN row_number() OVER so_far = 1
                            OR row_number() OVER so_far <= {limit} AND sum({stored}) OVER so_far <= {most}
                          THEN {feature} END AS feature
              FROM ({page}) AS page WINDOW so_far AS (ROWS UNBOUNDED PRECEDING)) AS written
    """).format(
        limit=Literal(shape.limit),
        most=Literal(PAGE_BYTES),
        stored=_stored_bytes(view, shape),
        matched=_matched(view, shape),
        last_values=last_values,
        feature=feature_text(view, shape),
        page=_page(view, shape),
    )
    return text.as_string().encode()


@lru_cache(maxsize=1024)
def _item_text(view: LayerView, shape: FeatureQuery) -> bytes:
    text = SQL(
        "SELECT convert_to({feature}, 'UTF8') AS feature, version, valid_from FROM {view} AS page{where}"
    ).format(
        feature=feature_text(view, shape),
        view=view_name(view, shape.period),
        where=where([SQL("id = %(id)s"), *_at_that_time(view, shape)]),
    )
    return text.as_string().encode()


def _shape(query: FeatureQuery) -> FeatureQuery:
    """The query without its values: what its SQL depends on, so that text is written once a shape."""
    after = query.after and query.after.shape
    area = None if query.area is None else b""
    period = query.period and Period(
        None if query.period.since is None else datetime.min,
        None if query.period.until is None else datetime.min,
    )
    equals = tuple((name, None) for name, _ in query.equals)
    condition = query.filter and query.filter.shape
    return replace(query, after=after, area=area, equals=equals, period=period, filter=condition)


def _values(query: FeatureQuery) -> dict[str, Any]:
    values: dict[str, Any] = {f"equals_{at}": value for at, (_, value) in enumerate(query.equals)}
    if query.after is not None:
        values |= query.after.bound
    if query.area is not None:
        values["area"] = query.area
    if query.period is not None:
        values |= {"since": query.period.since, "until": query.period.until}
    if query.filter is not None:
        values |= query.filter.bound
    return values


def hits_statement(view: LayerView, query: FeatureQuery) -> Statement:
    """How many features match: ``matched``, NULL where counting would be slow."""
    return Statement(
        SQL("SELECT ({}) AS matched").format(_matched(view, query)), _values(query), prepare=False
    )


def selection(view: LayerView, query: FeatureQuery, most: int, columns: Composable) -> Statement:
    """Columns, or an aggregate, of the first ``most`` rows that a query selects, whatever its own limit; they are called ``page``."""
    # A page reads one row more than it shows, to tell whether another follows.
    text = SQL("SELECT {} FROM ({}) AS page").format(columns, _page(view, replace(query, limit=most - 1)))
    return Statement(text.as_string().encode(), _values(query), prepare=False)


def neighbours_statement(view: LayerView, feature_id: int) -> Statement:
    """The ids before and after a feature, in the default order."""
    text = SQL(
        "SELECT (SELECT max(id) FROM {view} WHERE id < %(id)s) AS previous, (SELECT min(id) FROM {view} WHERE id > %(id)s) AS next"
    ).format(view=view_name(view))
    return Statement(text, {"id": feature_id}, prepare=True)


def view_name(view: LayerView, period: Period | None = None) -> Identifier:
    """The view in the database: of what is there now, or of every version."""
    return Identifier(view.schema_name, view.id if period is None else versions_name(view.id))


def _page(view: LayerView, query: FeatureQuery) -> Composed:
    columns = SQL("SELECT * FROM {view} AS page").format(view=view_name(view, query.period))
    conditions = _conditions(view, query)
    window = SQL(" LIMIT {}").format(Literal(query.limit + 1))
    if query.offset:
        window += SQL(" OFFSET {}").format(Literal(query.offset))
    return sorted_rows(view, columns, conditions, query.sort, query.after, window)


def _conditions(view: LayerView, query: FeatureQuery) -> list[Composable]:
    conditions: list[Composable] = []
    if query.nowhere or (query.area is not None and view.geometry == "none"):
        conditions.append(SQL("false"))
    elif query.area is not None:
        conditions.append(SQL("ST_Intersects(geom, ST_GeomFromEWKB(%(area)s))"))
    for at, (name, _) in enumerate(query.equals):
        if name != "id" and view.field(name) is None:
            raise unknown_property(view)
        conditions.append(SQL("{} = {}").format(Identifier(name), SQL(f"%(equals_{at})s")))
    if query.filter is not None:
        conditions.append(query.filter.condition)
    return [*conditions, *_at_that_time(view, query)]


def _at_that_time(view: LayerView, query: FeatureQuery) -> list[Composable]:
    """Which of a feature's versions is meant: the one at the end of the period, or the last if it was retired in it.

    A feature that was retired may have come back within the period (a rollback), and gone again.
    """
    if query.period is None:
        return []
    if query.period.until is None:
        there, ended = Composed([SQL("valid_to IS NULL")]), Composed([SQL("retired")])
    else:
        there = Composed([SQL("valid_from <= %(until)s AND (valid_to IS NULL OR valid_to > %(until)s)")])
        ended = Composed([SQL("retired AND valid_to <= %(until)s")])
    if query.period.since is not None:
        ended = SQL("{} AND valid_to >= %(since)s").format(ended)
    back = SQL("SELECT FROM {} AS later WHERE later.id = page.id AND later.version > page.version").format(
        view_name(view, query.period)
    )
    if query.period.until is not None:
        back += SQL(" AND later.valid_from <= %(until)s")
    ended = SQL("{} AND NOT EXISTS ({})").format(ended, back)
    return [SQL("(({}) OR ({}))").format(there, ended)]


def unknown_property(view: LayerView) -> InvalidRequest:
    """Names only what the audience sees; what was asked for is not repeated."""
    return InvalidRequest(
        "unknown_property",
        Text(tr="Katmanda böyle bir alan yok.", en="The collection has no such property."),
        Text(tr=f"Alanlar: {_names(view.fields)}", en=f"Properties: {_names(view.fields)}"),
    )


def unknown_feature() -> NotFound:
    """There is no such feature, or the audience sees none."""
    return NotFound(
        "unknown_feature",
        Text(tr="Bu katmanda böyle bir öğe yok.", en="The collection has no such feature."),
    )


def _names(fields: Sequence[Field]) -> str:
    return ", ".join(f.name for f in fields) or "–"


def _matched(view: LayerView, query: FeatureQuery) -> Composed:
    if not query.filtered:
        return SQL("SELECT n FROM {} WHERE layer = {}").format(
            Identifier(view.schema_name, "row_count"), Literal(view.id)
        )
    found = SQL("SELECT 1 FROM {} AS page").format(view_name(view, query.period)) + where(
        _conditions(view, query)
    )
    return SQL("SELECT CASE WHEN count(*) <= {0} THEN count(*) END FROM ({1} LIMIT {2}) AS counted").format(
        Literal(COUNTED_EXACTLY), found, Literal(COUNTED_EXACTLY + 1)
    )


def feature_text(view: LayerView, query: FeatureQuery) -> Composed:
    """A row called ``page`` as the text of a GeoJSON feature."""
    return SQL(
        """'{{"type":"Feature","id":' || page.id || ',"geometry":' || {geometry} || ',"properties":' || {properties} || '}}'"""
    ).format(geometry=_geometry(view, query), properties=_properties(view, query))


def _stored_bytes(view: LayerView, query: FeatureQuery) -> Composable:
    """The bytes of a row called ``page`` whose length nothing bounds, told without reading them."""
    sizes: list[Composable] = [
        SQL("coalesce(octet_length({}), 0)").format(Identifier("page", f.name))
        for f in _told(view, query)
        if f.type == "text"
    ]
    if not _without_geometry(view, query):
        sizes.append(SQL("coalesce(pg_column_size(page.geom), 0)"))
    return SQL(" + ").join(sizes) if sizes else SQL("0")


def _geometry(view: LayerView, query: FeatureQuery) -> Composable:
    if _without_geometry(view, query):
        return SQL("'null'")
    drawn = SQL("ST_Transform(page.geom, {})").format(Literal(query.crs.srid))
    if query.crs.northing_first:
        drawn = SQL("ST_FlipCoordinates({})").format(drawn)
    return SQL("coalesce(ST_AsGeoJSON({}, {}, 0), 'null')").format(
        drawn, Literal(coordinate_digits(query.crs))
    )


def _without_geometry(view: LayerView, query: FeatureQuery) -> bool:
    return view.geometry == "none" or query.skip_geometry


def _told(view: LayerView, query: FeatureQuery) -> list[Field]:
    return [f for f in view.fields if query.properties is None or f.name in query.properties]


def coordinate_digits(crs: CrsRef) -> int:
    """Decimal places that coordinates are written with."""
    return _DEGREE_DIGITS if crs.geographic else _METRE_DIGITS


def _properties(view: LayerView, query: FeatureQuery) -> Composable:
    if query.properties is not None:
        for name in query.properties:
            if name != "id" and view.field(name) is None:
                raise unknown_property(view)
    asked = query.properties
    chosen = [_property(f) for f in _told(view, query)]
    # Beside the feature's own id, for clients that make no attribute of that one (QGIS).
    columns = [Identifier("page", "id"), *chosen] if asked is not None and "id" in asked else chosen
    if not columns:
        return SQL("'{{}}'")
    return SQL("(SELECT row_to_json(told)::text FROM (SELECT {}) AS told)").format(SQL(", ").join(columns))


def _property(column: Field) -> Composable:
    """A number keeps its decimal point: where the first page has whole ones alone, QGIS and GDAL would cut 10.5 to 10."""
    name = Identifier("page", column.name)
    if column.type != "number":
        return name
    return SQL("{}::text::numeric + 0.0 AS {}").format(name, Identifier(column.name))
