"""Typing on in a draft: nobody waits for it, and nothing of it is public."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import SectionPage
from tests.clock import Clock
from tests.projection.observing import answers, content
from tests.projection.world import World, edit

DRAFT = "Not for readers"


def form(page: SectionPage, **fields: Any) -> dict[str, Any]:
    """What the admin's form of a section sends."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "introduction": page.introduction,
            "body": streamfield([]),
            "listing": page.listing,
            "accessible_versions": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **fields,
        }
    )


def autosave(admin: Client, page: SectionPage, revision: int | None, title: str) -> int:
    """What the admin does while an editor types; the draft's revision."""
    overwritten = {"overwrite_revision_id": revision} if revision else {}
    answer = admin.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(page, title=title, **overwritten),
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 200, answer.content
    found: int = answer.json()["revision_id"]
    return found


def test_typing_on_after_somebody_published_the_draft_stays_a_draft(world: World, admin: Client) -> None:
    section = world.page("section")
    first = autosave(admin, section, None, "As published")
    assert autosave(admin, section, first, "As published") == first
    Revision.objects.get(pk=first).publish()
    second = autosave(admin, section, first, DRAFT)
    assert second != first
    assert content(section)["title"] == "As published"
    assert DRAFT not in answers()
    assert autosave(admin, section, second, DRAFT) == second
    assert Revision.objects.get(pk=first).content["title"] == "As published"


def test_what_is_scheduled_is_not_written_over(world: World, clock: Clock) -> None:
    """The admin locks such a page; other ways to save a draft do not ask."""
    section = world.page("section")
    scheduled = edit(section, title="Scheduled", go_live_at=clock.now + timedelta(hours=1))
    scheduled.publish()
    section = world.page("section")
    section.title = DRAFT
    assert section.save_revision(overwrite_revision=Revision.objects.get(pk=scheduled.pk)) != scheduled
    clock.advance(hours=2)
    assert content(section)["title"] == "Scheduled"


def test_saving_a_draft_does_not_wait_for_the_lock(world: World, admin: Client) -> None:
    section = world.page("section")
    with CaptureQueriesContext(connection) as queries:
        first = autosave(admin, section, None, DRAFT)
        autosave(admin, section, first, DRAFT)
        edit(world.page("page"), title=DRAFT)
    assert [query["sql"] for query in queries if "advisory" in query["sql"]] == []
