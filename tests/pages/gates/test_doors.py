"""The gates stand at every door through which a page becomes public, and nothing is half done there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    Page,
    PageLogEntry,
    TaskState,
    Workflow,
    WorkflowTask,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation

from cms.pages.gates import Refused
from cms.projection import schedule
from cms.published.models import PublishedItem
from newsroom.models import NewsPage
from tests.factories import ImageFactory, NewsPageFactory, Place
from tests.management_api.calls import ManagementApi
from tests.projection.world import submit_for_translation, translate_strings


@pytest.fixture
def bare(place: Place) -> Any:
    """A draft that lacks its summary."""
    return NewsPageFactory(parent=place.newsroom, title="Ohne Vorspann", summary="", live=False)


@pytest.fixture
def api(client: Client, chief: Any) -> ManagementApi:
    _, key = APIToken.create_token(user=chief, name="test")
    return ManagementApi(client, {"Authorization": f"Bearer {key}"})


def is_public(page: Any) -> bool:
    return bool(
        Page.objects.get(pk=page.pk).live
        or PublishedItem.objects.filter(key=f"page-{page.pk}", state="public").exists()
    )


def test_a_program_is_refused(bare: Any) -> None:
    with pytest.raises(Refused, match="Summary: This is empty"):
        bare.save_revision().publish()
    assert not is_public(bare)


@pytest.fixture
def last_step(bare: Any, chief: Any) -> Any:
    """The page waits for the approval with which it would be published."""
    workflow = Workflow.objects.create(name="Release")
    WorkflowTask.objects.create(
        workflow=workflow, task=GroupApprovalTask.objects.create(name="Approve"), sort_order=0
    )
    bare.save_revision()
    return workflow.start(bare, chief)


def approve(bare: Any, state: Any) -> str:
    return f"/admin/pages/workflow/action/{bare.pk}/approve/{state.current_task_state.pk}/"


def test_the_workflows_last_step_is_refused_and_stays_where_it_is(
    bare: Any, desk: Client, last_step: Any
) -> None:
    answer = desk.post(approve(bare, last_step))
    assert answer.status_code == 400
    assert "Das ist leer." in answer.content.decode()
    last_step.refresh_from_db()
    assert last_step.status == last_step.STATUS_IN_PROGRESS
    assert not is_public(bare)


def test_within_the_first_pages_dialog_it_is_refused_in_the_dialog_in_the_persons_language(
    bare: Any, desk: Client, chief: Any, last_step: Any
) -> None:
    state = last_step
    UserProfile.objects.create(user=chief, preferred_language="de")
    answer = desk.post(
        approve(bare, state), {"comment": "Gut so."}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.status_code == 200  # its script shows nothing of any other
    shown = answer.json()["html"]
    assert "Das ist nicht möglich" in shown
    assert "Das ist leer." in shown
    assert f'href="/admin/pages/{bare.pk}/edit/#:w:contentpath=summary"' in shown
    state.refresh_from_db()
    assert not TaskState.objects.filter(comment="Gut so.").exists()
    assert state.status == state.STATUS_IN_PROGRESS
    assert not is_public(bare)


def test_the_management_api_answers_with_a_list_for_programs(
    place: Place, bare: Any, api: ManagementApi
) -> None:
    bare.save_revision()
    answer = api.send("post", f"pages/{bare.pk}/actions/publish/")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert (error["type"], error["loc"]) == ("missing", ["summary"])
    assert not is_public(bare)


def test_what_the_management_api_makes_and_may_not_publish_is_not_there(
    place: Place, api: ManagementApi
) -> None:
    pages = Page.objects.count()
    meta = {"type": "newsroom.NewsPage", "parent_id": place.newsroom.pk, "action": "publish"}
    answer = api.send("post", "pages/", {"title": "Neu", "meta": meta})
    assert answer.status_code == 422
    assert {error["type"] for error in answer.json()["errors"]} == {"missing"}
    assert Page.objects.count() == pages


def test_publishing_in_bulk_is_refused_as_a_whole(place: Place, bare: Any, desk: Client) -> None:
    whole = NewsPageFactory(parent=place.newsroom, live=False)
    for page in (whole, bare):
        page.save_revision()
    answer = desk.post(f"/admin/bulk/wagtailcore/page/publish/?id={whole.pk}&id={bare.pk}&next=/admin/")
    assert answer.status_code == 400
    assert f"/admin/pages/{bare.pk}/edit/#:w:contentpath=summary" in answer.content.decode()
    assert not is_public(whole)


def test_copying_what_is_public_is_publishing(place: Place, desk: Client) -> None:
    news = NewsPageFactory(parent=place.newsroom, teaser_image=ImageFactory())
    news.teaser_image.licence = ""
    news.teaser_image.save()
    answer = desk.post(
        f"/admin/pages/{news.pk}/copy/",
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": place.newsroom.pk,
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 400
    assert "hat keine Lizenz" in answer.content.decode()
    assert NewsPage.objects.count() == 1


def test_scheduling_is_refused_at_once(bare: Any) -> None:
    bare.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(Refused):
        bare.save_revision().publish()
    assert not bare.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_what_is_scheduled_is_looked_at_again_when_it_is_due(place: Place) -> None:
    image = ImageFactory()
    news = NewsPageFactory(parent=place.newsroom, teaser_image=image, live=False)
    news.go_live_at = timezone.now() + timedelta(days=1)
    news.save_revision().publish()
    image.licence = ""
    image.save()
    due = news.revisions.filter(approved_go_live_at__isnull=False)
    due.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))

    schedule.catch_up(lambda: False)

    assert not due.exists()
    assert not is_public(news)
    entry = PageLogEntry.objects.get(page=news.pk, action="pages.refuse_schedule")
    assert "licence" in entry.message


@pytest.fixture
def translation(place: Place) -> Any:
    """Of a page whose summary has nothing in it once it is translated."""
    news = NewsPageFactory(parent=place.newsroom, summary="Kurz gesagt.")
    found = submit_for_translation(news, "en")
    translate_strings(found, "Said in short")
    image = ImageFactory(licence="cc-by-4.0")
    news.teaser_image = image
    news.save_revision().publish()
    found.source.update_from_db()
    type(image).objects.update(licence="")
    return found


def test_a_translation_is_refused_with_its_reasons_and_keeps_its_texts(
    translation: Any, desk: Client
) -> None:
    translation.save_target(publish=False)
    english = translation.get_target_instance()
    answer = desk.post(f"/admin/pages/{english.pk}/edit/", {"action": "publish"})
    assert answer.status_code == 400
    assert "hat keine Lizenz" in answer.content.decode()
    assert StringTranslation.objects.filter(data="Said in short").exists()
    assert not is_public(english)


def test_updating_translations_is_refused_as_a_whole(translation: Any, desk: Client) -> None:
    translation.save_target(publish=False)
    answer = desk.post(f"/admin/localize/update/{translation.source.pk}/", {"publish_translations": "on"})
    assert answer.status_code == 400
    assert not is_public(translation.get_target_instance())
