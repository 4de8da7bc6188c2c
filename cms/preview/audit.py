"""What the history of a page says of links to its drafts. No models: hooks are looked for before that."""

from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

SHARED: Final = "preview.share"
REVOKED: Final = "preview.revoke"


class Shared(LogFormatter):
    label = gettext_lazy("Share preview")

    def format_message(self, log_entry: Any) -> str:
        until = parse_datetime(log_entry.data["until"])
        shown = date_format(localtime(until), "SHORT_DATETIME_FORMAT") if until else ""
        return _("Shared a link to the draft, good until %(until)s") % {"until": shown}


class Revoked(LogFormatter):
    label = gettext_lazy("Revoke preview")
    message = gettext_lazy("Revoked a link to the draft")


def register(actions: LogActionRegistry) -> None:
    actions.register_action(SHARED)(Shared)
    actions.register_action(REVOKED)(Revoked)
