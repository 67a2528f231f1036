"""``kent export``: the city's tiles as one file, for a web server or a CDN that knows no database."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import psycopg
import typer
from psycopg.conninfo import conninfo_to_dict

from api.settings import ServerSettings
from commands.terminal import language, show
from gis.crs import Bounds
from gis.database.owner import owner_conninfo
from gis.database.roles import role_conninfo
from gis.database.settings import DatabaseSettings
from gis.errors import InvalidRequest
from gis.municipality import Home
from gis.privacy import PUBLIC
from gis.registry import LayerView
from gis.text import Text


def export(
    pmtiles: Annotated[Path, typer.Option("--pmtiles", help="FILE.pmtiles")],
    layers: Annotated[str | None, typer.Option(help="a,b,…; else all of the audience's")] = None,
    area: Annotated[str | None, typer.Option(help="west,south,east,north in degrees")] = None,
    zooms: Annotated[str | None, typer.Option(help="first-last, such as 8-16")] = None,
    audience: Annotated[str, typer.Option(help="whose tiles; a file has no sign-in")] = PUBLIC,
    in_language: Annotated[
        Literal["tr", "en"] | None, typer.Option("--language", help="of the names in it")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    from etl.progress import BarProgress
    from gis.derive.ogc_service import OgcService
    from gis.derive.tile_set import TiledArea, TileSetWriter
    from gis.export.tile_archive import TileArchive, extents_of, usual_zooms, write_tile_archive
    from gis.territory import Territory

    settings = ServerSettings()
    home = Home(settings.home)
    home.registry.audience(audience)
    views = _views(home, audience, layers)
    named = None if area is None else _area(area)
    chosen = usual_zooms(views) if zooms is None else _zooms(zooms)
    conninfo = owner_conninfo(home.path, DatabaseSettings())
    database = str(conninfo_to_dict(conninfo)["dbname"])
    territory = Territory(home.boundary.bounds, home.municipality.srid)
    role = role_conninfo(conninfo, home.secret(), database, audience)
    with psycopg.connect(role, autocommit=True) as connection, BarProgress(language()) as progress:
        extents = extents_of(connection, territory, views)
        service = OgcService(
            home.registry, home.municipality, audience, settings.base_url, home.boundary.bounds
        )
        writer = TileSetWriter(service, in_language or language(), TiledArea(extents, service.area))
        told = writer.tile_json(writer.of_dataset(views, selected=layers is not None), "")
        archive = TileArchive(tuple(views), named or tuple(told["bounds"]), chosen, _metadata(told))
        written = write_tile_archive(connection, territory, archive, pmtiles, progress)
    if as_json:
        report = {
            "file": str(pmtiles),
            "bytes": written.size,
            "tiles": written.tiles,
            "zooms": list(chosen),
            "audience": audience,
            "layers": [view.id for view in views],
        }
        sys.stdout.write(json.dumps(report) + "\n")
        return
    size = f"{written.size / 1e6:,.1f} MB"
    show(
        f"{pmtiles} yazıldı: {len(views)} katman ({audience}), z {chosen[0]}–{chosen[1]}, {written.tiles:,} karo, {size}.",
        f"{pmtiles} is written: {len(views)} layers ({audience}), z {chosen[0]} to {chosen[1]}, {written.tiles:,} tiles, {size}.",
    )


def _metadata(tile_json: dict[str, object]) -> dict[str, object]:
    """What PMTiles readers look for; the rest is in the file's header."""
    kept = ("name", "description", "attribution", "vector_layers")
    return {key: tile_json[key] for key in kept if key in tile_json} | {"type": "overlay", "format": "pbf"}


def _views(home: Home, audience: str, layers: str | None) -> list[LayerView]:
    """Raises: NotFound, InvalidRequest: a layer the audience has no tiles of."""
    seen = {view.id: view for view in home.registry.views(audience) if view.geometry != "none"}
    if layers is None:
        return list(seen.values())
    names = dict.fromkeys(layers.split(","))
    for name in names:
        home.registry.layer(name)
        if name not in seen:
            raise InvalidRequest(
                "no_tiles",
                Text(
                    tr=f"--layers: {name} katmanının {audience} kitlesi için karosu yok.",
                    en=f"--layers: {name} has no tiles for {audience}.",
                ),
                Text(
                    tr="Geometrili ve bu kitlenin gördüğü katmanları verin.",
                    en="Name layers with geometry that this audience sees.",
                ),
            )
    return [seen[name] for name in names]


def _area(given: str) -> Bounds:
    try:
        west, south, east, north = map(float, given.split(","))
        right = -180 <= west < east <= 180 and -90 <= south < north <= 90
    except ValueError:
        right = False
    if not right:
        raise InvalidRequest(
            "bad_area",
            Text(tr=f"--area anlaşılamadı: {given}", en=f"--area cannot be understood: {given}"),
            Text(
                tr="Derece olarak batı,güney,doğu,kuzey verin: 30.5,39.3,30.7,39.5",
                en="Give west,south,east,north in degrees: 30.5,39.3,30.7,39.5",
            ),
        )
    return west, south, east, north


def _zooms(given: str) -> tuple[int, int]:
    first, dash, last = given.partition("-")
    numbers = (first, last if dash else first)
    told = all(part.isascii() and part.isdigit() and len(part) <= 2 and int(part) <= 22 for part in numbers)
    if not told or int(numbers[0]) > int(numbers[1]):
        raise InvalidRequest(
            "bad_zooms",
            Text(tr=f"--zooms anlaşılamadı: {given}", en=f"--zooms cannot be understood: {given}"),
            Text(tr="0 ile 22 arasında ilk-son verin: 8-16", en="Give first-last between 0 and 22: 8-16"),
        )
    return int(numbers[0]), int(numbers[1])
