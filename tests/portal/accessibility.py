"""WCAG 2.2 AA and axe-core's best practices, as far as a program can judge them."""

from tests.needs import ROOT
from tests.portal.portal_page import PortalPage

AXE = ROOT / "portal" / "node_modules" / "axe-core" / "axe.min.js"


def violations(portal: PortalPage) -> list[str]:
    """The rules that the page breaks as it is now, each with the elements that do."""
    portal.page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = portal.page.evaluate(
        """async () => {
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
            const { violations } = await window.axe.run(document, { runOnly: tags });
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
        }"""
    )
    return found
