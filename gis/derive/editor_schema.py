"""The files' models -> JSON Schemas, with which editors complete and check YAML while it is written. Pure."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

from gis.code_list import CodeList
from gis.extension import CodeListExtension, LayerExtension
from gis.municipality import Municipality
from gis.privacy import Activity, Audience
from gis.registry import Layer


class _LayerFile(RootModel[Layer | LayerExtension]):
    """``layers/*.yaml``."""


class _CodeListFile(RootModel[CodeList | CodeListExtension]):
    """``codes/*.yaml``."""


class _Audiences(RootModel[dict[str, Audience]]):
    """``audiences.yaml``."""


class _Activities(RootModel[dict[str, Activity]]):
    """``activities.yaml``."""


def editor_schemas() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema (2020-12), for every kind of file a municipality may write."""
    models: Mapping[str, type[BaseModel]] = {
        "layer": _LayerFile,
        "code_list": _CodeListFile,
        "municipality": Municipality,
        "audiences": _Audiences,
        "activities": _Activities,
    }
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(mode="validation"),
        }
        for name, model in models.items()
    }


def write_editor_schemas(folder: Path) -> None:
    """Put the schemas where an editor finds them; YAML files name them in ``# yaml-language-server: $schema=…``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in editor_schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / name).write_text(text, encoding="utf-8")
