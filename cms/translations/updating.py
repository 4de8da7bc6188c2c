"""wagtail-localize's question whether to update translations promises what is refused here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail_localize.views.update_translations import UpdateTranslationsView


def install() -> None:
    """It has no other seam than its name."""
    UpdateTranslationsView.get_form = saying_what_is_so(UpdateTranslationsView.get_form)


def saying_what_is_so(get_form: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_form)
    def get_honest_form(view: Any) -> Any:
        form = get_form(view)
        form.fields["publish_translations"].help_text = _(
            "Else the changes wait in the editor of each translation, and what is public stays as it is. "
            "Publishing is refused until everything is translated."
        )
        return form

    return get_honest_form
