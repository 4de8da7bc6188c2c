"""Translations on their way through the workflow: wagtail-localize's editor knows none."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from cms.pages.models import Embargo
from cms.roles.locks import why_locked

MOST_NAMED = 5  # texts that have no translation


def translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where a translation is on its way; whoever may edit it hands it in here, as it is translated now."""
    page = get_object_or_404(Page, pk=page_id).specific
    found = get_object_or_404(
        Translation, source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    )
    may = page.permissions_for_user(request.user)
    if not may.can_edit():
        raise PermissionDenied
    if request.method == "POST":
        if not may.can_submit_for_moderation():
            raise PermissionDenied
        hand_in(request, page, found)
        return redirect("roles:translation", page.pk)
    way = page.current_workflow_state
    state = way.current_task_state.specific if way else None
    actions = page.current_workflow_task.get_actions(page, request.user) if page.workflow_in_progress else []
    return TemplateResponse(
        request,
        "roles/translation.html",
        {
            "page": page,
            "state": state,
            "locked": why_locked(page, request.user),
            "may_decide": bool(actions),
            "may_hand_in": may.can_submit_for_moderation(),
            "missing": missing(found),
        },
    )


class DecisionView(WorkflowActionView):
    """Wagtail's own, which says nothing: its dialog closes, and the form is there anew."""

    redirect_url_name = "roles:translation"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(request, *args, **kwargs)
        self.task_state.refresh_from_db()
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
            messages.success(request, decided(self.task_state))
        for words in self.form_class(request.POST).errors.values():
            messages.error(request, " ".join(words))
        return answer


def decided(state: TaskState) -> str:
    """What has become of the translation by that step."""
    if state.status != TaskState.STATUS_APPROVED:
        return _("Changes are requested: the translation goes back.")
    page = Page.objects.get(pk=state.revision.object_id)
    if following := page.current_workflow_task:
        return _("The translation is approved. The next step is: %(step)s.") % {"step": following.name}
    held = Embargo.of(page)
    if held and held.is_in_force:
        return _("The translation is approved. It becomes public when the embargo ends.")
    if not page.live:
        return _("The translation is approved.")
    return _("The translation is approved and published.")


def hand_in(request: HttpRequest, page: Any, found: Translation) -> None:
    """Make a draft of the strings and send it to the reviewers. Nothing half translated goes there."""
    if lack := missing(found):
        messages.error(request, lack)
        return
    try:
        found.save_target(user=request.user, publish=False)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return
    start(Page.objects.get(pk=page.pk).specific, request.user)
    messages.success(request, _("The translation is handed in."))


def start(page: Any, user: Any) -> None:
    """From its beginning, or again from the step that sent it back."""
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def missing(found: Translation) -> str:
    """That texts have no translation, or one that cannot be used, in words; "" where all are there.

    A slug needs none: the translated title makes one.
    """
    texts = found.source.stringsegment_set.exclude(context__path="slug").annotate_translation(
        found.target_locale
    )
    lacking = [each.string.data for each in texts.filter(translation=None).select_related("string")]
    if not lacking:
        return ""
    text = ngettext(
        "%(count)d text is not translated yet: %(texts)s",
        "%(count)d texts are not translated yet: %(texts)s",
        len(lacking),
    )
    shortened = [Truncator(strip_tags(each)).chars(60) for each in lacking[:MOST_NAMED]]
    named = ", ".join(_("“%(text)s”") % {"text": each} for each in shortened)
    return text % {"count": len(lacking), "texts": named + (" …" if len(lacking) > MOST_NAMED else "")}
