"""Menus as frontends ask for them: made by editors or from the tree, and which of them comes first."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone

from cms.published.models import PublishedItem
from tests.published import factory
from tests.published.factory import HOST, OTHER_HOST, SECTION, page

pytestmark = pytest.mark.django_db


def menu(name: str = "main", locale: str = "de", title: str = "Von Hand", **columns: Any) -> PublishedItem:
    number = next(factory.numbers)
    entry = {"id": "a", "title": title, "intro": None, "url": "https://a.example/", "page": None, "items": []}
    card = orjson.dumps({"name": name, "locale": locale, "items": [entry]}).decode()
    columns = {"site": HOST, "sites": [columns.get("site", HOST)], **columns}
    return PublishedItem.objects.create(
        key=f"menu-{number}",
        what="menu",
        object_id=number,
        type="home.Menu",
        slug=name,
        locale=locale,
        card=card,
        content=card,
        version=1,
        changed_at=factory.newest,
        **columns,
    )


def in_menus(title: str, **columns: Any) -> PublishedItem:
    return page(title=title, type=SECTION, show_in_menus=True, **columns)


def titles(nodes: list[dict[str, Any]]) -> list[Any]:
    return [(node["title"], [each["title"] for each in node["items"]]) for node in nodes]


def test_a_menu_that_editors_have_made_is_given_as_they_made_it(get):
    row = menu()
    response = get("menus/main/")
    assert response.content == row.card.encode()
    assert row.key in response["Surrogate-Key"].split()


def test_a_menu_that_nobody_has_made_follows_from_the_tree(get):
    first, second = in_menus("Wir", tree_path="00010001"), in_menus("Arbeit", tree_path="00010002")
    in_menus("Beratung", parent=second)
    page(parent=second, title="Nicht im Menü")
    found = get("menus/main/").json()
    assert (found["name"], found["locale"]) == ("main", "de")
    assert titles(found["items"]) == [("Wir", []), ("Arbeit", ["Beratung"])]
    assert found["items"][0] == {
        "id": first.key,
        "title": "Wir",
        "intro": None,
        "url": f"https://{HOST}{first.html_path}",
        "page": {"id": first.object_id, "html_path": first.html_path, "locale": "de"},
        "items": [],
    }
    assert titles(get("menus/footer/").json()["items"]) == [("Wir", []), ("Arbeit", [])]


def test_a_page_in_anothers_tree_is_said_to_be_in_its_own_language(get):
    moved = in_menus("Our work", locale="en", html_path="/de/our-work/")
    [node] = get("menus/main/", locale="en").json()["items"]
    assert node["page"] == {"id": moved.object_id, "html_path": "/de/our-work/", "locale": "en"}


def test_what_is_not_public_or_elsewhere_is_in_no_menu_from_the_tree(get):
    hidden = in_menus("Kommt", visible_from=timezone.now() + timedelta(hours=1))
    in_menus("Darunter", parent=hidden)
    in_menus("Anderswo", site=OTHER_HOST)
    in_menus("Adoptiert", site=OTHER_HOST, sites=[OTHER_HOST, HOST])
    in_menus("Da")
    assert titles(get("menus/main/").json()["items"]) == [("Da", [])]


def test_the_text_of_a_panel_is_the_summary_of_its_page(get):
    row = in_menus("Arbeit")
    card = orjson.loads(row.card)
    row.card = orjson.dumps({**card, "summary": "Was wir tun."}).decode()
    row.save()
    assert get("menus/main/").json()["items"][0]["intro"] == "Was wir tun."


def test_an_answer_from_the_tree_ends_with_the_first_of_its_pages(get):
    in_menus("Bald fort", visible_until=timezone.now() + timedelta(seconds=10))
    assert int(get("menus/main/")["Cache-Control"].rpartition("=")[2]) <= 10


def test_the_asked_language_comes_first_even_where_nobody_has_made_a_menu_in_it(get):
    menu(locale="en", title="By hand")
    in_menus("Arbeit")
    assert get("menus/main/", locale="de", fallback="en").json()["items"][0]["title"] == "Arbeit"
    assert get("menus/main/", locale="en", fallback="de").json()["locale"] == "en"


def test_a_missing_language_falls_back_and_says_so(get):
    menu("press", locale="en")
    assert get("menus/press/", locale="de").status_code == 404
    found = get("menus/press/", locale="de", fallback="en").json()
    assert found["locale"] == "en"


def test_the_list_has_each_menu_once_in_its_best_language(get):
    menu("main", locale="de")
    menu("main", locale="en")
    menu("press", locale="en")
    found = get("menus/", locale="de", fallback="en").json()
    assert [(each["name"], each["locale"]) for each in found["items"]] == [
        ("main", "de"), ("footer", "de"), ("legal", "de"), ("press", "en"),
    ]  # fmt: skip
    assert found["meta"]["total_count"] == 4


def test_the_list_has_every_language_that_is_asked_for(get):
    menu("main", locale="de")
    menu("main", locale="en")
    menu("press", locale="en")
    found = get("menus/", locale="*").json()["items"]
    assert [(each["name"], each["locale"]) for each in found] == [
        ("main", "de"), ("main", "en"), ("footer", "de"), ("legal", "de"), ("press", "en"),
    ]  # fmt: skip


def test_the_legal_menu_has_the_pages_that_the_law_asks_for(get):
    link = {
        "id": 9,
        "title": "Impressum",
        "locale": "de",
        "html_path": "/de/impressum/",
        "html_url": f"https://{HOST}/de/impressum/",
    }
    factory.site_item(legal=[link])
    [node] = get("menus/legal/").json()["items"]
    assert (node["title"], node["page"]["id"], node["page"]["locale"]) == ("Impressum", 9, "de")


def test_each_site_has_its_own_menus(get):
    menu(title="Hier")
    menu(title="Dort", locale="ar", site=OTHER_HOST)
    assert get("menus/main/").json()["items"][0]["title"] == "Hier"
    assert get("menus/main/", site=OTHER_HOST).json()["items"][0]["title"] == "Dort"


@pytest.mark.parametrize("name", ["Main", "a b", "none", "%00"])
def test_a_name_that_no_menu_has_is_404(client, sites, name):
    assert client.get(f"/api/v1/menus/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({"site": "*"}, "site"),
        ({"site": "nowhere.example"}, "site"),
        ({"locale": "xx"}, "locale"),
        ({"fallback": "*"}, "fallback"),
        ({"locale": "*", "fallback": "de"}, "fallback"),
        ({"fallbak": "en"}, "fallbak"),
    ],
)
@pytest.mark.parametrize("path", ["menus/", "menus/main/", "site/"])
def test_wrong_parameters_are_refused(client, sites, path, parameters, wrong):
    response = client.get(f"/api/v1/{path}", parameters)
    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]] == [wrong]


def test_an_answer_is_kept_until_something_is_written(get):
    row = menu()
    first = get("menus/main/")
    assert get("menus/main/").content == first.content
    row.delete()
    # Told by the token, which the read before this one has seen.
    assert get("menus/main/").json()["items"] == []


def test_a_page_with_the_root_of_another_site_above_it_is_in_no_menu_of_this_one(get):
    in_menus("Fremd", parent_key=None, ancestor_keys=[])
    assert get("menus/main/").json() == {"name": "main", "locale": "de", "items": []}


def test_a_language_that_the_site_does_not_speak_has_no_menu_at_all(get):
    assert get("menus/main/", locale="ar").status_code == 404
    assert get("menus/", locale="ar").json()["items"] == []
    assert get("menus/main/", locale="ar", fallback="en").json()["locale"] == "en"
