"""What clients must find: the sample city's parcels and cameras, read from its files without Kent."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.definitions import load_registry
from tests.unit.sample_files import EXPECTED, features, number, position, rows_of

STORAGE_CRS = "EPSG:5254"
CLOSE_M = 0.01
"""How far a served position may lie from the source's."""

PARCEL_KEY = ["neighbourhood_code", "block_no", "parcel_no"]
_PARCEL_COLUMNS = {
    "MAHALLE_ID": "neighbourhood_code",
    "ADA_NO": "block_no",
    "PARSEL_NO": "parcel_no",
    "PAFTA": "sheet_no",
    "MEVKII": "locality",
    "NITELIK": "land_type",
    "ALAN": "registered_area_m2",
    "KMDURUM": "condominium",
}
_CONDOMINIUM = {
    "Ana Taşınmaz": "none",
    "Kat İrtifakı": "construction_servitude",
    "Kat Mülkiyeti": "condominium",
}
_ROAD_COLUMNS = {"YOL_ID": "road_code", "YOL_ADI": "name", "GENISLIK": "width_m", "TEK_YON": "one_way"}
_CAMERA_COLUMNS = {
    "SICIL_NO": "inventory_no",
    "KAMERA_ADI": "name",
    "IP": "ip_address",
    "SAKLAMA_GUN": "retention_days",
}


def parcels() -> gpd.GeoDataFrame:
    """The faultless parcels, in the storage CRS, ordered by key."""
    rows = features("parcel.zip").rename(columns=_PARCEL_COLUMNS).drop(columns="ZEMIN_NO")
    boundary = features("boundary.geojson").geometry[0]
    sound = rows[rows.is_valid & rows.intersects(boundary) & ~rows.duplicated(PARCEL_KEY, keep=False)].copy()
    sound["registered_area_m2"] = sound["registered_area_m2"].map(_area, na_action="ignore")
    sound["condominium"] = sound["condominium"].map(_CONDOMINIUM)
    assert len(sound) == EXPECTED["parcel"]["published"]
    return sound.sort_values(PARCEL_KEY, ignore_index=True)


def roads() -> gpd.GeoDataFrame:
    """The streets, in the storage CRS, ordered by code; the first ones' widths are whole metres, later ones' are not."""
    rows = features("road.geojson").rename(columns=_ROAD_COLUMNS)[[*_ROAD_COLUMNS.values(), "geometry"]]
    assert len(rows) == EXPECTED["road"]["published"]
    assert (rows["width_m"].head(20) % 1 == 0).all()
    assert (rows["width_m"] % 1 != 0).any()
    return rows.sort_values("road_code", ignore_index=True)


def cameras() -> gpd.GeoDataFrame:
    """The faultless cameras, in the storage CRS, ordered by inventory number."""
    rows = rows_of("camera.xlsx")
    sheet = pd.DataFrame(rows).rename(columns=_CAMERA_COLUMNS)[[*_CAMERA_COLUMNS.values()]]
    every = gpd.GeoDataFrame(sheet, geometry=[position(row) for row in rows], crs=STORAGE_CRS)
    # One hangs on a node that is not there, one looks to an azimuth that is none.
    sound = every[~every["inventory_no"].isin(["KMR-901", "KMR-902"])]
    assert len(sound) == EXPECTED["camera"]["published"]
    return sound.sort_values("inventory_no", ignore_index=True)


def collections(audience: str) -> set[str]:
    """The layers an audience may see, as the registry says."""
    return {view.id for view in load_registry().views(audience)}


def assert_same(found: gpd.GeoDataFrame, expected: gpd.GeoDataFrame, key: list[str]) -> None:
    """A client has read every feature, with its attributes, where it lies."""
    found = found.to_crs(STORAGE_CRS).sort_values(key, ignore_index=True)
    assert len(found) == len(expected)
    columns = expected.columns.drop("geometry")
    pd.testing.assert_frame_equal(_plain(found[columns]), _plain(expected[columns]), rtol=1e-9)
    apart = shapely.hausdorff_distance(found.geometry.to_numpy(), expected.geometry.to_numpy())
    assert apart.max() <= CLOSE_M
    corners = shapely.get_num_coordinates(found.geometry.to_numpy())
    assert np.array_equal(corners, shapely.get_num_coordinates(expected.geometry.to_numpy()))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Values as such, whatever a client's way to type a column and to tell that there is nothing."""
    values = frame.astype(object)
    return values.where(values.notna(), None)


def _area(text: str) -> float:
    """``5.531,43``"""
    return number(text.replace(".", ""))


def steady_box(frame: gpd.GeoDataFrame, margin_m: float = 2.0) -> tuple[shapely.Polygon, int]:
    """A box that several features meet, and how many: the same number if its edges lay ``margin_m`` further in or out.

    So it chooses the same features when it is turned a little, as the envelope of a box in another CRS is.
    """
    for x, y in shapely.get_coordinates(frame.centroid):
        for side in range(30, 200, 5):
            inner, outer = (
                shapely.box(x - r, y - r, x + r, y + r) for r in (side - margin_m, side + margin_m)
            )
            sure, possible = int(frame.intersects(inner).sum()), int(frame.intersects(outer).sum())
            if sure == possible and sure >= 8:
                return shapely.box(x - side, y - side, x + side, y + side), sure
    raise AssertionError("every box's edge runs through a feature")
