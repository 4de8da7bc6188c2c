"""How an import is called in a page's history. No models: hooks are looked for before they are loaded."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

ACTION: Final = "newsroom.import"


class ImportLog(LogFormatter):
    label = gettext_lazy("Import")

    def format_message(self, log_entry: Any) -> str:
        return _("Imported from %(source)s") % {"source": log_entry.data.get("source", "")}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION)(ImportLog)
