"""The conformance classes that hold today: declared and true."""

from gis.derive.ogc_service import OgcService

_SPEC = "http://www.opengis.net/spec"

COMMON = tuple(
    f"{_SPEC}/{name}"
    for name in (
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json",
        "ogcapi-common-1/1.0/conf/html",
        "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
    )
)
FEATURES = tuple(
    f"{_SPEC}/{name}"
    for name in (
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "ogcapi-features-3/1.0/conf/queryables",
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "ogcapi-features-5/1.0/conf/schemas",
        "ogcapi-features-5/1.0/conf/core-roles-features",
        "ogcapi-features-5/1.0/conf/queryables",
        "ogcapi-features-5/1.0/conf/references",
    )
)
CQL2 = tuple(
    f"{_SPEC}/cql2/1.0/conf/{name}"
    for name in (
        "cql2-text",
        "cql2-json",
        "basic-cql2",
        "advanced-comparison-operators",
        "case-insensitive-comparison",
        "accent-insensitive-comparison",
        "basic-spatial-functions",
        "basic-spatial-functions-plus",
        "spatial-functions",
        "temporal-functions",
        "property-property",
        "arithmetic",
        "basic-spatial-operators",  # the draft's name, the only one that QGIS knows before 3.44
    )
)
TILES = tuple(
    f"{_SPEC}/ogcapi-tiles-1/1.0/conf/{name}"
    for name in (
        "core",
        "tileset",
        "tilesets-list",
        "dataset-tilesets",
        "geodata-tilesets",
        "collections-selection",
        "mvt",
        "oas30",
    )
)
COVERAGES = tuple(
    f"{_SPEC}/ogcapi-coverages-1/1.0/conf/{name}"
    for name in (
        "core",
        "oas30",
        "html",
        "geodata-coverage",
        "coverage-subset",
        "coverage-rangesubset",
        "coverage-bbox",
    )
)


def conformance_classes(service: OgcService) -> list[str]:
    """What an audience's collections conform to: tiles and coverages only where there are any."""
    tiled = any(view.geometry != "none" for view in service.views)
    return [*COMMON, *FEATURES, *CQL2, *(TILES if tiled else ()), *(COVERAGES if service.coverages else ())]
