"""What was said in another language is published once a second person has confirmed the wording."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from cms.pages.models import QuoteConfirmation
from tests.factories import NewsPageFactory, Place
from tests.pages.gates.pages import Codes, block, quote, with_body
from tests.projection.world import submit_for_translation, translate_strings

REFUSED = [("quote-unconfirmed", "body.0.value.text")]


@pytest.fixture
def author(db: None) -> Any:
    return get_user_model().objects.create_superuser("author", first_name="Alma", last_name="Autorin")


@pytest.fixture
def news(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, live=False)


def write(page: Any, user: Any, text: str = "Niemand soll wählen müssen.", language: str = "ar") -> Any:
    page.body = page.body.stream_block.to_python([block("quote", quote(text, language))])
    page.save_revision(user=user)
    return page


def confirm(client: Client, page: Any) -> Any:
    address = f"/admin/writing/quotes/{page.pk}/"
    rows = client.get(address).context["rows"]
    return client.post(address, {"quote": rows[0]["digest"]}, follow=True)


def test_a_second_person_confirms_and_is_named(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, author)
    assert codes(news, author) == REFUSED
    answer = confirm(desk, news)
    assert "Clara Chef" in answer.content.decode()
    assert codes(news, author) == codes(news, chief) == []
    assert QuoteConfirmation.objects.get().confirmed_by == chief
    assert PageLogEntry.objects.filter(page=news.pk, action="pages.confirm_quote", user=chief).exists()


def test_who_has_written_it_cannot_confirm_it(news: Any, chief: Any, desk: Client, codes: Codes) -> None:
    write(news, chief)
    news.title = "Another title"
    news.save_revision(user=get_user_model().objects.create_superuser("somebody"))
    confirm(desk, news)
    assert not QuoteConfirmation.objects.exists()
    assert codes(news) == REFUSED


def test_who_wrote_it_cannot_confirm_it_after_another_said_who_spoke_or_in_what_language(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, chief, language="")
    write(news, author, language="ar")
    confirm(desk, news)
    assert not QuoteConfirmation.objects.exists()
    assert codes(news) == REFUSED


def test_who_said_who_spoke_or_in_what_language_cannot_confirm_it(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, author, language="")
    write(news, chief, language="ar")
    confirm(desk, news)
    assert not QuoteConfirmation.objects.exists()
    assert codes(news) == REFUSED


def test_who_wrote_it_cannot_confirm_it_after_it_was_away_for_a_while(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, chief)
    write(news, chief, "Alle sollen wählen müssen.")
    write(news, author)
    confirm(desk, news)
    assert not QuoteConfirmation.objects.exists()
    assert codes(news) == REFUSED


def test_another_wording_needs_another_confirmation(
    news: Any, author: Any, desk: Client, codes: Codes
) -> None:
    write(news, author)
    confirm(desk, news)
    write(news, author, "Niemand sollte wählen müssen.")
    assert codes(news) == REFUSED
    write(news, author)
    assert codes(news) == []


def test_a_wording_that_has_changed_meanwhile_is_not_confirmed(news: Any, author: Any, desk: Client) -> None:
    write(news, author)
    address = f"/admin/writing/quotes/{news.pk}/"
    read = desk.get(address).context["rows"][0]["digest"]
    write(news, author, "Alle sollen wählen müssen.")
    desk.post(address, {"quote": read})
    assert not QuoteConfirmation.objects.exists()


def test_where_nobody_knows_who_wrote_it_one_confirms_and_another_publishes(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, None)
    confirm(desk, news)
    assert codes(news, chief) == REFUSED
    assert codes(news, author) == []


@pytest.mark.parametrize("language", ["", "de"])
def test_what_was_said_in_the_pages_language_needs_nobody(
    news: Any, author: Any, codes: Codes, language: str
) -> None:
    with_body(news, block("quote", quote("Niemand soll wählen müssen.", language)))
    assert codes(news) == []


def test_in_a_translation_every_quote_is_from_the_sources_language(
    place: Place, news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    write(news, author, language="")
    news.get_latest_revision().publish()
    translation = submit_for_translation(news, "en")
    translate_strings(translation, "Nobody should have to choose")
    translation.save_target(user=author, publish=False)
    english = translation.get_target_instance()
    assert codes(english) == REFUSED
    confirm(desk, english)
    assert codes(english) == []


def translated(news: Any, author: Any, translator: Any) -> Translation:
    """Into English by the translator; the author has written the page, and saves both."""
    write(news, author, language="")
    news.get_latest_revision().publish()
    translation = submit_for_translation(news, "en")
    translate_strings(translation, "Nobody should have to choose")
    StringTranslation.objects.update(last_translated_by=translator)
    translation.save_target(user=author, publish=False)
    return translation


def test_who_has_translated_it_cannot_confirm_it_whoever_saved_the_page(
    news: Any, author: Any, chief: Any, desk: Client, codes: Codes
) -> None:
    translation = translated(news, author, chief)
    confirm(desk, translation.get_target_instance())
    assert not QuoteConfirmation.objects.exists()


def test_who_has_translated_it_cannot_confirm_it_after_another_has_sent_the_same_words(
    news: Any, author: Any, chief: Any, desk: Client
) -> None:
    translation = translated(news, author, chief)
    other = Client()
    other.force_login(author)
    for segment in translation.source.stringsegment_set.all():
        address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
        sent = "value=Nobody should have to choose"
        assert other.put(address, sent, content_type="application/x-www-form-urlencoded").status_code == 200
    confirm(desk, translation.get_target_instance())
    assert not QuoteConfirmation.objects.exists()


def test_who_may_not_edit_the_page_cannot_confirm(news: Any, author: Any, client: Client) -> None:
    write(news, author)
    client.force_login(get_user_model().objects.create_user("stranger", is_staff=True))
    assert client.get(f"/admin/writing/quotes/{news.pk}/").status_code in {302, 403}


def test_who_confirms_reads_what_was_said_in_the_original(news: Any, author: Any, desk: Client) -> None:
    write(news, author, "Niemand soll wählen müssen.", language="").publish(news.latest_revision)
    translation = submit_for_translation(news, "en")
    translate_strings(translation, "Nobody should have to choose.")
    translation.save_target(user=author, publish=False)
    english = news.get_translation(translation.target_locale)
    shown = desk.get(f"/admin/writing/quotes/{english.pk}/").content.decode()
    assert shown.index("Nobody should have to choose.") < shown.index(
        '<blockquote lang="de" dir="auto">Niemand soll'
    )
    assert (
        f"/admin/writing/quotes/{english.pk}/"
        in desk.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    )
