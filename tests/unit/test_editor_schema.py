"""The schemas that editors use agree with the files and with what Kent accepts."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from gis.definitions import SHIPPED
from gis.derive.editor_schema import editor_schemas
from gis.yaml_file import read_yaml

COMMITTED = Path(__file__).parents[2] / "docs" / "schemas"


def test_the_committed_schemas_are_current() -> None:
    """Renew them with: python -c "from pathlib import Path; from gis.derive.editor_schema import *; write_editor_schemas(Path('docs/schemas'))"."""
    assert {
        p.name: json.loads(p.read_text(encoding="utf-8")) for p in COMMITTED.glob("*.json")
    } == editor_schemas()


@pytest.mark.parametrize("path", sorted((SHIPPED / "layers").glob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_layers_fit_the_schema(path: Path) -> None:
    jsonschema.validate(read_yaml(path)[0], editor_schemas()["layer.schema.json"])


@pytest.mark.parametrize("path", sorted((SHIPPED / "codes").glob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_code_lists_fit_the_schema(path: Path) -> None:
    jsonschema.validate(read_yaml(path)[0], editor_schemas()["code_list.schema.json"])


@pytest.mark.parametrize("change", ["colour: red", "theme: [1]", "geometry: {type: Pont}", "zoom: [1, 99]"])
def test_editors_mark_what_kent_would_refuse(change: str) -> None:
    layer = read_yaml(SHIPPED / "layers" / "poi.yaml")[0] | yaml.safe_load(change)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(layer, editor_schemas()["layer.schema.json"])
