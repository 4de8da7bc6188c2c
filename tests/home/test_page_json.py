"""What readers get of the organisation's pages, through the projection, exactly."""

import json
from datetime import date
from typing import Any

import pytest

from cms.published.models import PublishedItem
from home.models import (
    HomeAccessibleVersion,
    HomeFeatured,
    PageAccessibleVersion,
    PageContact,
    PageRelated,
    PageTopic,
    ProjectDonor,
    ProjectPartner,
    PublicationAuthor,
    PublicationFile,
    SectionAccessibleVersion,
)
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    EventPageFactory,
    ImageFactory,
    LegalPageFactory,
    OrganisationFactory,
    Place,
    ProjectPageFactory,
    PublicationPageFactory,
    SectionPageFactory,
    TopicFactory,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]
EVERYWHERE = {"id", "type", "meta", "title"}


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return ("de",)


@pytest.fixture
def section(place: Place) -> Any:
    return SectionPageFactory(parent=place.home, title="Arbeit")


def read(page: Any, form: str = "content") -> dict[str, Any]:
    return json.loads(getattr(PublishedItem.objects.get(key=f"page-{page.pk}"), form))


def fields(page: Any, form: str = "content") -> dict[str, Any]:
    return {name: value for name, value in read(page, form).items() if name not in EVERYWHERE}


def values(terms: list[dict[str, str]]) -> list[str]:
    return [term["value"] for term in terms]


def test_a_home_page_gives_introduction_body_and_featured_pages(place: Place) -> None:
    chosen = [ContentPageFactory(parent=place.home, title=title) for title in ("Eins", "Zwei")]
    place.home.introduction = "Wer wir sind."
    place.home.body = [("paragraph", "<p>Text</p>")]
    place.home.featured = [HomeFeatured(target=page) for page in reversed(chosen)]
    publish(place.home)
    found = fields(place.home)
    assert [block["value"] for block in found.pop("body")] == [{"html": "<p>Text</p>"}]
    assert [card["title"] for card in found.pop("featured")] == ["Zwei", "Eins"]
    assert found == {"introduction": "Wer wir sind.", "summary": "Wer wir sind."}
    assert set(fields(place.home, "card")) == {"summary"}


def test_a_section_gives_its_listing_and_a_card_with_its_picture(place: Place) -> None:
    page = SectionPageFactory(
        parent=place.home,
        title="Daten",
        introduction="Zahlen und Forschung.",
        listing="title",
        teaser_image=ImageFactory(alt="Ein Diagramm"),
    )
    found = fields(page)
    assert found.pop("teaser_image")["alt"] == "Ein Diagramm"
    assert found == {
        "summary": "Zahlen und Forschung.",
        "introduction": "Zahlen und Forschung.",
        "body": [],
        "listing": "title",
    }
    assert set(fields(page, "card")) == {"summary", "teaser_image"}


def content_parts(place: Place) -> dict[str, Any]:
    return {
        "summary": "Kurz gesagt.",
        "teaser_image": ImageFactory(),
        "body": [("paragraph", "<p>Text</p>")],
        "topics": [PageTopic(topic=TopicFactory(title="Rückkehr", slug="return"))],
        "sdgs": ["10", "16"],
        "contacts": [PageContact(name="A. Haddad", email="a@example.org")],
        "related": [PageRelated(target=place.home)],
    }


def assert_content_parts(found: dict[str, Any]) -> None:
    """Takes them out of `found`."""
    assert found.pop("summary") == "Kurz gesagt."
    assert found.pop("teaser_image")["alt"] == "A street with trees"
    assert [block["type"] for block in found.pop("body")] == ["paragraph"]
    assert found.pop("topics") == [{"value": "return", "label": "Rückkehr"}]
    assert values(found.pop("sdgs")) == ["10", "16"]
    contact = {"organisation": None, "name": "A. Haddad", "email": "a@example.org", "phone": None}
    assert found.pop("contacts") == [contact]
    assert [card["title"] for card in found.pop("related")] == ["Startseite"]


def test_a_content_page_gives_its_parts(place: Place) -> None:
    page = ContentPageFactory(parent=place.home, title="Beratung", **content_parts(place))
    found = fields(page)
    assert_content_parts(found)
    assert found == {}
    assert set(fields(page, "card")) == {"summary", "teaser_image", "topics"}


def test_a_project_adds_status_time_countries_and_organisations(place: Place, section: Any) -> None:
    page = ProjectPageFactory(
        parent=section,
        title="Wasser",
        status="completed",
        start_date=date(2020, 1, 1),
        end_date=date(2022, 12, 31),
        countries=["SD"],
        budget="2,4 Mio. Euro",
        donors=[ProjectDonor(organisation=OrganisationFactory(name="Geberin", slug="donor"))],
        partners=[ProjectPartner(organisation=OrganisationFactory(name="Partnerin", slug="partner"))],
        **content_parts(place),
    )
    found = fields(page)
    assert_content_parts(found)
    assert found.pop("status")["value"] == "completed"
    assert found == {
        "start_date": "2020-01-01",
        "end_date": "2022-12-31",
        "countries": [{"value": "SD", "label": "Sudan"}],
        "donors": [{"value": "donor", "label": "Geberin"}],
        "partners": [{"value": "partner", "label": "Partnerin"}],
        "budget": "2,4 Mio. Euro",
    }
    assert set(fields(page, "card")) == {"summary", "teaser_image", "topics", "status", "countries"}


def test_a_publication_adds_authors_files_and_identifier(place: Place, section: Any) -> None:
    page = PublicationPageFactory(
        parent=section,
        title="Bericht",
        published_on=date(2024, 2, 1),
        authors=[PublicationAuthor(name="A. Haddad"), PublicationAuthor(name="B. Meyer")],
        files=[PublicationFile(document=DocumentFactory(title="Bericht"), language="en", label="PDF")],
        identifier="10.1000/182",
        countries=["EG"],
        **content_parts(place),
    )
    found = fields(page)
    assert_content_parts(found)
    [file] = found.pop("files")
    assert (file["document"]["title"], file["label"], file["language"]) == ("Bericht", "PDF", "en")
    assert found == {
        "published_on": "2024-02-01",
        "authors": [{"name": "A. Haddad"}, {"name": "B. Meyer"}],
        "identifier": "10.1000/182",
        "countries": [{"value": "EG", "label": "Ägypten"}],
    }


def test_an_event_adds_time_and_place(place: Place, section: Any) -> None:
    page = EventPageFactory(
        parent=section,
        title="Tagung",
        starts_at="2026-03-04T09:00:00+01:00",
        ends_at="2026-03-05T17:00:00+01:00",
        time_zone="Africa/Cairo",
        place="Kairo",
        registration_url="https://register.example.org/",
        **content_parts(place),
    )
    found = fields(page)
    assert_content_parts(found)
    assert found == {
        "starts_at": "2026-03-04T08:00:00Z",
        "ends_at": "2026-03-05T16:00:00Z",
        "time_zone": "Africa/Cairo",
        "place": "Kairo",
        "registration_url": "https://register.example.org/",
    }
    assert set(fields(page, "card")) == {"summary", "teaser_image", "topics", "starts_at", "ends_at"}


def test_a_legal_page_gives_its_kind(place: Place) -> None:
    found = fields(LegalPageFactory(parent=place.home, title="Impressum"))
    assert found.pop("legal_kind")["value"] == "imprint"
    assert found == {"body": []}


def test_plain_and_sign_language_versions_are_named_by_the_pages_that_can_have_them(place: Place) -> None:
    plain = ContentPageFactory(parent=place.home, title="In Leichter Sprache")
    signed = ContentPageFactory(parent=place.home, title="In Gebärdensprache")

    def versions(model: Any) -> list[Any]:
        return [model(kind="plain_language", target=plain), model(kind="sign_language", target=signed)]

    pages = [
        SectionPageFactory(parent=place.home, accessible_versions=versions(SectionAccessibleVersion)),
        ContentPageFactory(parent=place.home, accessible_versions=versions(PageAccessibleVersion)),
        place.home,
    ]
    place.home.accessible_versions = versions(HomeAccessibleVersion)
    publish(place.home)
    for page in pages:
        found = read(page)["meta"]["accessible_versions"]
        assert [(version["kind"], version["id"]) for version in found] == [
            ("plain_language", plain.pk),
            ("sign_language", signed.pk),
        ]
