"""What the command makes, and that it does nothing twice and takes nothing away."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
)

from cms.roles.matrix import AUTHOR, PRESS_OFFICER, REVIEWER, TRANSLATOR
from cms.roles.models import Done
from cms.roles.setup import group_of
from tests import factories
from tests.factories import Place
from tests.standing import standing_site

# Without roles: they are what is made here.
__all__ = ["standing_site"]

TABLES = (
    Group,
    GroupPagePermission,
    GroupCollectionPermission,
    Workflow,
    GroupApprovalTask,
    WorkflowPage,
    Done,
)


def run(*arguments: str) -> list[str]:
    said = StringIO()
    call_command("setup_roles", *arguments, stdout=said)
    return said.getvalue().splitlines()


def rows() -> dict[Any, list[Any]]:
    through = Group.permissions.through
    return {table: list(table._default_manager.order_by("pk").values()) for table in (*TABLES, through)}


def test_a_second_run_changes_and_says_nothing(place: Place) -> None:
    first = run()
    before = rows()
    assert len(first) > 10
    assert run() == ["The roles are set up."]
    assert rows() == before


def test_groups_are_named_in_the_installations_language(place: Place) -> None:
    run()
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Autor:innen",
        "Übersetzer:innen: Deutsch",
        "Übersetzer:innen: Englisch",
        "Übersetzer:innen: Arabisch",
        "Prüfer:innen",
        "Pressestelle",
        "Partnerbetreuung",
        "Administration",
    }
    assert list(GroupApprovalTask.objects.order_by("pk").values_list("name", flat=True)) == [
        "Prüfung",
        "Freigabe",
    ]


def test_they_can_be_named_in_english(place: Place) -> None:
    run("--language", "en")
    assert Group.objects.filter(name="Translators: Arabic").exists()


def test_a_renamed_group_stays_the_roles_group(place: Place) -> None:
    run()
    Group.objects.filter(name="Prüfer:innen").update(name="Vier Augen")
    before = rows()
    run()
    assert rows() == before
    assert str(group_of(REVIEWER)) == "Vier Augen"


def test_what_an_administrator_has_added_stays(place: Place) -> None:
    run()
    author = group_of(AUTHOR)
    assert author
    author.permissions.add(Permission.objects.get(codename="add_topic"))
    run()
    assert author.permissions.filter(codename="add_topic").exists()


def test_what_an_administrator_has_taken_away_stays_so_until_it_is_asked_for(place: Place) -> None:
    run()
    before = rows()[GroupPagePermission]
    author = group_of(AUTHOR)
    GroupPagePermission.objects.filter(group=author, permission__codename="add_page").delete()
    assert "Autor:innen: 3 permissions that were taken away stay so (--restore gives them back)" in run()
    assert len(rows()[GroupPagePermission]) == len(before) - 3
    assert "Autor:innen: 3 permissions added" in run("--restore")
    assert len(rows()[GroupPagePermission]) == len(before)


def test_a_deleted_group_stays_deleted_until_it_is_asked_for(place: Place) -> None:
    run()
    group = group_of(AUTHOR)
    assert group
    held = group.page_permissions.count()
    group.delete()
    run()
    assert group_of(AUTHOR) is None
    run("--restore")
    again = group_of(AUTHOR)
    assert again
    assert again.page_permissions.count() == held


def test_a_group_of_that_name_is_not_taken_for_the_role(place: Place) -> None:
    mine = Group.objects.create(name="Pressestelle")
    run()
    assert not mine.page_permissions.exists()
    assert str(group_of(PRESS_OFFICER)) == "Pressestelle (press_officer)"


def test_wagtails_own_groups_and_workflow_are_replaced_while_nobody_uses_them(place: Place) -> None:
    run()
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert Workflow.objects.get() == WorkflowPage.objects.get().workflow


@pytest.mark.parametrize("use", ["member", "another group", "a permission more"])
def test_where_they_are_used_they_stay_with_their_workflow(place: Place, use: str) -> None:
    moderators = Group.objects.get(name="Moderators")
    if use == "member":
        User.objects.create_user("moderator").groups.add(moderators)
    elif use == "another group":
        Group.objects.create(name="Campaigns")
    else:
        moderators.permissions.add(Permission.objects.get(codename="add_topic"))
    said = run()
    assert Group.objects.filter(name__in=["Moderators", "Editors"]).count() == 2
    assert WorkflowPage.objects.get().workflow.name == "Moderators approval"
    assert any("Moderators approval" in line for line in said)
    assert Workflow.objects.count() == 2


def test_every_page_goes_from_review_to_release(place: Place) -> None:
    run("--language", "en")
    for page in Page.objects.filter(depth__gt=1):
        assert [task.name for task in page.get_workflow().tasks] == ["Review", "Release"]
    release = GroupApprovalTask.objects.get(name="Release")
    assert set(release.groups.values_list("name", flat=True)) == {"Press officers", "Administrators"}


def test_a_language_that_comes_later_has_its_translators_at_once(place: Place) -> None:
    run("--language", "en")
    french = factories.locale("fr")
    group = group_of(TRANSLATOR, french)
    assert group
    assert not group.page_permissions.exists()
    home = factories.translate(place.home, "fr", title="Accueil", slug="accueil")
    assert [each.page_id for each in group.page_permissions.all()] == [home.pk]


def test_a_site_that_comes_later_is_open_to_its_desk_at_once(place: Place) -> None:
    run()
    other = factories.make_site("office.example.org", ("en", "ar"))
    for role, homes in ((AUTHOR, other.homes.values()), (PRESS_OFFICER, other.homes.values())):
        group = group_of(role)
        assert group
        given = set(group.page_permissions.values_list("page", flat=True))
        assert {home.pk for home in homes} <= given
    arabic = group_of(TRANSLATOR, factories.locale("ar"))
    assert arabic
    assert {each.page_id for each in arabic.page_permissions.all()} == {
        place.homes["ar"].pk,
        other.homes["ar"].pk,
    }


def test_where_roles_were_never_set_up_nothing_follows(place: Place) -> None:
    factories.locale("fr")
    assert not Done.objects.exists()
