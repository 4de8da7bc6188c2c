"""What the matrix and the report tell of each version, and what that costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization

from cms.pages.models import Embargo
from cms.translations.matrix import versions
from cms.translations.states import open_translations
from tests.factories import NewsPageFactory, Place, embargo, locale, publish, translate
from tests.projection.observing import content
from tests.projection.world import submit_for_translation, translate_strings
from tests.translations.conftest import somebody

COLUMNS = {"de": 0, "en": 1, "ar": 2}


def row_of(client: Client, page: Any, section: Any = None) -> list[Any]:
    answer = client.get(f"/admin/translating/{(section or page).pk}/languages/")
    assert answer.status_code == 200
    (found,) = (row for row in answer.context["rows"] if row["page"].pk == page.pk)
    cells: list[Any] = found["cells"]
    return cells


def told(client: Client, page: Any, language: str = "en") -> list[str]:
    return [str(words) for words in row_of(client, page)[COLUMNS[language]].words]


def in_report(client: Client, **asked: Any) -> list[tuple[str, str]]:
    answer = client.get("/admin/translating/open/", asked)
    assert answer.status_code == 200
    return [(page.locale.language_code, page.states) for page in answer.context["object_list"]]


def test_a_version_is_followed_from_none_to_current_and_on(german: Any, place: Place, chief: Client) -> None:
    assert told(chief, german) == ["none", "translate"]
    made = submit_for_translation(german, "en")
    made.save_target(publish=False)
    assert told(chief, german) == ["draft"]
    assert in_report(chief) == [("en", "draft")]
    translate_strings(made, "By a machine", by="machine")
    made.save_target(publish=True)
    assert told(chief, german) == ["public", "translated by machine, not confirmed"]
    translate_strings(made, "In English")
    made.save_target(publish=True)
    assert told(chief, german) == ["public and current"]
    assert in_report(chief) == []
    german.summary = "Anders gesagt."
    publish(german)
    assert told(chief, german) == ["public", "outdated"]
    assert content(german)["meta"]["translations"][0]["status"] == "outdated"
    assert told(chief, german, "de") == ["public and current"]


def test_what_was_published_from_an_older_state_of_its_source_is_outdated(german: Any, chief: Client) -> None:
    made = submit_for_translation(german, "en")
    translate_strings(made, "In English")
    german.summary = "Anders gesagt."
    publish(german)
    made.save_target(publish=True)
    assert told(chief, german) == ["public", "outdated"]
    assert content(german)["meta"]["translations"][0]["status"] == "outdated"
    made.source.update_from_db()
    translate_strings(made, "Anew")
    assert content(german)["meta"]["translations"][0]["status"] == "outdated"
    made.save_target(publish=True)
    assert told(chief, german) == ["public and current"]
    assert content(german)["meta"]["translations"][0]["status"] == "current"


def test_a_version_made_by_hand_is_outdated_once_the_first_one_was_published_again(
    german: Any, chief: Client
) -> None:
    translate(german, "en", title="By hand")
    assert told(chief, german) == ["public and current"]
    publish(german)
    assert told(chief, german) == ["public", "outdated"]
    assert content(german)["meta"]["translations"][0]["status"] == "outdated"


def test_what_is_let_out_as_it_is_says_so(translation: Any, german: Any, chief: Client) -> None:
    english = translation.get_target_instance()
    address = f"/admin/translating/{english.pk}/as-it-is/"
    chief.post(address, {"read": chief.get(address).context["read"]})
    assert told(chief, german) == ["public", "partly in the original language"]
    assert in_report(chief) == [("en", "partly in the original language")]


def test_what_waits_for_its_moment_says_so_and_waits_for_nobody(
    german: Any, translation: Any, chief: Client
) -> None:
    english = translation.get_target_instance()
    translate_strings(translation, "In English")
    embargo(german, timezone.now() + timedelta(days=1))
    assert told(chief, german) == ["draft"]
    translation.save_target(publish=True)
    assert told(chief, german) == told(chief, german, "de") == ["waits for the embargo"]
    Embargo.objects.all().delete()
    assert told(chief, german) == ["public and current"]
    english.refresh_from_db()
    english.unpublish()
    english.go_live_at = timezone.now() + timedelta(days=1)
    publish(english)
    assert told(chief, german) == ["scheduled"]
    Page.objects.filter(pk=english.pk).update(expired=True, go_live_at=None)
    english.revisions.update(approved_go_live_at=None)
    assert told(chief, german) == ["expired"]
    assert in_report(chief) == []


def test_what_waits_for_its_moment_and_for_somebody_says_both(
    german: Any, translation: Any, chief: Client
) -> None:
    embargo(german, timezone.now() + timedelta(days=1))
    translate_strings(translation, "By a machine", by="machine")
    translation.save_target(publish=True)
    assert told(chief, german) == ["waits for the embargo", "translated by machine, not confirmed"]
    assert in_report(chief) == [("en", "translated by machine, not confirmed")]


def test_a_placeholder_is_no_version(german: Any, place: Place, chief: Client) -> None:
    LocaleSynchronization.objects.create(locale=locale("ar"), sync_from=locale("de"))
    assert told(chief, german, "ar") == ["shows another language"]
    assert in_report(chief) == []


def test_each_cell_leads_to_where_it_is_done(german: Any, translation: Any, chief: Client) -> None:
    de, en, ar = (cell.address for cell in row_of(chief, german))
    english = translation.get_target_instance()
    assert (de, en) == (f"/admin/pages/{german.pk}/edit/", f"/admin/pages/{english.pk}/edit/")
    assert ar == f"/admin/localize/submit/page/{german.pk}/?select_locale=ar"
    assert chief.get(ar).status_code == chief.get(en).status_code == 200


def test_a_translator_sees_what_the_language_lacks_from_its_own_side(
    german: Any, place: Place, translator: Client
) -> None:
    own = translator.get(f"/admin/translating/{place.newsrooms['en'].pk}/languages/")
    assert f"/admin/translating/{place.newsroom.pk}/languages/" in own.content.decode()
    assert next(str(word) for word in row_of(translator, german, place.newsroom)[1].words) == "none"
    assert somebody("partner_manager").get(f"/admin/translating/{german.pk}/languages/").status_code != 200


def test_the_report_is_asked_by_language_state_and_section(
    german: Any, translation: Any, place: Place, chief: Client
) -> None:
    draft = [("en", "draft")]
    assert in_report(chief, locale=locale("en").pk, state="draft") == draft
    assert in_report(chief, section=place.newsrooms["en"].pk) == draft
    assert in_report(chief, locale=locale("ar").pk) == []
    assert in_report(chief, state="outdated") == []
    assert in_report(chief, section=place.newsroom.pk) == []
    sheet = chief.get("/admin/translating/open/", {"export": "csv"})
    assert b"draft" in b"".join(sheet.streaming_content)


@pytest.mark.parametrize("number", [1, 4])
def test_matrix_and_report_ask_one_query_each_for_their_pages(place: Place, number: int) -> None:
    for _ in range(number):
        made = submit_for_translation(NewsPageFactory(parent=place.newsroom), "en")
        made.save_target(publish=False)
    section = Page.objects.get(pk=place.newsroom.pk)
    with CaptureQueriesContext(connection) as asked:
        found, total = versions(section, 0)
        assert {page.get_admin_display_title() for page in found}
    assert len(asked) == 1
    assert (total, len(found)) == (number + 1, 2 * number + 3)
    with CaptureQueriesContext(connection) as asked:
        assert open_translations().count() == number
    assert len(asked) == 1


def test_a_long_section_has_several_screens(place: Place, chief: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cms.translations.matrix.ROWS", 2)
    for _ in range(3):
        NewsPageFactory(parent=place.newsroom)
    address = f"/admin/translating/{place.newsroom.pk}/languages/"
    assert [len(chief.get(address, {"p": p}).context["rows"]) for p in (1, 2)] == [2, 2]
    assert chief.get(address, {"p": 9}).status_code == 302
    assert chief.get(address, {"p": "x"}).status_code == 200


def test_the_menu_of_reports_leads_there(german: Any, chief: Client) -> None:
    home = chief.get("/admin/").content.decode()
    assert "/admin/translating/open/" in home
    assert chief.get("/admin/translating/languages/", follow=True).status_code == 200
    assert (
        f"/admin/translating/{german.pk}/languages/"
        in chief.get(f"/admin/pages/{german.pk}/edit/").content.decode()
    )


def test_a_translator_is_offered_her_own_language_and_sees_at_a_glance_what_is_to_do(
    german: Any, translation: Any, translator: Client
) -> None:
    cells = row_of(translator, german)
    assert [cell.icon for cell in cells] == ["check", "warning", ""]
    assert [str(words) for words in cells[COLUMNS["ar"]].words] == ["none"]
    assert cells[COLUMNS["ar"]].address == ""
