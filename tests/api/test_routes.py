"""Where paths lead: to pages under any of their paths, and to what is gone."""

from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest
from django.db import connection

from cms.published.models import PublishedItem, State
from cms.published.routes import QUERY
from cms.published.surrogates import path_key
from tests.published.factory import HOST, OTHER_HOST, newest, page, redirect, unsaved_page

pytestmark = pytest.mark.django_db


# Former paths


def test_the_last_page_to_leave_a_path_is_where_it_leads(leads):
    page(slug="first", former_paths=["/de/a/"], former_until=[newest])
    last = page(slug="last", former_paths=["/de/a/"], former_until=[newest + timedelta(days=1)])
    page(slug="between", former_paths=["/de/a/"], former_until=[newest + timedelta(hours=1)])
    assert leads("/de/a/") == last.html_path


@pytest.mark.parametrize("state", [State.GONE, State.WITHDRAWN])
def test_who_ceased_to_be_public_at_a_path_has_left_it_too(leads, state):
    page(slug="moved", former_paths=["/de/x/"], former_until=[newest])
    row = page(slug="x", state=state, changed_at=newest + timedelta(days=1))
    assert leads("/de/x/") == 410
    row.changed_at = newest - timedelta(days=1)
    row.save()
    assert leads("/de/x/") == "/de/moved/"


def test_what_has_expired_at_a_path_has_left_it_before_anybody_has_written_it_down(leads):
    page(slug="moved", former_paths=["/de/x/"], former_until=[newest])
    page(slug="x", visible_until=newest + timedelta(days=1))
    assert leads("/de/x/") == 410


def test_an_editors_redirect_comes_before_what_is_gone(leads):
    page(slug="x", state=State.GONE)
    redirect("/de/x", "https://elsewhere.example/")
    assert leads("/de/x/") == "https://elsewhere.example/"


def test_a_page_that_has_left_a_site_leads_from_there_to_its_new_one(leads):
    page(slug="x", site=OTHER_HOST, former_paths=["/de/alt/"], former_sites=[HOST])
    assert leads("/de/alt/") == f"https://{OTHER_HOST}/de/x/"
    assert leads("/de/alt/", site=OTHER_HOST) == 404
    assert leads("/de/alt/", site="*") == f"https://{OTHER_HOST}/de/x/"


def test_a_page_at_the_same_path_of_another_site_leads_there(leads):
    page(slug="x", site=OTHER_HOST, former_paths=["/de/x/"], former_sites=[HOST])
    assert leads("/de/x/") == f"https://{OTHER_HOST}/de/x/"
    assert leads("/de/x/", site=OTHER_HOST) == "page"


def test_what_waits_for_its_translation_comes_before_what_was_there(leads):
    page(slug="before", former_paths=["/en/a/"])
    original = page(slug="original", alias_paths=["/en/a/"])
    assert leads("/en/a/") == original.html_path


def test_a_site_has_its_own_page_before_one_that_it_only_shows(resolve):
    page(slug="x", sites=[HOST, OTHER_HOST])
    own = page(slug="x", site=OTHER_HOST)
    assert resolve("/de/x/", site=OTHER_HOST)[1]["page"]["id"] == own.object_id


def test_a_withdrawn_page_explains_itself_at_each_of_its_paths(resolve):
    why = {"date": "2024-07-03", "note": "Irrtum", "locale": "de", "direction": "ltr"}
    content = orjson.dumps(why).decode()
    row = page(state=State.WITHDRAWN, content=content, card="", slug="a", former_paths=["/de/b/"])
    for path in ("/de/a/", "/de/A", "/de/b/"):
        status, answer = resolve(path)
        assert (status, answer["withdrawal"], answer["item"]["key"]) == (410, why, row.key)


# The root


def test_the_root_leads_to_the_sites_home_in_its_own_language_for_now(get, resolve):
    home = page(html_path="/de/", parent_key=None)
    page(html_path="/en/", locale="en", translation_key=home.translation_key)
    for path in ("/", "//", "/?utm=1"):
        query = path.partition("?")[2]
        there = f"/de/?{query}" if query else "/de/"
        assert resolve(path) == (200, {"outcome": "redirect", "location": there, "permanent": False})
    other = page(html_path="/ar/", locale="ar", site=OTHER_HOST)
    assert resolve("/", site=OTHER_HOST)[1]["location"] == "/ar/"
    assert get("pages/find/", html_path="/", site=OTHER_HOST)["Location"].endswith(
        f"/pages/{other.object_id}/"
    )
    keys = get("resolve/", path="/")["Surrogate-Key"].split()
    assert {"sites", home.key, path_key("/")} <= set(keys)


def test_an_editors_redirect_at_the_root_comes_before_the_home(leads):
    page(html_path="/de/", parent_key=None)
    redirect("/", "https://elsewhere.example/")
    assert leads("/") == "https://elsewhere.example/"


def test_the_root_of_the_network_or_of_a_site_without_a_home_is_nowhere(leads):
    page(html_path="/en/", locale="en", parent_key=None)
    assert leads("/") == leads("/", site="*") == 404


# What is asked for

STRANGE = {
    "/": 404,
    "//": 404,
    "/de/../../etc/passwd": 404,
    "/de/%2e%2e/": 404,
    "/de/./a/": 404,
    "/de/a/%2f/": "/de/a/",
    "/de/a?path=/x&a=%00": "/de/a/?path=/x&a=%00",
    "/de/a/?%C0%AF": "page",
    "/DE/A": "/de/a/",
    "//de//a": "/de/a/",
    "/de/a//": "/de/a/",
    "/de/%61/": "page",
    "/de/a%3Fx/": 404,
    "/de/a\\": 404,
    "/de/" + "a/" * 600: 404,
    "/de/\u202ea/": 404,
    "/%EF%BC%8Fde/": 404,
}


@pytest.mark.parametrize("path", STRANGE)
def test_strange_paths_have_clear_answers(leads, path):
    page(slug="a")
    assert leads(path) == STRANGE[path]


@pytest.mark.parametrize("path", ["de/a", "?x", "#", "/%00", "/%C0%AF", "/%ED%A0%80/", "/%FF", "https://a/"])
def test_what_is_no_path_is_refused(mistakes, path):
    assert list(mistakes("resolve/", path=path)) == ["path"]
    assert list(mistakes("pages/find/", html_path=path)) == ["html_path"]


def test_decomposed_letters_are_the_same_letters(leads):
    page(slug="grüße")
    assert leads(quote("/de/gru\u0308ße/")) == "page"


def test_the_lookup_walks_indexes(sites):
    PublishedItem.objects.bulk_create([unsaved_page(former_paths=[f"/de/war-{n}/"]) for n in range(3000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_publisheditem")
        cursor.execute(f"EXPLAIN {QUERY}", [["/de/page-7/", "/de/war-9/"], [HOST]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    for index in ("item_by_path", "item_by_alias_path", "item_by_former_path"):
        assert index in plan, plan
    assert "Seq Scan on published_publisheditem" not in plan, plan
