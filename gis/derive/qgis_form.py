"""QGIS's forms: titles, input widgets, value lists and related features, from the registry. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from pydantic import JsonValue

from gis.derive.qgis_xml import options
from gis.registry import Field, LayerView, Registry
from gis.relations import Join
from gis.text import Language, Text

_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
"""What QGIS's value map takes for "no value"."""
_BOOKKEEPING = ("id", "uid", "version", "valid_from")
"""What a layer has besides its fields, over PostgreSQL; a form or table shows the id alone, or none."""
_LARGEST_INTEGER = 2**31 - 1
_LARGEST_NUMBER = 1e12
_NOT_NULL = "1"
"""QGIS's number of the constraint that a value must be given."""
_RETIRED = Text(tr="{} (kullanım dışı)", en="{} (retired)")
_FEATURE = Text(tr="Kimlik", en="Id")
_ATTRIBUTES = Text(tr="Öznitelikler", en="Attributes")
_NO_VALUE = Text(tr="(boş)", en="(none)")
_UNITS: Mapping[str, Text | str] = {
    "m2": "m²",
    "m3": "m³",
    "deg": "°",
    "a": Text(tr="yıl", en="years"),
    "d": Text(tr="gün", en="days"),
    "h": Text(tr="saat", en="h"),
    "min": Text(tr="dk", en="min"),
    "Cel": "°C",
}
"""UCUM units that people write otherwise."""


def relation_id(join: Join) -> str:
    """The same in every project: ``camera.node_id.network_node``. Two relations may start from one field."""
    return f"{join.name}.{join.target}"


@dataclass(frozen=True)
class Referenced:
    """A layer that a form looks features up in, as it stands in the project."""

    id: str
    title: str
    provider: str
    source: str


@dataclass(frozen=True)
class FormWriter:
    """Writes the form of one layer.

    Attributes:
        joins: every relation of the layer's audience; a form shows those of its own layer.
        referenced: by layer, where it lies in the project the form is for; empty for a style of its own.
    """

    registry: Registry
    view: LayerView
    language: Language
    joins: Sequence[Join] = ()
    referenced: Mapping[str, Referenced] = MappingProxyType({})

    def elements(self) -> list[Element]:
        """What a layer's style holds of its form, in QGIS's order."""
        return [
            self._field_configuration(),
            self._aliases(),
            self._constraints(),
            self._columns(),
            *self._form(),
            self._editable(),
            self._preview(),
        ]

    def _field_configuration(self) -> Element:
        made = Element("fieldConfiguration")
        self._widget(made, "id", "TextEdit", {"IsMultiline": False})
        for field in self.view.fields:
            self._widget(made, field.name, *self.widget(field))
        return made

    @staticmethod
    def _widget(parent: Element, name: str, type: str, config: Mapping[str, JsonValue]) -> None:
        field = SubElement(parent, "field", name=name, configurationFlags="None")
        options(SubElement(SubElement(field, "editWidget", type=type), "config"), config)

    def widget(self, field: Field) -> tuple[str, dict[str, JsonValue]]:
        """QGIS's name of the widget a field is shown and entered in, and its settings."""
        if (join := self._own_join(field)) is not None:
            return "RelationReference", self._look_up(join, field)
        match field.type:
            case "code":
                return "ValueMap", {"map": [*self._no_value(field), *self._values(field)]}
            case "boolean":
                return "CheckBox", {"CheckedState": "", "UncheckedState": "", "TextDisplayMethod": 0}
            case "date":
                return "DateTime", _calendar(field, "dd.MM.yyyy", "yyyy-MM-dd")
            case "timestamp":
                return "DateTime", _calendar(field, "dd.MM.yyyy HH:mm", "yyyy-MM-ddTHH:mm:ss")
            case "integer" | "number":
                return "Range", self._range(field)
        return "TextEdit", {"IsMultiline": False, "UseHtml": False}

    def _own_join(self, field: Field) -> Join | None:
        """The relation a field leads to by itself; a code keeps its value list, and a key's part is written, not looked up."""
        if field.type == "code" or field.name in self.view.layer.key:
            return None
        own = (
            j for j in self.joins if j.layer == self.view.id and [pair[0] for pair in j.pairs] == [field.name]
        )
        return next(own, None)

    def _look_up(self, join: Join, field: Field) -> dict[str, JsonValue]:
        config: dict[str, JsonValue] = {
            "Relation": relation_id(join),
            "AllowNULL": not field.required,
            "AllowAddFeatures": False,
            "MapIdentification": False,
            "OrderByValue": True,
            "ReadOnly": False,
            "ShowForm": False,
            "ShowOpenFormButton": True,
            "FetchLimitActive": True,
            "FetchLimitNumber": 1000,
        }
        if (other := self.referenced.get(join.target)) is not None:
            config |= {
                "ReferencedLayerId": other.id,
                "ReferencedLayerName": other.title,
                "ReferencedLayerProviderKey": other.provider,
                "ReferencedLayerDataSource": other.source,
            }
        return config

    def _no_value(self, field: Field) -> list[JsonValue]:
        return [] if field.required else [{_NO_VALUE[self.language]: _NULL}]

    def _values(self, field: Field) -> list[JsonValue]:
        assert field.codes is not None
        return [
            {
                (
                    _RETIRED[self.language].format(c.title[self.language])
                    if c.retired
                    else c.title[self.language]
                ): c.code
            }
            for c in self.registry.codes[field.codes].codes
        ]

    def _range(self, field: Field) -> dict[str, JsonValue]:
        whole = field.type == "integer"
        largest = _LARGEST_INTEGER if whole else _LARGEST_NUMBER
        low = -largest if field.min is None else field.min
        high = largest if field.max is None else field.max
        return {
            "Min": int(low) if whole else float(low),
            "Max": int(high) if whole else float(high),
            "Step": 1 if whole else 1.0,
            "Precision": 0 if whole else 2,
            "AllowNull": not field.required,
            "Style": "SpinBox",
            "Suffix": self._suffix(field),
        }

    def _suffix(self, field: Field) -> str:
        if field.unit is None:
            return ""
        shown = _UNITS.get(field.unit, field.unit)
        said = shown if isinstance(shown, str) else shown[self.language]
        return said if said == "°" else f" {said}"

    def _aliases(self) -> Element:
        made = Element("aliases")
        titles = {"id": _FEATURE[self.language]} | {f.name: f.title[self.language] for f in self.view.fields}
        for at, (name, title) in enumerate(titles.items()):
            SubElement(made, "alias", field=name, index=str(at), name=title)
        return made

    def _constraints(self) -> Element:
        made = Element("constraints")
        for field in self.view.fields:
            if field.required:
                SubElement(
                    made,
                    "constraint",
                    field=field.name,
                    constraints=_NOT_NULL,
                    notnull_strength="1",
                    unique_strength="0",
                    exp_strength="0",
                )
        return made

    def _columns(self) -> Element:
        made = Element("attributetableconfig", sortExpression="", sortOrder="0", actionWidgetStyle="dropDown")
        columns = SubElement(made, "columns")
        for name in (*(f.name for f in self.view.fields), *_BOOKKEEPING):
            SubElement(
                columns,
                "column",
                type="field",
                name=name,
                hidden="1" if name in _BOOKKEEPING else "0",
                width="-1",
            )
        return made

    def _form(self) -> list[Element]:
        """Its own fields on one page, and a page for each layer whose features belong to this one's."""
        layout = Element("editorlayout")
        layout.text = "tablayout"
        form = Element("attributeEditorForm")
        page = self._page(form, _ATTRIBUTES[self.language])
        for at, name in enumerate(("id", *(f.name for f in self.view.fields))):
            SubElement(page, "attributeEditorField", name=name, index=str(at), showLabel="1")
        for join in (j for j in self.joins if j.target == self.view.id):
            related = SubElement(
                self._page(form, join.inverse[self.language]),
                "attributeEditorRelation",
                name=relation_id(join),
                relation=relation_id(join),
                label=join.inverse[self.language],
                showLabel="0",
                nmRelationId="",
                forceSuppressFormPopup="0",
                relationWidgetTypeId="relation_editor",
            )
            options(
                SubElement(related, "editor_configuration"),
                {"buttons": "ZoomToChildFeature", "show_first_feature": True},
            )
        return [layout, form]

    @staticmethod
    def _page(form: Element, title: str) -> Element:
        return SubElement(
            form,
            "attributeEditorContainer",
            name=title,
            showLabel="1",
            groupBox="0",
            columnCount="1",
            visibilityExpressionEnabled="0",
            visibilityExpression="",
        )

    def _editable(self) -> Element:
        made = Element("editable")
        for name in ("id", *(f.name for f in self.view.fields)):
            SubElement(made, "field", name=name, editable="0" if name == "id" else "1")
        return made

    def _preview(self) -> Element:
        """What a feature is called in lists: its label, else its natural key, else its id."""
        seen = {f.name for f in self.view.fields}
        names = [n for n in (self.view.label, *self.view.layer.key) if n in seen]
        made = Element("previewExpression")
        made.text = "coalesce({})".format(
            ", ".join([*(f'to_string("{n}")' for n in dict.fromkeys(names)), 'to_string("id")'])
        )
        return made


def _calendar(field: Field, shown: str, stored: str) -> dict[str, JsonValue]:
    return {
        "allow_null": not field.required,
        "calendar_popup": True,
        "display_format": shown,
        "field_format": stored,
        "field_iso_format": False,
    }
