"""Where editors set, move and cancel an embargo."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.pages.models import Embargo, SiteTimeZone
from cms.published.models import PublishedItem
from tests import factories
from tests.embargoes.conftest import signed_in
from tests.factories import Place
from tests.pages.gates.pages import block, picture, with_body
from tests.pages.gates.test_form import form_with_rows

TYPED = {"day": "2099-07-01", "time": "10:00", "time_zone": "Europe/Berlin"}
MOMENT = datetime(2099, 7, 1, 8, tzinfo=UTC)


def url(page: Any, name: str = "embargo") -> str:
    return reverse(f"embargoes:{name}", args=[page.pk])


def look(who: Client, page: Any, name: str = "embargo") -> str:
    answer = who.get(url(page, name))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def send(who: Client, page: Any, **more: str) -> str:
    answer = who.post(url(page), {**TYPED, **more}, follow=True)
    assert answer.status_code == 200, answer.content
    return unescape(answer.content.decode())


def until(page: Any) -> datetime | None:
    held = Embargo.of(page)
    return held.until if held else None


def is_public(page: Any) -> bool:
    now = timezone.now()
    row = PublishedItem.objects.filter(key=f"page-{page.pk}", visible_from__lte=now, visible_until__gt=now)
    return row.exists()


def test_a_draft_is_embargoed_then_published_and_never_public_between(admin: Client, draft: Any) -> None:
    told = send(admin, draft)
    assert "Under embargo until July 1, 2099, 10 a.m. (Europe/Berlin)." in told
    assert "Where you are: July 1, 2099, 11 a.m. (Africa/Cairo)." in told
    factories.publish(draft)
    assert not is_public(draft)
    assert PublishedItem.objects.get(key=f"page-{draft.pk}").visible_from == MOMENT


def test_its_form_begins_with_the_sites_zone(admin: Client, draft: Any, place: Place) -> None:
    SiteTimeZone.objects.create(site=place.site, time_zone="Asia/Kathmandu")
    assert '<option value="Asia/Kathmandu" selected>' in look(admin, draft)


def test_a_form_shows_what_holds_in_its_own_zone(admin: Client, draft: Any) -> None:
    send(admin, draft, time_zone="Asia/Tokyo")
    shown = look(admin, draft)
    assert '<option value="Asia/Tokyo" selected>' in shown
    assert 'value="2099-07-01"' in shown
    assert 'value="10:00"' in shown


def test_all_versions_are_listed_with_their_state(admin: Client, draft: Any) -> None:
    factories.embargo(draft, MOMENT)
    factories.publish(draft)
    english = factories.translate(draft, "en", live=False, title="Secret")
    shown = look(admin, english)
    assert "Published, and waits for the embargo's end" in shown
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[english.pk])}"' in shown
    english.go_live_at = datetime(2099, 9, 1, tzinfo=UTC)
    english.save_revision().publish()
    assert "Scheduled for Sept. 1, 2099, 3 a.m." in look(admin, draft)


def test_a_version_that_expires_before_the_embargo_ends_is_told(admin: Client, draft: Any) -> None:
    send(admin, draft)
    draft.expire_at = MOMENT - timedelta(days=1)
    factories.publish(draft)
    told = look(admin, draft)
    assert "Expires on June 30, 2099, 11 a.m., before the embargo ends: readers will never get it" in told
    draft.expire_at = MOMENT + timedelta(days=1)
    factories.publish(draft)
    assert "Expires on" not in look(admin, draft)


def test_of_an_alias_it_is_the_originals(admin: Client, draft: Any, place: Place) -> None:
    factories.embargo(draft, MOMENT)
    mirror = draft.create_alias(parent=place.home, update_slug="spiegel")
    send(admin, mirror, time="11:00")
    assert until(draft) == MOMENT + timedelta(hours=1)
    assert Embargo.objects.count() == 1


def test_a_time_that_occurs_twice_is_asked_about(admin: Client, draft: Any) -> None:
    night = {"day": "2099-10-25", "time": "02:30"}
    asked = send(admin, draft, **night)
    assert "On that day clocks go back, and show this time twice. Which one is meant?" in asked
    assert "The first time, before clocks go back (UTC+02:00)" in asked
    assert "The second time, after that (UTC+01:00)" in asked
    assert until(draft) is None
    send(admin, draft, **night, which="1")
    assert until(draft) == datetime(2099, 10, 25, 1, 30, tzinfo=UTC)
    send(admin, draft, **night, which="0")
    assert until(draft) == datetime(2099, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_clocks_leave_out_is_refused_with_the_nearest(admin: Client, draft: Any) -> None:
    told = send(admin, draft, day="2099-03-29", time="02:30")
    assert "never show this time. Next to it are 1:59 a.m. and 3 a.m." in told
    assert until(draft) is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": "2020-01-01"}, "This moment is past."),
        ({"day": ""}, "This field is required."),
        ({"day": "1.7.", "time": "25:00"}, "Enter a valid"),
        ({"time_zone": "Europe/Nowhere"}, "Select a valid choice."),
        ({"day": "0001-01-01", "time": "00:00"}, "This day is too far away."),
        (
            {"day": "9999-12-31", "time": "23:59", "time_zone": "Pacific/Honolulu"},
            "This day is too far away.",
        ),
    ],
)
def test_what_is_no_moment_is_refused_beside_its_field(
    admin: Client, draft: Any, typed: dict[str, str], says: str
) -> None:
    assert says in send(admin, draft, **typed)
    assert until(draft) is None


def test_what_is_public_cannot_be_embargoed(admin: Client, draft: Any) -> None:
    factories.publish(draft)
    refused = "Something of this piece is public already. To embargo it, unpublish that first."
    assert refused in look(admin, draft)
    assert refused in send(admin, factories.translate(draft, "en", live=False, title="Draft"))
    assert is_public(draft)
    assert until(draft) is None


def test_cancelling_says_what_becomes_public_and_then_it_is(admin: Client, draft: Any) -> None:
    send(admin, draft)
    factories.publish(draft)
    assert "Everything of this piece that is published becomes public at once." in look(
        admin, draft, "cancel"
    )
    assert not is_public(draft)
    answer = admin.post(url(draft, "cancel"), follow=True)
    assert "This piece is under no embargo." in answer.content.decode()
    assert is_public(draft)


def test_cancelling_what_is_not_embargoed_is_refused_in_words(admin: Client, draft: Any) -> None:
    assert admin.get(url(draft, "cancel")).status_code == 302
    answer = admin.post(url(draft, "cancel"))
    assert answer.status_code == 400
    assert "This piece is under no embargo." in answer.content.decode()


def test_each_versions_history_names_who_and_the_old_and_the_new_moment(admin: Client, draft: Any) -> None:
    english = factories.translate(draft, "en", live=False, title="Secret")
    send(admin, draft)
    send(admin, draft, time="11:00")
    admin.post(url(draft, "cancel"))
    for page in (draft, english):
        entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="embargo.").order_by("pk")
        assert [str(each.user) for each in entries] == ["chief"] * 3
        history = admin.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
        for said in (
            "Set an embargo until July 1, 2099, 10 a.m. (Europe/Berlin)",
            "Moved the embargo from July 1, 2099, 10 a.m. (Europe/Berlin) to July 1, 2099, 11 a.m.",
            "Cancelled the embargo until July 1, 2099, 11 a.m. (Europe/Berlin)",
        ):
            assert said in history


def test_the_pages_own_form_and_menu_lead_there(admin: Client, draft: Any) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert admin.get(edit).content.decode().count(f'href="{url(draft)}"') >= 2
    factories.embargo(draft, MOMENT)
    assert "Under embargo until July 1, 2099, 10 a.m. (Europe/Berlin)." in admin.get(edit).content.decode()


def test_the_status_beside_the_form_tells_the_embargo_and_leads_to_it(
    admin: Client, draft: Any, place: Place
) -> None:
    def status(who: Client) -> str:
        shown = unescape(who.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode())
        return shown.partition('id="side-panel-status-title"')[2].partition('id="side-panel-')[0]

    assert "Under no embargo" in status(admin)
    factories.embargo(draft, MOMENT)
    told = status(admin)
    assert "Not public before July 1, 2099, 10 a.m. (Europe/Berlin), in any language" in told
    assert f'href="{url(draft)}"' in told
    factories.translate(draft, "en", live=False, title="Secret")
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "newspage", place.newsroom.pk])
    assert "Under no embargo" not in admin.get(add).content.decode()


def test_a_page_that_is_not_saved_yet_says_how_it_gets_one(admin: Client, place: Place) -> None:
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "newspage", place.newsroom.pk])
    assert "Save a draft first." in admin.get(add).content.decode()


# Who may


def test_who_may_edit_a_draft_may_embargo_it(draft: Any, place: Place) -> None:
    author = signed_in("author", "add", "change", where=[place.home])
    send(author, draft)
    send(author, draft, time="11:00")
    assert until(draft) == MOMENT + timedelta(hours=1)


def test_once_a_version_waits_only_who_may_publish_it_moves_or_cancels(draft: Any, place: Place) -> None:
    author = signed_in("author", "add", "change", where=place.homes.values())
    german = signed_in("german", "change", "publish", where=[place.homes["de"]])
    officer = signed_in("officer", "change", "publish", where=place.homes.values())
    send(author, draft)
    factories.publish(draft)
    factories.translate(draft, "en", title="Secret")
    for who in (author, german):
        assert "You can look at it." in look(who, draft)
        assert who.post(url(draft), {**TYPED, "time": "12:00"}).status_code == 302  # to where Wagtail says no
        assert who.post(url(draft, "cancel")).status_code == 302
        assert until(draft) == MOMENT
    send(officer, draft, time="12:00")
    assert until(draft) == MOMENT + timedelta(hours=2)


def test_who_may_not_edit_the_page_does_not_see_it(draft: Any, place: Place) -> None:
    other = factories.ContentPageFactory(parent=place.home, title="Anderswo")
    stranger = signed_in("stranger", "change", where=[other])
    assert "Geheim" not in stranger.get(url(draft), follow=True).content.decode()
    assert stranger.post(url(draft), TYPED).status_code == 302
    assert until(draft) is None


def test_an_embargo_moved_past_the_end_of_a_consent_says_which_pictures_will_be_missing(
    admin: Client, draft: Any
) -> None:
    """Consent has been asked about when the page was published, and is asked about again."""
    today = timezone.localdate()
    image = factories.ImageFactory(title="Markt", consent_until=today + timedelta(days=30))
    draft.teaser_image = image
    draft.save_revision()
    near = {**TYPED, "day": (today + timedelta(days=20)).isoformat()}
    assert "Readers will not find them" not in send(admin, draft, **near)
    factories.publish(draft)
    told = send(admin, draft, day=(today + timedelta(days=40)).isoformat())
    assert "Readers will not find them" in told
    assert "The consent to show the image “Markt” holds only until" in told
    assert reverse("wagtailimages:edit", args=[image.pk]) in told
    assert until(draft)
    image.consent_until = today + timedelta(days=50)
    image.save()
    assert "Readers will not find them" not in look(admin, draft)


def test_publishing_under_embargo_is_not_told_as_published(admin: Client, place: Place) -> None:
    draft = factories.NewsPageFactory(parent=place.newsroom, live=False)
    with_body(draft, block("image", picture(factories.ImageFactory())))
    factories.embargo(draft, MOMENT)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = form_with_rows(admin, edit) | {"action-publish": "1"}
    shown = admin.post(edit, form, follow=True)
    assert shown.redirect_chain == [(reverse("wagtailadmin_explore", args=[draft.get_parent().pk]), 302)]
    told = [str(each) for each in shown.context["messages"]]
    assert len(told) == 1, told
    moment = "July 1, 2099, 10 a.m. (Europe/Berlin) (where you are: July 1, 2099, 11 a.m. (Africa/Cairo))"
    assert f"It is under embargo until {moment}: until then, nobody" in told[0]
    draft.refresh_from_db()
    assert draft.live
    assert not is_public(draft)
    again = admin.post(edit, form | {"next": "/admin/"}, follow=True)
    assert again.redirect_chain == [("/admin/", 302)]
    scheduled = {"go_live_at": "2098-01-01 10:00"}
    told = [str(each) for each in admin.post(edit, form | scheduled, follow=True).context["messages"]]
    assert len(told) == 2, told
    assert "scheduled" in told[1]
