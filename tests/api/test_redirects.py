"""Every path that leads elsewhere, for builds of static sites."""

import pytest

from cms.published.models import State
from tests.published.factory import HOST, OTHER_HOST, page, redirect

pytestmark = pytest.mark.django_db


def test_redirects_and_former_paths_with_their_last_address(get):
    page(slug="today", former_paths=["/de/once/", "/de/taken/"])
    page(slug="taken")
    page(slug="original", alias_paths=["/en/original/"])
    page(slug="gone", state=State.GONE, former_paths=["/de/was/"])
    redirect("/node/1", f"https://{HOST}/de/once/", ours=True)
    redirect("/node/2?x=1", "https://elsewhere.example/", site=None, permanent=False)
    redirect("/de/taken", "https://elsewhere.example/")
    redirect("/loop", f"https://{HOST}/loop", ours=True)
    redirect("/dead", f"https://{HOST}/de/gone/", ours=True)
    redirect("/other", "https://elsewhere.example/", site=OTHER_HOST)
    answer = get("redirects/").json()
    found = [(each["path"], each["location"], each["permanent"], each["source"]) for each in answer["items"]]
    assert found == [
        ("/de/once/", "/de/today/", True, "former"),
        ("/en/original/", "/de/original/", False, "untranslated"),
        ("/node/1", "/de/today/", True, "editor"),
        ("/node/2?x=1", "https://elsewhere.example/", False, "editor"),
    ]
    assert answer["meta"]["total_count"] == len(found)
    assert {each["site"] for each in answer["items"]} == {HOST}
    for path, location, permanent, _ in found:
        resolved = get("resolve/", path=path).json()
        assert (resolved["location"], resolved["permanent"]) == (location, permanent), path
    network = get("redirects/", site="*").json()["items"]
    assert [each["path"] for each in network if each["site"] == OTHER_HOST] == ["/node/2?x=1", "/other"]


def test_an_editors_redirect_comes_before_a_former_path(get):
    page(slug="today", former_paths=["/de/a/"])
    redirect("/de/a", "https://elsewhere.example/")
    answer = get("redirects/").json()
    assert [each["location"] for each in answer["items"]] == ["https://elsewhere.example/"]
    assert answer["meta"]["total_count"] == 1


def test_what_leads_nowhere_is_neither_counted_nor_takes_anothers_place(get, client):
    page(slug="gone", state=State.GONE)
    for number in range(6):
        redirect(f"/dead/{number}", f"https://{HOST}/de/gone/", ours=True)
        redirect(f"/node/{number}", "https://elsewhere.example/")
    answer = get("redirects/", limit=4).json()
    assert answer["meta"]["total_count"] == 6
    assert len(answer["items"]) == 4
    answer = client.get(answer["meta"]["next"]).json()
    assert (answer["meta"]["total_count"], len(answer["items"]), answer["meta"]["next"]) == (6, 2, None)


def test_cursors_reach_each_once(get, client):
    for number in range(7):
        redirect(f"/node/{number}", "https://elsewhere.example/")
    found, answer = [], get("redirects/", limit=3).json()
    assert answer["meta"]["total_count"] == 7
    while True:
        found += [each["path"] for each in answer["items"]]
        if answer["meta"]["next"] is None:
            break
        answer = client.get(answer["meta"]["next"]).json()
    assert found == [f"/node/{number}" for number in range(7)]


def test_answers_are_purged_with_redirects_and_with_pages(get):
    assert get("redirects/")["Surrogate-Key"].split() == ["list-redirect", "list-page", "sites"]


def test_wrong_ways_to_ask_are_refused(mistakes):
    assert list(mistakes("redirects/", limit=1001)) == ["limit"]
    assert list(mistakes("redirects/", cursor="x")) == ["cursor"]
    assert list(mistakes("redirects/", locale="de")) == ["locale"]
