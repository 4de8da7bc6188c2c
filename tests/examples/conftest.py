from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import Dateline, browser, window

__all__ = ["browser"]


@pytest.fixture
def page(browser: Browser, dateline: Dateline) -> Iterator[Page]:
    """At the website."""
    with window(browser, dateline, locale="de-DE") as page:
        yield page
