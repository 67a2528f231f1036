"""GDAL's drivers that a process which loads files goes without: those that read other files or open connections."""

import logging
import os

_LEFT_OUT = (
    "ADBC", "AmigoCloud", "Carto", "CSW", "EEDA", "Elasticsearch", "GDALG", "GPSBabel", "HTTP", "MongoDBv3", "NGW",
    "OAPIF", "OGCAPI", "OGR_VRT", "PLSCENES", "PMTiles", "PostgreSQL", "VRT", "WFS",
)  # fmt: skip


def leave_out_drivers() -> None:
    """For the whole process, before anything in it has imported pyogrio or fiona: GDAL heeds it only while it starts.

    It would complain of each driver that it was built without; nobody needs to know.
    """
    names = {"OGR_SKIP": ",".join(_LEFT_OUT), "CPL_LOG": os.devnull}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    logging.disable()
    try:
        import fiona
        import pyogrio

        fiona.supported_drivers.keys()
        pyogrio.list_drivers()
    finally:
        logging.disable(logging.NOTSET)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
