"""Items that are versions of one another, and trees of languages."""

from itertools import permutations
from typing import Any

import pytest
from wagtail.models import Locale

from newsroom.models import NewsPage, NewsroomPage
from tests.factories import Place, locale
from tests.newsroom.ninjs.desk import Desk, Item, content, make_item

ORIGINAL = "https://news.agency.example/bridge.en.html"


def version(language: str, of: str = ORIGINAL, **changes: Any) -> Item:
    return make_item(
        f"bridge.{language}", language=language, altIds=[{"role": "translation-of", "value": of}], **changes
    )


def keys() -> set[Any]:
    return set(NewsPage.objects.values_list("translation_key", flat=True))


def test_versions_of_one_item_are_translations_of_each_other(desk: Desk) -> None:
    desk(version("de"), make_item("bridge.en", language="en"))
    german, english = (NewsPage.objects.get(locale__language_code=code) for code in ("de", "en"))
    assert content(german)["meta"]["translations"][0]["id"] == english.pk
    assert content(english)["meta"]["translations"][0]["id"] == german.pk


def test_versions_find_each_other_without_the_original(desk: Desk) -> None:
    desk(version("de"), version("fr"), create_locales=True)
    assert len(keys()) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_versions_find_each_other_in_any_order_of_imports(desk: Desk, order: tuple[int, ...]) -> None:
    items = [make_item("bridge.en", language="en"), version("de"), version("fr")]
    for at in order:
        desk(items[at], create_locales=True)
    assert len(keys()) == 1
    assert NewsPage.objects.count() == 3


@pytest.mark.parametrize("first", [0, 1])
def test_a_version_may_be_named_by_its_web_address(desk: Desk, first: int) -> None:
    web = [{"role": "web", "value": ORIGINAL}]
    items = [make_item(uri="urn:newsml:agency.example:1", language="en", altIds=web), version("de")]
    desk(items[first])
    desk(items[1 - first])
    assert len(keys()) == 1
    assert NewsPage.objects.get(locale__language_code="en").source_url == ORIGINAL


def test_a_chain_of_versions_is_one_group(desk: Desk) -> None:
    german = version("de")
    desk(version("fr", of=german["uri"]), german, make_item("bridge.en", language="en"), create_locales=True)
    assert len(keys()) == 1


def test_an_item_that_says_later_what_it_is_a_version_of_joins_then(desk: Desk) -> None:
    desk(make_item("bridge.en", language="en"), make_item("bridge.de"))
    assert len(keys()) == 2
    assert desk.words(version("de")) == ["updated"]
    assert len(keys()) == 1


def test_two_versions_in_one_language_are_not_both_taken(desk: Desk) -> None:
    lines = desk(version("de"), make_item("b2.de", altIds=[{"role": "translation-of", "value": ORIGINAL}]))
    assert [line.split(" ")[0] for line in lines] == ["created", "refused"]
    assert "its version in “de” already" in lines[1]


def test_a_language_without_a_newsroom_is_refused_unless_asked_for(desk: Desk) -> None:
    line = desk(make_item("bridge.fr", language="fr"))[0]
    assert line.endswith("there is no newsroom in “fr” (--create-locales makes one)")
    assert desk.failed
    assert not Locale.objects.filter(language_code="fr").exists()


def test_a_new_language_gets_placeholders_that_show_no_wrong_language(desk: Desk, site: Place) -> None:
    desk(make_item("bridge.fr", language="fr"), create_locales=True)
    page = NewsPage.objects.get()
    room = NewsroomPage.objects.get(locale__language_code="fr")
    assert room.alias_of_id == site.newsrooms["de"].pk
    assert page.get_parent().pk == room.pk
    assert content(page)["meta"]["html_path"].startswith("/fr/")
    assert content(page)["meta"]["locale"] == "fr"


def test_a_tree_that_could_not_be_used_is_not_left_behind(desk: Desk) -> None:
    desk(make_item("bridge.fr", language="fr", uri="https://a.example/" + "x" * 600), create_locales=True)
    bad = make_item("b.fr", language="fr", firstCreated="9999-12-31T23:59:59-14:00")
    desk(bad, create_locales=True)
    assert desk.failed
    assert not Locale.objects.filter(language_code="fr").exists()


def test_regions_of_a_language_belong_to_it(desk: Desk) -> None:
    desk(make_item(language="de-AT"))
    assert NewsPage.objects.get().locale.language_code == "de"


def test_a_newsroom_can_be_named_in_any_language(desk: Desk, site: Place) -> None:
    desk(make_item(), newsroom=site.newsrooms["en"].pk)
    assert NewsPage.objects.get().get_parent().pk == site.newsrooms["de"].pk


def test_a_page_that_is_no_newsroom_is_refused(desk: Desk, site: Place) -> None:
    desk(make_item(), newsroom=site.homes["de"].pk)
    assert desk.failed
    assert not NewsPage.objects.exists()


def test_a_placeholder_of_another_language_becomes_the_page(desk: Desk, site: Place) -> None:
    desk(make_item("bridge.en", language="en"))
    placeholder = NewsPage.objects.get().copy_for_translation(locale("de"), alias=True)
    desk(version("de"))
    page = NewsPage.objects.get(pk=placeholder.pk)
    assert (page.alias_of_id, page.source_id, page.live) == (None, version("de")["uri"], True)
    assert page.slug == "neue-bruecke-ueber-die-lahn"
    assert content(page)["title"] == "Neue Brücke über die Lahn"
