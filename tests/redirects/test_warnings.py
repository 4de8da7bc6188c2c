"""Of what is not refused, editors are told: a page in the way, nothing at the goal."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.users.models import UserProfile

from cms.redirects.admin import MOST_NAMED, warn_of_table
from tests.projection.world import World, edit, publish
from tests.redirects.editing import HERE, add, imported, leads, warnings


def test_an_editor_is_warned_that_a_page_wins(world: World, admin: Client) -> None:
    [warning] = warnings(add(admin, "/DE/our-work/a-page", redirect_link="https://elsewhere.example/"))
    assert "/de/our-work/a-page/" in warning
    assert leads("/de/our-work/a-page/") == "page"
    world.page("page").unpublish()
    assert leads("/de/our-work/a-page/") == "https://elsewhere.example/"
    assert warnings(add(admin, "/b", redirect_link="https://elsewhere.example/")) == []


def test_an_editor_is_warned_when_the_form_is_opened_too(world: World, admin: Client) -> None:
    add(admin, "/de/our-work/anew", redirect_link="https://elsewhere.example/")
    address = f"/admin/redirects/{Redirect.objects.get().pk}/"
    assert warnings(admin.get(address)) == []
    publish(world.page("page"), slug="anew")
    [warning] = warnings(admin.get(address))
    assert "/de/our-work/anew/" in warning


def test_a_query_does_not_take_a_redirect_past_the_page(world: World, admin: Client) -> None:
    there = "/de/our-work/a-page?x=1"
    assert warnings(add(admin, there, redirect_link="https://elsewhere.example/"))
    assert leads("/de/our-work/a-page/?x=1") == "page"


def test_an_editor_is_warned_of_a_goal_where_nothing_is(world: World, admin: Client) -> None:
    [warning] = warnings(add(admin, "/a", redirect_link="/de/gibtsnicht/"))
    assert f"{HERE}/de/gibtsnicht/" in warning
    redirect = Redirect.objects.get()
    address = f"/admin/redirects/{redirect.pk}/"
    assert len(warnings(admin.get(address))) == 1
    publish(world.page("page"), slug="gibtsnicht")
    world.page("page").move(world.page("home"), pos="last-child")
    assert warnings(admin.get(address)) == []


def test_what_is_prepared_has_been_or_leads_on_is_no_goal_to_warn_of(world: World, admin: Client) -> None:
    publish(world.page("page"), slug="anew")
    edit(world.page("sibling"), slug="to-be")
    add(admin, "/on", redirect_link="https://elsewhere.example/")
    add(admin, "/draft", redirect_page=world.pages["draft"])
    goals = [
        "/",
        "/DE/our-work/?x=1",
        world.page("draft").html_path,
        "/de/our-work/to-be/",
        "/de/our-work/a-page/",
        "/on",
        "/draft/",
        "https://elsewhere.example/nowhere/",
    ]
    for number, goal in enumerate(goals):
        assert warnings(add(admin, f"/a/{number}", redirect_link=goal)) == [], goal
    assert len(warnings(add(admin, "/a", redirect_link="/de/to-be/"))) == 1


def test_rows_where_a_page_wins_are_imported_and_told_of(world: World, admin: Client) -> None:
    table = "from,to\n/de/our-work/,https://elsewhere.example/\n/node/1,https://elsewhere.example/1\n"
    [warning] = warnings(imported(admin, table))
    assert "/de/our-work" in warning
    assert "/node/1" not in warning
    assert Redirect.objects.count() == 2


def test_rows_that_lead_to_nothing_are_imported_and_told_of(world: World, admin: Client) -> None:
    table = "from,to\n/b,/de/gibtsnicht/\n/c,/de/our-work/\n/d,/e\n/e,/de/nirgends/\n"
    [warning] = warnings(imported(admin, table))
    assert warning.strip().endswith(": /b, /e")
    assert Redirect.objects.count() == 4


def test_they_are_told_of_beside_errors_and_no_more_are_named_than_can_be_read(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.redirects.admin.MOST_NAMED", 1)
    table = "\n".join(
        (
            "from,to",
            "/de/our-work/,https://a.example/",
            "/de/our-work/a-page,https://a.example/",
            "/node/3,",
            "http://[/,https://a.example/",
        )
    )
    response = imported(admin, table)
    [warning] = warnings(response)
    assert warning.strip().endswith("/de/our-work, …")
    assert response.context["import_summary"]["errors_count"] == 2


def asked_of(goals: list[str]) -> tuple[list[str], list[str]]:
    """The warnings of an import that leads there, and what was asked of the database for them."""
    paths = [f"/node/{number:03}" for number in range(len(goals))]
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    with transaction.atomic():
        Redirect.objects.bulk_create(
            Redirect(old_path=path, redirect_link=goal) for path, goal in zip(paths, goals, strict=True)
        )
        with CaptureQueriesContext(connection) as asked:
            warn_of_table(request, paths, None)
        transaction.set_rollback(True)
    return [str(each.message) for each in get_messages(request)], [each["sql"] for each in asked]


def test_an_import_of_hundreds_reads_drafts_once(world: World) -> None:
    edit(world.page("sibling"), slug="to-be")
    said, asked = asked_of(["/de/our-work/", "/de/our-work/to-be/", "https://elsewhere.example/"] * 100)
    assert said == []
    assert len([sql for sql in asked if "'slug'" in sql]) == 1
    assert len(asked) < 300 * 6


def test_an_import_looks_no_further_than_it_names(world: World) -> None:
    [warning], asked = asked_of([f"/de/nowhere-{number}/" for number in range(300)])
    assert "/node/019, …" in warning
    assert len(asked) < 300 + (MOST_NAMED + 1) * 6


def test_of_a_longer_table_the_first_are_looked_at_and_an_editor_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.redirects.admin.MOST_LOOKED_AT", 100)
    [warning], asked = asked_of(["/de/our-work/"] * 300)
    assert "100" in warning
    assert len(asked) < 100 * 5


def test_warnings_speak_the_editors_language(world: World, admin: Client) -> None:
    user = User.objects.get(pk=admin.session["_auth_user_id"])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "de"})
    [warning] = warnings(add(admin, "/de/our-work/", redirect_link="https://elsewhere.example/"))
    assert "öffentlich" in warning
    [warning] = warnings(imported(admin, "from,to\n/de/our-work/a-page,https://elsewhere.example/\n"))
    assert "öffentlich" in warning
