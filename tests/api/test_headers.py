"""Caching, conditional requests, CORS, and what a public read never does."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.published.lives import life_headers
from cms.published.models import State
from cms.published.surrogates import path_key
from tests.published.factory import SECTION, page

pytestmark = pytest.mark.django_db

READS = [
    "pages/",
    "pages/{id}/",
    "pages/find/?html_path={path}",
    "resolve/?path={path}",
    "resolve/?path=/de/alt/",
]


def lives(response):
    """The seconds of each cache: browser, edge. Where nothing purges the edge, it has no grace."""
    assert response["CDN-Cache-Control"] == response["Surrogate-Control"]
    browser = re.fullmatch(r"public, max-age=(\d+)", response["Cache-Control"])
    edge = re.fullmatch(r"max-age=(\d+)", response["CDN-Cache-Control"])
    return [int(browser[1]), int(edge[1])]


@pytest.fixture
def row():
    return page(former_paths=["/de/alt/"])


@pytest.mark.parametrize("path", [*READS, "pages/999999999/", "resolve/?path=/nie/", "openapi.json", "docs/"])
def test_every_public_answer_may_be_cached_by_all_and_varies_by_nothing(client, sites, row, path):
    path = path.format(id=row.object_id, path=row.html_path)
    response = client.get(
        f"/api/v1/{path}", headers={"accept": "text/turtle", "accept-language": "ar", "host": "evil.example"}
    )
    assert response.status_code in (200, 302, 404)
    assert 0 < lives(response)[0] < 60
    assert response["Vary"] == "Accept-Encoding"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Content-Language" not in response
    assert b"evil.example" not in response.content


def test_answers_carry_their_surrogate_keys(get, row):
    def keys(path, /, **parameters):
        response = get(path, **parameters)
        assert response["Cache-Tag"].split(",") == response["Surrogate-Key"].split(" ")
        return response["Cache-Tag"].split(",")

    assert keys(f"pages/{row.object_id}/") == [row.key]
    assert keys("pages/") == ["list-page-de", "sites", row.key]
    assert keys("pages/", type=f"{row.type},{SECTION}", locale="de") == [
        "list-news-de",
        "list-section-de",
        "sites",
        row.key,
    ]
    assert keys("pages/", child_of=row.object_id) == ["list-page", "sites", row.key]
    assert keys("pages/999999999/") == ["page-999999999"]
    assert keys("resolve/", path="//De/Nie") == [path_key("/de/nie/"), "sites"]
    assert keys("resolve/", path="/de/alt/") == [row.key, path_key("/de/alt/"), "sites"]
    assert keys("pages/find/", html_path=row.html_path) == [path_key(row.html_path), "sites"]


def test_at_most_a_hundred_keys(get):
    for _ in range(100):
        page()
    assert len(get("pages/", limit=100)["Surrogate-Key"].split()) == 100


@pytest.mark.parametrize("path", READS)
def test_no_cache_keeps_an_answer_beyond_the_next_scheduled_change(client, sites, path):
    # Within a test's one transaction the database's clock stands still.
    row = page(visible_until=timezone.now() + timedelta(seconds=20), former_paths=["/de/alt/"])
    response = client.get(f"/api/v1/{path.format(id=row.object_id, path=row.html_path)}")
    browser, edge = lives(response)
    assert 15 <= browser < 30
    assert 15 <= edge < 30


def test_a_change_beyond_all_lives_shortens_none(get):
    row = page(visible_until=timezone.now() + timedelta(hours=2))
    assert lives(get(f"pages/{row.object_id}/")) == [30, 30]


@pytest.fixture
def purged_edge(settings):
    settings.EDGE_PURGE_URLS = ["http://127.0.0.1:9/"]


@pytest.mark.parametrize("path", READS)
def test_an_edge_that_is_purged_keeps_answers_for_a_day_and_longer_where_the_server_is_down(
    client, sites, row, path, purged_edge
):
    response = client.get(f"/api/v1/{path.format(id=row.object_id, path=row.html_path)}")
    assert response["Cache-Control"] == "public, max-age=30"
    for name in ("CDN-Cache-Control", "Surrogate-Control"):
        assert response[name] == "max-age=86400, stale-while-revalidate=60, stale-if-error=86400"


@pytest.mark.parametrize(
    ("left", "edge"),
    [
        (20, "max-age=20, stale-while-revalidate=0, stale-if-error=0"),
        (86_410, "max-age=86400, stale-while-revalidate=10, stale-if-error=10"),
    ],
)
def test_neither_a_life_nor_its_grace_goes_beyond_the_next_scheduled_change(left, edge, purged_edge):
    assert life_headers(left + 0.9)["Surrogate-Control"] == edge


@pytest.mark.parametrize(
    "path", ["pages/999999999/", "pages/{id}/", "resolve/?path=/de/nie/", "openapi.json"]
)
def test_nothing_there_is_asked_for_again_soon_and_does_not_say_when(client, sites, path, purged_edge):
    gone = page(state=State.GONE, visible_until=timezone.now() + timedelta(seconds=5))
    response = client.get(f"/api/v1/{path.format(id=gone.object_id)}")
    assert lives_of(response["Surrogate-Control"]) == 30
    assert response["Cache-Control"] == "public, max-age=30"


def lives_of(header):
    return int(re.match(r"max-age=(\d+)", header)[1])


@pytest.mark.parametrize("path", [*READS[:2], READS[3], "openapi.json", "docs/"])
def test_what_the_client_has_is_not_sent_again(client, sites, row, path):
    address = f"/api/v1/{path.format(id=row.object_id, path=row.html_path)}"
    first = client.get(address)
    tag = first["ETag"].strip('"')
    for known in (f'"{tag}"', f'W/"{tag}"', f'"x", W/"{tag}-gzip"', f'"{tag};br"', f'"{tag}"-gzip', "*"):
        again = client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b""), known
        for name in ("ETag", "Cache-Control", "CDN-Cache-Control", "Surrogate-Key", "Vary"):
            assert again[name] == first[name]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_tags_change_with_every_byte(get, row):
    tags = {get("pages/", **more)["ETag"] for more in ({}, {"fields": "_"}, {"limit": 1, "topic": "none"})}
    tags |= {get(f"pages/{row.object_id}/", **more)["ETag"] for more in ({}, {"fields": "_"})}
    tags.add(get(f"pages/{row.object_id}/", rich_text_format="text")["ETag"])
    assert len(tags) == 6


def test_dates_count_only_without_a_tag_and_only_for_single_items(get):
    row = page(changed_at=datetime(2024, 7, 2, 8, 0, 0, 500_000, tzinfo=UTC))
    path, date = f"pages/{row.object_id}/", "Tue, 02 Jul 2024 08:00:00 GMT"
    assert get(path)["Last-Modified"] == date
    assert get(path, headers={"if-modified-since": date}).status_code == 304
    assert get(path, headers={"if-modified-since": "Tue, 02 Jul 2024 07:59:59 GMT"}).status_code == 200
    assert get(path, headers={"if-modified-since": "yesterday"}).status_code == 200
    both = {"if-modified-since": date, "if-none-match": '"other"'}
    assert get(path, headers=both).status_code == 200
    assert "Last-Modified" not in get("pages/")
    assert get("pages/", headers={"if-modified-since": date}).status_code == 200


def test_what_is_gone_is_found_again_soon(get):
    row = page(state=State.GONE)
    response = get(f"pages/{row.object_id}/")
    assert response["Surrogate-Key"] == row.key
    assert lives(response)[1] <= 60


def test_head_is_get_without_its_body(client, sites, row):
    address = f"/api/v1/pages/{row.object_id}/"
    head, whole = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
    assert int(head["Content-Length"]) == len(whole.content)


def test_preflights_are_answered_for_a_day(client):
    response = client.options(
        "/api/v1/pages/", headers={"origin": "https://x.example", "access-control-request-method": "GET"}
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Headers"] == "Authorization, If-None-Match"
    assert response["Access-Control-Max-Age"] == "86400"


def test_a_session_or_a_language_changes_nothing(client, sites, row):
    client.force_login(User.objects.create_superuser("editor"))
    client.cookies["django_language"] = "ar"
    response = client.get("/api/v1/pages/", headers={"accept-language": "ar"})
    fresh = Client().get("/api/v1/pages/")
    assert (response.content, response.headers) == (fresh.content, fresh.headers)
    assert not response.cookies


def test_the_bare_address_leads_to_the_admin_and_is_kept_by_nobody(client):
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert "no-store" in response["Cache-Control"]
    assert "Surrogate-Key" not in response
