"""Every real or hostile file is read, or refused with a reason; docs/formats.md tells which.

``KENT_RENEW_GOLDEN=1`` writes the table anew; read the difference before it is committed.
"""

import os
from pathlib import Path

from tests.needs import SHARED_DATA
from tests.shared_data.outcomes import data_files, outcome

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
MARK = "<!-- Written by tests/shared_data/test_formats.py -->\n"
HEAD = "| file | outcome |\n|---|---|\n"


def test_the_page_says_what_becomes_of_every_file() -> None:
    lines = [f"| {path.relative_to(SHARED_DATA)} | {outcome(path)} |\n" for path in data_files()]
    assert len(lines) > 140
    page = PAGE.read_text(encoding="utf-8")
    before = page.partition(MARK)[0]
    wanted = before + MARK + HEAD + "".join(lines)
    if os.environ.get("KENT_RENEW_GOLDEN") == "1":
        PAGE.write_text(wanted, encoding="utf-8")
        page = wanted
    assert page.splitlines() == wanted.splitlines()
