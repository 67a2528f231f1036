"""Runs a script in QGIS: the distribution's, or the one that ``KENT_TEST_QGIS`` names a program for."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.needs import SYSTEM_PYTHON

RUNNER = os.environ.get("KENT_TEST_QGIS", SYSTEM_PYTHON)


def told_by_qgis(script: Path, asked: object, profile: Path) -> dict[str, Any]:
    """What a script answers, both told as JSON.

    Args:
        profile: a folder for QGIS's settings; made where there is none.

    Raises:
        AssertionError: it failed; the message has its last words.
    """
    done = subprocess.run(
        [RUNNER, script],
        input=json.dumps(asked),
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
