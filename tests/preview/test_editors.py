"""What editors see of previews in the admin."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.preview.models import PreviewLink
from home.models import ContentPage
from tests import factories
from tests.factories import Place
from tests.projection.observing import differences
from tests.projection.world import edit, submit_for_translation, translate_strings


@pytest.fixture
def page(place: Place) -> Any:
    return factories.ContentPageFactory(parent=place.home, title="Gespeichert", summary="Kurz.")


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the browser would send of the editor's form."""
    form = client.get(address).context["form"]
    data = {
        form.add_prefix(name): form.get_initial_for_field(field, name) for name, field in form.fields.items()
    }
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {f"{name}-count": "0" for name in ("body",)}
    return {name: "" if value is None else value for name, value in data.items()}


def token_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["token"][0]


def typed(admin: Client, address: str, form: dict[str, Any]) -> Any:
    """Types into the form; where the preview then leads."""
    answer = admin.post(address, form)
    assert answer.json() == {"is_valid": True, "is_available": True}
    return admin.get(address, {"in_preview_panel": "true", "mode": ""})


def test_what_is_typed_shows_before_it_is_saved(page: Any, admin: Client, ask: Any) -> None:
    form = form_of(admin, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    shown = typed(admin, preview, {**form, "title": "Getippt"})

    assert shown.status_code == 302
    assert shown["Location"].startswith("https://www.example.org/preview?token=")
    assert shown["Cache-Control"].startswith("private, no-store")
    assert shown["Referrer-Policy"] == "no-referrer"
    assert ask(token_in(shown["Location"])).json()["title"] == "Getippt"
    page.refresh_from_db()
    assert page.title == page.get_latest_revision_as_object().title == "Gespeichert"
    assert differences() == []


def test_while_an_editor_types_there_is_one_link(page: Any, admin: Client, ask: Any) -> None:
    form = form_of(admin, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    tokens = {
        token_in(typed(admin, preview, {**form, "title": title})["Location"]) for title in ("Eins", "Zwei")
    }
    assert len(tokens) == PreviewLink.objects.count() == 1
    assert ask(tokens.pop()).json()["title"] == "Zwei"


def test_a_page_shows_before_it_is_saved_for_the_first_time(place: Place, admin: Client, ask: Any) -> None:
    place_of = ["home", "contentpage", place.home.pk]
    form = form_of(admin, reverse("wagtailadmin_pages:add", args=place_of))
    preview = reverse("wagtailadmin_pages:preview_on_add", args=place_of)

    shown = typed(admin, preview, {**form, "title": "Ganz neu", "slug": "neu"})

    draft = ask(token_in(shown["Location"])).json()
    assert (draft["id"], draft["title"], draft["meta"]["html_path"]) == (0, "Ganz neu", "/de/neu/")
    assert [each["title"] for each in draft["meta"]["breadcrumbs"]] == ["Startseite"]
    assert not ContentPage.objects.exists()


def test_what_was_typed_is_forgotten_an_hour_later(page: Any, admin: Client, ask: Any) -> None:
    admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    token = PreviewLink.objects.get().token
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert ask(token).status_code == 403
        PreviewLink.share(page, None)
        assert PreviewLink.objects.get().typed is None


def test_a_draft_and_an_old_version_open_on_the_frontend(page: Any, admin: Client, ask: Any) -> None:
    old = edit(page, title="Alt")
    edit(page, title="Neu")
    addresses = {
        "Neu": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "Alt": reverse("wagtailadmin_pages:revisions_view", args=[page.pk, old.pk]),
    }
    tokens = {title: token_in(admin.get(address)["Location"]) for title, address in addresses.items()}
    for title, token in tokens.items():
        assert ask(token).json()["title"] == title


def test_a_translation_shows_while_it_is_being_made(page: Any, admin: Client, ask: Any) -> None:
    translation = submit_for_translation(page, "en")
    translate_strings(translation, "First")
    translation.save_target(publish=True)
    translate_strings(translation, "Second")

    shown = admin.get(reverse("wagtail_localize:preview_translation", args=[translation.pk]))

    draft = ask(token_in(shown["Location"])).json()
    assert (draft["title"], draft["meta"]["locale"]) == ("Second", "en")


def test_previews_show_where_the_installation_says(page: Any, admin: Client, settings: Any) -> None:
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    settings.PREVIEW_URL = "http://localhost:8001/preview"
    assert admin.get(address)["Location"].startswith("http://localhost:8001/preview?token=")
    settings.PREVIEW_URL = "https://drafts.example.org/{site}/?view=draft"
    location = admin.get(address)["Location"]
    assert location.startswith("https://drafts.example.org/www.example.org/?view=draft&token=")


def test_a_page_in_no_site_says_so(page: Any, place: Place, admin: Client) -> None:
    place.site.delete()
    for address in ("wagtailadmin_pages:view_draft", "preview:links"):
        answer = admin.get(reverse(address, args=[page.pk]))
        assert "Einstellungen → Websites" in answer.content.decode() or "→" in answer.content.decode()


# Links for others


def links_of(page: Any) -> str:
    return reverse("preview:links", args=[page.pk])


def test_the_page_editor_leads_to_the_links(page: Any, admin: Client) -> None:
    assert links_of(page) in admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_link_is_made_shown_and_revoked(page: Any, admin: Client, editor: User, ask: Any) -> None:
    assert admin.post(links_of(page), {"opens": "latest", "days": "7"}).status_code == 302
    link = PreviewLink.objects.get()
    assert (link.page_id, link.revision, link.created_by) == (page.pk, None, editor)
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    shown = admin.get(links_of(page)).content.decode()
    assert f"https://www.example.org/preview?token={link.token}" in shown
    assert ask(link.token).status_code == 200

    admin.post(reverse("preview:revoke", args=[page.pk, link.pk]))

    assert ask(link.token).status_code == 403
    assert link.token not in admin.get(links_of(page)).content.decode()
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="preview.").order_by("pk")
    assert [(each.action, each.user) for each in entries] == [
        ("preview.share", editor),
        ("preview.revoke", editor),
    ]
    history = admin.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert history.status_code == 200


def test_a_link_can_be_bound_to_what_is_saved_now(page: Any, admin: Client, ask: Any) -> None:
    admin.post(links_of(page), {"opens": "this", "days": "1"})
    # As autosave does, into the revision that it made last.
    page.refresh_from_db()
    page.title = "Später"
    page.save_revision(overwrite_revision=page.latest_revision)
    assert ask(PreviewLink.objects.get().token).json()["title"] == "Gespeichert"


@pytest.mark.parametrize("wrong", [{"days": "365"}, {"days": "x"}, {"opens": "everything"}, {"days": ""}])
def test_what_the_form_does_not_offer_makes_no_link(page: Any, admin: Client, wrong: dict[str, str]) -> None:
    answer = admin.post(links_of(page), {"opens": "latest", "days": "7", **wrong})
    assert answer.status_code == 200
    assert not PreviewLink.objects.exists()


def test_what_is_typed_is_not_among_the_links(page: Any, admin: Client) -> None:
    admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert PreviewLink.objects.get().token not in admin.get(links_of(page)).content.decode()


def test_who_may_not_edit_the_page_gets_neither_links_nor_preview(page: Any) -> None:
    stranger = User.objects.create_user("stranger")
    stranger.groups.add(Group.objects.get(name="Editors"))
    Group.objects.get(name="Editors").page_permissions.all().delete()
    client = Client()
    client.force_login(stranger)
    link = PreviewLink.share(page, None)
    for address in (
        links_of(page),
        reverse("preview:revoke", args=[page.pk, link.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    ):
        answer = client.post(address, {"opens": "latest", "days": "7"})
        assert answer.status_code in (302, 403, 405)
    assert [*PreviewLink.objects.all()] == [link]


def test_a_link_is_not_revoked_by_a_mere_visit(page: Any, admin: Client) -> None:
    link = PreviewLink.share(page, None)
    assert admin.get(reverse("preview:revoke", args=[page.pk, link.pk])).status_code == 405
    assert admin.post(reverse("preview:revoke", args=[page.get_parent().pk, link.pk])).status_code == 404
    assert PreviewLink.objects.exists()


def test_nothing_typed_is_left_of_a_page_that_is_deleted(page: Any, admin: Client) -> None:
    admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert PreviewLink.objects.exists()
    page.delete()
    assert not PreviewLink.objects.exists()
