"""What each role must be able to do: a text's whole way, over HTTP, to what readers get."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail_localize.models import Translation

from newsroom.models import NewsPage
from tests import factories
from tests.factories import Place
from tests.preview.test_editors import form_of
from tests.projection.world import translate_strings
from tests.roles.conftest import Person

EDIT = "wagtailadmin_pages:edit"


# What rich text fields send when they are empty.
EMPTY = {"notes_to_editors": "null"}


def read(page: Page) -> Any:
    """What readers are answered."""
    return Client().get(f"/api/v1/pages/{page.pk}/")


def write(author: Person, place: Place, **more: str) -> NewsPage:
    """In the admin's form."""
    address = reverse("wagtailadmin_pages:add", args=["newsroom", "newspage", place.newsroom.pk])
    form = form_of(author.admin, address) | {
        "title": "Neu",
        "slug": "neu",
        "kind": "news",
        "summary": "Kurz.",
    }
    answer = author.admin.post(address, form | EMPTY | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return NewsPage.objects.get(slug="neu")


def decide(who: Person, page: Page, action: str) -> int:
    """Approve or reject at the step where the page is; what is answered."""
    state = Page.objects.get(pk=page.pk).current_workflow_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state])
    return int(who.admin.post(address, {"comment": "See above."}).status_code)


def test_from_author_over_reviewer_and_press_officer_to_readers(
    place: Place, people: dict[str, Person]
) -> None:
    page = write(people["author"], place, **{"action-submit": "1"})
    assert read(page).status_code == 404
    assert decide(people["reviewer"], page, "approve") == 302
    assert read(page).status_code == 404
    assert decide(people["press_officer"], page, "approve") == 302
    assert read(page).json()["title"] == "Neu"


def test_sent_back_it_comes_again(place: Place, people: dict[str, Person]) -> None:
    page = write(people["author"], place, **{"action-submit": "1"})
    decide(people["reviewer"], page, "reject")
    address = reverse(EDIT, args=[page.pk])
    form = form_of(people["author"].admin, address)
    people["author"].admin.post(address, form | EMPTY | {"title": "Besser", "action-submit": "1"})
    decide(people["reviewer"], page, "approve")
    decide(people["press_officer"], page, "approve")
    assert read(page).json()["title"] == "Besser"


@pytest.mark.parametrize("name", ["author", "reviewer", "translator de"])
def test_who_may_not_publish_saves_a_draft_instead(
    name: str, place: Place, people: dict[str, Person]
) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Alt")
    address = reverse(EDIT, args=[page.pk])
    form = form_of(people[name].admin, address)
    people[name].admin.post(address, form | EMPTY | {"title": "Neu", "action-publish": "1"})
    assert read(page).json()["title"] == "Alt"


def test_a_press_officer_publishes_alone(place: Place, people: dict[str, Person]) -> None:
    page = write(people["press_officer"], place, **{"action-publish": "1"})
    assert read(page).json()["title"] == "Neu"


def submitted(page: Page, translator: Person, language: str = "en") -> Translation:
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    answer = translator.admin.post(address, {"locales": factories.locale(language).pk})
    assert answer.status_code == 302
    return Translation.objects.get(target_locale__language_code=language)


def test_a_translation_goes_the_same_way(place: Place, people: dict[str, Person]) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch", summary="Kurz.")
    translator = people["translator en"]
    translation = submitted(page, translator)
    english = page.get_translation(factories.locale("en"))
    assert not english.live
    assert translator.admin.get(reverse(EDIT, args=[english.pk])).status_code == 200
    hand_in = reverse("roles:translation", args=[english.pk])
    lacking = translator.admin.get(hand_in, headers={"Accept-Language": "en"}).content.decode()
    assert re.search(r"texts are not translated yet: (“Deutsch”, “Kurz\.”|“Kurz\.”, “Deutsch”)", lacking)
    translate_strings(translation, "English")
    assert "Hand in" in translator.admin.get(hand_in, headers={"Accept-Language": "en"}).content.decode()
    assert translator.admin.post(hand_in).status_code == 302
    assert read(english).status_code == 404
    decide(people["reviewer"], english, "approve")
    assert people["press_officer"].admin.get(hand_in).context["may_decide"]
    decide(people["press_officer"], english, "approve")
    assert read(english).json()["title"] == "English"


def test_who_decides_about_a_translation_is_told_what_has_become_of_it(
    place: Place, people: dict[str, Person]
) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch", summary="Kurz.")
    translator = people["translator en"]
    translate_strings(submitted(page, translator), "English")
    english = page.get_translation(factories.locale("en"))
    hand_in = reverse("roles:translation", args=[english.pk])

    def said(who: Person, action: str, comment: str = "") -> tuple[str, list[str]]:
        state = Page.objects.get(pk=english.pk).current_workflow_task_state.pk
        address = reverse("roles:decide", args=[english.pk, action, state])
        answer = who.admin.post(address, {"comment": comment}, follow=True)
        return answer.request["PATH_INFO"], [str(each) for each in answer.context["messages"]]

    translator.admin.post(hand_in)
    assert said(translator, "approve")[0] == reverse("wagtailadmin_home")  # may not
    assert said(people["reviewer"], "reject") == (
        hand_in,
        ["Sagen Sie, was zu ändern ist: Wer es zurückbekommt, liest es."],
    )
    assert said(people["reviewer"], "reject", "Bitte kürzer.") == (
        hand_in,
        ["Änderungen sind angefordert: Die Übersetzung geht zurück."],
    )
    translator.admin.post(hand_in)
    (told,) = said(people["reviewer"], "approve")[1]
    assert told.startswith("Die Übersetzung ist freigegeben. Der nächste Schritt ist: ")
    factories.embargo(english, timezone.now() + timedelta(days=1))
    (told,) = said(people["press_officer"], "approve")[1]
    assert told == "Die Übersetzung ist freigegeben. Öffentlich wird sie, wenn die Sperrfrist endet."
    assert read(english).status_code == 404


def test_a_translation_that_lacks_texts_is_not_handed_in(place: Place, people: dict[str, Person]) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch", summary="Kurz.")
    submitted(page, people["translator en"])
    english = page.get_translation(factories.locale("en"))
    answer = people["translator en"].admin.post(reverse("roles:translation", args=[english.pk]), follow=True)
    assert "3 Texte sind noch nicht übersetzt: „" in answer.content.decode()
    assert not english.workflow_in_progress


def test_a_translation_that_was_sent_back_is_handed_in_again(place: Place, people: dict[str, Person]) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch", summary="Kurz.")
    translation = submitted(page, people["translator en"])
    english = page.get_translation(factories.locale("en"))
    translate_strings(translation, "English")
    hand_in = reverse("roles:translation", args=[english.pk])
    people["translator en"].admin.post(hand_in)
    decide(people["reviewer"], english, "reject")
    assert "See above." in people["translator en"].admin.get(hand_in).content.decode()
    translate_strings(translation, "Better")
    people["translator en"].admin.post(hand_in)
    decide(people["reviewer"], english, "approve")
    decide(people["press_officer"], english, "approve")
    assert read(english).json()["title"] == "Better"


def test_a_live_pages_translation_is_handed_in_without_a_change_for_readers(
    place: Place, people: dict[str, Person]
) -> None:
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch", summary="Kurz.")
    translation = submitted(page, people["translator en"])
    translate_strings(translation, "First")
    translation.save_target(publish=False)
    english = factories.publish(page.get_translation(factories.locale("en")).specific)
    translate_strings(translation, "Second")
    people["translator en"].admin.post(reverse("roles:translation", args=[english.pk]))
    assert read(english).json()["title"] == "First"


def test_the_log_names_each_of_them(place: Place, people: dict[str, Person]) -> None:
    page = write(people["author"], place, **{"action-submit": "1"})
    decide(people["reviewer"], page, "approve")
    decide(people["press_officer"], page, "approve")
    logged = PageLogEntry.objects.filter(page=page.pk).values_list("action", "user__username")
    assert {
        ("wagtail.create", "author"),
        ("wagtail.workflow.start", "author"),
        ("wagtail.workflow.approve", "reviewer"),
        ("wagtail.workflow.approve", "press_officer"),
        ("wagtail.publish", "press_officer"),
    } <= set(logged)


def test_the_log_says_who_made_the_groups(db: None, place: Place, people: dict[str, Person]) -> None:
    made = ModelLogEntry.objects.filter(content_type__model="group", action="wagtail.create")
    assert made.count() == 8
