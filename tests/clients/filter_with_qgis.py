"""What QGIS asks of an OGC API when it filters, counts and pages; run by a QGIS's own Python.

Input: ``{"url": …, "layer": id, "key": [field, …], "task": …}`` with one of the tasks ``count``, ``subset`` (``expression``: the
layer's filter), ``expression`` (of one request), ``extent`` (``box``: longitudes and latitudes; as with the box ticked that
asks for the view's features only) and ``page`` (``size``).
Output: ``{"version": n, "valid": …, "crs": …, "count": n, "values": [of the key, …]}``.
"""

import json
import sys
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)


def main() -> None:
    application = QgsApplication([], False)
    application.initQgis()
    json.dump(found(json.load(sys.stdin)), sys.stdout)
    sys.stdout.flush()
    application.exitQgis()


def found(asked: dict[str, Any]) -> dict[str, Any]:
    """The layer is gone when this returns, as it has to be before QGIS ends."""
    options = {"page": f"pageSize='{asked.get('size')}'", "extent": "restrictToRequestBBOX='1'"}
    source = f"url='{asked['url']}/ogc' typename='{asked['layer']}' {options.get(asked['task'], '')}"
    layer = QgsVectorLayer(source, "", "OAPIF")
    request = QgsFeatureRequest()
    if asked["task"] == "subset":
        layer.setSubsetString(asked["expression"])
    elif asked["task"] == "expression":
        request.setFilterExpression(asked["expression"])
    elif asked["task"] == "extent":
        from_degrees = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), layer.crs(), QgsProject.instance()
        )
        request.setFilterRect(from_degrees.transformBoundingBox(QgsRectangle(*asked["box"])))
    told = {"version": Qgis.QGIS_VERSION_INT, "valid": layer.isValid(), "crs": layer.crs().authid()}
    if asked["task"] == "count":
        return {**told, "count": layer.featureCount()}
    values = sorted(
        "/".join(str(feature[name]) for name in asked["key"]) for feature in layer.getFeatures(request)
    )
    return {**told, "count": len(values), "values": values}


if __name__ == "__main__":
    main()
