"""``docs/checks.md`` lists what the checks can find."""

import os
from pathlib import Path

from gis.check_vocabulary import CHECKS
from gis.quality.catalogue import CATALOGUE

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
BEGIN, END = "<!-- table -->\n", "<!-- /table -->"


def table() -> str:
    lines = ["| check | code | severity | Turkish | English |", "|---|---|---|---|---|"]
    for name, faults in CATALOGUE.items():
        for fault in faults:
            cells = (
                f"`{name}`" if name else "always",
                f"`{fault.code}`",
                fault.severity,
                fault.message.tr,
                fault.message.en,
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_the_page_lists_what_the_checks_find() -> None:
    """Renew it with: KENT_RENEW=1 pytest tests/unit/test_checks_page.py."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    listed, _, after = rest.partition(END)
    if os.environ.get("KENT_RENEW"):
        PAGE.write_text(before + BEGIN + table() + END + after, encoding="utf-8")
        return
    assert listed == table()


def test_every_check_that_a_layer_may_name_is_listed() -> None:
    assert set(CATALOGUE) == {"", *CHECKS}
