"""The portal's pure modules: links, formats, messages, opacity."""

import os
import subprocess
import sys
from pathlib import Path

from tests.needs import ROOT


def test_the_portal_s_own_tests_pass() -> None:
    programs = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["npm", "--prefix", str(ROOT / "portal"), "test"],
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
