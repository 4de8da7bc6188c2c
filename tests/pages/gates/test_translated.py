"""A translation is published whole, or by somebody's choice and with a mark that readers see."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Workflow, WorkflowTask
from wagtail_localize.models import StringTranslation, Translation

from cms.pages.gates import Refused
from tests.factories import NewsPageFactory, Place
from tests.pages.gates.pages import Codes
from tests.projection.observing import content
from tests.projection.world import edit, submit_for_translation, translate_strings

CODE = "translation-incomplete"


@pytest.fixture
def german(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, title="Neue Brücke", summary="Kurz gesagt.")


@pytest.fixture
def translation(german: Any) -> Translation:
    """Of which the summary is missing, saved as a draft."""
    made = submit_for_translation(german, "en")
    translate_strings(made, "In English")
    summary(made).delete()
    made.save_target(publish=False)
    return made


@pytest.fixture
def english(translation: Translation) -> Any:
    return translation.get_target_instance()


def summary(translation: Translation) -> Any:
    return StringTranslation.objects.filter(locale=translation.target_locale, context__path="summary")


def complete(translation: Translation, words: str = "Said in short.") -> None:
    segment = translation.source.stringsegment_set.get(context__path="summary")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data=words,
        translation_type="manual",
    )


def status(german: Any) -> list[str]:
    return [version["status"] for version in content(german)["meta"]["translations"]]


def is_public(page: Any) -> bool:
    return Page.objects.get(pk=page.pk).live


def as_it_is(client: Client, page: Any) -> Any:
    address = f"/admin/translating/{page.pk}/as-it-is/"
    return client.post(address, {"read": client.get(address).context["read"]}, follow=True)


def test_what_is_missing_is_named_with_its_place(english: Any, codes: Codes) -> None:
    assert codes(english) == [(CODE, ""), (CODE, "summary")]


def test_a_text_in_a_block_is_named_by_its_block(german: Any, translation: Translation, codes: Codes) -> None:
    StringTranslation.objects.filter(context__path__startswith="body").delete()
    complete(translation)
    translation.save_target(publish=False)
    assert codes(translation.get_target_instance()) == [(CODE, ""), (CODE, "body.0")]


def test_localizes_own_publishing_is_refused_and_says_what_to_do(english: Any, desk: Client) -> None:
    answer = desk.post(f"/admin/pages/{english.pk}/edit/", {"action": "publish"})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "„Kurz gesagt.“ ist nicht übersetzt." in html
    assert f"/admin/translating/{english.pk}/as-it-is/" in html
    assert not is_public(english)


def test_every_other_door_asks(english: Any, translation: Translation, desk: Client, chief: Any) -> None:
    with pytest.raises(Refused):
        english.get_latest_revision().publish()
    english.refresh_from_db()
    with pytest.raises(Refused):
        edit(english, go_live_at=timezone.now() + timedelta(days=1)).publish()
    workflow = Workflow.objects.create(name="Release")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(english, chief).current_task_state
    for address in (
        f"/admin/pages/workflow/action/{english.pk}/approve/{state.pk}/",
        f"/admin/bulk/wagtailcore/page/publish/?id={english.pk}&next=/admin/",
    ):
        assert desk.post(address).status_code == 400
    update = f"/admin/localize/update/{translation.source_id}/"
    assert desk.post(update, {"publish_translations": "on"}).status_code == 400
    assert not is_public(english)


def test_a_draft_is_judged_by_what_it_says_and_not_by_what_is_translated_meanwhile(
    english: Any, translation: Translation
) -> None:
    complete(translation)
    with pytest.raises(Refused):
        english.get_latest_revision().publish()
    translation.save_target(publish=True)
    assert content(english)["summary"] == "Said in short."


def test_a_text_that_is_the_same_in_both_languages_is_translated_once_somebody_says_so(
    translation: Translation, english: Any
) -> None:
    complete(translation, "Kurz gesagt.")
    translation.save_target(publish=True)
    assert is_public(english)


def test_a_stopped_translation_does_not_let_out_what_it_left(english: Any, translation: Translation) -> None:
    Translation.objects.update(enabled=False)
    with pytest.raises(Refused):
        english.get_latest_revision().publish()
    by_hand = Page.objects.get(pk=english.pk).specific
    edit(by_hand, summary="Mine.").publish()
    assert is_public(english)


def test_published_as_it_is_readers_and_the_history_are_told_until_it_is_whole(
    german: Any, english: Any, translation: Translation, desk: Client, chief: Any
) -> None:
    as_it_is(desk, english)
    assert content(english)["summary"] == "Kurz gesagt."
    assert content(english)["meta"]["partly_in"] == "de"
    assert content(german)["meta"]["partly_in"] is None
    assert status(german) == ["partial"]
    entry = PageLogEntry.objects.get(page=english.pk, action="translation.publish_as_it_is")
    assert (entry.user, entry.data["texts"]) == (chief, ["Kurz gesagt."])
    complete(translation)
    translation.save_target(publish=True)
    assert content(english)["meta"]["partly_in"] is None
    assert status(german) == ["current"]
    call_command("check_published", verbosity=0)


def test_the_choice_holds_for_what_was_read_and_for_no_later_version(
    english: Any, translation: Translation, desk: Client
) -> None:
    address = f"/admin/translating/{english.pk}/as-it-is/"
    read = desk.get(address).context["read"]
    StringTranslation.objects.filter(context__path="title").delete()
    assert "Kurz gesagt." in desk.post(address, {"read": read}).content.decode()
    assert not is_public(english)
    as_it_is(desk, english)
    assert is_public(english)
    with pytest.raises(Refused):
        translation.save_target(publish=True)


def test_where_nothing_is_missing_nothing_is_marked(
    english: Any, translation: Translation, desk: Client
) -> None:
    complete(translation)
    desk.get(f"/admin/translating/{english.pk}/as-it-is/")
    assert not is_public(english)


def test_who_may_not_publish_cannot_choose_it(english: Any, client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("stranger"))
    answer = client.post(f"/admin/translating/{english.pk}/as-it-is/", {"read": "x"})
    assert answer.status_code in {302, 403}
    assert not is_public(english)
