"""The way of a text: its author hands it in, a reviewer passes it on, a press officer lets it out."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms.roles.matrix import ADMINISTRATOR, STEPS, Role
from cms.roles.setup import Setup, group_of

NAME = _("Review and release")


def make_workflow(setup: Setup) -> None:
    """The workflow with its steps, above all sites: new sites, pages and translations have it by that."""
    tasks = [
        setup.once(f"task {role.key}", GroupApprovalTask, partial(new_task, role, name))
        for role, name in STEPS
    ]
    workflow = setup.once("workflow", Workflow, lambda: new_workflow([task for task in tasks if task]))
    if workflow:
        assign(setup, workflow)


def new_task(role: Role, name: object) -> GroupApprovalTask:
    task = GroupApprovalTask.objects.create(name=str(name))
    task.groups.set(group for each in (role, ADMINISTRATOR) if (group := group_of(each)))
    return task


def new_workflow(tasks: list[GroupApprovalTask]) -> Workflow:
    workflow = Workflow.objects.create(name=str(NAME))
    for place, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


def assign(setup: Setup, workflow: Workflow) -> None:
    """Where the tree has another workflow, that one stays, until an administrator takes it away."""
    key, root = "workflow above all sites", Page.get_first_root_node()
    there = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if there and there.workflow != workflow:
        setup.say(f"The pages' workflow is “{there.workflow}”, and stays. Ours is “{workflow}”.")
    elif not there and (key not in setup.done or setup.restore):
        WorkflowPage.objects.create(page=root, workflow=workflow)
        setup.remember(key)
        setup.say(f"All pages: the workflow is “{workflow}” now.")
