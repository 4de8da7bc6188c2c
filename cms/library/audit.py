"""What the history of an image says of its consent. No models: hooks are looked for before that."""

from typing import Any, Final

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogContext, LogFormatter, log

WITHDRAWN: Final = "library.withdraw_consent"
GIVEN_BACK: Final = "library.undo_withdrawal"
STAND_IN: Final = "library.choose_stand_in"
EDITED: Final = "wagtail.edit"


class Withdrawn(LogFormatter):
    label = gettext_lazy("Withdraw consent")

    def format_message(self, log_entry: Any) -> str:
        day = parse_date(log_entry.data["on"])
        told = {
            "day": date_format(day, "DATE_FORMAT") if day else "",
            "reference": log_entry.data["reference"],
        }
        return _("Consent withdrawn on %(day)s: %(reference)s") % told


class GivenBack(LogFormatter):
    label = gettext_lazy("Undo withdrawal of consent")
    message = gettext_lazy("Undid the withdrawal of consent")


class StandIn(LogFormatter):
    label = gettext_lazy("Choose stand-in")

    def format_message(self, log_entry: Any) -> str:
        if title := log_entry.data["title"]:
            return _("Chose a stand-in: “%(title)s”") % {"title": title}
        return _("Chose no stand-in")


def write(file: Any, action: str, user: Any, data: dict[str, Any] | None = None) -> None:
    """In the history of the image or document; each entry in a context of its own (cms.pages.audit)."""
    with LogContext(user=user):
        log(file, action, data=data)


def register(actions: LogActionRegistry) -> None:
    actions.register_action(WITHDRAWN)(Withdrawn)
    actions.register_action(GIVEN_BACK)(GivenBack)
    actions.register_action(STAND_IN)(StandIn)
