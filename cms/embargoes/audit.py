"""What the history of a page says of its embargo. No models: hooks are looked for before that."""

from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.pages import audit
from cms.pages.local_times import in_zone

SET: Final = "embargo.set"
MOVED: Final = "embargo.move"
CANCELLED: Final = "embargo.cancel"


def said(data: dict[str, Any]) -> str:
    """“1 July 2027 10:00 (Europe/Berlin)”."""
    until = parse_datetime(data["until"])
    return in_zone(until, data["time_zone"]) if until else ""


class Set(LogFormatter):
    label = gettext_lazy("Set embargo")

    def format_message(self, log_entry: Any) -> str:
        return _("Set an embargo until %(until)s") % {"until": said(log_entry.data)}


class Moved(LogFormatter):
    label = gettext_lazy("Move embargo")

    def format_message(self, log_entry: Any) -> str:
        moments = {"was": said(log_entry.data["was"]), "until": said(log_entry.data)}
        return _("Moved the embargo from %(was)s to %(until)s") % moments


class Cancelled(LogFormatter):
    label = gettext_lazy("Cancel embargo")

    def format_message(self, log_entry: Any) -> str:
        return _("Cancelled the embargo until %(until)s") % {"until": said(log_entry.data)}


def write(page: Any, action: str, held: Any, user: Any = None, **more: Any) -> None:
    """In the page's history. `user`: else whoever is acting."""
    audit.write(page, action, {**moment(held), **more}, user)


def moment(held: Any) -> dict[str, str]:
    return {"until": held.until.isoformat(), "time_zone": held.time_zone}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(SET)(Set)
    actions.register_action(MOVED)(Moved)
    actions.register_action(CANCELLED)(Cancelled)
