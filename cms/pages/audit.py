"""What a page's history says of its texts. No models: hooks are looked for before that."""

from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import (
    LogActionRegistry,
    LogContext,
    LogFormatter,
    get_active_log_context,
    log,
)

CONFIRMED: Final = "pages.confirm_quote"
REFUSED: Final = "pages.refuse_schedule"


class Confirmed(LogFormatter):
    label = gettext_lazy("Confirm quote")

    def format_message(self, log_entry: Any) -> str:
        words = Truncator(log_entry.data["quote"]).chars(80)
        return _("Confirmed the wording of a quote: “%(words)s”") % {"words": words}


class Refused(LogFormatter):
    label = gettext_lazy("Not published when it was due")

    def format_message(self, log_entry: Any) -> str:
        return _("Not published when it was due. %(reasons)s") % {"reasons": reasons(log_entry.data)}


def reasons(data: dict[str, Any]) -> str:
    """Why a schedule was refused, in the reader's language: `{"reasons": {"de": [sentence]}}`."""
    said: dict[str, list[str]] = data.get("reasons", {})
    return " ".join(said.get(get_language() or "") or next(iter(said.values()), []))


def write(page: Any, action: str, data: dict[str, Any] | None, user: Any = None) -> None:
    """In the page's history. `user`: else whoever is acting.

    Each entry in a context of its own: of those of one context, Wagtail's histories show the last alone,
    whichever page it is of.
    """
    with LogContext(user=user or get_active_log_context().user):
        log(page.specific, action, data=data)


def register(actions: LogActionRegistry) -> None:
    actions.register_action(CONFIRMED)(Confirmed)
    actions.register_action(REFUSED)(Refused)
