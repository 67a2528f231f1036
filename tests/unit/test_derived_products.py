"""Each product of the registry as a file that can be read: tables, views, collections, schemas, tiles, style, legend.

The other products have golden files of their own: QML, SLD and project in `test_qgis_styles.py`, inventory and data
dictionary in `test_inventory.py`.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from gis.derive.database_objects import derived_objects
from gis.derive.json_schema import SchemaWriter
from gis.derive.legend import legend
from gis.derive.ogc_service import OgcService
from gis.derive.pygeoapi_config import Providers, PygeoapiConfig
from gis.derive.style import Look, city_style
from gis.derive.symbology import load_styles
from gis.derive.tables import metadata
from gis.extent import Extent
from gis.features import FeatureQuery, items_statement
from gis.municipality import Municipality
from gis.registry import LayerView, Registry
from gis.tile_query import tile_statement
from tests.unit.allotments import compared

URL = "https://kent.example.org/ogc"


def as_json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n"


def seen(registry: Registry, layer: str, audience: str = "staff") -> LayerView:
    view = registry.view(layer, audience)
    assert view is not None
    return view


def test_tables(allotments: Registry) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    tables = metadata(allotments, 5254).tables.values()
    compared("tables.sql", "".join(f"{CreateTable(table).compile(dialect=dialect)};\n" for table in tables))


def test_indexes_constraints_triggers_and_audience_views(allotments: Registry) -> None:
    kept = ("city.", "history.", "as_public", "as_staff", "as_tenants")
    found = [o for o in derived_objects(allotments, 5254, "kent") if any(part in o.name for part in kept)]
    compared(
        "database_objects.sql", "".join(f"-- {o.name}\n{o.create.as_string().strip()};\n\n" for o in found)
    )


def test_pygeoapi_configuration(allotments: Registry) -> None:
    municipality = Municipality.model_validate(
        {
            "name": {"tr": "Örnekşehir", "en": "Sampletown"},
            "storage_crs": "EPSG:5254",
            "boundary": "boundary.geojson",
        }
    )
    everywhere = (30.5, 39.3, 30.7, 39.4)
    service = OgcService(allotments, municipality, "public", "https://kent.example.org", everywhere)
    written = PygeoapiConfig(
        service,
        Providers("features", "tiles", "coverages", None),
        {"plot": Extent(everywhere)},
        everywhere,
        Path("home"),
    ).build()
    for collection in written["resources"].values():  # type: ignore[attr-defined]
        for provider in collection["providers"]:
            del provider["data"]  # an object, not text
    compared("pygeoapi.json", as_json(written))


@pytest.mark.parametrize("layer", ["plot", "bed"])
def test_schema_and_queryables(allotments: Registry, layer: str) -> None:
    writer = SchemaWriter(allotments, "en", URL)
    view = seen(allotments, layer)
    written = {
        "schema": writer.schema(view, f"{URL}/collections/{layer}/schema"),
        "queryables": writer.queryables(view, f"{URL}/collections/{layer}/queryables"),
    }
    compared(f"{layer}.schema.json", as_json(written))


def test_tile_and_items_statements(allotments: Registry) -> None:
    view = seen(allotments, "plot")
    statements = {
        "tile": tile_statement([view], 15),
        "flat tile": tile_statement([view], 15, flat=True),
        "items": items_statement(view, FeatureQuery(limit=10)),
    }
    written = []
    for name, statement in statements.items():
        assert isinstance(statement.text, bytes)
        written.append(f"-- {name}\n{statement.text.decode()};\n")
    compared("statements.sql", "\n".join(written))


def test_style_and_legend(allotments: Registry) -> None:
    styles = load_styles()
    written = {
        "public": city_style(allotments, "public", Look("en"), styles),
        "staff": city_style(allotments, "staff", Look("tr", "dark"), styles),
        "legend": [asdict(entry) for entry in legend(allotments, seen(allotments, "plot"), styles, "light")],
    }
    compared("style.json", as_json(written))
