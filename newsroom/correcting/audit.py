"""How corrections are called in a page's history. No models: hooks are looked for before they are loaded."""

import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

CORRECTED: Final = "newsroom.correct"
TAKEN_BACK: Final = "newsroom.correct.take_back"


class Corrected(LogFormatter):
    label = gettext_lazy("Correct")

    def format_message(self, log_entry: Any) -> str:
        # Models are loaded by now, and not before.
        from newsroom.models import CorrectionKind  # noqa: PLC0415

        told = log_entry.data
        day = date_format(datetime.date.fromisoformat(told["date"]))
        return f"{CorrectionKind(told['kind']).label}, {day}: “{told['note']}”"


class TakenBack(LogFormatter):
    label = gettext_lazy("Take back a correction")

    def format_message(self, log_entry: Any) -> str:
        return _("Took back the correction “%(note)s”") % {"note": log_entry.data.get("note", "")}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(CORRECTED)(Corrected)
    actions.register_action(TAKEN_BACK)(TakenBack)
