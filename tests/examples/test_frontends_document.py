"""`docs/frontends.md`, followed from nothing to a page in a browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.launch.development import BASE_DIR
from tests.browsing import Dateline
from tests.docs.following import Block, blocks, change
from tests.launch.conftest import find_port, wait_for

pytestmark = pytest.mark.slow

DOCUMENT = BASE_DIR / "docs" / "frontends.md"
BACKEND, HERE = "http://localhost:8000", "http://localhost:3000"


def write(folder: Path, written: list[Block], backend: str) -> None:
    for block in written:
        text = block.text.replace(BACKEND, backend)
        file = folder / block.file
        if block.language == "diff":
            file.write_text(change(file.read_text(), text, block.file))
        else:
            assert not file.exists(), block.file
            file.write_text(text)


@pytest.fixture
def followed(tmp_path: Path, dateline: Dateline) -> Iterator[str]:
    """Where the website of the document is served, by the document's own command."""
    found = blocks(DOCUMENT)
    write(tmp_path, [block for block in found if block.file], dateline.backend)
    [command] = [block.text for block in found if "http.server" in block.text]
    port = find_port()
    words = command.replace("3000", str(port)).split()
    assert words[0] == "python3"
    said = tmp_path / "said"
    with said.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-u", *words[1:], "--bind", "127.0.0.1"], cwd=tmp_path, stdout=log, stderr=log
        )
    wait_for(lambda: b"Serving" in said.read_bytes())
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait(20)


def test_each_snippet_asks_what_the_demonstration_answers(dateline: Dateline) -> None:
    asked = [
        line.split("'")[1] for block in blocks(DOCUMENT) for line in block.text.splitlines() if "curl" in line
    ]
    assert len(asked) == 3
    for address in asked:
        assert dateline.api(address.removeprefix(f"{BACKEND}/api/v1/"))


def test_the_website_of_the_document_shows_pages_menu_news_languages_and_errors(
    followed: str, browser: Browser, dateline: Dateline
) -> None:
    page: Page = browser.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{followed}/")
    expect(page.locator("h1")).to_have_text("IAHM Germany")
    page.locator("nav a", has_text="Newsroom").click()
    expect(page.locator("h1")).to_have_text("Newsroom")
    expect(page.locator("article")).to_have_count(10)
    page.get_by_role("button").click()
    expect(page.locator("article")).to_have_count(20)
    title = page.locator("article a").first.inner_text()
    page.locator("article a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("main div p").count() > 0

    page.goto(f"{followed}/#/ar/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("nav a", has_text="غرفة الأخبار").click()
    expect(page.locator("article[lang=de]").first).to_be_visible()

    page.goto(f"{followed}/#/DE/presse")
    expect(page.locator("h1")).to_have_text("Presse")
    page.goto(f"{followed}/#/de/nirgends/")
    expect(page.locator("h1", has_text="Nothing public is here.")).to_be_visible()
    assert failures == []
    page.close()
