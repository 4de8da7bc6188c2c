"""Each image that a page shows is described, credited, licensed, and agreed to by those it shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cms.pages.embargoes import Embargo
from cms.pages.gates import problems_of
from newsroom.models import NewsDownload
from tests.factories import ImageFactory, NewsPageFactory, Place, SectionPageFactory
from tests.pages.gates.pages import Codes, block, picture, with_body


@pytest.fixture
def news(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, live=False)


def test_a_picture_with_all_that_is_asked_passes(news: Any, codes: Codes) -> None:
    with_body(news, block("image", picture(ImageFactory())))
    assert codes(news) == []


@pytest.mark.parametrize(
    ("lack", "code"),
    [
        ({"credit": ""}, "image-credit"),
        ({"licence": ""}, "image-licence"),
        ({"people_shown": "Two women"}, "image-consent-missing"),
        ({"consent_withdrawn_on": timezone.localdate()}, "image-consent-withdrawn"),
        ({"consent_until": timezone.localdate() - timedelta(days=1)}, "image-consent-ended"),
    ],
)
def test_what_an_image_lacks_keeps_its_pages_back(
    news: Any, codes: Codes, lack: dict[str, Any], code: str
) -> None:
    with_body(news, block("image", picture(ImageFactory(**lack), alt="A street")))
    assert codes(news) == [(code, "body.0.value.image")]


def test_people_who_have_agreed_pass(news: Any, codes: Codes) -> None:
    image = ImageFactory(
        people_shown="Two women", consent_reference="Folder 7", consent_until=timezone.localdate()
    )
    with_body(news, block("image", picture(image)))
    assert codes(news) == []


def test_consent_must_last_until_the_page_goes_live(news: Any, codes: Codes) -> None:
    news.go_live_at = timezone.now() + timedelta(days=7)
    image = ImageFactory(consent_until=timezone.localdate() + timedelta(days=3))
    with_body(news, block("image", picture(image)))
    assert codes(news) == [("image-consent-ended", "body.0.value.image")]


def test_consent_must_last_until_the_embargo_ends(news: Any, codes: Codes) -> None:
    until = timezone.now() + timedelta(days=7)
    Embargo.objects.create(translation_key=news.translation_key, until=until, time_zone="Europe/Berlin")
    image = ImageFactory(consent_until=timezone.localdate() + timedelta(days=3))
    with_body(news, block("image", picture(image)))
    assert codes(news) == [("image-consent-ended", "body.0.value.image")]
    image.consent_until = timezone.localdate() + timedelta(days=8)
    image.save()
    assert codes(news) == []


def test_an_embargo_that_is_past_asks_for_nothing(news: Any, codes: Codes) -> None:
    until = timezone.now() - timedelta(days=7)
    Embargo.objects.create(translation_key=news.translation_key, until=until, time_zone="Europe/Berlin")
    with_body(news, block("image", picture(ImageFactory(consent_until=timezone.localdate()))))
    assert codes(news) == []


@pytest.mark.parametrize("days", [-1, 3])
def test_what_is_said_of_consent_is_right_before_its_end_and_after(news: Any, days: int) -> None:
    news.go_live_at = timezone.now() + timedelta(days=7)
    last = timezone.localdate() + timedelta(days=days)
    with_body(news, block("image", picture(ImageFactory(title="Markt", consent_until=last))))
    with override("de"):
        (problem,) = problems_of(news)
        day = date_format(last, "DATE_FORMAT")
    assert problem.message == (
        f"Die Einwilligung, das Bild „Markt“ zu zeigen, gilt nur bis zum {day}. Bitte ein anderes auswählen."
    )


def test_a_picture_is_described_by_its_page_or_by_itself_or_is_decorative(news: Any, codes: Codes) -> None:
    bare = ImageFactory(alt="")
    with_body(
        news,
        block("image", picture(bare)),
        block("image", picture(bare, alt="A street")),
        block("image", picture(bare, decorative=True)),
        block("image", picture(ImageFactory())),
    )
    assert codes(news) == [("image-alt", "body.0.value.image")]


def test_galleries_stills_downloads_and_teasers_are_looked_at_too(news: Any, codes: Codes) -> None:
    bare, whole = ImageFactory(alt=""), ImageFactory()
    news.teaser_image = bare
    news.downloads = [NewsDownload(image=whole), NewsDownload(image=bare)]
    video = {
        "url": "https://vimeo.com/1",
        "title": "A day",
        "poster": bare.pk,
        "caption": "",
        "transcript": "",
    }
    with_body(
        news,
        block("gallery", {"title": "", "images": [picture(whole), picture(bare)]}),
        block("video", video),
    )
    assert codes(news) == [
        ("image-alt", "body.0.value.images.1.image"),
        ("image-alt", "body.1.value.poster"),
        ("image-alt", "teaser_image"),
        ("image-alt", "downloads.1.image"),
    ]


def test_sections_show_teasers_as_well(place: Place, codes: Codes) -> None:
    section = SectionPageFactory(parent=place.home, live=False, teaser_image=ImageFactory(credit=""))
    assert codes(section) == [("image-credit", "teaser_image")]
