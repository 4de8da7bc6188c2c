from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from cms.launch.development import BASE_DIR
from tests.browsing import Dateline, launched
from tests.journeys.newsdesk import Newsdesk, Person, hire

# Beside other work on the machine, the admin takes seconds for a page.
expect.set_options(timeout=20_000)
PICTURES = BASE_DIR / "docs" / "editors" / "pictures"
Shot = Callable[[Person, str], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The journeys are made in German; in both languages for the pictures of the guide."""
    if "language" in metafunc.fixturenames:
        metafunc.parametrize("language", ["de", "en"] if metafunc.config.getoption("--pictures") else ["de"])


@pytest.fixture(scope="session")
def hired(dateline: Dateline) -> Dateline:
    hire(dateline)
    return dateline


@pytest.fixture
def browser(language: str) -> Iterator[Browser]:
    with launched(language) as browser:
        yield browser


@pytest.fixture
def newsdesk(hired: Dateline, browser: Browser, language: str) -> Iterator[Newsdesk]:
    newsdesk = Newsdesk(browser, hired, language)
    with newsdesk.windows:
        yield newsdesk


@pytest.fixture
def shot(language: str, request: pytest.FixtureRequest) -> Shot:
    """Takes a picture of what somebody sees, for the editors' guide, where these are asked for."""
    if not request.config.getoption("--pictures"):
        return lambda person, name: None
    folder = PICTURES / language
    folder.mkdir(parents=True, exist_ok=True)
    return lambda person, name: picture(person, folder / f"{name}.png")


def picture(person: Person, path: Path) -> None:
    """In 256 colours: a third of the size, and nobody sees it."""
    taken = person.page.screenshot(animations="disabled", caret="hide")
    Image.open(BytesIO(taken)).convert("RGB").quantize().save(path, optimize=True)
