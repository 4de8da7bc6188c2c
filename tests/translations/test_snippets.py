"""Topics, contacts and menus that are translated: readers get them once they are whole, and not before."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.projection.doors import door
from home.models import Menu
from newsroom.models import NewsTopic, Topic
from tests.factories import MenuFactory, NewsPageFactory, Place, SiteIdentityFactory, TopicFactory
from tests.projection.observing import content, differences, item
from tests.projection.world import submit_for_translation, translate_strings


@pytest.fixture
def topic(place: Place) -> Topic:
    with door():
        made: Topic = TopicFactory(slug="work", title="Arbeit", description="Was Menschen bewegt.")
    return made


@pytest.fixture
def english(topic: Topic) -> Topic:
    """Begun, as *Translate this topic* does."""
    with door():
        translate_object(topic, [Locale.objects.get(language_code="en")])
    made: Topic = Topic.objects.get(translation_key=topic.translation_key, locale__language_code="en")
    return made


def translation_of(snippet: Any) -> Translation:
    return Translation.objects.get(source__object_id=snippet.translation_key)


def shown(topic: Topic) -> str | None:
    return content(f"topic-{topic.pk}")["label"] if item(f"topic-{topic.pk}") else None


def publish(client: Client, snippet: Any) -> str:
    """What the editor says after *Publish*."""
    kind = snippet._meta
    address = reverse(f"wagtailsnippets_{kind.app_label}_{kind.model_name}:edit", args=[snippet.pk])
    return client.post(address, {"action": "publish"}, follow=True).content.decode()


def test_one_that_is_begun_is_nothing_to_readers_until_all_of_it_is_translated(
    place: Place, chief: Client, english: Topic
) -> None:
    page = NewsPageFactory(
        parent=place.newsrooms["en"], locale=place.newsrooms["en"].locale, topics=[NewsTopic(topic=english)]
    )
    assert english.title == "Arbeit"
    assert shown(english) is None
    assert content(page)["topics"] == [{"value": "work", "label": "Arbeit"}]  # as without a translation
    assert "2 texts are not translated yet." in publish(chief, english)
    assert shown(english) is None
    with door():
        translate_strings(translation_of(english), "Work")
    assert "Published" in publish(chief, english)
    assert shown(english) == "Work"
    assert content(page)["topics"] == [{"value": "work", "label": "Work"}]
    assert differences() == []


def test_the_same_words_in_both_languages_are_a_translation_too(english: Topic) -> None:
    with door():
        for segment in translation_of(english).source.stringsegment_set.all():
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=english.locale,
                data=segment.string.data,
            )
    assert shown(english) == "Arbeit"
    assert differences() == []


def test_one_whose_translation_is_stopped_is_the_editors_own(english: Topic) -> None:
    translation = translation_of(english)
    with door():
        translation.enabled = False
        translation.save(update_fields=["enabled"])
    assert shown(english) == "Arbeit"
    assert differences() == []


def test_what_is_public_stays_as_it_is_when_its_original_says_more(topic: Topic, english: Topic) -> None:
    translation = translation_of(english)
    with door():
        translate_strings(translation, "Work")
        translation.save_target()
    topic.title = "Arbeit und Beruf"
    with door():
        topic.save()
        translation.source.update_from_db()
        translation.save_target()
    assert shown(english) == "Work"
    with door():
        translate_strings(translation, "Work and jobs")
        translation.save_target()
    assert shown(english) == "Work and jobs"
    assert differences() == []


def test_a_menu_and_a_sites_identity_that_are_begun_are_as_if_they_were_not_there(place: Place) -> None:
    said = {"title": "Über uns", "url": "https://example.org/", "intro": "Wer wir sind."}
    with door():
        menu = MenuFactory(site=place.site, items=[("panel", said)])
        identity = SiteIdentityFactory(site=place.site, name="Agentur", contact_address="Berlin")
    with door():
        for each in (menu, identity):
            submit_for_translation(each, "en").save_target()
    (english,) = Menu.objects.filter(locale__language_code="en")
    assert item(f"menu-{english.pk}") is None
    told = content(f"site-{place.site.pk}-en")
    assert (told["name"], told["contact"]["address"]) == (place.site.site_name, None)
    with door():
        for each in (menu, identity):
            translate_strings(translation_of(each), "In English")
            translation_of(each).save_target()
    assert content(f"menu-{english.pk}")["items"][0]["title"] == "In English"
    assert content(f"site-{place.site.pk}-en")["name"] == "In English"
    assert differences() == []
