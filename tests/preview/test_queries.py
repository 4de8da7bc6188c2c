"""What one look at a draft asks the database, each query with its reason. No other read asks so much."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.preview.models import PreviewLink
from cms.preview.opening import opened
from tests import factories
from tests.factories import Place

# Each query by the table that it asks, with its reason.
LOOK = [
    ("preview_previewlink", "what the token opens"),
    ("wagtailcore_page", "the page in all its languages"),
    ("wagtailcore_revision", "what is published of it"),
    ("pages_embargo", "its piece's embargo"),
    ("wagtailcore_locale", "the languages"),
    ("wagtail_localize_translation", "from which of them it was translated into which"),
    ("wagtailcore_page", "those above it"),
    ("wagtailcore_revision", "what is published of those, for path and breadcrumbs"),
    ("pages_translatedversion", "what their translations lacked as they were published"),
    ("wagtail_localize_translationlog", "of which texts those were made"),
    ("pages_embargo", "their embargoes: what lies below an embargoed page is not public either"),
    ("wagtailcore_revision", "its latest draft"),
    ("wagtailcore_site", "the sites, to know which of them it is in"),
    ("wagtailcore_pageviewrestriction", "which pages above it are restricted"),
    ("home_legalpage", "the page with its own fields, into which Wagtail restores the draft"),
    ("wagtailcore_site", "the names of the sites that it is for"),
    ("published_publisheditem", "the number of its version that readers have"),
]


@pytest.fixture
def page(place: Place) -> Any:
    return factories.LegalPageFactory(parent=place.home, title="Impressum", live=False)


def tables(token: str) -> list[str]:
    opened(token)  # content types are read once by each process
    with CaptureQueriesContext(connection) as captured:
        opened(token)
    return [re.findall(r'FROM "(\w+)"', each["sql"])[0] for each in captured.captured_queries]


def test_a_look_is_the_queries_explained_here(page: Any) -> None:
    assert tables(PreviewLink.share(page, None).token) == [table for table, _ in LOOK]


def test_where_a_page_is_and_who_is_beside_it_costs_nothing(place: Place, page: Any) -> None:
    shallow = len(tables(PreviewLink.share(page, None).token))
    above = factories.SectionPageFactory(parent=factories.SectionPageFactory(parent=place.home))
    deep = factories.ContentPageFactory(parent=above, live=False)
    before = tables(PreviewLink.share(deep, None).token)
    for _ in range(3):
        factories.ContentPageFactory(parent=above)
    assert tables(PreviewLink.share(deep, None).token) == before
    assert shallow


def test_a_token_that_opens_nothing_costs_one_query_at_most(page: Any, ask: Any) -> None:
    link = PreviewLink.share(page, None)
    token = link.token
    link.delete()
    for each, most in ((token, 1), ("1.forged", 0), ("not a token", 0)):
        with CaptureQueriesContext(connection) as captured:
            assert ask(each).status_code in (400, 403)
        assert len(captured) == most, each
