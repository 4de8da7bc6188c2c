"""A refusal in the page's own form: beside each field, and above with links; what was typed stays there."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    ListBlock,
    ListBlockValidationError,
    StreamBlockValidationError,
    StructBlockValidationError,
)

from cms.pages.gates import problems_of
from cms.pages.gates.problems import Problem
from cms.pages.models import BasePage
from cms.pages.places import Place


def install() -> None:
    """Wagtail's forms are asked while nothing is written yet; they have no seam there but their names."""
    for view in (CreateView, EditView):
        view.form_valid = asking_gates(view.form_valid)


def asking_gates(form_valid: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(form_valid)
    def valid_if_in_order(view: Any, form: Any) -> HttpResponseBase:
        if issubclass(view.page_class, BasePage) and publishes(view):
            page = form.save(commit=False)
            if problems := problems_of(page, view.request.user):
                return come_back(view, form, problems)
        answer: HttpResponseBase = form_valid(view, form)
        return answer

    return valid_if_in_order


def publishes(view: Any) -> bool:
    """Whether what the editor has pressed publishes the page, at once or as the last step of the workflow."""
    if view.action_name == "perform_workflow_action" and view.workflow_action == "approve":
        state = view.page.current_workflow_state
        left = state.workflow.tasks.filter(active=True).exclude(task_states__in=state.successful_task_states)
        return not left.exclude(pk=state.current_task_state.task_id).exists()
    return bool(view.action_name == "publish")


def come_back(view: Any, form: Any, problems: list[Problem]) -> HttpResponseBase:
    """The form as it was sent, with what is wrong; nothing is saved."""
    beside_fields(form, problems)
    messages.error(
        view.request, render_to_string("pages/not_published.html", {"problems": problems, "form_url": ""})
    )
    view.has_unsaved_changes = True
    view.errors_debug = repr(form.errors)
    answer: HttpResponseBase = view.render_to_response(view.get_context_data())
    return answer


def beside_fields(form: Any, problems: Iterable[Problem]) -> None:
    streams: dict[str, list[Problem]] = {}
    for problem in problems:
        name, *rest = (step.key for step in problem.place) if problem.place else (None,)
        if name in form.formsets:
            beside_rows(form, str(name), rest, problem)
        elif name not in form.fields:
            form.add_error(None, str(problem.message))
        elif isinstance(getattr(form.instance._meta.get_field(name), "stream_block", None), BaseStreamBlock):
            streams.setdefault(str(name), []).append(problem)
        else:
            form.add_error(name, str(problem.message))
    for name, found in streams.items():
        value = getattr(form.instance, name)
        inside = [(problem.place[1:], str(problem.message)) for problem in found]
        form.add_error(name, nested(value.stream_block, value, inside))


def beside_rows(form: Any, name: str, rest: list[Any], problem: Problem) -> None:
    """Which of the formset's forms is meant is told by its row: some may have been sorted or struck out."""
    rows = list(getattr(form.instance, name).all())
    for child in form.formsets[name].forms:
        if rest and child.instance is rows[rest[0]]:
            field = rest[1] if len(rest) > 1 and rest[1] in child.fields else None
            child.add_error(field, str(problem.message))
            return
    form.add_error(None, str(problem))


def nested(block: Any, value: Any, problems: list[tuple[Place, str]]) -> ValidationError:
    """An error as nested as the block, which is how Wagtail's form finds the fields inside."""
    own = [message for place, message in problems if not place]
    if own and not isinstance(block, BaseStreamBlock | ListBlock | BaseStructBlock):
        return ValidationError(own)
    inside: dict[Any, list[tuple[Place, str]]] = {}
    for place, message in problems:
        if place:
            inside.setdefault(place[0].key, []).append((place[1:], message))
    if isinstance(block, BaseStreamBlock):
        # Below a block of a body stands the step `value` first.
        return StreamBlockValidationError(
            {
                key: nested(value[key].block, value[key].value, [(place[1:], said) for place, said in found])
                for key, found in inside.items()
            },
            own,
        )
    if isinstance(block, ListBlock):
        bound = value.bound_blocks
        return ListBlockValidationError(
            {key: nested(bound[key].block, bound[key].value, found) for key, found in inside.items()}, own
        )
    return StructBlockValidationError(
        {key: nested(block.child_blocks[key], value.get(key), found) for key, found in inside.items()},
        own,
    )
