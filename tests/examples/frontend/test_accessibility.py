"""What axe-core says of the starter frontend, in each language and each state of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

PATHS = [
    "/de/", "/en/", "/ar/",
    "/de/presse/?topic=integration", "/en/newsroom/", "/ar/غرفة-الأخبار/",
    "/de/presse/zwischenbilanz-3-900-familien-mit-lots-innen-im-alltag-angekommen/",
    "/de/unsere-arbeit/gesundheit/?lang=ar", "/en/our-work/", "/de/mitmachen/termine/datenforum-mobilitaet/",
    "/search/?q=Beratung&lang=de", "/search/?q=nichtsdergleichen&lang=en",
    "/en/nowhere/", "/preview?token=none", "/de/presse/?cursor=none",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    if width < 800:
        page.locator(".opener").click()
    page.locator("nav#menu summary").first.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "wider than the window"
