"""Links inside lead to something that exists."""

from typing import Any

import pytest

from tests.factories import ContentPageFactory, DocumentFactory, NewsPageFactory, Place
from tests.pages.gates.pages import Codes, block, with_body


@pytest.fixture
def news(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, live=False)


def link(kind: str, number: Any) -> str:
    return f'<p>See <a linktype="{kind}" id="{number}">the report</a>.</p>'


@pytest.mark.parametrize("kind", ["page", "document"])
def test_a_link_to_what_is_deleted_keeps_the_page_back(
    place: Place, news: Any, codes: Codes, kind: str
) -> None:
    target = ContentPageFactory(parent=place.home) if kind == "page" else DocumentFactory()
    with_body(news, block("paragraph", link(kind, target.pk)))
    assert codes(news) == []
    target.delete()
    assert codes(news) == [(f"link-{kind}-deleted", "body.0.value")]


def test_links_in_notes_and_in_lists_within_blocks_are_looked_at_too(news: Any, codes: Codes) -> None:
    news.notes_to_editors = link("page", 999_999)
    entry = {"title": "Who?", "text": link("document", 999_999)}
    with_body(news, block("accordion", {"title": "", "items": [entry]}))
    assert codes(news) == [
        ("link-document-deleted", "body.0.value.items.0.text"),
        ("link-page-deleted", "notes_to_editors"),
    ]


def test_a_chosen_page_that_is_deleted_leaves_its_place_empty(place: Place, news: Any, codes: Codes) -> None:
    target = ContentPageFactory(parent=place.home)
    entry = {"title": "", "page": target.pk, "url": "", "text": "Read on"}
    with_body(news, block("links", {"title": "", "items": [entry]}))
    target.delete()
    assert codes(news) == [("invalid", "body.0.value.items.0.url")]


def test_a_page_that_is_not_public_yet_may_be_linked(place: Place, news: Any, codes: Codes) -> None:
    draft = ContentPageFactory(parent=place.home, live=False)
    with_body(news, block("paragraph", link("page", draft.pk)))
    assert codes(news) == []
