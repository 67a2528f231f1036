"""The OGC's executable test suites: run as programs, their results read as TestNG writes them."""

import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

NOT_OWED = {
    "too large to check": "the suite counts up to a limit of its own",
}
"""Part of a skip's reason -> why no declared class owes the test."""


@dataclass(frozen=True)
class Suite:
    """An official suite and what it is told.

    Attributes:
        properties: by the names the suite's manual gives.
    """

    name: str
    version: str
    properties: Mapping[str, str]

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.version}-aio.jar"


@dataclass(frozen=True)
class Outcome:
    """One test method; a suite runs it for each collection.

    Attributes:
        status: ``PASS``, ``FAIL`` or ``SKIP``.
    """

    test: str
    status: str
    reason: str = ""

    @property
    def owed(self) -> bool:
        """Whether it must pass for what is declared."""
        return self.status == "FAIL" or (
            self.status == "SKIP" and not any(said in self.reason for said in NOT_OWED)
        )


def run_suite(suite: Suite, suites: Path, folder: Path) -> list[Outcome]:
    """Run a suite; its own report is left in the folder.

    Raises:
        RuntimeError: it wrote no results; what it said is the message.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "properties.xml").write_text(properties_xml(suite.properties))
    command = [
        "java",
        "-jar",
        str(suites / suite.file_name),
        "-o",
        str(folder),
        str(folder / "properties.xml"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    results = sorted(folder.rglob("testng-results.xml"))
    if not results:
        raise RuntimeError(f"{suite.name}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return read_results(results[-1].read_text())


def properties_xml(properties: Mapping[str, str]) -> str:
    """Without the manuals' DOCTYPE, which the suite would fetch from the network."""
    root = ET.Element("properties", version="1.0")
    for name, value in properties.items():
        ET.SubElement(root, "entry", key=name).text = value
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def read_results(text: str) -> list[Outcome]:
    """Test methods of a ``testng-results.xml``, without those that only prepare others."""
    found = []
    for method in ET.fromstring(text).iter("test-method"):
        if method.get("is-config") == "true":
            continue
        reason = " ".join((method.findtext("exception/message") or "").split())
        test = f"{method.get('signature', '').partition('(')[0]}: {method.get('description', '')}"
        found.append(Outcome(test, method.get("status", ""), reason))
    return found


def page(results: Sequence[tuple[Suite, list[Outcome]]]) -> str:
    """What passed, in Markdown: the same text for the same results."""
    lines: list[str] = []
    for suite, outcomes in results:
        counted = Counter(one.status for one in outcomes)
        lines += [
            f"### {suite.name} {suite.version}",
            "",
            f"{counted['PASS']} passed, {counted['FAIL']} failed, {counted['SKIP']} skipped.",
            "",
        ]
        others = sorted({(one.status, one.test, one.reason) for one in outcomes if one.status != "PASS"})
        for status, test, reason in others:
            why = next((said for part, said in NOT_OWED.items() if part in reason), "owed")
            lines.append(f"- {status} {test} – {reason} ({why})")
        lines += [""] if others else []
    return "\n".join(lines)
