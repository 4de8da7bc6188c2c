"""Where paths lead that editors have redirected: which redirect is taken, and what lies beyond it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.published.models import State
from cms.published.surrogates import path_key
from tests.published.factory import HOST, OTHER_HOST, page, redirect

pytestmark = pytest.mark.django_db


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
