"""What readers get of news, through the projection, exactly."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cms.published.models import PublishedItem
from newsroom.models import (
    NewsContact,
    NewsDownload,
    NewsOrganisation,
    NewsPlace,
    NewsRelated,
    NewsroomContact,
    NewsTopic,
)
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    MediaContactFactory,
    NewsPageFactory,
    NewsroomPageFactory,
    OrganisationFactory,
    Place,
    TopicFactory,
    correct,
    embargo,
    locale,
    publish,
    translate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]
EVERYWHERE = {"id", "type", "meta", "title"}


def read(page: Any, form: str = "content") -> dict[str, Any]:
    return json.loads(getattr(PublishedItem.objects.get(key=f"page-{page.pk}"), form))


def fields(page: Any, form: str = "content") -> dict[str, Any]:
    return {name: value for name, value in read(page, form).items() if name not in EVERYWHERE}


def whole_release(place: Place) -> Any:
    other = NewsPageFactory(parent=place.newsroom, title="Vorgeschichte")
    desk = MediaContactFactory(name="Pressestelle", email="presse@example.org", phone="")
    release = NewsPageFactory(
        parent=place.newsroom,
        title="Neues Zentrum eröffnet",
        kind="statement",
        kicker="Beratung",
        reference="BSP/2024/12",
        summary="Das Zentrum berät ab Juli.",
        dateline_places=[NewsPlace(name="Kairo"), NewsPlace(name="Khartum")],
        dateline_date=date(2024, 7, 2),
        body=[("paragraph", "<p>Es ist offen.</p>")],
        teaser_image=ImageFactory(alt="Ein Haus"),
        topics=[NewsTopic(topic=TopicFactory(title="Rückkehr", slug="return"))],
        countries=["SD", "EG"],
        sdgs=["10"],
        organisations=[NewsOrganisation(organisation=OrganisationFactory(name="Partnerin", slug="partner"))],
        contacts=[
            NewsContact(contact=desk),
            NewsContact(organisation="Partnerin", name="A. Haddad", phone="+20 2 1234567"),
        ],
        notes_to_editors="<p>Fotos auf Anfrage.</p>",
        downloads=[
            NewsDownload(document=DocumentFactory(title="Hintergrund"), label="Hintergrund (PDF)"),
            NewsDownload(image=ImageFactory(alt="Das Tor")),
        ],
        related=[NewsRelated(target=other)],
        source_url="https://source.example.org/12",
    )
    correct(release, "Juli statt Juni.", date=date(2024, 7, 3))
    return release


def test_a_release_gives_every_field_of_the_contract(place: Place) -> None:
    found = fields(whole_release(place))
    body, downloads, related = found.pop("body"), found.pop("downloads"), found.pop("related")
    image = found.pop("teaser_image")
    assert found == {
        "kind": {"value": "statement", "label": found["kind"]["label"]},
        "kicker": "Beratung",
        "reference": "BSP/2024/12",
        "summary": "Das Zentrum berät ab Juli.",
        "dateline": {
            "places": ["Kairo", "Khartum"],
            "date": "2024-07-02",
            "text": "Kairo/Khartum, 2. Juli 2024",
        },
        "topics": [{"value": "return", "label": "Rückkehr"}],
        "countries": [{"value": "SD", "label": "Sudan"}, {"value": "EG", "label": "Ägypten"}],
        "sdgs": [{"value": "10", "label": found["sdgs"][0]["label"]}],
        "organisations": [{"value": "partner", "label": "Partnerin"}],
        "contacts": [
            {
                "organisation": "Agentur für Beispiele",
                "name": "Pressestelle",
                "email": "presse@example.org",
                "phone": None,
            },
            {"organisation": "Partnerin", "name": "A. Haddad", "email": None, "phone": "+20 2 1234567"},
        ],
        "notes_to_editors": {"html": "<p>Fotos auf Anfrage.</p>"},
        "corrections": [{"kind": "correction", "date": "2024-07-03", "note": "Juli statt Juni."}],
        "corrected": True,
        "source_url": "https://source.example.org/12",
    }
    assert [block["value"] for block in body] == [{"html": "<p>Es ist offen.</p>"}]
    assert image["alt"] == "Ein Haus"
    assert [set(row) for row in downloads] == [{"document", "label", "language", "image"}] * 2
    assert [row["label"] for row in downloads] == ["Hintergrund (PDF)", None]
    assert downloads[0]["document"]["title"] == "Hintergrund"
    assert downloads[1]["image"]["alt"] == "Das Tor"
    assert [card["title"] for card in related] == ["Vorgeschichte"]


def test_news_with_the_least_has_every_field_too_and_no_empty_text(place: Place) -> None:
    found = fields(NewsPageFactory(parent=place.newsroom, title="Kurz", kind="news", body=[]))
    assert found.pop("kind")["value"] == "news"
    assert found.pop("summary") == "The lead."
    assert found.pop("corrected") is False
    lists = {name for name, value in found.items() if value == []}
    assert lists == {
        "body",
        "topics",
        "countries",
        "sdgs",
        "organisations",
        "contacts",
        "downloads",
        "corrections",
        "related",
    }
    assert {name for name, value in found.items() if value is None} == {
        "kicker",
        "reference",
        "dateline",
        "teaser_image",
        "notes_to_editors",
        "source_url",
    }
    assert set(found) == set(fields(whole_release(place))) - {"kind", "summary", "corrected"}


def test_a_card_of_news_is_what_lists_show(place: Place) -> None:
    card = fields(whole_release(place), "card")
    assert set(card) == {
        "kind",
        "summary",
        "dateline",
        "teaser_image",
        "topics",
        "countries",
        "corrected",
    }


def test_an_update_counts_as_corrected(place: Place) -> None:
    updated = NewsPageFactory(parent=place.newsroom, title="Neu")
    correct(updated, "Neu.", kind="update")
    assert fields(updated, "card")["corrected"]


def test_a_translation_gives_topics_and_contacts_of_its_own_language(place: Place) -> None:
    topic = TopicFactory(title="Rückkehr", slug="return")
    here = topic.copy_for_translation(locale("en"))
    here.title = "Return"
    here.save()
    german = NewsPageFactory(
        parent=place.newsroom,
        title="Beratung",
        topics=[NewsTopic(topic=topic)],
        dateline_places=[NewsPlace(name="Kairo")],
        dateline_date=date(2024, 7, 2),
    )
    english = translate(german, "en", title="Counselling")
    name = english.dateline_places.get()
    name.name = "Cairo"
    english.dateline_places = [name]
    english.save_revision().publish()
    found = read(english)
    assert found["topics"] == [{"value": "return", "label": "Return"}]
    assert found["dateline"]["text"] == "Cairo, 2 July 2024"
    assert read(german)["dateline"]["text"] == "Kairo, 2. Juli 2024"


def test_the_sources_date_is_the_date_of_publication_that_readers_see(place: Place) -> None:
    moment = datetime(2019, 5, 1, 8, tzinfo=UTC)
    page = NewsPageFactory(parent=place.newsroom, title="Von früher", source_published_at=moment)
    assert read(page)["meta"]["published_at"] == "2019-05-01T08:00:00Z"


def test_an_embargoed_release_is_not_visible_before_its_embargo_ends(place: Place) -> None:
    until = datetime(2199, 1, 1, tzinfo=UTC)
    page = NewsPageFactory(parent=place.newsroom, title="Später", live=False)
    embargo(page, until)
    publish(page)
    assert PublishedItem.objects.get(key=f"page-{page.pk}").visible_from == until


def test_a_newsroom_gives_its_boilerplate_and_contacts(place: Place) -> None:
    desk = MediaContactFactory(name="Pressestelle", email="presse@example.org", phone="")
    page = NewsroomPageFactory(
        parent=place.home,
        title="Regionales",
        introduction="Neues aus der Region.",
        boilerplate="<p>Die Agentur hilft.</p>",
        contacts=[NewsroomContact(contact=desk)],
    )
    assert fields(page) == {
        "summary": "Neues aus der Region.",
        "introduction": "Neues aus der Region.",
        "boilerplate": {"html": "<p>Die Agentur hilft.</p>"},
        "contacts": [
            {
                "organisation": "Agentur für Beispiele",
                "name": "Pressestelle",
                "email": "presse@example.org",
                "phone": None,
            }
        ],
    }
