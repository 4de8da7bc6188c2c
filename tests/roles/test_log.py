"""Whoever does something in the admin is named in the log, whatever it is done to."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, ModelLogEntry, PageLogEntry

from tests import factories
from tests.factories import Place
from tests.projection.world import submit_for_translation, translate_strings
from tests.roles.attempts import ATTEMPTS
from tests.roles.conftest import Person
from tests.roles.desk import make_desk
from tests.roles.trying import undone

# What is tried, and the label of what the log then names.
LOGGED = {
    "add a topic": "newsroom.topic",
    "change a topic": "newsroom.topic",
    "delete a topic": "newsroom.topic",
    "delete a menu": "home.menu",
    "delete a site identity": "home.siteidentity",
    "add a redirect": "wagtailredirects.redirect",
    "delete a redirect": "wagtailredirects.redirect",
    "set the time zone": "pages.sitetimezone",
    "add somebody": "auth.user",
    "give somebody a role": "auth.user",
    "delete somebody": "auth.user",
    "delete a role": "auth.group",
    "delete a site": "wagtailcore.site",
    "delete a site by the API": "wagtailcore.site",
    "add a language": "wagtailcore.locale",
}
PAGES = (
    "publish by the API",
    "publish many",
    "unpublish",
    "delete what is public",
    "move what is public",
    "make private",
    "create and publish",
    "change a German page",
    "share a German draft",
    "embargo a German draft",
    "move the embargo of what waits",
    "cancel that embargo by the API",
    "revoke a link to a German draft",
    "make a translation an alias",
    "hand a translation in",
    "release",
    "translate into Arabic",
)


def last(entries: Any) -> str:
    found = entries.order_by("-pk").first()
    return f"{found and found.user}"


def test_what_is_no_page(place: Place, people: dict[str, Person]) -> None:
    desk = make_desk(place)
    for attempt, label in LOGGED.items():
        app, model = label.split(".")
        of_model = ModelLogEntry.objects.filter(content_type__app_label=app, content_type__model=model)
        with undone():
            of_model.delete()
            ATTEMPTS[attempt].make(people["administrator"], desk)
            assert last(of_model) == "administrator", attempt


def test_pages(place: Place, people: dict[str, Person]) -> None:
    desk = make_desk(place)
    PageLogEntry.objects.all().delete()
    for attempt in PAGES:
        with undone():
            ATTEMPTS[attempt].make(people["administrator"], desk)
            assert last(PageLogEntry.objects) == "administrator", attempt


def test_a_redirect_that_is_imported(place: Place, people: dict[str, Person]) -> None:
    table = SimpleUploadedFile("redirects.csv", b"from,to\n/alt,https://elsewhere.example/\n")
    admin = people["press_officer"].admin
    first = admin.post(reverse("wagtailredirects:start_import"), {"import_file": table})
    told = first.context["form"].initial | {"from_index": "0", "to_index": "1", "permanent": "on"}
    admin.post(reverse("wagtailredirects:process_import"), told)
    redirect = Redirect.objects.get()
    assert last(ModelLogEntry.objects.filter(object_id=str(redirect.pk))) == "press_officer"


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_that_is_uploaded(kind: str, place: Place, people: dict[str, Person]) -> None:
    collection = Collection.get_first_root_node().pk
    file = factories.picture() if kind == "image" else SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n")
    app = "wagtailimages" if kind == "image" else "wagtaildocs"
    data = {"title": "New", "file": file, "collection": collection, "accessible": "yes", "language": ""}
    for name in ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"):
        data[name] = ""
    answer = people["author"].admin.post(reverse(f"{app}:add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert last(ModelLogEntry.objects.filter(content_type__model=kind)) == "author"


def test_a_translation_that_is_published_as_the_request_ends(own_database: None) -> None:
    place = factories.make_site()
    page = factories.NewsPageFactory(parent=place.newsroom, title="Deutsch")
    translation = submit_for_translation(page, "en")
    translate_strings(translation, "English")
    translation.save_target(publish=False)
    english = page.get_translation(factories.locale("en"))
    admin = Client()
    admin.force_login(User.objects.create_superuser("officer"))
    admin.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})
    published = PageLogEntry.objects.filter(page=english.pk, action="wagtail.publish")
    assert last(published) == "officer"
