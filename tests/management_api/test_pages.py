"""Every page type can be made, changed and published through the management API with all of its fields."""

import json
import uuid
from typing import Any

import pytest
from django.apps import apps
from wagtail.api import APIField
from wagtail.models import Page

from cms.pages.models import BasePage
from cms.published.models import Change, PublishedItem
from home.models import LegalPage
from tests import factories
from tests.factories import Place
from tests.management_api.calls import ManagementApi
from tests.pages.bodies import full_values

PAGE_TYPES = [model for model in apps.get_models() if issubclass(model, BasePage)]


def body(place: Place) -> list[dict[str, Any]]:
    values = full_values(place.home.pk, factories.ImageFactory().pk, factories.DocumentFactory().pk)
    values["quote"]["original_language"] = "de"  # the page's own: nobody has to confirm the wording
    return [{"type": block, "id": str(uuid.uuid4()), "value": value} for block, value in values.items()]


def full_fields(place: Place) -> dict[str, Any]:
    """A value for each field that any page type lets the management API write.

    Foreign keys go by their column's name (`topic_id`), everything else by the field's.
    """
    organisation = {"organisation_id": factories.OrganisationFactory().pk}
    document = factories.DocumentFactory().pk
    return {
        "accessible_versions": [{"kind": "plain_language", "target_id": place.newsroom.pk}],
        "authors": [{"name": "Ada Beispiel"}],
        "body": body(place),
        "boilerplate": "<p>Über uns</p>",
        "budget": "2,5 Mio. Euro",
        "contacts": [
            {"contact_id": factories.MediaContactFactory().pk},
            {
                "organisation": "Presseamt",
                "name": "Bo Muster",
                "email": "bo@example.org",
                "phone": "+49 30 1",
            },
        ],
        "countries": ["EG", "SD"],
        "dateline_date": "2026-02-01",
        "dateline_override": "Kairo/Khartum, im Februar",
        "dateline_places": [{"name": "Kairo"}, {"name": "Khartum"}],
        "donors": [organisation],
        "downloads": [{"document_id": document, "label": "Bericht", "language": "de"}],
        "end_date": "2026-12-31",
        "ends_at": "2026-03-04T12:00:00Z",
        "featured": [{"target_id": place.newsroom.pk}],
        "files": [{"document_id": document, "label": "Bericht", "language": "de"}],
        "identifier": "doi:10.1000/1",
        "introduction": "Worum es geht",
        "kicker": "Kurz gesagt",
        "kind": "statement",
        "legal_kind": "privacy",
        "listing": "title",
        "notes_to_editors": "<p>Hintergrund</p>",
        "organisations": [organisation],
        "partners": [organisation],
        "place": "Berlin",
        "published_on": "2026-02-01",
        "reference": "PM 1/2026",
        "registration_url": "https://www.example.org/anmeldung",
        "related": [{"target_id": place.newsroom.pk}],
        "sdgs": ["10", "16"],
        "source_id": "urn:example:1",
        "source_published_at": "2026-02-01T08:00:00Z",
        "source_url": "https://www.example.org/quelle",
        "start_date": "2026-01-01",
        "starts_at": "2026-03-04T09:00:00Z",
        "status": "ongoing",
        "summary": "Das Wichtigste",
        "teaser_image": factories.ImageFactory().pk,
        "time_zone": "Europe/Berlin",
        "topics": [{"topic_id": factories.TopicFactory().pk}],
    }


def payload(page_type: type[BasePage], place: Place) -> dict[str, Any]:
    """All of the type's writable fields. A field that `full_fields` does not know is a KeyError here."""
    known = full_fields(place)
    return {attname(page_type, name): known[name] for name in writable_names(page_type)}


def writable_names(page_type: type[BasePage]) -> list[str]:
    return [field.name for field in APIField.get_writable_fields_for_model(page_type)]


def attname(page_type: type[BasePage], name: str) -> str:
    return getattr(page_type._meta.get_field(name), "attname", name)


def parent_for(page_type: type[BasePage], place: Place) -> Page:
    if page_type._meta.label == "home.HomePage":
        return Page.get_first_root_node()
    if page_type._meta.label == "newsroom.NewsPage":
        return place.newsroom
    if page_type._meta.label in {"home.ProjectPage", "home.PublicationPage"}:
        return factories.SectionPageFactory(parent=place.home)
    return place.home


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model._meta.label)
def test_every_field_of_every_type_is_created_published_and_read(
    page_type: type[BasePage], place: Place, api: ManagementApi
) -> None:
    data = payload(page_type, place)
    meta = {"type": page_type._meta.label, "parent_id": parent_for(page_type, place).pk, "action": "publish"}

    answer = api.send("post", "pages/", {"title": "Ganz neu", **data, "meta": meta})

    assert answer.status_code == 201, answer.content.decode()
    page = page_type.objects.get(pk=answer.json()["id"])
    assert page.live
    for name in writable_names(page_type):
        assert not is_empty(getattr(page, name)), f"{name} was not written"
    if page_type._meta.label == "home.HomePage":
        return  # a home page of no site is nothing that readers see
    shown = json.loads(PublishedItem.objects.get(key=f"page-{page.pk}").content)
    empty = [field.name for field in page_type.content_fields if shown[field.name] in (None, [])]
    # Corrections have a form of their own, for what is public already (docs/decisions/0039).
    assert set(empty) <= {"corrections"}


def is_empty(value: Any) -> bool:
    return not value.exists() if hasattr(value, "exists") else value in (None, "", [])


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model._meta.label)
def test_every_field_of_every_type_is_changed_and_then_published(
    page_type: type[BasePage], place: Place, api: ManagementApi
) -> None:
    required = {"starts_at": "2026-01-01T09:00:00Z", "legal_kind": "imprint"}
    names = writable_names(page_type)
    start = {name: value for name, value in required.items() if name in names}
    meta = {"type": page_type._meta.label, "parent_id": parent_for(page_type, place).pk}
    made = api.send("post", "pages/", {"title": "Noch leer", **start, "meta": meta})
    assert made.status_code == 201, made.content.decode()
    path = f"pages/{made.json()['id']}/"

    changed = api.send("patch", path, {"title": "Gefüllt", **payload(page_type, place)})
    published = api.send("post", f"{path}actions/publish/")

    assert changed.status_code == 200, changed.content.decode()
    assert published.status_code == 200, published.content.decode()
    page = page_type.objects.get(pk=made.json()["id"])
    assert (page.title, page.live) == ("Gefüllt", True)
    for name in names:
        assert not is_empty(getattr(page, name)), f"{name} was not written"


def test_every_block_is_read_as_it_was_sent(place: Place, api: ManagementApi) -> None:
    sent = body(place)
    meta = {"type": "home.LegalPage", "parent_id": place.home.pk, "action": "publish"}

    answer = api.send(
        "post", "pages/", {"title": "Impressum", "legal_kind": "imprint", "body": sent, "meta": meta}
    )

    page = LegalPage.objects.get(pk=answer.json()["id"])
    assert [block["type"] for block in page.body.raw_data] == [block["type"] for block in sent]
    shown = json.loads(PublishedItem.objects.get(key=f"page-{page.pk}").content)
    assert [block["type"] for block in shown["body"]] == [block["type"] for block in sent]


def test_a_refused_page_leaves_nothing_behind(place: Place, api: ManagementApi) -> None:
    pages, changes = Page.objects.count(), Change.objects.count()
    meta = {"type": "newsroom.NewsPage", "parent_id": place.newsroom.pk, "action": "publish"}

    answer = api.send("post", "pages/", {"title": "", "kind": "no such kind", "meta": meta})

    assert answer.status_code == 422
    assert (Page.objects.count(), Change.objects.count()) == (pages, changes)


def test_a_page_where_its_type_may_not_stand_is_refused(place: Place, api: ManagementApi) -> None:
    meta = {"type": "newsroom.NewsPage", "parent_id": place.home.pk, "action": "publish"}

    answer = api.send("post", "pages/", {"title": "Am falschen Ort", "meta": meta})

    assert answer.status_code in {403, 422}
    assert not Page.objects.filter(title="Am falschen Ort").exists()
