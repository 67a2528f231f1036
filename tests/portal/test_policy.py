"""No byte from elsewhere: the policy is sent, holds, and breaking it would be noticed by every test here."""

from tests.portal.portal_page import PortalPage


def test_the_policy_allows_this_host_only(portal: PortalPage) -> None:
    policy = portal.page.request.get(portal.url).headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for directive in ("script-src", "style-src", "connect-src", "font-src", "worker-src"):
        assert directives[directive] == "'self'"


def test_an_inline_style_and_a_foreign_image_would_be_noticed(portal: PortalPage) -> None:
    portal.page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', '<p style="color: red">.</p>');
            document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/spy.png' }));
        }"""
    )
    portal.until("true", "the events")
    portal.expect_faults("style-src", "img-src", "foreign request: http://elsewhere.invalid/spy.png")


def test_assets_are_kept_and_the_page_is_asked_for_anew(portal: PortalPage) -> None:
    page = portal.page.request.get(f"{portal.url}/")
    assert page.headers["cache-control"] == "no-cache"
    script = portal.page.locator("script[type=module]").get_attribute("src")
    asset = portal.page.request.get(f"{portal.url}{script}", headers={"Accept-Encoding": "br"})
    assert "immutable" in asset.headers["cache-control"]
    assert asset.headers["content-encoding"] == "br"
