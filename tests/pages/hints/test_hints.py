"""Hints name the place, know each language's own ways, and keep nothing back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.pages.hints import hints_of
from tests import factories
from tests.factories import ContentPageFactory, ImageFactory, NewsPageFactory, Place
from tests.pages.gates.pages import block, picture, with_body
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def said(place: Place, text: str, language: str = "de") -> list[str]:
    news = NewsPageFactory(
        parent=place.newsrooms[language], locale=place.newsrooms[language].locale, live=False
    )
    with_body(news, block("paragraph", text))
    return [f"{hint.where}: {hint.message}" for hint in hints_of(news)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "<p>Sie sagte: „Ja, ‚immer‘.“ So geht’s.</p>"),
        ("en", "<p>She said: “Yes, ‘always’.” It’s so.</p>"),
        ("ar", "<p>قالت: «نعم».</p>"),
        ("de", '<p>Auf Englisch: <span lang="en" dir="ltr">“Yes.”</span></p>'),
        ("de", "<p>Die Migrant:innen und ihre Helfer:innen. In Berlin, mitten drin.</p>"),
        ("de", "<p>Die Migrant:innen auf LinkedIn, mit BuiltIn, vor und/in Berlin, außen/innen.</p>"),
        ("de", '<p>Die Migrant:innen und <a href="https://example.org/Leser*innen/in">ihre</a> Arbeit.</p>'),
        ("de", '<p>Die Migrant:innen und <span lang="en" dir="ltr">the Helfer*innen</span>.</p>'),
        ("en", "<p>The Migrant:innen and their Helfer*innen.</p>"),
    ],
)
def test_nothing_is_said_of_good_style(place: Place, language: str, text: str) -> None:
    assert said(place, text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "hint"),
    [
        ("de", "<p>Sie sagte “Ja”.</p>", "write „…“"),
        ("en", '<p>She said "yes".</p>', "write “…”"),
        ("de", "<p>Zwei  Leerzeichen.</p>", "two spaces"),
        ("de", f"<p>{' '.join(['Wort'] * 36)}.</p>", "36 words"),
        ("de", "<p>Migrant:innen und Helfer*innen</p>", "here *innen"),
        ("de", "<p>Migrant_innen und HelferInnen</p>", "here Innen"),
        ("de", "<p>Migrant:innen und eine KundIn</p>", "here In."),
        ("de", "<p>Ärzt:innen und ein/e Patient/-in</p>", "here /-in."),
    ],
)
def test_a_hint_names_the_place_and_what_is_better(place: Place, language: str, text: str, hint: str) -> None:
    (found,) = said(place, text, language)
    assert found.startswith("Body › Text (block 1): ")
    assert hint in found


def test_a_decorative_picture_with_a_caption_and_a_link_to_a_draft(place: Place) -> None:
    draft = ContentPageFactory(parent=place.home, title="Später", live=False)
    news = NewsPageFactory(parent=place.newsroom, live=False)
    with_body(
        news,
        block("image", picture(ImageFactory(), decorative=True, caption="Eine Straße")),
        block("paragraph", f'<p>Siehe <a linktype="page" id="{draft.pk}">dort</a>.</p>'),
    )
    odd, link = hints_of(news)
    assert "hardly decorative" in odd.message
    assert "“Später” is not public" in link.message


def test_an_image_that_is_not_described_in_the_pages_language(place: Place) -> None:
    image, known = ImageFactory(title="Markt"), ImageFactory(alts={"en": "A street"})
    english = {"parent": place.newsrooms["en"], "locale": place.newsrooms["en"].locale, "live": False}
    news = NewsPageFactory(teaser_image=image, **english)
    with_body(news, block("image", picture(image, alt="A market")), block("image", picture(known)))
    (hint,) = hints_of(news)
    assert hint.message == "The image “Markt” has no alternative text in English."
    assert hint.where == "Teaser image"


def test_a_link_to_what_is_embargoed_is_shown_to_nobody(place: Place) -> None:
    held = NewsPageFactory(parent=place.newsroom, title="Gesperrt")
    factories.embargo(held, timezone.now() + timedelta(days=1))
    news = NewsPageFactory(parent=place.newsroom, live=False)
    with_body(news, block("paragraph", f'<p><a linktype="page" id="{held.pk}">dort</a></p>'))
    [link] = hints_of(news)
    assert "“Gesperrt” is not public" in link.message


def test_they_stand_in_the_checks_beside_the_form_and_the_page_is_published(
    place: Place, client: Client
) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    news: Any = NewsPageFactory(parent=place.newsroom, summary="Zwei  Leerzeichen.")
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[news.pk]), headers={"Accept-Language": "en"})
    html = answer.content.decode()
    assert "There are two spaces in a row" in html
    assert 'href="#:w:contentpath=summary"' in html
    assert "The saved draft is in order." in html
    assert news.live


def test_what_will_keep_it_from_being_published_stands_above_them(place: Place, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor"))
    news: Any = NewsPageFactory(parent=place.newsroom, live=False, summary="")
    news.save_revision()
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[news.pk]), headers={"Accept-Language": "en"})
    [before, after] = answer.content.decode().split("data-gates")[1].split("data-style-hints")
    assert 'href="#:w:contentpath=summary"' in before
    assert "Nothing to say." in after
