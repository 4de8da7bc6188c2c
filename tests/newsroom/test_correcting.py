"""Corrections of what is public, made in a form of their own: per language, at once, and taken back.

Longer than other files: all of it fills the same form.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import GroupPagePermission, PageLogEntry

from cms.published.models import Change, PublishedItem
from newsroom.correcting.forms import state_of
from newsroom.models import Correction, NewsPage
from tests import factories
from tests.factories import Place
from tests.projection.observing import content, differences
from tests.projection.world import edit, submit_for_translation, translate_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(place: Place) -> Any:
    return factories.NewsPageFactory(parent=place.newsroom, title="Neues", summary="Im Juni.")


@pytest.fixture
def english(news: Any) -> Any:
    return factories.translate(news, "en", title="New")


@pytest.fixture
def admin(news: Any) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "unused"))
    return client


def correct(admin: Client, page: Any, **fields: Any) -> Any:
    address = reverse("correcting:corrections", args=[page.pk])
    return admin.post(address, {"kind": "correction", "date": "2026-07-03", **fields}, follow=True)


def draft_of(page: Any) -> dict[str, str]:
    """The box that offers to publish the draft, ticked."""
    page.refresh_from_db()
    return {f"draft-{page.pk}": state_of(page.latest_revision)}


def take_back(admin: Client, page: Any, **fields: Any) -> Any:
    address = reverse("correcting:take_back", args=[page.pk, Correction.objects.get().pk])
    return admin.post(address, fields, follow=True)


def last_change(page: Any) -> str:
    return Change.objects.filter(key=f"page-{page.pk}").latest("sequence").action


def test_readers_see_each_languages_own_note_at_once(admin: Client, news: Any, english: Any) -> None:
    before = PublishedItem.objects.get(key=f"page-{news.pk}")

    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni.", f"note-{english.pk}": "July, not June."})

    assert content(news)["corrections"] == [
        {"kind": "correction", "date": "2026-07-03", "note": "Juli statt Juni."}
    ]
    assert content(english)["corrections"][0]["note"] == "July, not June."
    after = PublishedItem.objects.get(key=f"page-{news.pk}")
    assert '"corrected":true' in after.card
    assert after.changed_at > before.changed_at
    assert after.edited_at > before.edited_at
    assert (last_change(news), last_change(english)) == ("corrected", "corrected")
    assert differences() == []


def test_a_language_without_a_note_is_as_it_was(admin: Client, news: Any, english: Any) -> None:
    correct(admin, news, **{f"note-{english.pk}": "July, not June."})
    assert content(news)["corrections"] == []
    assert content(news)["corrected"] is False


def test_a_draft_stays_a_draft_unless_it_is_published_with_the_note(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    assert content(news)["summary"] == "Im Juni."

    correct(admin, news, **{f"note-{news.pk}": "Noch einmal: Juli.", **draft_of(news)})
    assert content(news)["summary"] == "Im Juli."
    assert last_change(news) == "corrected"


def test_what_a_draft_changes_has_to_be_said(admin: Client, news: Any, english: Any) -> None:
    edit(news, summary="Im Juli.")
    answer = correct(admin, news, **{**draft_of(news), f"note-{english.pk}": "July, not June."})
    assert "Say what the draft changes." in answer.content.decode()
    assert content(news)["summary"] == "Im Juni."
    assert not Correction.objects.exists()


def test_a_draft_that_is_not_in_order_is_not_published_and_nothing_typed_is_lost(
    admin: Client, news: Any, english: Any
) -> None:
    edit(news, summary="")
    answer = correct(
        admin,
        news,
        **{f"note-{news.pk}": "Ohne Vorspann.", **draft_of(news), f"note-{english.pk}": "So."},
    )
    shown = answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert "Ohne Vorspann." in shown
    assert not Correction.objects.exists()
    assert content(news)["summary"] == "Im Juni."
    assert content(english)["corrections"] == []


def test_a_correction_says_something(admin: Client, news: Any) -> None:
    assert "Write a note in at least one language." in correct(admin, news).content.decode()
    assert not Correction.objects.exists()


@pytest.mark.parametrize("date", ["", "tomorrow", "2026-02-30"])
def test_a_wrong_date_is_refused_and_nothing_typed_is_lost(admin: Client, news: Any, date: str) -> None:
    answer = correct(admin, news, date=date, **{f"note-{news.pk}": "Juli statt Juni."})
    assert answer.context["form"].errors["date"]
    assert "Juli statt Juni." in answer.content.decode()
    assert not Correction.objects.exists()


def test_one_that_is_made_can_be_changed(admin: Client, news: Any, english: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli stat Juni.", f"note-{english.pk}": "July."})
    made = Correction.objects.get()
    admin.post(
        reverse("correcting:change", args=[news.pk, made.pk]),
        {"kind": "update", "date": "2026-07-04", f"note-{news.pk}": "Juli statt Juni."},
    )
    assert content(news)["corrections"] == [
        {"kind": "update", "date": "2026-07-04", "note": "Juli statt Juni."}
    ]
    assert content(english)["corrections"] == []


def test_taken_back_it_has_never_been(admin: Client, news: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    take_back(admin, news)
    assert content(news)["corrections"] == []
    assert last_change(news) == "updated"


def test_the_text_comes_back_with_it(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni.", **draft_of(news)})
    take_back(admin, news, **{f"text-{news.pk}": "on"})
    assert (content(news)["summary"], content(news)["corrections"]) == ("Im Juni.", [])
    news.refresh_from_db()
    assert news.get_latest_revision_as_object().summary == "Im Juni."
    assert not news.has_unpublished_changes


def test_a_draft_saved_since_stays_when_the_text_comes_back_and_that_is_told(
    admin: Client, news: Any
) -> None:
    edit(news, summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni.", **draft_of(news)})
    edit(NewsPage.objects.get(pk=news.pk), summary="Im August.")
    address = reverse("correcting:take_back", args=[news.pk, Correction.objects.get().pk])
    assert "The draft that was saved since stays as it is." in admin.get(address).content.decode()
    take_back(admin, news, **{f"text-{news.pk}": "on"})
    news.refresh_from_db()
    assert content(news)["summary"] == "Im Juni."
    assert news.get_latest_revision_as_object().summary == "Im August."
    assert news.has_unpublished_changes


def test_its_translation_is_no_longer_outdated_when_the_text_comes_back(admin: Client, news: Any) -> None:
    translation = submit_for_translation(news, "en")
    translate_strings(translation, "[EN]")
    translation.save_target(publish=True)
    assert status_of(news) == "current"
    edit(NewsPage.objects.get(pk=news.pk), summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni.", **draft_of(news)})
    assert status_of(news) == "outdated"
    take_back(admin, news, **{f"text-{news.pk}": "on"})
    assert status_of(news) == "current"


def status_of(news: Any) -> str:
    """Of its one translation."""
    [translation] = content(news)["meta"]["translations"]
    return str(translation["status"])


def test_a_mirror_shows_its_originals(admin: Client, news: Any) -> None:
    mirror = news.create_alias(update_slug="neues-2")
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    assert content(mirror)["corrections"][0]["note"] == "Juli statt Juni."


def test_a_mirror_that_becomes_a_page_keeps_them(admin: Client, news: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    mirror = news.create_alias(update_slug="neues-2")
    ConvertAliasPageAction(mirror).execute(skip_permission_checks=True)
    assert content(mirror)["corrections"] == content(news)["corrections"] != []
    assert differences() == []


def test_a_piece_that_is_not_public_has_nothing_to_correct(admin: Client, news: Any) -> None:
    news.unpublish()
    assert admin.get(reverse("correcting:corrections", args=[news.pk])).status_code == 302


def test_whoever_may_not_publish_may_not_correct(news: Any) -> None:
    author = User.objects.create_user("author", "author@example.org", "unused")
    client = Client()
    client.force_login(author)
    answer = client.get(reverse("correcting:corrections", args=[news.pk]))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_the_history_tells_who_corrected_what(admin: Client, news: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    entry = PageLogEntry.objects.get(page=news.pk, action="newsroom.correct")
    assert (entry.user.username, entry.message) == ("editor", "Correction, July 3, 2026: “Juli statt Juni.”")


def test_the_editor_has_the_way_there(admin: Client, news: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli statt Juni."})
    shown = admin.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    assert "Juli statt Juni." in shown
    assert reverse("correcting:corrections", args=[news.pk]) in shown


def publisher_of(page: Any) -> Client:
    """Who may publish that page and what is below it, and nothing else."""
    person = User.objects.create_user("publisher", "publisher@example.org", "unused")
    group = Group.objects.create(name="Publishers")
    person.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


@pytest.mark.parametrize("live", [True, False])
def test_what_is_told_in_other_languages_is_for_their_publishers(
    admin: Client, news: Any, english: Any, live: bool
) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli.", f"note-{english.pk}": "July."})
    if not live:
        english.unpublish()
    german = publisher_of(news.get_parent())
    made = Correction.objects.get()
    fields = {"kind": "update", "date": "2020-01-01", f"note-{news.pk}": "Anders."}
    german.post(reverse("correcting:change", args=[news.pk, made.pk]), fields)
    german.post(reverse("correcting:take_back", args=[news.pk, made.pk]))
    made.refresh_from_db()
    assert (made.kind, made.notes.count()) == ("correction", 2)
    correct(german, news, **{f"note-{news.pk}": "Ein eigener."})
    assert [each["note"] for each in content(news)["corrections"]] == ["Juli.", "Ein eigener."]


def test_a_draft_that_somebody_has_locked_is_not_published(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    other = User.objects.create_user("other", "other@example.org", "unused")
    NewsPage.objects.filter(pk=news.pk).update(locked=True, locked_by=other)
    correct(admin, news, **{f"note-{news.pk}": "Juli."}, **draft_of(news))
    assert content(news)["summary"] == "Im Juni."


def test_what_was_saved_since_is_not_published_unseen(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    offered = draft_of(news)
    edit(news, summary="Im August.")
    answer = correct(admin, news, **{f"note-{news.pk}": "Juli."}, **offered)
    assert "The draft was changed meanwhile." in answer.content.decode()
    assert content(news)["summary"] == "Im Juni."


def test_what_was_typed_since_is_not_published_unseen(admin: Client, news: Any) -> None:
    """Autosave writes into the draft that the form has offered."""
    draft = edit(news, summary="Im Juli.")
    offered = draft_of(news)
    news.summary = "Im August, sagt man."
    assert news.save_revision(overwrite_revision=draft) == draft
    answer = correct(admin, news, **{f"note-{news.pk}": "Juli."}, **offered)
    assert "The draft was changed meanwhile." in answer.content.decode()
    assert content(news)["summary"] == "Im Juni."


def test_the_history_tells_of_another_kind_and_another_day(admin: Client, news: Any) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli."})
    change = reverse("correcting:change", args=[news.pk, Correction.objects.get().pk])
    same = {"kind": "correction", "date": "2026-07-03", f"note-{news.pk}": "Juli."}
    admin.post(change, same)
    admin.post(change, same | {"kind": "update"})
    admin.post(change, same | {"kind": "update", "date": "2026-07-04"})
    told = PageLogEntry.objects.filter(page=news.pk, action="newsroom.correct").order_by("pk")
    assert [each.message for each in told] == [
        "Correction, July 3, 2026: “Juli.”",
        "Update, July 3, 2026: “Juli.”",
        "Update, July 4, 2026: “Juli.”",
    ]


def test_what_goes_along_with_a_correction_is_in_the_history_of_its_page(
    admin: Client, news: Any, english: Any
) -> None:
    correct(admin, news, **{f"note-{news.pk}": "Juli.", f"note-{english.pk}": "July."})
    english.unpublish()
    take_back(admin, news)
    [entry] = PageLogEntry.objects.filter(page=english.pk, action="newsroom.correct.take_back")
    assert entry.message == "Took back the correction “July.”"


def test_a_day_that_is_yet_to_come_is_refused(admin: Client, news: Any) -> None:
    answer = correct(admin, news, **{f"note-{news.pk}": "Juli.", "date": "2099-01-01"})
    assert "This day is yet to come." in answer.content.decode()
    assert not Correction.objects.exists()


def test_what_nobody_has_read_is_not_corrected(admin: Client, news: Any) -> None:
    factories.embargo(news, timezone.now() + timedelta(days=1))
    assert admin.get(reverse("correcting:corrections", args=[news.pk])).status_code == 302
    edit_view = admin.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    assert reverse("correcting:corrections", args=[news.pk]) not in edit_view


def test_a_text_that_somebody_has_locked_is_not_brought_back(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli."}, **draft_of(news))
    other = User.objects.create_user("other", "other@example.org", "unused")
    NewsPage.objects.filter(pk=news.pk).update(locked=True, locked_by=other)
    take_back(admin, news, **{f"text-{news.pk}": "on"})
    assert (content(news)["summary"], Correction.objects.count()) == ("Im Juli.", 0)


def test_a_draft_with_a_date_of_its_own_is_not_half_published(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.", go_live_at=timezone.now() + timedelta(days=1))
    answer = correct(admin, news, **{f"note-{news.pk}": "Juli."}, **draft_of(news))
    assert "has a date on which it is to go live" in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_text_of_before_is_that_of_before_the_first_draft(admin: Client, news: Any) -> None:
    edit(news, summary="Im Juli.")
    correct(admin, news, **{f"note-{news.pk}": "Juli."}, **draft_of(news))
    edit(NewsPage.objects.get(pk=news.pk), summary="Im August.")
    admin.post(
        reverse("correcting:change", args=[news.pk, Correction.objects.get().pk]),
        {"kind": "correction", "date": "2026-07-03", f"note-{news.pk}": "August.", **draft_of(news)},
    )
    assert content(news)["summary"] == "Im August."
    take_back(admin, news, **{f"text-{news.pk}": "on"})
    assert content(news)["summary"] == "Im Juni."
