"""Whoever sends something back says why: Wagtail takes it without a word, and nobody knows what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task


class ReasonForm(TaskStateCommentForm):
    comment = forms.CharField(
        label=_("What is to be changed"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say what is to be changed: whoever gets it back reads it.")},
    )


def install() -> None:
    other_form = Task.get_form_for_action

    def form_for(task: Task, action: str) -> Any:
        return ReasonForm if action == "reject" else other_form(task, action)

    Task.get_form_for_action = form_for
