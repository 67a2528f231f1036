"""What becomes of every real and hostile file: the rows of the second table in docs/formats.md."""

from collections.abc import Iterator
from pathlib import Path

from etl.read import layers_of, open_source
from etl.source import SourceRequest
from gis.errors import KentError
from tests.needs import SHARED_DATA

_PARTS = frozenset([".shx", ".dbf", ".prj", ".cpg", ".csvt", ".gfs", ".xsd", ".md"])
"""Files that belong to others, unless they stand alone."""


_SHOWN_LAYERS = 6


def data_files() -> Iterator[Path]:
    """Every data set under the folder of shared data; a FileGDB is one."""
    for path in sorted(SHARED_DATA.rglob("*")):
        in_database = any(p.suffix == ".gdb" for p in path.parents)
        if path.suffix == ".gdb" or (path.is_file() and not in_database and not _belongs_to_another(path)):
            yield path


def _belongs_to_another(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix == ".dbf":
        return path.with_suffix(".shp").exists()
    return suffix in _PARTS


def outcome(path: Path) -> str:
    """Markdown: what was read of it, layer by layer, or why it was refused."""
    try:
        layers = layers_of(SourceRequest(path))
    except KentError as error:
        return _refused(error)
    if len(layers) < 2:
        return _of_layer(path, None)
    told = "; ".join(f"**{layer.name}**: {_of_layer(path, layer.name)}" for layer in layers[:_SHOWN_LAYERS])
    rest = f"; … ({len(layers)} layers)" if len(layers) > _SHOWN_LAYERS else ""
    return told + rest


def _of_layer(path: Path, layer: str | None) -> str:
    try:
        with open_source(SourceRequest(path, layer=layer)) as source:
            rows = flawed = 0
            for batch in source.batches():
                rows += len(batch)
                flawed += sum(len(f.rows) for f in batch.flaws)
    except KentError as error:
        return _refused(error)
    said = [f"{rows:,} rows", source.format]
    if source.has_geometry:
        said.append(source.crs.to_string().split("[")[0] if source.crs is not None else "no CRS")
    if source.encoding:
        said.append(source.encoding)
    if flawed:
        said.append(f"{flawed:,} flawed")
    return ", ".join(said)


def _refused(error: KentError) -> str:
    told = error.told("en").replace("\n", " ").replace("|", "\\|")
    return f"refused: {told}"
