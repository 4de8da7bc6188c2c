"""What a page refers to: asked at once when a revision is restored, indexed once when it is published."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex, Revision

from cms.projection.indexing import REFERENCES, Later
from newsroom.models import NewsPage
from newsroom.models.news_parts import NewsTopic
from tests import factories
from tests.factories import Place


@pytest.fixture
def revision(place: Place) -> Revision:
    """Of a page with two topics and a picture."""
    page: NewsPage = factories.NewsPageFactory(
        parent=place.newsroom, title="Brücke", teaser_image=factories.ImageFactory()
    )
    page.topics = [NewsTopic(topic=factories.TopicFactory(title=title)) for title in ("Wasser", "Straßen")]
    return page.save_revision()


def titles(page: NewsPage) -> list[str]:
    return [each.topic.title for each in page.topics.all()]


def test_one_query_asks_whether_all_of_it_is_there(revision: Revision) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = NewsPage.from_serializable_data(revision.content)
    assert len(asked) == 1
    assert page.teaser_image_id is not None
    assert titles(page) == ["Wasser", "Straßen"]


def test_what_is_gone_since_is_left_out(revision: Revision) -> None:
    before = NewsPage.from_serializable_data(revision.content)
    before.topics.first().topic.delete()
    before.teaser_image.delete()
    page = NewsPage.from_serializable_data(revision.content)
    assert page.teaser_image_id is None
    assert titles(page) == ["Straßen"]


def test_a_page_is_looked_through_once_however_many_children_it_has(
    place: Place, django_capture_on_commit_callbacks: Any
) -> None:
    topics = [factories.TopicFactory(title=title) for title in ("Wasser", "Straßen", "Häfen")]
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        page: NewsPage = factories.NewsPageFactory(parent=place.newsroom, title="Brücke", live=False)
        page.topics = [NewsTopic(topic=topic) for topic in topics]
        factories.publish(page)
    tasks = [each for each in callbacks if isinstance(each, Later) and each.task.module_path == REFERENCES]
    assert [each.args for each in tasks].count(("newsroom", "newspage", str(page.pk))) == 1
    assert {name for _, name, _ in (each.args for each in tasks)} == {"newspage"}
    assert all(ReferenceIndex.get_references_to(topic).exists() for topic in topics)
