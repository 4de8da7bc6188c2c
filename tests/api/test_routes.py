"""Where paths lead: to pages under any of their paths, over editors' redirects, to what is gone."""

from datetime import timedelta
from urllib.parse import quote

import orjson
import pytest
from django.db import connection
from django.utils import timezone

from cms.published.models import PublishedItem, State
from cms.published.routes import QUERY
from cms.published.surrogates import path_key
from tests.published.factory import HOST, OTHER_HOST, newest, page, redirect, unsaved_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolve(get):
    def read(path, **parameters):
        response = get("resolve/", path=path, **parameters)
        return response.status_code, response.json()

    return read


@pytest.fixture
def leads(resolve):
    """Where a path leads: a location, `page`, or a status that is none of success."""

    def read(path, **parameters):
        status, answer = resolve(path, **parameters)
        return status if status != 200 else answer.get("location", answer["outcome"])

    return read


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


# Editors' redirects


def test_a_redirect_leads_to_an_address(resolve):
    redirect("/node/123", "https://elsewhere.example/a?b=c#d")
    redirect("/event", "https://elsewhere.example/", permanent=False)
    elsewhere = {"outcome": "redirect", "location": "https://elsewhere.example/a?b=c#d", "permanent": True}
    assert resolve("/node/123") == (200, elsewhere)
    assert resolve("/event")[1]["permanent"] is False


@pytest.mark.parametrize("path", ["/node/123/", "//Node//123", "/node/123/?page=2", "/n%6Fde/123#x"])
def test_every_spelling_finds_a_redirect(leads, path):
    redirect("/node/123", "https://elsewhere.example/a")
    assert leads(path).startswith("https://elsewhere.example/a")


def test_the_spelling_asked_for_comes_first(leads):
    redirect("/a", "https://elsewhere.example/small")
    redirect("/A", "https://elsewhere.example/capital")
    assert leads("/A") == "https://elsewhere.example/capital"
    assert leads("/a") == "https://elsewhere.example/small"


def test_a_redirect_for_a_query_is_for_that_query_in_any_order(leads):
    redirect("/index.php?id=7&type=print", "https://elsewhere.example/print")
    redirect("/index.php", "https://elsewhere.example/other")
    assert leads("/index.php?type=print&id=7") == "https://elsewhere.example/print"
    redirect("/?p=12", "https://elsewhere.example/post")
    redirect("/", "https://elsewhere.example/home")
    assert leads("/?p=12") == "https://elsewhere.example/post"
    assert leads("/index.php?id=8") == "https://elsewhere.example/other?id=8"


def test_queries_of_both_go_along_before_the_fragment(leads):
    redirect("/a", "https://elsewhere.example/?x=1#top")
    assert leads("/a?y=2") == "https://elsewhere.example/?y=2&x=1#top"


def test_a_redirect_is_of_one_site_or_of_all_and_the_sites_own_comes_first(leads):
    redirect("/a", "https://elsewhere.example/all", site=None)
    redirect("/a", "https://elsewhere.example/one", site=OTHER_HOST)
    assert leads("/a") == "https://elsewhere.example/all"
    assert leads("/a", site=OTHER_HOST) == "https://elsewhere.example/one"


def test_a_live_page_wins_over_a_redirect_and_a_redirect_over_what_was(leads):
    redirect("/de/a", "https://elsewhere.example/")
    page(slug="moved", former_paths=["/de/a/"])
    assert leads("/de/a/") == "https://elsewhere.example/"
    gone = page(slug="a", state=State.GONE)
    assert leads("/de/a/") == "https://elsewhere.example/"
    gone.delete()
    page(slug="a")
    assert leads("/de/a/") == "page"
    assert leads("/de/a") == "/de/a/"


def test_a_redirect_that_is_not_public_leads_nowhere_and_leaves_no_trace(leads):
    redirect("/a", "https://elsewhere.example/", state=State.GONE)
    redirect("/b", "https://elsewhere.example/", visible_from=timezone.now() + timedelta(hours=1))
    assert (leads("/a"), leads("/b")) == (404, 404)


def test_chains_are_collapsed_to_the_last_address(resolve, get):
    last = page(slug="today", former_paths=["/de/once/"])
    redirect("/three", f"https://{HOST}/de/once/", ours=True)
    redirect("/two", f"https://{HOST}/three?x=1", ours=True, permanent=False)
    redirect("/one", f"https://{HOST}/two", ours=True)
    there = {"outcome": "redirect", "location": "/de/today/?y=2&x=1", "permanent": False}
    assert resolve("/one?y=2") == (200, there)
    assert get("pages/find/", html_path="/one")["Location"].endswith(f"/api/v1/pages/{last.object_id}/")


def test_a_chain_goes_from_site_to_site(leads):
    page(slug="there", site=OTHER_HOST)
    redirect("/a", f"https://{OTHER_HOST}/b", next_site=OTHER_HOST, ours=True)
    redirect("/b", f"https://{OTHER_HOST}/de/there/", site=OTHER_HOST, ours=True)
    assert leads("/a") == f"https://{OTHER_HOST}/de/there/"
    assert leads("/a", site=OTHER_HOST) == 404


def test_a_chain_that_ends_at_what_is_gone_is_410(leads):
    page(slug="gone", state=State.GONE)
    redirect("/a", f"https://{HOST}/de/gone/", ours=True)
    assert leads("/a") == 410


def test_an_address_of_ours_at_which_the_cms_has_nothing_is_given_as_it_is(leads):
    redirect("/a", f"https://{HOST}/shop/basket.php?x=1", ours=True)
    assert leads("/a") == "/shop/basket.php?x=1"


def test_a_loop_is_an_answer(leads, get):
    redirect("/a", f"https://{HOST}/b", ours=True)
    redirect("/b", f"https://{HOST}/a", ours=True)
    redirect("/self", f"https://{HOST}/self", ours=True)
    assert (leads("/a"), leads("/self")) == (404, 404)
    assert get("pages/find/", html_path="/a").status_code == 404


def test_find_knows_no_page_elsewhere(get):
    redirect("/a", "https://elsewhere.example/")
    assert get("pages/find/", html_path="/a").status_code == 404


def test_answers_carry_the_keys_of_all_that_they_met(get):
    row = page(slug="today", former_paths=["/de/once/"])
    first = redirect("/one", f"https://{HOST}/de/once/", ours=True)
    keys = get("resolve/", path="/one")["Surrogate-Key"].split()
    assert keys == [row.key, first.key, path_key("/one"), path_key("/de/once/"), "sites"]


def test_no_cache_keeps_a_redirect_longer_than_any_part_of_the_way(get):
    page(slug="today")
    redirect(
        "/one", f"https://{HOST}/de/today/", ours=True, visible_until=timezone.now() + timedelta(seconds=9)
    )
    assert get("resolve/", path="/one")["Cache-Control"] in ("public, max-age=8", "public, max-age=9")


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
