"""Jobs that editors order from the server: plan a load, or carry it out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg.rows import dict_row
from pydantic import ValidationError

from etl.job_kinds import Task
from etl.load import load
from etl.mapping_file import MappingFile, find_mapping
from etl.saved_mapping import as_yaml, keep, mapping_exists
from etl.source import SourceRequest
from gis.database.current import follow_home
from gis.errors import InvalidRequest
from gis.load_order import LoadOrder
from gis.municipality import Home
from gis.text import Text
from gis.uploads import main_file, upload_folder
from gis.yaml_file import faults_of

_PUBLISHED = """
    SELECT id AS load_id, layer, file, mode, state, plan, counts, findings FROM ops.load
    WHERE job = %s AND state = 'published'
"""


def plan_ordered(task: Task) -> Mapping[str, Any]:
    """What an ordered load would do; the load report."""
    order = LoadOrder.model_validate(task.job.arguments)
    report = load(
        task.home,
        task.connection,
        order.layer,
        source_of(task.home, order),
        mode=order.mode,
        actor=task.job.owner,
        plan_only=True,
        overwrite_edits=order.overwrite_edits,
        repair=order.repair,
        progress=task.progress,
    )
    return report.as_json()


def load_ordered(task: Task) -> Mapping[str, Any]:
    """Carry out an ordered load; the load report."""
    if (done := published(task)) is not None:
        return done
    order = LoadOrder.model_validate(task.job.arguments)
    source = source_of(task.home, order)
    saving = _file_to_save(task.home, order, source)
    follow_home(task.conninfo, task.home)
    report = load(
        task.home,
        task.connection,
        order.layer,
        source,
        mode=order.mode,
        actor=task.job.owner,
        confirmed=order.confirmed,
        overwrite_edits=order.overwrite_edits,
        repair=order.repair,
        progress=task.progress,
    )
    if saving is not None:
        keep(*saving)
    return report.as_json()


def published(task: Task) -> dict[str, Any] | None:
    """What this job has published already: its worker ended after the load and before it could say so."""
    with task.connection.cursor(row_factory=dict_row) as cursor:
        found: dict[str, Any] | None = cursor.execute(_PUBLISHED, [task.job.id]).fetchone()
    return found


def source_of(home: Home, order: LoadOrder) -> SourceRequest:
    """Raises: NotFound, InvalidRequest."""
    file = main_file(upload_folder(home.path, order.upload))
    mapping = mapping_of(order)
    return SourceRequest(
        file, order.source_layer, order.crs, order.encoding, mapping or order.mapping, order.swap_axes
    )


def mapping_of(order: LoadOrder) -> MappingFile | None:
    """The mapping that the order itself holds, if it does. Raises: InvalidRequest."""
    if not order.fields and order.geometry is None:
        return None
    given = order.model_dump(mode="json", by_alias=True, exclude_unset=True, include={"fields", "geometry"})
    source = {
        "layer": order.source_layer,
        "encoding": order.encoding,
        "crs": order.crs,
        "swap_axes": order.swap_axes,
    }
    try:
        return MappingFile.model_validate({"layer": order.layer, "source": source, **given})
    except ValidationError as error:
        faults = [(".".join(map(str, location)), said) for location, said in faults_of(error)]
        raise InvalidRequest(
            "mapping_invalid",
            Text(
                tr="; ".join(f"{where}: {said.tr}" for where, said in faults),
                en="; ".join(f"{where}: {said.en}" for where, said in faults),
            ),
            Text(tr="Alan eşlemesini düzeltin.", en="Correct the mapping of the fields."),
        ) from None


def _file_to_save(home: Home, order: LoadOrder, source: SourceRequest) -> tuple[Path, str] | None:
    """The mapping file that the order asks for, and its text.

    Raises:
        Conflict: there is another mapping of that name.
        InvalidRequest: the order holds no mapping.
        RegistryError: the mapping does not fit the layer.
    """
    if order.save_as is None:
        return None
    layer = home.registry.layer(order.layer)
    mapping = find_mapping(home, layer, source.mapping)
    if not mapping.fields and mapping.geometry is None:
        raise InvalidRequest(
            "no_mapping_to_save",
            Text(
                tr="Saklanacak bir alan eşlemesi verilmedi.", en="No mapping of fields was given to be saved."
            ),
            Text(
                tr="fields ile birlikte verin ya da save_as vermeyin.",
                en="Give fields with it, or no save_as.",
            ),
        )
    text = as_yaml(mapping)
    file = home.mappings / f"{layer.id}.{order.save_as}.yaml"
    if file.exists() and file.read_text(encoding="utf-8") != text:
        raise mapping_exists(layer.id, order.save_as)
    return file, text
