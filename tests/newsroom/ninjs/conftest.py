"""A newsroom in German and English to import into."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsroom.models import NewsPage
from tests.factories import Place
from tests.newsroom.ninjs.desk import Desk, Item
from tests.standing import place, standing_site

__all__ = ["place", "standing_site"]


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return "de", "en"


@pytest.fixture(scope="module", autouse=True)
def _standing(standing_site: None) -> None:
    """Every test of this room has the site."""


@pytest.fixture
def site(place: Place) -> Place:
    return place


@pytest.fixture
def desk(site: Place, tmp_path: Path) -> Desk:
    folder = tmp_path / "delivery"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def imported(desk: Desk) -> Callable[..., NewsPage]:
    """Imports one item and gives its page."""

    def run(item: Item, **options: Any) -> NewsPage:
        desk(item, **options)
        assert not desk.failed, desk.said
        return NewsPage.objects.get(source_id=item["uri"])

    return run
