"""Whatever a form would ask for is asked for where there is no form, too."""

from typing import Any

import pytest

from newsroom.models import NewsContact, NewsDownload, NewsKind
from tests.factories import ContentPageFactory, EventPageFactory, LegalPageFactory, NewsPageFactory, Place
from tests.pages.gates.pages import Codes, block, with_body


@pytest.fixture
def news(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, live=False)


@pytest.mark.parametrize("factory", [ContentPageFactory, EventPageFactory])
def test_a_page_with_a_field_for_its_summary_has_one(place: Place, codes: Codes, factory: Any) -> None:
    assert codes(factory(parent=place.home, live=False, summary="  ")) == [("missing", "summary")]


def test_a_type_without_that_field_needs_none(place: Place, codes: Codes) -> None:
    assert codes(LegalPageFactory(parent=place.home, live=False)) == []


def test_a_press_release_has_a_text(place: Place, codes: Codes) -> None:
    empty = NewsPageFactory(parent=place.newsroom, live=False, body=[])
    assert codes(empty) == [("missing", "body")]
    empty.kind = NewsKind.STORY
    empty.save_revision()
    assert codes(empty) == []


def test_rules_between_fields_hold(place: Place, codes: Codes) -> None:
    event = EventPageFactory(parent=place.home, live=False, starts_at=None)
    event.save_revision(clean=False)
    assert codes(event) == [("invalid", "starts_at")]


def test_blocks_are_whole_at_any_depth(news: Any, codes: Codes) -> None:
    with_body(
        news,
        block("heading", {"text": "", "level": 2, "anchor": ""}),
        block("heading", {"text": "Deep", "level": 4, "anchor": ""}),
        block("accordion", {"title": "", "items": [{"title": "Who?", "text": ""}]}),
    )
    assert codes(news) == [("required", "body.0.value.text"), ("required", "body.2.value.items.0.text")]


def test_rows_are_valid(news: Any, codes: Codes) -> None:
    news.contacts = [NewsContact(name="Ada"), NewsContact()]
    news.downloads = [NewsDownload(label="Nothing")]
    news.save_revision(clean=False)
    assert codes(news) == [("invalid", "contacts.1"), ("invalid", "downloads.0")]
