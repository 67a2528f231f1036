"""The portal as a test handles it: wait for the map, ask what is drawn, notice what must not happen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

# Conditions are polled inside the page: Playwright's own `wait_for_function` needs eval, which the policy forbids.
_UNTIL = """async () => {
    const end = performance.now() + 20000;
    while (!(%s)) {
        if (performance.now() > end) return false;
        await new Promise(requestAnimationFrame);
    }
    return true;
}"""
_MAP = "document.getElementById('map')?.map"
_IDLE = f"""async () => {{
    const map = {_MAP};
    await document.fonts.ready;
    await new Promise((resolve) => {{ map.once('idle', () => resolve()); map.triggerRepaint(); }});
}}"""
_DRAWN = f"""() => {{
    const counts = {{}};
    for (const feature of {_MAP}?.queryRenderedFeatures() ?? []) {{
        const layer = feature.layer.metadata?.['kent:layer'];
        if (layer) counts[layer] = (counts[layer] ?? 0) + 1;
    }}
    return counts;
}}"""
_VIOLATIONS = """
    document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.effectiveDirective} ${event.blockedURI}`);
    });
"""


@dataclass
class PortalPage:
    """One open portal. ``faults`` collects what no visit may cause: errors, policy violations, foreign requests."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(_VIOLATIONS)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("request", self._requested)

    def open(self, address: str = "/") -> None:
        self.page.goto(self.url + address)
        self.until(f"{_MAP} !== undefined", "the map")
        self.settle()

    def until(self, condition: str, what: str) -> None:
        """Wait until a JavaScript condition holds."""
        assert self.page.evaluate(_UNTIL % condition), f"waited in vain for {what}: {condition}"

    def settle(self) -> None:
        """Wait until the map has drawn everything and rests."""
        self.page.evaluate(_IDLE)

    def place_labels_anew(self) -> None:
        """Look away and back, and wait.

        A label that may stand on any side of its point keeps the side it first found free, which depends on the order
        in which tiles arrived; with all tiles at hand it does not.
        """
        self.page.evaluate(
            f"() => {{ window.looked = {_MAP}.getCenter(); {_MAP}.jumpTo({{ center: [0, 0] }}); }}"
        )
        self.settle()
        self.page.evaluate(f"() => {{ {_MAP}.jumpTo({{ center: window.looked }}); }}")
        self.settle()

    def after(self, action: Callable[[], object]) -> None:
        """Do something that makes the map move, and wait until it rests again."""
        self.page.evaluate(
            f"() => {{ window.moved = new Promise((resolve) => {_MAP}.once('moveend', () => resolve())); }}"
        )
        action()
        self.page.evaluate("() => window.moved")
        self.settle()

    def drawn(self) -> dict[str, int]:
        """The number of features on the screen, by Kent layer."""
        counts: dict[str, int] = self.page.evaluate(_DRAWN)
        return counts

    def until_drawn(self, layer: str, drawn: bool = True) -> None:
        comparison = "!==" if drawn else "==="
        self.until(
            f"({_DRAWN})()['{layer}'] {comparison} undefined", f"{layer} {'drawn' if drawn else 'gone'}"
        )

    def until_marked(self) -> None:
        """Wait until the map marks the chosen record."""
        marked = f"(await {_MAP}.getSource('portal-selection').getData()).features.length === 1"
        self.until(marked, "the mark")

    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the map."""
        found = self.page.evaluate(f"() => {_MAP}.getCenter().toArray()")
        return found[0], found[1]

    def zoom(self) -> float:
        zoom: float = self.page.evaluate(f"() => {_MAP}.getZoom()")
        return zoom

    def pixel_of(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is on the page."""
        found: dict[str, Any] = self.page.evaluate(
            f"""(place) => {{
                const corner = document.getElementById('map').getBoundingClientRect();
                const point = {_MAP}.project(place);
                return {{ x: corner.x + point.x, y: corner.y + point.y }};
            }}""",
            [longitude, latitude],
        )
        return found["x"], found["y"]

    def asked_place(self) -> tuple[float, float]:
        """Longitude and latitude of the place the card is about, as it shows them."""
        latitude, longitude = re.findall(r"(\d+,\d+)°", self.card().locator(".place").inner_text())
        return float(longitude.replace(",", ".")), float(latitude.replace(",", "."))

    def layer_row(self, layer: str) -> Locator:
        return self.page.locator(f"[data-layer='{layer}']")

    def switch(self, layer: str) -> Locator:
        return self.layer_row(layer).get_by_role("switch")

    def card(self) -> Locator:
        return self.page.get_by_role("region", name="Konumdaki kayıtlar")

    def expect_faults(self, *parts: str) -> None:
        """Accept exactly the faults that contain these parts, as an answer of 401 leaves one in the console."""
        for part in parts:
            matching = [fault for fault in self.faults if part in fault]
            assert matching, f"no fault with {part!r} in {self.faults}"
            self.faults = [fault for fault in self.faults if fault not in matching]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _requested(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in ("blob", "data") and f"{target.scheme}://{target.netloc}" != self.url:
            self.faults.append(f"foreign request: {request.url}")
