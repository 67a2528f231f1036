"""Reading the official suites' results, as TestNG writes them."""

from xml.etree import ElementTree as ET

from tests.conformance.official import Suite, page, properties_xml, read_results

RESULTS = """<?xml version="1.0" encoding="UTF-8"?>
<testng-results skipped="2" failed="1" total="4" passed="1"><suite name="s"><test name="Core"><class name="c">
<test-method is-config="true" signature="setUp()" status="PASS"/>
<test-method signature="landing(ctx)[pri:0]" description="A.3" status="PASS"/>
<test-method signature="limit(ctx)[pri:0]" description="A.16" status="FAIL">
  <exception class="java.lang.AssertionError"><message><![CDATA[ expected [400]
  but found [500] ]]></message></exception></test-method>
<test-method signature="tilesets(ctx)" description="A.10" status="SKIP">
  <exception class="org.testng.SkipException"><message>the collection is too large to check</message></exception></test-method>
<test-method signature="time(ctx)" description="A.19" status="SKIP">
  <exception class="org.testng.SkipException"><message>no response</message></exception></test-method>
</class></test></suite></testng-results>"""


def test_failures_and_owed_skips_are_told_from_the_rest() -> None:
    found = read_results(RESULTS)
    assert [(one.test, one.status, one.owed) for one in found] == [
        ("landing: A.3", "PASS", False),
        ("limit: A.16", "FAIL", True),
        ("tilesets: A.10", "SKIP", False),
        ("time: A.19", "SKIP", True),
    ]
    assert found[1].reason == "expected [400] but found [500]"


def test_the_page_tells_what_did_not_pass_and_why() -> None:
    told = page([(Suite("ets", "1.9", {}), read_results(RESULTS))])
    assert "1 passed, 1 failed, 2 skipped." in told
    assert "counts up to a limit of its own" in told
    assert "no response (owed)" in told


def test_properties_name_no_document_type() -> None:
    written = properties_xml({"iut": "http://127.0.0.1/ogc?a=1&b=2"})
    assert "DOCTYPE" not in written
    assert ET.fromstring(written).findtext("entry") == "http://127.0.0.1/ogc?a=1&b=2"
