"""Mappings that users keep for the next file of the same kind: ``$KENT_HOME/mappings/<layer>.<name>.yaml``."""

import re
from pathlib import Path

import yaml

from etl.mapping_file import MappingFile
from gis.errors import Conflict, InvalidRequest
from gis.files import replace_file
from gis.municipality import Home
from gis.text import Text

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")


def free_file(home: Home, layer_id: str, name: str) -> Path:
    """Where a new mapping is to be kept.

    Raises:
        InvalidRequest: it cannot be called so.
        Conflict: there is one of that name.
    """
    if not _NAME.fullmatch(name):
        raise InvalidRequest(
            "bad_mapping_name",
            Text(tr=f"'{name}' bir eşleme adı olamaz.", en=f"A mapping cannot be called '{name}'."),
            Text(
                tr="Küçük harf (a-z), rakam, - ve _ kullanın.",
                en="Use small letters (a-z), digits, - and _.",
            ),
        )
    file = home.mappings / f"{layer_id}.{name}.yaml"
    if file.exists():
        raise mapping_exists(layer_id, name)
    return file


def mapping_exists(layer_id: str, name: str) -> Conflict:
    return Conflict(
        "mapping_exists",
        Text(
            tr=f"{layer_id} için '{name}' adlı başka bir eşleme var.",
            en=f"There is another mapping '{name}' for {layer_id}.",
        ),
        Text(tr="Başka bir ad verin.", en="Give another name."),
    )


def as_yaml(mapping: MappingFile) -> str:
    """A mapping as people read and change it."""
    return yaml.safe_dump(mapping.plain(), allow_unicode=True, sort_keys=False)


def keep(file: Path, text: str) -> None:
    """Write the whole file or none."""
    file.parent.mkdir(exist_ok=True)
    replace_file(file, text, mode=0o644)
