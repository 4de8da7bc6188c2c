"""Wagtail's own first groups and workflow. They go while nobody has had any use for them."""

from typing import Final

from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Task, Workflow, WorkflowState

from cms.roles.models import Done
from cms.roles.setup import Grant, Say, held

GROUPS: Final = {"Moderators", "Editors"}
WORKFLOW: Final = "Moderators approval"


def are_untouched() -> bool:
    """Whether there are no groups and workflows but those of Wagtail's migrations, and none is in use."""
    return (
        not Done.objects.exists()
        and set(Group.objects.values_list("name", flat=True)) == GROUPS
        and not Group.objects.filter(user__isnull=False).exists()
        and set(Workflow.objects.values_list("name", flat=True)) == {WORKFLOW}
        and set(Task.objects.values_list("name", flat=True)) == {WORKFLOW}
        and not WorkflowState.objects.exists()
        and all(is_wagtails(grant) for group in Group.objects.all() for grant in held(group))
    )


def is_wagtails(grant: Grant) -> bool:
    """Wagtail gives its groups permissions of its own apps, and on everything."""
    roots = {
        "": None,
        "page": Page.get_first_root_node().pk,
        "collection": Collection.get_first_root_node().pk,
    }
    return grant.permission.startswith("wagtail") and grant.place == roots[grant.kind]


def take_away(say: Say) -> None:
    if not are_untouched():
        return
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.all().delete()
    say("Wagtail's groups Moderators and Editors and their workflow were not in use: taken away.")
