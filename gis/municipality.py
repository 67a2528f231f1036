"""A home is a city: one folder with everything that is one municipality's."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import shapely
import yaml
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Constrained
from shapely.geometry.base import BaseGeometry

from gis.crs import check_storage_crs, srid_of
from gis.definitions import load_registry
from gis.derive.symbology import SHIPPED_STYLES, Styles, load_styles
from gis.errors import Conflict, RegistryError
from gis.logo import Logo, read_logo
from gis.model import Identifier
from gis.privacy import Audience, PrivacyClass
from gis.registry import Registry
from gis.text import Language, Text
from gis.yaml_file import read_model

_SERVED_BY = ("*.yaml", "*.geojson", "*.svg", "*.png", "layers/*.yaml", "codes/*.yaml", "styles/*")


class Contact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: Text | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    address: str | None = None


class Coverage(BaseModel):
    """A raster the municipality serves, such as its elevation model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    title: Text
    file: Path
    unit: str | None = None
    privacy: PrivacyClass = "restricted"


class Municipality(BaseModel):
    """``municipality.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["municipality", "metropolitan", "provincial"] = "municipality"
    name: Text
    storage_crs: Annotated[str, Constrained(pattern=r"^EPSG:\d{4,6}$")]
    boundary: Path
    languages: tuple[Language, ...] = ("tr", "en")
    contact: Contact = Contact()
    layers: tuple[Identifier, ...] | Literal["all"] = "all"
    coverages: tuple[Coverage, ...] = ()
    logo: Path | None = None
    """An SVG or PNG file of the home."""

    @property
    def srid(self) -> int:
        return srid_of(self.storage_crs)

    def coverages_for(self, audience: Audience) -> tuple[Coverage, ...]:
        """The rasters an audience may see; a raster belongs to no theme, so an audience of some themes sees open ones."""
        return tuple(c for c in self.coverages if audience.admits(c.privacy, theme=""))


@dataclass(frozen=True)
class Home:
    """Where one municipality's files lie."""

    path: Path

    @cached_property
    def municipality(self) -> Municipality:
        """Raises: RegistryError when the home is not there or its file is wrong."""
        file = self.path / "municipality.yaml"
        if not file.exists():
            raise RegistryError(
                "no_home",
                Text(
                    tr=f"{self.path} içinde municipality.yaml yok.",
                    en=f"There is no municipality.yaml in {self.path}.",
                ),
                Text(
                    tr="Bir belediye kurmak için: kent init KLASÖR --name AD --crs EPSG:5255 --boundary DOSYA.geojson",
                    en="To make a home: kent init HOME --name NAME --crs EPSG:5255 --boundary FILE.geojson",
                ),
            )
        found = read_model(file, Municipality)
        check_storage_crs(found.storage_crs)
        if "tr" not in found.languages:
            raise RegistryError(
                "turkish_required",
                Text(
                    tr=f"{file}: languages içinde 'tr' olmalıdır.", en=f"{file}: languages must contain 'tr'."
                ),
            )
        return found

    @cached_property
    def registry(self) -> Registry:
        """Raises: RegistryError."""
        return load_registry(self.path, self.municipality.layers)

    @cached_property
    def styles(self) -> Styles:
        """Kent's own and this municipality's. Raises: RegistryError."""
        return load_styles((SHIPPED_STYLES, self.path / "styles"))

    @cached_property
    def boundary(self) -> BaseGeometry:
        """The municipality's area, longitude/latitude (CRS84). Raises: RegistryError."""
        return read_boundary(self.path / self.municipality.boundary)

    @cached_property
    def logo(self) -> Logo | None:
        """None where the municipality has given none. Raises: RegistryError."""
        file = self.municipality.logo
        return None if file is None else read_logo(self.path / file)

    @property
    def digest(self) -> str:
        """Changes whenever a file changes that the city is served by."""
        whole = hashlib.blake2b(self.registry.digest.encode(), digest_size=16)
        for pattern in _SERVED_BY:
            for file in sorted(self.path.glob(pattern)):
                whole.update(f"{file.relative_to(self.path)}\0".encode() + file.read_bytes() + b"\0")
        return whole.hexdigest()

    @property
    def mappings(self) -> Path:
        return self.path / "mappings"

    def secret(self) -> bytes:
        """32 random bytes from which the audience roles' passwords derive; made on first use, readable by the owner only."""
        file = self.path / "secrets" / "roles"
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = file.with_suffix(f".{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_hex(32), encoding="ascii")
            try:
                file.hardlink_to(fresh)
            except FileExistsError:
                pass  # another process was first; its secret holds
            finally:
                fresh.unlink()
        return bytes.fromhex(file.read_text(encoding="ascii"))


def read_boundary(file: Path) -> BaseGeometry:
    """The union of a GeoJSON file's polygons, longitude/latitude.

    Raises:
        RegistryError: missing, not GeoJSON, without an area, or not in degrees.
    """

    def fault(tr: str, en: str) -> RegistryError:
        return RegistryError(
            "bad_boundary",
            Text(tr=f"{file}: {tr}", en=f"{file}: {en}"),
            Text(
                tr="Sınır, boylam/enlem (WGS84) koordinatlı çokgen içeren bir GeoJSON dosyası olmalıdır.",
                en="The boundary is a GeoJSON file with polygons in longitude/latitude (WGS84).",
            ),
        )

    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise fault("dosya okunamıyor", "the file cannot be read") from None
    except ValueError:
        raise fault("GeoJSON değil", "is not GeoJSON") from None
    try:
        geometries = [shapely.from_geojson(json.dumps(g)) for g in _geometries(document)]
    except (shapely.GEOSException, TypeError, KeyError):
        raise fault("geometri okunamıyor", "a geometry cannot be read") from None
    area = shapely.union_all(
        [shapely.make_valid(g) for g in geometries if g is not None and g.geom_type.endswith("Polygon")]
    )
    if area.is_empty:
        raise fault("içinde çokgen yok", "holds no polygon")
    west, south, east, north = area.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise fault("koordinatlar derece değil", "its coordinates are not degrees")
    shapely.prepare(area)
    return area


def _geometries(document: dict[str, object]) -> list[object]:
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = document["features"]
        assert isinstance(features, list)
        return [f["geometry"] for f in features if f.get("geometry")]
    return [document["geometry"] if kind == "Feature" else document]


def make_home(path: Path, name: str, storage_crs: str, boundary: Path, kind: str = "municipality") -> Home:
    """Make a new home; nothing is written unless everything fits.

    Raises:
        Conflict: there is a municipality already.
        CrsError: the CRS cannot store a city.
        RegistryError: the boundary file is no use.
    """
    file = path / "municipality.yaml"
    if file.exists():
        raise Conflict(
            "home_exists",
            Text(tr=f"{file} zaten var.", en=f"{file} exists already."),
            Text(
                tr="Başka bir klasör seçin ya da dosyayı düzenleyin.",
                en="Choose another folder, or edit the file.",
            ),
        )
    check_storage_crs(storage_crs, read_boundary(boundary).bounds)
    settings = Municipality.model_validate(
        {
            "kind": kind,
            "name": {"tr": name, "en": name},
            "storage_crs": storage_crs,
            "boundary": "boundary.geojson",
        }
    )
    path.mkdir(parents=True, exist_ok=True)
    for folder in ("layers", "codes", "styles", "mappings", "pipelines"):
        (path / folder).mkdir(exist_ok=True)
    (path / "boundary.geojson").write_bytes(boundary.read_bytes())
    content = {
        "kind": settings.kind,
        "name": settings.name.model_dump(),
        "storage_crs": storage_crs,
        "boundary": "boundary.geojson",
        "languages": ["tr", "en"],
        "layers": "all",
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    file.write_text(
        "# yaml-language-server: $schema=schemas/municipality.schema.json\n" + text, encoding="utf-8"
    )
    return Home(path)
