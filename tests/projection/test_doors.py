"""Doors: what an editor does and what readers get of it stand or fall together."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from wagtail.actions.base import BaseAction
from wagtail.models import APIToken

from cms import urls
from cms.projection import project
from cms.projection.doors import all_subclasses, door
from cms.published.models import Change
from tests.projection import world as worlds
from tests.projection.observing import changes, content, item, jobs, last_change, run_jobs
from tests.projection.world import World, edit, publish


class BrokenProjection(Exception):
    pass


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write of a projection fails."""

    def fail(*_: Any, **__: Any) -> None:
        raise BrokenProjection

    monkeypatch.setattr(Change.objects, "create", fail)


def test_every_action_of_wagtail_is_a_door() -> None:
    actions = [each for each in all_subclasses(BaseAction) if "execute" in vars(each)]
    names = {each.__name__ for each in actions}
    assert {"PublishRevisionAction", "MovePageAction", "DeletePageAction", "CreatePageAliasAction"} <= names
    unwrapped = [each for each in actions if not hasattr(each.execute, "__wrapped__")]
    assert unwrapped == []


def test_a_projection_that_fails_undoes_a_plain_publish(world: World, broken: None) -> None:
    revision = edit(world.page("other"), title="Never public")
    with pytest.raises(BrokenProjection):
        revision.publish()
    page = world.page("other")
    assert (page.title, page.live_revision_id == revision.pk) == ("Other news", False)
    assert content(page)["title"] == "Other news"


@pytest.mark.parametrize("debug", [True, False])
def test_a_projection_that_fails_undoes_what_the_admin_did(
    world: World, admin: Client, broken: None, debug: bool
) -> None:
    admin.raise_request_exception = False
    with override_settings(DEBUG=debug):
        url = reverse("wagtailadmin_pages:unpublish", args=[world.pages["section"]])
        answer = admin.post(url, {}, headers={"Accept-Language": "de"})
    assert answer.status_code == 500
    assert debug or "Es wurde nichts geändert." in answer.content.decode()
    assert world.page("section").live
    assert item(world.page("section"))


def test_a_projection_that_fails_undoes_what_the_management_api_did(world: World, broken: None) -> None:
    before = world.page("section").live_revision_id
    answer = management(f"pages/{world.pages['section']}/actions/unpublish/", {})
    assert answer.status_code == 500
    assert world.page("section").live
    assert world.page("section").live_revision_id == before


def test_the_management_api_publishes_in_one_transaction_with_its_item(world: World) -> None:
    answer = management(f"pages/{world.pages['section']}/actions/unpublish/", {})
    assert answer.status_code < 400, answer.content
    assert item(world.page("page")) is None


def management(path: str, data: dict[str, Any]) -> HttpResponse:
    """One call of Wagtail's API with the editor's token."""
    _, key = APIToken.create_token(user=User.objects.get(username="editor"), name="test")
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})
    return client.post(f"/api/management/{path}", data, content_type="application/json")


def writes_and_refuses(request: HttpRequest, pk: int, status: int) -> JsonResponse:
    publish(worlds.page(pk), title="Half done")
    return JsonResponse({}, status=status)


urlpatterns = [path("<int:pk>/<int:status>/", writes_and_refuses), *urls.urlpatterns]


@pytest.mark.parametrize("status", [400, 403, 409, 500])
def test_an_answer_that_says_no_keeps_nothing_of_what_was_written(world: World, status: int) -> None:
    since = last_change()
    with override_settings(ROOT_URLCONF=__name__):
        Client().post(f"/{world.pages['other']}/{status}/")
    assert world.page("other").title == "Other news"
    assert content(world.page("other"))["title"] == "Other news"
    assert changes(since) == []


def test_an_answer_that_says_yes_keeps_it(world: World) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        Client().post(f"/{world.pages['other']}/200/")
    assert content(world.page("other"))["title"] == "Half done"


def test_a_door_projects_once_at_its_end(world: World) -> None:
    since = last_change()
    with door():
        publish(world.page("other"), title="First")
        publish(world.page("other"), title="Second")
        assert content(world.page("other"))["title"] == "Other news"
    key = f"page-{world.pages['other']}"
    assert [action for action, of in changes(since) if of == key] == ["updated"]


class Interrupted(Exception):
    pass


def publish_and_fail(page: Any) -> None:
    with door():
        publish(page, title="Never public")
        raise Interrupted


def test_what_fails_inside_a_door_leaves_nothing(world: World) -> None:
    with pytest.raises(Interrupted):
        publish_and_fail(world.page("other"))
    assert world.page("other").title == "Other news"
    assert content(world.page("other"))["title"] == "Other news"


def test_a_bare_save_is_projected_too(world: World) -> None:
    page = world.page("other")
    page.live = False
    page.save()
    assert item(page) is None


def test_a_bare_save_in_somebodys_transaction_is_projected_after_it(world: World) -> None:
    page = world.page("other")
    with transaction.atomic():
        page.live = False
        page.save()
        # Nobody waits for this transaction: the lock is not taken while it may still write.
        assert held_locks() == 0
    assert item(page) is None


def test_a_large_fan_out_goes_to_the_worker_in_the_same_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    with pytest.raises(Interrupted):
        publish_and_fail(world.page("section"))
    assert jobs() == []
    publish(world.page("section"), title="Renamed")
    assert {name for _, name, _ in jobs()} == {"cms.projection.tasks.refresh_pages"}
    late = content(world.page("sibling"))["meta"]["parent"]["title"]
    assert late == "Our work"
    run_jobs()
    assert content(world.page("sibling"))["meta"]["parent"]["title"] == "Renamed"


def test_a_large_fan_out_hides_at_once_what_must_go(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    monkeypatch.setattr(project, "HIDING_IN_DOOR", 1)
    world.page("section").unpublish()
    assert jobs()
    assert [item(world.page(name)) for name in ("section", "page", "sibling")] == [None] * 3


def test_nothing_holds_the_lock_when_a_door_has_closed(world: World) -> None:
    with transaction.atomic():
        project.begin()
        assert held_locks() == 1
    publish(world.page("other"), title="Renamed")
    assert held_locks() == 0


def held_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        found: int = cursor.fetchone()[0]
    return found
