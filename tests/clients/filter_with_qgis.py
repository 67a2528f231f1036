"""What QGIS asks of an OGC API when it filters, counts and pages; run by a QGIS's own Python.

Input: ``{"url": …, "layer": id, "task": …}`` with one of the tasks ``count``, ``subset`` (``expression``: the layer's
filter), ``expression`` (of one request), ``extent`` (``box``: longitudes and latitudes) and ``page`` (``size``).
Output: ``{"version": n, "count": n, "ids": […], "crs": …}``.
"""

import json
import sys

from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer


def main() -> None:
    asked = json.load(sys.stdin)
    application = QgsApplication([], False)
    application.initQgis()
    page = f" pageSize='{asked['size']}'" if asked["task"] == "page" else ""
    layer = QgsVectorLayer(f"url='{asked['url']}/ogc' typename='{asked['layer']}'{page}", "", "OAPIF")
    request = QgsFeatureRequest()
    if asked["task"] == "subset":
        layer.setSubsetString(asked["expression"])
    elif asked["task"] == "expression":
        request.setFilterExpression(asked["expression"])
    elif asked["task"] == "extent":
        request.setFilterRect(QgsRectangle(*asked["box"]))
    found = (
        [] if asked["task"] == "count" else [feature[asked["key"]] for feature in layer.getFeatures(request)]
    )
    told = {
        "version": Qgis.QGIS_VERSION_INT,
        "valid": layer.isValid(),
        "count": layer.featureCount() if asked["task"] == "count" else len(found),
        "found": sorted(found),
    }
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    application.exitQgis()


if __name__ == "__main__":
    main()
