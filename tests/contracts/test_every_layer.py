"""What must hold for every layer of the registry, for every audience, through every outlet.

The outlets are taken from the live route table: a route that nobody classified here fails.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
import psycopg
import pytest
from pyproj import Transformer
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from api.ogc.formats import downloadable
from gis.definitions import load_registry
from gis.derive.legend import legend
from gis.derive.symbology import load_styles
from gis.generalisation import level_at
from gis.privacy import PrivacyClass
from gis.registry import BOOKKEEPING, OWN_PREFIX, LayerView, Registry
from gis.relations import joins
from gis.text import LANGUAGES
from gis.tile_attributes import tile_attributes
from tests.conftest import STORAGE_SRID
from tests.contracts.conftest import PASSWORD
from tests.contracts.file_contents import FILES, told_in_file
from tests.contracts.planted import PlantedLayer
from tests.databases import Database

AUDIENCES = list(load_registry().audiences)
LAYERS = list(load_registry().layers)

# Routes whose answers cannot hold a feature's value: files of the build, sign-in, health, pages about tile grids.
WITHOUT_FEATURES = {
    "/", "/{path:path}", "/health", "/metrics", "/api/session", "/sign-in/{token}", "/api/openapi.json", "/api/docs",
    "/fonts/{font_stack}/{code_points}.pbf", "/sprites/{name}", "/ogc/static/{file}", "/api/elevation", "/api/logo",
    "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/{tile_matrix_set}", "/ogc/{rest:path}",
    "/ogc/collections/{collection_id}/coverage",
    # A packed file; what is in it is looked at below.
    "/api/qgis",
}  # fmt: skip

WORDS_OF_DOCUMENTS = {
    "kind", "request_id", "created_at", "started_at", "result", "code", "severity", "row_no", "feature_id",
}  # fmt: skip
"""Fields' names that JSON documents use for something of their own, such as a problem's request_id and code."""


def about_city(planted: dict[str, PlantedLayer]) -> Iterator[str]:
    """Answers about the whole city."""
    for path in ("/ogc", "/ogc/", "/ogc/collections", "/ogc/conformance", "/ogc/openapi"):
        yield path
        yield f"{path}?f=html"
    yield "/ogc/openapi?full=true"
    for query in ("", "?f=html"):
        yield from (f"/ogc/tiles{query}", f"/ogc/tiles/WebMercatorQuad{query}")
    yield "/ogc/tiles/WebMercatorQuad?f=tilejson"
    yield from ("/api/inventory", "/api/dictionary", "/api/dictionary?lang=en")
    yield from ("/api/layers", "/styles/city", "/styles/city?lang=en&theme=dark")
    yield "/api/attachments/00000000-0000-4000-8000-000000000000"
    yield "/api/search?q=planted"
    unknown = "00000000-0000-4000-8000-000000000000"
    yield from ("/api/loads", f"/api/uploads/{unknown}", f"/api/uploads/{unknown}/parcel.zip")
    yield from (f"/api/jobs/{unknown}", f"/api/jobs/{unknown}/events", "/api/uploads")
    for layer in planted.values():
        lon, lat = degrees(layer.place)
        yield f"/api/identify?lon={lon}&lat={lat}&zoom=18&layers={layer.layer.id}"
    yield f"/api/identify?lon={lon}&lat={lat}&zoom=18"


def about_layer(layer: PlantedLayer) -> Iterator[str]:
    """Answers about one layer, asked in every form."""
    base = f"/ogc/collections/{layer.layer.id}"
    yield f"/api/mappings/{layer.layer.id}"
    yield from (f"/api/loads?layer={layer.layer.id}", f"/api/loads/{layer.load_id}")
    yield from (f"/api/loads/{layer.load_id}/report", f"/api/loads/{layer.load_id}/quarantine")
    for path in (
        base,
        f"{base}/schema",
        f"{base}/queryables",
        f"{base}/tiles",
        f"{base}/tiles/WebMercatorQuad",
    ):
        yield path
        yield f"{path}?f=html"
    for query in ("", "?f=html", "?f=csv", "?f=jsonld", "?crs=http://www.opengis.net/def/crs/EPSG/0/3857",
                  f"?crs=http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}", "?resulttype=hits", "?skipGeometry=true"):  # fmt: skip
        yield f"{base}/items{query}"
    for query in ("", "?f=html", "?f=jsonld"):
        yield f"{base}/items/{layer.ids[0]}{query}"
    yield f"/api/features/{layer.layer.id}/{layer.ids[0]}"
    for uid in layer.files.values():
        yield f"/api/attachments/{uid}"
    for form in ("qml", "sld"):
        yield f"/styles/{layer.layer.id}.{form}"
        yield f"/styles/{layer.layer.id}.{form}?lang=en&theme=dark"
    yield f"/tiles/{layer.layer.id}.json"
    for path in tiles(layer):
        yield path
    zoom = max(layer.layer.zoom[0], 16)
    x, y = tile_of(degrees(layer.place), zoom)
    yield f"/ogc/tiles/WebMercatorQuad/{zoom}/{y}/{x}?collections={layer.layer.id}"


def about_field(layer: PlantedLayer, name: str) -> Iterator[str]:
    """What asks for, sorts by, filters by or searches one field."""
    base, value = f"/ogc/collections/{layer.layer.id}/items", layer.values[name][0]
    yield f"{base}?properties={name}"
    yield f"{base}?sortby={name}"
    yield f"{base}?sortby=-{name}&f=html"
    yield f"{base}?{name}={value}"
    yield f"{base}?{name}={value}&f=html"
    yield f"{base}?filter={name}%20IS%20NOT%20NULL&f=csv"
    if layer.layer.field(name).type == "text":
        yield f"{base}?filter=casei({name})%20LIKE%20%27{value}%25%27"
    if layer.layer.field(name).type == "text":
        yield f"/api/search?q={value}"


def asked_of(planted: dict[str, PlantedLayer], registry: Registry, audience: str) -> Iterator[str]:
    """Everything that is asked in an audience's name: of fields, those that it must not see and the first that it may."""
    yield from about_city(planted)
    for layer in planted.values():
        yield from about_layer(layer)
        view = registry.view(layer.layer.id, audience)
        seen = [f.name for f in view.fields] if view else []
        hidden = [name for name in layer.values if name not in seen]
        for name in (*hidden, *seen[:1]) if view else hidden[:1]:
            yield from about_field(layer, name)


def conditions(view: LayerView, layer: PlantedLayer) -> Iterator[str]:
    """One filter a queryable, in its own type, that the first planted row meets."""
    yield f"id = {layer.ids[0]}"
    if view.geometry != "none":
        yield "S_INTERSECTS(geometry, BBOX(-180,-90,180,90))"
    for field in view.fields:
        value = layer.values[field.name][0]
        match field.type:
            case "text" | "code":
                yield f"{field.name} = '{value}'"
            case "date":
                yield f"T_EQUALS({field.name}, DATE('{value}'))"
            case "timestamp":
                yield f"{field.name} = TIMESTAMP('{value.isoformat()}')"
            case _:
                yield f'"{field.name}" = {value}'


def tiles(layer: PlantedLayer) -> Iterator[str]:
    yield from own_tiles(layer)
    for low in sorted({6, 9, max(layer.layer.zoom[0] - 1, 0)}):
        yield low_tile(layer, low)


def own_tiles(layer: PlantedLayer) -> Iterator[str]:
    """Tiles at a zoom of the layer's own."""
    zoom = max(layer.layer.zoom[0], 16)
    x, y = tile_of(degrees(layer.place), zoom)
    yield f"/ogc/collections/{layer.layer.id}/tiles/WebMercatorQuad/{zoom}/{y}/{x}"
    yield f"/tiles/{layer.layer.id}/{zoom}/{x}/{y}"
    longitude, latitude = degrees(layer.place)
    width = 180 / 2 ** (zoom - 1)
    row, column = int((90 - latitude) / width), int((longitude + 180) / width)
    yield f"/ogc/collections/{layer.layer.id}/tiles/WorldCRS84Quad/{zoom - 1}/{row}/{column}"


def low_tile(layer: PlantedLayer, zoom: int) -> str:
    x, y = tile_of(degrees(layer.place), zoom)
    return f"/tiles/{layer.layer.id}/{zoom}/{x}/{y}"


def degrees(place: tuple[float, float]) -> tuple[float, float]:
    lon, lat = Transformer.from_crs(STORAGE_SRID, 4326, always_xy=True).transform(*place)
    return float(lon), float(lat)


def tile_of(place: tuple[float, float], zoom: int) -> tuple[int, int]:
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*place)
    half = 20037508.342789244
    return int((x + half) / (2 * half) * 2**zoom), int((half - y) / (2 * half) * 2**zoom)


@pytest.fixture(params=AUDIENCES)
def audience(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def credentials(audience: str) -> tuple[str, str] | None:
    return None if audience == "public" else (audience, PASSWORD)


def test_every_route_is_classified(asked: TestClient, planted: dict[str, PlantedLayer]) -> None:
    """A new route must be named above, as an outlet or as one without features."""
    answering = (
        r
        for r in asked.app.router.routes  # type: ignore[attr-defined]
        if isinstance(r, Mount) or (isinstance(r, Route) and r.methods != {"OPTIONS"})
    )
    paths = {r.path for r in answering}
    asked_for = {url.split("?")[0] for url in about_city(planted)}
    for layer in planted.values():
        asked_for |= {url.split("?")[0] for url in about_layer(layer)}
    routes = [r for r in asked.app.router.routes if isinstance(r, Route)]  # type: ignore[attr-defined]
    covered = {next(r.path for r in routes if r.path_regex.match(url)) for url in asked_for}
    assert paths - covered - WITHOUT_FEATURES == set()


def test_no_outlet_holds_a_value_beyond_the_audience(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    forbidden = list(_forbidden(planted, registry, audience))
    leaks = []
    for url in asked_of(planted, registry, audience):
        answer = asked.get(url, auth=credentials(audience))
        assert answer.status_code < 500, (url, answer.text)
        # Links repeat what the caller asked for; that is no leak.
        said = (
            answer.content.replace(url.encode(), b"")
            .replace(url.split("?")[-1].encode(), b"")
            .replace(b'": "', b'":"')
        )
        leaks += [(url, what) for what, mark in forbidden if mark in said]
    assert Counter(what for _, what in leaks) == {}, leaks[:5]


def test_no_file_holds_a_value_beyond_the_audience(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str, tmp_path: Path
) -> None:
    """CSV is asked for above; of the others one a layer, turning with the audience: each pair meets somewhere."""
    forbidden = list(_forbidden(planted, registry, audience))
    forbidden += [(what, b'"%s"' % mark[1:-1]) for what, mark in forbidden if mark[:1] == b">"]  # titles
    leaks, written = [], set()
    for at, layer_id in enumerate(planted, AUDIENCES.index(audience)):
        format_ = FILES[at % len(FILES)]
        url = f"/ogc/collections/{layer_id}/items?f={format_}"
        answer = asked.get(url, auth=credentials(audience))
        view = registry.view(layer_id, audience)
        if view is None or not downloadable(view):
            assert answer.status_code == (404 if view is None else 403), url
            said = answer.content
        else:
            assert answer.status_code == 200, (url, answer.text)
            said = answer.content + told_in_file(answer.content, format_, tmp_path)
            marks = [mark for field in view.fields for mark in planted[layer_id].marks(field.name)]
            assert [mark for mark in marks if mark not in said] == []
            written.add(format_)
        leaks += [(url, what) for what, mark in forbidden if mark in said]
    assert leaks == []
    assert written == set(FILES)


def test_no_qgis_project_tells_more_than_its_audience_sees(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    answer = asked.get("/api/qgis", auth=credentials(audience))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        written = files.read("kent.qgs")
    assert [what for what, mark in _forbidden(planted, registry, audience) if mark in written] == []
    shown = {view.id for view in registry.views(audience)}
    assert {layer for layer in registry.layers if f"kent_layer_{layer}<".encode() in written} == shown


def _forbidden(
    planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> Iterator[tuple[str, bytes]]:
    """(what, bytes) that this audience must never receive."""
    yield "changed_by", b"PLANTEDACTOR"
    views = registry.views(audience)
    seen_names = {f.name for view in views for f in view.fields} | WORDS_OF_DOCUMENTS
    seen_titles = set(_titles(registry, views))
    for layer in planted.values():
        view = registry.view(layer.layer.id, audience)
        visible = {f.name for f in view.fields} if view else set()
        for hidden in layer.values.keys() - visible:
            yield from ((f"{layer.layer.id}.{hidden}", mark) for mark in layer.marks(hidden))
            if hidden not in seen_names:
                yield f"the name {hidden}", f'"{hidden}":'.encode()
                yield f"the name {hidden}", f'"name":"{hidden}"'.encode()
                yield f"the name {hidden}", f'field="{hidden}"'.encode()  # QML
                yield f"the name {hidden}", f"PropertyName>{hidden}<".encode()  # SLD
            title = layer.layer.field(hidden).title
            if title.tr not in seen_titles:
                yield f"the title of {hidden}", f">{title.tr}<".encode()
        for privacy in layer.files:
            if not _may_read(registry, layer, privacy, audience):
                yield f"a file of {layer.layer.id}", layer.file_mark(privacy)
        if view is None and layer.layer.title.tr not in seen_titles:
            yield f"the title of {layer.layer.id}", f'"{layer.layer.title.tr}"'.encode()
        if layer.layer.geometry != "none" and (view is None or view.geometry != "exact"):
            lon, _ = degrees(layer.place)
            yield f"the place of {layer.layer.id}", f"{lon:.9f}"[:9].encode()
            yield f"the place of {layer.layer.id}", f"{layer.place[0]:.1f}".encode()


def _may_read(registry: Registry, layer: PlantedLayer, privacy: PrivacyClass, audience: str) -> bool:
    """Written down apart from the views: the class, in the layer's theme, and for personal files the activity."""
    seen, rule = registry.audiences[audience], layer.layer.attachments
    in_theme = seen.themes == "all" or layer.layer.theme in seen.themes
    admitted = privacy == "open" or (privacy in seen.classes and in_theme)
    told = privacy != "personal" or (rule is not None and rule.activity in seen.activities)
    return registry.view(layer.layer.id, audience) is not None and admitted and told


def test_an_audience_reads_just_the_files_it_may_see(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    for layer in planted.values():
        for privacy, uid in layer.files.items():
            answer = asked.get(f"/api/attachments/{uid}", auth=credentials(audience))
            if _may_read(registry, layer, privacy, audience):
                assert layer.file_mark(privacy) in answer.content
            else:
                assert answer.status_code == 404, (layer.layer.id, privacy)


def _titles(registry: Registry, views: tuple[LayerView, ...]) -> Iterator[str]:
    """Every Turkish text that an audience is told anyway."""
    for view in views:
        yield view.layer.title.tr
        for f in view.fields:
            yield f.title.tr
            for code in registry.codes[f.codes].codes if f.codes else ():
                yield from (code.title.tr, *code.aliases)
    yield "Sorumlu birim"  # a heading of the data dictionary
    for list_id in ("theme", "directorate", "licence"):
        yield from (c.title.tr for c in registry.codes[list_id].codes)
    yield from (join.title.tr for join in joins(registry, views[0].audience))


@pytest.mark.parametrize("layer_id", LAYERS)
def test_an_audience_is_served_just_what_it_may_see(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, layer_id: str, audience: str
) -> None:
    view = registry.view(layer_id, audience)
    answer = asked.get(f"/ogc/collections/{layer_id}/items", auth=credentials(audience))
    if view is None:
        unknown = asked.get("/ogc/collections/no_such_layer/items", auth=credentials(audience))
        assert answer.status_code == unknown.status_code == 404
        assert answer.json()["code"] == unknown.json()["code"]
        return
    features = answer.json()["features"]
    assert answer.json()["numberMatched"] == len(features) == len(planted[layer_id].ids)
    names = [f.name for f in view.fields]
    assert [list(f["properties"]) for f in features] == [names] * len(features)
    for name in names:
        served = [f["properties"][name] for f in features]
        assert [str(v) for v in served] == [_served(v) for v in planted[layer_id].values[name]]
    assert all((f["geometry"] is None) == (view.geometry == "none") for f in features)


def test_a_generalised_tile_tells_just_what_its_audience_may_see(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    """Just below a layer's own zooms: the fields that stay and that the audience sees, and how many became one."""
    counted = 0
    for layer in planted.values():
        view = registry.view(layer.layer.id, audience)
        zoom = layer.layer.zoom[0] - 1
        if view is None or zoom < 0:
            continue
        answer = asked.get(low_tile(layer, zoom), auth=credentials(audience))
        level = level_at(layer.layer, zoom)
        if level is None or view.geometry == "none":
            assert answer.status_code == (404 if view.geometry == "none" else 204), layer.layer.id
            continue
        exact = view.geometry == "exact"
        told = {name for name in level.keep if exact and view.field(name)} | {"n"}
        features = mapbox_vector_tile.decode(answer.content).get(layer.layer.id, {"features": []})["features"]
        assert {name for f in features for name in f["properties"]} <= told, layer.layer.id
        if level.way == "cluster":
            assert 1 <= sum(f["properties"]["n"] for f in features) <= len(layer.ids), layer.layer.id
            counted += 1
        elif zoom >= 13:
            assert features, layer.layer.id
    assert counted > 3


def _served(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_tiles_hold_the_layer_under_its_id(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, layer_id: str, audience: str
) -> None:
    view = registry.view(layer_id, audience)
    for url in own_tiles(planted[layer_id]):
        answer = asked.get(url, auth=credentials(audience))
        if view is None or view.geometry == "none":
            assert answer.status_code == 404
            continue
        if view.geometry == "exact":
            assert answer.status_code == 200, url
            decoded = mapbox_vector_tile.decode(answer.content)
            assert set(decoded) == {layer_id}
            drawn = decoded[layer_id]["features"]
            assert {f["id"] for f in drawn} & set(planted[layer_id].ids)
            told = {f.name for f in view.fields} | {own.name for own in tile_attributes(view)}
            assert {name for f in drawn for name in f["properties"]} <= told


def test_a_coarsened_place_is_the_corner_of_a_fixed_grid(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry
) -> None:
    crs = f"http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}"
    for audience in registry.audiences:
        for view in registry.views(audience):
            if view.geometry != "coarsened" or view.cell_m is None:
                continue
            answer = asked.get(f"/ogc/collections/{view.id}/items?crs={crs}", auth=credentials(audience))
            for feature in answer.json()["features"]:
                northing, easting = feature["geometry"]["coordinates"]
                assert northing % view.cell_m == 0
                assert easting % view.cell_m == 0


def test_hidden_fields_can_be_neither_filtered_nor_sorted_by(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    for layer in planted.values():
        view = registry.view(layer.layer.id, audience)
        if view is None:
            continue
        for hidden in layer.values.keys() - {f.name for f in view.fields}:
            for query in (f"{hidden}={layer.values[hidden][0]}", f"sortby={hidden}", f"properties={hidden}"):
                answer = asked.get(f"/ogc/collections/{view.id}/items?{query}", auth=credentials(audience))
                assert answer.status_code == 400, (view.id, query)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_table_has_the_fields_of_the_yaml(layer_id: str, registry: Registry, asked: TestClient) -> None:
    view = registry.view(layer_id, "secure") or registry.view(layer_id, "staff")
    assert isinstance(view, LayerView)
    schema = asked.get(f"/ogc/collections/{layer_id}/schema", auth=credentials(view.audience)).json()
    assert {f.name for f in view.fields} <= set(schema["properties"])


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_table_is_what_the_yaml_says(layer_id: str, registry: Registry, database: Database) -> None:
    """Columns, types, what is required, key, ranges and that places are some, of the table and of its history."""
    layer = registry.layers[layer_id]
    types = {
        "text": "text", "code": "text", "integer": "bigint", "reference": "bigint", "number": "double precision",
        "boolean": "boolean", "date": "date", "timestamp": "timestamp with time zone",
    }  # fmt: skip
    fields = {f.name: (types[f.type], f.required) for f in layer.fields}
    place = (
        {}
        if layer.geometry == "none"
        else {"geom": (f"geometry({layer.geometry.type},{STORAGE_SRID})", False)}
    )
    columns = (
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    )
    with psycopg.connect(database.conninfo) as connection:
        stored, past = (
            {
                name: (kind, needed)
                for name, kind, needed in connection.execute(columns, [f"{schema}.{layer_id}"])
            }
            for schema in ("city", "history")
        )
        constraints = connection.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [f"city.{layer_id}"],
        ).fetchone()
        [key] = connection.execute(
            "SELECT count(*) FROM pg_indexes WHERE schemaname = 'city' AND tablename = %s AND indexname = %s AND indexdef LIKE 'CREATE UNIQUE%%'",
            [layer_id, f"{layer_id}_key"],
        ).fetchone() or [0]
    assert {n: c for n, c in stored.items() if n not in BOOKKEEPING or n == "geom"} == fields | place
    assert {n: kind for n, (kind, _) in past.items() if n in fields | place} == {
        n: kind for n, (kind, _) in (fields | place).items()
    }
    ranges = sum(f.min is not None or f.max is not None for f in layer.fields)
    assert constraints == (ranges + (layer.geometry != "none"),)
    assert key == bool(layer.key)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_a_shipped_layer_says_all_that_a_catalogue_asks(layer_id: str, registry: Registry) -> None:
    layer = registry.layers[layer_id]
    assert layer.description is not None
    assert layer.licence is not None
    assert layer.attribution is not None
    assert layer.update_frequency != "unknown"
    assert bool(layer.key) != layer.derived  # what a file brings is told by a key
    assert layer.label or layer.geometry == "none"
    assert layer.standards or layer.theme in ("it", "work", "data_quality")  # of which no such model knows
    assert any(f.searchable for f in layer.fields)
    assert not [f.name for f in layer.fields if f.name.startswith(OWN_PREFIX)]
    texts = [layer.title, layer.description, layer.attribution, *(f.title for f in layer.fields)]
    texts += [f.description for f in layer.fields if f.description]
    assert [t for t in texts if not (t.tr.strip() and t.en.strip())] == []
    turkish = [f.title.tr for f in layer.fields]
    assert len(set(turkish)) == len(turkish)


@pytest.mark.parametrize("list_id", list(load_registry().codes))
def test_every_code_has_its_titles(list_id: str, registry: Registry) -> None:
    codes = registry.codes[list_id].codes
    for language in LANGUAGES:
        titles = [c.title[language] for c in codes]
        assert all(title.strip() for title in titles)
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_every_code_has_a_style(layer_id: str, registry: Registry) -> None:
    """A layer that is told apart by a code list is told apart by all of it."""
    styles = load_styles()
    view = registry.view(layer_id, "secure")
    if view is None or view.geometry == "none":
        return
    entries = legend(registry, view, styles, "light")
    assert entries
    fragment = styles.fragments[layer_id]
    drawn_by = [rule.by for s in fragment if (rule := s.metadata.legend) is not None and rule.by]
    shown = {e.code for e in entries if e.code}
    wholly = [
        name
        for name in drawn_by
        if {
            c.code
            for c in registry.codes[registry.layers[layer_id].field(name).codes or ""].codes
            if not c.retired
        }
        <= shown
    ]
    assert wholly or not drawn_by


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_queryable_can_be_filtered(
    asked: TestClient, planted: dict[str, PlantedLayer], registry: Registry, audience: str
) -> None:
    for view in registry.views(audience):
        layer = planted[view.id]
        url = f"/ogc/collections/{view.id}/items"
        for condition in conditions(view, layer):
            answer = asked.get(url, params={"filter": condition}, auth=credentials(audience))
            assert answer.status_code == 200, (view.id, condition, answer.text)
            assert layer.ids[0] in [feature["id"] for feature in answer.json()["features"]], (
                view.id,
                condition,
            )
