"""``filter``, ``filter-lang`` and ``filter-crs`` of a features request -> predicate. Pure. OGC 19-079r2 (Part 3)."""

from collections.abc import Callable, Mapping

from gis.cql2.compiler import compile_filter
from gis.cql2.expression import Expression
from gis.cql2.json_encoding import parse_json
from gis.cql2.predicate import Predicate
from gis.cql2.text_encoding import parse_text
from gis.crs import CRS84, CrsRef, parse_crs
from gis.errors import InvalidRequest
from gis.registry import LayerView
from gis.territory import Territory
from gis.text import Text

PARAMETERS = ("filter", "filter-lang", "filter-crs")
CQL2_JSON = "cql2-json"
_READERS: dict[str, Callable[[str], Expression]] = {
    "cql2-text": parse_text,
    CQL2_JSON: parse_json,
    "cql-text": parse_text,
}
"""GDAL (3.12 still) sends a filter only to who knows the draft's name of the text."""


def parse_filter(given: Mapping[str, str], view: LayerView, territory: Territory) -> Predicate | None:
    """None when there is no filter.

    Raises:
        InvalidRequest: a filter that cannot be read, or that does not fit what the audience sees.
        CrsError: of a ``filter-crs`` that is not served.
    """
    crs = (
        parse_crs(given["filter-crs"], territory.srid, territory.boundary)
        if "filter-crs" in given
        else CrsRef(4326, CRS84)
    )
    language = given.get("filter-lang", "cql2-text")
    if language not in _READERS:
        known = " | ".join(_READERS)
        raise InvalidRequest(
            "bad_filter_lang",
            Text(
                tr=f"filter-lang şunlardan biri olmalıdır: {known}", en=f"filter-lang must be one of: {known}"
            ),
        )
    if "filter" not in given:
        return None
    return compile_filter(_READERS[language](given["filter"]), view, territory, crs)
