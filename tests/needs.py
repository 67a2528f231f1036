"""Programs and files that some tests need beyond the locked packages: `@pytest.mark.needs("chromium")`."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
SYSTEM_PYTHON = "/usr/bin/python3"
"""The distribution's Python, the one its QGIS is built for."""


@cache
def is_met(need: str) -> bool:
    """Whether this machine has it.

    Raises:
        KeyError: no such need.
    """
    return {"chromium": _chromium, "qgis": _qgis, "gdal": _gdal, "portal": _portal, "styles": _styles}[need]()


def _chromium() -> bool:
    return chromium() is not None


def chromium() -> str | None:
    """The installed browser's path."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _qgis() -> bool:
    if shutil.which(SYSTEM_PYTHON) is None:
        return False
    imported = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    return imported.returncode == 0


def _gdal() -> bool:
    return shutil.which("ogrinfo") is not None


def _styles() -> bool:
    """The packages and products of ``styles/make``."""
    return (ROOT / "styles" / "make" / "node_modules").is_dir() and (
        ROOT / "styles" / "build" / "sprites"
    ).is_dir()


def _portal() -> bool:
    return (ROOT / "portal" / "dist" / "index.html").is_file()
