"""How GDAL is allowed to work: on the one local file it is given, and on nothing that file may point to."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fiona
import pyogrio

OPTIONS = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTP_TIMEOUT": "1",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_FIELDTYPES": "ALWAYS_STRING",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "LIBKML_RESOLVE_STYLE": "NO",
    "OGR_GPKG_NUM_THREADS": "2",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NONE",
    "OGR_SQLITE_PRAGMA": "trusted_schema=OFF",
}
"""No schema, link, function in a view or extension leads anywhere; should one, the proxy is a closed door."""


@contextmanager
def confined() -> Iterator[None]:
    """While a source is open; what else the process does with pyogrio is its own business."""
    pyogrio.set_gdal_config_options(OPTIONS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(OPTIONS))


@contextmanager
def restoring_index() -> Iterator[None]:
    """A lost .shx is made anew from the .shp; for files in a folder of Kent's own, which GDAL may write to."""
    with fiona.Env(**OPTIONS, SHAPE_RESTORE_SHX="YES"):
        yield


@contextmanager
def quiet() -> Iterator[None]:
    """GDAL's remarks reach users as findings and notes, not as lines on the terminal."""
    logs = [logging.getLogger(name) for name in ("fiona", "pyogrio")]
    levels = [log.level for log in logs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for log in logs:
            log.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            for log, level in zip(logs, levels, strict=True):
                log.setLevel(level)


def told(path: Path, error: Exception) -> str:
    """What GDAL said, without the folders of this machine."""
    return str(error).replace(str(path), path.name).replace(f"{path.parent}/", "")[:300]
