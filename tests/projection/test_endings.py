"""Withdrawn, gone, redirected: what readers find where a page was, and how it comes back.

Longer than other files: all of it ends pages by the same form.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from cms.pages.endings import Ending
from cms.published.models import Change
from tests import factories
from tests.clock import Clock
from tests.projection.observing import changes, content, item, last_change
from tests.projection.world import World, edit, publish

WHY = "Die Zahlen waren falsch."


@pytest.fixture
def admin(admin: Client) -> Client:
    """Who reads English."""
    admin.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


@pytest.fixture
def english(world: World) -> Any:
    """The other language version of the news."""
    return factories.translate(world.page("news"), "en", title="In English", related=[])


def end(admin: Client, page: Any, how: str, **fields: Any) -> Any:
    """Posts the form that the page's "Unpublish" leads to, by default for this page alone."""
    asked = admin.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True)
    assert asked.status_code == 200
    return admin.post(
        asked.redirect_chain[-1][0], {"how": how, f"chosen-{page.pk}": "on", **fields}, follow=True
    )


def withdraw(admin: Client, page: Any, note: str = WHY) -> Any:
    return end(admin, page, "withdrawn", **{f"note-{page.pk}": note})


def undo(admin: Client, page: Any) -> Any:
    return admin.post(reverse("endings:undo", args=[page.pk]), {f"chosen-{page.pk}": "on"}, follow=True)


def resolve(client: Client, path: str) -> Any:
    return client.get("/api/v1/resolve/", {"path": path})


def test_a_withdrawn_page_keeps_its_address_and_says_why(world: World, admin: Client) -> None:
    page, path, since = world.page("news"), item(world.page("news")).html_path, last_change()

    withdraw(admin, page)

    assert item(page) is None
    for answer in (resolve(admin, path), admin.get(f"/api/v1/pages/{page.pk}/")):
        assert answer.status_code == 410
        told = answer.json()
        assert told["withdrawal"] == {
            "date": str(Ending.objects.get().date),
            "note": WHY,
            "locale": "de",
            "direction": "ltr",
        }
        assert told["item"]["html_url"] == f"https://www.example.org{path}"
        assert "What has happened." not in answer.content.decode()
    assert ("withdrawn", f"page-{page.pk}") in changes(since)
    logged = Change.objects.get(action="withdrawn")
    assert (logged.item["html_path"], logged.after) == (path, [])
    assert logged.item["html_url"] == f"https://www.example.org{path}"


def test_its_files_go_with_it(world: World, admin: Client) -> None:
    assert item(f"document-{world.document}")
    withdraw(admin, world.page("news"))
    assert item(f"document-{world.document}") is None


def test_an_undone_withdrawal_is_as_if_nothing_had_been(world: World, admin: Client) -> None:
    page = world.page("news")
    before = content(page)
    edit(page, title="A draft that nobody sees")
    withdraw(admin, page)

    undo(admin, page)

    after = content(page)
    assert [after[name] for name in ("title", "body")] == [before[name] for name in ("title", "body")]
    assert not Ending.objects.exists()
    assert world.page("news").get_latest_revision_as_object().title == "A draft that nobody sees"
    # The browser's way back leads here once more.
    again = undo(admin, page)
    assert again.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert content(page) == after


def test_whoever_publishes_again_ends_the_withdrawal(world: World, admin: Client) -> None:
    page = world.page("news")
    withdraw(admin, page)
    publish(page, title="Corrected")
    assert content(page)["title"] == "Corrected"
    assert not Ending.objects.exists()


def test_until_a_new_version_is_due_the_explanation_stays(world: World, admin: Client, clock: Clock) -> None:
    page, path = world.page("news"), item(world.page("news")).html_path
    withdraw(admin, page)
    moment = clock.now + timedelta(hours=1)
    edit(world.page("news"), go_live_at=moment).publish()
    assert resolve(admin, path).json()["withdrawal"]["note"] == WHY
    clock.advance_to(moment)
    assert item(page)


def test_what_is_withdrawn_says_nothing_while_its_section_is_private(world: World, admin: Client) -> None:
    page, path = world.page("news"), item(world.page("news")).html_path
    withdraw(admin, page)
    since = last_change()
    restriction = PageViewRestriction.objects.create(
        page=world.page("newsroom"), restriction_type=PageViewRestriction.LOGIN
    )
    assert "withdrawal" not in resolve(admin, path).json()
    assert ("removed", f"page-{page.pk}") in changes(since)
    restriction.delete()
    assert resolve(admin, path).json()["withdrawal"]["note"] == WHY


def test_a_deleted_page_says_nothing_more(world: World, admin: Client) -> None:
    page, path = world.page("news"), item(world.page("news")).html_path
    withdraw(admin, page)
    Page.objects.get(pk=page.pk).delete()
    answer = resolve(admin, path)
    assert (answer.status_code, "withdrawal" in answer.json()) == (410, False)


def test_each_language_has_its_own_explanation(world: World, admin: Client, english: Any) -> None:
    page = world.page("news")
    path, other = item(page).html_path, item(english).html_path

    end(
        admin, page, "withdrawn",
        **{f"note-{page.pk}": WHY, f"chosen-{english.pk}": "on", f"note-{english.pk}": "Wrong figures."},
    )  # fmt: skip

    assert resolve(admin, path).json()["withdrawal"]["note"] == WHY
    assert resolve(admin, other).json()["withdrawal"]["locale"] == "en"
    # One undo for all of them.
    admin.post(
        reverse("endings:undo", args=[page.pk]), {f"chosen-{page.pk}": "on", f"chosen-{english.pk}": "on"}
    )
    assert item(page)
    assert item(english)


def test_without_an_explanation_nothing_is_withdrawn(world: World, admin: Client, english: Any) -> None:
    page = world.page("news")
    answer = end(admin, page, "withdrawn", **{f"note-{page.pk}": WHY, f"chosen-{english.pk}": "on"})
    assert "Say in a sentence or two why it was withdrawn." in answer.content.decode()
    assert WHY in answer.content.decode()
    assert item(page)
    assert item(english)


def test_without_a_language_nothing_happens(world: World, admin: Client) -> None:
    page = world.page("news")
    answer = end(admin, page, "gone", **{f"chosen-{page.pk}": ""})
    assert "Choose at least one language." in answer.content.decode()
    assert item(page)


def test_gone_is_gone_and_can_be_undone(world: World, admin: Client) -> None:
    page, path = world.page("news"), item(world.page("news")).html_path
    end(admin, page, "gone")
    answer = resolve(admin, path)
    assert (answer.status_code, "withdrawal" in answer.json()) == (410, False)
    undo(admin, page)
    assert resolve(admin, path).status_code == 200


def test_a_redirect_leads_to_the_page_in_the_same_language(world: World, admin: Client, english: Any) -> None:
    page, other = world.page("news"), world.page("other")
    factories.translate(other, "en", title="Other in English", related=[])
    paths = item(page).html_path, item(english).html_path

    end(admin, page, "redirected", target=other.pk, **{f"chosen-{english.pk}": "on"})

    assert [resolve(admin, path).json()["location"] for path in paths] == [
        "/de/presse/other-news/",
        "/en/newsroom/other-in-english/",
    ]
    undo(admin, page)
    assert resolve(admin, paths[0]).json()["outcome"] == "page"
    assert list(Redirect.objects.values_list("old_path", flat=True)) == [paths[1].rstrip("/")]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "Choose a page or write an address, one of the two."),
        ({"address": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"target": "news"}, "own address"),
        ({"target": "999999"}, "Select a valid choice."),
        ({"target": "abc"}, "Select a valid choice."),
    ],
)
def test_a_redirect_to_nowhere_is_refused(
    world: World, admin: Client, fields: dict[str, str], error: str
) -> None:
    page = world.page("news")
    fields = {name: str(world.pages.get(value, value)) for name, value in fields.items()}
    assert error in end(admin, page, "redirected", **fields).content.decode()
    assert item(page)
    assert not Redirect.objects.exists()


def test_a_redirect_leads_to_no_version_that_readers_do_not_have(
    world: World, admin: Client, english: Any
) -> None:
    other = world.page("other")
    hidden = factories.translate(other, "en", title="Other in English", related=[])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    path = item(english).html_path
    end(admin, english, "redirected", target=other.pk)
    assert resolve(admin, path).json()["location"] == "/de/presse/other-news/"


def test_what_somebody_has_locked_is_not_published_again(world: World, admin: Client) -> None:
    page = world.page("news")
    withdraw(admin, page)
    other = User.objects.create_user("other", "other@example.org", "unused")
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=other)
    undo(admin, page)
    assert item(page) is None
    shown = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("endings:undo", args=[page.pk]) not in shown


def test_what_an_undo_brings_back_is_not_written_over(world: World, admin: Client) -> None:
    """A window may still be open in which somebody has published, and types on."""
    page = world.page("news")
    publish(page, title="As readers had it")
    withdraw(admin, page)
    page.refresh_from_db()
    page.title = "A draft that nobody sees"
    page.save_revision(overwrite_revision=page.get_latest_revision())
    undo(admin, page)
    assert content(page)["title"] == "As readers had it"


def test_an_address_that_readers_do_not_have_is_not_told_by_a_redirect(world: World, admin: Client) -> None:
    page = world.page("news")
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    answer = end(admin, page, "redirected", address="https://elsewhere.example.org/")
    assert "Readers do not find this page now" in answer.content.decode()
    assert not Redirect.objects.exists()


def test_the_history_tells_who_withdrew_it_and_why(world: World, admin: Client) -> None:
    page = world.page("news")
    withdraw(admin, page)
    entry = PageLogEntry.objects.get(page=page.pk, action="endings.withdraw")
    assert (entry.user.username, entry.message) == ("editor", f"Withdrawn: “{WHY}”")


def test_each_versions_history_tells_of_its_own(world: World, admin: Client, english: Any) -> None:
    page = world.page("news")
    notes = {f"note-{page.pk}": WHY, f"note-{english.pk}": "Wrong figures."}
    end(admin, page, "withdrawn", **notes, **{f"chosen-{english.pk}": "on"})
    for each, note in ((page, WHY), (english, "Wrong figures.")):
        shown = admin.get(reverse("wagtailadmin_pages:history", args=[each.pk])).content.decode()
        assert note in shown


def test_who_opens_it_reads_how_it_ended_and_how_to_undo_it(world: World, admin: Client) -> None:
    page = world.page("news")
    withdraw(admin, page)
    shown = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert WHY in shown
    assert reverse("endings:undo", args=[page.pk]) in shown


def test_what_else_it_concerns_is_said_before(world: World, admin: Client) -> None:
    newsroom = world.page("newsroom")
    shown = admin.get(reverse("endings:end", args=[newsroom.pk])).content.decode()
    assert "2 pages below it" in shown


def test_a_mirror_tells_its_originals_explanation_as_long_as_that_does(world: World, admin: Client) -> None:
    page = world.page("other")
    mirror = page.create_alias(parent=world.page("section"), update_slug="mirrored")
    again = mirror.create_alias(parent=world.page("section"), update_slug="mirrored-again")
    paths = [item(each).html_path for each in (mirror, again)]
    withdraw(admin, page)
    assert [resolve(admin, path).json()["withdrawal"]["note"] for path in paths] == [WHY, WHY]
    PageViewRestriction.objects.create(
        page=world.page("newsroom"), restriction_type=PageViewRestriction.LOGIN
    )
    assert [resolve(admin, path).json().get("withdrawal") for path in paths] == [None, None]


def test_a_mirror_goes_without_its_original(world: World, admin: Client) -> None:
    page = world.page("other")
    mirror = page.create_alias(parent=world.page("section"), update_slug="mirrored")
    withdraw(admin, mirror)
    assert item(mirror)  # it has no text of its own
    answer = end(admin, mirror, "gone")
    assert reverse("endings:undo", args=[mirror.pk]) not in answer.content.decode()
    assert item(mirror) is None
    assert item(page)
    # And there is nothing that an undo could publish but the original.
    undo(admin, mirror)
    assert item(mirror) is None


def test_a_scheduled_version_is_withdrawn_with_the_others(
    world: World, admin: Client, english: Any, clock: Clock
) -> None:
    page = world.page("news")
    edit(english, title="Later", go_live_at=clock.now + timedelta(hours=1)).publish()
    end(
        admin, page, "withdrawn",
        **{f"note-{page.pk}": WHY, f"chosen-{english.pk}": "on", f"note-{english.pk}": "Wrong figures."},
    )  # fmt: skip
    clock.advance(hours=2)
    assert item(english) is None
