"""What of a page becomes words for search, and when."""

import pytest

from cms.projection import vocabulary
from cms.projection.tasks import forget_words
from cms.projection.texts import page_texts, without_tags
from cms.published.models import PublishedItem, PublishedWord
from newsroom.models import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db

NEWS = NewsPage._meta.label


def item(page):
    return PublishedItem.objects.get(key=f"page-{page.pk}", state="public")


def test_prose_counts_by_its_weight_the_summary_first_and_codes_do_not():
    image = {
        "id": 7,
        "alt": "Ein Boot",
        "caption": "Am Hafen",
        "src": "https://example.org/7.jpg",
        "credit": "AP",
    }
    fields = {
        "kicker": "Neu",
        "summary": "Kurz gesagt",
        "source_url": "https://example.org/alt",
        "body": [
            {"type": "paragraph", "id": "a", "value": {"html": "<p>Ein <b>Satz</b></p><p>Mehr</p>"}},
            {"type": "image", "id": "b", "value": {"image": image}},
            {"type": "heading", "id": "c", "value": {"text": "Weiteres", "level": 2, "anchor": "anker"}},
        ],
        "topics": [{"value": "arbeit", "label": "Beschäftigung"}],
        "related": [{"id": 9, "title": "Anderes", "summary": "Steht anderswo"}],
        "contacts": [{"organisation": "Amt", "name": "Ada", "email": "ada@example.org", "phone": "+49 30"}],
    }
    texts = page_texts(NEWS, "Titel", fields)
    assert texts.title == "Titel"
    assert texts.lead == "Kurz gesagt\nNeu"
    assert texts.body == "Ein Satz\nMehr\nWeiteres"
    assert texts.rest.split("\n") == ["Ein Boot", "Am Hafen", "Beschäftigung", "Amt", "Ada"]


def test_a_word_that_is_bold_in_part_stays_one():
    assert without_tags("<p>Migrant<b>:innen</b></p><ul><li>eins</li><li>zwei &amp; drei</li></ul>") == (
        "Migrant:innen\neins\nzwei & drei"
    )


def test_words_come_with_what_is_published_and_go_at_night():
    place = factories.make_site(locales=("de",))
    page = factories.NewsPageFactory(parent=place.newsrooms["de"], title="Sonderbares")
    assert "sonderbares Sonderbares" in item(page).search_spellings
    assert PublishedWord.objects.filter(locale="de", spelling="sonderbares Sonderbares").exists()
    page.title = "Gewöhnliches"
    page.save_revision().publish()
    assert "sonderbares Sonderbares" not in item(page).search_spellings
    forget_words(0)
    left = set(PublishedWord.objects.values_list("spelling", flat=True))
    assert "sonderbares Sonderbares" not in left
    assert "gewohnliches Gewöhnliches" in left
    assert vocabulary.forget(max(PublishedWord.objects.values_list("pk", flat=True))) is None


def test_a_newsrooms_boilerplate_does_not_count_for_its_releases():
    place = factories.make_site(locales=("de",))
    newsroom = place.newsrooms["de"]
    newsroom.boilerplate = "<p>Weltorganisation</p>"
    newsroom.save_revision().publish()
    page = factories.NewsPageFactory(parent=newsroom, title="Meldung")
    assert "Weltorganisation" in item(newsroom).search_text
    assert "Weltorganisation" not in item(page).search_text


def test_a_text_beyond_all_measure_can_be_published():
    place = factories.make_site(locales=("de",))
    # More than the megabyte that a text's index may take (PostgreSQL: limits of text search), in few words.
    long = " ".join(f"{number}{'x' * 180}" for number in range(7_000))
    page = factories.NewsPageFactory(
        parent=place.newsrooms["de"], title="Lang", body=[("paragraph", f"<p>{long}</p>")]
    )
    assert item(page).search_text
