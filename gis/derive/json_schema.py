"""Layer view -> JSON Schema: what a feature of a collection holds, and what it can be filtered by. Pure.

The vocabulary is OGC API - Features Part 5 (schemas) and Part 3 (queryables): ``x-ogc-role``, ``x-ogc-unit`` (UCUM),
``x-ogc-propertySeq``, ``x-ogc-collectionId`` with ``x-ogc-uriTemplate``. Only what the audience sees is told: neither hidden fields nor the names
of hidden layers that a reference points to.
"""

from dataclasses import dataclass

from gis.registry import Field, LayerView, Registry
from gis.text import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
    "code": {"type": "string"},
    "reference": {"type": "integer"},
}


@dataclass(frozen=True)
class SchemaWriter:
    """Describes one audience's view of any layer in one language.

    Args:
        service_url: of the OGC API, without a slash at the end.
    """

    registry: Registry
    language: Language
    service_url: str

    def schema(self, view: LayerView, url: str) -> dict[str, object]:
        """What one feature holds (Part 5); ``url`` becomes ``$id``."""
        document = self._frame(view, url)
        document["properties"] = {"id": self._id(), **self._geometry(view), **self._fields(view)}
        if required := [f.name for f in view.fields if f.required]:
            document["required"] = required
        return document

    def queryables(self, view: LayerView, url: str) -> dict[str, object]:
        """What items can be selected by (Part 3); ``url`` becomes ``$id``."""
        document = self._frame(view, url)
        fields = {field.name: self.property(view, field) for field in queryable_fields(view)}
        document["properties"] = {"id": self._id(), **self._geometry(view), **fields}
        document["additionalProperties"] = False
        # The draft's list: GDAL (3.12 still) sends filters of these only.
        document["queryables"] = [{"id": name} for name in fields]
        return document

    def property(self, view: LayerView, field: Field) -> dict[str, object]:
        """One field's own schema."""
        described: dict[str, object] = {"title": field.title[self.language]}
        if field.description is not None:
            described["description"] = field.description[self.language]
        described |= _TYPES[field.type]
        if field.unit is not None:
            described |= {"x-ogc-unit": field.unit, "x-ogc-unitLang": "UCUM"}
        if field.min is not None:
            described["minimum"] = field.min
        if field.max is not None:
            described["maximum"] = field.max
        if field.codes is not None:
            codes = self.registry.codes[field.codes].codes
            described["enum"] = [code.code for code in codes]
            described["oneOf"] = [{"const": code.code, "title": code.title[self.language]} for code in codes]
        if field.layer is not None and self.registry.view(field.layer, view.audience) is not None:
            described |= {
                "x-ogc-role": "reference",
                "x-ogc-collectionId": field.layer,
                "x-ogc-uriTemplate": f"{self.service_url}/collections/{field.layer}/items/{{featureId}}",
            }
        if (period := view.layer.period) is not None and field.name in period:
            described["x-ogc-role"] = f"primary-interval-{'start' if field.name == period[0] else 'end'}"
        return described

    def _frame(self, view: LayerView, url: str) -> dict[str, object]:
        frame: dict[str, object] = {
            "$schema": DIALECT,
            "$id": url,
            "type": "object",
            "title": view.layer.title[self.language],
        }
        if view.layer.description is not None:
            frame["description"] = view.layer.description[self.language]
        return frame

    def _id(self) -> dict[str, object]:
        title = {"tr": "Detay kimliği", "en": "Feature id"}[self.language]
        return {
            "title": title,
            "type": "integer",
            "readOnly": True,
            "x-ogc-role": "id",
            "x-ogc-propertySeq": 0,
        }

    def _geometry(self, view: LayerView) -> dict[str, object]:
        kind = view.layer.geometry_type
        if kind is None or view.geometry == "none":
            return {}
        geometry: dict[str, object] = {
            "title": {"tr": "Geometri", "en": "Geometry"}[self.language],
            "format": f"geometry-{kind.lower()}",
            "x-ogc-role": "primary-geometry",
            "x-ogc-propertySeq": 1,
        }
        if view.cell_m is not None:
            geometry["description"] = {
                "tr": f"Konum, {view.cell_m} metrelik bir ızgaraya yuvarlanmıştır.",
                "en": f"The position is snapped to a grid of {view.cell_m} metres.",
            }[self.language]
        return {"geometry": geometry}

    def _fields(self, view: LayerView) -> dict[str, object]:
        return {
            f.name: {**self.property(view, f), "x-ogc-propertySeq": at}
            for at, f in enumerate(view.fields, start=2)
        }


def queryable_fields(view: LayerView) -> tuple[Field, ...]:
    """The fields an audience may filter by: every one it sees, and no other."""
    return view.fields
