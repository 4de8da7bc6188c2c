"""A newsroom in German and English to import into."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsroom.models import NewsPage
from tests.factories import Place, make_site
from tests.newsroom.ninjs.desk import Desk, Item


@pytest.fixture
def site(db: None) -> Place:
    return make_site(locales=("de", "en"))


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
