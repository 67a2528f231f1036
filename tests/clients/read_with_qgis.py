"""What QGIS sees of an OGC API; run by the distribution's Python, told by JSON on standard input and output.

It goes the way of a user: a connection, with an authentication configuration where somebody signs in, its layers in the
browser panel, each layer that is asked for read feature by feature, and its vector tiles drawn.

Input: ``{"url": …, "user": [name, password] | null, "read": [layer, …], "page": n, "view": [lon, lat, metres]}``.
Output: ``{"listed": {id: title}, "layers": {id: …}, "drawn": {id: pixels}, "drawn_in_style": colours}``.
"""

import json
import sys
from collections import Counter
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDataSourceUri,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

CONNECTION = "Kent"
PAPER = "#ffffff"
SIDE = 400
"""Pixels of a picture's width and height."""


def main() -> None:
    asked = json.load(sys.stdin)
    application = QgsApplication([], False)
    application.initQgis()
    account = "" if asked["user"] is None else store(*asked["user"])
    connect(f"{asked['url']}/ogc", account)
    sources = listed()
    pictures = {name: drawn(asked["url"], name, account, asked["view"]) for name in asked["read"]}
    styled = drawn(asked["url"], "parcel,building,road", account, asked["view"], in_style=True)
    told = {
        "listed": {name: title for name, (title, _) in sources.items()},
        "layers": {name: read(sources[name][1], asked["page"]) for name in asked["read"] if name in sources},
        "drawn": {
            name: sum(n for color, n in picture.items() if color != PAPER)
            for name, picture in pictures.items()
        },
        "drawn_in_style": sorted(color for color, n in styled.items() if n > 500),
    }
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    application.exitQgis()


def store(name: str, password: str) -> str:
    """Settings > Options > Authentication > Add: an account, known by the id that is returned."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("of this profile only", True)
    account = QgsAuthMethodConfig("Basic")
    account.setName(CONNECTION)
    account.setConfig("username", name)
    account.setConfig("password", password)
    manager.storeAuthenticationConfig(account)
    return str(account.id())


def connect(url: str, account: str) -> None:
    """Layer > Add WFS / OGC API - Features Layer > New, with version OGC API - Features."""
    settings = QgsSettings()
    if Qgis.QGIS_VERSION_INT >= 32600:  # connections moved into a tree of settings
        connection = accounts = f"connections/ows/items/wfs/connections/items/{CONNECTION}"
    else:
        connection, accounts = f"qgis/connections-wfs/{CONNECTION}", f"qgis/WFS/{CONNECTION}"
    settings.setValue(f"{connection}/url", url)
    settings.setValue(f"{connection}/version", "OGC_API_FEATURES")
    settings.setValue(f"{accounts}/authcfg", account)


def listed() -> dict[str, tuple[str, str]]:
    """Layer id -> title and data source, as the browser panel has them."""
    root = QgsApplication.dataItemProviderRegistry().provider("WFS").createDataItem("", None)
    [connection] = [item for item in root.createChildren() if item.name() == CONNECTION]
    layers = [item for item in connection.createChildren() if hasattr(item, "uri")]
    return {QgsDataSourceUri(item.uri()).param("typename"): (item.name(), item.uri()) for item in layers}


def read(source: str, page: int) -> dict[str, Any]:
    layer = QgsVectorLayer(f"{source} pageSize='{page}'", "", "OAPIF")
    names = [field.name() for field in layer.fields()]
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "features": [
            {
                "properties": dict(zip(names, map(plain, feature.attributes()), strict=True)),
                "wkb": bytes(feature.geometry().asWkb()).hex(),
            }
            for feature in layer.getFeatures()
        ],
    }


def plain(value: object) -> str | int | float | None:
    """A value for JSON; QGIS's NULL is an object of its own."""
    return value if isinstance(value, (str, int, float, bool)) else None


def drawn(
    url: str, layers: str, account: str, view: tuple[float, float, float], in_style: bool = False
) -> Counter[str]:
    """Colour -> pixels, of a picture of vector tiles."""
    source = f"type=xyz&url={url}/tiles/{layers}/%7Bz%7D/%7Bx%7D/%7By%7D&zmin=14&zmax=17&authcfg={account}"
    layer = QgsVectorTileLayer(f"{source}&styleUrl={url}/styles/city", layers)
    if in_style:
        layer.loadDefaultStyle()
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    to_mercator = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), mercator, QgsProject.instance()
    )
    longitude, latitude, metres = view
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(mercator)
    settings.setBackgroundColor(QColor(PAPER))
    settings.setOutputSize(QSize(SIDE, SIDE))
    middle = to_mercator.transform(QgsPointXY(longitude, latitude))
    settings.setExtent(QgsRectangle.fromCenterAndSize(middle, metres, metres))
    rendering = QgsMapRendererSequentialJob(settings)
    rendering.start()
    rendering.waitForFinished()
    picture = rendering.renderedImage()
    return Counter(picture.pixelColor(x, y).name() for x in range(SIDE) for y in range(SIDE))


if __name__ == "__main__":
    main()
