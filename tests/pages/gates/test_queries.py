"""What the gates cost: as many queries for a page with sixty pictures as for one with six."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.pages.gates import problems_of
from tests.factories import DocumentFactory, ImageFactory, NewsPageFactory, Place
from tests.pages.gates.pages import block, picture, quote, with_body


@pytest.mark.parametrize("number", [2, 12])
def test_each_kind_of_thing_is_asked_for_once(place: Place, number: int) -> None:
    report = DocumentFactory()
    news: Any = NewsPageFactory(parent=place.newsroom, live=False)
    links = f'<a linktype="page" id="{place.home.pk}">home</a> <a linktype="document" id="{report.pk}">it</a>'
    with_body(
        news,
        *(block("image", picture(ImageFactory())) for _ in range(number)),
        *(block("paragraph", f"<p>{links}</p>") for _ in range(number)),
        *(block("quote", quote(f"Number {at}", "ar")) for at in range(number)),
    )
    draft = type(news).objects.get(pk=news.pk).get_latest_revision_as_object()
    ContentType.objects.get_for_model(draft)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        problems_of(draft)
    said = [query["sql"].split(" WHERE")[0].split(" FROM ")[-1] for query in asked]
    assert len(said) == QUERIES, said


# The body's images; Wagtail's for the page's place and slug (3); the embargo; images; pages; documents; the
# page's language; confirmed quotes; whether it is a translation.
QUERIES = 11
