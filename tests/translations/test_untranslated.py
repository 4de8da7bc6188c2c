"""What reaches a translator without anybody telling her."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from tests.factories import NewsPageFactory, Place, locale, translate
from tests.projection.world import submit_for_translation
from tests.translations.conftest import somebody


def listed(client: Client) -> list[tuple[str, list[str]]]:
    answer = client.get("/admin/translating/untranslated/")
    assert answer.status_code == 200
    return [(page.title, page.lacked) for page in answer.context["object_list"]]


def test_a_release_reaches_whoever_translates_into_a_language_that_it_lacks(
    german: Any, translator: Client, chief: Client
) -> None:
    assert listed(translator) == [("Neue Brücke", ["en"])]
    assert listed(chief) == [("Neue Brücke", ["en", "ar"])]
    submit_for_translation(german, "en").save_target(publish=False)
    assert listed(translator) == []
    assert listed(chief) == [("Neue Brücke", ["ar"])]
    assert listed(somebody("translator", "ar")) == [("Neue Brücke", ["ar"])]


def test_a_draft_reaches_nobody_until_it_is_handed_in(
    place: Place, translator: Client, chief: Client
) -> None:
    draft = NewsPageFactory(parent=place.newsroom, title="Entwurf", live=False)
    assert listed(translator) == []
    draft.save_revision()
    draft.get_workflow().start(draft, None)
    assert listed(translator) == [("Entwurf", ["en"])]


def test_what_is_older_than_a_month_was_left_by_choice(german: Any, translator: Client) -> None:
    Page.objects.filter(pk=german.pk).update(first_published_at=timezone.now() - timedelta(days=31))
    assert listed(translator) == []


def test_a_mirror_of_another_language_is_no_translation_and_a_translation_asks_for_none(
    german: Any, chief: Client, translator: Client
) -> None:
    translate(german, "ar")
    german.copy_for_translation(locale("en"), copy_parents=True, alias=True)
    assert listed(translator) == [("Neue Brücke", ["en"])]


def test_the_first_page_leads_to_the_form_with_the_language_chosen(german: Any, translator: Client) -> None:
    shown = translator.get("/admin/").content.decode()
    address = f"/admin/localize/submit/page/{german.pk}/?select_locale=en"
    assert f'href="{address}"' in shown
    form = translator.get(address).context["form"]
    assert [each.language_code for each in form.fields["locales"].queryset] == ["en"]
    assert [each.language_code for each in form.initial["locales"]] == ["en"]


def test_the_list_is_one_query_of_its_own(german: Any, place: Place, translator: Client) -> None:
    NewsPageFactory(parent=place.newsroom, title="Zweite")
    listed(translator)
    with CaptureQueriesContext(connection) as asked:
        assert len(listed(translator)) == 2
    assert (
        sum('"lacked"' in query["sql"] and "LIMIT" in query["sql"] for query in asked.captured_queries) == 1
    )
    with CaptureQueriesContext(connection) as asked:
        translator.get("/admin/")
    assert sum('"lacked"' in query["sql"] for query in asked.captured_queries) == 1
