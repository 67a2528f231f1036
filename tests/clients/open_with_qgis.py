"""What QGIS makes of Kent's projects and styles; run by the distribution's Python, told by JSON on standard input and output.

Input: ``{"account": {"id": …, "name": …, "password": …}, "projects": {name: file}, "styles": {layer: {"qml": file,
"sld": file}}, "styled_in": name, "pictures": {name: {"project": …, "layers": […], "at": [lon, lat], "side": pixels,
"scale": denominator}}}``. Output: ``{"projects": {name: …}, "styles": {layer: …}, "pictures": {name: {color: pixels}}}``.
"""

import json
import sys
from collections import Counter
from typing import Any

from qgis.core import (
    NULL,
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsRelation,
    QgsRenderContext,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

METRES_PER_PIXEL = 0.0254 / 96


def main() -> None:
    asked = json.load(sys.stdin)
    application = QgsApplication([], False)
    application.initQgis()
    store(**asked["account"])
    told: dict[str, Any] = {"projects": {}, "styles": {}, "pictures": {}}
    for name, file in asked["projects"].items():
        project = QgsProject.instance()
        opened = project.read(file)
        told["projects"][name] = {"opened": opened, **described(project)}
        if name == asked["styled_in"]:
            for layer, files in asked["styles"].items():
                told["styles"][layer] = styled(project.mapLayer(f"kent_layer_{layer}"), files)
            project.read(file)
        for picture, view in asked["pictures"].items():
            if view["project"] == name:
                told["pictures"][picture] = drawn(project, view)
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    QgsProject.instance().clear()
    application.exitQgis()


def store(id: str, name: str, password: str) -> None:
    """Settings > Options > Authentication > Add, with the id that Kent's projects ask for."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("of this profile only", True)
    account = QgsAuthMethodConfig("Basic")
    account.setId(id)
    account.setName("Kent")
    account.setConfig("username", name)
    account.setConfig("password", password)
    assert manager.storeAuthenticationConfig(account)[0]


def described(project: QgsProject) -> dict[str, Any]:
    root = project.layerTreeRoot()
    extent = project.viewSettings().defaultViewExtent()
    return {
        "crs": project.crs().authid(),
        "title": project.title(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "groups": {
            group.name(): {child.layerId(): child.name() for child in group.children()}
            for group in root.children()
        },
        "order": [layer.id() for layer in root.layerOrder()],
        "layers": {
            layer.id(): vector_layer(layer)
            if isinstance(layer, QgsVectorLayer)
            else {"valid": layer.isValid()}
            for layer in project.mapLayers().values()
        },
        "relations": {
            relation.id(): related(relation) for relation in project.relationManager().relations().values()
        },
    }


def vector_layer(layer: QgsVectorLayer) -> dict[str, Any]:
    form = layer.editFormConfig()
    fields = layer.fields()
    labeling = layer.labeling()
    rules = labeling.rootRule().children() if labeling is not None else []
    expressions = [
        text for rule in rules for text in (rule.filterExpression(), rule.settings().fieldName) if text
    ]
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "provider": layer.providerType(),
        "spatial": layer.isSpatial(),
        "read_only": not layer.startEditing(),
        "count": layer.featureCount(),
        "classes": classes(layer),
        "faulty_expressions": [
            text for text in (*expressions, *data_defined(layer)) if QgsExpression(text).hasParserError()
        ],
        "labels": len(rules),
        "fields": {
            field.name(): {
                "title": layer.attributeDisplayName(at),
                "widget": layer.editorWidgetSetup(at).type(),
                "settings": {k: plain(v) for k, v in layer.editorWidgetSetup(at).config().items()},
                "editable": not form.readOnly(at),
            }
            for at, field in enumerate(fields)
        },
    }


def classes(layer: QgsVectorLayer) -> dict[str, list[tuple[str, int]]]:
    """Code -> colour and opacity (0 to 255) of each symbol layer; "*" where all features look alike."""
    renderer = layer.renderer()
    if renderer is None or not layer.isSpatial():
        return {}
    if renderer.type() == "singleSymbol":
        return {"*": colors(renderer.symbol())}
    categories = renderer.categories()
    return {str(category.value()): colors(category.symbol()) for category in categories}


def colors(symbol: QgsSymbol) -> list[tuple[str, int]]:
    return [(part.color().name(), part.color().alpha()) for part in symbol.symbolLayers()]


def data_defined(layer: QgsVectorLayer) -> list[str]:
    renderer = layer.renderer()
    if renderer is None or not layer.isSpatial():
        return []
    # Python must hold the categories while it looks at their symbols.
    categories = [] if renderer.type() == "singleSymbol" else renderer.categories()
    kept = [category.symbol().clone() for category in categories] or [renderer.symbol().clone()]
    properties = [part.dataDefinedProperties() for symbol in kept for part in symbol.symbolLayers()]
    return [p.property(key).expressionString() for p in properties for key in p.propertyKeys()]


def related(relation: QgsRelation) -> dict[str, Any]:
    """Whether QGIS finds the feature that a reference points at, and finds the way back."""
    told: dict[str, Any] = {"valid": relation.isValid(), "followed": None}
    if not relation.isValid():
        return told
    pairs = relation.fieldPairs()
    for feature in relation.referencingLayer().getFeatures():
        own = [plain(feature[name]) for name in pairs]
        if None in own:
            continue
        other = relation.getReferencedFeature(feature)
        told["followed"] = {
            "own": own,
            "other": [plain(other[name]) for name in pairs.values()] if other.isValid() else None,
            "back": other.isValid() and feature.id() in [f.id() for f in relation.getRelatedFeatures(other)],
        }
        break
    return told


def styled(layer: QgsVectorLayer, files: dict[str, str]) -> dict[str, Any]:
    """Layer > Properties > Style > Load Style, of either file."""
    said, read = layer.loadNamedStyle(files["qml"])
    told = {"qml": {"read": read, "said": said, "classes": sorted(classes(layer))}}
    if layer.isSpatial():
        said, read = layer.loadSldStyle(files["sld"])
        renderer = layer.renderer()
        symbols = [symbol.clone() for symbol in renderer.symbols(QgsRenderContext())]
        told["sld"] = {
            "read": read,
            "said": said,
            "colors": [part for symbol in symbols for part in colors(symbol)],
        }
    return told


def plain(value: object) -> Any:
    """A value for JSON; QGIS's NULL is an object of its own."""
    if value == NULL:
        return None
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def drawn(project: QgsProject, view: dict[str, Any]) -> dict[str, int]:
    """Colour -> pixels of a picture at a scale, as QGIS's map window draws it."""
    settings = QgsMapSettings()
    settings.setLayers([project.mapLayer(layer) for layer in view["layers"]])
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(QSize(view["side"], view["side"]))
    settings.setOutputDpi(96)
    to_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project)
    metres = view["side"] * METRES_PER_PIXEL * view["scale"]
    settings.setExtent(
        QgsRectangle.fromCenterAndSize(to_map.transform(QgsPointXY(*view["at"])), metres, metres)
    )
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.projectScope(project))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    rendering = QgsMapRendererSequentialJob(settings)
    rendering.start()
    rendering.waitForFinished()
    picture = rendering.renderedImage()
    return dict(
        Counter(picture.pixelColor(x, y).name() for x in range(view["side"]) for y in range(view["side"]))
    )


if __name__ == "__main__":
    main()
