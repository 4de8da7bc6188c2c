"""What an address says to a page is what that list does, and each reason is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.pages.endings import Ending
from cms.projection.doors import door
from newsroom.models import NewsTopic
from tests import factories
from tests.factories import NewsPageFactory, Place, TopicFactory
from tests.reach.conftest import Look

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]


@pytest.fixture
def piece(place: Place) -> Any:
    """A German press release of a topic."""
    return NewsPageFactory(
        parent=place.newsroom, title="Ein Zentrum", topics=[NewsTopic(topic=TopicFactory(slug="water"))]
    )


REASONS = {
    "locale=en": "Language: asked for is English; this page has: Deutsch.",
    "kind=statement": "Kind: asked for is Statement; this page has: Press release. Edit it",
    "topic=return": "Topic: asked for is return; this page has: water. Edit it",
    "country=EG": "Country: asked for is Egypt; this page has: none. Edit it",
    "region=015": "Region: asked for is Northern Africa; this page has: none. Edit it",
    "sdg=10": "Sustainable Development Goal: asked for is",
    "organisation=iahm": "Organisation: asked for is iahm; this page has: none. Edit it",
    "exclude_kind=press_release": "Kind: Press release is excluded; this page has: Press release. Edit it",
    "exclude_topic=water": "is excluded; this page has:",
    "exclude_locale=de": "Language: Deutsch is excluded; this page has: Deutsch.",
    "year=2001": "Year: another time is asked for; this page has: ",
    "published_before=2001-01-01": "Published: another time is asked for; this page has: ",
    "slug=other": "Slug: asked for is other; this page has: ein-zentrum.",
    "child_of=999": "Place: only pages around 999 are asked for.",
    "search=Elefant": "The words that are searched for are not in it.",
    "translation_key=00000000-0000-0000-0000-000000000000": "and that is not this page.",
}


def test_each_filter_that_keeps_it_out_is_told_with_what_is_asked_for(
    piece: Any, look: Look, client: Client
) -> None:
    for asked, reason in REASONS.items():
        said = look(piece, f"/feeds/news.json?{asked}")
        assert "Not shown" in said, asked
        assert reason in said
        assert client.get(f"/feeds/news.json?{asked}").json()["items"] == [], asked


def test_all_reasons_are_told_at_once(piece: Any, look: Look) -> None:
    said = look(piece, "/feeds/news.json?kind=statement&country=EG&exclude_topic=water")
    assert [each in said for each in ("Kind:", "Country:", "Topic:", "Language:")] == [
        True,
        True,
        True,
        False,
    ]


KINDS = (
    ("/feeds/news.rss", "Feed"),
    ("/feeds/news.ninjs?topic=water&utm_source=x", "Feed"),
    ("/embed/news/?kind=press_release", "Embed in a frame"),
    ("/embed/news.html", "Embed as HTML"),
    ("/embed/?lang=de&kind=press_release&topic=", "Embed in a frame"),
    ("/api/v1/pages/?type=newsroom.NewsPage&fields=title", "List of pages"),
    ("/api/v1/search/?q=Zentrum", "Search"),
    ("/api/v1/changes/?locale=de&kind=press_release", "Change feed"),
    (
        '<iframe src="http://localhost:8000/embed/news/?locale=de&amp;limit=3" title="x"></iframe>',
        "Embed in a frame",
    ),
    (
        '<dateline-news locale="de" topic="water" class="x"><a href="/">y</a></dateline-news>',
        "Embed in a frame",
    ),
)


def test_it_is_in_every_kind_of_address_that_asks_for_it(piece: Any, look: Look, settings: Any) -> None:
    for address, what in KINDS:
        said = look(piece, address.replace("http://localhost:8000", settings.PUBLIC_URL))
        assert what in said, address
        assert "Not shown" not in said, address
        assert "Shown" in said, address


WRONG = (
    ("https://elsewhere.example/feeds/news.rss", "This is no address of ours. Ours begin with"),
    ("https://[", "This is no address of ours."),
    ("/admin/", "This is no feed, embed or list."),
    ("/api/v1/topics/", "This is no feed, embed or list."),
    ("/feeds/news.rss?colour=red", "“colour” is no parameter of this address."),
    ("/feeds/news.rss?kind=song", "The value of “kind” is not accepted."),
    ("/feeds/news.rss?site=nowhere.example", "The value of “site” is not accepted."),
    ("/feeds/news.rss?cursor=abc", "The value of “cursor” is not accepted."),
    ("/feeds/news.rss?kind=%ff", "not UTF-8"),
    ("/feeds/news.rss?type=home.ContentPage", "The value of “type” is not accepted."),
    ("<p>hello</p>", "This is no address of ours."),
)


def test_what_is_no_list_of_ours_is_said_to_be_none(piece: Any, look: Look) -> None:
    for address, why in WRONG:
        assert why in look(piece, address), address


def test_beyond_the_limit_it_matches_and_is_not_in_the_answer(
    piece: Any, place: Place, look: Look, client: Client
) -> None:
    for _ in range(2):
        NewsPageFactory(parent=place.newsroom)
    two, three = "/feeds/news.json?limit=2", "/feeds/news.json?limit=3"
    assert "only the first 2 items are in the answer, and others come before it." in look(piece, two)
    assert "Not shown" not in look(piece, three)
    assert [len(client.get(each).json()["items"]) for each in (two, three)] == [2, 3]
    assert "is on another page of this list" in look(piece, "/feeds/news.json?limit=1&offset=1")
    by_relevance = "/api/v1/search/?q=Zentrum&limit=1"
    assert "Not shown" not in look(piece, by_relevance)


def test_a_page_that_is_no_news_is_in_no_feed_and_may_be_in_a_list(place: Place, look: Look) -> None:
    about = factories.ContentPageFactory(parent=place.home)
    assert "It is no news: feeds and embeds show news alone." in look(about, "/embed/news/")
    assert "Not shown" not in look(about, "/api/v1/pages/")
    assert "Type: asked for is news page; this page has: " in look(
        about, "/api/v1/pages/?type=newsroom.NewsPage"
    ).replace("News page", "news page")


def test_another_languages_version_that_is_in_it_is_named(piece: Any, look: Look) -> None:
    factories.translate(piece, "en", title="A centre")
    said = look(piece, "/feeds/news.rss?locale=en")
    assert "Not shown" in said
    assert "Its version in another language is in it: English." in said
    fallen_back = look(piece, "/feeds/news.rss?locale=en&fallback=de")
    assert "Language: another version of it comes before this one." in fallen_back


def test_a_picture_without_credit_is_not_in_an_embed(place: Place, look: Look) -> None:
    image = factories.ImageFactory()
    piece = NewsPageFactory(parent=place.newsroom, teaser_image=image)
    with door():
        image.credit = ""
        image.save()
    note = "Without its picture: that has no credit."
    assert note in look(piece, "/embed/news/")
    assert note not in look(piece, "/embed/news/?images=none")
    assert note not in look(piece, "/feeds/news.rss")


def test_what_is_withdrawn_is_in_feeds_as_its_notice_and_nowhere_else(piece: Any, look: Look) -> None:
    with door():
        Ending.objects.create(page=piece, how="withdrawn", note="Falsch.")
        piece.unpublish()
    assert "Withdrawn: its notice is shown" in look(piece, "/feeds/news.rss")
    assert "It is not public: see above." in look(piece, "/embed/news/")
    assert "Not public: Withdrawn. Undo that" in look(piece)


def test_of_what_is_not_public_the_cause_is_told(piece: Any, place: Place, look: Look) -> None:
    draft = NewsPageFactory(parent=place.newsroom, live=False)
    assert "Not public: It is a draft. Publish it" in look(draft)
    scheduled = NewsPageFactory(parent=place.newsroom, live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    assert "Not public: It is scheduled for " in look(scheduled)
    assert "It is not public: see above." in look(scheduled, "/feeds/news.rss?kind=statement")
    factories.embargo(piece, datetime(2099, 7, 1, 8, tzinfo=UTC))
    assert "It is under embargo until July 1, 2099, 10 a.m. (Europe/Berlin). Look at the embargo" in look(
        piece
    )


def test_a_section_that_is_not_public_is_named(place: Place, look: Look) -> None:
    section = factories.SectionPageFactory(parent=place.home, title="Archiv", live=False)
    page = factories.ContentPageFactory(parent=section)
    assert "Not public: The section “Archiv” is not public. Open the section" in look(page)


def test_it_is_said_in_german(piece: Any, look: Look) -> None:
    said = look(piece, "/feeds/news.rss?kind=statement", language="de")
    assert "Art: Verlangt ist Erklärung; diese Seite hat: Pressemitteilung." in said
