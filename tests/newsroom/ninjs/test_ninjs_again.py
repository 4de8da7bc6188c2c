"""What a second import does, and what it leaves alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import PageLogEntry, Revision

from cms.pages.models import Embargo
from cms.published.models import PublishedItem
from newsroom.models import NewsPage
from tests.factories import NewsroomPageFactory, Place
from tests.newsroom.ninjs.desk import Desk, content, html, make_item

Imported = Callable[..., NewsPage]
LATER = "2024-07-03T09:30:00+02:00"


def edit(page: NewsPage, **fields: Any) -> NewsPage:
    """As an editor does: a revision that is published."""
    latest: NewsPage = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(latest, name, value)
    latest.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def test_an_item_that_has_not_changed_writes_nothing(desk: Desk) -> None:
    assert desk.words(make_item()) == ["created"]
    before = Revision.objects.count(), PageLogEntry.objects.count()
    assert desk.words(make_item()) == ["unchanged"]
    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before


def test_a_changed_item_updates_its_page_and_keeps_what_it_says_nothing_of(
    desk: Desk, imported: Imported
) -> None:
    page = imported(make_item(bodies=html("<p>Eins</p><h2>Zwei</h2><p>Drei</p>")))
    before = content(page)
    line = desk(make_item(bodies=html("<p>Neu</p><h2>Zwei</h2><p>Drei</p>"), versionCreated=LATER))
    after = content(page)
    assert line == [f"updated https://news.agency.example/bridge.de.html (page {page.pk})"]
    assert after["body"][0]["value"]["html"] == "<p>Neu</p>"
    assert [block["id"] for block in after["body"][1:]] == [block["id"] for block in before["body"][1:]]
    assert after["meta"]["slug"] == before["meta"]["slug"]
    assert NewsPage.objects.count() == 1


def test_an_editors_change_is_kept(desk: Desk, imported: Imported) -> None:
    page = edit(imported(make_item()), title="Von Hand", summary="Kurz gesagt.")
    line = desk(make_item(headlines=[{"value": "Anders"}]))
    assert line[0].endswith("kept: edited here")
    assert "1 of the unchanged kept" in desk.said
    assert content(page)["title"] == "Von Hand"


def test_an_editors_draft_is_kept(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    draft: NewsPage = page.get_latest_revision_as_object()
    draft.title = "Entwurf"
    draft.save_revision()
    assert desk.words(make_item(headlines=[{"value": "Anders"}])) == ["unchanged"]
    assert NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Entwurf"


def test_a_page_that_an_editor_has_locked_is_kept(desk: Desk, imported: Imported) -> None:
    NewsPage.objects.filter(pk=imported(make_item()).pk).update(locked=True)
    assert desk(make_item(headlines=[{"value": "Anders"}]))[0].endswith("kept: locked here")


def test_a_page_that_an_editor_has_unpublished_stays_so(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    page.unpublish()
    assert desk(make_item(headlines=[{"value": "Anders"}]))[0].endswith("kept: unpublished here")
    assert not NewsPage.objects.get(pk=page.pk).live


def test_a_page_unpublished_after_a_change_was_imported_as_a_draft_stays_so(
    desk: Desk, imported: Imported
) -> None:
    page = imported(make_item())
    changed = make_item(headlines=[{"value": "Anders"}])
    assert desk.words(changed, draft=True) == ["updated"]
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert desk(changed)[0].endswith("kept: unpublished here")
    assert not NewsPage.objects.get(pk=page.pk).live


def test_what_was_imported_as_a_draft_is_published_when_that_is_asked_for(
    desk: Desk, imported: Imported
) -> None:
    page = imported(make_item())
    changed = make_item(headlines=[{"value": "Anders"}])
    desk(changed, draft=True)
    assert content(page)["title"] != "Anders"
    assert desk.words(changed) == ["updated"]
    assert content(page)["title"] == "Anders"


def test_a_page_that_an_editor_has_deleted_comes_back_only_when_asked_for(desk: Desk) -> None:
    desk(make_item())
    NewsPage.objects.get().delete()
    assert "deleted here" in desk(make_item())[0]
    assert not NewsPage.objects.exists()
    assert desk.words(make_item(), recreate=True) == ["created"]


def test_a_moved_page_is_updated_where_it_is(desk: Desk, site: Place, imported: Imported) -> None:
    page = imported(make_item())
    elsewhere = NewsroomPageFactory(parent=site.home, title="Archiv")
    page.move(elsewhere, pos="last-child")
    changed = make_item(headlines=[{"value": "Anders"}])
    assert desk.words(changed, newsroom=site.newsroom.pk) == ["updated"]
    assert NewsPage.objects.get().get_parent().pk == elsewhere.pk
    assert content(page)["title"] == "Anders"


def test_an_older_version_never_overwrites_a_newer_one(desk: Desk) -> None:
    desk(make_item(versionCreated=LATER, headlines=[{"value": "Neu"}]))
    assert "older" in desk(make_item(headlines=[{"value": "Alt"}]))[0]
    assert NewsPage.objects.get().title == "Neu"


def test_a_canceled_item_is_unpublished_and_its_text_stays(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    assert desk.words(make_item(pubStatus="canceled")) == ["updated"]
    assert not NewsPage.objects.get(pk=page.pk).live
    assert not PublishedItem.objects.filter(key=f"page-{page.pk}", state="public").exists()
    assert desk.words(make_item(pubStatus="canceled")) == ["unchanged"]
    assert desk.words(make_item(headlines=[{"value": "Doch"}])) == ["updated"]
    assert content(page)["title"] == "Doch"


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_the_source_takes_even_an_edited_page_back_and_the_edits_are_kept(
    desk: Desk, imported: Imported, status: str
) -> None:
    page = edit(imported(make_item()), title="Von Hand", summary="Kurz gesagt.")
    line = desk(make_item(pubStatus=status, headlines=[{"value": "Anders"}]))
    assert line[0].endswith(f"unpublished: {status} at the source")
    row = NewsPage.objects.get(pk=page.pk)
    assert (row.live, row.title) == (False, "Von Hand")
    assert "kept" in desk(make_item(headlines=[{"value": "Doch"}]))[0]


def test_a_canceled_item_that_never_was_here_makes_no_page(desk: Desk) -> None:
    assert desk.words(make_item(pubStatus="canceled")) == ["unchanged"]
    assert not NewsPage.objects.exists()


def test_a_withheld_item_is_a_draft(desk: Desk) -> None:
    assert desk.words(make_item(pubStatus="withheld")) == ["created"]
    assert not NewsPage.objects.get().live
    assert desk.words(make_item()) == ["updated"]
    assert NewsPage.objects.get().live


def test_what_an_editor_has_unpublished_stays_so_when_it_is_withheld_and_usable_again(
    desk: Desk, imported: Imported
) -> None:
    imported(make_item()).unpublish()
    for status in ("withheld", "usable"):
        assert desk(make_item(pubStatus=status, bodies=html(status)))[0].endswith("kept: unpublished here")


def test_drafts_are_published_by_an_import_without_the_option(desk: Desk) -> None:
    desk(make_item(), draft=True)
    assert not PublishedItem.objects.filter(type="newsroom.NewsPage", state="public").exists()
    assert desk.words(make_item(), draft=True) == ["unchanged"]
    assert desk.words(make_item()) == ["updated"]
    assert NewsPage.objects.get().live


def test_a_draft_leaves_the_public_page_as_it_is(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    desk(make_item(headlines=[{"value": "Anders"}]), draft=True)
    assert content(page)["title"] == "Neue Brücke über die Lahn"
    assert NewsPage.objects.get().get_latest_revision_as_object().title == "Anders"


def test_an_embargoed_item_is_not_public_before_its_time(desk: Desk) -> None:
    desk(make_item(embargoedUntil="2999-01-01T00:00:00Z"))
    page = NewsPage.objects.get()
    item = PublishedItem.objects.get(key=f"page-{page.pk}")
    assert item.visible_from.year == 2999


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    items = make_item(), make_item("bridge.fr", language="fr"), make_item("x", language="xx")
    assert desk.words(*items, dry_run=True, create_locales=True) == ["created", "created", "refused"]
    assert not NewsPage.objects.exists()
    assert not PageLogEntry.objects.filter(action="newsroom.import").exists()
    assert "Nothing was written" in desk.said


def test_a_dry_run_refuses_what_could_not_be_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("no JSON of this")

    monkeypatch.setattr(NewsPage.content_fields[0], "json", broken)
    assert desk(make_item(), dry_run=True)[0].endswith("could not be stored: RuntimeError: no JSON of this")
    assert not NewsPage.objects.exists()


def test_the_history_says_where_a_page_came_from(imported: Imported) -> None:
    page = imported(make_item())
    entry = PageLogEntry.objects.get(page=page.pk, action="newsroom.import")
    assert "https://news.agency.example/bridge.de.html" in str(entry.message)


def test_the_read_model_is_right_after_all_of_it(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    imported(
        make_item("bridge.en", language="en", altIds=[{"role": "translation-of", "value": page.source_id}])
    )
    desk(make_item(headlines=[{"value": "Anders"}]))
    desk(make_item(pubStatus="withheld"))
    call_command("check_published")


# An embargo is the whole piece's, and never lets another language version go


def pieces_until() -> datetime:
    return Embargo.objects.get().until


def test_a_version_without_an_embargo_lets_no_other_go(desk: Desk) -> None:
    desk(make_item(embargoedUntil="2999-01-01T00:00:00Z"))
    german = [{"role": "translation-of", "value": make_item()["uri"]}]
    english = {"language": "en", "altIds": german, "embargoedUntil": "2998-01-01T00:00:00Z"}
    desk(make_item("bridge.en", **english))
    desk(make_item(headlines=[{"value": "Anders"}]))
    assert pieces_until().year == 2999
    assert {row.visible_from.year for row in PublishedItem.objects.filter(type="newsroom.NewsPage")} == {2999}


def test_an_import_moves_an_embargo_later(desk: Desk) -> None:
    desk(make_item(embargoedUntil="2998-01-01T00:00:00Z"))
    desk(make_item(embargoedUntil="2999-01-01T00:00:00Z"))
    assert pieces_until().year == 2999


def test_an_embargo_that_is_past_is_none(desk: Desk) -> None:
    desk(make_item(embargoedUntil="2001-01-01T00:00:00Z"))
    assert not Embargo.objects.exists()


def test_an_embargo_for_what_is_public_already_is_refused_as_a_whole(desk: Desk, imported: Imported) -> None:
    page = imported(make_item())
    assert desk.words(make_item(embargoedUntil="2999-01-01T00:00:00Z")) == ["refused"]
    assert content(page)["title"] == "Neue Brücke über die Lahn"
    assert "public already" in desk.said
