"""No machine translates what is under embargo: its text would leave the house before its time.

wagtail-localize hands texts to a service of somebody else's at two places: a button in its editor, and a
box on its question whether to update translations.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation, update_translations

from cms.pages.models import Embargo

_held: ContextVar[bool] = ContextVar("translates_what_is_held", default=False)


def install() -> None:
    """These have no other seam than their names."""
    for module in (edit_translation, update_translations):
        module.apply_machine_translation = unless_held(module.apply_machine_translation)
    edit_translation.get_machine_translator = none_while_held(edit_translation.get_machine_translator)
    edit_translation.edit_translation = knowing(edit_translation.edit_translation)
    view = update_translations.UpdateTranslationsView
    view.get_form = without_machine(view.get_form)


def unless_held(apply: Callable[..., bool]) -> Callable[..., bool]:
    """The refusal is shown as every page's is (cms.pages.refusals)."""

    @wraps(apply)
    def apply_or_refuse(translation_id: int, *args: Any, **kwargs: Any) -> bool:
        translation = Translation.objects.select_related("source").filter(pk=translation_id).first()
        if translation and Embargo.holds(translation.source.object_id):
            raise ValidationError(_("This piece is under embargo: no machine may translate it."))
        return apply(translation_id, *args, **kwargs)

    return apply_or_refuse


def knowing(edit: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(edit)
    def edit_knowing(
        request: HttpRequest, translation: Translation, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        token = _held.set(Embargo.holds(translation.source.object_id))
        try:
            return edit(request, translation, *args, **kwargs)
        finally:
            _held.reset(token)

    return edit_knowing


def none_while_held(get: Callable[[], Any]) -> Callable[[], Any]:
    """So that the editor offers no button."""

    @wraps(get)
    def get_unless_held() -> Any:
        return None if _held.get() else get()

    return get_unless_held


def without_machine(get_form: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_form)
    def get_form_without(view: Any) -> Any:
        form = get_form(view)
        if Embargo.holds(view.object.object_id):
            form.fields.pop("use_machine_translation", None)
        return form

    return get_form_without
