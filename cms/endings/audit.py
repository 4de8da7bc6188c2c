"""How the end of its publication is called in a page's history. No models: hooks are looked for before."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

# By how the publication ended.
ACTIONS: Final = {
    "withdrawn": "endings.withdraw",
    "gone": "wagtail.unpublish",
    "redirected": "endings.redirect",
}


class Withdrawn(LogFormatter):
    label = gettext_lazy("Withdraw")

    def format_message(self, log_entry: Any) -> str:
        return _("Withdrawn: “%(note)s”") % {"note": log_entry.data.get("note", "")}


class Redirected(LogFormatter):
    label = gettext_lazy("Unpublish and redirect")

    def format_message(self, log_entry: Any) -> str:
        return _("Unpublished; its address leads to %(location)s") % {
            "location": log_entry.data.get("location", "")
        }


def register(actions: LogActionRegistry) -> None:
    actions.register_action(ACTIONS["withdrawn"])(Withdrawn)
    actions.register_action(ACTIONS["redirected"])(Redirected)
