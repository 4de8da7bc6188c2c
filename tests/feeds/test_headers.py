"""Conditional requests, lives and surrogate keys of feeds."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.utils import timezone
from django.utils.http import http_date

from cms.feeds import FORMS as FEEDS
from tests.feeds.conftest import FORMS, Read
from tests.feeds.pieces import german, withdraw
from tests.published import factory

pytestmark = pytest.mark.django_db
MEDIA = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ninjs": "application/json; charset=utf-8",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_says_what_it_is_and_how_long_it_may_be_kept(form: str, read: Read, settings: Any) -> None:
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]
    row = german()
    answer = read(form)
    assert answer["Content-Type"] == MEDIA[form]
    assert answer["Cache-Control"] == "public, max-age=30"
    assert "stale-if-error=86400" in answer["Surrogate-Control"]
    assert {"list-news-de", "sites", row.key} == set(answer["Surrogate-Key"].split())
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert answer["Link"].count('rel="alternate"') == 3


@pytest.mark.parametrize("form", FORMS)
def test_who_has_it_already_is_told_so(form: str, read: Read) -> None:
    factory.change(german(), at=timezone.now() - timedelta(hours=1))
    answer = read(form)
    tag, modified = answer["ETag"], answer["Last-Modified"]
    assert read(form, headers={"if-none-match": tag}).status_code == 304
    assert read(form, headers={"if-none-match": f"W/{tag}"}).status_code == 304
    assert read(form, headers={"if-modified-since": modified}).status_code == 304
    assert read(form, headers={"if-none-match": '"other"', "if-modified-since": modified}).status_code == 200
    earlier = http_date(parsedate_to_datetime(modified).timestamp() - 1)
    assert read(form, headers={"if-modified-since": earlier}).status_code == 200


def test_the_date_is_that_of_the_last_change_removals_included(read: Read) -> None:
    hour = timedelta(hours=1)
    now = timezone.now().replace(microsecond=0)
    row = german()
    factory.change(row, "published", at=now - 5 * hour)
    assert parsedate_to_datetime(read("rss")["Last-Modified"]) == now - 5 * hour
    factory.change(row, "removed", at=now - 4 * hour)
    withdraw(row, "Weg.")
    assert parsedate_to_datetime(read("rss")["Last-Modified"]) == now - 4 * hour


def test_the_date_is_that_of_what_the_clock_has_lifted_or_ended_before_anybody_has_written_it_down(
    read: Read,
) -> None:
    hour = timedelta(hours=1)
    now = timezone.now().replace(microsecond=0)
    factory.change(german(), "published", at=now - 5 * hour)
    german(visible_from=now - 3 * hour)
    german(visible_from=now + hour)
    assert parsedate_to_datetime(read("atom")["Last-Modified"]) == now - 3 * hour
    german(visible_until=now - 2 * hour)
    assert parsedate_to_datetime(read("atom")["Last-Modified"]) == now - 2 * hour


def test_no_date_is_told_while_another_change_may_have_the_same(read: Read) -> None:
    """A date has whole seconds: two changes in one of them would look like one."""
    factory.change(german(), at=timezone.now() + timedelta(seconds=2))
    answer = read("rss")
    assert "Last-Modified" not in answer
    since = http_date(timezone.now().timestamp() + 5)
    assert read("rss", headers={"if-modified-since": since}).status_code == 200


def test_asked_again_it_is_given_from_memory_and_is_the_same(read: Read) -> None:
    factory.change(german(), at=timezone.now() - timedelta(hours=1))
    first, again = read("rss"), read("rss")
    assert first.content == again.content
    for name in ("ETag", "Last-Modified", "Link", "Surrogate-Key"):
        assert first[name] == again[name]


def test_without_a_site_there_is_no_feed(client: Any, db: None) -> None:
    answer = client.get("/feeds/news.rss")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_mistyped_is_answered_by_a_problem(client: Any, sites: None) -> None:
    for path in ("/feeds/", "/feeds/news", "/feeds/news.xml", "/feeds/news.rss/", "/feeds/null"):
        answer = client.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert client.post("/feeds/news.rss").status_code == 405


def test_a_list_of_news_names_its_feeds(client: Any, sites: None) -> None:
    german()
    query = "type=newsroom.NewsPage&topic=return"
    link = client.get(f"/api/v1/pages/?{query}&fields=_,title&facets=kind&limit=1")["Link"]
    for form, media_type in FEEDS.items():
        address = f"http://localhost:8000/feeds/news.{form}?{query}&limit=1"
        assert f'<{address}>; rel="alternate"; type="{media_type}"' in link
        assert client.get(address.removeprefix("http://localhost:8000")).status_code == 200
    for other in ("", "?type=newsroom.NewsPage,home.SectionPage", "?topic=return"):
        assert "Link" not in client.get(f"/api/v1/pages/{other}").headers
